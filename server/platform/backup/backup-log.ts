import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Entry } from './entries.ts';
import { formatLsn, parseLsn, readLogState, segmentOf } from './log-archive.ts';
import { BackupProblem } from './problem.ts';

/** Complete files of the log wait until there are so many. */
const FILES_PER_PART = 16;

/**
 * The log from the start of a backup to its end. It is copied while the database is copied, so that little of it waits: a replication
 * slot of the connection keeps it until then.
 */
export interface BackupLog {
  /** The first file that a recovery needs. */
  first: string;
  /** Copies the complete files since the last call, if there are enough. */
  copy(): Promise<void>;
  /** Completes the current file, and copies the rest. @returns the last file */
  finish(): Promise<string>;
}

/** Begins before the backup does, so that nothing in between is missing. */
export async function keepLog(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ slot: string }>(
    `select slot_name as slot from pg_create_physical_replication_slot('chitlaq_backup_' || pg_backend_pid(), true, true)`,
  );
  return rows[0]?.slot ?? '';
}

/**
 * @param slot of `keepLog`
 * @param startLsn of `pg_backup_start`
 * @param write writes a part
 */
export async function openBackupLog(
  client: pg.Client,
  clusterDir: string,
  {
    slot,
    startLsn,
    write,
  }: { slot: string; startLsn: string; write: (file: string, entries: Entry[]) => Promise<void> },
): Promise<BackupLog> {
  const pgWal = join(clusterDir, 'pg_wal');
  const { timeline, segmentBytes } = await readLogState(client);
  const size = BigInt(segmentBytes);
  const nameAt = (lsn: bigint) => segmentOf(timeline, lsn, segmentBytes);
  let next = (parseLsn(startLsn) / size) * size;
  let part = 0;
  const copyFiles = async (atLeast: number): Promise<void> => {
    const { flushed } = await readLogState(client);
    const files: string[] = [];
    let end = next;
    for (; end + size <= flushed; end += size) files.push(nameAt(end));
    if (files.length < atLeast) return;
    const entries: Entry[] = files.map((name) => ({ path: name, from: join(pgWal, name), required: true }));
    const histories = (await readdir(pgWal)).filter((name) => name.endsWith('.history'));
    if (part === 0) entries.push(...histories.map((name) => ({ path: name, from: join(pgWal, name) })));
    part++;
    await write(`log-${String(part).padStart(4, '0')}.sealed`, entries).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        throw new BackupProblem(
          'The database wrote more log during the backup than it may keep. Try again at a quieter time.',
          { cause: error },
        );
      },
    );
    next = end;
    await client.query('select pg_replication_slot_advance($1, $2::pg_lsn)', [slot, formatLsn(next)]);
  };
  return {
    first: nameAt(next),
    copy: () => copyFiles(FILES_PER_PART),
    async finish() {
      await client.query('select pg_switch_wal()');
      await copyFiles(1);
      return nameAt(next - size);
    },
  };
}
