import { sql } from 'kysely';
import type { Db } from '../db.ts';

/** @returns how many rows were deleted */
export async function deleteRows(
  db: Db,
  table: string,
  column: string,
  memberId: string,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where (tableoid, ctid) in (
      select tableoid, ctid from ${sql.table(table)} where ${sql.ref(column)} = ${memberId} limit ${limit})`.execute(
    db,
  );
  return Number(numAffectedRows);
}

/** @returns how many rows were changed */
export async function clearColumn(
  db: Db,
  table: string,
  column: string,
  memberId: string,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = null where (tableoid, ctid) in (
      select tableoid, ctid from ${sql.table(table)} where ${sql.ref(column)} = ${memberId} limit ${limit})`.execute(
    db,
  );
  return Number(numAffectedRows);
}

export async function countRows(db: Db, table: string, column: string, memberId: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select count(*)::int as rows from ${sql.table(table)} where ${sql.ref(column)} = ${memberId}`.execute(db);
  return rows[0]?.rows ?? 0;
}
