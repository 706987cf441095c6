import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { MessageViewer } from '../visibility.ts';

/** Pins that are read: more than one may set, since what people pin who block each other counts for each of them alone. */
const MAX_READ = 100;

/**
 * Numbers of pinned messages that still stand, the last pinned first; not what somebody pinned whom the viewer blocks.
 * Index: pins_pkey, messages_pkey.
 */
export async function pinnedSeqs(
  db: Db,
  viewer: MessageViewer,
  conversationId: string,
  now: Date,
): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select pin.seq from messaging.pins pin
    join messaging.messages message on message.conversation_id = pin.conversation_id and message.seq = pin.seq
    where pin.conversation_id = ${conversationId} and message.deleted_at is null
      and (message.expires_at is null or message.expires_at > ${now}) and not ${isPinnerBlocked(viewer)} and pin.gone_for is distinct from ${viewer.id}
    order by pin.pinned_at desc, pin.seq desc limit ${MAX_READ}`.execute(db);
  return rows.map(({ seq }) => seq);
}

/** The pin is from somebody whom the viewer blocks: for them it is none. */
const isPinnerBlocked = ({ id }: MessageViewer): RawBuilder<boolean> => sql<boolean>`
  exists (select from social.blocks where blocker_id = ${id} and blocked_id = pin.pinned_by)`;

/**
 * Pins, or takes a pin away. What one had taken away for oneself alone comes back where it was: for the others it never went.
 * @returns whether anything changed
 */
export async function setPin(
  db: Db,
  { conversationId, seq }: { conversationId: string; seq: number },
  viewer: MessageViewer,
  isPinning: boolean,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await (isPinning
    ? sql`insert into messaging.pins as pin (conversation_id, seq, pinned_by, pinned_at)
        values (${conversationId}, ${seq}, ${viewer.id}, ${now})
        on conflict (conversation_id, seq) do update set gone_for = null,
          pinned_at = case when ${isPinnerBlocked(viewer)} then excluded.pinned_at else pin.pinned_at end,
          pinned_by = case when ${isPinnerBlocked(viewer)} then excluded.pinned_by else pin.pinned_by end
        where ${isPinnerBlocked(viewer)} or pin.gone_for = ${viewer.id}`
    : sql`delete from messaging.pins pin
        where conversation_id = ${conversationId} and seq = ${seq} and not ${isPinnerBlocked(viewer)}`
  ).execute(db);
  return Boolean(numAffectedRows);
}

/**
 * Takes a pin of the other one of two away for oneself alone, and one of one's own altogether.
 * @returns whether anything changed
 */
export async function unpinForSelf(
  db: Db,
  { conversationId, seq }: { conversationId: string; seq: number },
  viewer: MessageViewer,
): Promise<boolean> {
  const own = await sql`delete from messaging.pins
    where conversation_id = ${conversationId} and seq = ${seq} and pinned_by = ${viewer.id}`.execute(db);
  const others = await sql`update messaging.pins set gone_for = ${viewer.id}
    where conversation_id = ${conversationId} and seq = ${seq} and gone_for is distinct from ${viewer.id}`.execute(
    db,
  );
  return Boolean(own.numAffectedRows || others.numAffectedRows);
}
