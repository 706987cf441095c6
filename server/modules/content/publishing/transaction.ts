import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { enqueuePreviews } from '../link-previews/service.ts';
import { tooManyPosts } from '../problems.ts';
import { publishOnce } from '../publish-once.ts';
import { beginDryRun, rollBackDryRun } from '../queries.ts';
import type { NewPost, Post } from '../schemas.ts';
import { insertValidPosts, type ValidPost, validatePost } from './insert.ts';

/** Posts per member and window: more than a person needs, fewer than a script would make. */
const RATE_LIMIT = { posts: 60, windowSeconds: 600 };

/** What identifies the request of an Idempotency-Key. */
export const requestOf = (input: NewPost): unknown => ['POST /posts', input];

/** Publishes a post in a transaction of its own. @param rateLimit  as `publishInTransaction` */
export const publishAlone = (
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
  rateLimit?: 'counted',
): Promise<Post> =>
  publishOnce(ctx, viewer, key, requestOf(input), (tx) => publishInTransaction(tx, viewer, input, rateLimit));

/**
 * Publishes a post in the caller's transaction. @throws Problem as `publish`.
 * @param rateLimit  `counted`: the post was counted before, and is not counted again
 */
export async function publishInTransaction(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  rateLimit?: 'counted',
): Promise<Post> {
  await refusePollIfOff(tx, input);
  const valid = validatePost(viewer, input);
  if (rateLimit !== 'counted') await enforceRateLimit(tx, viewer);
  const post = await insertOne(tx, valid);
  await announce(tx, [post]);
  return post;
}

async function insertOne(tx: Context, valid: ValidPost): Promise<Post> {
  const [outcome] = await insertValidPosts(tx, [valid], { waitsForLocks: true });
  if (outcome instanceof Problem) throw outcome;
  if (outcome === undefined || outcome === 'locked')
    throw new Error('a post was neither written nor refused');
  return outcome;
}

/** Whether a post concerns somebody else. */
const isAddressed = ({ replyToId, quoteOf, entities }: Post): boolean =>
  replyToId !== null || quoteOf !== null || entities.some(({ type }) => type === 'mention');

/** Emits the events of new posts, enqueues their link previews, and notifies open home timelines: a hint, which may be lost. */
export async function announce(tx: Context, posts: readonly Post[]): Promise<void> {
  const eventOf = ({ id, author }: Post) => ({ postId: id, authorId: author.id });
  const published = posts.map(eventOf);
  await tx.emit('content.published', ...published);
  await tx.emit('content.addressed', ...posts.filter(isAddressed).map(eventOf));
  await enqueuePreviews(tx, posts);
  for (const payload of published) publishAfterCommit(tx, 'content.published', payload);
}

/**
 * Publishes a post as a dry run: throws what `publish` would throw, then rolls back its writes.
 * @param rateLimit  `counts`: the dry run counts towards the rate limit, and may be refused for it
 * @returns the post as its author would see it; its id is never stored
 */
export async function dryRunPublish(
  tx: Context,
  viewer: Viewer,
  input: NewPost,
  rateLimit?: 'counts',
): Promise<Post> {
  await refusePollIfOff(tx, input);
  const valid = validatePost(viewer, input);
  if (rateLimit === 'counts') await enforceRateLimit(tx, viewer);
  await beginDryRun(tx.db);
  const post = await insertOne(tx, valid);
  await rollBackDryRun(tx.db);
  return post;
}

/** @throws Problem 403 `feature_off` for a poll, if the campus has switched polls off */
export async function refusePollIfOff(ctx: Context, { poll }: NewPost): Promise<void> {
  if (poll !== undefined) await auth.requireFeature(ctx, 'polls');
}

/** Counts a post. @throws Problem 429 `too_many_posts` */
export async function enforceRateLimit(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `content.posts:${viewer.id}`,
    RATE_LIMIT.windowSeconds,
  );
  if (count > RATE_LIMIT.posts) throw tooManyPosts(Math.ceil(resetsInMs / 1000));
}
