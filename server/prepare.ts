import { join } from 'node:path';
import type { Config, Secrets } from './platform/config.ts';
import { openContext } from './platform/context.ts';
import { logDestination, openLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { projectRoot } from './platform/root.ts';
import { subscriptions } from './subscriptions.ts';

/**
 * Brings a database to the state that this version works on: newest schema, the catalogue of universities, and with
 * DEMO the demo campus in an empty one. Safe to run from several processes at once, and again at every start.
 */
export async function prepareDatabase(
  config: Config,
  secrets: Secrets,
  say: (words: string) => void,
): Promise<void> {
  const url = config.databaseDirectUrl;
  if (!url) throw new Error('the database address is not known');
  const applied = await migrate(url, join(projectRoot(), 'database/migrations'));
  if (applied.length > 0) say(`Brought the database up to date (${applied.length} migrations).`);
  const log = openLog(config.logLevel, 'prepare', await logDestination(config, 'prepare'));
  const ctx = await openContext({
    config: { ...config, databasePool: 4 },
    secrets,
    log,
    name: 'prepare',
    subscriptions,
  });
  try {
    const { auth } = await import('./modules/auth/index.ts');
    await auth.loadCatalogue(ctx, join(projectRoot(), 'database/data/universities.json'));
    if (config.demo) {
      const { seedDemo } = await import('../database/seed/demo-campus.ts');
      if (await seedDemo(ctx)) say('Filled the demo campus.');
    }
  } finally {
    await ctx.close();
  }
}
