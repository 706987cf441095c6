import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import {
  concealedFrom,
  contentVisibleTo,
  originalText,
  PARTICIPANT_STATES,
  readableBy,
} from '../visibility.ts';

export interface MessageKey {
  conversationId: string;
  seq: number;
  id: string;
}

/**
 * Messages that match the query, newest first, in the viewer's conversations or in one of them. Does not find
 * edits by members whom the viewer blocks, because the viewer reads the text from before.
 *
 * Cost: reads the member's own messages, newest first within each conversation, until enough match
 * (messages_pkey). The window bounds it.
 *
 * @param criteria.tsquery  in PostgreSQL's syntax; null matches every message
 */
export async function findMessages(
  db: Db,
  viewer: Viewer,
  criteria: {
    tsquery: string | null;
    conversationId: string | undefined;
    senderId: string | undefined;
    /** Ids from this one on, below `before`. */
    from: string;
    before: string;
    window: number;
    take: number;
    now: Date;
  },
): Promise<MessageKey[]> {
  const { rows } = await sql<MessageKey>`
    select found."conversationId", found.seq, found.id
    from messaging.memberships membership
    cross join lateral (
      select message.conversation_id as "conversationId", message.seq, message.id
      from (
        select * from messaging.messages message
        where message.conversation_id = membership.conversation_id and message.seq > greatest(membership.cleared_seq, membership.from_seq - 1)
        order by message.seq desc limit ${criteria.window}
      ) message
      where (${criteria.tsquery === null} or message.words @@ ${criteria.tsquery}::tsquery) and message.type <> 'notice'
        and message.id >= ${criteria.from}::uuid and message.id < ${criteria.before}::uuid
        and (${criteria.senderId === undefined} or message.sender_id = ${criteria.senderId ?? null}::uuid)
        and ${readableBy(viewer, sql`message`)} and ${contentVisibleTo(viewer, sql`message`, criteria.now)}
        and not ${concealedFrom(viewer, sql`message`)}
        and (message.edited_at is null or ${originalText(viewer, sql`message`, sql`original.seq`)} is null)
      order by message.seq desc limit ${criteria.take}
    ) found
    where membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}
      and (${criteria.conversationId === undefined} or membership.conversation_id = ${criteria.conversationId ?? null}::uuid)
    order by found.id desc limit ${criteria.take}`.execute(db);
  return rows;
}

/** Index: users_username. */
export async function findMemberIdByUsername(db: Db, username: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('profiles.member_view')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.id;
}
