import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface Advanced {
  deliveredSeq: number;
  readSeq: number;
  moved: boolean;
  state: 'active' | 'request';
  type: 'direct' | 'group';
  memberCount: number;
  /** The writer of receipts tells when they have read. */
  tells: boolean;
}

/**
 * Moves a member's watermarks forward, never back and never past the last message. One statement.
 * Index: members_pkey, conversations_pkey.
 *
 * @returns undefined when they do not sit there
 */
export async function advance(
  db: Db,
  conversationId: string,
  memberId: string,
  { delivered, read }: { delivered: number; read: number },
): Promise<Advanced | undefined> {
  const { rows } = await sql<Advanced>`
    with asked as (
      select seat.delivered_seq, seat.read_seq, seat.state, seat.marked_unread, conversation.type,
        greatest(seat.read_seq, least(${read}::bigint, conversation.last_seq)) as new_read,
        greatest(seat.delivered_seq, least(greatest(${delivered}::bigint, ${read}::bigint), conversation.last_seq)) as new_delivered,
        (select count(*)::int from messaging.members where conversation_id = ${conversationId} and state = 'active') as "memberCount",
        coalesce((select read_receipts from messaging.settings where member_id = ${memberId}), true) as tells
      from messaging.members seat join messaging.conversations conversation on conversation.id = seat.conversation_id
      where seat.conversation_id = ${conversationId} and seat.member_id = ${memberId} and seat.state in ('active', 'request')
    ), moved as (
      update messaging.members seat
      set read_seq = greatest(seat.read_seq, asked.new_read), delivered_seq = greatest(seat.delivered_seq, asked.new_delivered),
        marked_unread = case when ${read > 0} then false else seat.marked_unread end
      from asked
      where seat.conversation_id = ${conversationId} and seat.member_id = ${memberId}
        and (asked.new_read > seat.read_seq or asked.new_delivered > seat.delivered_seq or (seat.marked_unread and ${read > 0}))
      returning seat.read_seq, seat.delivered_seq
    )
    select coalesce(moved.delivered_seq, asked.delivered_seq) as "deliveredSeq", coalesce(moved.read_seq, asked.read_seq) as "readSeq",
      moved.read_seq is not null as moved, asked.state, asked.type, asked."memberCount", asked.tells
    from asked left join moved on true`.execute(db);
  return rows[0];
}

/** Members of a conversation, and whether each tells, and so is told, what is read. Index: members_pkey. */
export async function listeners(db: Db, conversationId: string): Promise<{ id: string; tells: boolean }[]> {
  const { rows } = await sql<{ id: string; tells: boolean }>`
    select seat.member_id as id, coalesce(settings.read_receipts, true) as tells
    from messaging.members seat left join messaging.settings settings on settings.member_id = seat.member_id
    where seat.conversation_id = ${conversationId} and seat.state = 'active'`.execute(db);
  return rows;
}
