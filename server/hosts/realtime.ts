import { readConfig, readSecrets } from '../platform/config.ts';
import { openContext } from '../platform/context.ts';
import { openLog } from '../platform/log.ts';
import { runUntilStopped } from '../platform/process.ts';
import { subscriptions } from '../subscriptions.ts';
import { realtimeServer } from './realtime/server.ts';

const config = readConfig(process.env);
const log = openLog(config.logLevel, 'realtime');
const secrets = readSecrets(process.env, config.dataDir);
const ctx = await openContext({ config, secrets, log, name: 'realtime', subscriptions });
const server = await realtimeServer(ctx, { hostname: config.host, port: config.port });
runUntilStopped(async () => {
  await server.stop();
  await ctx.close();
}, server.port);
