import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { compareCounts } from '../modules/status/drill/counts.ts';
import { DrillFailure, judgeCopy } from '../modules/status/drill/judge.ts';
import { type DrillResult, status } from '../modules/status/index.ts';
import type { DrillStep } from '../modules/status/tables.ts';
import { subscriptions } from '../modules/table.ts';
import { COPY_NAME } from '../platform/backup/copy-name.ts';
import { readKey } from '../platform/backup/key.ts';
import { type Manifest, readManifest } from '../platform/backup/manifest.ts';
import {
  chooseBackup,
  recover,
  requireReadable,
  restoredSecretKey,
  unpackBackup,
  workFolder,
} from '../platform/backup/restore.ts';
import { clusterOf } from '../platform/backup/source.ts';
import { type Config, readConfig, readSecrets } from '../platform/config.ts';
import { openContext } from '../platform/context.ts';
import { disableStatementTimeout } from '../platform/db.ts';
import type { RunningPostgres } from '../platform/embedded-postgres/index.ts';
import { openLog } from '../platform/log.ts';
import { ownMigrations, type Say, targetOf, yieldToOthers } from './backup.ts';

const POLL_MS = 50;
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
  const result = await drill(config, { target, main: options.main, say });
  return { ...result, isRecorded: await record(config, env, result) };
}

async function drill(
  config: Config,
  { target, main, say }: { target: string; main: string; say: Say },
): Promise<DrillResult> {
  const startedAt = new Date();
  const dataDir = await workFolder(join(config.dataDir, 'restore-drill'));
  let backupName: string | null = null;
  let copy: RunningPostgres | undefined;
  try {
    const manifest = await during('backup', async () => {
      const key = readKey(config.backupKeyFile);
      const backup = chooseBackup(target);
      backupName = backup.name;
      requireReadable(readManifest(backup.folder, key), ownMigrations());
      return unpackBackup(backup, {
        target,
        dataDir,
        key,
        files: 'verify',
        recoverTo: 'latest',
        spareBytes: config.mediaMinFreeMb * 1024 * 1024,
        say,
      });
    });
    const cluster = clusterOf(dataDir);
    const countingFrom = Date.now();
    if (manifest.tables) {
      say('Comparing rows …');
      await checkCounts(cluster, manifest, manifest.tables);
    }
    const countingMs = Date.now() - countingFrom;
    say('Opening the app on the copy …');
    const server = await during('recovery', () => recover(cluster, 'latest', { settings: COPY_SETTINGS }));
    copy = server;
    const newest = await during('recovery', () => newestChange(server.url, manifest));
    const secretKey = restoredSecretKey(dataDir);
    if (secretKey === undefined) throw new DrillFailure('start', 'The backup has no SECRET_KEY.');
    const { answeredAt } = await judgeCopy({ databaseUrl: server.url, dataDir, secretKey }, { main, say });
    const seconds = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / 1_000));
    return {
      startedAt,
      finishedAt: new Date(),
      failedStep: null,
      detail: null,
      backupName,
      rpoSeconds: seconds(startedAt.getTime() - newest.getTime()),
      rtoSeconds: seconds(answeredAt.getTime() - startedAt.getTime() - countingMs),
    };
  } catch (error) {
    if (!(error instanceof DrillFailure)) throw error;
    return {
      startedAt,
      finishedAt: new Date(),
      failedStep: error.step,
      detail: error.message,
      backupName,
      rpoSeconds: null,
      rtoSeconds: null,
    };
  } finally {
    await copy?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Whatever fails in a step is a finding of the drill. */
async function during<Result>(step: DrillStep, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DrillFailure) throw error;
    throw new DrillFailure(step, (error as Error).message, { cause: error });
  }
}

async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq restore drill' });
  client.on('error', () => undefined); // the query that uses the connection fails
  await client.connect();
  await disableStatementTimeout(client);
  return client;
}

async function checkCounts(
  cluster: string,
  manifest: Manifest,
  expected: NonNullable<Manifest['tables']>,
): Promise<void> {
  const server = await during('recovery', () =>
    recover(cluster, { restorePoint: manifest.restorePoint }, { readOnly: true, settings: COPY_SETTINGS }),
  );
  try {
    await during('recovery', async () => {
      const client = await connectTo(server.url);
      try {
        for (;;) {
          const { rows } = await client.query<{ state: string }>(
            'select pg_get_wal_replay_pause_state() as state',
          );
          if (rows[0]?.state === 'paused') break;
          await delay(POLL_MS);
        }
        await compareCounts(client, expected);
      } finally {
        await client.end().catch(() => undefined);
      }
    });
  } finally {
    await server.stop();
  }
}

/** When the newest change in the copy was made: the last commit of the log, or the moment of the backup. */
async function newestChange(url: string, manifest: Manifest): Promise<Date> {
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at');
    const backupAt = new Date(manifest.finishedAt);
    const at = rows[0]?.at ?? backupAt;
    return at > backupAt ? at : backupAt;
  } finally {
    await client.end();
  }
}

/** Writes the result where the status page finds it. @returns false if the campus's database does not run */
async function record(
  config: Config,
  env: Record<string, string | undefined>,
  result: DrillResult,
): Promise<boolean> {
  const running = join(config.dataDir, 'run/database-url');
  const databaseUrl = config.databaseUrl ?? (existsSync(running) ? readFileSync(running, 'utf8') : undefined);
  if (databaseUrl === undefined) return false;
  const ctx = await openContext({
    config: { ...config, databaseUrl, databaseDirectUrl: config.databaseDirectUrl ?? databaseUrl },
    secrets: readSecrets(env, config.dataDir),
    log: openLog('fatal', 'restore-drill'),
    name: 'restore drill',
    subscriptions,
  });
  try {
    await status.recordDrill(ctx, result);
    return true;
  } finally {
    await ctx.close();
  }
}
