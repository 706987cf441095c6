import { join } from 'node:path';
import type { Kysely, Transaction } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import { openBus } from './bus/index.ts';
import type { Bus } from './bus/types.ts';
import { withIdempotentIncrements } from './cache/idempotent-increment.ts';
import { openCache } from './cache/index.ts';
import type { Cache } from './cache/types.ts';
import type { Config } from './config.ts';
import { type Database, type Db, openDb, openPool } from './db.ts';
import { type EventName, type Events, emit, emittedEvents, type Subscriptions } from './events.ts';
import { addJob, type Jobs } from './jobs.ts';
import { type Mail, openMail } from './mail/index.ts';
import type { ProcessState } from './process-state.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { loadKeptKeys } from './secrets/kept-keys.ts';
import type { Secrets } from './secrets/secrets.ts';

/** The dependencies of every back-end function. Opened once per process and always passed as the first argument. */
export interface Context {
  /** The pool; inside `transaction`, that transaction. */
  db: Db;
  jobs: Jobs;
  bus: Bus;
  cache: Cache;
  mail: Mail;
  log: Logger;
  config: Config;
  secrets: Secrets;
  /** The current time. Tests set it. */
  clock: () => Date;
  /**
   * Runs `work` in one transaction: its changes and the jobs it adds commit together. Inside a transaction, joins it.
   *
   * Retries `work` from the start on a deadlock (40P01) or a serialization failure (40001). `work` may therefore run up to three
   * times. Put side effects into `jobs`, `emit` or `afterCommit`, or make them idempotent. `cache.increment` counts once.
   */
  transaction<T>(work: (tx: Context) => Promise<T>): Promise<T>;
  /** Emits an event once for each payload: adds its subscribers' jobs in this transaction, in one statement. */
  emit<Name extends EventName>(name: Name, ...payloads: Events[Name][]): Promise<void>;
  /**
   * Runs `callback` after the transaction has committed; outside a transaction, at once. Use it to publish to other processes,
   * never for anything that must not be lost.
   */
  afterCommit(callback: () => void): void;
  /** In a job, outside its transactions: when it was added, and how often it has been tried, this time included. */
  job?: { addedAt: Date; attempt: number };
  /** Used through `processState` only. */
  state: ProcessState;
  /** The connections to the database, for metrics. */
  pools: readonly { name: 'pooled' | 'direct'; pool: pg.Pool }[];
}

export interface OpenContext extends Context {
  pool: pg.Pool;
  /**
   * Connections that keep their session because they bypass PgBouncer: for LISTEN and for the job queue's prepared statements.
   */
  directPool: pg.Pool;
  close(): Promise<void>;
}

const KEPT_KEYS_MS = 60_000;

/** Enough for a worker's four concurrent jobs and its LISTEN. Connections open on first use. */
const DIRECT_CONNECTIONS = 6;

/** Opens database, bus, cache and mail according to the settings. `databaseUrl` must be set. */
export async function openContext(options: {
  config: Config;
  secrets: Secrets;
  log: Logger;
  name: string;
  subscriptions: Partial<Subscriptions>;
  clock?: () => Date;
}): Promise<OpenContext> {
  const { config, secrets, log } = options;
  if (!config.databaseUrl) throw new Error('the database address is not known');
  const directUrl = config.databaseDirectUrl ?? config.databaseUrl;
  // A separate direct address means that the pooled one goes through PgBouncer.
  const pooled = directUrl !== config.databaseUrl;
  const connections = {
    name: `chitlaq ${options.name}`,
    onError: (error: Error) => log.warn({ err: error }, 'database.connection_lost'),
    current: config.current,
  };
  const { db, pool } = openDb({
    ...connections,
    url: config.databaseUrl,
    pool: config.databasePool,
    prepare: !pooled || config.databasePrepare,
  });
  await loadKeptKeys(db, secrets).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  const directPool = pooled ? openPool({ ...connections, url: directUrl, pool: DIRECT_CONNECTIONS }) : pool;
  const bus = await openBus({
    databaseUrl: directUrl,
    ...(config.redisUrl ? { redisUrl: config.redisUrl } : {}),
    current: config.current,
    log,
  });
  const cache = await openCache({
    ...(config.redisUrl ? { redisUrl: config.redisUrl } : {}),
    current: config.current,
    log,
  });
  const mail = openMail({
    smtpUrl: config.smtpUrl,
    current: config.current,
    from: config.mailFrom,
    folder: join(config.dataDir, 'mail'),
    log,
  });
  // One that was replaced (deploy/rotate push_key). Until it is read, the old one is right.
  const readAgain = setInterval(() => void loadKeptKeys(db, secrets).catch(() => undefined), KEPT_KEYS_MS);
  readAgain.unref();
  const { subscriptions } = options;
  const clock = options.clock ?? (() => new Date());
  const state: ProcessState = new Map();
  const pools: Context['pools'] = [
    { name: 'pooled', pool },
    ...(pooled ? [{ name: 'direct' as const, pool: directPool }] : []),
  ];
  const shared = { bus, cache, mail, log, config, secrets, clock, state, pools };
  const context: Context = {
    ...shared,
    db,
    jobs: { add: (name, payload, spec) => addJob(db, name, payload, spec) },
    transaction: (work) => inTransaction(db, shared, subscriptions, work),
    async emit(name, ...payloads) {
      await emit(db, subscriptions, name, payloads);
      emittedEvents.inc({ event: name }, payloads.length);
    },
    afterCommit: (callback) => callback(),
  };
  return {
    ...context,
    pool,
    directPool,
    async close() {
      clearInterval(readAgain);
      await mail.close();
      await bus.close();
      await cache.close();
      await db.destroy();
      if (pooled) await directPool.end();
    },
  };
}

type Shared = Omit<Context, 'job' | 'db' | 'jobs' | 'transaction' | 'emit' | 'afterCommit'>;

async function inTransaction<T>(
  db: Kysely<Database>,
  shared: Shared,
  subscriptions: Partial<Subscriptions>,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  const { cache, rewind } = withIdempotentIncrements(shared.cache);
  const { result, after } = await retryOnConflict(shared.log, async () => {
    rewind();
    const after: (() => void)[] = [];
    const result = await db.transaction().execute(async (trx: Transaction<Database>) => {
      const tx: Context = {
        ...shared,
        cache,
        db: trx,
        jobs: { add: (name, payload, spec) => addJob(trx, name, payload, spec) },
        transaction: (inner) => inner(tx),
        emit: (name, ...payloads) => {
          after.push(() => emittedEvents.inc({ event: name }, payloads.length));
          return emit(trx, subscriptions, name, payloads);
        },
        afterCommit: (callback) => after.push(callback),
      };
      return work(tx);
    });
    return { result, after };
  });
  for (const callback of after) callback();
  return result;
}
