import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { refuseSuspendedWriters } from './suspended-writers.ts';

/** Every table and view, by `schema.name`. Each module adds its own in its `tables.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Database {}

export type Db = Kysely<Database> | Transaction<Database>;

// Counts are the only bigint that leaves the database, and they fit a double.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The form in which PostgreSQL writes moments of our time zone, UTC; any other goes to pg's own, slower parser. */
const UTC_TIMESTAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;
const parseTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => unknown;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) =>
  UTC_TIMESTAMP.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseTimestamp(text),
);

/** A statement longer than this costs PostgreSQL more to plan than to run, when it is one of ours that read by key. */
const MIN_NAMED_LENGTH = 600;

/**
 * Lets a connection name long statements by their text, so that the server plans each once and not at every request. Our
 * texts are few: values never stand in them.
 */
const names = new Map<string, string>();

function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    if (names.size < 1_000) names.set(text, name);
  }
  return name;
}

/** Has connections name a statement however short it is. For texts of which there are few, and whose plan fits any values. */
export const prepareAlways = (text: string): void => void statementName(text);

function nameLongStatements(client: pg.PoolClient): void {
  const originalQuery = client.query.bind(client) as (...args: unknown[]) => unknown;
  const namedQuery = (...args: unknown[]) => {
    const [text, values] = args;
    if (typeof text !== 'string' || !Array.isArray(values)) return originalQuery(...args);
    if (text.length < MIN_NAMED_LENGTH && !names.has(text)) return originalQuery(...args);
    return originalQuery({ name: statementName(text), text, values }, ...args.slice(2));
  };
  client.query = namedQuery as typeof client.query; // the same dozen forms, passed through
}

/** The database is away, or so many wait for it that one more would only wait in vain. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** Who may wait for a connection: what is more is told at once to come again. A wait of some 0.1 s on a healthy database. */
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
  pool.connect = limitedConnect as typeof pool.connect; // both of its forms
}

/**
 * Lost connections, a server that starts or stops, and a wait that was too long: all pass. A stopped container takes its name and its
 * address along. `08…` is also what PgBouncer says of a server that it cannot reach.
 */
const UNAVAILABLE_CODES = new Set(
  'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH EHOSTDOWN ENOTFOUND EAI_AGAIN 57P01 57P02 57P03 53300 08000 08001 08003 08004 08006 08P01'.split(
    ' ',
  ),
);
const UNAVAILABLE_MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;

/** Whether a query failed because the database could not be asked, and not for what it was asked. */
export const isUnavailable = (error: Error & { code?: unknown }): boolean =>
  error instanceof Unavailable ||
  UNAVAILABLE_CODES.has(String(error.code)) ||
  UNAVAILABLE_MESSAGES.test(error.message);

/**
 * A pool under Kysely.
 * @param options.prepare  whether long statements may be prepared: not behind PgBouncer in transaction mode
 */
export function openDb(options: PoolOptions & { prepare: boolean }) {
  const pool = openPool(options);
  limitWaiting(pool);
  if (options.prepare) pool.on('connect', nameLongStatements);
  pool.on('connect', refuseSuspendedWriters);
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool };
}

export interface PoolOptions {
  url: string;
  pool: number;
  name: string;
  onError: (error: Error) => void;
}

/**
 * Sets no limits of the session: PgBouncer refuses them as startup parameters and hands one connection to many clients.
 * They are defaults of the database role, which `setSessionLimits` writes.
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
  // An idle connection that the server closed must not end the process.
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  return pool;
}

const SESSION_LIMITS = { statement_timeout: '15s', idle_in_transaction_session_timeout: '30s' };

/**
 * Makes the limits defaults of the connected role in this database, for every later session, pooled or not. Keeps a value
 * that an operator has set for that role and database. Any role may set its own defaults.
 * @param db  a transaction: its lock keeps two processes from changing one row of the catalogue at once
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

/** Lifts the limits for one session: migrations and bulk loads take as long as they take. */
export const disableStatementTimeout = (client: pg.Client | pg.PoolClient) =>
  client.query('set statement_timeout = 0');

/**
 * Whether a pooler stands between: the process that answers queries is another than the one that took the connection.
 * @param client  connected; its type does not name the number that the server gave it
 */
export async function isPooled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== (client as pg.Client & { processID?: number }).processID;
}

/** The name of the constraint that a write ran into, so that a module can turn it into its own problem. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code?.startsWith('23') ? error.constraint : undefined;
}
