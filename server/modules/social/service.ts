import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import {
  cannotBlockYourself,
  cannotFollowYourself,
  cannotMuteYourself,
  memberNotFound,
  requestNotFound,
  tooManyFollows,
} from './problems.ts';
import {
  changeCounts,
  deleteBlock,
  deleteFollow,
  deleteMute,
  deleteRequest,
  followingCount,
  insertBlock,
  insertFollow,
  insertMute,
  insertRequest,
  lockPair,
  memberExists,
  type Relation,
  relationRows,
  requestersOf,
  target,
} from './queries.ts';
import type { Following } from './schemas.ts';

/** So many that a person never meets it; one who scripts does. */
const MOST_FOLLOWS = 7_500;

/**
 * Follows a member, or asks to where the account is private. Again changes nothing.
 * @throws Problem 404 `member_not_found`; 422 `cannot_follow_self`, `too_many_follows`
 */
export async function follow(ctx: Context, viewer: Viewer, id: string): Promise<Following> {
  if (id === viewer.id) throw cannotFollowYourself();
  return ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    const other = await target(tx.db, viewer, id);
    if (!other) throw memberNotFound();
    if (other.isFollowed) return { following: true, requested: false };
    if ((await followingCount(tx.db, viewer.id)) >= MOST_FOLLOWS) throw tooManyFollows(MOST_FOLLOWS);
    if (other.isPrivate) {
      if (await insertRequest(tx.db, viewer.id, id)) {
        await tx.emit('social.follow_requested', { requesterId: viewer.id, targetId: id });
      }
      return { following: false, requested: true };
    }
    await connect(tx, viewer.id, id);
    return { following: true, requested: false };
  });
}

/** Makes the edge, with counters and event, in the caller's transaction. */
async function connect(tx: Context, followerId: string, followeeId: string): Promise<void> {
  if (!(await insertFollow(tx.db, followerId, followeeId))) return;
  await changeCounts(tx.db, [
    { userId: followerId, followers: 0, following: 1 },
    { userId: followeeId, followers: 1, following: 0 },
  ]);
  await tx.emit('social.followed', { followerId, followeeId });
}

async function disconnect(tx: Context, followerId: string, followeeId: string): Promise<void> {
  if (!(await deleteFollow(tx.db, followerId, followeeId))) return;
  await changeCounts(tx.db, [
    { userId: followerId, followers: 0, following: -1 },
    { userId: followeeId, followers: -1, following: 0 },
  ]);
  await tx.emit('social.unfollowed', { followerId, followeeId });
}

/** Stops following, or takes a request back. Again changes nothing. */
export async function unfollow(ctx: Context, viewer: Viewer, id: string): Promise<Following> {
  return ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    await deleteRequest(tx.db, viewer.id, id);
    await disconnect(tx, viewer.id, id);
    return { following: false, requested: false };
  });
}

/** Makes somebody follow no longer; they are not told. */
export async function removeFollower(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    await disconnect(tx, id, viewer.id);
  });
}

/** @throws Problem 404 `request_not_found` */
export async function acceptRequest(ctx: Context, viewer: Viewer, requesterId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, requesterId);
    if (!(await deleteRequest(tx.db, requesterId, viewer.id))) throw requestNotFound();
    await connect(tx, requesterId, viewer.id);
  });
}

/** @throws Problem 404 `request_not_found` */
export async function rejectRequest(ctx: Context, viewer: Viewer, requesterId: string): Promise<void> {
  if (!(await deleteRequest(ctx.db, requesterId, viewer.id))) throw requestNotFound();
}

/** Job: an account has become public, so whoever waited follows now; a batch at a time until none waits. */
export async function acceptAllRequests(ctx: Context, { userId }: { userId: string }): Promise<void> {
  for (;;) {
    const batch = await requestersOf(ctx.db, userId, 100);
    if (batch.length === 0) return;
    for (const requesterId of batch) {
      await ctx.transaction(async (tx) => {
        await lockPair(tx.db, userId, requesterId);
        if (await deleteRequest(tx.db, requesterId, userId)) await connect(tx, requesterId, userId);
      });
    }
  }
}

/**
 * Blocks a member: both follow each other no longer, and neither sees the other anywhere from here on.
 * @throws Problem 404 `member_not_found`, 422 `cannot_block_self`
 */
export async function block(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (id === viewer.id) throw cannotBlockYourself();
  await ctx.transaction(async (tx) => {
    await lockPair(tx.db, viewer.id, id);
    // Somebody who blocked us may be blocked in turn, though we do not see them.
    if (!(await memberExists(tx.db, id))) throw memberNotFound();
    if (!(await insertBlock(tx.db, viewer.id, id))) return;
    await deleteRequest(tx.db, viewer.id, id);
    await deleteRequest(tx.db, id, viewer.id);
    await disconnect(tx, viewer.id, id);
    await disconnect(tx, id, viewer.id);
    await tx.emit('social.blocked', { blockerId: viewer.id, blockedId: id });
  });
}

export const unblock = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  deleteBlock(ctx.db, viewer.id, id);

/** @throws Problem 404 `member_not_found`, 422 `cannot_mute_self` */
export async function mute(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (id === viewer.id) throw cannotMuteYourself();
  if (!(await target(ctx.db, viewer, id))) throw memberNotFound();
  await insertMute(ctx.db, viewer.id, id);
}

export const unmute = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  deleteMute(ctx.db, viewer.id, id);

/** How the viewer stands to each of some members, by id. */
export async function relations(
  ctx: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, Relation>> {
  if (ids.length === 0) return new Map();
  const rows = await relationRows(ctx.db, viewer, ids);
  return new Map(rows.map(({ id, ...relation }) => [id, relation]));
}
