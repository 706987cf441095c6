import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { Env } from '../settings.ts';
import { VERSION } from '../version.ts';
import { keepLog, openBackupLog } from './backup-log.ts';
import { clusterFiles } from './cluster-files.ts';
import { countAtRestorePoint } from './counts.ts';
import { requireOutside, requireSpace, syncFolder } from './disk.ts';
import { writeSealed } from './encryption.ts';
import { type Entry, pack } from './entries.ts';
import type { BackupKey } from './key.ts';
import { removeLogBefore } from './log-archive.ts';
import {
  type BackupSummary,
  backupsFolder,
  FORMAT,
  listBackups,
  MANIFEST_FILE,
  type Manifest,
  nameOf,
  type Part,
  signManifest,
} from './manifest.ts';
import {
  FILES_PART,
  fileStore,
  readFileList,
  removeUnlistedFiles,
  storedSize,
  storeNewFiles,
} from './member-files.ts';
import { BackupInProgress, BackupProblem, explainFileError } from './problem.ts';
import { keptBackups, oldestForAnyMoment } from './retention.ts';
import type { BackupSource } from './source.ts';

/** Key of the advisory lock that a backup holds. */
const LOCK = 7_340_213;
/** A part of the database holds about this much before compression. */
const PART_BYTES = 256 * 1024 * 1024;
/** Files of members that no backup lists are kept this long, for restoring to any moment. */
const UNLISTED_DAYS = 8;
const DAY_MS = 86_400_000;

export interface BackupOptions {
  source: BackupSource;
  dataDir: string;
  /** The folder of all backups. */
  target: string;
  key: BackupKey;
  /** Where the key is; it is not part of the backup. */
  keyFile: string;
  /** Tables whose rows are counted. */
  tables: readonly string[];
  env: Record<string, string | undefined>;
  now: Date;
  say?: (words: string) => void;
  signal?: AbortSignal;
  /** For tests: called after each part. */
  onPart?: (file: string) => Promise<void> | void;
}

/**
 * Makes a backup while the server runs: a copy of the data directory with the log that repairs it, the files of members, the secrets
 * and the settings. Everything is encrypted. It appears under its name when it is complete and on the disk; afterwards old ones are
 * deleted.
 * @throws BackupProblem that says why not; nothing of an incomplete backup stays
 */
export async function makeBackup(options: BackupOptions): Promise<BackupSummary> {
  const { source, target, dataDir } = options;
  requireOutside(target, dataDir);
  const partial = join(backupsFolder(target), `.partial-${source.systemIdentifier}`);
  let client: pg.Client | undefined;
  try {
    await mkdir(backupsFolder(target), { recursive: true, mode: 0o700 });
    requireSpace(target, 0);
    client = await source.connect();
    const { rows } = await client.query<{ locked: boolean }>(
      `select pg_try_advisory_lock(${LOCK}) as locked`,
    );
    if (!rows[0]?.locked)
      throw new BackupInProgress(
        'Another backup of this database is being made. Wait until it has finished.',
      );
    // The lock is ours, so nobody writes here: a killed backup has left it behind.
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { mode: 0o700 });
    try {
      const summary = await writeBackup(client, partial, options);
      await removeOldBackups(options);
      return summary;
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  } catch (error) {
    if (isConnectionLost(error))
      throw new BackupProblem('The database stopped during the backup. Nothing of it was kept.', {
        cause: error,
      });
    throw explainFileError(error, target);
  } finally {
    await client?.end().catch(() => undefined);
  }
}

const isConnectionLost = (error: unknown): boolean =>
  /Connection terminated|not queryable|ECONNRESET|EPIPE|terminating connection/.test(
    (error as Error).message ?? '',
  );

async function writeBackup(
  client: pg.Client,
  partial: string,
  { source, dataDir, target, key, keyFile, tables, env, now, say, signal, onPart }: BackupOptions,
): Promise<BackupSummary> {
  const name = nameOf(now);
  const parts: Part[] = [];
  const writePart = async (kind: Part['kind'], file: string, entries: Iterable<Entry>) => {
    const sealed = await writeSealed(join(partial, file), pack(entries, signal), {
      key,
      name: `${name} ${file}`,
      compress: true,
    });
    parts.push({ file, kind, ...sealed });
    await onPart?.(file);
  };

  say?.('Copying files of members …');
  const hasDisk = env.S3_URL === undefined || env.S3_URL === '';
  const store = fileStore(target, source.systemIdentifier, key);
  const filesBefore = hasDisk ? await storeNewFiles(dataDir, store, { signal }) : [];

  say?.('Copying the database …');
  const { rows: versions } = await client.query<{ major: string; version: string }>(
    `select current_setting('server_version') as version, (current_setting('server_version_num')::int / 10000)::text as major`,
  );
  const slot = await keepLog(client);
  const { rows: started } = await client.query<{ lsn: string }>(
    'select pg_backup_start($1, true)::text as lsn',
    [`chitlaq ${name}`],
  );
  const log = await openBackupLog(client, source.clusterDir, {
    slot,
    startLsn: started[0]?.lsn ?? '',
    write: (file, entries) => writePart('log', file, entries),
  });
  const { entries, bytes: databaseBytes } = clusterFiles(source.clusterDir);
  for (const [index, group] of [...groupsOf(entries)].entries()) {
    await writePart('database', `database-${String(index + 1).padStart(4, '0')}.sealed`, group);
    await log.copy();
  }
  const { rows: stopped } = await client.query<{ label: string }>(
    'select labelfile as label from pg_backup_stop(false)',
  );
  const label = Buffer.from(stopped[0]?.label ?? '');
  await writePart('database', 'label.sealed', [{ path: 'backup_label', content: label }]);

  const finishedAt = new Date();
  const restorePoint = `chitlaq ${name}`;
  const counts = await countAtRestorePoint(source.connect, tables, restorePoint);
  if (!counts) await client.query('select pg_create_restore_point($1)', [restorePoint]);
  const { rows: schema } = await client.query<{ newest: string; migrations: number }>(
    'select max(name) as newest, count(*)::int as migrations from public.schema_migrations',
  );
  const last = await log.finish();

  await writePart('secrets', 'secrets.sealed', secretEntries(dataDir, keyFile, env));
  // Again: files that were uploaded while the database was copied.
  const filesAfter = hasDisk ? await storeNewFiles(dataDir, store, { signal }) : [];
  const files = [...new Set([...filesBefore, ...filesAfter])].sort();
  const sizes = files
    .map((file): [string, number] => [file, storedSize(store, file) ?? 0])
    .filter(([, size]) => size > 0); // one that was deleted before it could be stored
  await writePart('files', FILES_PART, [{ path: 'files.json', content: Buffer.from(JSON.stringify(sizes)) }]);

  const manifest: Manifest = {
    format: FORMAT,
    name,
    startedAt: now.toISOString(),
    finishedAt: finishedAt.toISOString(),
    keyId: key.id,
    version: VERSION,
    postgres: {
      major: versions[0]?.major ?? '',
      version: versions[0]?.version ?? '',
      systemIdentifier: source.systemIdentifier,
    },
    schema: { newest: schema[0]?.newest ?? '', migrations: schema[0]?.migrations ?? 0 },
    log: { first: log.first, last },
    restorePoint,
    ...(counts ? { tables: counts } : {}),
    databaseBytes,
    files: {
      count: sizes.length,
      bytes: sizes.reduce((sum, [, size]) => sum + size, 0),
      inBucket: !hasDisk,
    },
    parts,
  };
  const manifestFile = await open(join(partial, MANIFEST_FILE), 'wx', 0o600);
  await manifestFile.writeFile(signManifest(manifest, key));
  await manifestFile.sync();
  await manifestFile.close();
  await syncFolder(partial);
  const folder = join(backupsFolder(target), name);
  if (existsSync(folder)) throw new BackupProblem(`${folder} exists already.`);
  await rename(partial, folder);
  await syncFolder(backupsFolder(target));
  return { name, folder, at: new Date(manifest.finishedAt), manifest };
}

/** Entries in groups of about PART_BYTES, in their order. */
function* groupsOf(entries: readonly Entry[]): Generator<Entry[]> {
  let group: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    group.push(entry);
    bytes += entry.from ? (lstatSync(entry.from, { throwIfNoEntry: false })?.size ?? 0) : 0;
    if (bytes < PART_BYTES) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

/** Secrets of DATA_DIR, except the key of the backups, and the settings that are set. */
function secretEntries(dataDir: string, keyFile: string, env: BackupOptions['env']): Entry[] {
  const secrets = join(dataDir, 'secrets');
  const names = existsSync(secrets)
    ? readdirSync(secrets).filter((name) => join(secrets, name) !== keyFile)
    : [];
  const settings = Object.keys(Env.shape)
    .filter(
      (name) => env[name] && !['DATABASE_URL', 'DATABASE_DIRECT_URL', 'CHITLAQ_SUPERVISED'].includes(name),
    )
    .map((name) => `${name}=${JSON.stringify(env[name])}\n`);
  return [
    { path: 'postgres.password', content: readFileSync(join(dataDir, 'postgres.password')) },
    ...names.map((name) => ({ path: `secrets/${name}`, from: join(secrets, name) })),
    { path: 'secrets/settings.env', content: Buffer.from(settings.join('')) },
  ];
}

/** Deletes backups that are not kept, and what only they needed. */
async function removeOldBackups({ source, target, key, say, now }: BackupOptions): Promise<void> {
  const { systemIdentifier } = source;
  let isAnyDamaged = false;
  const all = listBackups(target, (problem) => {
    isAnyDamaged = true;
    say?.(problem.message);
  });
  const own = all.filter(({ manifest }) => manifest.postgres.systemIdentifier === systemIdentifier);
  const kept = keptBackups(own, now);
  for (const { folder } of own.filter((backup) => !kept.includes(backup))) {
    const removed = join(backupsFolder(target), `.removed-${systemIdentifier}`);
    await rm(removed, { recursive: true, force: true });
    await rename(folder, removed); // a kill leaves no half backup
    await rm(removed, { recursive: true, force: true });
  }
  const oldest = oldestForAnyMoment(kept);
  if (oldest) removeLogBefore(target, systemIdentifier, oldest.manifest.log.first);
  // A damaged backup may still list files.
  if (isAnyDamaged) return;
  const listed = new Set<string>();
  for (const backup of kept) {
    if (backup.manifest.keyId !== key.id) return;
    for (const [file] of await readFileList(backup, key)) listed.add(file);
  }
  const youngerThan = new Date(now.getTime() - UNLISTED_DAYS * DAY_MS);
  removeUnlistedFiles(fileStore(target, systemIdentifier, key), listed, youngerThan);
}
