import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { TableCount } from '../../../platform/backup/counts.ts';
import { disableStatementTimeout } from '../../../platform/db.ts';
import type { DrillResult } from '../service.ts';
import type { DrillStep } from '../tables.ts';
import { compareCounts } from './counts.ts';
import { DrillFailure, judgeCopy } from './judge.ts';

const POLL_MS = 50;

/** A server on a restored copy, started with `cluster_name` = COPY_NAME. */
export interface CopyServer {
  url: string;
  stop(): Promise<void>;
}

/** What a backup says about itself. */
export interface RestoredBackup {
  /** Everything committed by then is in the backup, also without the log after it. */
  takenAt: Date;
  /** The rows at the restore point; absent if they were not counted. */
  tables?: readonly TableCount[] | undefined;
  secretKey: string | undefined;
}

/** How a drill gets its copy: the only part that knows which tool made the backup. Whatever it throws is a finding of the drill. */
export interface CopySource {
  /** A folder of the copy's own. */
  dataDir: string;
  /** Unpacks the newest backup and checks all of it. @param onChosen called with its name */
  unpack(onChosen: (backupName: string) => void): Promise<RestoredBackup>;
  /** Recovers to the restore point of the backup and pauses there, readable. */
  openAtRestorePoint(): Promise<CopyServer>;
  /** Recovers to the newest change, writable. */
  openLatest(): Promise<CopyServer>;
  /** Deletes the copy. */
  remove(): Promise<void>;
}

/**
 * Restores the newest backup, compares its rows, opens the app on it and signs a member in.
 * @param main the bundle of the server
 */
export async function runDrill(
  source: CopySource,
  { main, say }: { main: string; say: (words: string) => void },
): Promise<DrillResult> {
  const startedAt = new Date();
  let backupName: string | null = null;
  let copy: CopyServer | undefined;
  try {
    const backup = await during('backup', () =>
      source.unpack((name) => {
        backupName = name;
      }),
    );
    const countingFrom = Date.now();
    if (backup.tables) {
      say('Comparing rows …');
      await checkCounts(source, backup.tables);
    }
    const countingMs = Date.now() - countingFrom;
    say('Opening the app on the copy …');
    const server = await during('recovery', () => source.openLatest());
    copy = server;
    const newest = await during('recovery', () => newestChange(server.url, backup.takenAt));
    if (backup.secretKey === undefined) throw new DrillFailure('start', 'The backup has no SECRET_KEY.');
    const { answeredAt } = await judgeCopy(
      { databaseUrl: server.url, dataDir: source.dataDir, secretKey: backup.secretKey },
      { main, say },
    );
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
    await source.remove();
  }
}

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

async function checkCounts(source: CopySource, expected: readonly TableCount[]): Promise<void> {
  const server = await during('recovery', () => source.openAtRestorePoint());
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
async function newestChange(url: string, takenAt: Date): Promise<Date> {
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at');
    const at = rows[0]?.at ?? takenAt;
    return at > takenAt ? at : takenAt;
  } finally {
    await client.end();
  }
}
