import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auth } from '../../server/modules/auth/index.ts';
import { subscriptions } from '../../server/modules/table.ts';
import { readConfig, readSecrets } from '../../server/platform/config.ts';
import { openContext } from '../../server/platform/context.ts';
import { startPostgres } from '../../server/platform/embedded-postgres/index.ts';
import { openLog } from '../../server/platform/log.ts';
import { prepareDatabase } from '../../server/prepare.ts';
import { seedBulk } from './bulk.ts';
import { DEMO_PASSWORD, demoUniversities } from './demo/index.ts';

const usage = `npm run seed -- --users 50000 --posts 1000000 --follows 4700000 --likes 5000000 --seed 1
  Fills an empty database with a made-up campus; the same number makes the same one. Everybody's password is the demo's.
  The database is DATABASE_URL, or the embedded one under DATA_DIR.`;

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000' },
    posts: { type: 'string', default: '20000' },
    follows: { type: 'string' },
    likes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const positiveInteger = (name: string, value: string): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} ${value}: give a whole number above 0\n${usage}`);
  return number;
};
/** For one large write: few checkpoints, and memory for building indexes. */
const FOR_SEEDING = { shared_buffers: '1GB', max_wal_size: '4GB', maintenance_work_mem: '512MB' };
const say = (words: string) => console.log(`  ${words}`);

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const users = positiveInteger('users', values.users);
  const options = {
    users,
    posts: positiveInteger('posts', values.posts),
    follows: positiveInteger('follows', values.follows ?? String(users * 20)),
    likes: positiveInteger('likes', values.likes ?? String(users * 20)),
    seed: positiveInteger('seed', values.seed),
    maxFollowers: Math.ceil(users * 0.74),
  };
  const config = { ...readConfig({ ...process.env, LOG_LEVEL: 'warn' }), demo: false };
  const running = join(config.dataDir, 'run/database-url');
  const given = config.databaseUrl ?? (existsSync(running) ? readFileSync(running, 'utf8') : undefined);
  const embedded = given
    ? undefined
    : await startPostgres({
        dataDir: join(config.dataDir, 'postgres'),
        settings: FOR_SEEDING,
      });
  const url = given ?? embedded?.url;
  if (!url) throw new Error('no database');
  try {
    const complete = { ...config, databaseUrl: url, databaseDirectUrl: config.databaseDirectUrl ?? url };
    const secrets = readSecrets(process.env, config.dataDir);
    await prepareDatabase(complete, secrets, say);
    const ctx = await openContext({
      config: complete,
      secrets,
      log: openLog('warn', 'seed'),
      name: 'seed',
      subscriptions,
    });
    const startedAt = performance.now();
    const universityIds: string[] = [];
    for (const university of demoUniversities) {
      universityIds.push(
        (await auth.openUniversity(ctx, { ...university, rules: [...university.rules] })).id,
      );
    }
    await seedBulk(url, options, {
      universityIds,
      passwordHash: await auth.hashPassword(DEMO_PASSWORD),
      now: Date.now(),
      say,
    });
    await ctx.close();
    say(`Done in ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
  } finally {
    await embedded?.stop();
  }
}

await main().catch((error: Error) => {
  console.error(`\n  ✗ ${error.message}\n`);
  process.exitCode = 1;
});
