import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Numbers of pinned messages, the last pinned first. Index: pins_pkey. */
export async function pinnedSeqs(db: Db, conversationId: string): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from messaging.pins where conversation_id = ${conversationId} order by pinned_at desc, seq desc`.execute(
    db,
  );
  return rows.map(({ seq }) => seq);
}

/** @returns whether anything changed */
export async function setPin(
  db: Db,
  { conversationId, seq }: { conversationId: string; seq: number },
  by: string,
  on: boolean,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await (on
    ? sql`insert into messaging.pins (conversation_id, seq, pinned_by, pinned_at)
        values (${conversationId}, ${seq}, ${by}, ${now}) on conflict do nothing`
    : sql`delete from messaging.pins where conversation_id = ${conversationId} and seq = ${seq}`
  ).execute(db);
  return Boolean(numAffectedRows);
}
