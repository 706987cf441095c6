import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from '../platform/root.ts';

/** The web or admin app as a request handler. `dev` compiles pages as they are asked for. */
export async function nextHandler(
  app: 'web' | 'admin',
  dev: boolean,
): Promise<{
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close: () => Promise<void>;
}> {
  const { default: next } = await import('next');
  // CommonJS: the function itself under Node, or its `default` under a bundler's interop.
  const create = (typeof next === 'function' ? next : (next as { default: unknown }).default) as (options: {
    dev: boolean;
    dir: string;
  }) => {
    prepare(): Promise<void>;
    getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    close(): Promise<void>;
  };
  const server = create({ dev, dir: join(projectRoot(), 'apps', app) });
  await server.prepare();
  return { handle: server.getRequestHandler(), close: () => server.close() };
}
