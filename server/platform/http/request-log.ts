import type { FastifyRequest } from 'fastify';

/** What a line of the log says of the request that it is about. */
export const requestFields = (request: FastifyRequest): { requestId: string; userId?: string } => ({
  requestId: request.id,
  ...(request.visitor ? { userId: request.visitor.id } : {}),
});
