import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { checkPrivate, FILES_PREFIX, isPublicTag } from './addresses.ts';
import { contentDisposition, savedName } from './names.ts';
import { locateAnew, locatePublic } from './objects/known.ts';
import type { Place } from './objects/memory.ts';
import { locate } from './objects/service.ts';
import { addressExpired, fileMissing } from './problems.ts';
import { endingOf } from './shapes.ts';
import { storage } from './storage/index.ts';
import type { ByteRange } from './storage/types.ts';

/** So long a browser shows a public file again without asking; nobody else keeps it, since it may be withdrawn. */
const PUBLIC_SECONDS = 60;

const Name = z.string().regex(/^[0-9a-f]{32}$/);
const FileName = z.string().regex(/^[a-z]{1,12}\.[a-z0-9]{2,4}$/);
const PublicParams = z.object({ tag: z.string().max(40), name: Name, file: FileName });
const PrivateParams = z.object({ name: Name, file: FileName });
const PrivateQuery = z.object({
  expires: z.coerce.number().int().min(0).default(0),
  signature: z.string().max(40).default(''),
  download: z.string().max(400).optional(),
});

const SHOWN: Record<string, string> = { webp: 'image/webp', mp4: 'video/mp4', m4a: 'audio/mp4' };
const HANDED_OUT: Record<string, string> = {
  pdf: 'application/pdf',
  zip: 'application/zip',
  txt: 'text/plain; charset=utf-8',
};

type Wanted = ByteRange | 'all' | 'beyond';

/** One range of a `Range` header; several, or a strange one, mean the whole file, as the standard allows. */
export function readRange(header: string | undefined, size: number): Wanted {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'all';
  const [, first = '', last = ''] = match;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'beyond' : { from: size - count, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size) return 'beyond';
  return from > to ? 'all' : { from, to };
}

/** Where a file lies; `again` where that turns out to be out of date. */
interface Found {
  place: Place | null;
  again?: () => Promise<Place | null>;
}

/** Sends a stored file, or the part that is asked for. What a browser would not show as it is, it saves. */
async function sendFile(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { place, again }: Found,
  {
    name,
    file,
    caching,
    download,
  }: { name: string; file: string; caching: string; download?: string | undefined },
) {
  reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  // Opened as a page of its own, a file runs nothing and is nobody's origin.
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (place === null) throw fileMissing();
  const { key, size } = place;
  // Never written twice under one name: the name is its version.
  const etag = `"${name}-${file}"`;
  const isKnown = request.headers['if-none-match']?.includes(etag) === true;
  // If-Range with another version means the whole; there is but one version.
  const range = readRange(request.headers.range, size);
  const part = range === 'all' || range === 'beyond' ? undefined : range;
  // An empty stream: for an absent body Fastify would write a length of 0 over ours.
  let bytes = Readable.from([]);
  if (!isKnown && range !== 'beyond' && request.method !== 'HEAD' && size > 0)
    bytes = await open(ctx, key, part, again);

  reply.header('cache-control', caching).header('etag', etag).header('accept-ranges', 'bytes');
  if (isKnown) return reply.status(304).send();
  const ending = endingOf(file);
  const shown = SHOWN[ending];
  reply.header('content-type', shown ?? HANDED_OUT[ending] ?? 'application/octet-stream');
  if (!shown || download !== undefined)
    reply.header('content-disposition', contentDisposition(savedName(download, ending)));
  if (range === 'beyond') return reply.status(416).header('content-range', `bytes */${size}`).send();
  if (part) reply.status(206).header('content-range', `bytes ${part.from}-${part.to}/${size}`);
  reply.header('content-length', part ? part.to - part.from + 1 : size);
  return reply.send(bytes);
}

/** @throws Problem 404 `not_found`, where the bytes are gone and so is the file */
async function open(ctx: Context, key: string, part: ByteRange | undefined, again: Found['again']) {
  try {
    return await storage(ctx).read(key, part);
  } catch (error) {
    const place = await again?.();
    if (place === null) throw fileMissing();
    if (place === undefined || place.key === key) throw error;
    return storage(ctx).read(place.key, part);
  }
}

/** `/uploads`: public files under addresses that hold while they are public, private ones under signed addresses that expire. */
export function files(app: App, ctx: Context): void {
  const config = { caller: 'anyone', rateLimit: false } as const;

  app.get(
    `${FILES_PREFIX}/private/:name/:file`,
    { config, schema: { hide: true, params: PrivateParams, querystring: PrivateQuery } },
    async (request, reply) => {
      const { name, file } = request.params;
      const { expires, signature, download } = request.query;
      const verdict = checkPrivate(ctx, name, file, expires, signature, download);
      if (verdict === 'forged') throw fileMissing();
      if (verdict === 'expired') throw addressExpired();
      const seconds = Math.max(0, expires - Math.ceil(ctx.clock().getTime() / 1000));
      const caching = `private, max-age=${seconds}`;
      const place = await locate(ctx, name, file);
      return sendFile(ctx, request, reply, { place }, { name, file, download, caching });
    },
  );

  app.get(
    `${FILES_PREFIX}/:tag/:name/:file`,
    { config, schema: { hide: true, params: PublicParams } },
    async (request, reply) => {
      const { tag, name, file } = request.params;
      if (!isPublicTag(ctx, name, tag)) throw fileMissing();
      const caching = `private, max-age=${PUBLIC_SECONDS}`;
      const place = await locatePublic(ctx, name, file);
      const again = () => locateAnew(ctx, name, file);
      return sendFile(ctx, request, reply, { place, again }, { name, file, caching });
    },
  );
}
