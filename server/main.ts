import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigProblem, readConfig, readSecrets } from './platform/config.ts';
import { openContext } from './platform/context.ts';
import { logDestination, openLog } from './platform/log.ts';
import { type Closing, runUntilStopped } from './platform/process.ts';
import { mountedModules, readRoles } from './roles.ts';
import { subscriptions } from './subscriptions.ts';
import { countUnread } from './unread.ts';

const LINGER_MS = 300;

/**
 * One process of the back end: `node main.js gateway|http|worker|web|admin`. Started by the supervisor, or alone in a
 * container; tells a parent the port it listens on.
 */
async function main(kind: string): Promise<{ port?: number; closing: Closing }> {
  const config = readConfig(process.env);
  const secrets = readSecrets(process.env, config.dataDir);
  const log = openLog(
    config.logLevel,
    kind,
    await logDestination(config, kind === 'http' ? config.roles.join('-') : kind),
  );

  if (kind === 'web' || kind === 'admin') {
    const { nextHandler } = await import('./hosts/next.ts');
    const { handle, upgrade, close } = await nextHandler(kind, process.argv.includes('--dev'));
    const server = createServer((request, response) => void handle(request, response));
    if (upgrade) server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
    const closing = async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
        // The gateway before it has finished its requests by now; what it keeps open for later is of no use.
        setTimeout(() => server.closeAllConnections(), LINGER_MS).unref();
      });
      await close();
    };
    return { port: (server.address() as AddressInfo).port, closing };
  }

  const ctx = await openContext({ config, secrets, log, name: kind, subscriptions, countUnread });
  if (kind === 'worker') {
    const { worker, workerHealth } = await import('./hosts/worker.ts');
    const health = await workerHealth(ctx, { host: config.host, port: config.workerPort });
    const runner = await worker(ctx);
    return {
      port: health.port,
      closing: async () => {
        await runner.stop();
        await health.close();
        await ctx.close();
      },
    };
  }
  const modules = mountedModules(readRoles(config.roles));
  const { app } =
    kind === 'gateway'
      ? await (await import('./hosts/gateway.ts')).gateway(ctx, modules)
      : await (await import('./hosts/http.ts')).httpProcess(ctx, modules, { limited: false });
  await app.listen({ port: config.port, host: config.host });
  const port = (app.server.address() as AddressInfo).port;
  return {
    port,
    closing: async () => {
      await app.close();
      await ctx.close();
    },
  };
}

const kind = process.argv[2] ?? '';
try {
  const { port, closing } = await main(kind);
  runUntilStopped(closing, { port });
} catch (error) {
  const sentence =
    error instanceof ConfigProblem
      ? error.message
      : `${kind} could not start: ${(error as Error).stack ?? error}`;
  console.error(sentence);
  process.exit(1);
}
