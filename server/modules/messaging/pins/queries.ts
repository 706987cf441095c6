import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { MessageViewer } from '../visibility.ts';

/**
 * Maximum pins read. More than the maximum to set, because members who block each other each have their own
 * view of pins.
 */
const MAX_READ = 100;

/**
 * Numbers of pinned messages that still exist, latest pin first. Excludes pins by members whom the viewer
 * blocks. Index: pins_pkey, messages_pkey.
 */
export async function findPinnedSeqs(
  db: Db,
  viewer: MessageViewer,
  conversationId: string,
  now: Date,
): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select pin.seq from messaging.pins pin
    join messaging.messages message on message.conversation_id = pin.conversation_id and message.seq = pin.seq
    where pin.conversation_id = ${conversationId} and message.deleted_at is null
      and (message.expires_at is null or message.expires_at > ${now}) and not ${isPinnerBlocked(viewer)} and pin.hidden_for is distinct from ${viewer.id}
    order by pin.pinned_at desc, pin.seq desc limit ${MAX_READ}`.execute(db);
  return rows.map(({ seq }) => seq);
}

/** The viewer blocks the member who pinned it, so for them it is not pinned. */
const isPinnerBlocked = ({ id }: MessageViewer): RawBuilder<boolean> => sql<boolean>`
  exists (select from social.blocks where blocker_id = ${id} and blocked_id = pin.pinned_by)`;

/**
 * Pins or unpins a message. A pin that the viewer removed for themselves only comes back where it was,
 * because others still had it.
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
        on conflict (conversation_id, seq) do update set hidden_for = null,
          pinned_at = case when ${isPinnerBlocked(viewer)} then excluded.pinned_at else pin.pinned_at end,
          pinned_by = case when ${isPinnerBlocked(viewer)} then excluded.pinned_by else pin.pinned_by end
        where ${isPinnerBlocked(viewer)} or pin.hidden_for = ${viewer.id}`
    : sql`delete from messaging.pins pin
        where conversation_id = ${conversationId} and seq = ${seq} and not ${isPinnerBlocked(viewer)}`
  ).execute(db);
  return Boolean(numAffectedRows);
}

/**
 * In a direct conversation, removes the other participant's pin for the viewer only, and the viewer's own pin
 * for both.
 * @returns whether anything changed
 */
export async function unpinForSelf(
  db: Db,
  { conversationId, seq }: { conversationId: string; seq: number },
  viewer: MessageViewer,
): Promise<boolean> {
  const own = await sql`delete from messaging.pins
    where conversation_id = ${conversationId} and seq = ${seq} and pinned_by = ${viewer.id}`.execute(db);
  const others = await sql`update messaging.pins set hidden_for = ${viewer.id}
    where conversation_id = ${conversationId} and seq = ${seq} and hidden_for is distinct from ${viewer.id}`.execute(
    db,
  );
  return Boolean(own.numAffectedRows || others.numAffectedRows);
}
