import type { Context } from '../../../platform/context.ts';
import type { JobTable } from '../../../platform/jobs.ts';
import { postsWithMedia } from './queries.ts';
import { shelterMedia } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.shelterMedia': { userId: string };
  }
}

const OLDEST = '00000000-0000-0000-0000-000000000000';
const BATCH = 200;

/** After an account has opened or closed: the addresses of its posts' files follow. Says what holds now, however often it runs. */
async function shelterAll(ctx: Context, { userId }: { userId: string }): Promise<void> {
  for (let after = OLDEST; ; ) {
    const posts = await postsWithMedia(ctx.db, userId, after, BATCH);
    const last = posts.at(-1);
    if (last === undefined) return;
    await ctx.transaction(async (tx) => {
      for (const id of posts) await shelterMedia(tx, { id, authorId: userId, visibility: 'public' });
    });
    after = last;
  }
}

export const attachmentJobs: JobTable = { 'content.shelterMedia': shelterAll };
