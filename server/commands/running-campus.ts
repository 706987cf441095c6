import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subscriptions } from '../modules/table.ts';
import { type Config, readSecrets } from '../platform/config.ts';
import { type OpenContext, openContext } from '../platform/context.ts';
import { openLog } from '../platform/log.ts';

/**
 * Opens the campus of this DATABASE_URL, or the one that runs with the same DATA_DIR, for a command.
 * @param name  of the command
 * @param logLevel  what it logs; a command that runs unattended reports its failure itself
 * @returns undefined if no database runs
 */
export async function openRunningCampus(
  config: Config,
  env: Record<string, string | undefined>,
  name: string,
  logLevel: 'warn' | 'fatal' = 'fatal',
): Promise<OpenContext | undefined> {
  const running = join(config.dataDir, 'run/database-url');
  const databaseUrl = config.databaseUrl ?? (existsSync(running) ? readFileSync(running, 'utf8') : undefined);
  if (databaseUrl === undefined) return undefined;
  return openContext({
    config: { ...config, databaseUrl, databaseDirectUrl: config.databaseDirectUrl ?? databaseUrl },
    secrets: readSecrets(env, config.dataDir),
    log: openLog(logLevel, name),
    name,
    subscriptions,
  });
}
