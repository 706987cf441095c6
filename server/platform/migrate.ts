import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { ConfigProblem } from './config.ts';
import { disableStatementTimeout, openPool } from './db.ts';

/** Held while migrating, so that processes started together wait for one another. */
const ADVISORY_LOCK = 4_731_522;

const POLL_MS = 200;

/**
 * How long a migration waits for a lock, how often it tries, and how long others may go on in between. Whoever needs the table queues
 * behind a migration that waits, so it gives up soon and tries again.
 */
const PATIENCE = { lockMs: 2_000, tries: 15, pauseMs: 3_000 };
/** SQLSTATE of what passes: lock_not_available and deadlock_detected. */
const TRANSIENT = new Set(['55P03', '40P01']);

/** Marks a file with one statement that PostgreSQL refuses within a transaction, such as `create index concurrently`. */
const OUTSIDE_TRANSACTION = /^-- without a transaction\b/im;

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
 * only. An applied file never changes; its checksum proves that. A file with the line `-- without a transaction` holds one statement.
 * @param url a direct connection, not through PgBouncer
 * @returns the names of the files applied now
 * @throws ConfigProblem if the database is older than the baseline
 * @throws Error if two files have one number, if an applied file has changed, if SQL fails, or if a lock is not free in time
 */
export async function migrate(url: string, folder: string, patience = PATIENCE): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq migrate' });
  await client.connect();
  try {
    await disableStatementTimeout(client);
    await takeTurn(client);
    await migrateJobQueue(url);
    const checksums = await appliedChecksums(client, migrations);
    const applied: string[] = [];
    for (const migration of migrations) {
      const checksum = checksums.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration, patience);
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

/** Waits without a statement that runs: `create index concurrently` of the other process would wait for its end. */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [ADVISORY_LOCK]);
    if (rows[0].taken) return;
    await delay(POLL_MS);
  }
}

async function apply(client: pg.Client, migration: Migration, patience: typeof PATIENCE): Promise<void> {
  try {
    if (OUTSIDE_TRANSACTION.test(migration.text)) await applyStatement(client, migration);
    else await applyWithRetries(client, migration, patience);
  } catch (error) {
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

async function applyWithRetries(
  client: pg.Client,
  migration: Migration,
  { lockMs, tries, pauseMs }: typeof PATIENCE,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('begin');
      await client.query(`set local lock_timeout = ${lockMs}`);
      await client.query(migration.text);
      await record(client, migration);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback');
      if (!TRANSIENT.has((error as pg.DatabaseError).code ?? '')) throw error;
      if (attempt === tries)
        throw new Error(
          `no lock after ${tries} attempts (${(error as Error).message}). ${await whoHoldsLocks(client)}`,
          { cause: error },
        );
      await delay(pauseMs);
    }
  }
}

/** Who most likely holds the lock. Of other users, such as that of a backup, the server shows little; they come first. */
async function whoHoldsLocks(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ words: string }>(
    `select format('Locks are held by process %s (%s)%s: %s', pid, coalesce(nullif(application_name, ''), 'user ' || usename),
       ', since ' || to_char(xact_start at time zone 'UTC', 'HH24:MI:SS'), left(query, 200)) as words
     from pg_stat_activity a where datname = current_database() and pid <> pg_backend_pid()
       and exists (select from pg_locks l where l.pid = a.pid and locktype = 'relation' and granted)
     order by xact_start nulls first limit 1`,
  );
  return rows[0]?.words ?? 'Nobody holds a lock any more.';
}

/** An interrupted build leaves an index that is not valid. It is dropped first, so that the statement may be run again. */
async function applyStatement(client: pg.Client, migration: Migration): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select indexrelid::regclass::text as name from pg_index where not indisvalid',
  );
  for (const { name } of rows) await client.query(`drop index concurrently ${name}`);
  await client.query(migration.text);
  await record(client, migration);
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
