import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import type { Relation } from './schemas.ts';
import { followed, memberVisibleTo } from './visibility.ts';

/** Serialises changes between two members, in either direction; released with the transaction. */
export const lockPair = (db: Db, a: string, b: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${[a, b].sort().join(' ')}, 11))`.execute(db);

/** Serialises a member's own requests, so that they are counted together. Take it after the pair. */
export const lockRequester = (db: Db, id: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${id}, 140))`.execute(db);

const audienceKey = (id: string) => sql`hashtextextended(${id}, 17)`;

/** Blocks new follows and requests of a member while their account turns private or public. Take it before other locks. */
export const lockAudience = (db: Db, id: string) =>
  sql`select pg_advisory_xact_lock(${audienceKey(id)})`.execute(db);

/** Keeps the privacy of an account unchanged until the transaction ends; shared with others. */
export const lockAudienceShared = (db: Db, id: string) =>
  sql`select pg_advisory_xact_lock_shared(${audienceKey(id)})`.execute(db);

/**
 * Locks the row with a member's privacy, which profiles changes, until the transaction ends. Index: audiences_pkey.
 * @returns whether the account is private
 */
export async function lockPrivacy(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('social.audiences')
    .select('is_private')
    .where('user_id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row?.is_private ?? false;
}

export interface VisibleMember {
  id: string;
  isPrivate: boolean;
  isFollowed: boolean;
}

/** A member whom the viewer may see, or undefined. Index: audiences_pkey, follows_pkey, blocks_pkey. */
export async function findVisibleMember(
  db: Db,
  viewer: Viewer,
  id: string,
): Promise<VisibleMember | undefined> {
  const { rows } = await sql<VisibleMember>`
    select member.id, member.is_private as "isPrivate", ${followed(viewer, sql`member.id`)} as "isFollowed"
    from social.audience_view member
    where member.id = ${id} and ${memberVisibleTo(viewer, sql`member.id`)}`.execute(db);
  return rows[0];
}

/** Whether an account is private now, for any viewer. Index: audiences_pkey. */
export async function isPrivateNow(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('social.audience_view')
    .select('is_private')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.is_private ?? true;
}

/** The number of a member's follows and pending requests. Index: member_counts_pkey, follow_requests_pkey. */
export async function followsAndRequests(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce((select following from social.member_counts where user_id = ${userId}), 0)
      + (select count(*)::int from social.follow_requests where requester_id = ${userId}) as total`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

export async function findFollowerCount(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('social.member_counts')
    .select('followers')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.followers ?? 0;
}

/** As many as the list of requests shows. Index: follow_requests_target, users_pkey. */
export async function countRequests(db: Db, targetId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from social.follow_requests request
    join social.audience_view requester on requester.id = request.requester_id
    where request.target_id = ${targetId} and requester.status = 'active'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whether either of two members blocks the other. Index: blocks_pkey. */
export async function blockExists(db: Db, a: string, b: string): Promise<boolean> {
  const { rows } = await sql<{ isBlocked: boolean }>`
    select exists (select from social.blocks where blocker_id = ${a} and blocked_id = ${b})
      or exists (select from social.blocks where blocker_id = ${b} and blocked_id = ${a}) as "isBlocked"`.execute(
    db,
  );
  return rows[0]?.isBlocked ?? false;
}

/** Index: follows_pkey. */
export async function followExists(db: Db, followerId: string, followeeId: string): Promise<boolean> {
  const { rows } = await sql`
    select from social.follows where follower_id = ${followerId} and followee_id = ${followeeId}`.execute(db);
  return rows.length > 0;
}

/** Inserts the edge; false if it exists. */
export async function insertFollow(db: Db, followerId: string, followeeId: string): Promise<boolean> {
  const result = await db
    .insertInto('social.follows')
    .values({ follower_id: followerId, followee_id: followeeId, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) > 0;
}

export async function deleteFollow(db: Db, followerId: string, followeeId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('social.follows')
    .where('follower_id', '=', followerId)
    .where('followee_id', '=', followeeId)
    .executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}

/** Some of a member's edges, in either direction. Index: follows_pkey, follows_followee. */
export async function findEdges(
  db: Db,
  memberId: string,
  limit: number,
): Promise<{ followerId: string; followeeId: string }[]> {
  const { rows } = await sql<{ followerId: string; followeeId: string }>`
    (select follower_id as "followerId", followee_id as "followeeId" from social.follows where follower_id = ${memberId} limit ${limit})
    union all
    (select follower_id, followee_id from social.follows where followee_id = ${memberId} limit ${limit})
    limit ${limit}`.execute(db);
  return rows;
}

export interface CountChange {
  userId: string;
  followers: number;
  following: number;
}

/**
 * Changes counters, always in id order to avoid deadlocks.
 * @returns the new number of follows of each member, by id; exact, because the rows stay locked until the transaction ends
 */
export async function changeCounts(db: Db, changes: CountChange[]): Promise<Map<string, number>> {
  const ordered = [...changes].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const follows = new Map<string, number>();
  for (const { userId, followers, following } of ordered) {
    const { rows } = await sql<{
      following: number;
    }>`insert into social.member_counts as counts (user_id, followers, following)
      values (${userId}, ${Math.max(0, followers)}, ${Math.max(0, following)})
      on conflict (user_id) do update set followers = counts.followers + ${followers}, following = counts.following + ${following}
      returning following`.execute(db);
    follows.set(userId, rows[0]?.following ?? 0);
  }
  return follows;
}

export async function insertRequest(db: Db, requesterId: string, targetId: string): Promise<boolean> {
  const result = await db
    .insertInto('social.follow_requests')
    .values({ requester_id: requesterId, target_id: targetId, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) > 0;
}

export async function deleteRequest(db: Db, requesterId: string, targetId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('social.follow_requests')
    .where('requester_id', '=', requesterId)
    .where('target_id', '=', targetId)
    .executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}

/** Members whose requests are pending, oldest first. Index: follow_requests_target. */
export async function findRequesters(db: Db, targetId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('social.follow_requests')
    .select('requester_id')
    .where('target_id', '=', targetId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.requester_id);
}

export async function insertBlock(db: Db, blockerId: string, blockedId: string): Promise<boolean> {
  const result = await db
    .insertInto('social.blocks')
    .values({ blocker_id: blockerId, blocked_id: blockedId, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) > 0;
}

/** @returns whether there was one */
export async function deleteBlock(db: Db, blockerId: string, blockedId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('social.blocks')
    .where('blocker_id', '=', blockerId)
    .where('blocked_id', '=', blockedId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function insertMute(db: Db, muterId: string, mutedId: string): Promise<void> {
  await db
    .insertInto('social.mutes')
    .values({ muter_id: muterId, muted_id: mutedId, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteMute(db: Db, muterId: string, mutedId: string): Promise<void> {
  await db
    .deleteFrom('social.mutes')
    .where('muter_id', '=', muterId)
    .where('muted_id', '=', mutedId)
    .execute();
}

export async function insertHiddenReposts(db: Db, hiderId: string, hiddenId: string): Promise<void> {
  await db
    .insertInto('social.hidden_reposts')
    .values({ hider_id: hiderId, hidden_id: hiddenId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteHiddenReposts(db: Db, hiderId: string, hiddenId: string): Promise<void> {
  await db
    .deleteFrom('social.hidden_reposts')
    .where('hider_id', '=', hiderId)
    .where('hidden_id', '=', hiddenId)
    .execute();
}

export async function memberExists(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.member_view')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The viewer's relation to a member, as one column: five look-ups by key. `offset 0` keeps those of follows look-ups: without it
 * a prepared statement hashes all followers of the viewer for one page. Blocks and mutes are few, and may be hashed.
 */
export const relationTo = (
  viewer: Pick<Viewer, 'id'>,
  member: Expression<unknown>,
): RawBuilder<Relation> => sql<Relation>`
  jsonb_build_object(
    'following', exists (select from social.follows where follower_id = ${viewer.id} and followee_id = ${member} offset 0),
    'followedBy', exists (select from social.follows where follower_id = ${member} and followee_id = ${viewer.id} offset 0),
    'requested', exists (
      select from social.follow_requests where requester_id = ${viewer.id} and target_id = ${member} offset 0),
    'blocking', exists (select from social.blocks where blocker_id = ${viewer.id} and blocked_id = ${member}),
    'muting', exists (select from social.mutes where muter_id = ${viewer.id} and muted_id = ${member}),
    'repostsHidden', exists (
      select from social.hidden_reposts where hider_id = ${viewer.id} and hidden_id = ${member}))`;

/** The viewer's relation to each of some members. */
export async function findRelations(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<{ id: string; relation: Relation }[]> {
  const { rows } = await sql<{ id: string; relation: Relation }>`
    select member.id, ${relationTo(viewer, sql`member.id`)} as relation
    from unnest(${ids}::uuid[]) as member(id)`.execute(db);
  return rows;
}
