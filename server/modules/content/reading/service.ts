import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { memberNotFound } from '../../social/index.ts';
import { markMuted, mutedMatcher } from '../muted-words/matcher.ts';
import { postNotFound } from '../problems.ts';
import { listReplies } from '../replies/service.ts';
import type { AuthorPostPage, AuthorPostsQuery, Post, Thread, ThreadQuery } from '../schemas.ts';
import { presentEntries, presentPosts } from './present.ts';
import {
  findAncestors,
  findAuthor,
  findAuthorPostsBefore,
  findPinnedPosts,
  findPostAuthor,
  findVisiblePostIds,
} from './queries.ts';

/**
 * One post.
 * @throws Problem 404 `post_not_found`: it does not exist, is deleted, or is hidden from the viewer
 */
export async function getPost(ctx: Context, viewer: Viewer, postId: string): Promise<Post> {
  const [post] = await presentPosts(ctx, viewer, [postId]);
  if (post === undefined) throw postNotFound();
  return post;
}

/**
 * A post with all that its author and staff may see, without a viewer: never use it to answer a member. `post` is
 * undefined if it is deleted.
 * @returns undefined if there was never such a post
 */
export async function getPostAsAuthor(
  ctx: Context,
  postId: string,
): Promise<{ authorId: string; post: Post | undefined } | undefined> {
  const author = await findPostAuthor(ctx.db, postId);
  if (author === undefined) return undefined;
  const viewer: Viewer = { ...author, sessionId: author.id, roles: ['member'] };
  const [post] = await presentPosts(ctx, viewer, [postId]);
  return { authorId: author.id, post };
}

/** Those of the posts that the viewer may see, deleted ones as they were then. For moderation. */
export const filterVisiblePostIds = async (
  ctx: Context,
  viewer: Viewer,
  postIds: readonly string[],
): Promise<Set<string>> => (postIds.length === 0 ? new Set() : findVisiblePostIds(ctx.db, viewer, postIds));

/**
 * One page of a member's posts, newest first; the first page also has their pinned posts, unless only media is listed. Empty for a private
 * member whom the viewer does not follow.
 *
 * @param author  id or username
 * @throws Problem 404 `member_not_found`, 400 `invalid_cursor`
 */
export async function listAuthorPosts(
  ctx: Context,
  viewer: Viewer,
  author: string,
  { limit, cursor, replies, media }: AuthorPostsQuery,
): Promise<AuthorPostPage> {
  const before = readCursor(cursor);
  const authorId = await findAuthor(ctx.db, viewer, author);
  if (authorId === undefined) throw memberNotFound();
  const ids = await findAuthorPostsBefore(ctx.db, viewer, authorId, {
    before,
    replies: replies === 'true',
    hasMedia: media === 'true',
    take: limit + 1,
  });
  const page = toPage(ids, limit, (id) => id);
  const pinned = before === null && media === 'false' ? await findPinnedPosts(ctx.db, viewer, authorId) : [];
  const posts = await presentPosts(ctx, viewer, [...new Set([...pinned, ...page.items])]);
  const byId = new Map(posts.map((post) => [post.id, post]));
  const pick = (postIds: readonly string[]) => postIds.flatMap((id) => byId.get(id) ?? []);
  return { items: pick(page.items), nextCursor: page.nextCursor, pinned: pick(pinned) };
}

/**
 * A post in its thread: its ancestors, and one page of its direct replies.
 * @throws Problem 404 `post_not_found`, 400 `invalid_cursor`
 */
export async function getThread(
  ctx: Context,
  viewer: Viewer,
  postId: string,
  query: ThreadQuery,
): Promise<Thread> {
  const post = await getPost(ctx, viewer, postId);
  const ancestorIds = post.replyToId === null ? [] : await findAncestors(ctx.db, postId);
  const replyPage = await listReplies(ctx, viewer, post, query);
  // Replies to the viewer's own post are addressed to them.
  const muted = await mutedMatcher(ctx, viewer, post.author.id === viewer.id ? 'contact' : 'elsewhere');
  const entries = markMuted(muted, await presentEntries(ctx, viewer, [...ancestorIds, ...replyPage.items]));
  const items = entries.slice(ancestorIds.length);
  const isComplete = query.cursor === undefined && replyPage.nextCursor === null;
  const shown = items.filter((entry) => !('unavailable' in entry)).length;
  return {
    ancestors: entries.slice(0, ancestorIds.length),
    post,
    replies: {
      items,
      nextCursor: replyPage.nextCursor,
      hidden: isComplete ? Math.max(0, post.counts.replies - shown) : null,
    },
  };
}
