import { sql } from 'kysely';
import type { Db } from '../../../../platform/db.ts';
import type { SenderLine } from './schemas.ts';

export interface SenderCheckRow {
  requestedAt: Date | null;
  checkedAt: Date | null;
  lines: SenderLine[] | null;
}

export function findSenderCheck(db: Db): Promise<SenderCheckRow | undefined> {
  return db
    .selectFrom('auth.sender_checks')
    .select([
      'requested_at as requestedAt',
      'checked_at as checkedAt',
      sql<SenderLine[] | null>`result`.as('lines'),
    ])
    .executeTakeFirst();
}

/** Notes that somebody asks for a check. @returns false if somebody did after `unlessSince` */
export async function noteSenderRequest(db: Db, now: Date, unlessSince: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into auth.sender_checks as known (requested_at) values (${now})
    on conflict (only_one) do update set requested_at = excluded.requested_at
      where known.requested_at is null or known.requested_at < ${unlessSince}
    returning 1`.execute(db);
  return rows.length > 0;
}

export async function saveSenderCheck(db: Db, lines: SenderLine[], now: Date): Promise<void> {
  const values = { checked_at: now, result: JSON.stringify(lines) };
  await db
    .insertInto('auth.sender_checks')
    .values(values)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(values))
    .execute();
}
