import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

export interface AdvanceResult {
  deliveredSeq: number;
  readSeq: number;
  hasMoved: boolean;
  state: 'active' | 'request';
  type: 'direct' | 'group';
  memberCount: number;
  sharesRead: boolean;
  sharesDelivered: boolean;
  /** They block the other participant of a direct conversation, who sees no progress of theirs. */
  blocksOther: boolean;
}

/**
 * Advances a member's watermarks, never backwards and never past the last message. While the member blocks
 * the other participant of a direct conversation, the watermarks shown to that participant do not move. One
 * statement. Index: members_pkey, conversations_pkey.
 *
 * @returns undefined if they are not a participant
 */
export async function advanceWatermarks(
  db: Db,
  conversationId: string,
  memberId: string,
  { delivered, read }: { delivered: number; read: number },
): Promise<AdvanceResult | undefined> {
  const { rows } = await sql<AdvanceResult>`
    with asked as (
      select seat.delivered_seq, seat.read_seq, seat.state, seat.marked_unread, conversation.type,
        greatest(seat.read_seq, least(${read}::bigint, conversation.last_seq)) as new_read,
        greatest(seat.delivered_seq, least(greatest(${delivered}::bigint, ${read}::bigint), conversation.last_seq)) as new_delivered,
        (select count(*)::int from messaging.members where conversation_id = ${conversationId} and state = 'active') as "memberCount",
        coalesce(settings.read_receipts, true) as "sharesRead", coalesce(settings.delivered_receipts, true) as "sharesDelivered",
        conversation.type = 'direct' and exists (
          select from messaging.members other join social.blocks on blocker_id = ${memberId} and blocked_id = other.member_id
          where other.conversation_id = ${conversationId} and other.member_id <> ${memberId}) as "blocksOther"
      from messaging.members seat left join messaging.settings settings on settings.member_id = seat.member_id join messaging.conversations conversation on conversation.id = seat.conversation_id
      where seat.conversation_id = ${conversationId} and seat.member_id = ${memberId} and seat.state in ${PARTICIPANT_STATES}
    ), moved as (
      update messaging.members seat
      set read_seq = greatest(seat.read_seq, asked.new_read), delivered_seq = greatest(seat.delivered_seq, asked.new_delivered),
        shown_read_seq = case when asked."blocksOther" then coalesce(seat.shown_read_seq, seat.read_seq) end,
        shown_delivered_seq = case when asked."blocksOther" then coalesce(seat.shown_delivered_seq, seat.delivered_seq) end,
        marked_unread = case when ${read > 0} then false else seat.marked_unread end
      from asked
      where seat.conversation_id = ${conversationId} and seat.member_id = ${memberId} and seat.state in ${PARTICIPANT_STATES}
        and (asked.new_read > seat.read_seq or asked.new_delivered > seat.delivered_seq or (seat.marked_unread and ${read > 0}))
      returning seat.read_seq, seat.delivered_seq
    )
    select coalesce(moved.delivered_seq, asked.delivered_seq) as "deliveredSeq", coalesce(moved.read_seq, asked.read_seq) as "readSeq",
      moved.read_seq is not null as "hasMoved", asked.state, asked.type, asked."memberCount",
      asked."sharesRead", asked."sharesDelivered", asked."blocksOther"
    from asked left join moved on true`.execute(db);
  return rows[0];
}

/** Which receipts a member shares and therefore receives. */
export interface ReceiptRecipient {
  id: string;
  sharesRead: boolean;
  sharesDelivered: boolean;
}

/**
 * Participants who receive a member's receipts; excludes those whom that member blocks. Index: members_pkey.
 */
export async function receiptRecipients(
  db: Db,
  conversationId: string,
  memberId: string,
): Promise<ReceiptRecipient[]> {
  const { rows } = await sql<ReceiptRecipient>`
    select seat.member_id as id, coalesce(settings.read_receipts, true) as "sharesRead",
      coalesce(settings.delivered_receipts, true) as "sharesDelivered"
    from messaging.members seat left join messaging.settings settings on settings.member_id = seat.member_id
    where seat.conversation_id = ${conversationId} and seat.state = 'active' and seat.member_id <> ${memberId}
      and not coalesce(${memberId} = any(seat.blocked_by), false)`.execute(db);
  return rows;
}
