import { Batcher } from '../../../platform/batcher.ts';
import type { Context } from '../../../platform/context.ts';
import { holdFreshKeys, isKeyConflict, storeResponses } from '../../../platform/idempotency.ts';
import { Problem } from '../../../platform/problem.ts';
import { processState } from '../../../platform/process-state.ts';
import type { Post } from '../schemas.ts';
import { type InsertOutcome, insertValidPosts, type ValidPost } from './insert.ts';
import { announce, enforceRateLimit, publishAlone, requestOf } from './transaction.ts';

interface QueuedPost extends ValidPost {
  key: string | undefined;
  /** Whether the rate limit refuses it. Set once it has counted, which it does once however often it is tried. */
  refusal?: Promise<Problem | undefined>;
}

/** Created outside of transactions: `publishBatched` runs in none. */
const batcherOf = processState(
  'content.publish-batcher',
  (ctx: Context) =>
    new Batcher<QueuedPost, Post | Problem>({
      name: 'posts',
      maxConcurrent: 2,
      maxBatch: 50,
      maxQueued: 500,
      exclusiveKey: ({ viewer }) => viewer.id,
      // A batch locks the posts that it answers. Another one would leave out its answers to them.
      sharedKeys: ({ input }) => (input.replyToId === undefined ? [] : [input.replyToId]),
      write: (posts) => writeBatch(ctx, posts),
      writeAlone: async ({ viewer, input, key, refusal }) =>
        (await refusal) ?? publishAlone(ctx, viewer, input, key, refusal && 'counted'),
    }),
);

/**
 * Publishes a post in one commit with others that arrive while earlier batches run. A single post is not
 * delayed.
 * @param ctx  outside of a transaction
 * @throws Problem as `publish`; Unavailable if the queue is full
 */
export async function publishBatched(ctx: Context, post: ValidPost, key: string | undefined): Promise<Post> {
  const outcome = await batcherOf(ctx).submit({ ...post, key });
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

/** @returns undefined for a post that must be written alone: its key was used or is in use, or something is locked */
async function writeBatch(
  ctx: Context,
  posts: readonly QueuedPost[],
): Promise<(Post | Problem | undefined)[]> {
  try {
    return await ctx.transaction((tx) => writeInTransaction(tx, ctx, posts));
  } catch (error) {
    if (isKeyConflict(error)) return posts.map(() => undefined);
    throw error;
  }
}

async function writeInTransaction(
  tx: Context,
  ctx: Context,
  posts: readonly QueuedPost[],
): Promise<(Post | Problem | undefined)[]> {
  const held = await holdFreshKeys(tx, posts.flatMap(requestKeyOf));
  const outcomes = new Map<QueuedPost, InsertOutcome>();
  const fresh = posts.filter(({ viewer, key }) => key === undefined || held.has(`${viewer.id} ${key}`));
  await Promise.all(
    fresh.map(async (post) => {
      post.refusal ??= countPost(ctx, post);
      const refusal = await post.refusal;
      if (refusal) outcomes.set(post, refusal);
    }),
  );
  const counted = fresh.filter((post) => !outcomes.has(post));
  const inserted = await insertValidPosts(tx, counted, { waitsForLocks: false });
  for (const [index, post] of counted.entries()) outcomes.set(post, inserted[index] ?? 'locked');
  const results = posts.map((post) => {
    const outcome = outcomes.get(post);
    return outcome === 'locked' ? undefined : outcome;
  });
  const published = results.flatMap((result, index) =>
    result === undefined || result instanceof Problem ? [] : { post: result, queued: posts[index]! },
  );
  await storeResponses(
    tx,
    published.flatMap(({ post, queued }) =>
      requestKeyOf(queued).map((requestKey) => ({
        ...requestKey,
        request: requestOf(queued.input),
        response: { id: post.id },
      })),
    ),
  );
  await announce(
    tx,
    published.map(({ post }) => post),
  );
  return results;
}

const requestKeyOf = ({ viewer, key }: QueuedPost) =>
  key === undefined ? [] : [{ memberId: viewer.id, key }];

/** Counts a post towards the rate limit. @returns why it is refused */
async function countPost(ctx: Context, { viewer }: QueuedPost): Promise<Problem | undefined> {
  try {
    await enforceRateLimit(ctx, viewer);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
