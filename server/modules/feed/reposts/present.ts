import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { type Post, presentPosts } from '../../content/index.ts';
import { presentAuthors } from '../../profiles/index.ts';
import { originalTag } from '../hashtags/spelling.ts';
import type { HomeEntry } from '../schemas.ts';
import { type Entry, type FolloweeRepost, groupByPost } from './folding.ts';
import { findFolloweeReposts } from './queries.ts';

/** Names shown with a reposted post; further ones are counted. */
const MAX_NAMED = 3;

/** By post: its reposts that belong in the viewer's home, newest first. */
export type RepostsByPost = Map<string, FolloweeRepost[]>;

export interface ShownEntry extends Entry {
  /** Null until it is loaded. */
  post: Post | null;
}

/** Adds the reposts of these entries that are not in the map yet. One query, or none. */
export async function loadReposts(
  ctx: Context,
  viewer: Viewer,
  repostsByPost: RepostsByPost,
  entries: readonly Entry[],
): Promise<void> {
  const unknown = entries.filter(({ id, postId }) => id !== postId && !repostsByPost.has(postId));
  if (unknown.length === 0) return;
  const postIds = [...new Set(unknown.map(({ postId }) => postId))];
  for (const [postId, reposts] of groupByPost(await findFolloweeReposts(ctx.db, viewer, postIds)))
    repostsByPost.set(postId, reposts);
}

/** Presents entries of the viewer's home. Posts that were deleted meanwhile are left out. */
export async function presentEntries(
  ctx: Context,
  viewer: Viewer,
  repostsByPost: RepostsByPost,
  entries: readonly ShownEntry[],
): Promise<HomeEntry[]> {
  const missing = new Set(entries.flatMap(({ post, postId }) => (post === null ? [postId] : [])));
  const loaded = new Map((await presentPosts(ctx, viewer, [...missing])).map((post) => [post.id, post]));
  const repostedBy = await loadReposters(ctx, viewer, repostsByPost, entries);
  return entries.flatMap(({ id, postId, hashtag, post: found }) => {
    const post = found ?? loaded.get(postId);
    if (post === undefined) return [];
    const placement = {
      source: 'timeline' as const,
      entryId: id,
      repostedBy: id === postId ? null : presentRepost(id, repostedBy.get(postId)),
      followedHashtag: hashtag === null ? null : originalTag(post, hashtag),
    };
    // A post that was built for this entry is extended in place, because copying costs more than building.
    return [found === null ? { ...post, ...placement } : Object.assign(found, placement)];
  });
}

type Reposters = Omit<NonNullable<HomeEntry['repostedBy']>, 'at'>;

/** Who reposted a post, with the time of the repost that is the entry. Its id contains it. */
const presentRepost = (entryId: string, reposters: Reposters | undefined): HomeEntry['repostedBy'] =>
  reposters === undefined ? null : { ...reposters, at: new Date(idTime(entryId)).toISOString() };

/** By post: the followees of the viewer who have reposted it. */
async function loadReposters(
  ctx: Context,
  viewer: Viewer,
  repostsByPost: RepostsByPost,
  entries: readonly Entry[],
): Promise<Map<string, Reposters>> {
  await loadReposts(ctx, viewer, repostsByPost, entries);
  const reposted = new Set(entries.flatMap(({ id, postId }) => (id === postId ? [] : [postId])));
  const namedReposts = [...reposted].flatMap((postId) =>
    (repostsByPost.get(postId) ?? []).slice(0, MAX_NAMED),
  );
  const cards = await presentAuthors(
    ctx,
    namedReposts.map(({ userId }) => userId),
  );
  return new Map(
    [...reposted].flatMap((postId) => {
      const reposts = repostsByPost.get(postId) ?? [];
      if (reposts.length === 0) return [];
      const members = reposts.slice(0, MAX_NAMED).flatMap(({ userId }) => cards.get(userId) ?? []);
      return [[postId, { members, count: reposts.length }]];
    }),
  );
}
