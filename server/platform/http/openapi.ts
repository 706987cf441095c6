import swagger, { type SwaggerTransform } from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { hasCursor } from './cursors.ts';
import { ProblemDocument } from './errors.ts';
import type { App } from './types.ts';

type Input = Parameters<SwaggerTransform>[0];
type Documented = FastifySchema & { response?: Record<number, unknown>; security?: unknown };

/** Makes the app describe its routes. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'ChitLaq', version: '1', description: 'The API of a campus’s own social network.' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: (input) => describeProblems(input, jsonSchemaTransform),
    transformObject: jsonSchemaTransformObject,
  });
}

/**
 * Completes a route's description: its caller, and every problem it may answer. The general ones follow from the route's shape;
 * its own are in `config.problems`.
 */
function describeProblems(input: Input, transform: SwaggerTransform): ReturnType<SwaggerTransform> {
  const schema = (input.schema ?? {}) as Documented;
  const config = input.route.config;
  const permission = config?.permission;
  const caller = config?.caller ?? (permission === undefined ? 'anyone' : 'member');
  const codes = new Map<number, string[]>();
  const add = (status: number, ...names: string[]) =>
    codes.set(status, [...(codes.get(status) ?? []), ...names]);

  if (schema.body || schema.querystring || schema.params) add(400, 'invalid_request');
  if (hasCursor(schema.querystring)) add(400, 'invalid_cursor');
  if (schema.body) add(400, 'malformed_json');
  if (schema.body) add(413, 'body_too_large');
  if (schema.body) add(415, 'unsupported_media_type');
  if (caller !== 'anyone') add(401, 'not_signed_in', 'token_expired', 'token_invalid');
  if (caller !== 'anyone' && input.route.method !== 'GET') add(403, 'csrf_failed');
  if (permission !== undefined) add(403, 'forbidden', 'second_factor_required');
  add(429, 'too_many_requests');
  add(500, 'internal_error');
  if (config?.sheds) add(503, 'paused_under_load');
  for (const [status, names] of Object.entries(config?.problems ?? {})) add(Number(status), ...names);

  const refusals = Object.fromEntries(
    [...codes].map(([status, names]) => [
      status,
      ProblemDocument.describe([...new Set(names)].map((name) => `\`${name}\``).join(', ')),
    ]),
  );
  const documented: Documented = {
    ...schema,
    response: { ...refusals, ...schema.response },
    ...(caller === 'anyone' ? {} : { security: [{ bearer: [] }] }),
    ...(permission === undefined ? {} : { 'x-permission': permission }),
  };
  return transform({ ...input, schema: documented });
}
