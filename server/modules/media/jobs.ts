import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { sweepIncoming } from './disk-space.ts';
import {
  endExpired,
  eraseBlocked,
  fingerprintOld,
  resumeSearches,
  searchCopies,
} from './fingerprints/jobs.ts';
import { LIMITS } from './limits.ts';
import { deleteUnclaimed, eraseOrphans, eraseStored, releaseFiles } from './objects/service.ts';
import { failProcessing, processLater, processOnce } from './processing.ts';
import { deleteUnattached, findStuckFiles, nameExists } from './queries.ts';
import { dropUploads } from './resumable/service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'media.process': { mediaId: string };
    /** Deletes all that is stored under a name, or one file of it. */
    'media.erase': { name: string; file?: string };
    'media.cleanUp': unknown;
    /** Reads files without a fingerprint, from the one after `after`. */
    'media.fingerprintOld': { after?: string };
    /** Looks for the copies of a listed picture. */
    'media.searchCopies': { id: string };
    'media.deleteUnclaimed': unknown;
    'media.eraseOrphans': unknown;
  }
}

const BATCH = 200;

/** Deletes what is stored under a name, unless a forwarded file still uses it. Idempotent. */
async function erase(ctx: Context, { name, file }: { name: string; file?: string }): Promise<void> {
  if (file !== undefined) {
    await ctx.transaction((tx) => releaseFiles(tx, name, file));
    return;
  }
  if (!(await nameExists(ctx.db, name))) await eraseStored(ctx, name);
}

/** Every hour: deletes what has been unattached for a day, unfinished uploads and stuck processing. */
async function cleanUp(ctx: Context): Promise<void> {
  const now = ctx.clock().getTime();
  for (let deleted = BATCH; deleted === BATCH; ) {
    deleted = await ctx.transaction(async (tx) => {
      const names = await deleteUnattached(tx.db, new Date(now - LIMITS.unattachedTtlMs), BATCH);
      for (const name of names) await tx.jobs.add('media.erase', { name });
      return names.length;
    });
  }
  for (const { id, name, created_at } of await findStuckFiles(ctx.db, new Date(now - LIMITS.retryMs))) {
    if (created_at.getTime() > now - LIMITS.processingMs) {
      await ctx.jobs.add('media.process', { mediaId: id }, processOnce(id));
      continue;
    }
    await failProcessing(ctx, { id, name }, 'processing_failed');
  }
  await resumeSearches(ctx);
  await endExpired(ctx);
  await eraseBlocked(ctx);
  await deleteUnclaimed(ctx);
  await dropUploads(ctx);
  // What a crash left. The folder has its own clock, and nothing in progress is older than an upload may live.
  await sweepIncoming(ctx, new Date(Date.now() - 2 * LIMITS.uploadMs));
}

export const jobs: JobTable = {
  'media.process': processLater,
  'media.erase': erase,
  'media.cleanUp': cleanUp,
  'media.fingerprintOld': fingerprintOld,
  'media.searchCopies': searchCopies,
  'media.deleteUnclaimed': deleteUnclaimed,
  'media.eraseOrphans': eraseOrphans,
};

export const crons: Cron[] = [
  { at: '33 * * * *', job: 'media.cleanUp' },
  { at: '47 3 * * *', job: 'media.eraseOrphans' },
  { at: '17 4 * * *', job: 'media.fingerprintOld', atStart: true },
];
