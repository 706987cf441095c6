import type { FastifyRequest } from 'fastify';

/** The fields of a log line that identify its request. */
export const requestFields = (request: FastifyRequest): { requestId: string; userId?: string } => ({
  requestId: request.id,
  ...(request.visitor ? { userId: request.visitor.id } : {}),
});
