import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { followed, memberVisibleTo } from './visibility.ts';

/** Changes between two members come one after the other, in whichever direction: released with the transaction. */
export const lockPair = (db: Db, a: string, b: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${[a, b].sort().join(' ')}, 11))`.execute(db);

export interface Target {
  id: string;
  isPrivate: boolean;
  isFollowed: boolean;
}

/** A member whom the viewer may see, or undefined. Index: users_pkey, profiles_pkey, follows_pkey, blocks_pkey. */
export async function target(db: Db, viewer: Viewer, id: string): Promise<Target | undefined> {
  const { rows } = await sql<Target>`
    select member.id, member.is_private as "isPrivate", ${followed(viewer, sql`member.id`)} as "isFollowed"
    from profiles.audience_view member
    where member.id = ${id} and ${memberVisibleTo(viewer, sql`member.id`)}`.execute(db);
  return rows[0];
}

export async function followingCount(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('social.member_counts')
    .select('following')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.following ?? 0;
}

/** Adds the edge; false when it stood already. */
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

export interface CountChange {
  userId: string;
  followers: number;
  following: number;
}

/** Changes counters, always in the order of ids, so that two transactions never wait for one another in a circle. */
export async function changeCounts(db: Db, changes: CountChange[]): Promise<void> {
  const ordered = [...changes].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  for (const { userId, followers, following } of ordered) {
    await sql`insert into social.member_counts as counts (user_id, followers, following)
      values (${userId}, ${Math.max(0, followers)}, ${Math.max(0, following)})
      on conflict (user_id) do update set followers = counts.followers + ${followers}, following = counts.following + ${following}`.execute(
      db,
    );
  }
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

/** Those who wait for a member's answer, oldest first. Index: follow_requests_target. */
export async function requestersOf(db: Db, targetId: string, take: number): Promise<string[]> {
  const rows = await db
    .selectFrom('social.follow_requests')
    .select('requester_id')
    .where('target_id', '=', targetId)
    .orderBy('id')
    .limit(take)
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

export async function deleteBlock(db: Db, blockerId: string, blockedId: string): Promise<void> {
  await db
    .deleteFrom('social.blocks')
    .where('blocker_id', '=', blockerId)
    .where('blocked_id', '=', blockedId)
    .execute();
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

export async function memberExists(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.member_view')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

export interface Relation {
  following: boolean;
  followedBy: boolean;
  requested: boolean;
  blocking: boolean;
  muting: boolean;
}

/** How the viewer stands to each of some members; five look-ups by key for each. */
export async function relationRows(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<(Relation & { id: string })[]> {
  const { rows } = await sql<Relation & { id: string }>`
    select member.id,
      exists (select from social.follows where follower_id = ${viewer.id} and followee_id = member.id) as following,
      exists (select from social.follows where follower_id = member.id and followee_id = ${viewer.id}) as "followedBy",
      exists (select from social.follow_requests where requester_id = ${viewer.id} and target_id = member.id) as requested,
      exists (select from social.blocks where blocker_id = ${viewer.id} and blocked_id = member.id) as blocking,
      exists (select from social.mutes where muter_id = ${viewer.id} and muted_id = member.id) as muting
    from unnest(${ids}::uuid[]) as member(id)`.execute(db);
  return rows;
}
