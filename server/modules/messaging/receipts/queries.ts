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
 * statement. Index: memberships_pkey, conversations_pkey.
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
    with requested as (
      select membership.delivered_seq, membership.read_seq, membership.state, membership.marked_unread, conversation.type,
        greatest(membership.read_seq, least(${read}::bigint, conversation.last_seq)) as new_read,
        greatest(membership.delivered_seq, least(greatest(${delivered}::bigint, ${read}::bigint), conversation.last_seq)) as new_delivered,
        (select count(*)::int from messaging.memberships where conversation_id = ${conversationId} and state = 'active') as "memberCount",
        coalesce(settings.read_receipts, true) as "sharesRead", coalesce(settings.delivered_receipts, true) as "sharesDelivered",
        conversation.type = 'direct' and exists (
          select from messaging.memberships other join social.blocks on blocker_id = ${memberId} and blocked_id = other.member_id
          where other.conversation_id = ${conversationId} and other.member_id <> ${memberId}) as "blocksOther"
      from messaging.memberships membership left join messaging.settings settings on settings.member_id = membership.member_id join messaging.conversations conversation on conversation.id = membership.conversation_id
      where membership.conversation_id = ${conversationId} and membership.member_id = ${memberId} and membership.state in ${PARTICIPANT_STATES}
    ), advanced as (
      update messaging.memberships membership
      set read_seq = greatest(membership.read_seq, requested.new_read), delivered_seq = greatest(membership.delivered_seq, requested.new_delivered),
        frozen_read_seq = case when requested."blocksOther" then coalesce(membership.frozen_read_seq, membership.read_seq) end,
        frozen_delivered_seq = case when requested."blocksOther" then coalesce(membership.frozen_delivered_seq, membership.delivered_seq) end,
        marked_unread = case when ${read > 0} then false else membership.marked_unread end
      from requested
      where membership.conversation_id = ${conversationId} and membership.member_id = ${memberId} and membership.state in ${PARTICIPANT_STATES}
        and (requested.new_read > membership.read_seq or requested.new_delivered > membership.delivered_seq or (membership.marked_unread and ${read > 0}))
      returning membership.read_seq, membership.delivered_seq
    )
    select coalesce(advanced.delivered_seq, requested.delivered_seq) as "deliveredSeq", coalesce(advanced.read_seq, requested.read_seq) as "readSeq",
      advanced.read_seq is not null as "hasMoved", requested.state, requested.type, requested."memberCount",
      requested."sharesRead", requested."sharesDelivered", requested."blocksOther"
    from requested left join advanced on true`.execute(db);
  return rows[0];
}

/** Which receipts a member shares and therefore receives. */
export interface ReceiptRecipient {
  id: string;
  sharesRead: boolean;
  sharesDelivered: boolean;
}

/**
 * Participants who receive a member's receipts; excludes those whom that member blocks. Index: memberships_pkey.
 */
export async function receiptRecipients(
  db: Db,
  conversationId: string,
  memberId: string,
): Promise<ReceiptRecipient[]> {
  const { rows } = await sql<ReceiptRecipient>`
    select membership.member_id as id, coalesce(settings.read_receipts, true) as "sharesRead",
      coalesce(settings.delivered_receipts, true) as "sharesDelivered"
    from messaging.memberships membership left join messaging.settings settings on settings.member_id = membership.member_id
    where membership.conversation_id = ${conversationId} and membership.state = 'active' and membership.member_id <> ${memberId}
      and not coalesce(${memberId} = any(membership.blocked_by), false)`.execute(db);
  return rows;
}
