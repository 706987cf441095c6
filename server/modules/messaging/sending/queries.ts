import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { statement } from '../../../platform/statement.ts';
import type { Entity } from '../../content/index.ts';
import { type QuotedMessage, quotedMessage } from '../messages/queries.ts';
import { isGroupAdmin } from '../relationship.queries.ts';
import type { MessageType } from '../schemas.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

/** What a stranger may write before they are accepted. */
const REQUEST_MESSAGES = 5;

/** A message as it is to be written. */
export interface NewMessageRow {
  conversationId: string;
  id: string;
  senderId: string;
  clientId: string;
  type: Exclude<MessageType, 'notice'>;
  content: string;
  entities: readonly Entity[];
  replyToId: string | null;
  forwarded: boolean;
  hasMedia: boolean;
  /** Drafts of the conversation up to this one are emptied; null: any. */
  draftVersion: number | null;
  /** The text as index entries. */
  words: string;
  at: Date;
}

/** Why somebody who sits in a conversation may not write this there now. */
export type Refusal =
  | 'account_suspended'
  | 'only_admins_write'
  | 'member_gone'
  | 'you_block_them'
  | 'request_pending'
  | 'request_text_only'
  | 'message_not_found';

/** What became of a message, and what of it only the database knows. */
export interface SendOutcome {
  /** Its place among those that were given. */
  nr: number;
  refusal: Refusal | null;
  /** The clientId stands for this message already. Where this or `refusal` is said, nothing was written. */
  before: number | null;
  seq: number;
  /** Reaches nobody, which its writer does not learn. */
  withheld: boolean;
  /** Whom it is for, in a direct conversation. */
  recipientIds: string[] | null;
  /** Who of a group blocks its writer, those among them who have left. */
  blockedBy: string[] | null;
  expiresAt: Date | null;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  replyTo: QuotedMessage | null;
  /** Number of the emptied draft, where one was emptied. */
  emptied: number | null;
}

/** The row that stands for one message in the statement's input; its names are those of the record set below. */
const toInputRow = (row: NewMessageRow, nr: number) => ({ nr, ...row });

/**
 * Decides on messages, numbers and writes those that may be written, moves their writers' watermarks, empties their drafts, and sees to it that what
 * follows is done (`gathering`): one statement, so one commit. A conversation's row is locked until then, which makes the
 * numbers' order the order of commits.
 *
 * What it decides on is locked first: the conversation, the writer's account (as `auth.hold_active` does for one) and seat, and, where it
 * waits, the seat of the other one of two. PostgreSQL reads a locked row as it is now. It reads any other row as it was when the statement
 * began, which may be long ago for one that waits. So whether the writer is suspended or still a member, their role and who blocks whom
 * are read from these rows alone (`blocked_by`, not `social.blocks`).
 *
 * @param waitsForLocks   for conversations that others write in just now, for the seats in them and for accounts that are being changed. Else
 *   these are left out: somebody who blocks a writer holds their seats in all conversations that the two share, and a set that had some
 *   of them would wait for the others
 * @param hasReplies whether any of the messages answers another: looking for it costs something even where there is none
 */
const sendStatement = (waitsForLocks: boolean, hasReplies: boolean) =>
  statement<{ rows: string }, SendOutcome>(
    ({ rows }) => sql<SendOutcome>`
    with asked as materialized (
      select nr, "conversationId" as conversation_id, id, "senderId" as sender_id, "clientId" as client_id, type, content,
        entities, "replyToId" as reply_to_id, forwarded, "hasMedia" as has_media, "draftVersion" as draft_version,
        words::tsvector as words, at
      from json_to_recordset(${rows}::json) as given (nr int, "conversationId" uuid, id uuid, "senderId" uuid, "clientId" text,
        type text, content text, entities jsonb, "replyToId" uuid, forwarded boolean, "hasMedia" boolean, "draftVersion" bigint, words text, at timestamptz)
    ), held as materialized (
      select id, type, who_writes, disappear_after_seconds, last_seq from messaging.conversations
      where id in (select conversation_id from asked)
      for no key update ${waitsForLocks ? sql`` : sql`skip locked`}
    ), others as materialized (
      select asked.nr, other.member_id, other.state, other.blocked_by
      from asked
      join held on held.id = asked.conversation_id and held.type = 'direct'
      join messaging.members other on other.conversation_id = asked.conversation_id and other.member_id <> asked.sender_id
      ${waitsForLocks ? sql`for no key update of other` : sql``}
    ), found as materialized (
      select asked.*, writer.status as writer_status, held.type as kind, held.last_seq, held.who_writes, ${isGroupAdmin} as leads, seat.blocked_by,
        asked.at + make_interval(secs => case when seat.own_disappear_seconds is not null
          then nullif(seat.own_disappear_seconds, 0) else held.disappear_after_seconds end) as expires_at,
        writer.username, writer.display_name, portrait.avatar_url, other.state as other_state, other.member_id as other_id,
        other.member_id is not null and coalesce(
          (select status <> 'active' from profiles.audience_view where id = other.member_id), true) as is_gone,
        coalesce(asked.sender_id = any(other.blocked_by), false) as blocks_them,
        coalesce(other.member_id = any(seat.blocked_by), false) as is_blocked,
        ${hasReplies ? quotedMessage({ id: sql`asked.sender_id` }, sql`asked`, sql`asked.at`) : sql`null::json`} as reply_to,
        (select seq from messaging.messages where conversation_id = asked.conversation_id
          and sender_id = asked.sender_id and client_id = asked.client_id) as before
      from asked
      join held on held.id = asked.conversation_id
      join auth.writer_view writer on writer.id = asked.sender_id
      join messaging.members seat on seat.conversation_id = asked.conversation_id and seat.member_id = asked.sender_id
        and seat.state in ${PARTICIPANT_STATES}
      left join profiles.avatar_view portrait on portrait.user_id = asked.sender_id
      left join others other on other.nr = asked.nr
      for no key update of seat ${waitsForLocks ? sql`` : sql`skip locked`}
      for share of writer ${waitsForLocks ? sql`` : sql`skip locked`}
    ), decided as materialized (
      select found.*, last_seq + 1 as seq, is_blocked or coalesce(other_state = 'declined', false) as withheld, case
        when writer_status <> 'active' then 'account_suspended'
        when kind = 'group' and who_writes = 'admins' and not leads then 'only_admins_write'
        when is_gone then 'member_gone'
        when blocks_them then 'you_block_them'
        -- Who was declined is told the same as before.
        when other_state in ('request', 'declined') and last_seq >= ${REQUEST_MESSAGES} then 'request_pending'
        when other_state in ('request', 'declined') and type <> 'text' then 'request_text_only'
        when reply_to_id is not null and reply_to is null then 'message_not_found' end as refusal
      from found
    ), good as materialized (
      select * from decided where refusal is null and before is null
    ), numbered as (
      update messaging.conversations conversation set last_seq = good.seq, last_message_at = good.at
      from good where conversation.id = good.conversation_id
    ), written as (
      insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, entities, reply_to_id,
        forwarded, has_media, withheld, words, expires_at, created_at)
      select conversation_id, seq, id, sender_id, client_id, type, content, entities, reply_to_id,
        forwarded, has_media, withheld, words, expires_at, at from good
    ), advanced as (
      update messaging.members member
      set read_seq = good.seq, delivered_seq = good.seq, shown_read_seq = null, shown_delivered_seq = null, archived_at = null, marked_unread = false,
        -- Who writes accepts. No other state is changed, whatever became of the seat.
        state = case member.state when 'request' then 'active' else member.state end
      from good where member.conversation_id = good.conversation_id and member.member_id = good.sender_id
    ), emptied as (
      update messaging.drafts draft set content = '', reply_to_id = null, version = draft.version + 1, updated_at = good.at
      from good where draft.conversation_id = good.conversation_id and draft.member_id = good.sender_id and draft.content <> ''
        and (good.draft_version is null or draft.version <= good.draft_version)
      returning good.nr, draft.version
    ), followed as (
      insert into messaging.moved (conversation_id) select conversation_id from good
    )
    select nr, refusal, before, seq, withheld, case when kind = 'direct' then
        array_remove(array[sender_id, case when other_state in ${PARTICIPANT_STATES} and not withheld then other_id end], null) end as "recipientIds",
      case when kind = 'group' then blocked_by end as "blockedBy",
      expires_at as "expiresAt", username, display_name as "displayName",
      avatar_url as "avatarUrl", reply_to as "replyTo", (select version from emptied where emptied.nr = decided.nr) as emptied
    from decided`,
  );

const statements = {
  waiting: { plain: sendStatement(true, false), answering: sendStatement(true, true) },
  skipping: { plain: sendStatement(false, false), answering: sendStatement(false, true) },
};

/**
 * Writes messages, no two of one conversation, in one statement: all that may be written, or none.
 *
 * Cost: one round trip; some 0.7 ms of CPU for the first and 0.06 for each more. Index: conversations_pkey, members_pkey,
 * messages_client.
 *
 * @param options.waits  where somebody else writes in a conversation, or holds its writer's seat, at this moment; else its message is left out
 * @returns what became of each, in no order; none for where its writer has no seat, or which was left out
 * @throws a violation of `messages_client` when a clientId was used meanwhile: nothing is written, no number is spent
 */
export function writeMessages(
  db: Db,
  rows: readonly NewMessageRow[],
  options: { waitsForLocks: boolean },
): Promise<SendOutcome[]> {
  const variants = options.waitsForLocks ? statements.waiting : statements.skipping;
  const run = rows.some(({ replyToId }) => replyToId !== null) ? variants.answering : variants.plain;
  return run(db, { rows: JSON.stringify(rows.map(toInputRow)) });
}

/**
 * Whether one sits in a conversation, and what a clientId of theirs stands for there.
 * Index: members_pkey, messages_client of one partition.
 */
export async function findSent(
  db: Db,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  clientId: string,
): Promise<{ before: number | null } | undefined> {
  const { rows } = await sql<{ before: number | null }>`
    select (select seq from messaging.messages
      where conversation_id = ${conversationId} and sender_id = ${viewer.id} and client_id = ${clientId}) as before
    from messaging.members seat
    where seat.conversation_id = ${conversationId} and seat.member_id = ${viewer.id} and seat.state in ${PARTICIPANT_STATES}`.execute(
    db,
  );
  return rows[0];
}

/** Ids of those members of a conversation who are named. Index: members_pkey. */
export async function participantsByUsername(
  db: Db,
  conversationId: string,
  usernames: readonly string[],
): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const { rows } = await sql<{ id: string; username: string }>`
    select member.id, member.username from profiles.member_view member
    join messaging.members seat on seat.conversation_id = ${conversationId} and seat.member_id = member.id and seat.state in ${PARTICIPANT_STATES}
    where member.username = any(${usernames}::text[]) and member.status = 'active'`.execute(db);
  return new Map(rows.map(({ id, username }) => [username, id]));
}
