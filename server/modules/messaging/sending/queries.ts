import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { statement } from '../../../platform/statement.ts';
import type { Official } from '../../auth/index.ts';
import type { Entity } from '../../content/index.ts';
import { RIGHTS } from '../../social/index.ts';
import { findQuotedMessage, type QuotedMessage } from '../messages/queries.ts';
import { isGroupAdmin } from '../relationship.queries.ts';
import type { MessageType } from '../schemas.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

/** Maximum messages of a requester before the request is accepted. */
const REQUEST_MESSAGES = 5;

/** A message to insert. */
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
  /** Drafts up to this version are cleared; null clears any. */
  draftVersion: number | null;
  /** The text as search lexemes. */
  words: string;
  at: Date;
  /** It has a link, which new accounts may not send to somebody who has not accepted their request. */
  needsTrust?: boolean;
}

/** Why a participant may not send this message now. */
export type Refusal =
  | 'account_suspended'
  | 'account_muted'
  | 'only_admins_write'
  | 'recipient_inactive'
  | 'recipient_blocked'
  | 'request_pending'
  | 'request_text_only'
  | 'trust_too_low'
  | 'message_not_found';

/** The result of a send, with what only the database knows. */
export interface SendOutcome {
  /** Index in the batch. */
  nr: number;
  refusal: Refusal | null;
  /** Number of an existing message with this clientId. If this or `refusal` is set, nothing was inserted. */
  existingSeq: number | null;
  seq: number;
  /** Visible to its sender only, who does not learn of it. */
  isSenderOnly: boolean;
  /** Recipients in a direct conversation. Who has not accepted it, or is in a quiet time, learns of the
   * message with the next positions or later. */
  recipientIds: string[] | null;
  /** Members of a group who block the sender; some may have left. */
  blockedBy: string[] | null;
  expiresAt: Date | null;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  official: Official | null;
  replyTo: QuotedMessage | null;
  /** New version of the draft, if it was cleared. */
  clearedDraftVersion: number | null;
}

/** The statement's input for one message; keys match the record set below. */
const toInputRow = (row: NewMessageRow, nr: number) => ({ nr, ...row });

/**
 * Sends messages in one statement, and so in one commit: checks permission, assigns numbers, inserts,
 * advances the senders' watermarks, clears their drafts and adds outbox rows (`coalescing`). The conversation
 * row stays locked until the commit, so numbers follow commit order.
 *
 * Every row that permission depends on is locked first: the conversation, the sender's account (like
 * `auth.lock_active_account`) and membership, and (with `waitsForLocks`) the other membership of a direct
 * conversation. PostgreSQL rereads locked rows after a wait but not others. Account status, membership, role
 * and blocks are therefore read from these rows only (`blocked_by`, not `social.blocks`).
 *
 * @param waitsForLocks  waits for locked conversations, memberships and accounts. Otherwise their messages
 *   are skipped: a block locks all memberships that two members share, and a batch holding some of them would
 *   wait for the rest
 * @param hasReplies  whether any message is a reply: the lookup has a cost even if there is none
 */
const sendStatement = (waitsForLocks: boolean, hasReplies: boolean) =>
  statement<{ rows: string }, SendOutcome>(
    ({ rows }) => sql<SendOutcome>`
    with input as materialized (
      select nr, "conversationId" as conversation_id, id, "senderId" as sender_id, "clientId" as client_id, type, content,
        entities, "replyToId" as reply_to_id, forwarded, "hasMedia" as has_media, "draftVersion" as draft_version,
        words::tsvector as words, at, "needsTrust" as needs_trust
      from json_to_recordset(${rows}::json) as given (nr int, "conversationId" uuid, id uuid, "senderId" uuid, "clientId" text,
        type text, content text, entities jsonb, "replyToId" uuid, forwarded boolean, "hasMedia" boolean, "draftVersion" bigint, words text, at timestamptz, "needsTrust" boolean)
    ), locked as materialized (
      select id, type, who_writes, disappear_after_seconds, last_seq from messaging.conversations
      where id in (select conversation_id from input)
      for no key update ${waitsForLocks ? sql`` : sql`skip locked`}
    ), others as materialized (
      select input.nr, other.member_id, other.state, other.blocked_by, other.quiet_until
      from input
      join locked on locked.id = input.conversation_id and locked.type = 'direct'
      join messaging.memberships other on other.conversation_id = input.conversation_id and other.member_id <> input.sender_id
      ${waitsForLocks ? sql`for no key update of other` : sql``}
    ), found as materialized (
      select input.*, writer.status as writer_status, writer.muted_until, locked.type as kind, locked.last_seq, locked.who_writes, ${isGroupAdmin} as is_group_admin, membership.blocked_by,
        input.at + make_interval(secs => case when membership.own_disappear_after_seconds is not null
          then nullif(membership.own_disappear_after_seconds, 0) else locked.disappear_after_seconds end) as expires_at,
        writer.username, writer.display_name, writer.official, avatar.avatar_url, other.state as other_state, other.member_id as other_id,
        coalesce(other.quiet_until > input.at, false) as is_quiet,
        other.member_id is not null and coalesce(
          (select status <> 'active' from social.audience_view where id = other.member_id), true) as is_gone,
        coalesce(input.sender_id = any(other.blocked_by), false) as blocks_them,
        coalesce(other.member_id = any(membership.blocked_by), false) as is_blocked,
        ${hasReplies ? findQuotedMessage({ id: sql`input.sender_id` }, sql`input`, sql`input.at`) : sql`null::json`} as reply_to,
        (select seq from messaging.messages where conversation_id = input.conversation_id
          and sender_id = input.sender_id and client_id = input.client_id) as existing_seq
      from input
      join locked on locked.id = input.conversation_id
      join auth.writer_view writer on writer.id = input.sender_id
      join messaging.memberships membership on membership.conversation_id = input.conversation_id and membership.member_id = input.sender_id
        and membership.state in ${PARTICIPANT_STATES}
      left join profiles.avatar_view avatar on avatar.user_id = input.sender_id
      left join others other on other.nr = input.nr
      for no key update of membership ${waitsForLocks ? sql`` : sql`skip locked`}
      for share of writer ${waitsForLocks ? sql`` : sql`skip locked`}
    ), decided as materialized (
      select found.*, last_seq + 1 as seq, is_blocked or coalesce(other_state = 'declined', false) as sender_only, case
        when writer_status <> 'active' then 'account_suspended'
        when muted_until > at then 'account_muted'
        when kind = 'group' and who_writes = 'admins' and not is_group_admin then 'only_admins_write'
        when is_gone then 'recipient_inactive'
        when blocks_them then 'recipient_blocked'
        -- A declined requester gets the same answer as a pending one.
        when other_state in ('request', 'declined') and last_seq >= ${REQUEST_MESSAGES} then 'request_pending'
        when other_state in ('request', 'declined') and type <> 'text' then 'request_text_only'
        -- Evaluated for a link in an unanswered request only.
        when other_state in ('request', 'declined') and needs_trust and social.trust_level(sender_id, at) < ${sql.lit(RIGHTS.links_to_strangers)}
          then 'trust_too_low'
        when reply_to_id is not null and reply_to is null then 'message_not_found' end as refusal
      from found
    ), accepted as materialized (
      select * from decided where refusal is null and existing_seq is null
    ), numbered as (
      update messaging.conversations conversation set last_seq = accepted.seq, last_message_at = accepted.at
      from accepted where conversation.id = accepted.conversation_id
    ), written as (
      insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, entities, reply_to_id,
        forwarded, has_media, sender_only, words, expires_at, created_at)
      select conversation_id, seq, id, sender_id, client_id, type, content, entities, reply_to_id,
        forwarded, has_media, sender_only, words, expires_at, at from accepted
    ), advanced as (
      update messaging.memberships member
      set read_seq = accepted.seq, delivered_seq = accepted.seq, frozen_read_seq = null, frozen_delivered_seq = null, archived_at = null, marked_unread = false,
        -- Sending accepts a request. No other state changes.
        state = case member.state when 'request' then 'active' else member.state end
      from accepted where member.conversation_id = accepted.conversation_id and member.member_id = accepted.sender_id
    ), cleared as (
      update messaging.drafts draft set content = '', reply_to_id = null, version = draft.version + 1, updated_at = accepted.at
      from accepted where draft.conversation_id = accepted.conversation_id and draft.member_id = accepted.sender_id and draft.content <> ''
        and (accepted.draft_version is null or draft.version <= accepted.draft_version)
      returning accepted.nr, draft.version
    ), outbox as (
      insert into messaging.position_outbox (conversation_id) select conversation_id from accepted
    )
    select nr, refusal, existing_seq as "existingSeq", seq, sender_only as "isSenderOnly", case when kind = 'direct' then
        array_remove(array[sender_id, case when other_state = 'active' and not sender_only and not is_quiet then other_id end], null) end as "recipientIds",
      case when kind = 'group' then blocked_by end as "blockedBy",
      expires_at as "expiresAt", username, display_name as "displayName",
      avatar_url as "avatarUrl", official, reply_to as "replyTo", (select version from cleared where cleared.nr = decided.nr) as "clearedDraftVersion"
    from decided`,
  );

const statements = {
  waiting: { plain: sendStatement(true, false), answering: sendStatement(true, true) },
  skipping: { plain: sendStatement(false, false), answering: sendStatement(false, true) },
};

/**
 * Sends a batch of messages, at most one per conversation, in one statement: every permitted one, or none if
 * the statement fails.
 *
 * Cost: one round trip; about 0.7 ms of CPU for the first message and 0.06 ms for each further one. Index:
 * conversations_pkey, memberships_pkey, messages_client.
 *
 * @param options.waitsForLocks  waits if the conversation or the sender's membership is locked; otherwise
 *   skips the message
 * @returns the outcomes, unordered; none for a message whose sender is not a participant, or which was
 *   skipped
 * @throws a violation of `messages_client` if a concurrent send used a clientId: nothing is inserted, no
 *   number is used
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
 * Whether the viewer is a participant, and which message has their clientId.
 * Index: memberships_pkey, messages_client of one partition.
 */
export async function findSent(
  db: Db,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
  clientId: string,
): Promise<{ existingSeq: number | null } | undefined> {
  const { rows } = await sql<{ existingSeq: number | null }>`
    select (select seq from messaging.messages
      where conversation_id = ${conversationId} and sender_id = ${viewer.id} and client_id = ${clientId}) as "existingSeq"
    from messaging.memberships membership
    where membership.conversation_id = ${conversationId} and membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}`.execute(
    db,
  );
  return rows[0];
}

/** Ids of the participants with these usernames. Index: memberships_pkey. */
export async function findParticipantsByUsername(
  db: Db,
  conversationId: string,
  usernames: readonly string[],
): Promise<Map<string, string>> {
  if (usernames.length === 0) return new Map();
  const { rows } = await sql<{ id: string; username: string }>`
    select member.id, member.username from profiles.member_view member
    join messaging.memberships membership on membership.conversation_id = ${conversationId} and membership.member_id = member.id and membership.state in ${PARTICIPANT_STATES}
    where member.username = any(${usernames}::text[]) and member.status = 'active'`.execute(db);
  return new Map(rows.map(({ id, username }) => [username, id]));
}
