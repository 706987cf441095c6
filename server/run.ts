import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ModuleName, subscriptions } from './modules/table.ts';
import { type Config, ConfigProblem, readConfig, readSecrets } from './platform/config.ts';
import type { Context } from './platform/context.ts';
import { watchLoad } from './platform/load/load.ts';
import { logDestination, openLog } from './platform/log.ts';
import { type CloseProcess, runUntilStopped } from './platform/process.ts';
import { mapStackTraces } from './platform/stack-traces.ts';
import { openTracing } from './platform/tracing/index.ts';
import { letYoungGenerationGrow } from './platform/young-generation.ts';
import { mountedModules, readRoles } from './roles.ts';

const LINGER_MS = 300;

/**
 * One process: `node main.js gateway|http|worker|pages`, or `web` and `admin` for `npm run dev`; `prepare` prepares the database and
 * ends; `backup`, `restore-drill` and `keys` likewise, and `stack-backup` and `stack-drill` in a container of deploy/. Started by the
 * supervisor, or alone in a container. Reports the port it listens on to its parent.
 */
async function main(kind: string): Promise<{ port?: number; closeProcess: CloseProcess; drainMs?: number }> {
  const config = readConfig(process.env);
  if (kind === 'prepare') {
    const secrets = readSecrets(process.env, config.dataDir);
    process.on('disconnect', () => process.exit(1));
    const { prepareDatabase } = await import('./prepare.ts');
    // Alone in a container, it has no parent to tell.
    const say = (words: string) => (process.send ? process.send({ say: words }) : console.log(words));
    await prepareDatabase(config, secrets, say);
    process.exit(0);
  }
  if (kind === 'backup' || kind === 'restore-drill') {
    process.on('disconnect', () => process.exit(1));
    const say = (words: string) => void process.send?.({ say: words });
    if (kind === 'backup') {
      const { backUp } = await import('./commands/backup.ts');
      const { BackupInProgress } = await import('./platform/backup/problem.ts');
      await backUp(process.env, { mayBeNew: false }, say).catch((error: unknown) => {
        if (!(error instanceof BackupInProgress)) throw error;
        say(error.message);
      });
    } else {
      const { restoreDrill } = await import('./commands/restore-drill.ts');
      const { failedStep, detail } = await restoreDrill(process.env, { main: process.argv[1] ?? '' }, say);
      if (failedStep !== null) say(`restore drill failed (${failedStep}): ${detail}`);
    }
    process.exit(0);
  }
  if (kind === 'keys') {
    const { keys } = await import('./commands/keys.ts');
    await keys(config, process.argv.slice(3), console.log);
    process.exit(0);
  }
  if (kind === 'stack-backup' || kind === 'stack-drill') {
    const say = (words: string) => console.log(`  ${words}`);
    const args = process.argv.slice(3);
    if (kind === 'stack-backup') {
      const { backUpStack } = await import('./commands/stack-backup.ts');
      await backUpStack(process.env, args, say);
    } else {
      const { drillStack } = await import('./commands/stack-drill.ts');
      await drillStack(process.env, args, { main: process.argv[1] ?? '', say });
    }
    process.exit(0);
  }
  const log = openLog(
    config.logLevel,
    kind,
    await logDestination(config, kind === 'http' ? config.roles.join('-') : kind),
  );

  if (kind === 'pages') {
    const { appServer, openApps } = await import('./hosts/pages/apps.ts');
    return listen(appServer(openApps(readRoles(config.roles)), config.publicUrl), config);
  }
  if (kind === 'web' || kind === 'admin') {
    const { nextHandler } = await import('./hosts/pages/next.ts');
    const { handle, upgrade, close } = await nextHandler(kind);
    const server = createServer((request, response) => void handle(request, response));
    server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
    return listen(server, config, close);
  }

  const closeTracing = await openTracing(config, kind === 'http' ? config.roles.join('-') : kind, log);
  const { openContext } = await import('./platform/context.ts');
  const secrets = readSecrets(process.env, config.dataDir);
  const open = () => openContext({ config, secrets, log, name: kind, subscriptions });
  // Load modules before opening connections. Loading blocks the event loop for seconds, and a blocked process would take its
  // connections for dead.
  if (kind === 'worker') {
    const { allJobs, worker, workerHealth } = await import('./hosts/worker.ts');
    await allJobs();
    const ctx = await open();
    const health = await workerHealth(ctx, { host: config.host, port: config.workerPort || config.port });
    const runner = await worker(ctx);
    const stopWatching = watchLoad(ctx);
    return {
      port: health.port,
      closeProcess: async () => {
        stopWatching();
        await runner.stop();
        await health.close();
        await ctx.close();
        await closeTracing();
      },
    };
  }
  const modules = mountedModules(readRoles(config.roles));
  const { httpProcess, loadRoutes } = await import('./hosts/http.ts');
  await loadRoutes(modules);
  const openApp =
    kind === 'gateway'
      ? await gatewayOf(config, modules)
      : (ctx: Context) => httpProcess(ctx, modules, { limited: false });
  const ctx = await open();
  const { app } = await openApp(ctx);
  const stopWatching = watchLoad(ctx);
  await app.listen({ port: config.port, host: config.host });
  const stopHeartbeat = kind === 'gateway' ? await heartbeat(ctx) : undefined;
  const port = (app.server.address() as AddressInfo).port;
  return {
    port,
    drainMs: config.drainSeconds * 1000,
    closeProcess: async () => {
      stopWatching();
      stopHeartbeat?.();
      await app.close();
      await ctx.close();
      await closeTracing();
    },
  };
}

/** A gateway marks the minutes in which the campus answers. */
async function heartbeat(ctx: Context): Promise<() => void> {
  const { status } = await import('./modules/status/index.ts');
  return status.startHeartbeat(ctx);
}

/** A gateway with these modules, and with the apps of its roles unless another process serves them. */
async function gatewayOf(config: Config, modules: readonly ModuleName[]) {
  const { gateway } = await import('./hosts/gateway.ts');
  const names = readRoles(config.roles).filter(
    (name) => !(name === 'web' && config.webUrl) && !(name === 'admin' && config.adminUrl),
  );
  const { openApps } = await import('./hosts/pages/apps.ts');
  const apps = openApps(names);
  return (ctx: Context) => gateway(ctx, modules, apps);
}

async function listen(
  server: Server,
  config: Config,
  close: () => Promise<void> = async () => {},
): Promise<{ port: number; closeProcess: CloseProcess; drainMs: number }> {
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
  return {
    port: (server.address() as AddressInfo).port,
    closeProcess,
    drainMs: config.drainSeconds * 1000,
  };
}

mapStackTraces();
const kind = process.argv[2] ?? '';
try {
  const { port, closeProcess, drainMs } = await main(kind);
  letYoungGenerationGrow();
  runUntilStopped(closeProcess, { port, drainMs });
} catch (error) {
  const sentence =
    error instanceof ConfigProblem || (error as Error).name === 'BackupProblem'
      ? (error as Error).message
      : `${kind} could not start: ${(error as Error).stack ?? error}`;
  console.error(sentence);
  process.exit(1);
}
