import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { readSmallSealed, writeSealed } from './encryption.ts';
import type { BackupKey } from './key.ts';

/** The replication slot that keeps the log until it is archived. */
export const SLOT = 'chitlaq_archive';
/** Key of the advisory lock that a pass holds. */
const LOCK = 7_340_214;
const SUFFIX = '.sealed';
/** The beginning of a file of the log that PostgreSQL still writes. */
const PARTIAL = '.partial';
const UNFINISHED = '.tmp';
const SEGMENT = /^[0-9A-F]{24}$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;

export const logFolderOf = (target: string, systemIdentifier: string): string =>
  join(target, 'log', systemIdentifier);
const sealedName = (systemIdentifier: string, name: string) => `log ${systemIdentifier} ${name}`;

/** A place in the log, as `0/1A2B3C`. */
export const parseLsn = (lsn: string): bigint => {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
};
export const formatLsn = (lsn: bigint): string =>
  `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffffffffn).toString(16).toUpperCase()}`;

/** The file of the log that contains a place. */
export function segmentOf(timeline: string, lsn: bigint, segmentBytes: number): string {
  const number = lsn / BigInt(segmentBytes);
  const perHigh = 0x1_0000_0000n / BigInt(segmentBytes);
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  return `${timeline}${hex(number / perHigh)}${hex(number % perHigh)}`;
}
/** Files of the log in the order in which they were written, whatever their timeline. */
export const orderOf = (segment: string): string => segment.slice(8);

export interface LogState {
  timeline: string;
  segmentBytes: number;
  /** Up to here the log is on the disk and does not change any more. */
  flushed: bigint;
}

export async function readLogState(client: pg.Client): Promise<LogState> {
  const { rows } = await client.query<{ timeline: string; bytes: number; flushed: string }>(
    `select left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) as timeline, pg_current_wal_flush_lsn()::text as flushed,
       (select setting::float8 from pg_settings where name = 'wal_segment_size') as bytes`,
  );
  const { timeline = '', bytes = 0, flushed = '0/0' } = rows[0] ?? {};
  return { timeline, segmentBytes: Number(bytes), flushed: parseLsn(flushed) };
}

export interface ArchivePass {
  /** The archive begins here: only a backup that is made from now on can be restored to later moments. */
  needsBackup: boolean;
  /** Files that were written. */
  stored: number;
}

/** Where the last pass of this process ended. */
export interface ArchiveProgress {
  flushed?: bigint;
}

export interface ArchiveOptions {
  clusterDir: string;
  target: string;
  key: BackupKey;
  systemIdentifier: string;
  progress: ArchiveProgress;
}

/**
 * Archives the log once: every complete file that is not archived yet, and the beginning of the current one. A commit that was
 * acknowledged before the call is in the archive afterwards. Safe to stop at any moment: the slot keeps the log until it is archived.
 *
 * If the target cannot be written for long, PostgreSQL drops the slot (`max_slot_wal_keep_size`) instead of filling its disk. The next
 * pass makes it again and asks for a new backup.
 */
export async function archiveLog(client: pg.Client, options: ArchiveOptions): Promise<ArchivePass> {
  const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${LOCK}) as locked`);
  if (!rows[0]?.locked) return { needsBackup: false, stored: 0 }; // another worker is at it
  try {
    return await archiveOnce(client, options);
  } finally {
    await client.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
  }
}

async function archiveOnce(
  client: pg.Client,
  { clusterDir, target, key, systemIdentifier, progress }: ArchiveOptions,
): Promise<ArchivePass> {
  const slot = await openSlot(client);
  const state = await readLogState(client);
  if (!slot.isNew && progress.flushed === state.flushed) return { needsBackup: false, stored: 0 };
  const folder = logFolderOf(target, systemIdentifier);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pgWal = join(clusterDir, 'pg_wal');
  const known = new Set(readdirSync(folder));
  // The lock is ours, so nobody writes these: killed processes have left them.
  for (const name of known) if (name.endsWith(UNFINISHED)) rmSync(join(folder, name), { force: true });
  const size = BigInt(state.segmentBytes);
  let stored = 0;
  const store = async (name: string, content: Buffer) => {
    const path = join(folder, `${name}${SUFFIX}`);
    const unfinished = `${path}.${process.pid}${UNFINISHED}`;
    const source = (async function* () {
      yield content;
    })();
    await writeSealed(unfinished, source, { key, name: sealedName(systemIdentifier, name), compress: true });
    await rename(unfinished, path);
    stored++;
  };
  for (const name of readdirSync(pgWal).filter((name) => HISTORY.test(name)))
    if (!known.has(`${name}${SUFFIX}`)) await store(name, await readFile(join(pgWal, name)));

  let start = (parseLsn(slot.restart) / size) * size;
  // After a restore, the beginning of the new timeline may be before the slot; it is still there.
  if (slot.isNew)
    while (
      start >= size &&
      existsSync(join(pgWal, segmentOf(state.timeline, start - size, state.segmentBytes)))
    )
      start -= size;
  for (; start + size <= state.flushed; start += size) {
    const name = segmentOf(state.timeline, start, state.segmentBytes);
    if (!known.has(`${name}${SUFFIX}`)) {
      // Before the timeline began, its file has the name of an earlier timeline, and is archived under that.
      const content = await readFile(join(pgWal, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (content) await store(name, content);
    }
    rmSync(join(folder, `${name}${PARTIAL}${SUFFIX}`), { force: true });
  }
  if (state.flushed > start) {
    const name = segmentOf(state.timeline, start, state.segmentBytes);
    await store(`${name}${PARTIAL}`, await readStart(join(pgWal, name), Number(state.flushed - start)));
  }
  if (start > parseLsn(slot.restart))
    await client.query('select pg_replication_slot_advance($1, $2::pg_lsn)', [SLOT, formatLsn(start)]);
  progress.flushed = state.flushed;
  return { needsBackup: slot.isNew, stored };
}

async function openSlot(client: pg.Client): Promise<{ restart: string; isNew: boolean }> {
  const { rows } = await client.query<{ restart: string | null; wal_status: string | null }>(
    'select restart_lsn::text as restart, wal_status from pg_replication_slots where slot_name = $1',
    [SLOT],
  );
  const [found] = rows;
  if (found?.restart && found.wal_status !== 'lost') return { restart: found.restart, isNew: false };
  if (found) await client.query('select pg_drop_replication_slot($1)', [SLOT]);
  const created = await client.query<{ restart: string }>(
    'select lsn::text as restart from pg_create_physical_replication_slot($1, true)',
    [SLOT],
  );
  return { restart: created.rows[0]?.restart ?? '0/0', isNew: true };
}

/** The first bytes of a file. */
async function readStart(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    await file.read(buffer, 0, bytes, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

export interface ArchivedFile {
  name: string;
  isPartial: boolean;
  path: string;
}

/** The archived files of the log from a segment on, oldest first. A partial one is left out if the complete one is there. */
export function archivedFiles(target: string, systemIdentifier: string, first: string): ArchivedFile[] {
  const folder = logFolderOf(target, systemIdentifier);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((file) => {
      const stem = file.slice(0, -SUFFIX.length);
      const isPartial = stem.endsWith(PARTIAL);
      return {
        file,
        isPartial,
        name: isPartial ? stem.slice(0, -PARTIAL.length) : stem,
        path: join(folder, file),
      };
    })
    .filter(
      ({ name, isPartial }) =>
        HISTORY.test(name) ||
        (SEGMENT.test(name) &&
          orderOf(name) >= orderOf(first) &&
          !(isPartial && names.includes(`${name}${SUFFIX}`))),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, isPartial, path }) => ({ name, isPartial, path }));
}

/** The content of an archived file. @throws BackupProblem that names it if it is damaged */
export async function readArchived(
  { name, isPartial, path }: ArchivedFile,
  systemIdentifier: string,
  key: BackupKey,
): Promise<Buffer> {
  const read = (from: string, partial: string) =>
    readSmallSealed(from, { key, name: sealedName(systemIdentifier, name + partial), compressed: true });
  if (!isPartial) return read(path, '');
  const whole = path.replace(`${PARTIAL}${SUFFIX}`, SUFFIX);
  // Completed since it was listed.
  if (!existsSync(path) && existsSync(whole)) return read(whole, '');
  return read(path, PARTIAL);
}

/** Deletes the archived log before a segment. @returns how many files */
export function removeLogBefore(target: string, systemIdentifier: string, first: string): number {
  const kept = new Set(archivedFiles(target, systemIdentifier, first).map(({ path }) => path));
  const old = archivedFiles(target, systemIdentifier, '0'.repeat(24)).filter(({ path }) => !kept.has(path));
  for (const { path } of old) rmSync(path, { force: true });
  return old.length;
}
