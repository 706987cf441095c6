import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { type MessageViewer, PARTICIPANT_STATES } from '../visibility.ts';

export interface ReadableRange {
  conversationId: string;
  firstSeq: number;
  lastSeq: number;
  /** Last edit, deletion or reaction in it. */
  changedAt: Date | null;
}

/**
 * Ranges of those given conversations in which the viewer participates. Index: memberships_pkey,
 * conversations_pkey, messages_changed.
 */
export async function readableRanges(
  db: Db,
  viewer: MessageViewer,
  conversationIds: readonly string[],
): Promise<ReadableRange[]> {
  const { rows } = await sql<ReadableRange>`
    select conversation.id as "conversationId", greatest(membership.from_seq, membership.cleared_seq + 1) as "firstSeq",
      conversation.last_seq as "lastSeq",
      (select max(changed_at) from messaging.messages
        where conversation_id = conversation.id and changed_at is not null) as "changedAt"
    from unnest(${conversationIds}::uuid[]) requested (id)
    join messaging.memberships membership on membership.conversation_id = requested.id and membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}
    join messaging.conversations conversation on conversation.id = requested.id`.execute(db);
  return rows;
}

/** The readable range of one conversation; undefined if the viewer does not participate. */
export const readableRange = async (
  db: Db,
  viewer: MessageViewer,
  id: string,
): Promise<ReadableRange | undefined> => (await readableRanges(db, viewer, [id]))[0];

/**
 * Number of the first message of a range that was sent at or after a time, or the number after the range if
 * there is none. Numbers rise with time, so a binary search finds it: twenty rows of a million. Index:
 * messages_pkey.
 */
export async function firstSeqSince(db: Db, range: ReadableRange, since: Date): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    with recursive bounds as (
      select ${range.firstSeq}::bigint as low, ${range.lastSeq + 1}::bigint as high
      union all
      select case when message.created_at < ${since} then message.seq + 1 else low end,
        case when message.created_at < ${since} then high else message.seq end
      from bounds
      join messaging.messages message
        on message.conversation_id = ${range.conversationId} and message.seq = (low + high) / 2
      where low < high
    )
    select max(low) as seq from bounds`.execute(db);
  return rows[0]?.seq ?? range.lastSeq + 1;
}
