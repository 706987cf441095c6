import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { subscriptions } from './modules/table.ts';
import { type Config, ConfigProblem } from './platform/config.ts';
import { type Context, openContext } from './platform/context.ts';
import { isPooled, setSessionLimits } from './platform/db.ts';
import { isLoopback } from './platform/ip-addresses.ts';
import { logDestination, openLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { projectRoot } from './platform/root.ts';
import { createKeptKeys } from './platform/secrets/kept-keys.ts';
import type { Secrets } from './platform/secrets/secrets.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Brings a database to the state that this version needs: newest schema, the catalogue of universities, the legal texts and, with DEMO, the demo
 * campus in an empty one. Safe to run from several processes at once, and again at every start.
 * @throws ConfigProblem if the database cannot be reached, or contains sample members and strangers could reach it
 */
export async function prepareDatabase(
  config: Config,
  secrets: Secrets,
  say: (words: string) => void,
): Promise<void> {
  const url = config.databaseDirectUrl;
  if (!url) throw new Error('the database address is not known');
  const server = await inspect(url);
  if (server.major === 18)
    say(
      'DATABASE_URL: PostgreSQL 18 (up to 18.4 at least) can crash while many send at once. Use PostgreSQL 17 until it is mended.',
    );
  if (server.isPooled)
    say(
      'DATABASE_DIRECT_URL: the address goes through a pooler. In transaction mode it loses notifications and locks; name PostgreSQL itself.',
    );
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
    await ctx.transaction((tx) => setSessionLimits(tx.db));
    await refuseOpenSampleData(ctx, config);
    await createKeptKeys(ctx.db, secrets, await hasMembers(ctx));
    const { auth } = await import('./modules/auth/index.ts');
    await auth.loadCatalogue(ctx, join(projectRoot(), 'database/data/universities.json'));
    await auth.publishShippedTexts(ctx);
    if (config.demo) {
      const { seedDemo } = await import('../database/seed/demo-campus.ts');
      if (await seedDemo(ctx)) say('Filled the demo campus.');
    }
  } finally {
    await ctx.close();
  }
}

/**
 * Sample members share a published password, and one is an owner: a campus that others can reach must not contain any. Seeding
 * leaves a mark. A database that was seeded before the mark existed is recognised by the password hash that all its members
 * share, which salted hashes never do.
 */
async function refuseOpenSampleData(ctx: Context, config: Config): Promise<void> {
  if (!config.production && isLoopback(config.host)) return;
  const { rows } = await sql<{ held: boolean }>`
    select exists (select from platform.settings where key = 'sample_data')
      or exists (select from auth.credentials group by password_hash having count(*) > 1) as held`.execute(
    ctx.db,
  );
  if (rows[0]?.held)
    throw new ConfigProblem(
      config.production
        ? 'DATABASE_URL: this database holds the demo campus, whose password is published. Use an empty database in production.'
        : `HOST: the database holds the demo campus, whose password is published. Listen on 127.0.0.1, not ${config.host}, or use another DATA_DIR.`,
    );
}

async function hasMembers(ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from auth.users) as any`.execute(ctx.db);
  return rows[0]?.any === true;
}

async function inspect(url: string): Promise<{ major: number; isPooled: boolean }> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'chitlaq prepare',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect().catch((cause: Error & { code?: string }) => {
    // If a host has several addresses and each failed, the message is empty.
    const why = cause.message || cause.code || 'no answer';
    throw new ConfigProblem(`DATABASE_URL: the database cannot be reached or does not let us in: ${why}`, {
      cause,
    });
  });
  try {
    const { rows } = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    return { major: rows[0]?.major ?? 0, isPooled: await isPooled(client) };
  } finally {
    await client.end();
  }
}
