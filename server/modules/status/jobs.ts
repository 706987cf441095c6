import { Gauge } from 'prom-client';
import { type BackupKey, keyForBackups } from '../../platform/backup/key.ts';
import { type ArchiveProgress, archiveLog } from '../../platform/backup/log-archive.ts';
import { listBackups } from '../../platform/backup/manifest.ts';
import { fileStore, type SeenFolders, storeNewFiles } from '../../platform/backup/member-files.ts';
import { BackupProblem } from '../../platform/backup/problem.ts';
import { openSource } from '../../platform/backup/source.ts';
import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable, Sweep } from '../../platform/job-handlers.ts';
import { moduleMetrics } from '../../platform/metrics.ts';
import { processState } from '../../platform/process-state.ts';
import { runOnce } from '../../platform/supervisor/child.ts';
import { findBackupPlaces, findLastDrills, findLogArchivedAt } from './queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'status.backUp': unknown;
    'status.drillRestore': unknown;
  }
}

const STOP_MS = 2_000;

const archivedAt = new Gauge({
  name: 'backup_log_archived_timestamp_seconds',
  help: 'When the log of the database was last archived in full',
  registers: [moduleMetrics],
});
const backupBytes = new Gauge({
  name: 'backup_last_bytes',
  help: 'Size of the newest complete backup, without the files of members',
  registers: [moduleMetrics],
});
const drilledAt = new Gauge({
  name: 'restore_drill_last_success_timestamp_seconds',
  help: 'When a restore drill last found everything as it should be; 0 if none did',
  registers: [moduleMetrics],
});
const drillFailed = new Gauge({
  name: 'restore_drill_failed',
  help: '1 if the last restore drill failed',
  registers: [moduleMetrics],
});
const backedUpAt = new Gauge({
  name: 'backup_last_success_timestamp_seconds',
  help: 'When the newest complete backup was made',
  registers: [moduleMetrics],
});

const placeBackedUpAt = new Gauge({
  name: 'backup_place_last_success_timestamp_seconds',
  help: 'When the newest backup of the stack at a place (disk, sftp, s3) was complete; 0 if none was',
  labelNames: ['place'],
  registers: [moduleMetrics],
});
const placeFailing = new Gauge({
  name: 'backup_place_failed',
  help: '1 if the last backup to a place failed',
  labelNames: ['place'],
  registers: [moduleMetrics],
});

/** Runs a command of the server in a process of its own, at low priority, so that this one goes on working. */
async function runCommand(ctx: Context, name: string, signal: AbortSignal | undefined): Promise<void> {
  if (ctx.config.backupDir === undefined) return;
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const { child, problem } = runOnce({
    script: process.argv[1] ?? '',
    args: [name],
    env,
    say: (words) => ctx.log.info({ command: name }, words),
  });
  const stop = () => void child.stop(STOP_MS);
  signal?.addEventListener('abort', stop);
  const reason = await problem;
  signal?.removeEventListener('abort', stop);
  if (reason !== undefined) throw new Error(reason);
}

export const jobs: JobTable = {
  'status.backUp': (ctx, _payload, signal) => runCommand(ctx, 'backup', signal),
  'status.drillRestore': (ctx, _payload, signal) => runCommand(ctx, 'restore-drill', signal),
};

// Without BACKUP_DIR both do nothing.
export const crons: Cron[] = [
  { at: '0 2 * * *', job: 'status.backUp' },
  { at: '30 3 * * *', job: 'status.drillRestore' },
];

interface ArchiveState {
  key?: BackupKey;
  progress: ArchiveProgress;
  seen: SeenFolders;
  nextAt: number;
}
const archiveState = processState(
  'status.archive',
  (): ArchiveState => ({
    progress: {},
    seen: new Map(),
    nextAt: 0,
  }),
);

/** Copies what is new in the log and among members' files. */
async function archive(ctx: Context): Promise<boolean> {
  const { backupDir: target, backupKeyFile, backupLogMs, dataDir, s3Url } = ctx.config;
  const state = archiveState(ctx);
  if (target === undefined || Date.now() < state.nextAt) return false;
  state.nextAt = Date.now() + backupLogMs;
  const startedAt = Date.now();
  try {
    state.key ??= keyForBackups(backupKeyFile, target, {
      mayBeNew: false,
      say: (words) => ctx.log.warn(words),
    });
    const { clusterDir, systemIdentifier, connect } = await openSource(ctx.config, { mayStart: false });
    // Files first: a row in the archived log then has its file.
    if (s3Url === undefined)
      await storeNewFiles(dataDir, fileStore(target, systemIdentifier, state.key), { seen: state.seen });
    const client = await connect();
    try {
      const { needsBackup } = await archiveLog(client, {
        clusterDir,
        target,
        key: state.key,
        systemIdentifier,
        progress: state.progress,
      });
      if (needsBackup) await ctx.jobs.add('status.backUp', {}, { key: 'archive begins' });
    } finally {
      await client.end();
    }
    archivedAt.set(startedAt / 1_000);
    const [newest] = listBackups(target);
    if (newest) {
      backedUpAt.set(newest.at.getTime() / 1_000);
      backupBytes.set(newest.manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0));
    }
  } catch (error) {
    // Tried again soon; the log is kept until then.
    if (error instanceof BackupProblem) ctx.log.error({ reason: error.message }, 'backup.not_archived');
    else throw error;
  }
  return false;
}

/** Shows the last drill to the metrics, however it was made. */
async function measureDrills(ctx: Context): Promise<boolean> {
  const { last, lastGood } = await findLastDrills(ctx.db);
  drilledAt.set((lastGood?.finishedAt.getTime() ?? 0) / 1_000);
  drillFailed.set(last?.failedStep ? 1 : 0);
  return false;
}

/** Shows the backups of the stack to the metrics. */
async function measureBackups(ctx: Context): Promise<boolean> {
  const places = await findBackupPlaces(ctx.db);
  if (places.length === 0) return false;
  placeBackedUpAt.reset();
  placeFailing.reset();
  for (const { place, at, isFailing } of places) {
    placeBackedUpAt.set({ place }, (at?.getTime() ?? 0) / 1_000);
    placeFailing.set({ place }, isFailing ? 1 : 0);
  }
  const [newest] = places.sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0));
  backedUpAt.set((newest?.at?.getTime() ?? 0) / 1_000);
  backupBytes.set(newest?.bytes ?? 0);
  const logAt = await findLogArchivedAt(ctx.db);
  if (logAt) archivedAt.set(logAt.getTime() / 1_000);
  return false;
}

export const sweeps: Sweep[] = [
  { name: 'status.archive', everyMs: 1_000, run: archive },
  { name: 'status.drills', everyMs: 60_000, run: measureDrills },
  { name: 'status.backups', everyMs: 60_000, run: measureBackups },
];
