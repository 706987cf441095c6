import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Entity } from '../../content/index.ts';
import type { Preview } from '../previews/schemas.ts';
import type { MessageType, Notice, Reaction } from '../schemas.ts';
import { type Reader, readableBy, SEATED, shownTo, withheldFrom } from '../visibility.ts';

export interface Answer {
  id: string;
  seq: number;
  senderId: string | null;
  senderName: string | null;
  type: MessageType;
  excerpt: string;
}

/** A message as one reader may have it: what is not shown to them is not in the row. */
export interface MessageRow {
  id: string;
  conversationId: string;
  seq: number;
  senderId: string | null;
  username: string | null;
  displayName: string | null;
  avatarUrl: string | null;
  clientId: string;
  type: MessageType;
  content: string;
  entities: Entity[];
  notice: Notice | null;
  replyToId: string | null;
  replyTo: Answer | null;
  forwarded: boolean;
  hasMedia: boolean;
  reactions: Reaction[];
  preview: Preview | null;
  /** Not for this reader. */
  withheld: boolean;
  /** Reaches nobody, which its writer does not learn. */
  heldBack: boolean;
  expiresAt: Date | null;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  changedAt: Date | null;
}

const EXCERPT = 120;

/**
 * What a row of messages answers, as a reader may have it; null where they may not.
 * @param row  has `conversation_id` and `reply_to_id`
 */
export const answerOf = (
  viewer: Reader,
  row: RawBuilder<unknown>,
  now: Date | RawBuilder<Date>,
): RawBuilder<Answer | null> => sql<Answer | null>`(
  select json_build_object('id', answered.id, 'seq', answered.seq, 'senderId', answered.sender_id,
    'senderName', (select display_name from profiles.member_view where id = answered.sender_id),
    'type', answered.type,
    'excerpt', case when ${shownTo(viewer, sql`answered`, now)} then left(answered.content, ${EXCERPT}) else '' end)
  from messaging.messages answered
  where answered.conversation_id = ${row}.conversation_id and answered.id = ${row}.reply_to_id
    and ${readableBy(viewer, sql`answered`)})`;

const isDirect = (row: RawBuilder<unknown>) => sql`exists (
  select from messaging.conversations where id = ${row}.conversation_id and type = 'direct')`;
const blocks = (viewer: Reader, member: RawBuilder<unknown>) => sql`exists (
  select from social.blocks where blocker_id = ${viewer.id} and blocked_id = ${member})`;

/** Between two, who blocks the other sees nothing of how they react from then on or before. */
const columns = (viewer: Reader, now: Date) => sql`
  message.id, message.conversation_id as "conversationId", message.seq, message.sender_id as "senderId",
  sender.username, sender.display_name as "displayName", sender.avatar_url as "avatarUrl",
  message.client_id as "clientId", message.type, message.forwarded, message.has_media and shown as "hasMedia",
  case when shown then message.content else '' end as content,
  case when shown then message.entities else '[]' end as entities,
  case when shown then message.preview end as preview, message.notice, message.reply_to_id as "replyToId",
  case when message.reply_to_id is not null and shown then ${answerOf(viewer, sql`message`, now)} end as "replyTo",
  case when message.has_reactions and shown then (
    select json_agg(json_build_object('emoji', emoji, 'count', array_length(people, 1), 'userIds', people) order by first)
    from (
      select emoji, array_agg(member_id order by created_at) as people, min(created_at) as first
      from messaging.reactions reaction
      where reaction.conversation_id = message.conversation_id and reaction.seq = message.seq
        and not (${isDirect(sql`message`)} and ${blocks(viewer, sql`reaction.member_id`)})
      group by emoji
    ) grouped) end as reactions,
  ${withheldFrom(viewer, sql`message`)} as withheld, message.withheld as "heldBack",
  message.expires_at as "expiresAt", message.created_at as "createdAt", message.edited_at as "editedAt",
  coalesce(message.deleted_at, case when message.expires_at <= ${now} then message.expires_at end) as "deletedAt",
  message.changed_at as "changedAt"`;

async function rowsWhere(
  db: Db,
  viewer: Reader,
  now: Date,
  where: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<MessageRow[]> {
  const { rows } = await sql<Omit<MessageRow, 'reactions'> & { reactions: Reaction[] | null }>`
    select ${columns(viewer, now)}
    from messaging.messages message
    cross join lateral (select ${shownTo(viewer, sql`message`, now)} as shown) visible
    left join profiles.member_view sender on sender.id = message.sender_id
    where ${where} and ${readableBy(viewer, sql`message`)}
    ${tail}`.execute(db);
  return rows.map((row) => ({ ...row, reactions: row.reactions ?? [] }));
}

/** Messages of a conversation before a number, the newest first. Index: messages_pkey of one partition. */
export const messagesBefore = (
  db: Db,
  viewer: Reader,
  conversationId: string,
  before: number | undefined,
  take: number,
  now: Date,
): Promise<MessageRow[]> =>
  rowsWhere(
    db,
    viewer,
    now,
    sql`message.conversation_id = ${conversationId} and message.seq < ${before ?? Number.MAX_SAFE_INTEGER}`,
    sql`order by message.seq desc limit ${take}`,
  );

/** Messages of a conversation after a number, the oldest first. Index: messages_pkey of one partition. */
export const messagesAfter = (
  db: Db,
  viewer: Reader,
  conversationId: string,
  after: number,
  take: number,
  now: Date,
): Promise<MessageRow[]> =>
  rowsWhere(
    db,
    viewer,
    now,
    sql`message.conversation_id = ${conversationId} and message.seq > ${after}`,
    sql`order by message.seq limit ${take}`,
  );

/**
 * Messages up to a number that were edited, deleted or reacted to since a moment, in the order of their changes: so many, and
 * those that were changed in the same moment as the last. Index: messages_changed.
 */
export const messagesChanged = (
  db: Db,
  viewer: Reader,
  conversationId: string,
  upTo: number,
  since: Date,
  take: number,
  now: Date,
): Promise<MessageRow[]> =>
  rowsWhere(
    db,
    viewer,
    now,
    sql`message.conversation_id = ${conversationId} and message.seq <= ${upTo} and message.changed_at >= ${since}`,
    sql`order by message.changed_at fetch first ${sql.lit(take)} rows with ties`,
  );

/** Messages by number, in no order. Index: messages_pkey. */
export const messagesAt = (
  db: Db,
  viewer: Reader,
  places: readonly { conversationId: string; seq: number }[],
  now: Date,
): Promise<MessageRow[]> =>
  places.length === 0
    ? Promise.resolve([])
    : rowsWhere(
        db,
        viewer,
        now,
        sql`(message.conversation_id, message.seq) in (${sql.join(places.map(({ conversationId, seq }) => sql`(${conversationId}::uuid, ${seq}::bigint)`))})`,
        sql``,
      );

/** Index: messages_id of each partition. */
export const messageById = async (
  db: Db,
  viewer: Reader,
  id: string,
  now: Date,
): Promise<MessageRow | undefined> =>
  (await rowsWhere(db, viewer, now, sql`message.id = ${id}`, sql`limit 1`))[0];

/** How far all others have come in a conversation: what the ticks of its messages say. */
export interface Progress {
  conversationId: string;
  delivered: number;
  read: number;
  /** Who keeps to themselves what they receive, and so is not shown it of others. */
  keepDelivered: string[];
  /** The same of what they read. */
  keepRead: string[];
}

/**
 * The lowest watermarks of the members. A writer's own are never below what they wrote, so the lowest of all is the lowest
 * of the others. Who keeps receipts to themselves is left out; between two that hides both. A request that is not accepted tells
 * nothing, and who blocks the other one stands still.
 *
 * Cost: the members of each conversation. Index: members_pkey.
 */
export async function progressOf(db: Db, conversationIds: readonly string[]): Promise<Progress[]> {
  const { rows } = await sql<Progress>`
    select "conversationId",
      case when bool_and(is_active) and (type = 'group' or bool_and(tells_delivered))
        then coalesce(min(delivered_seq) filter (where tells_delivered), 0) else 0 end as delivered,
      case when bool_and(is_active) and (type = 'group' or bool_and(tells_read))
        then coalesce(min(read_seq) filter (where tells_read), 0) else 0 end as read,
      coalesce(array_agg(member_id) filter (where not tells_delivered), '{}') as "keepDelivered",
      coalesce(array_agg(member_id) filter (where not tells_read), '{}') as "keepRead"
    from (
      select member.conversation_id as "conversationId", conversation.type, member.member_id, member.state = 'active' as is_active,
        coalesce(member.shown_delivered_seq, member.delivered_seq) as delivered_seq,
        coalesce(member.shown_read_seq, member.read_seq) as read_seq,
        coalesce(settings.delivered_receipts, true) as tells_delivered, coalesce(settings.read_receipts, true) as tells_read
      from messaging.members member
      join messaging.conversations conversation on conversation.id = member.conversation_id
      left join messaging.settings settings on settings.member_id = member.member_id
      where member.conversation_id = any(${conversationIds}::uuid[])
        and (member.state = 'active' or conversation.type = 'direct')
    ) seats group by "conversationId", type`.execute(db);
  return rows;
}

/** A message held for a change, with what decides who may change it. */
export interface HeldMessage {
  id: string;
  conversationId: string;
  seq: number;
  senderId: string | null;
  type: MessageType;
  hasMedia: boolean;
  withheld: boolean;
  createdAt: Date;
  /** For everyone: deleted, or its time is over. */
  isDeleted: boolean;
  /** Deleted, or nothing to the viewer. */
  gone: boolean;
  role: 'owner' | 'admin' | 'member';
  conversationType: 'direct' | 'group';
}

/** Locks a message that the viewer may read. Index: messages_id of each partition. */
export async function holdMessage(
  db: Db,
  viewer: Reader,
  id: string,
  now: Date,
): Promise<HeldMessage | undefined> {
  const { rows } = await sql<HeldMessage>`
    select message.id, message.conversation_id as "conversationId", message.seq, message.sender_id as "senderId", message.type,
      message.has_media as "hasMedia", message.withheld, message.created_at as "createdAt",
      message.deleted_at is not null or coalesce(message.expires_at <= ${now}, false) as "isDeleted",
      not ${shownTo(viewer, sql`message`, now)} as gone, seat.role, conversation.type as "conversationType"
    from messaging.messages message
    join messaging.conversations conversation on conversation.id = message.conversation_id
    join messaging.members seat on seat.conversation_id = message.conversation_id and seat.member_id = ${viewer.id}
    where message.id = ${id} and ${readableBy(viewer, sql`message`)}
    for update of message`.execute(db);
  return rows[0];
}

type Place = Pick<HeldMessage, 'conversationId' | 'seq'>;
const at = ({ conversationId, seq }: Place) => sql`conversation_id = ${conversationId} and seq = ${seq}`;

export async function changeText(
  db: Db,
  place: Place,
  content: string,
  entities: readonly Entity[],
  words: string,
  now: Date,
): Promise<void> {
  await sql`update messaging.messages
    set content = ${content}, words = ${words}::tsvector, entities = ${JSON.stringify(entities)}::jsonb, preview = null, edited_at = ${now}, changed_at = ${now}
    where ${at(place)}`.execute(db);
}

/** Empties a message; its number stays. */
export async function buryMessage(db: Db, place: Place, now: Date): Promise<void> {
  await sql`update messaging.messages
    set content = '', words = null, entities = '[]', preview = null, has_media = false, has_reactions = false, deleted_at = ${now}, changed_at = ${now}
    where ${at(place)}`.execute(db);
  await sql`delete from messaging.reactions where ${at(place)}`.execute(db);
  await sql`delete from messaging.pins where ${at(place)}`.execute(db);
}

export async function hideMessage(db: Db, viewer: Reader, place: Place, now: Date): Promise<void> {
  await sql`insert into messaging.hidden (member_id, conversation_id, seq)
    values (${viewer.id}, ${place.conversationId}, ${place.seq}) on conflict do nothing`.execute(db);
  await sql`update messaging.messages set changed_at = ${now} where ${at(place)}`.execute(db);
}

/** How many different emoji a message carries, and how many of them are one member's. */
export async function reactionCounts(
  db: Db,
  viewer: Reader,
  place: Place,
): Promise<{ emoji: string; mine: boolean }[]> {
  const { rows } = await sql<{ emoji: string; mine: boolean }>`
    select emoji, bool_or(member_id = ${viewer.id}) as mine from messaging.reactions where ${at(place)} group by emoji`.execute(
    db,
  );
  return rows;
}

/** @returns whether anything changed */
export async function setReaction(
  db: Db,
  viewer: Reader,
  place: Place,
  emoji: string,
  on: boolean,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await (on
    ? sql`insert into messaging.reactions (conversation_id, seq, member_id, emoji, created_at)
        values (${place.conversationId}, ${place.seq}, ${viewer.id}, ${emoji}, ${now}) on conflict do nothing`
    : sql`delete from messaging.reactions where ${at(place)} and member_id = ${viewer.id} and emoji = ${emoji}`
  ).execute(db);
  if (!numAffectedRows) return false;
  await sql`update messaging.messages set changed_at = ${now},
      has_reactions = exists (select from messaging.reactions where ${at(place)})
    where ${at(place)}`.execute(db);
  return true;
}

/** Messages whose time has come, some at a time: emptied, unpinned, and named. Index: messages_expiring. */
export async function expireMessages(
  db: Db,
  now: Date,
  most: number,
): Promise<{ id: string; conversationId: string; hasMedia: boolean }[]> {
  const { rows } = await sql<{ id: string; conversationId: string; hasMedia: boolean }>`
    with due as (
      select conversation_id, seq, id, has_media from messaging.messages
      where expires_at <= ${now} and deleted_at is null limit ${most} for update skip locked
    ), emptied as (
      update messaging.messages message
      set content = '', words = null, entities = '[]', preview = null, has_media = false, has_reactions = false, deleted_at = ${now}, changed_at = ${now}
      from due where message.conversation_id = due.conversation_id and message.seq = due.seq
    ), cleared as (
      delete from messaging.reactions reaction using due
      where reaction.conversation_id = due.conversation_id and reaction.seq = due.seq
    ), unpinned as (
      delete from messaging.pins pin using due where pin.conversation_id = due.conversation_id and pin.seq = due.seq
    )
    select id, conversation_id as "conversationId", has_media as "hasMedia" from due`.execute(db);
  return rows;
}

/** Which numbers of a conversation a member may read. */
export interface Span {
  conversationId: string;
  firstSeq: number;
  lastSeq: number;
  /** Last edit, deletion or reaction in it. */
  changedAt: Date | null;
}

/** Those of the named in which the viewer sits. Index: members_pkey, conversations_pkey, messages_changed. */
export async function spansOf(db: Db, viewer: Reader, conversationIds: readonly string[]): Promise<Span[]> {
  const { rows } = await sql<Span>`
    select conversation.id as "conversationId", greatest(seat.from_seq, seat.cleared_seq + 1) as "firstSeq",
      conversation.last_seq as "lastSeq",
      (select max(changed_at) from messaging.messages
        where conversation_id = conversation.id and changed_at is not null) as "changedAt"
    from unnest(${conversationIds}::uuid[]) asked (id)
    join messaging.members seat on seat.conversation_id = asked.id and seat.member_id = ${viewer.id} and seat.state in ${SEATED}
    join messaging.conversations conversation on conversation.id = asked.id`.execute(db);
  return rows;
}

export const spanOf = async (db: Db, viewer: Reader, id: string): Promise<Span | undefined> =>
  (await spansOf(db, viewer, [id]))[0];

/**
 * Number of the first message of a span that was written at a moment or later; the one after its last where there is none.
 * Numbers rise with time, so halving the span finds it: twenty rows of a million are looked at. Index: messages_pkey.
 */
export async function firstFrom(db: Db, span: Span, moment: Date): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    with recursive bounds as (
      select ${span.firstSeq}::bigint as low, ${span.lastSeq + 1}::bigint as high
      union all
      select case when message.created_at < ${moment} then message.seq + 1 else low end,
        case when message.created_at < ${moment} then high else message.seq end
      from bounds
      join messaging.messages message
        on message.conversation_id = ${span.conversationId} and message.seq = (low + high) / 2
      where low < high
    )
    select max(low) as seq from bounds`.execute(db);
  return rows[0]?.seq ?? span.lastSeq + 1;
}

/**
 * Members who may read a message, put together with those for whom it reads the same: whether it is withheld from them, whether
 * they block the other of two who reacts to it, and whether what it answers is from before their time or nothing to them. Index: members_pkey, hidden_pkey.
 */
export async function readerKinds(
  db: Db,
  conversationId: string,
  seq: number,
  memberIds: readonly string[],
): Promise<{ memberIds: string[] }[]> {
  const { rows } = await sql<{ memberIds: string[] }>`
    select array_agg(seat.member_id order by seat.member_id) as "memberIds"
    from messaging.messages message
    join messaging.members seat on seat.conversation_id = message.conversation_id and seat.member_id = any(${memberIds}::uuid[])
    left join messaging.messages answered
      on answered.conversation_id = message.conversation_id and answered.id = message.reply_to_id
    where message.conversation_id = ${conversationId} and message.seq = ${seq} and seat.state in ${SEATED}
      and message.seq >= seat.from_seq and message.seq > seat.cleared_seq
    group by (message.withheld and message.sender_id is distinct from seat.member_id),
      exists (select from messaging.hidden
        where member_id = seat.member_id and conversation_id = message.conversation_id and seq = message.seq),
      message.has_reactions and ${isDirect(sql`message`)} and exists (
        select from messaging.reactions reaction
        join social.blocks on blocker_id = seat.member_id and blocked_id = reaction.member_id
        where reaction.conversation_id = message.conversation_id and reaction.seq = message.seq),
      coalesce(answered.seq < seat.from_seq or answered.seq <= seat.cleared_seq
        or (answered.withheld and answered.sender_id is distinct from seat.member_id)
        or exists (select from messaging.hidden
          where member_id = seat.member_id and conversation_id = answered.conversation_id and seq = answered.seq), false)`.execute(
    db,
  );
  return rows;
}

/** Where a message is, whoever asks: for moderation alone. Index: messages_id of each partition. */
export async function placeOf(
  db: Db,
  id: string,
): Promise<{ conversationId: string; seq: number; deleted: boolean } | undefined> {
  const { rows } = await sql<{ conversationId: string; seq: number; deleted: boolean }>`
    select conversation_id as "conversationId", seq, deleted_at is not null as deleted from messaging.messages
    where id = ${id} for update`.execute(db);
  return rows[0];
}

/** Those that are neither deleted nor past their time, whoever asks: for moderation alone. Index: messages_id of each partition. */
export async function standingIds(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from messaging.messages
    where id = any(${ids}::uuid[]) and deleted_at is null and (expires_at is null or expires_at > ${now})`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
