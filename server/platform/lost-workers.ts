import { sql } from 'kysely';
import pg from 'pg';
import type { Context } from './context.ts';
import type { Db } from './db.ts';
import { check } from './readiness.ts';

/** First half of the advisory locks by which workers show that they live; the second half is their name's hash. */
const LOCKS = 7_340_212;
const EVERY_MS = 10_000;
/** So soon a broken connection is opened again: well before anybody could look twice. */
const AGAIN_MS = 1_000;
const PATIENCE_MS = 5_000;

export interface LostWorkers {
  /** Who locks jobs by this name lives until we stop. */
  keep(name: string): void;
  /** One look. Frees what was nobody's at this look and the one before. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Gives the jobs of killed workers back, so that others do them. graphile-worker by itself waits four hours for that, since it
 * cannot know who lives. Here each worker holds an advisory lock on a connection of its own, and PostgreSQL lets go of it when
 * the process is gone. A connection that breaks is opened again at once; where that takes longer than two looks of another, a job is
 * done twice, which every job must bear.
 */
export function watchLostWorkers({ config, log }: Pick<Context, 'config' | 'log'>): LostWorkers {
  const mine = new Set<string>();
  let client: pg.Client | undefined;
  let suspects: string[] = [];
  let last: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let isStopped = false;

  const connect = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({
      // Session locks need a session: no pool in between.
      connectionString: config.databaseDirectUrl ?? config.databaseUrl,
      application_name: 'chitlaq workers alive',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    fresh.on('error', (error) => log.warn({ err: error }, 'workers.connection_lost'));
    fresh.on('end', () => {
      if (client !== fresh) return;
      client = undefined;
      again();
    });
    await fresh.connect();
    client = fresh;
    return fresh;
  };
  /** Takes the locks that are not held: of a new worker, or after the connection broke. */
  const hold = async (): Promise<pg.Client> => {
    const connection = client ?? (await connect());
    const missing = await connection.query<{ id: string }>(
      `select id from unnest($1::text[]) id where not exists (select from pg_locks lock
         where lock.pid = pg_backend_pid() and lock.locktype = 'advisory' and lock.classid = ${LOCKS} and lock.objid = hashtext(id)::oid)`,
      [[...mine]],
    );
    for (const { id } of missing.rows)
      await connection.query(`select pg_try_advisory_lock(${LOCKS}, hashtext($1))`, [id]);
    return connection;
  };
  const lookOnce = async () => {
    const connection = await hold();
    const { rows } = await connection.query<{ id: string }>(
      `select distinct job.locked_by as id from graphile_worker.jobs job
       where job.locked_by is not null and not exists (select from pg_locks lock
         where lock.locktype = 'advisory' and lock.classid = ${LOCKS} and lock.objid = hashtext(job.locked_by)::oid
           and lock.database = (select oid from pg_database where datname = current_database()))`,
    );
    const unheld = rows.map(({ id }) => id);
    const lost = unheld.filter((id) => suspects.includes(id));
    suspects = unheld;
    if (lost.length === 0) return;
    await connection.query('select graphile_worker.force_unlock_workers($1::text[])', [lost]);
    log.warn({ workers: lost }, 'workers.lost');
  };
  /** One after the other. What could not be asked is asked at the next look. */
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    last = last
      .then(async () => {
        if (!isStopped) await work();
      })
      .catch((error: unknown) => {
        suspects = [];
        log.warn({ err: error }, 'workers.look_failed');
        again();
      });
    return last;
  };
  const again = () => {
    if (isStopped) return;
    retry ??= setTimeout(() => {
      retry = undefined;
      void inTurn(hold);
    }, AGAIN_MS);
    retry.unref();
  };
  const look = () => inTurn(lookOnce);
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  return {
    keep(name) {
      mine.add(name);
      void inTurn(hold);
    },
    look,
    async stop() {
      clearInterval(timer);
      await last;
      isStopped = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

/** A worker looks every ten seconds: who has not for so long has stopped working, though its connection stands. */
const SILENT_SECONDS = 35;

/** Whether workers live, told from the locks that they hold: how many, since when, and their last sign of life. */
export async function checkWorkers(db: Db) {
  let found: { processes: number; uptime: number | null; ageSeconds: number | null } | undefined;
  const { status, latencyMs } = await check(async () => {
    const { rows } = await sql<NonNullable<typeof found>>`
      select count(*)::int as processes,
        round(extract(epoch from now() - min(worker.backend_start)))::int as uptime,
        round(extract(epoch from now() - max(worker.state_change)))::int as "ageSeconds"
      from pg_stat_activity worker
      where worker.pid in (select lock.pid from pg_locks lock
        where lock.locktype = 'advisory' and lock.classid = ${sql.lit(LOCKS)} and lock.granted
          and lock.database = (select oid from pg_database where datname = current_database()))`.execute(db);
    found = rows[0];
  });
  const isAlive = status === 'ok' && found !== undefined && found.processes > 0;
  const isHeard = (found?.ageSeconds ?? 0) <= SILENT_SECONDS;
  return {
    status: isAlive && isHeard ? ('ok' as const) : ('down' as const),
    latencyMs,
    processes: found?.processes ?? 0,
    // Not known where workers connect as another role.
    ...(typeof found?.uptime === 'number' ? { uptime: found.uptime } : {}),
    ...(typeof found?.ageSeconds === 'number' ? { ageSeconds: Math.max(0, found.ageSeconds) } : {}),
  };
}
