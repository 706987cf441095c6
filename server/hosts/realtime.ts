import { subscriptions } from '../modules/table.ts';
import { readConfig, readSecrets } from '../platform/config.ts';
import { openContext } from '../platform/context.ts';
import { logDestination, openLog } from '../platform/log.ts';
import { runUntilStopped } from '../platform/process.ts';
import { openTracing } from '../platform/tracing/index.ts';
import { realtimeServer } from './realtime/server.ts';

/** A supervisor that stops all of its processes does not wait for clients to reconnect. */
const SUPERVISED_DRAIN_MS = 1_000;
const CLOSING_MS = 10_000;

/**
 * Bun reports a socket that the peer cut off during its close as an error without a listener. The connection
 * is gone either way, and its user has been notified.
 */
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code === 'ECONNRESET' && error.syscall === 'read')
    return log.warn({ err: error }, 'socket.reset');
  log.fatal({ err: error }, 'process.failed');
  process.exit(1);
});

const config = readConfig(process.env);
const log = openLog(config.logLevel, 'realtime', await logDestination(config, 'realtime'));
const closeTracing = await openTracing(config, 'realtime', log);
const secrets = readSecrets(process.env, config.dataDir);
const ctx = await openContext({ config, secrets, log, name: 'realtime', subscriptions });
const server = await realtimeServer(ctx, {
  hostname: config.host,
  port: config.port,
  maxConnections: config.realtimeMaxConnections,
});
const drainMs = config.supervised ? SUPERVISED_DRAIN_MS : config.realtimeDrainSeconds * 1000;
runUntilStopped(
  async () => {
    await server.stop(drainMs);
    await ctx.close();
    await closeTracing();
  },
  { port: server.port, closeTimeoutMs: drainMs + CLOSING_MS },
);
