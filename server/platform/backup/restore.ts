import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import pLimit from 'p-limit';
import {
  installedMajor,
  isAlive,
  isRunning,
  PostgresProblem,
  type RunningPostgres,
  startPostgres,
} from '../embedded-postgres/index.ts';
import { requireSpace, syncFolder } from './disk.ts';
import { useSealed } from './encryption.ts';
import { unpack } from './entries.ts';
import type { BackupKey } from './key.ts';
import { type ArchivedFile, archivedFiles, orderOf, readArchived } from './log-archive.ts';
import { type BackupSummary, listBackups, type Manifest, readManifest } from './manifest.ts';
import {
  fileStore,
  readFileList,
  restoreFile,
  storedBetween,
  storedSize,
  verifyFile,
} from './member-files.ts';
import { BackupProblem, explainFileError } from './problem.ts';
import { clusterOf } from './source.ts';

const CONCURRENCY = 3;
/** A file of the log, not compressed. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/**
 * The backup to restore: the one that is named, or the newest from which a moment can be restored.
 * @throws BackupProblem if there is none
 */
export function chooseBackup(
  target: string,
  { at, named }: { at?: Date; named?: string } = {},
): BackupSummary {
  const problems: BackupProblem[] = [];
  const backups = listBackups(target, (problem) => problems.push(problem));
  const [newest] = backups;
  if (named !== undefined) {
    const found = backups.find(({ name }) => name === named);
    if (found) return found;
    const damaged = problems.find(({ message }) => message.includes(named));
    throw damaged ?? new BackupProblem(`${target} contains no backup ${named}. List them with --list.`);
  }
  // A damaged backup could be the newest: say so instead of restoring an older one.
  if (problems[0] && at === undefined) throw problems[0];
  if (!newest) throw new BackupProblem(`${target} contains no backup.`);
  const found = at === undefined ? newest : backups.find((backup) => backup.at <= at);
  if (!found)
    throw new BackupProblem(
      `The oldest backup is of ${backups.at(-1)?.at.toISOString()}; nothing before it can be restored.`,
    );
  return found;
}

/** @throws BackupProblem if this version cannot read the backup */
export function requireReadable(manifest: Manifest, knownMigrations: readonly string[]): void {
  const major = installedMajor();
  if (manifest.postgres.major !== major)
    throw new BackupProblem(
      `The backup holds a database of PostgreSQL ${manifest.postgres.major}, and this is PostgreSQL ${major}. Restore it with the version of ChitLaq that made it (${manifest.version}).`,
    );
  if (!knownMigrations.includes(manifest.schema.newest))
    throw new BackupProblem(
      `The backup was made by a newer version of ChitLaq (${manifest.version}, ${manifest.schema.newest}). Update this one, then restore.`,
    );
}

/**
 * Unpacks a backup into an empty data folder: the database with the log after it, secrets, and members' files. Every part is checked
 * while it is unpacked.
 * @param options.files `restore` writes members' files, `verify` only reads them to their end
 * @throws BackupProblem that names what is damaged or missing
 */
export async function unpackBackup(
  backup: BackupSummary,
  options: {
    target: string;
    dataDir: string;
    key: BackupKey;
    files: 'restore' | 'verify';
    /** How far the copy is to be recovered: nothing after it needs to be unpacked. */
    recoverTo: RecoveryTarget;
    /** Bytes that must stay free. */
    spareBytes?: number;
    say?: (words: string) => void;
    signal?: AbortSignal;
  },
): Promise<Manifest> {
  const { target, dataDir, key, say, signal } = options;
  const { name, folder } = backup;
  const manifest = readManifest(folder, key);
  const { systemIdentifier } = manifest.postgres;
  const log =
    typeof options.recoverTo === 'object' && 'restorePoint' in options.recoverTo
      ? [] // in the backup itself
      : usableLog(archivedFiles(target, systemIdentifier, manifest.log.first), manifest, options.recoverTo);
  const store = fileStore(target, systemIdentifier, key);
  const listed = (await readFileList(backup, key)).map(([file]) => file);
  // Uploaded after the backup: the log names them.
  const newer =
    log.length === 0 ? [] : storedBetween(store, new Date(manifest.startedAt), untilOf(options.recoverTo));
  const allFiles = [...new Set([...listed, ...newer])];
  requireSpace(
    dataDir,
    (options.spareBytes ?? 0) +
      manifest.databaseBytes +
      log.length * SEGMENT_BYTES +
      (options.files === 'restore'
        ? allFiles.reduce((sum, file) => sum + (storedSize(store, file) ?? 0), 0)
        : 0),
  );
  const cluster = clusterOf(dataDir);
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  const folders = { database: cluster, log: join(cluster, 'pg_wal'), secrets: dataDir, files: undefined };
  await mkdir(folders.log, { mode: 0o700 });
  const limit = pLimit(CONCURRENCY);
  let failure: unknown;
  /** Works on all items, a few at once. After a failure it begins with no further one, and throws when none is in progress. */
  const each = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
    const attempt = async (item: Item) => {
      if (failure !== undefined) return;
      try {
        signal?.throwIfAborted();
        await work(item);
      } catch (error) {
        failure ??= error;
      }
    };
    await Promise.all(items.map((item) => limit(attempt, item)));
    if (failure !== undefined) throw failure;
  };
  say?.('Unpacking the database …');
  await each(manifest.parts, ({ file, kind, bytes, sha256 }) => {
    const to = folders[kind];
    return useSealed(
      join(folder, file),
      { key, name: `${name} ${file}`, expected: { bytes, sha256 }, compressed: true },
      async (content) => {
        if (to !== undefined) return unpack(content, to);
        for await (const _ of content);
      },
    );
  });
  await each(log, (archived) => restoreLog(archived, systemIdentifier, key, folders.log));
  say?.(options.files === 'restore' ? 'Unpacking files of members …' : 'Checking files of members …');
  await each(allFiles, (file) =>
    options.files === 'restore' ? restoreFile(store, file, dataDir) : verifyFile(store, file),
  );
  return manifest;
}

const untilOf = (target: RecoveryTarget): Date =>
  typeof target === 'object' && 'at' in target ? target.at : new Date();

/**
 * The archived log as far as it continues the backup. The log after weekly and monthly backups is deleted, so a gap means damage only
 * if the newest change is wanted.
 */
function usableLog(
  log: readonly ArchivedFile[],
  manifest: Manifest,
  target: RecoveryTarget,
): readonly ArchivedFile[] {
  const next = (order: string) => {
    const [high, low] = [Number.parseInt(order.slice(0, 8), 16), Number.parseInt(order.slice(8), 16)];
    const perHigh = 2 ** 32 / SEGMENT_BYTES;
    const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0');
    return low + 1 < perHigh ? hex(high) + hex(low + 1) : hex(high + 1) + hex(0);
  };
  const isHistory = ({ name }: ArchivedFile) => name.endsWith('.history');
  const orders = new Set(log.filter((file) => !isHistory(file)).map(({ name }) => orderOf(name)));
  let expected = next(orderOf(manifest.log.last));
  while (orders.has(expected)) expected = next(expected);
  const isComplete = [...orders].every((order) => order < expected);
  if (!isComplete && target === 'latest')
    throw new BackupProblem(`The archived log after the backup ${manifest.name} has a gap at ${expected}.`);
  return log.filter((file) => isHistory(file) || orderOf(file.name) < expected);
}

async function restoreLog(
  archived: ArchivedFile,
  systemIdentifier: string,
  key: BackupKey,
  folder: string,
): Promise<void> {
  const content = await readArchived(archived, systemIdentifier, key);
  const path = join(folder, archived.name);
  if (archived.isPartial && existsSync(path)) return; // the backup itself has it in full
  const filled = archived.isPartial
    ? Buffer.concat([content, Buffer.alloc(SEGMENT_BYTES - content.length)])
    : content;
  await writeFile(path, filled, { mode: 0o600 });
}

/** Which moment a recovery ends at: the last commit of the log, a restore point, or a time. */
export type RecoveryTarget = { restorePoint: string } | { at: Date } | 'latest';

/** Settings of a server that only recovers: it must not pass on what it restored. */
const recoverySettings = {
  // Exit code 1 says that the archive has no such file: everything was unpacked into pg_wal.
  restore_command: 'exit 1',
  recovery_target_timeline: 'latest',
  autovacuum: 'off',
};

/**
 * Recovers an unpacked database.
 * @param options.readOnly stops at the target and lets the database be read there, so that it can be recovered further later
 * @returns the running server; the recovery has ended
 * @throws BackupProblem if the log ends before the target
 */
export async function recover(
  clusterDir: string,
  target: RecoveryTarget,
  options: { readOnly?: boolean; settings?: Record<string, string | number> } = {},
): Promise<RunningPostgres> {
  await writeFile(join(clusterDir, 'recovery.signal'), '', { mode: 0o600 });
  const targetSettings =
    target === 'latest'
      ? {}
      : 'at' in target
        ? { recovery_target_time: target.at.toISOString().replace('T', ' ').replace('Z', '+00') }
        : { recovery_target_name: target.restorePoint };
  let server: RunningPostgres;
  try {
    server = await startPostgres({
      dataDir: clusterDir,
      settings: {
        ...recoverySettings,
        ...targetSettings,
        // Without hot standby the server is ready when the recovery has ended.
        hot_standby: options.readOnly ? 'on' : 'off',
        recovery_target_action: options.readOnly ? 'pause' : 'promote',
        ...options.settings,
      },
    });
  } catch (error) {
    const output = String((error as Error).cause ?? error);
    if (output.includes('recovery ended before configured recovery target was reached')) {
      const until = /last completed transaction was at log time (\S+ \S+)/.exec(output)?.[1];
      throw new BackupProblem(
        `The backup ends before this moment${until ? `: its last change is of ${until} UTC` : ''}. Choose an earlier one, or leave out --at.`,
        { cause: error },
      );
    }
    throw error;
  }
  return server;
}

export interface RestoreOptions {
  /** The folder of all backups. */
  target: string;
  /** The data folder to restore to. */
  dataDir: string;
  key: BackupKey;
  /** Where the key is. If that is in the data folder, the restored one gets it too. */
  keyFile: string;
  /** The moment to restore; without it, the last commit that was archived. */
  at?: Date | undefined;
  /** The name of a backup, which is restored as it was made. */
  named?: string | undefined;
  /** Whether an existing data folder is moved aside; never deleted. */
  replace: boolean;
  knownMigrations: readonly string[];
  now: Date;
  say?: (words: string) => void;
}

/**
 * Restores a data folder. It is unpacked, checked and recovered next to its place, and takes it only then: a damaged backup, a full
 * disk or a kill leaves what was there.
 * @returns where the earlier data folder was moved, and the backup that was used
 */
export async function restoreBackup(
  options: RestoreOptions,
): Promise<{ backup: BackupSummary; movedTo: string | undefined }> {
  const { target, dataDir, key, keyFile, at, named, replace, knownMigrations, now, say } = options;
  const backup = chooseBackup(target, { ...(at ? { at } : {}), ...(named === undefined ? {} : { named }) });
  const recoverTo: RecoveryTarget =
    named !== undefined ? { restorePoint: backup.manifest.restorePoint } : at ? { at } : 'latest';
  requireReadable(readManifest(backup.folder, key), knownMigrations);
  requireFree(dataDir, replace);
  const work = await workFolder(`${dataDir}.restoring`);
  try {
    await unpackBackup(backup, {
      target,
      dataDir: work,
      key,
      files: 'restore',
      recoverTo,
      ...(say ? { say } : {}),
    });
    say?.('Recovering the database …');
    const server = await recover(clusterOf(work), recoverTo);
    await server.stop();
    await copyKey(keyFile, dataDir, work);
    // What was unpacked must be on the disk before it takes the place of what was there.
    spawnSync('sync');
    requireFree(dataDir, replace);
    const movedTo = `${dataDir}.before-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
    const isOccupied = existsSync(dataDir) && readdirSync(dataDir).length > 0;
    if (isOccupied) await rename(dataDir, movedTo);
    else rmSync(dataDir, { recursive: true, force: true });
    await rename(work, dataDir);
    await syncFolder(dirname(dataDir));
    return { backup, movedTo: isOccupied ? movedTo : undefined };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EBUSY' || code === 'EXDEV')
      throw new BackupProblem(`${dataDir} is a mount point. Choose a DATA_DIR within it.`, { cause: error });
    if (error instanceof PostgresProblem) throw new BackupProblem(error.message, { cause: error });
    throw explainFileError(error, dirname(dataDir));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function copyKey(keyFile: string, dataDir: string, work: string): Promise<void> {
  const path = relative(dataDir, keyFile);
  if (path.startsWith('..') || !existsSync(keyFile)) return;
  await mkdir(dirname(join(work, path)), { recursive: true, mode: 0o700 });
  await copyFile(keyFile, join(work, path));
}

/** @throws BackupProblem if a server uses the folder, or something is in it that may not be moved aside */
function requireFree(dataDir: string, replace: boolean): void {
  if (isRunning(clusterOf(dataDir)))
    throw new BackupProblem(`The server that uses ${dataDir} is running. Stop it, then restore.`);
  if (!replace && existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new BackupProblem(
      `${dataDir} is not empty. Add --replace to move it aside, or restore into another folder with --to.`,
    );
}

/** The path of a folder of this process, which does not exist yet. Removes those that killed processes have left. */
export async function workFolder(path: string): Promise<string> {
  const prefix = `${basename(path)}-`;
  const parent = dirname(path);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(parent).filter((name) => name.startsWith(prefix))) {
    const maker = Number.parseInt(name.slice(prefix.length), 10);
    if (maker === process.pid || !isAlive(maker))
      await rm(join(parent, name), { recursive: true, force: true });
  }
  return `${path}-${process.pid}`;
}

/** The names of this version's migrations. */
export const migrationNames = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.sql'));

/** The master secret of a restored data folder: a file, or a setting. */
export function restoredSecretKey(dataDir: string): string | undefined {
  const read = (name: string) => {
    const file = join(dataDir, 'secrets', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const setting = /^SECRET_KEY=(".*")$/m.exec(read('settings.env'))?.[1];
  return setting === undefined ? read('secret-key').trim() || undefined : (JSON.parse(setting) as string);
}
