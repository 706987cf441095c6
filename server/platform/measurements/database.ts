import { sql } from 'kysely';
import type { Db } from '../db.ts';
import { measurement } from './types.ts';

/** A statement is slow from this mean on, in milliseconds, once it has been called a few times. */
const SLOW_MS = 1_000;
const MIN_CALLS = 5;

/** PostgreSQL's own statistics. Reads views in memory, no table. */
export const database = measurement({
  name: 'database',
  everySeconds: 30,
  metrics: {
    database_connections: { help: 'Connections of clients to PostgreSQL, by state', labels: ['state'] },
    database_connections_max: { help: 'Connections that PostgreSQL accepts from this role' },
    database_size_bytes: { help: 'Size of the database on disk' },
    database_lock_waits: { help: 'Statements that wait for a lock' },
    database_oldest_transaction_seconds: { help: 'Age of the oldest open transaction' },
    database_transactions_total: {
      help: 'Transactions by outcome: committed or rolled_back',
      labels: ['outcome'],
      isCounter: true,
    },
    database_active_seconds_total: {
      help: 'Time that sessions spent running statements',
      isCounter: true,
    },
    database_blocks_total: {
      help: 'Blocks by where they were found: memory or disk',
      labels: ['source'],
      isCounter: true,
    },
    database_temporary_bytes_total: { help: 'Bytes written to temporary files', isCounter: true },
    database_deadlocks_total: { help: 'Deadlocks that PostgreSQL detected', isCounter: true },
    database_archive_age_seconds: {
      help: 'Time since the last WAL segment was archived; absent if none ever was',
    },
    database_archive_failures_total: { help: 'Failed attempts to archive WAL', isCounter: true },
    database_slow_statements: {
      help: `Statements of a mean above ${SLOW_MS} ms; absent without pg_stat_statements`,
    },
  },
  async measure({ db }) {
    const [statistics, connections, slow] = [
      await readStatistics(db),
      await countConnections(db),
      await countSlowStatements(db),
    ];
    return {
      database_connections: connections.map(({ state, count }) => ({ labels: { state }, value: count })),
      database_connections_max: statistics.max,
      database_size_bytes: statistics.size,
      database_lock_waits: statistics.lock_waits,
      database_oldest_transaction_seconds: statistics.oldest ?? 0,
      database_transactions_total: [
        { labels: { outcome: 'committed' }, value: statistics.committed },
        { labels: { outcome: 'rolled_back' }, value: statistics.rolled_back },
      ],
      database_active_seconds_total: statistics.active_seconds,
      database_blocks_total: [
        { labels: { source: 'memory' }, value: statistics.blocks_hit },
        { labels: { source: 'disk' }, value: statistics.blocks_read },
      ],
      database_temporary_bytes_total: statistics.temporary,
      database_deadlocks_total: statistics.deadlocks,
      database_archive_failures_total: statistics.archive_failures,
      ...(statistics.archive_age === null ? {} : { database_archive_age_seconds: statistics.archive_age }),
      ...(slow === undefined ? {} : { database_slow_statements: slow }),
    };
  },
});

async function readStatistics(db: Db) {
  const { rows } = await sql<{
    max: number;
    size: number;
    lock_waits: number;
    oldest: number | null;
    committed: number;
    rolled_back: number;
    active_seconds: number;
    blocks_hit: number;
    blocks_read: number;
    temporary: number;
    deadlocks: number;
    archive_age: number | null;
    archive_failures: number;
  }>`
    select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as max,
      pg_database_size(statistics.datid) as size,
      (select count(*) from pg_locks where not granted) as lock_waits,
      (select extract(epoch from now() - min(xact_start))::double precision from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()) as oldest,
      xact_commit as committed, xact_rollback as rolled_back, active_time / 1000.0::double precision as active_seconds,
      blks_hit as blocks_hit, blks_read as blocks_read, temp_bytes as temporary, deadlocks,
      extract(epoch from now() - archiver.last_archived_time)::double precision as archive_age,
      archiver.failed_count as archive_failures
    from pg_stat_database statistics, pg_stat_archiver archiver
    where statistics.datname = current_database()`.execute(db);
  return rows[0]!; // the current database is always listed
}

/** A role without `pg_read_all_stats` sees its own sessions only, which are all of ours. */
async function countConnections(db: Db) {
  const { rows } = await sql<{ state: string; count: number }>`
    select known.state, count(activity.state) as count
    from (values ('active'), ('idle'), ('idle in transaction'), ('other')) known (state)
      left join (select case when state in ('active', 'idle', 'idle in transaction') then state else 'other' end as state
        from pg_stat_activity where backend_type = 'client backend') activity on activity.state = known.state
    group by known.state`.execute(db);
  return rows;
}

/** A library that only works if the server has loaded it. */
const NOT_LOADED = '55000';

/** Undefined if the extension is not there, or does not run. */
async function countSlowStatements(db: Db): Promise<number | undefined> {
  const { rows: found } = await sql<{ schema: string }>`
    select quote_ident(nspname) as schema from pg_extension join pg_namespace space on space.oid = extnamespace
    where extname = 'pg_stat_statements'`.execute(db);
  const schema = found[0]?.schema;
  if (schema === undefined) return undefined;
  try {
    const { rows } = await sql<{ slow: number }>`
      select count(*) as slow from ${sql.raw(schema)}.pg_stat_statements
      where dbid = (select oid from pg_database where datname = current_database())
        and calls >= ${MIN_CALLS} and mean_exec_time > ${SLOW_MS}`.execute(db);
    return rows[0]?.slow ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === NOT_LOADED) return undefined;
    throw error;
  }
}
