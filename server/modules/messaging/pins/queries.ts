import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Numbers of pinned messages that still stand, the last pinned first. Index: pins_pkey, messages_pkey. */
export async function pinnedSeqs(db: Db, conversationId: string, now: Date): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select pin.seq from messaging.pins pin
    join messaging.messages message on message.conversation_id = pin.conversation_id and message.seq = pin.seq
    where pin.conversation_id = ${conversationId} and message.deleted_at is null
      and (message.expires_at is null or message.expires_at > ${now})
    order by pin.pinned_at desc, pin.seq desc`.execute(db);
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
