import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { ConfigProblem } from './config.ts';
import { disableStatementTimeout, openPool } from './db.ts';

/** Held while migrating, so that processes started together wait for one another. */
const ADVISORY_LOCK = 4_731_522;

/**
 * The first migrations of this folder replaced 100 older ones, which recorded no checksum. A database that applied all of the older
 * ones has the schema that the baseline creates.
 */
const BASELINE = { replaces: '0260_unused_columns.sql', files: 13 };

/** A migration: its file's name, its SQL, and the SHA-256 of that text with line ends as LF, in hexadecimal. */
interface Migration {
  name: string;
  text: string;
  checksum: string;
}

/**
 * Migrates the database to the newest version: plain SQL files in the order of their numbers, each in its own transaction, forward
 * only. An applied file never changes; its checksum proves that.
 * @param url a direct connection, not through PgBouncer
 * @returns the names of the files applied now
 * @throws ConfigProblem if the database is older than the baseline
 * @throws Error if two files have one number, if an applied file has changed, or if SQL fails
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq migrate' });
  await client.connect();
  try {
    await disableStatementTimeout(client);
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await migrateJobQueue(url);
    const checksums = await appliedChecksums(client, migrations);
    const applied: string[] = [];
    for (const migration of migrations) {
      const checksum = checksums.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new Error(
          `migration ${migration.name} has changed since this database applied it; restore the file and put the change into a new migration`,
        );
      }
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const byNumber = new Map<string, string>();
  for (const name of names) {
    const number = /^(\d{4})_[a-z][a-z0-9_]*\.sql$/.exec(name)?.[1];
    if (!number) throw new Error(`migration ${name}: name it NNNN_subject.sql`);
    const other = byNumber.get(number);
    if (other)
      throw new Error(`migrations ${other} and ${name} have one number; give the newer one the next`);
    byNumber.set(number, name);
  }
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** The checksum of each applied migration, by its name. */
async function appliedChecksums(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<Map<string, string>> {
  await client.query(`create table if not exists public.schema_migrations (
    name text primary key, checksum text, applied_at timestamptz not null default now())`);
  await client.query('alter table public.schema_migrations add column if not exists checksum text');
  const { rows } = await client.query<{ name: string; checksum: string | null }>(
    'select name, checksum from public.schema_migrations',
  );
  const old = rows.filter((row) => row.checksum === null).map((row) => row.name);
  if (old.length > 0) return adoptBaseline(client, old, migrations.slice(0, BASELINE.files));
  return new Map(rows.map((row) => [row.name, row.checksum ?? '']));
}

async function adoptBaseline(
  client: pg.Client,
  old: readonly string[],
  baseline: readonly Migration[],
): Promise<Map<string, string>> {
  if (!old.includes(BASELINE.replaces)) {
    throw new ConfigProblem(
      `DATABASE_URL: an early version made this database. Start with an empty DATA_DIR, or first start the version whose last migration is ${BASELINE.replaces}, which keeps the data.`,
    );
  }
  await client.query('begin');
  await client.query('delete from public.schema_migrations');
  for (const migration of baseline) await record(client, migration);
  await client.query('commit');
  return new Map(baseline.map(({ name, checksum }) => [name, checksum]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await record(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

const record = (client: pg.Client, { name, checksum }: Migration) =>
  client.query('insert into public.schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);

async function migrateJobQueue(url: string): Promise<void> {
  // A lost connection fails the query that uses it.
  const pool = openPool({ url, pool: 1, name: 'chitlaq migrate', onError: () => undefined });
  pool.on('connect', (client) => void disableStatementTimeout(client));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}
