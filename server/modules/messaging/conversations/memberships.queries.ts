import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { isGroupAdmin, joinOther, relationship } from '../relationship.queries.ts';
import type { Relationship } from '../relationship.ts';
import type { Person } from '../schemas.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

export interface NewMembership {
  memberId: string;
  role: 'owner' | 'admin' | 'member';
  state: 'active' | 'request';
}

/**
 * Prevents blocks and unblocks until the transaction ends: shares the lock that a block takes exclusively
 * (`messaging.sync_blocked_by_of_block`). Take it after locking the conversation and before reading blocks, whenever adding
 * participants.
 */
export const lockBlocks = (db: Db) =>
  sql`select pg_advisory_xact_lock_shared(hashtext('messaging.blocked_by'))`.execute(db);

/**
 * Adds participants; a former membership is reset. The group's setting decides whether they read older
 * messages.
 */
export async function addMembers(
  db: Db,
  conversationId: string,
  memberships: readonly NewMembership[],
  by: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into messaging.memberships as membership (conversation_id, member_id, role, state, joined_at, added_by, from_seq, read_seq, delivered_seq, quiet_until)
    select conversation.id, given.member_id, given.role, given.state, ${at}, ${by},
      case when conversation.history = 'joined' then conversation.last_seq + 1 else 1 end, conversation.last_seq, conversation.last_seq,
      case when given.state = 'request' then (
        select until from social.quiet_times quiet where quiet.member_id = given.member_id and until > ${at}) end
    from json_to_recordset(${JSON.stringify(memberships.map(({ memberId, role, state }) => ({ member_id: memberId, role, state })))}::json)
      as given (member_id uuid, role text, state text)
    join messaging.conversations conversation on conversation.id = ${conversationId}
    on conflict (conversation_id, member_id) do update set role = excluded.role, state = excluded.state,
      joined_at = excluded.joined_at, added_by = excluded.added_by, from_seq = greatest(membership.from_seq, excluded.from_seq),
      read_seq = excluded.read_seq, delivered_seq = excluded.delivered_seq, archived_at = null, quiet_until = excluded.quiet_until
    where membership.state not in ('active', 'request')`.execute(db);
}

/** A membership and its conversation, locked against other changes of the conversation's participants. */
export interface LockedMembership {
  type: 'direct' | 'group';
  name: string | null;
  whoAdds: 'members' | 'admins';
  whoWrites: 'members' | 'admins';
  history: 'all' | 'joined';
  role: 'owner' | 'admin' | 'member';
  state: 'active' | 'request';
  /** An owner or admin who has joined; see `isGroupAdmin` in `relationship.queries.ts`. */
  isGroupAdmin: boolean;
  lastSeq: number;
  memberCount: number;
  relationship: Relationship;
}

/**
 * Locks the member's account and then the conversation. A concurrent suspension waits for the change, or
 * commits first and makes it fail.
 * @param options.unmuted  whether it is something that a muted member may not do
 * @throws Problem 403 `account_suspended`, `account_muted`
 */
export async function lockMembership(
  db: Db,
  viewer: Pick<Viewer, 'id'>,
  id: string,
  options: { unmuted?: boolean } = {},
): Promise<LockedMembership | undefined> {
  await (options.unmuted ? auth.lockUnmutedAccount : auth.lockActiveAccount)(db, viewer.id);
  // Lock first: after a wait, the next statement must see what was committed meanwhile.
  await sql`select from messaging.conversations where id = ${id} for update`.execute(db);
  const { rows } = await sql<LockedMembership>`
    select conversation.type, conversation.name, conversation.who_adds as "whoAdds", conversation.who_writes as "whoWrites", conversation.history,
      membership.role, membership.state, ${isGroupAdmin} as "isGroupAdmin", conversation.last_seq as "lastSeq",
      (select count(*)::int from messaging.memberships where conversation_id = conversation.id and state in ${PARTICIPANT_STATES}) as "memberCount",
      ${relationship} as relationship
    from messaging.memberships membership join messaging.conversations conversation on conversation.id = membership.conversation_id
    ${joinOther}
    where membership.conversation_id = ${id} and membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}`.execute(
    db,
  );
  return rows[0];
}

/** How a former participant left; undefined if they never were one. Index: memberships_pkey. */
export async function findFormerMembership(
  db: Db,
  id: string,
  memberId: string,
): Promise<{ type: 'direct' | 'group'; state: 'declined' | 'left' | 'removed' } | undefined> {
  const { rows } = await sql<{ type: 'direct' | 'group'; state: 'declined' | 'left' | 'removed' }>`
    select conversation.type, membership.state
    from messaging.memberships membership join messaging.conversations conversation on conversation.id = membership.conversation_id
    where membership.conversation_id = ${id} and membership.member_id = ${memberId} and membership.state not in ${PARTICIPANT_STATES}`.execute(
    db,
  );
  return rows[0];
}

/** Which of the given members participate in the conversation. */
export async function findMemberships(
  db: Db,
  conversationId: string,
  ids: readonly string[],
): Promise<{ memberId: string; role: 'owner' | 'admin' | 'member'; state: string }[]> {
  return db
    .selectFrom('messaging.memberships')
    .select(['member_id as memberId', 'role', 'state'])
    .where('conversation_id', '=', conversationId)
    .where('member_id', 'in', [...ids])
    .where('state', 'in', ['active', 'request'])
    .execute();
}

/** Ids of all participants who receive events of a conversation. Index: memberships_pkey. */
export async function findParticipantIds(db: Db, conversationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('messaging.memberships')
    .select('member_id as id')
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['active', 'request'])
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Conversations in which one member participates and the other does or did. Index: memberships_member,
 * memberships_pkey.
 */
export async function sharedConversations(db: Db, memberId: string, otherId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select mine.conversation_id as id
    from messaging.memberships mine
    join messaging.memberships other on other.conversation_id = mine.conversation_id and other.member_id = ${otherId}
    where mine.member_id = ${memberId} and mine.state in ${PARTICIPANT_STATES}`.execute(db);
  return rows.map(({ id }) => id);
}

type MembershipUpdate = Partial<{
  state: 'active' | 'declined' | 'left' | 'removed';
  role: 'owner' | 'admin' | 'member';
  marked_unread: boolean;
  muted_until: Date | null;
  archived_at: Date | null;
  pinned_at: Date | null;
  cleared_seq: number;
}>;

export async function updateMembership(
  db: Db,
  conversationId: string,
  memberId: string,
  change: MembershipUpdate,
): Promise<void> {
  await db
    .updateTable('messaging.memberships')
    .set(change)
    .where('conversation_id', '=', conversationId)
    .where('member_id', '=', memberId)
    .execute();
}

/**
 * Sets the disappearing time for the messages of a blocked participant of a direct conversation; null keeps
 * them. It is deleted with the block (0114).
 * @returns false if the block has just ended, so the setting is no longer theirs alone
 */
export async function setOwnDisappearAfter(
  db: Db,
  conversationId: string,
  memberId: string,
  seconds: number | null,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update messaging.memberships set own_disappear_after_seconds = ${seconds ?? 0}
    where conversation_id = ${conversationId} and member_id = ${memberId} and blocked_by is not null`.execute(
      db,
    );
  return numAffectedRows === 1n;
}

export interface ParticipantRow extends Person {
  role: 'owner' | 'admin' | 'member';
  isInactive: boolean;
  joinedAt: Date;
  invited: boolean;
}

/** Participants of a conversation, by id. The caller has checked that the viewer is one. */
export async function findParticipantsAfter(
  db: Db,
  conversationId: string,
  after: string | null,
  take: number,
): Promise<ParticipantRow[]> {
  const { rows } = await sql<ParticipantRow>`
    select person.id, person.username, person.display_name as "displayName", person.avatar_url as "avatarUrl", person.official, membership.role,
      person.status <> 'active' as "isInactive", membership.joined_at as "joinedAt", membership.state = 'request' as invited
    from messaging.memberships membership join profiles.member_view person on person.id = membership.member_id
    where membership.conversation_id = ${conversationId} and membership.state in ${PARTICIPANT_STATES}
      and (${after === null} or membership.member_id > ${after}::uuid)
    order by membership.member_id limit ${take}`.execute(db);
  return rows;
}

/**
 * The next owner of a group without one: its longest-serving admin, or else member. An inactive account only
 * if nobody else is left. Index: memberships_pkey.
 */
export async function findSuccessor(db: Db, conversationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select membership.member_id as id from messaging.memberships membership join social.audience_view person on person.id = membership.member_id
    where membership.conversation_id = ${conversationId} and membership.state = 'active'
      and not exists (select from messaging.memberships
        where conversation_id = ${conversationId} and role = 'owner' and state = 'active')
    order by (person.status = 'active') desc, (membership.role = 'admin') desc, membership.joined_at, membership.member_id limit 1`.execute(
    db,
  );
  return rows[0]?.id;
}
