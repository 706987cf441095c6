import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { refuseSuspendedWriters } from './suspended-writers.ts';
import { traceStatements } from './tracing/database.ts';
import { isTracing } from './tracing/index.ts';

/** Every table and view, by `schema.name`. Each module adds its own in its `tables.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Database {}

export type Db = Kysely<Database> | Transaction<Database>;

// Counts are the only bigints that queries return, and they fit into a double.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** How PostgreSQL writes timestamps in our time zone, UTC. Any other form goes to pg's slower parser. */
const UTC_TIMESTAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;
const parseTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => unknown;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) =>
  UTC_TIMESTAMP.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseTimestamp(text),
);

/**
 * Statements longer than this are named, so that PostgreSQL plans them once for each connection. For our lookups by key, planning
 * such a statement costs more than running it.
 */
const MIN_NAMED_LENGTH = 300;

/**
 * Makes a connection name long statements by their text, so that the server plans each one once instead of at every request. They hold no
 * values, but an insert of many rows has a text for each number of rows: each connection keeps at most so many plans.
 */
const MAX_NAMES = 1_000;
const names = new Map<string, string>();

/** @returns undefined if there are too many already */
function statementName(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MAX_NAMES) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    names.set(text, name);
  }
  return name;
}

/** Makes connections name a statement however short it is. For few distinct texts, whose plan suits any values. */
export const prepareAlways = (text: string): void => void statementName(text);

function nameLongStatements(client: pg.PoolClient): void {
  const originalQuery = client.query.bind(client) as (...args: unknown[]) => unknown;
  const namedQuery = (...args: unknown[]) => {
    const [text, values] = args;
    if (typeof text !== 'string' || !Array.isArray(values)) return originalQuery(...args);
    const name = text.length < MIN_NAMED_LENGTH ? names.get(text) : statementName(text);
    if (name === undefined) return originalQuery(...args);
    return originalQuery({ name, text, values }, ...args.slice(2));
  };
  client.query = namedQuery as typeof client.query; // overloads: the same dozen call forms are passed through
}

/** The database is unreachable, or the pool's queue is full. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/**
 * Maximum length of the pool's queue. Requests beyond it fail at once with 503 and `Retry-After`. On a healthy database, 400
 * waiters are about 0.1 s.
 */
const MAX_WAITING = 400;

function limitWaiting(pool: pg.Pool): void {
  type ConnectCallback = (
    error: Error | undefined,
    client: pg.PoolClient | undefined,
    release: () => void,
  ) => void;
  const connect = pool.connect.bind(pool) as (callback?: ConnectCallback) => Promise<pg.PoolClient>;
  const limitedConnect = (callback?: ConnectCallback) => {
    if (pool.waitingCount < MAX_WAITING) return connect(callback);
    const full = new Unavailable(`${MAX_WAITING} wait for a database connection`);
    if (callback === undefined) return Promise.reject(full);
    callback(full, undefined, () => undefined);
  };
  pool.connect = limitedConnect as typeof pool.connect; // overloads: with and without a callback
}

/**
 * Lost connections, a server that starts or stops or has a full disk, and timeouts: all are temporary. A stopped container loses its
 * name and its address too. PgBouncer also answers `08…` when it cannot reach the server.
 */
const UNAVAILABLE_CODES = new Set(
  'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH EHOSTDOWN ENOTFOUND EAI_AGAIN 57P01 57P02 57P03 53100 53300 08000 08001 08003 08004 08006 08P01'.split(
    ' ',
  ),
);
const UNAVAILABLE_MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;

/** Whether a query failed because the database was unavailable, and not because of the query itself. */
export const isUnavailable = (error: Error & { code?: unknown }): boolean =>
  error instanceof Unavailable ||
  UNAVAILABLE_CODES.has(String(error.code)) ||
  UNAVAILABLE_MESSAGES.test(error.message);

/**
 * Opens a pool with Kysely on it.
 * @param options.prepare  whether long statements may be prepared: false behind a pooler that does not keep them for its clients
 */
export function openDb(options: PoolOptions & { prepare: boolean }) {
  const pool = openPool(options);
  limitWaiting(pool);
  if (options.prepare) pool.on('connect', nameLongStatements);
  pool.on('connect', refuseSuspendedWriters);
  if (isTracing()) pool.on('connect', traceStatements);
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool };
}

const REFUSED_RETRY_MS = 100;
const MAX_REFUSED_MS = 5_000;

/** While a password is changed, server, PgBouncer and its file differ for a moment. */
const isRefused = (error: unknown): boolean =>
  /authentication failed|server login has been failing/.test((error as Error | undefined)?.message ?? '');

/** Makes a pool try again for a few seconds when its password is refused. */
function retryRefused(pool: pg.Pool): void {
  type ConnectCallback = (error?: Error, client?: pg.PoolClient, release?: () => void) => void;
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const patientConnect = async () => {
    for (const end = Date.now() + MAX_REFUSED_MS; ; ) {
      try {
        return await connect();
      } catch (error) {
        if (!isRefused(error) || Date.now() > end) throw error;
        await delay(REFUSED_RETRY_MS);
      }
    }
  };
  const retryingConnect = (callback?: ConnectCallback) => {
    if (callback === undefined) return patientConnect();
    patientConnect().then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error: Error) => callback(error),
    );
  };
  pool.connect = retryingConnect as typeof pool.connect; // overloads: with and without a callback
}

export interface PoolOptions {
  url: string;
  /** The address for a new connection, if its password may change. */
  current?: (address: string) => string;
  pool: number;
  name: string;
  onError: (error: Error) => void;
}

/**
 * Sets no session limits: PgBouncer rejects them as startup parameters and shares one connection among many clients. They are
 * defaults of the database role, which `setSessionLimits` writes.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.pool,
    min: 0,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: options.name,
  });
  const { current } = options;
  if (current) {
    // The pool hands these options to each new connection.
    Object.defineProperty(pool.options, 'connectionString', { get: () => current(options.url) });
    retryRefused(pool);
  }
  // If the server closes an idle connection, the process must not crash.
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  return pool;
}

const SESSION_LIMITS = { statement_timeout: '15s', idle_in_transaction_session_timeout: '30s' };

/**
 * Makes the limits defaults of the connected role in this database, for every later session, pooled or not. Keeps a value that an
 * operator has set for that role and database. Any role may set its own defaults.
 * @param db  a transaction: its lock keeps two processes from changing one catalogue row at once
 */
export async function setSessionLimits(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('platform.session_limits', 0))`.execute(db);
  const { rows } = await sql<{ given: string[] | null }>`
    select setconfig as given from pg_db_role_setting
    where setdatabase = (select oid from pg_database where datname = current_database())
      and setrole = (select oid from pg_roles where rolname = session_user)`.execute(db);
  const given = rows[0]?.given ?? [];
  for (const [name, value] of Object.entries(SESSION_LIMITS)) {
    if (given.some((setting) => setting.startsWith(`${name}=`))) continue;
    const statement = `alter role %I in database %I set ${name} = %L`;
    const { rows: made } = await sql<{ text: string }>`
      select format(${statement}, session_user, current_database(), ${value}::text) as text`.execute(db);
    await sql.raw(made[0]?.text ?? '').execute(db);
  }
}

/** Lifts the limits for one session: migrations and bulk loads may take long. */
export const disableStatementTimeout = (client: pg.Client | pg.PoolClient) =>
  client.query('set statement_timeout = 0');

/**
 * Whether a pooler is in between: then the process that answers queries is not the one that accepted the connection.
 * @param client  connected; its type does not declare the process id that the server sent
 */
export async function isPooled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== (client as pg.Client & { processID?: number }).processID;
}

/** The name of the constraint that a write violated, so that a module can map it to its own problem. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code?.startsWith('23') ? error.constraint : undefined;
}
