import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from '../platform/root.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type CreateNext = (options: { dev: boolean; dir: string }) => {
  prepare(): Promise<void>;
  getRequestHandler(): Handle;
  close(): Promise<void>;
};

/** The web or admin app as a request handler. `dev` compiles pages as they are asked for. */
export async function nextHandler(
  app: 'web' | 'admin',
  dev: boolean,
): Promise<{ handle: Handle; close: () => Promise<void> }> {
  // By a name that TypeScript does not follow: Next's types change `process.env` for the whole back end.
  const name: string = 'next';
  const loaded = (await import(name)) as { default: CreateNext | { default: CreateNext } };
  // CommonJS: the function itself under Node, or its `default` under an interop.
  const create = typeof loaded.default === 'function' ? loaded.default : loaded.default.default;
  const server = create({ dev, dir: join(projectRoot(), 'apps', app) });
  await server.prepare();
  return { handle: server.getRequestHandler(), close: () => server.close() };
}
