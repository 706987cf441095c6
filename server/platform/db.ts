import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

/** Every table and view, by `schema.name`. Each module adds its own in its `tables.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Database {}

export type Db = Kysely<Database> | Transaction<Database>;

// Counts are the only bigint that leaves the database, and they fit a double.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A pool under Kysely. Statements are unnamed, so PgBouncer in transaction mode passes them. */
export function openDb(options: {
  url: string;
  pool: number;
  name: string;
  onError: (error: Error) => void;
}) {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.pool,
    min: 0,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: options.name,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // An idle connection that the server closed must not end the process.
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool };
}

/** The name of the constraint that a write ran into, so that a module can turn it into its own problem. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code?.startsWith('23') ? error.constraint : undefined;
}
