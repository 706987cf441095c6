import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import type { JobSpec } from '../../../platform/jobs.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import {
  abandonExport,
  deleteRemoved,
  type ExportRow,
  failExport,
  findRequester,
  findStaleExports,
  finishExport,
  removeExpired,
  removeReplaced,
  startAttempt,
  updateProgress,
} from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.export': { exportId: string };
    'messaging.cleanUpExports': unknown;
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Maximum attempts after faults and after stopped or killed workers. */
const MAX_ATTEMPTS = 6;
/** Minimum interval between progress updates. */
const PROGRESS_INTERVAL_MS = 1_000;
/** After this time without progress the job may be lost and is added again; later the export is given up. */
const STALE_MS = 2 * HOUR_MS;
const ABANDON_MS = 2 * DAY_MS;

/**
 * All processes together build two at once: they read much, and nobody waits for them in front of a screen.
 */
export const exportSpec = ({ id, memberId }: Pick<ExportRow, 'id' | 'memberId'>): JobSpec => ({
  key: `messaging.export:${id}`,
  queue: `messaging.export ${Number.parseInt(memberId.slice(-1), 16) % 2}`,
  maxAttempts: MAX_ATTEMPTS + 2,
  priority: 10,
});

/** The export should stop: it was withdrawn, its member left, or another attempt started. */
class Cancelled extends Error {
  override name = 'Unwanted';
}

/**
 * Job: builds an archive and stores it for download. A killed run restarts from the beginning. Each attempt
 * deletes the working files of the previous one; an outdated attempt deletes its own.
 */
async function runExport(
  ctx: Context,
  { exportId }: { exportId: string },
  signal?: AbortSignal,
): Promise<void> {
  const name = randomBytes(16).toString('hex');
  const started = await startAttempt(ctx.db, exportId, name, ctx.clock());
  if (started === undefined) return;
  const request = { ...started, name };
  if (request.attempt > MAX_ATTEMPTS) return markFailed(ctx, request, 'internal_error');
  if (request.previousName !== null) await media.removeWorkFolder(ctx, request.previousName);
  const folder = await media.createWorkFolder(ctx, name);
  try {
    await writeExport(ctx, folder, request, signal);
  } catch (error) {
    if (error instanceof Cancelled) return;
    if (error instanceof Problem && error.code === 'storage_full')
      return await markFailed(ctx, request, 'storage_full');
    // A stopped worker is not a fault: the next one continues the export.
    if (request.attempt >= MAX_ATTEMPTS && !signal?.aborted) await markFailed(ctx, request, 'internal_error');
    throw error;
  } finally {
    await media.removeWorkFolder(ctx, name);
  }
}

async function writeExport(
  ctx: Context,
  folder: string,
  request: ExportRow & { name: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const requester = await findRequester(ctx.db, request.memberId);
  if (requester === undefined) return;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const onProgress = async (done: number, total: number) => {
    signal?.throwIfAborted();
    if (performance.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = performance.now();
    if (!(await updateProgress(ctx.db, request, { done, total }, ctx.clock()))) throw new Cancelled();
  };
  const { writeArchive } = await import('./archive.ts'); // loaded only when needed
  const archive = await writeArchive(ctx, { ...requester, request, folder, onProgress });
  const stored = await media.storeArchive(ctx, join(folder, 'archive.zip'));
  await ctx.transaction(async (tx) => {
    const now = tx.clock();
    const expiresAt = new Date(now.getTime() + tx.config.exportKeepDays * DAY_MS);
    if (!(await finishExport(tx.db, request, archive, { now, expiresAt }))) {
      await media.discardArchive(tx, stored);
      return;
    }
    await dropArchives(tx, await removeReplaced(tx.db, request.memberId, request));
    if (request.scope === 'account') await auth.announceArchive(tx, request.memberId);
    await tx.emit('messaging.exported', { exportId: request.id, memberId: request.memberId });
    await media.commitArchive(tx, request.name, stored);
  });
}

const markFailed = (
  ctx: Context,
  request: ExportRow,
  failure: 'storage_full' | 'internal_error',
): Promise<void> => failExport(ctx.db, request, failure, ctx.clock());

/** Deletes the archives of removed exports from storage. */
export async function dropArchives(tx: Context, removed: readonly { name: string | null }[]): Promise<void> {
  for (const { name } of removed) if (name !== null) await media.eraseArchive(tx, name);
}

/** Hourly: removes expired exports and those of members who left, and restarts lost ones. */
async function cleanUp(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  await ctx.transaction(async (tx) => {
    const failedBefore = ago(tx.config.exportKeepDays * DAY_MS);
    await dropArchives(tx, await removeExpired(tx.db, now, failedBefore));
    await deleteRemoved(tx.db, ago(DAY_MS));
  });
  for (const staleExport of await findStaleExports(ctx.db, ago(STALE_MS))) {
    if (staleExport.createdAt > ago(ABANDON_MS)) {
      await ctx.jobs.add('messaging.export', { exportId: staleExport.id }, exportSpec(staleExport));
      continue;
    }
    await abandonExport(ctx.db, staleExport.id, now);
  }
}

export const exportJobs: JobTable = { 'messaging.export': runExport, 'messaging.cleanUpExports': cleanUp };
export const exportCrons: Cron[] = [{ at: '47 * * * *', job: 'messaging.cleanUpExports' }];
