import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isUnavailable } from '../db.ts';
import { newId } from '../id.ts';
import { type FieldError, Problem, problemDocument } from '../problem.ts';
import { requestFields } from './request-log.ts';

/** The RFC 9457 document of every refusal. */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** Turns every error into a problem document. A server error reveals only the request id. */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler(refuse);
}

/** Answers with the problem for an error. */
export function refuse(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply): void {
  const problem = isPacked(error, request)
    ? new Problem(415, 'unsupported_media_type', 'Send the body as it is, without Content-Encoding.')
    : asProblem(error);
  if (problem.status === 415) reply.header('accept-encoding', 'identity');
  if (problem.status >= 500) request.log.error({ ...requestFields(request), err: error }, 'request.failed');
  send(request, reply, problem);
}

const UNREADABLE_JSON = new Set(['FST_ERR_CTP_EMPTY_JSON_BODY', 'FST_ERR_CTP_INVALID_JSON_BODY']);

/** Whether a body failed to parse because it is compressed: bodies are accepted uncompressed only. */
function isPacked(error: FastifyError | Problem, { headers }: FastifyRequest): boolean {
  if (error instanceof Problem) return false;
  const isUnreadable = UNREADABLE_JSON.has(error.code) || error instanceof SyntaxError;
  return isUnreadable && !/^(?:identity)?$/i.test(headers['content-encoding']?.trim() ?? '');
}

/** Answers malformed, oversized or slow HTTP directly on its socket: no request exists yet. */
export function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const { status, detail } = malformedProblem(error.code);
  const body = JSON.stringify(problemDocument(status, 'bad_request', detail, newId()));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
}

function malformedProblem(code: string | undefined): { status: number; detail: string } {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { status: 431, detail: 'The address and the headers are over the limit.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, detail: 'The request did not arrive in time.' };
  return { status: 400, detail: 'The request couldn’t be read.' };
}

function send(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  reply
    .status(problem.status)
    // No hook has run for a request that the router refuses.
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemDocument(problem.status, problem.code, problem.message, request.id, problem.errors));
}

function asProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Problem(400, 'invalid_request', 'Some fields aren’t valid; see `errors`.', {
      errors: fieldErrors(error),
    });
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem(413, 'body_too_large', 'The request body is over the limit.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(415, 'unsupported_media_type', 'Send the body as application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new Problem(400, 'malformed_json', 'The body is not valid JSON.');
    // PostgreSQL: a character that text columns cannot store, such as "\u0000".
    case '22021':
    case '22P05':
      return new Problem(400, 'invalid_request', 'The request contains characters that text can’t have.');
  }
  if (error instanceof SyntaxError && error.statusCode === 400) {
    return new Problem(400, 'malformed_json', 'The body is not valid JSON.');
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500)
    return new Problem(status, 'bad_request', 'The request couldn’t be read.');
  if (isUnavailable(error)) {
    return new Problem(
      503,
      'unavailable',
      'We’re very busy, or part of the system is down. Try again in a moment.',
      {
        cause: error,
        retryAfter: 2,
      },
    );
  }
  return new Problem(
    500,
    'internal_error',
    'Something went wrong on our side. The request id helps us find it.',
    {
      cause: error,
    },
  );
}

function fieldErrors(error: FastifyError): FieldError[] {
  return (error.validation ?? []).flatMap((issue) => {
    const path = issue.instancePath.replace(/^\//, '').replaceAll('/', '.');
    const keys = (issue.params as { keys?: string[] } | undefined)?.keys;
    if (keys) return keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'Unknown field.' }));
    return [{ path, message: issue.message ?? 'Not right.' }];
  });
}
