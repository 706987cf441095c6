import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { acceptsEncoding } from '../platform/http/encodings.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const brotli = promisify(brotliCompress);
const gzipBuffer = promisify(gzip);

const INLINE_SCRIPT = /<script(?=[\s>])(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script\s*>/gi;
const TEXT = /^(?:text\/|application\/(?:json|manifest\+json|javascript)|image\/svg)/;
/** Maximum cached pages, by language and path. Each takes about 10 kB per compressed form. */
const MAX_CACHED_PAGES = 200;
const MIN_COMPRESSED_BYTES = 1_024;
const BROTLI_QUALITY = 6;

/**
 * The policy of a page: allows its own inline scripts by hash and no others. Next writes them at build time
 * or for the first request of a path, the same for every visitor.
 */
export function withScriptHashes(policy: string, html: string): string {
  const hashes = new Set(
    [...html.matchAll(INLINE_SCRIPT)].map(
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    ),
  );
  return policy.replace(/script-src [^;]*/, (sources) => [sources, ...hashes].join(' '));
}

/** The accepted encodings and validators of a request. */
interface RequestConditions {
  accepted: string | undefined;
  ifNoneMatch: string | undefined;
}

const EMPTY_BODY = Buffer.alloc(0);

const matchesEtag = (ifNoneMatch: string | undefined, etag: unknown): boolean =>
  typeof etag === 'string' &&
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

interface Page {
  policy: string;
  br?: Promise<Buffer>;
  gzip?: Promise<Buffer>;
}

/**
 * Serves pages with their inline scripts allowed by hash, compressed once. Shared caches may not store them,
 * because one path has a page per language.
 * @param answer  the app's handler
 * @param isFile  whether a path is one of the build's files, which are named by content and need none of this
 */
export function servePages(answer: Handle, isFile: (path: string) => boolean): Handle {
  const pages = new LRUCache<string, Page>({ max: MAX_CACHED_PAGES });
  const finishBody = async (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    { accepted, ifNoneMatch }: RequestConditions,
  ) => {
    const type = String(response.getHeader('content-type') ?? '');
    if (!TEXT.test(type)) return body;
    const policy = String(response.getHeader('content-security-policy') ?? '');
    // Equal pages may have different policies, such as none for an error.
    const key = createHash('sha256').update(`${type}\n${policy}\n`).update(body).digest('base64');
    const page = pages.get(key) ?? {
      policy: type.startsWith('text/html') ? withScriptHashes(policy, body.toString()) : policy,
    };
    pages.set(key, page);
    if (policy !== '') response.setHeader('content-security-policy', page.policy);
    addVary(response, 'accept-encoding');
    if (response.statusCode === 200 && matchesEtag(ifNoneMatch, response.getHeader('etag'))) {
      // Includes the policy: a browser replaces the page's headers with those of this answer.
      response.statusCode = 304;
      return EMPTY_BODY;
    }
    if (body.length < MIN_COMPRESSED_BYTES || request.headers.range !== undefined) return body;
    const accepts = (name: 'br' | 'gzip') => acceptsEncoding(accepted, name);
    if (accepts('br')) {
      response.setHeader('content-encoding', 'br');
      page.br ??= brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
      return page.br;
    }
    if (accepts('gzip')) {
      response.setHeader('content-encoding', 'gzip');
      page.gzip ??= gzipBuffer(body);
      return page.gzip;
    }
    return body;
  };

  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (isFile(path)) return answer(request, response);
    beforeHeaders(response, () => {
      const caching = String(response.getHeader('cache-control') ?? '');
      if (!caching.includes('s-maxage')) return;
      response.setHeader('cache-control', 'private, no-cache');
      addVary(response, 'accept-language, cookie');
    });
    // Data for client-side navigation; Next compresses it.
    if (request.headers.rsc !== undefined || !['GET', 'HEAD'].includes(request.method ?? ''))
      return answer(request, response);
    const conditions = {
      accepted: request.headers['accept-encoding'] as string | undefined,
      ifNoneMatch: request.headers['if-none-match'],
    };
    // Conditional requests are answered here, where the policy is known.
    for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since'])
      delete request.headers[name];
    const isHead = request.method === 'HEAD';
    if (isHead) request.method = 'GET';
    bufferResponse(response, async (body) => {
      const sent = await finishBody(request, response, body, conditions);
      response.removeHeader('transfer-encoding');
      // The app's length is the page's, but a 304 has no body: proxies refuse this combination.
      if (response.statusCode === 304) response.removeHeader('content-length');
      else response.setHeader('content-length', sent.length);
      return isHead ? EMPTY_BODY : sent;
    });
    return answer(request, response);
  };
}

function addVary(response: ServerResponse, names: string): void {
  const vary = String(response.getHeader('vary') ?? '');
  const missing = names.split(', ').filter((name) => !vary.toLowerCase().includes(name));
  if (missing.length > 0) response.setHeader('vary', [vary, ...missing].filter(Boolean).join(', '));
}

type Headers = Record<string, OutgoingHttpHeader> | OutgoingHttpHeader[];

/** Sets the headers given with the status first, so they can be read and changed before they are sent. */
function beforeHeaders(response: ServerResponse, change: () => void): void {
  const writeHead = response.writeHead.bind(response) as (status: number) => ServerResponse;
  const changed = (status: number, ...rest: (string | Headers | undefined)[]) => {
    const headers = rest.find((value) => typeof value === 'object');
    setHeaders(response, headers);
    response.statusCode = status;
    change();
    return writeHead(status);
  };
  response.writeHead = changed as typeof response.writeHead; // its overloads differ only in the status message
}

function setHeaders(response: ServerResponse, headers: Headers | undefined): void {
  if (headers === undefined) return;
  const pairs = Array.isArray(headers)
    ? headers.flatMap((name, at) => (at % 2 === 0 ? [[String(name), headers[at + 1]] as const] : []))
    : Object.entries(headers);
  for (const [name, value] of pairs) if (value !== undefined) response.setHeader(name, value);
}

/** Buffers an answer until it is complete, then sends the result of `finishBody`. */
function bufferResponse(response: ServerResponse, finishBody: (body: Buffer) => Promise<Buffer>): void {
  const chunks: Buffer[] = [];
  const end = response.end.bind(response) as (body: Buffer) => ServerResponse;
  const writeHead = response.writeHead.bind(response);
  type Chunk = string | Uint8Array | null | undefined | (() => void);
  const append = (chunk: Chunk, encoding?: unknown) => {
    if (typeof chunk === 'string')
      chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const findCallback = (args: unknown[]) =>
    args.find((value): value is () => void => typeof value === 'function');
  const overrides = {
    writeHead: (status: number, ...rest: (string | Headers | undefined)[]) => {
      response.statusCode = status;
      setHeaders(
        response,
        rest.find((value) => typeof value === 'object'),
      );
      return response;
    },
    flushHeaders: () => undefined,
    write: (chunk: Chunk, ...rest: unknown[]) => {
      append(chunk, rest[0]);
      const done = findCallback(rest);
      if (done) queueMicrotask(done);
      return true;
    },
    end: (...args: unknown[]) => {
      append(args[0] as Chunk, args[1]);
      const done = findCallback(args);
      if (done) response.once('finish', done);
      Object.assign(response, { end: () => response, write: () => true });
      finishBody(Buffer.concat(chunks)).then(
        (body) => {
          writeHead(response.statusCode);
          end(body);
        },
        (error: Error) => response.destroy(error),
      );
      return response;
    },
  };
  Object.assign(response, overrides);
}
