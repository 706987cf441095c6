import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { projectRoot } from '../../platform/root.ts';
import type { AppName } from './apps.ts';
import { campusValues } from './campus.ts';
import { chooseLocale, localeRedirect } from './locale.ts';
import { withValues } from './pages.ts';
import { memberStart } from './session.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
type CreateNext = (options: { dev: boolean; dir: string }) => {
  prepare(): Promise<void>;
  getRequestHandler(): Handle;
  getUpgradeHandler(): Upgrade;
  close(): Promise<void>;
};

/**
 * The web or admin app of `npm run dev` as a request handler: it compiles pages on request and notifies open ones of changes over
 * a socket.
 */
export async function nextHandler(
  app: AppName,
): Promise<{ handle: Handle; upgrade: Upgrade; close: () => Promise<void> }> {
  // Imports by a variable so that TypeScript does not follow it: Next's types change `process.env` for the
  // whole back end.
  const name: string = 'next';
  const loaded = (await import(name)) as { default: CreateNext | { default: CreateNext } };
  // Next is CommonJS: Node gives the function itself, other interop its `default`.
  const create = typeof loaded.default === 'function' ? loaded.default : loaded.default.default;
  const folder = join(projectRoot(), 'apps', app);
  const server = create({ dev: true, dir: folder });
  await server.prepare();
  const render = server.getRequestHandler();
  return {
    handle: app === 'web' ? localized(render, folder) : render,
    upgrade: server.getUpgradeHandler(),
    close: () => server.close(),
  };
}

/** Passes on requests for pages under their language, as `openPages` finds them. */
function localized(render: Handle, folder: string): Handle {
  return async (request, response) => {
    const [path = '/', ...rest] = (request.url ?? '/').split('?');
    const query = rest.length > 0 ? `?${rest.join('?')}` : '';
    const isFile =
      /^\/(?:_next\/|__next|sw-build\.js$)/.test(path) ||
      (path !== '/' && existsSync(join(folder, 'public', path)));
    const manifest = /^\/manifest(\.en)?\.webmanifest$/.exec(path);
    if (manifest) {
      const text = await readFile(join(folder, 'public', path), 'utf8');
      const values = campusValues(DEFAULT_CAMPUS, manifest[1] === undefined ? 'tr' : 'en');
      response.setHeader('content-type', 'application/manifest+json');
      response.end(withValues(text, values, 'json'));
      return;
    }
    if (isFile) return render(request, response);
    const redirect = localeRedirect(path, query);
    if (redirect) {
      response.writeHead(307, redirect).end();
      return;
    }
    const start = memberStart(path, request.headers);
    if (start) {
      response.writeHead(302, start).end();
      return;
    }
    const target = `/${chooseLocale(request.headers)}${path === '/' ? '' : path}`;
    request.url = target + query;
    if (request.headers.rsc !== undefined) response.setHeader('x-nextjs-rewritten-path', target);
    return render(request, response);
  };
}
