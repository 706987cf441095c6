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
 * Cost: their memberships in these conversations, and up to 100 unread messages of each. Index: memberships_pkey.
 */
export async function findUnreadMemberships(
  db: Db,
  conversationIds: readonly string[],
  memberIds: readonly string[],
  now: Date,
): Promise<UnreadMembership[]> {
  const { rows } = await sql<UnreadMembership>`
    select membership.conversation_id as "conversationId", membership.member_id as "memberId", membership.read_seq as "readSeq", conversation.last_seq as "lastSeq",
      coalesce(membership.muted_until > ${now}, false) as muted, membership.state = 'request' as request,
      last.mentioned, conversation.name as "conversationName",
      json_build_object('seq', last.seq, 'senderId', last.sender_id, 'senderName', sender.display_name,
        'text', left(last.content, 300), 'kind', last.type, 'disappears', last.expires_at is not null) as preview
    from messaging.memberships membership
    join messaging.conversations conversation on conversation.id = membership.conversation_id
    cross join lateral (
      select tail.*, bool_or(tail.entities @> jsonb_build_array(jsonb_build_object('type', 'mention', 'userId', membership.member_id::text)))
          over () as mentioned
      from (
        select message.seq, message.sender_id, message.content, message.type, message.entities, message.expires_at
        from messaging.messages message
        where message.conversation_id = membership.conversation_id
          and message.seq > ${unreadFromSeq}
          and message.type <> 'notice' and message.deleted_at is null and not message.sender_only
          and (message.expires_at is null or message.expires_at > ${now})
          and message.sender_id <> membership.member_id
          and not exists (select from social.blocks where blocker_id = membership.member_id and blocked_id = message.sender_id)
          and not exists (select from messaging.deleted_for_member deleted
            where deleted.member_id = membership.member_id and deleted.conversation_id = message.conversation_id and deleted.seq = message.seq)
        order by message.seq desc limit 100
      ) tail order by tail.seq desc limit 1
    ) last
    join profiles.member_view sender on sender.id = last.sender_id
    join social.audience_view recipient on recipient.id = membership.member_id and recipient.status = 'active'
    where membership.conversation_id = any(${conversationIds}::uuid[]) and membership.member_id = any(${memberIds}::uuid[])
      and membership.state in ('active', 'request') and conversation.last_seq > membership.read_seq`.execute(
    db,
  );
  return rows;
}

/**
 * Members who have not read to the end of the given conversations. Index: memberships_pkey, conversations_pkey.
 */
export async function memberIdsBehind(db: Db, conversationIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct membership.member_id as id
    from messaging.conversations conversation join messaging.memberships membership on membership.conversation_id = conversation.id
    where conversation.id = any(${conversationIds}::uuid[]) and membership.state in ('active', 'request')
      and conversation.last_seq > membership.read_seq`.execute(db);
  return rows.map(({ id }) => id);
}
