import type { FastifyRequest } from 'fastify';
import type { Caller } from '../ip-addresses.ts';

export const callerOf = (request: FastifyRequest): Caller => ({
  peer: request.socket.remoteAddress,
  address: request.ip,
  host: request.headers.host,
  headers: request.headers,
});
