import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';

export const TableCount = z.object({
  table: z.string(),
  rows: z.number().int(),
  /** A sum over hashes of the primary keys: two tables with as many rows but other rows differ. */
  keys: z.string(),
});
export type TableCount = z.infer<typeof TableCount>;

/** Writers wait as long as we wait for the locks, and then have time to go on. */
const LOCK_TIMEOUT_MS = 50;
const LOCK_PAUSE_MS = 500;
const LOCK_ATTEMPTS = 60;

/**
 * Counts tables as they are at a restore point, to the row, while members write: a copy that is recovered to this point must have the
 * same counts. Writers are locked out only while the point and a snapshot are made, for a few milliseconds; the tables are then counted
 * in the snapshot.
 * @param connect opens a connection of a superuser
 * @returns undefined if a long transaction kept the tables locked
 */
export async function countAtRestorePoint(
  connect: () => Promise<pg.Client>,
  tables: readonly string[],
  restorePoint: string,
): Promise<TableCount[] | undefined> {
  const [locker, counter] = [await connect(), await connect()];
  try {
    for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
      try {
        await locker.query('begin isolation level repeatable read');
        await locker.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
        await locker.query(`lock table ${tables.join(', ')} in share mode`);
        const { rows } = await locker.query<{ snapshot: string }>(
          'select pg_export_snapshot() as snapshot, pg_create_restore_point($1)',
          [restorePoint],
        );
        await counter.query('begin isolation level repeatable read');
        await counter.query(`set transaction snapshot '${rows[0]?.snapshot}'`);
        await locker.query('commit');
        return await countTables(counter, tables);
      } catch (error) {
        await locker.query('rollback');
        await counter.query('rollback');
        if ((error as { code?: string }).code !== '55P03') throw error; // the lock was not available
        await delay(LOCK_PAUSE_MS);
      }
    }
    return undefined;
  } finally {
    await locker.end();
    await counter.end();
  }
}

/** Counts tables, and sums the hashes of their primary keys. Reads each of them whole. */
export async function countTables(client: pg.Client, tables: readonly string[]): Promise<TableCount[]> {
  const counts: TableCount[] = [];
  for (const table of tables) {
    const { rows: columns } = await client.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_index
       join pg_attribute on attrelid = indrelid and attnum = any(indkey)
       where indrelid = $1::regclass and indisprimary order by attnum`,
      [table],
    );
    const key = columns.map(({ name }) => `${name}::text`).join(`, ' ', `);
    const { rows } = await client.query<{ rows: number; keys: string }>(
      `select count(*)::float8 as rows, coalesce(sum(hashtextextended(concat(${key}), 0)), 0)::text as keys from ${table}`,
    );
    counts.push({ table, rows: rows[0]?.rows ?? 0, keys: rows[0]?.keys ?? '0' });
  }
  return counts;
}

/** The tables whose counts differ from the expected ones. */
export const differingTables = (expected: readonly TableCount[], found: readonly TableCount[]): string[] =>
  expected
    .filter(
      ({ table, rows, keys }) =>
        !found.some((count) => count.table === table && count.rows === rows && count.keys === keys),
    )
    .map(({ table }) => table);
