import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

/** How long what follows from messages waits, so that a phone buzzes once for a burst. */
const COALESCE_SECONDS = 3;

/** Notes, in the caller's transaction, that something moved in a conversation. */
export const insertOutboxRow = async (db: Db, conversationId: string): Promise<void> => {
  await sql`insert into messaging.moved (conversation_id) values (${conversationId})`.execute(db);
};

/** Whether anything is to be followed up. Cost: a look at a table that is empty where nobody writes. */
export async function isOutboxDue(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from messaging.moved where at <= now() - make_interval(secs => ${COALESCE_SECONDS}) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** How far a conversation has come: its last number, and when something in it was changed last. */
export interface ConversationPosition {
  conversationId: string;
  lastSeq: number;
  changedAt: Date | null;
  /** Who sits there, where it is a direct conversation. */
  memberIds: string[] | null;
}

/**
 * Takes conversations in which something moved three seconds ago, with all that moved in them since. What is not committed
 * yet is not seen and stays. Of two that take at once, one is given each row.
 *
 * Cost: the rows of some seconds; three look-ups for each conversation. Index: conversations_pkey, messages_changed, members_pkey.
 */
export async function takeDueChanges(db: Db, limit: number): Promise<ConversationPosition[]> {
  const { rows } = await sql<ConversationPosition>`
    with due as (
      select conversation_id from messaging.moved group by conversation_id
      having min(at) <= now() - make_interval(secs => ${COALESCE_SECONDS}) order by min(at) limit ${limit}
    ), taken as (
      delete from messaging.moved using due where moved.conversation_id = due.conversation_id
      returning moved.conversation_id
    )
    select conversation.id as "conversationId", conversation.last_seq as "lastSeq",
      (select max(changed_at) from messaging.messages
        where conversation_id = conversation.id and changed_at is not null) as "changedAt",
      case when conversation.type = 'direct' then (select array_agg(member_id) from messaging.members
        where conversation_id = conversation.id and state in ${PARTICIPANT_STATES}) end as "memberIds"
    from (select distinct conversation_id as id from taken) moved
    join messaging.conversations conversation on conversation.id = moved.id`.execute(db);
  return rows;
}
