import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { projectRoot } from '../platform/root.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
type CreateNext = (options: { dev: boolean; dir: string }) => {
  prepare(): Promise<void>;
  getRequestHandler(): Handle;
  getUpgradeHandler(): Upgrade;
  close(): Promise<void>;
};

/**
 * The web or admin app as a request handler. `dev` compiles pages as they are asked for, and tells open ones by a socket
 * when their source has changed; built apps have no sockets.
 */
export async function nextHandler(
  app: 'web' | 'admin',
  dev: boolean,
): Promise<{ handle: Handle; upgrade: Upgrade | undefined; close: () => Promise<void> }> {
  // By a name that TypeScript does not follow: Next's types change `process.env` for the whole back end.
  const name: string = 'next';
  const loaded = (await import(name)) as { default: CreateNext | { default: CreateNext } };
  // CommonJS: the function itself under Node, or its `default` under an interop.
  const create = typeof loaded.default === 'function' ? loaded.default : loaded.default.default;
  const server = create({ dev, dir: join(projectRoot(), 'apps', app) });
  await server.prepare();
  const upgrade = dev ? server.getUpgradeHandler() : undefined;
  return { handle: server.getRequestHandler(), upgrade, close: () => server.close() };
}
