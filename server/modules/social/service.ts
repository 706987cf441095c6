import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { auth } from '../auth/index.ts';
import {
  cannotBlockYourself,
  cannotFollowYourself,
  cannotHideOwnReposts,
  cannotMuteYourself,
  memberNotFound,
  privateAccount,
  requestNotFound,
  tooManyFollows,
} from './problems.ts';
import {
  blockExists,
  changeCounts,
  countRequests,
  deleteBlock,
  deleteFollow,
  deleteHiddenReposts,
  deleteMute,
  deleteRequest,
  findEdges,
  findFollowerCount,
  findRelations,
  findRequesters,
  findVisibleMember,
  followExists,
  followsAndRequests,
  insertBlock,
  insertFollow,
  insertHiddenReposts,
  insertMute,
  insertRequest,
  isPrivateNow,
  lockAudienceShared,
  lockPair,
  lockRequester,
  memberExists,
} from './queries.ts';
import type { Following, Relation } from './schemas.ts';

/** High enough that people never reach it; scripts do. */
const MAX_FOLLOWS = 7_500;

/**
 * Follows a member, or requests to if the account is private. Idempotent.
 * @throws Problem 404 `member_not_found`; 422 `cannot_follow_self`, `too_many_follows`
 */
export async function follow(ctx: Context, viewer: Viewer, id: string): Promise<Following> {
  if (id === viewer.id) throw cannotFollowYourself();
  return ctx.transaction(async (tx) => {
    await lockAudienceShared(tx.db, id);
    await lockPair(tx.db, viewer.id, id);
    const member = await findVisibleMember(tx.db, viewer, id);
    if (!member) throw memberNotFound();
    if (member.isFollowed) return { following: true, requested: false };
    if (member.isPrivate) {
      await lockRequester(tx.db, viewer.id);
      if (await insertRequest(tx.db, viewer.id, id)) {
        // Requests count too: unlimited requests would exceed the limit when they are accepted.
        if ((await followsAndRequests(tx.db, viewer.id)) > MAX_FOLLOWS) throw tooManyFollows(MAX_FOLLOWS);
        await tx.emit('social.follow_requested', { requesterId: viewer.id, targetId: id });
      }
      return { following: false, requested: true };
    }
    await auth.lockActiveAccount(tx.db, viewer.id);
    // Left from when the account was private.
    await deleteRequest(tx.db, viewer.id, id);
    await connect(tx, viewer.id, id, false);
    return { following: true, requested: false };
  });
}

/**
 * Creates the edge, with counters and event, in the caller's transaction.
 * @throws Problem 422 `too_many_follows`: let the transaction fail with it
 */
async function connect(
  tx: Context,
  followerId: string,
  followeeId: string,
  wasRequested: boolean,
): Promise<void> {
  if (!(await insertFollow(tx.db, followerId, followeeId))) return;
  const follows = await changeCounts(tx.db, [
    { userId: followerId, followers: 0, following: 1 },
    { userId: followeeId, followers: 1, following: 0 },
  ]);
  if ((follows.get(followerId) ?? 0) > MAX_FOLLOWS) throw tooManyFollows(MAX_FOLLOWS);
  await tx.emit('social.followed', { followerId, followeeId, wasRequested });
}

async function disconnect(tx: Context, followerId: string, followeeId: string): Promise<void> {
  if (!(await deleteFollow(tx.db, followerId, followeeId))) return;
  await changeCounts(tx.db, [
    { userId: followerId, followers: 0, following: -1 },
    { userId: followeeId, followers: -1, following: 0 },
  ]);
  await tx.emit('social.unfollowed', { followerId, followeeId });
}

/**
 * Ends up to `limit` of a member's follows in both directions, each in a transaction of its own as if it was ended by hand.
 * @returns how many there were
 */
export async function eraseFollows(ctx: Context, memberId: string, limit: number): Promise<number> {
  const edges = await findEdges(ctx.db, memberId, limit);
  for (const { followerId, followeeId } of edges) {
    await ctx.transaction(async (tx) => {
      await lockPair(tx.db, followerId, followeeId);
      await disconnect(tx, followerId, followeeId);
    });
  }
  return edges.length;
}

/** Unfollows, or withdraws a request. Idempotent. */
export async function unfollow(ctx: Context, viewer: Viewer, id: string): Promise<Following> {
  return ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    await deleteRequest(tx.db, viewer.id, id);
    await disconnect(tx, viewer.id, id);
    return { following: false, requested: false };
  });
}

/** Removes a follower, who is not notified. */
export async function removeFollower(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    await disconnect(tx, id, viewer.id);
  });
}

/** Turns a request into a follow; false if there is none. */
async function accept(tx: Context, requesterId: string, targetId: string): Promise<boolean> {
  if (!(await deleteRequest(tx.db, requesterId, targetId))) return false;
  await connect(tx, requesterId, targetId, true);
  await tx.emit('social.follow_accepted', { requesterId, targetId });
  return true;
}

/**
 * Accepts a follow request. Idempotent.
 * @throws Problem 404 `request_not_found`; 422 `too_many_follows` if the requester has reached the limit
 */
export async function acceptRequest(ctx: Context, viewer: Viewer, requesterId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, requesterId);
    if (!(await findVisibleMember(tx.db, viewer, requesterId))) throw requestNotFound();
    await auth.lockActiveAccount(tx.db, viewer.id);
    if (await accept(tx, requesterId, viewer.id)) return;
    if (!(await followExists(tx.db, requesterId, viewer.id))) throw requestNotFound();
  });
}

/** @throws Problem 404 `request_not_found` */
export async function rejectRequest(ctx: Context, viewer: Viewer, requesterId: string): Promise<void> {
  if (!(await deleteRequest(ctx.db, requesterId, viewer.id))) throw requestNotFound();
}

/**
 * Job: accepts all pending follow requests of an account that became public, one transaction each. Stops if the account is
 * private again.
 */
export async function acceptAllRequests(ctx: Context, { userId }: { userId: string }): Promise<void> {
  for (;;) {
    const requesterIds = await findRequesters(ctx.db, userId, 100);
    if (requesterIds.length === 0) return;
    for (const requesterId of requesterIds) {
      if (!(await acceptWhilePublic(ctx, requesterId, userId))) return;
    }
  }
}

async function acceptWhilePublic(ctx: Context, requesterId: string, targetId: string): Promise<boolean> {
  try {
    return await ctx.transaction(async (tx) => {
      await lockAudienceShared(tx.db, targetId);
      if (await isPrivateNow(tx.db, targetId)) return false;
      await lockPair(tx.db, targetId, requesterId);
      await accept(tx, requesterId, targetId);
      return true;
    });
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'too_many_follows')) throw error;
    // The requester has reached the limit, and a public account does not need requests. It may be private again by now.
    return ctx.transaction(async (tx) => {
      await lockAudienceShared(tx.db, targetId);
      if (await isPrivateNow(tx.db, targetId)) return false;
      await deleteRequest(tx.db, requesterId, targetId);
      return true;
    });
  }
}

/**
 * Blocks a member: ends follows and requests both ways, and hides each from the other everywhere.
 * @throws Problem 404 `member_not_found`, 422 `cannot_block_self`
 */
export async function block(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (id === viewer.id) throw cannotBlockYourself();
  await ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    // A member who blocks the viewer can be blocked in turn, although the viewer does not see them.
    if (!(await memberExists(tx.db, id))) throw memberNotFound();
    if (!(await insertBlock(tx.db, viewer.id, id))) return;
    await deleteRequest(tx.db, viewer.id, id);
    await deleteRequest(tx.db, id, viewer.id);
    await disconnect(tx, viewer.id, id);
    await disconnect(tx, id, viewer.id);
    await tx.emit('social.blocked', { blockerId: viewer.id, blockedId: id });
  });
}

/** Unblocks a member. Idempotent. */
export const unblock = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  ctx.transaction(async (tx) => {
    if (await deleteBlock(tx.db, viewer.id, id))
      await tx.emit('social.unblocked', { blockerId: viewer.id, blockedId: id });
  });

/** @throws Problem 404 `member_not_found`, 422 `cannot_mute_self` */
export async function mute(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (id === viewer.id) throw cannotMuteYourself();
  if (!(await findVisibleMember(ctx.db, viewer, id))) throw memberNotFound();
  await insertMute(ctx.db, viewer.id, id);
}

/** Idempotent. */
export const unmute = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  deleteMute(ctx.db, viewer.id, id);

/**
 * Hides a member's reposts from the viewer's feeds, whether or not the viewer follows them; their own posts stay. Idempotent.
 * @throws Problem 404 `member_not_found`, 422 `cannot_hide_own_reposts`
 */
export async function hideReposts(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (id === viewer.id) throw cannotHideOwnReposts();
  if (!(await findVisibleMember(ctx.db, viewer, id))) throw memberNotFound();
  await insertHiddenReposts(ctx.db, viewer.id, id);
}

/** Undoes `hideReposts`. Idempotent. */
export const showReposts = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  deleteHiddenReposts(ctx.db, viewer.id, id);

/** The viewer's relation to each of some members, by id. */
export async function relations(
  ctx: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, Relation>> {
  if (ids.length === 0) return new Map();
  const rows = await findRelations(ctx.db, viewer, ids);
  return new Map(rows.map(({ id, relation }) => [id, relation]));
}

/** Whether the viewer may see a member's card: the member is active, and neither blocks the other. */
export const canSeeMember = async (ctx: Context, viewer: Viewer, id: string): Promise<boolean> =>
  (await findVisibleMember(ctx.db, viewer, id)) !== undefined;

/**
 * Whether the viewer may see whom a member follows and who follows them: their own, a public account's, and a private account's if
 * the viewer follows it.
 * @throws Problem 404 `member_not_found`; 403 `private_account`
 */
export async function requireConnectionsVisible(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  const member = await findVisibleMember(ctx.db, viewer, id);
  if (!member) throw memberNotFound();
  if (member.isPrivate && !member.isFollowed && id !== viewer.id) throw privateAccount();
}

/** Whether either of two members blocks the other. */
export const isBlockedBetween = (ctx: Context, a: string, b: string): Promise<boolean> =>
  blockExists(ctx.db, a, b);

/** How many follow requests of a member are pending: as many as `GET /follow-requests` lists. */
export const pendingRequestCount = (ctx: Context, userId: string): Promise<number> =>
  countRequests(ctx.db, userId);

/** A member's number of followers, including those hidden from the viewer. */
export const followerCount = (ctx: Context, userId: string): Promise<number> =>
  findFollowerCount(ctx.db, userId);
