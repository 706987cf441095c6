import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import {
  countWords,
  ensurePartitions,
  findProgress,
  indexPosts,
  removePost,
  searchableAfter,
  searchablePost,
  setProgress,
} from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'search.indexPost': { postId: string };
    'search.indexAll': unknown;
    'search.countWords': unknown;
  }
}

const BATCH = 1_000;
const DAY_MS = 86_400_000;

/** Indexes a post; removes a deleted post from the index. */
async function indexPost(ctx: Context, { postId }: { postId: string }): Promise<void> {
  const post = await searchablePost(ctx.db, postId);
  if (post) await indexPosts(ctx.db, [post]);
  else await removePost(ctx.db, postId);
}

/**
 * Indexes all posts that existed before the search index. Later runs only create the partitions of the coming
 * months.
 */
export async function indexAll(ctx: Context): Promise<void> {
  await ensurePartitions(ctx.db, new Date(ctx.clock().getTime() + 90 * DAY_MS));
  for (;;) {
    const posts = await searchableAfter(ctx.db, await findProgress(ctx.db, 'index'), BATCH);
    const last = posts.at(-1);
    if (last === undefined) return;
    await indexPosts(ctx.db, posts);
    await setProgress(ctx.db, 'index', last.id);
  }
}

/**
 * Counts the words of all posts that wait for it. An edited post is counted again; a deleted one is not
 * subtracted.
 */
export async function countAllWords(ctx: Context): Promise<void> {
  while ((await countWords(ctx.db, BATCH)) === BATCH);
}

export const jobs: JobTable = {
  'search.indexPost': indexPost,
  'search.indexAll': indexAll,
  'search.countWords': countAllWords,
};

export const crons: Cron[] = [
  { at: '35 3 * * *', job: 'search.indexAll', atStart: true },
  { at: '25 * * * *', job: 'search.countWords', atStart: true },
];
