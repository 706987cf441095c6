import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CopySource, runDrill } from '../modules/status/drill/run.ts';
import { type DrillResult, status } from '../modules/status/index.ts';
import { COPY_NAME } from '../platform/backup/copy-name.ts';
import { readKey } from '../platform/backup/key.ts';
import { readManifest } from '../platform/backup/manifest.ts';
import {
  chooseBackup,
  recover,
  requireReadable,
  restoredSecretKey,
  unpackBackup,
  workFolder,
} from '../platform/backup/restore.ts';
import { clusterOf } from '../platform/backup/source.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { ownMigrations, type Say, targetOf, yieldToOthers } from './backup.ts';
import { openRunningCampus } from './running-campus.ts';

/** A copy needs less memory than the campus. */
const COPY_SETTINGS = { shared_buffers: '64MB', cluster_name: COPY_NAME };

/**
 * `npm run restore-drill`: restores the newest backup into a folder of its own, at low priority, and judges the copy. Reads every part,
 * every file of the log and every file of members.
 * @param main the bundle of the server
 */
export async function restoreDrill(
  env: Record<string, string | undefined>,
  options: { from?: string | undefined; main: string },
  say: Say,
): Promise<DrillResult & { isRecorded: boolean }> {
  const config = readConfig(env);
  const target = targetOf(config, options.from, '--from');
  yieldToOthers();
  const result = await runDrill(await copySource(config, target, say), { main: options.main, say });
  return { ...result, isRecorded: await recordDrill(config, env, result) };
}

/** Copies from the backups of the default run. */
async function copySource(config: Config, target: string, say: Say): Promise<CopySource> {
  const dataDir = await workFolder(join(config.dataDir, 'restore-drill'));
  const cluster = clusterOf(dataDir);
  let restorePoint = '';
  return {
    dataDir,
    async unpack(onChosen) {
      const key = readKey(config.backupKeyFile);
      const backup = chooseBackup(target);
      onChosen(backup.name);
      requireReadable(readManifest(backup.folder, key), ownMigrations());
      const spareBytes = config.mediaMinFreeMb * 1024 * 1024;
      const manifest = await unpackBackup(backup, {
        target,
        dataDir,
        key,
        files: 'verify',
        recoverTo: 'latest',
        spareBytes,
        say,
      });
      ({ restorePoint } = manifest);
      return {
        takenAt: new Date(manifest.finishedAt),
        tables: manifest.tables,
        secretKey: restoredSecretKey(dataDir),
      };
    },
    openAtRestorePoint: () => recover(cluster, { restorePoint }, { readOnly: true, settings: COPY_SETTINGS }),
    openLatest: () => recover(cluster, 'latest', { settings: COPY_SETTINGS }),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** Writes the result where the status page finds it. @returns false if the campus's database does not run */
export async function recordDrill(
  config: Config,
  env: Record<string, string | undefined>,
  result: DrillResult,
): Promise<boolean> {
  const ctx = await openRunningCampus(config, env, 'restore drill');
  if (!ctx) return false;
  try {
    await status.recordDrill(ctx, result);
    return true;
  } finally {
    await ctx.close();
  }
}
