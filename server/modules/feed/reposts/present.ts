import { hashtagKey } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type Post, presentPosts } from '../../content/index.ts';
import { presentAuthors } from '../../profiles/index.ts';
import type { HomeEntry } from '../schemas.ts';
import { byPost, type CircleRepost, type Entry } from './folding.ts';
import { circleReposts } from './queries.ts';

/** So many names stand over a reposted post; the others are counted. */
const NAMED = 3;

/** By post: the reposts of it that come to the viewer's home, the newest first. */
export type Circle = Map<string, CircleRepost[]>;

export interface ShownEntry extends Entry {
  /** Null where it is still to be loaded. */
  post: Post | null;
}

/** Adds to the circle what is not known yet of the reposts among some entries. One query, or none. */
export async function learnReposts(
  ctx: Context,
  viewer: Viewer,
  circle: Circle,
  entries: readonly Entry[],
): Promise<void> {
  const unknown = entries.filter(({ id, postId }) => id !== postId && !circle.has(postId));
  if (unknown.length === 0) return;
  const postIds = [...new Set(unknown.map(({ postId }) => postId))];
  for (const [postId, reposts] of byPost(await circleReposts(ctx.db, viewer, postIds)))
    circle.set(postId, reposts);
}

/** Entries of the viewer's home as they are shown. What was deleted since they were found is left out. */
export async function presentEntries(
  ctx: Context,
  viewer: Viewer,
  circle: Circle,
  entries: readonly ShownEntry[],
): Promise<HomeEntry[]> {
  const missing = new Set(entries.flatMap(({ post, postId }) => (post === null ? [postId] : [])));
  const loaded = new Map((await presentPosts(ctx, viewer, [...missing])).map((post) => [post.id, post]));
  const repostedBy = await reposters(ctx, viewer, circle, entries);
  return entries.flatMap(({ id, postId, hashtag, post: found }) => {
    const post = found ?? loaded.get(postId);
    if (post === undefined) return [];
    const place = {
      source: 'timeline' as const,
      entryId: id,
      repostedBy: id === postId ? null : (repostedBy.get(postId) ?? null),
      followedHashtag: hashtag === null ? null : asWritten(post, hashtag),
    };
    // A post that was made for this place is filled up, since copying one costs more than making it.
    return [found === null ? { ...post, ...place } : Object.assign(found, place)];
  });
}

/** By post: who of the viewer's circle has reposted it. */
async function reposters(
  ctx: Context,
  viewer: Viewer,
  circle: Circle,
  entries: readonly Entry[],
): Promise<Map<string, HomeEntry['repostedBy']>> {
  await learnReposts(ctx, viewer, circle, entries);
  const reposted = new Set(entries.flatMap(({ id, postId }) => (id === postId ? [] : [postId])));
  const named = [...reposted].flatMap((postId) => (circle.get(postId) ?? []).slice(0, NAMED));
  const cards = await presentAuthors(
    ctx,
    named.map(({ userId }) => userId),
  );
  return new Map(
    [...reposted].map((postId) => {
      const reposts = circle.get(postId) ?? [];
      const members = reposts.slice(0, NAMED).flatMap(({ userId }) => cards.get(userId) ?? []);
      return [postId, reposts.length === 0 ? null : { members, count: reposts.length }];
    }),
  );
}

/** A hashtag as the post has it, where its key is known. */
const asWritten = (post: Post, key: string): string =>
  post.entities.flatMap((part) =>
    part.type === 'hashtag' && hashtagKey(part.tag) === key ? [part.tag] : [],
  )[0] ?? key;
