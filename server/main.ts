import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { subscriptions } from './modules/table.ts';
import { ConfigProblem, readConfig, readSecrets } from './platform/config.ts';
import { type Context, openContext } from './platform/context.ts';
import { logDestination, openLog } from './platform/log.ts';
import { type CloseProcess, runUntilStopped } from './platform/process.ts';
import { mapStackTraces } from './platform/stack-traces.ts';
import { mountedModules, readRoles } from './roles.ts';

const LINGER_MS = 300;

/**
 * One process of the back end: `node main.js gateway|http|worker|web|admin`. Started by the supervisor, or alone in a container.
 * Reports the port it listens on to its parent.
 */
async function main(kind: string): Promise<{ port?: number; closeProcess: CloseProcess }> {
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
    const closeProcess = async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
        // By then the gateway in front has finished its requests; connections that it keeps alive are of no use.
        setTimeout(() => server.closeAllConnections(), LINGER_MS).unref();
      });
      await close();
    };
    return { port: (server.address() as AddressInfo).port, closeProcess };
  }

  const open = () => openContext({ config, secrets, log, name: kind, subscriptions });
  // Load modules before opening connections. Loading blocks the event loop for seconds, and a blocked process would take its
  // connections for dead.
  if (kind === 'worker') {
    const { allJobs, worker, workerHealth } = await import('./hosts/worker.ts');
    await allJobs();
    const ctx = await open();
    const health = await workerHealth(ctx, { host: config.host, port: config.workerPort });
    const runner = await worker(ctx);
    return {
      port: health.port,
      closeProcess: async () => {
        await runner.stop();
        await health.close();
        await ctx.close();
      },
    };
  }
  const modules = mountedModules(readRoles(config.roles));
  const { httpProcess, loadRoutes } = await import('./hosts/http.ts');
  await loadRoutes(modules);
  const openApp =
    kind === 'gateway'
      ? (await import('./hosts/gateway.ts')).gateway
      : (ctx: Context) => httpProcess(ctx, modules, { limited: false });
  const ctx = await open();
  const { app } = await openApp(ctx, modules);
  await app.listen({ port: config.port, host: config.host });
  const port = (app.server.address() as AddressInfo).port;
  return {
    port,
    closeProcess: async () => {
      await app.close();
      await ctx.close();
    },
  };
}

mapStackTraces();
const kind = process.argv[2] ?? '';
try {
  const { port, closeProcess } = await main(kind);
  runUntilStopped(closeProcess, { port });
} catch (error) {
  const sentence =
    error instanceof ConfigProblem
      ? error.message
      : `${kind} could not start: ${(error as Error).stack ?? error}`;
  console.error(sentence);
  process.exit(1);
}
