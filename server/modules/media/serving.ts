import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { contentDisposition, downloadName } from './file-names.ts';
import type { StorageLocation } from './objects/location-cache.ts';
import { locatePublic, locateUncached } from './objects/public-locations.ts';
import { locate } from './objects/service.ts';
import { addressExpired, fileMissing } from './problems.ts';
import { storage } from './storage/index.ts';
import type { ByteRange } from './storage/types.ts';
import { extensionOf } from './types.ts';
import { FILES_PREFIX, isPublicTag, verifySignedUrl } from './urls.ts';

/**
 * How long a browser may show a public file without asking again. Shared caches must not store it, because it may become private.
 */
const PUBLIC_SECONDS = 60;

const Name = z.string().regex(/^[0-9a-f]{32}$/);
const FileName = z.string().regex(/^[a-z]{1,12}\.[a-z0-9]{2,4}$/);
const PublicParams = z.object({ tag: z.string().max(40), name: Name, file: FileName });
const PrivateParams = z.object({ name: Name, file: FileName });
const PrivateQuery = z.object({
  expires: z.coerce.number().int().min(0).default(0),
  signature: z.string().max(40).default(''),
  download: z.string().max(400).optional(),
  member: z.string().max(40).optional(),
});

const INLINE_TYPES: Record<string, string> = { webp: 'image/webp', mp4: 'video/mp4', m4a: 'audio/mp4' };
const DOWNLOAD_TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  zip: 'application/zip',
  txt: 'text/plain; charset=utf-8',
};

type RangeRequest = ByteRange | 'all' | 'unsatisfiable';

/** Parses one range of a `Range` header. Several ranges, or an invalid one, mean the whole file, as the standard allows. */
export function readRange(header: string | undefined, size: number): RangeRequest {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'all';
  const [, first = '', last = ''] = match;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'unsatisfiable' : { from: size - count, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size) return 'unsatisfiable';
  return from > to ? 'all' : { from, to };
}

/** Where a file is stored; `again` looks it up without the cache, if the entry turns out to be stale. */
interface LocatedFile {
  location: StorageLocation | null;
  relocate?: () => Promise<StorageLocation | null>;
}

/** Sends a stored file, or the requested range. Types that a browser should not display are sent as downloads. */
async function sendFile(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { location, relocate }: LocatedFile,
  {
    name,
    file,
    cacheControl,
    download,
  }: { name: string; file: string; cacheControl: string; download?: string | undefined },
) {
  reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  // Opened as a page of its own, a file may run nothing and has no origin.
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (location === null) throw fileMissing();
  const { key, size } = location;
  // A name is written only once, so it is its own version.
  const etag = `"${name}-${file}"`;
  const isNotModified = request.headers['if-none-match']?.includes(etag) === true;
  // If-Range with another version means the whole file; there is only one version.
  const range = readRange(request.headers.range, size);
  const part = range === 'all' || range === 'unsatisfiable' ? undefined : range;
  const { filesLocation } = ctx.config;
  const isSentByProxy = filesLocation !== undefined && storage(ctx).pathUnderFolder !== undefined;
  // An empty stream: for a missing body Fastify would replace our length by 0.
  let bytes = Readable.from([]);
  if (!isSentByProxy && !isNotModified && range !== 'unsatisfiable' && request.method !== 'HEAD' && size > 0)
    bytes = await openStored(key, relocate, (stored) => storage(ctx).read(stored, part));
  const path =
    isSentByProxy && !isNotModified
      ? await openStored(key, relocate, async (stored) => storage(ctx).pathUnderFolder?.(stored))
      : undefined;

  reply.header('cache-control', cacheControl).header('etag', etag).header('accept-ranges', 'bytes');
  if (isNotModified) return reply.status(304).send();
  const extension = extensionOf(file);
  const inlineType = INLINE_TYPES[extension];
  reply.header('content-type', inlineType ?? DOWNLOAD_TYPES[extension] ?? 'application/octet-stream');
  if (!inlineType || download !== undefined)
    reply.header('content-disposition', contentDisposition(downloadName(download, extension)));
  // Nginx sends the file or the requested range of it with our headers.
  if (path !== undefined) return reply.header('x-accel-redirect', `${filesLocation}${path}`).send();
  if (range === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${size}`).send();
  if (part) reply.status(206).header('content-range', `bytes ${part.from}-${part.to}/${size}`);
  reply.header('content-length', part ? part.to - part.from + 1 : size);
  return reply.send(bytes);
}

/**
 * Opens a stored file. If its bytes are not where a cached location says, looks the location up again.
 * @throws Problem 404 `not_found` if the bytes and the file are gone
 */
async function openStored<T>(
  key: string,
  relocate: LocatedFile['relocate'],
  open: (key: string) => Promise<T>,
): Promise<T> {
  try {
    return await open(key);
  } catch (error) {
    const location = await relocate?.();
    if (location === null) throw fileMissing();
    if (location === undefined || location.key === key) throw error;
    return open(location.key);
  }
}

/** `/uploads`: public files under permanent URLs that work while they are public, private ones under signed URLs that expire. */
export function files(app: App, ctx: Context): void {
  const config = { caller: 'anyone', rateLimit: false } as const;

  app.get(
    `${FILES_PREFIX}/private/:name/:file`,
    {
      config: { ...config, alsoFor: ['suspended', 'deactivated', 'waiting'] },
      schema: { hide: true, params: PrivateParams, querystring: PrivateQuery },
    },
    async (request, reply) => {
      const { name, file } = request.params;
      const { expires, signature, download, member } = request.query;
      const terms = { download, memberId: member };
      const verdict = verifySignedUrl(ctx, name, file, expires, signature, terms);
      if (verdict === 'invalid') throw fileMissing();
      if (verdict === 'expired') throw addressExpired();
      // A link alone does not give an archive of somebody's whole account away.
      if (member !== undefined && request.visitor?.id !== member) throw fileMissing();
      const seconds = Math.max(0, expires - Math.ceil(ctx.clock().getTime() / 1000));
      const cacheControl = `private, max-age=${seconds}`;
      const location = await locate(ctx, name, file, member === undefined ? 'served' : 'bound');
      return sendFile(ctx, request, reply, { location }, { name, file, download, cacheControl });
    },
  );

  app.get(
    `${FILES_PREFIX}/:tag/:name/:file`,
    { config, schema: { hide: true, params: PublicParams } },
    async (request, reply) => {
      const { tag, name, file } = request.params;
      if (!isPublicTag(ctx, name, tag)) throw fileMissing();
      const cacheControl = `private, max-age=${PUBLIC_SECONDS}`;
      const location = await locatePublic(ctx, name, file);
      const relocate = () => locateUncached(ctx, name, file);
      return sendFile(ctx, request, reply, { location, relocate }, { name, file, cacheControl });
    },
  );
}
