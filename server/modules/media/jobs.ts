import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/jobs.ts';
import { LIMITS } from './limits.ts';
import { processLater, processOnce } from './processing.ts';
import { failFile, isNamed, stuckFiles, takeFree } from './queries.ts';
import { dropUploads } from './resumable/service.ts';
import { sweepIncoming } from './room.ts';
import { storage } from './storage/index.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'media.process': { mediaId: string };
    'media.erase': { name: string };
    'media.tidy': unknown;
  }
}

const BATCH = 200;

/** Removes a folder of the storage, unless a forwarded file still is the same bytes. Again removes nothing. */
async function erase(ctx: Context, { name }: { name: string }): Promise<void> {
  if (!(await isNamed(ctx.db, name))) await storage(ctx).removeAll(name);
}

/** Every hour: what hangs on nothing for a day, uploads that were never finished, processing that never ended. */
async function tidy(ctx: Context): Promise<void> {
  const now = ctx.clock().getTime();
  for (let taken = BATCH; taken === BATCH; ) {
    taken = await ctx.transaction(async (tx) => {
      const names = await takeFree(tx.db, new Date(now - LIMITS.freeMs), BATCH);
      for (const name of names) await tx.jobs.add('media.erase', { name });
      return names.length;
    });
  }
  for (const { id, name, created_at } of await stuckFiles(ctx.db, new Date(now - LIMITS.retryMs))) {
    if (created_at.getTime() > now - LIMITS.processingMs) {
      await ctx.jobs.add('media.process', { mediaId: id }, processOnce(id));
      continue;
    }
    await failFile(ctx.db, id, 'processing_failed');
    await storage(ctx).removeAll(name);
  }
  await dropUploads(ctx);
  // What a crash left; the folder has a clock of its own, and nothing under way is older than an upload may live.
  await sweepIncoming(ctx, new Date(Date.now() - 2 * LIMITS.uploadMs));
}

export const jobs: JobTable = { 'media.process': processLater, 'media.erase': erase, 'media.tidy': tidy };

export const crons: Cron[] = [{ at: '33 * * * *', job: 'media.tidy' }];
