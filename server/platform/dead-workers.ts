import { sql } from 'kysely';
import pg from 'pg';
import type { Context } from './context.ts';
import type { Db } from './db.ts';
import { check } from './readiness.ts';

/** First key of the advisory locks by which workers show that they are alive. The second key is the hash of the worker's name. */
const LOCK_CLASS = 7_340_212;
/** A broken connection is reopened this soon: well before another worker could scan twice. */
const RECONNECT_MS = 1_000;
const CONNECTION_TIMEOUT_MS = 5_000;

export interface WorkerWatch {
  /** Marks jobs locked under this name as those of a live worker, until `stop`. */
  register(name: string): void;
  /** One scan. Releases the jobs of workers that held no lock at this scan and the one before. */
  scan(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Releases the jobs of dead workers. graphile-worker alone would wait four hours, because it cannot distinguish a dead worker from a
 * slow one. Each worker holds an advisory lock on its own connection; PostgreSQL drops it when the process dies. A lock that is
 * missing in two scans in a row means that the worker is dead. If a broken connection takes longer than that to reopen, a job
 * runs twice, so every job must be idempotent.
 */
export function watchDeadWorkers({ config, log }: Pick<Context, 'config' | 'log'>): WorkerWatch {
  const ownIds = new Set<string>();
  let client: pg.Client | undefined;
  let suspects: string[] = [];
  let last: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let isStopped = false;

  const connect = async (): Promise<pg.Client> => {
    const opened = new pg.Client({
      // Session locks need a session, so no pool in between.
      connectionString: config.current(config.databaseDirectUrl ?? config.databaseUrl ?? ''),
      application_name: 'chitlaq workers alive',
      keepAlive: true,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      query_timeout: CONNECTION_TIMEOUT_MS,
    });
    opened.on('error', (error) => log.warn({ err: error }, 'workers.connection_lost'));
    opened.on('end', () => {
      if (client !== opened) return;
      client = undefined;
      scheduleRetry();
    });
    await opened.connect();
    client = opened;
    return opened;
  };
  /** Takes the locks that are not held yet: of a new worker, or all of them after the connection broke. */
  const acquireLocks = async (): Promise<pg.Client> => {
    const connection = client ?? (await connect());
    const missing = await connection.query<{ id: string }>(
      `select id from unnest($1::text[]) id where not exists (select from pg_locks lock
         where lock.pid = pg_backend_pid() and lock.locktype = 'advisory' and lock.classid = ${LOCK_CLASS} and lock.objid = hashtext(id)::oid)`,
      [[...ownIds]],
    );
    for (const { id } of missing.rows)
      await connection.query(`select pg_try_advisory_lock(${LOCK_CLASS}, hashtext($1))`, [id]);
    return connection;
  };
  const scanOnce = async () => {
    const connection = await acquireLocks();
    const { rows } = await connection.query<{ id: string }>(
      `select distinct job.locked_by as id from graphile_worker.jobs job
       where job.locked_by is not null and not exists (select from pg_locks lock
         where lock.locktype = 'advisory' and lock.classid = ${LOCK_CLASS} and lock.objid = hashtext(job.locked_by)::oid
           and lock.database = (select oid from pg_database where datname = current_database()))`,
    );
    const unlocked = rows.map(({ id }) => id);
    const dead = unlocked.filter((id) => suspects.includes(id));
    suspects = unlocked;
    if (dead.length === 0) return;
    await connection.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
    log.warn({ workers: dead }, 'workers.dead');
  };
  /** Runs work one after the other. After a failure it soon takes the locks again, and needs two new scans to find a dead worker. */
  const enqueue = (work: () => Promise<unknown>): Promise<void> => {
    last = last
      .then(async () => {
        if (!isStopped) await work();
      })
      .catch((error: unknown) => {
        suspects = [];
        log.warn({ err: error }, 'workers.scan_failed');
        scheduleRetry();
      });
    return last;
  };
  const scheduleRetry = () => {
    if (isStopped) return;
    retry ??= setTimeout(() => {
      retry = undefined;
      void enqueue(acquireLocks);
    }, RECONNECT_MS);
    retry.unref();
  };
  const scan = () => enqueue(scanOnce);
  const timer = setInterval(() => void scan(), config.workerScanMs);
  timer.unref();
  return {
    register(name) {
      ownIds.add(name);
      void enqueue(acquireLocks);
    },
    scan,
    async stop() {
      clearInterval(timer);
      // Before waiting: work that is queued meanwhile would open a connection that nobody closes, and keep its locks.
      isStopped = true;
      clearTimeout(retry);
      await last;
      await client?.end();
    },
  };
}

/** Workers scan at least every ten seconds. One that has not for this long has stopped working, even if its connection is open. */
const MAX_STALE_SECONDS = 35;

/** How many workers are alive, since when, and their last activity, according to the locks that they hold. */
export async function checkWorkers(db: Db) {
  let found: { processes: number; uptime: number | null; ageSeconds: number | null } | undefined;
  const { status, latencyMs } = await check(async () => {
    const { rows } = await sql<NonNullable<typeof found>>`
      select count(*)::int as processes,
        round(extract(epoch from now() - min(worker.backend_start)))::int as uptime,
        round(extract(epoch from now() - max(worker.state_change)))::int as "ageSeconds"
      from pg_stat_activity worker
      where worker.pid in (select lock.pid from pg_locks lock
        where lock.locktype = 'advisory' and lock.classid = ${sql.lit(LOCK_CLASS)} and lock.granted
          and lock.database = (select oid from pg_database where datname = current_database()))`.execute(db);
    found = rows[0];
  });
  const isAlive = status === 'ok' && found !== undefined && found.processes > 0;
  const isResponsive = (found?.ageSeconds ?? 0) <= MAX_STALE_SECONDS;
  return {
    status: isAlive && isResponsive ? ('ok' as const) : ('down' as const),
    latencyMs,
    processes: found?.processes ?? 0,
    // Unknown if the workers connect as another role.
    ...(typeof found?.uptime === 'number' ? { uptime: found.uptime } : {}),
    ...(typeof found?.ageSeconds === 'number' ? { ageSeconds: Math.max(0, found.ageSeconds) } : {}),
  };
}
