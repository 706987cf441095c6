import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { acceptsEncoding } from '../platform/http/encodings.ts';
import { projectRoot } from '../platform/root.ts';
import { type Handle, servePages } from './pages.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
type CreateNext = (options: { dev: boolean; dir: string }) => {
  prepare(): Promise<void>;
  getRequestHandler(): Handle;
  getUpgradeHandler(): Upgrade;
  close(): Promise<void>;
};

/**
 * The web or admin app as a request handler. In `dev`, it compiles pages on request and notifies open ones of
 * changes over a socket. Built apps have no sockets.
 */
export async function nextHandler(
  app: 'web' | 'admin',
  dev: boolean,
): Promise<{ handle: Handle; upgrade: Upgrade | undefined; close: () => Promise<void> }> {
  // Imports by a variable so that TypeScript does not follow it: Next's types change `process.env` for the
  // whole back end.
  const name: string = 'next';
  const loaded = (await import(name)) as { default: CreateNext | { default: CreateNext } };
  // Next is CommonJS: Node gives the function itself, other interop its `default`.
  const create = typeof loaded.default === 'function' ? loaded.default : loaded.default.default;
  const server = create({ dev, dir: join(projectRoot(), 'apps', app) });
  await server.prepare();
  const upgrade = dev ? server.getUpgradeHandler() : undefined;
  const handleRequest = server.getRequestHandler();
  const precompressed = dev ? undefined : compressedFiles(join(projectRoot(), 'apps', app, '.next/static'));
  const handle: Handle = precompressed
    ? servePages(
        (request, response) => {
          preferCompressed(precompressed, request, response);
          return handleRequest(request, response);
        },
        (path) => path.includes(STATIC),
      )
    : handleRequest;
  return { handle, upgrade, close: () => server.close() };
}

const STATIC = '/_next/static/';
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Scripts and styles that the build compressed with Brotli, by their path under the folder. */
function compressedFiles(folder: string): ReadonlySet<string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Set(
    names.filter((name) => name.endsWith('.br')).map((name) => name.slice(0, -3).replaceAll('\\', '/')),
  );
}

/** Rewrites a request to the compressed file if it exists and the browser accepts Brotli. */
function preferCompressed(
  files: ReadonlySet<string>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = request.url ?? '';
  const at = url.indexOf(STATIC);
  if (at < 0 || !acceptsEncoding(request.headers['accept-encoding'], 'br')) return;
  const [path = ''] = url.slice(at + STATIC.length).split('?');
  const type = TYPES[extname(path)];
  if (!type || !files.has(decodedPath(path))) return;
  request.url = `${url.slice(0, at)}${STATIC}${path}.br`;
  response.setHeader('content-type', type);
  response.setHeader('content-encoding', 'br');
  response.setHeader('vary', 'Accept-Encoding');
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
