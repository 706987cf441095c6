import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { readiness } from '../../platform/readiness.ts';
import { backupState } from './backups.ts';
import {
  type BackupRow,
  type DrillRow,
  findDays,
  findLastDrills,
  insertBackup,
  insertDrill,
  isMarked,
  markMinute,
} from './queries.ts';
import type { StatusHistory } from './schemas.ts';
import { HISTORY_DAYS, uptime } from './uptime.ts';

const DAY_MS = 86_400_000;
const CACHE_SECONDS = 10;
/** Twice a minute, so that a delay leaves no minute out. */
const HEARTBEAT_MS = 30_000;
/** A night without a drill is noticed within a day. */
const OVERDUE_MS = 36 * 3_600_000;

/**
 * Uptime of the last days, the backups and the last restore drill. Anybody may ask, and many do at once when something is wrong: all of
 * them share an answer for a few seconds.
 *
 * Cost: two lookups by key, a range of 90 rows and the backups, at most once in ten seconds.
 */
export async function getHistory(ctx: Context): Promise<StatusHistory> {
  const now = ctx.clock();
  const span = Math.floor(now.getTime() / 1_000 / CACHE_SECONDS);
  return ctx.cache.remember(`status:history:${span}`, CACHE_SECONDS, () => readHistory(ctx, now));
}

async function readHistory(ctx: Context, now: Date): Promise<StatusHistory> {
  const [{ first, days }, isUpNow, backup, { last, lastGood }] = await Promise.all([
    findDays(ctx.db, new Date(now.getTime() - (HISTORY_DAYS - 1) * DAY_MS)),
    isMarked(ctx.db, now),
    backupState(ctx, now),
    findLastDrills(ctx.db),
  ]);
  return {
    at: now.toISOString(),
    uptime: uptime(first, days, now, isUpNow),
    backup,
    restoreDrill: last
      ? {
          status: last.failedStep ? 'failed' : isOverdue(last, now) ? 'overdue' : 'ok',
          at: last.finishedAt.toISOString(),
          failedStep: last.failedStep,
          rpoSeconds: last.rpoSeconds,
          rtoSeconds: last.rtoSeconds,
          lastSuccessAt: lastGood?.finishedAt.toISOString() ?? null,
        }
      : null,
  };
}

const isOverdue = ({ finishedAt }: DrillRow, now: Date): boolean =>
  now.getTime() - finishedAt.getTime() > OVERDUE_MS;

export type DrillResult = Omit<DrillRow, 'id'>;

export const recordDrill = (ctx: Context, result: DrillResult): Promise<void> =>
  ctx.transaction((tx) => insertDrill(tx.db, { id: newId(), ...result }));

export type BackupResult = Omit<BackupRow, 'id'>;

/** Writes a backup of the stack where the metrics and the status page find it. */
export const recordBackup = (ctx: Context, result: BackupResult): Promise<void> =>
  ctx.transaction((tx) => insertBackup(tx.db, { id: newId(), ...result }));

/** Marks the current minute as one in which the campus answers, if this process is ready. */
export async function markReadyMinute(ctx: Context): Promise<void> {
  const { status } = await readiness(ctx);
  if (status === 200) await markMinute(ctx.db, ctx.clock());
}

/** Marks each minute in which this process is ready, until the returned function is called. For gateways. */
export function startHeartbeat(ctx: Context): () => void {
  const beat = () =>
    markReadyMinute(ctx).catch((error: unknown) => ctx.log.debug({ err: error }, 'status.minute_not_marked'));
  void beat();
  const timer = setInterval(beat, HEARTBEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}
