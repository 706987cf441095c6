import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import type { JobSpec } from '../../../platform/jobs.ts';
import { Problem } from '../../../platform/problem.ts';
import { media } from '../../media/index.ts';
import {
  asker,
  beginAttempt,
  type ExportRow,
  failExport,
  finishExport,
  forgetGone,
  giveUp,
  silentExports,
  takeOver,
  takeReplaced,
  touchExport,
} from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.export': { exportId: string };
    'messaging.tidyExports': unknown;
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often it is begun at most: after a fault, and after its worker was stopped or killed. */
const ATTEMPTS = 6;
/** So often at most it is said how far one is. */
const TOUCH_MS = 1_000;
/** After so long without a word the job may be lost, and is added again; after so long it is given up. */
const SILENT_MS = 2 * HOUR_MS;
const GIVE_UP_MS = 2 * DAY_MS;

/** Two in all processes are made at once, whoever asks: they read much, and nobody waits before a screen for them. */
export const exportSpec = ({ id, memberId }: Pick<ExportRow, 'id' | 'memberId'>): JobSpec => ({
  key: `messaging.export:${id}`,
  queue: `messaging.export ${Number.parseInt(memberId.slice(-1), 16) % 2}`,
  maxAttempts: ATTEMPTS + 2,
  priority: 10,
});

/** There is no use in going on: it was withdrawn, its member has left, or another attempt has begun. */
class Unwanted extends Error {
  override name = 'Unwanted';
}

/**
 * The job: makes an archive and puts it where it can be fetched. Killed in the middle it is begun anew; what an earlier attempt
 * left of its work is removed by the next, and one that comes too late lets go of its own.
 */
async function make(ctx: Context, { exportId }: { exportId: string }, signal?: AbortSignal): Promise<void> {
  const name = randomBytes(16).toString('hex');
  const begun = await beginAttempt(ctx.db, exportId, name, ctx.clock());
  if (begun === undefined) return;
  const order = { ...begun, name };
  if (order.attempt > ATTEMPTS) return fail(ctx, order, 'broken');
  if (order.former !== null) await media.clearWork(ctx, order.former);
  const folder = await media.workFolder(ctx, name);
  try {
    await makeIn(ctx, folder, order, signal);
  } catch (error) {
    if (error instanceof Unwanted) return;
    if (error instanceof Problem && error.code === 'storage_full') return await fail(ctx, order, 'no_room');
    // A stop of the worker is no fault: the next takes it up.
    if (order.attempt >= ATTEMPTS && !signal?.aborted) await fail(ctx, order, 'broken');
    throw error;
  } finally {
    await media.clearWork(ctx, name);
  }
}

async function makeIn(
  ctx: Context,
  folder: string,
  order: ExportRow & { name: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const who = await asker(ctx.db, order.memberId);
  if (who === undefined) return;
  let touched = Number.NEGATIVE_INFINITY;
  const onProgress = async (done: number, total: number) => {
    signal?.throwIfAborted();
    if (performance.now() - touched < TOUCH_MS) return;
    touched = performance.now();
    if (!(await touchExport(ctx.db, order, { done, total }, ctx.clock()))) throw new Unwanted();
  };
  const { pack } = await import('./packing.ts'); // only where an archive is made
  const made = await pack(ctx, { ...who, order, folder, onProgress });
  const stored = await media.storeArchive(ctx, join(folder, 'archive.zip'));
  await ctx.transaction(async (tx) => {
    const now = tx.clock();
    const expiresAt = new Date(now.getTime() + tx.config.exportKeepDays * DAY_MS);
    if (!(await finishExport(tx.db, order, made, { now, expiresAt }))) {
      await media.forgoArchive(tx, stored);
      return;
    }
    await drop(tx, await takeReplaced(tx.db, order.memberId, order.id));
    await tx.emit('messaging.exported', { exportId: order.id, memberId: order.memberId });
    await media.keepArchive(tx, order.name, stored);
  });
}

const fail = (ctx: Context, order: ExportRow, failure: 'no_room' | 'broken'): Promise<void> =>
  failExport(ctx.db, order, failure, ctx.clock());

/** Empties the folders of exports that were taken away. */
export async function drop(tx: Context, taken: readonly { name: string | null }[]): Promise<void> {
  for (const { name } of taken) if (name !== null) await media.dropArchive(tx, name);
}

/** Every hour: removes those whose time is over and those of members who left, and takes up what was lost on the way. */
async function tidy(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  await ctx.transaction(async (tx) => {
    const failedBefore = ago(tx.config.exportKeepDays * DAY_MS);
    await drop(tx, await takeOver(tx.db, now, failedBefore));
    await forgetGone(tx.db, ago(DAY_MS));
  });
  for (const one of await silentExports(ctx.db, ago(SILENT_MS))) {
    if (one.createdAt > ago(GIVE_UP_MS)) {
      await ctx.jobs.add('messaging.export', { exportId: one.id }, exportSpec(one));
      continue;
    }
    await giveUp(ctx.db, one.id, now);
  }
}

export const exportJobs: JobTable = { 'messaging.export': make, 'messaging.tidyExports': tidy };
export const exportCrons: Cron[] = [{ at: '47 * * * *', job: 'messaging.tidyExports' }];
