import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { acceptsEncoding } from './encodings.ts';

/** A shorter response fits into one packet uncompressed. */
const MIN_BYTES = 1_024;
const QUALITY = 4;
/** Names of fields that hold credentials. */
const SECRET = /token|secret|password|recoverycodes|otpauth/i;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/**
 * Compresses JSON responses of at least 1 kB to GET requests, off the main thread. Responses whose schema has a secret field are
 * never compressed, because their compressed length would leak it (BREACH). Routes without a response schema are left alone. Call
 * this before any route is added.
 */
export function compression(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const responseSchema = (route.schema?.response as Record<number, unknown> | undefined)?.[200];
    if (route.method !== 'GET' || !(responseSchema instanceof z.ZodType)) return;
    const compressed = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) =>
      isLong(payload) && !hasSecret(responseSchema) ? compress(request, reply, payload) : payload;
    route.onSend = [...[route.onSend ?? []].flat(), compressed];
  });
}

const isLong = (payload: unknown): payload is string =>
  typeof payload === 'string' && payload.length >= MIN_BYTES;

const known = new WeakMap<z.ZodType, boolean>();

/** Whether a response schema has a field with a secret name, at any depth. Computed once per schema. */
export function hasSecret(schema: z.ZodType): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  let found = false;
  JSON.stringify(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }), (_key, node: unknown) => {
    const properties = (node as { properties?: unknown } | null)?.properties;
    if (typeof properties === 'object' && properties !== null)
      found ||= Object.keys(properties).some((name) => SECRET.test(name));
    return node;
  });
  known.set(schema, found);
  return found;
}

async function compress(request: FastifyRequest, reply: FastifyReply, payload: string): Promise<unknown> {
  if (reply.statusCode !== 200) return payload;
  if (request.method !== 'GET' || reply.hasHeader('content-encoding')) return payload;
  const vary = reply.getHeader('vary');
  reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`);
  const accepted = request.headers['accept-encoding'];
  if (acceptsEncoding(accepted, 'br')) {
    reply.header('content-encoding', 'br').removeHeader('content-length');
    return brotliAsync(payload, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      },
    });
  }
  if (acceptsEncoding(accepted, 'gzip')) {
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return gzipAsync(payload, { level: QUALITY });
  }
  return payload;
}
