import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { MessageType } from './schemas.ts';
import { unreadFromSeq } from './visibility.ts';

export interface UnreadMembership {
  conversationId: string;
  memberId: string;
  readSeq: number;
  lastSeq: number;
  muted: boolean;
  request: boolean;
  /** An unread message mentions them. */
  mentioned: boolean;
  conversationName: string | null;
  preview: {
    seq: number;
    senderId: string;
    senderName: string;
    text: string;
    kind: MessageType;
    disappears: boolean;
  };
}

/**
 * Which of the given members have not read the last message sent to them. Leaves out inactive members and
 * messages whose sender they block or which they deleted for themselves.
 * Cost: their memberships in these conversations, and up to 100 unread messages of each. Index: members_pkey.
 */
export async function unreadMemberships(
  db: Db,
  conversationIds: readonly string[],
  memberIds: readonly string[],
  now: Date,
): Promise<UnreadMembership[]> {
  const { rows } = await sql<UnreadMembership>`
    select seat.conversation_id as "conversationId", seat.member_id as "memberId", seat.read_seq as "readSeq", conversation.last_seq as "lastSeq",
      coalesce(seat.muted_until > ${now}, false) as muted, seat.state = 'request' as request,
      last.mentioned, conversation.name as "conversationName",
      json_build_object('seq', last.seq, 'senderId', last.sender_id, 'senderName', writer.display_name,
        'text', left(last.content, 300), 'kind', last.type, 'disappears', last.expires_at is not null) as preview
    from messaging.members seat
    join messaging.conversations conversation on conversation.id = seat.conversation_id
    cross join lateral (
      select tail.*, bool_or(tail.entities @> jsonb_build_array(jsonb_build_object('type', 'mention', 'userId', seat.member_id::text)))
          over () as mentioned
      from (
        select message.seq, message.sender_id, message.content, message.type, message.entities, message.expires_at
        from messaging.messages message
        where message.conversation_id = seat.conversation_id
          and message.seq > ${unreadFromSeq}
          and message.type <> 'notice' and message.deleted_at is null and not message.withheld
          and (message.expires_at is null or message.expires_at > ${now})
          and message.sender_id <> seat.member_id
          and not exists (select from social.blocks where blocker_id = seat.member_id and blocked_id = message.sender_id)
          and not exists (select from messaging.hidden
            where hidden.member_id = seat.member_id and hidden.conversation_id = message.conversation_id and hidden.seq = message.seq)
        order by message.seq desc limit 100
      ) tail order by tail.seq desc limit 1
    ) last
    join profiles.member_view writer on writer.id = last.sender_id
    join profiles.audience_view reader on reader.id = seat.member_id and reader.status = 'active'
    where seat.conversation_id = any(${conversationIds}::uuid[]) and seat.member_id = any(${memberIds}::uuid[])
      and seat.state in ('active', 'request') and conversation.last_seq > seat.read_seq`.execute(db);
  return rows;
}

/**
 * Members who have not read to the end of the given conversations. Index: members_pkey, conversations_pkey.
 */
export async function memberIdsBehind(db: Db, conversationIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct seat.member_id as id
    from messaging.conversations conversation join messaging.members seat on seat.conversation_id = conversation.id
    where conversation.id = any(${conversationIds}::uuid[]) and seat.state in ('active', 'request')
      and conversation.last_seq > seat.read_seq`.execute(db);
  return rows.map(({ id }) => id);
}
