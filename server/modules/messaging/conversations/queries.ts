import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { statement } from '../../../platform/statement.ts';
import type { Notice, Person } from '../schemas.ts';
import {
  contentVisibleTo,
  isSenderBlocked,
  PARTICIPANT_STATES,
  readableBy,
  scanFromSeq,
  unreadFromSeq,
} from '../visibility.ts';

export interface ConversationRow {
  id: string;
  type: 'direct' | 'group';
  name: string | null;
  avatarUrl: string | null;
  lastSeq: number;
  lastMessageAt: Date;
  history: 'all' | 'joined';
  whoWrites: 'members' | 'admins';
  whoAdds: 'members' | 'admins';
  disappearAfterSeconds: number | null;
  createdAt: Date;
  role: 'owner' | 'admin' | 'member';
  state: 'active' | 'request';
  firstSeq: number;
  readSeq: number;
  deliveredSeq: number;
  markedUnread: boolean;
  mutedUntil: Date | null;
  archivedAt: Date | null;
  pinnedAt: Date | null;
  memberCount: number;
  /** The other participant of a direct conversation, or the first few of a group. */
  people: (Person & { role: 'owner' | 'admin' | 'member'; isInactive: boolean })[];
  unread: number;
  mentioned: boolean;
  blocking: boolean;
  awaitsAcceptance: boolean;
}

/** Unread messages are counted up to this: the UI shows "99+". */
const MAX_UNREAD = 100;
const MAX_PEOPLE = 4;

const columns = (viewer: Viewer, now: Date) => sql`
  conversation.id, conversation.type, conversation.name, conversation.avatar_url as "avatarUrl",
  conversation.last_seq as "lastSeq", conversation.last_message_at as "lastMessageAt", conversation.history,
  conversation.who_writes as "whoWrites", conversation.who_adds as "whoAdds",
  case when membership.own_disappear_after_seconds is not null then nullif(membership.own_disappear_after_seconds, 0)
    else conversation.disappear_after_seconds end as "disappearAfterSeconds", conversation.created_at as "createdAt",
  membership.role, membership.state, greatest(membership.from_seq, membership.cleared_seq + 1) as "firstSeq", membership.read_seq as "readSeq",
  membership.delivered_seq as "deliveredSeq", membership.marked_unread as "markedUnread", membership.muted_until as "mutedUntil",
  membership.archived_at as "archivedAt", membership.pinned_at as "pinnedAt",
  (select count(*)::int from messaging.memberships
    where conversation_id = conversation.id and (state = 'active' or conversation.type = 'direct')) as "memberCount",
  (select coalesce(json_agg(json_build_object('id', person.id, 'username', person.username, 'displayName', person.display_name,
      'avatarUrl', person.avatar_url, 'official', person.official, 'role', participant.role, 'isInactive', person.status <> 'active')), '[]')
    from (
      select member_id, role from messaging.memberships
      where conversation_id = conversation.id and member_id <> ${viewer.id} and (state = 'active' or conversation.type = 'direct')
      order by joined_at, member_id limit ${MAX_PEOPLE}
    ) participant join profiles.member_view person on person.id = participant.member_id) as people,
  case when conversation.last_seq <= membership.read_seq then 0 else (
    select count(*)::int from (
      select from messaging.messages message
      where message.conversation_id = conversation.id and message.seq > ${unreadFromSeq}
        and message.type <> 'notice' and message.sender_id is distinct from ${viewer.id} and ${contentVisibleTo(viewer, sql`message`, now)}
      limit ${MAX_UNREAD}) unread) end as unread,
  conversation.last_seq > membership.read_seq and exists (
    select from messaging.messages message
    where message.conversation_id = conversation.id and message.seq > ${unreadFromSeq}
      and message.entities @> jsonb_build_array(jsonb_build_object('type', 'mention', 'userId', ${viewer.id}::text))
      and ${contentVisibleTo(viewer, sql`message`, now)}) as mentioned,
  conversation.type = 'direct' and ${isOtherBlocked(viewer)} as blocking,
  conversation.type = 'direct' and exists (
    select from messaging.memberships other
    where other.conversation_id = conversation.id and other.member_id <> ${viewer.id}
      and other.state in ('request', 'declined')) as "awaitsAcceptance"`;

/** By the viewer's quiet time, until its end. Shown as soon as the viewer has read it, or writes there. */
const isHeldBack = (now: Date) => sql`coalesce(
  membership.quiet_until > ${now} and (membership.state = 'request' or conversation.last_seq > membership.read_seq), false)`;

const isOtherBlocked = (viewer: Viewer) => sql`exists (
  select from messaging.memberships other join social.blocks block on block.blocked_id = other.member_id
  where other.conversation_id = conversation.id and other.member_id <> ${viewer.id} and block.blocker_id = ${viewer.id})`;

export type Folder = 'inbox' | 'requests' | 'archived';

const folderConditions: Record<Folder, RawBuilder<unknown>> = {
  inbox: sql`membership.state = 'active' and membership.archived_at is null`,
  requests: sql`membership.state = 'request'`,
  archived: sql`membership.state = 'active' and membership.archived_at is not null`,
};

/**
 * Conversations of a member, newest message first. Excludes those with somebody whom they block, and those
 * that they deleted and that have no new message.
 *
 * Cost: sorts all conversations of the member (some hundreds), presents one page. Index: memberships_member.
 */
export async function findConversationsBefore(
  db: Db,
  viewer: Viewer,
  folder: Folder,
  before: { at: Date; id: string } | null,
  take: number,
  now: Date,
): Promise<ConversationRow[]> {
  const { rows } = await sql<ConversationRow>`
    select ${columns(viewer, now)}
    from (
      select membership.* from messaging.memberships membership
      join messaging.conversations conversation on conversation.id = membership.conversation_id
      where membership.member_id = ${viewer.id} and ${folderConditions[folder]} and not ${isHeldBack(now)} and not (conversation.type = 'direct' and ${isOtherBlocked(viewer)})
        and (conversation.last_seq > membership.cleared_seq or conversation.type = 'group')
        and (${before === null} or (conversation.last_message_at, conversation.id) < (${before?.at ?? now}, ${before?.id ?? null}::uuid))
      order by conversation.last_message_at desc, conversation.id desc limit ${take}
    ) membership
    join messaging.conversations conversation on conversation.id = membership.conversation_id
    order by conversation.last_message_at desc, conversation.id desc`.execute(db);
  return rows;
}

/** Index: conversations_pkey, memberships_pkey. */
export async function findConversation(
  db: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select ${columns(viewer, now)}
    from messaging.memberships membership join messaging.conversations conversation on conversation.id = membership.conversation_id
    where membership.conversation_id = ${id} and membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}`.execute(
    db,
  );
  return rows[0];
}

/** The last message of each conversation that the viewer can see something of. Index: messages_pkey. */
export async function lastSeqs(
  db: Db,
  viewer: Viewer,
  conversationIds: readonly string[],
  now: Date,
): Promise<{ conversationId: string; seq: number }[]> {
  const { rows } = await sql<{ conversationId: string; seq: number }>`
    select requested.id as "conversationId", last.seq
    from unnest(${conversationIds}::uuid[]) requested (id)
    join messaging.conversations conversation on conversation.id = requested.id
    cross join lateral (
      select message.seq from messaging.messages message
      where message.conversation_id = requested.id and message.seq > ${scanFromSeq} and ${readableBy(viewer, sql`message`)}
        and (${contentVisibleTo(viewer, sql`message`, now)} or (message.deleted_at is not null and not ${isSenderBlocked(viewer, sql`message`)}))
      order by message.seq desc limit 1
    ) last`.execute(db);
  return rows;
}

/** What decides whether a member may start a conversation with another, or add them to a group. */
export interface Invitee {
  id: string;
  /** The member's settings admit it. */
  isAdmitted: boolean;
  followsMe: boolean;
}

/** Those of the given members whom the viewer can see: active, no block either way. Index: primary keys. */
export async function invitees(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
  { visible, admitted }: Record<'visible' | 'admitted', (member: RawBuilder<unknown>) => RawBuilder<boolean>>,
): Promise<Invitee[]> {
  const { rows } = await sql<Invitee>`
    select person.id, ${admitted(sql`person.id`)} as "isAdmitted",
      exists (select from social.follow_view where follower_id = person.id and followee_id = ${viewer.id}) as "followsMe"
    from profiles.member_view person
    where person.id = any(${ids}::uuid[]) and person.status = 'active' and ${visible(sql`person.id`)}`.execute(
    db,
  );
  return rows;
}

/** Identifies the direct conversation of two members, in either order. */
export const pairKey = (memberId: string, other: string): string => [memberId, other].sort().join(':');

/** The direct conversation of two members, if there is one. Index: conversations_pair_key. */
export async function findDirectConversationId(db: Db, pair: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messaging.conversations')
    .select('id')
    .where('pair', '=', pair)
    .executeTakeFirst();
  return row?.id;
}

/** @returns false if the two members already have one */
export async function insertConversation(
  db: Db,
  row: {
    id: string;
    type: 'direct' | 'group';
    pair: string | null;
    name: string | null;
    by: string;
    at: Date;
  },
): Promise<boolean> {
  const result = await db
    .insertInto('messaging.conversations')
    .values({
      id: row.id,
      type: row.type,
      pair: row.pair,
      name: row.name,
      last_message_at: row.at,
      created_by: row.by,
      created_at: row.at,
      avatar_url: null,
      disappear_after_seconds: null,
    })
    .onConflict((conflict) => conflict.column('pair').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function changeConversation(
  db: Db,
  id: string,
  change: Partial<{
    name: string | null;
    avatar_url: string | null;
    history: 'all' | 'joined';
    who_writes: 'members' | 'admins';
    who_adds: 'members' | 'admins';
    disappear_after_seconds: number | null;
  }>,
): Promise<void> {
  await db.updateTable('messaging.conversations').set(change).where('id', '=', id).execute();
}

/** Numbers and inserts a notice. The caller's transaction has locked the conversation. */
export async function insertNotice(
  db: Db,
  row: { id: string; conversationId: string; by: string; notice: Notice; isSenderOnly: boolean; at: Date },
): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    with numbered as (
      update messaging.conversations set last_seq = last_seq + 1, last_message_at = ${row.at}
      where id = ${row.conversationId} returning last_seq as seq
    )
    insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, notice, sender_only, created_at)
    select ${row.conversationId}, seq, ${row.id}, ${row.by}, ${row.id}, 'notice' as type, ${JSON.stringify(row.notice)}::jsonb, ${row.isSenderOnly}, ${row.at}
    from numbered returning seq`.execute(db);
  return rows[0]!.seq; // the conversation is locked
}

export async function findPeople(db: Db, ids: readonly string[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select id, username, display_name as "displayName", avatar_url as "avatarUrl", official
    from profiles.member_view where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/**
 * Counts conversations with something unread (not muted or archived ones) and requests. Reads only the newest
 * messages of each conversation.
 */
export async function countUnread(
  db: Db,
  memberId: string,
): Promise<{ conversations: number; requests: number }> {
  const [row] = await findUnread(db, { memberId });
  return row ?? { conversations: 0, requests: 0 };
}
// Short, but its view takes ten milliseconds to plan.
const findUnread = statement<{ memberId: string }, { conversations: number; requests: number }>(
  ({ memberId }) =>
    sql`select conversations, requests from messaging.unread_view where member_id = ${memberId}`,
);

/** Names of conversations as one member sees them: the group's name, or the other participant's. */
export async function findConversationNames(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select conversation.id, coalesce(conversation.name, (
      select person.display_name from messaging.memberships other join profiles.member_view person on person.id = other.member_id
      where other.conversation_id = conversation.id and other.member_id <> ${viewer.id} limit 1), '') as name
    from messaging.conversations conversation where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
