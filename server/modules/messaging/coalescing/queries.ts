import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

/** Delay between a change and its follow-up work, so that a burst causes one notification. */
const COALESCE_SECONDS = 3;

/** Records, in the caller's transaction, that a conversation changed. */
export const insertOutboxRow = async (db: Db, conversationId: string): Promise<void> => {
  await sql`insert into messaging.position_outbox (conversation_id) values (${conversationId})`.execute(db);
};

/** Whether any follow-up work is due. Cost: one read of a table that is empty while nobody writes. */
export async function isOutboxDue(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from messaging.position_outbox where at <= now() - make_interval(secs => ${COALESCE_SECONDS}) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** The position of a conversation: its last number and the time of its last change. */
export interface ConversationPosition {
  conversationId: string;
  lastSeq: number;
  changedAt: Date | null;
  /** Participants of a direct conversation; null for a group. */
  memberIds: string[] | null;
}

/**
 * Deletes the due outbox rows and returns the current positions of their conversations. A conversation is due
 * three seconds after its first row; its later rows are deleted with it. Uncommitted rows are invisible and
 * stay. Of two concurrent workers, each row goes to one.
 *
 * Cost: the rows of a few seconds; three look-ups per conversation. Index: conversations_pkey,
 * messages_changed, memberships_pkey.
 */
export async function takeDueChanges(db: Db, limit: number): Promise<ConversationPosition[]> {
  const { rows } = await sql<ConversationPosition>`
    with due as (
      select conversation_id from messaging.position_outbox group by conversation_id
      having min(at) <= now() - make_interval(secs => ${COALESCE_SECONDS}) order by min(at) limit ${limit}
    ), deleted as (
      delete from messaging.position_outbox using due where position_outbox.conversation_id = due.conversation_id
      returning position_outbox.conversation_id
    )
    select conversation.id as "conversationId", conversation.last_seq as "lastSeq",
      (select max(changed_at) from messaging.messages
        where conversation_id = conversation.id and changed_at is not null) as "changedAt",
      case when conversation.type = 'direct' then (select array_agg(member_id) from messaging.memberships
        where conversation_id = conversation.id and state in ${PARTICIPANT_STATES}) end as "memberIds"
    from (select distinct conversation_id as id from deleted) changed
    join messaging.conversations conversation on conversation.id = changed.id`.execute(db);
  return rows;
}
