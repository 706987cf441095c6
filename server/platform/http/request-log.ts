import type { FastifyRequest } from 'fastify';

/** The fields of a log line that identify its request: none if what it writes must not lead to its caller. */
export const requestFields = (request: FastifyRequest): { requestId?: string; userId?: string } =>
  request.routeOptions.config?.isUnlinked
    ? {}
    : { requestId: request.id, ...(request.visitor ? { userId: request.visitor.id } : {}) };
