import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { readConfig } from '../config.ts';
import { type RunningPostgres, startPostgres } from '../embedded-postgres/index.ts';
import { type BackupOptions, makeBackup } from './backup.ts';
import { countTables, differingTables } from './counts.ts';
import { BackupKey, keyForBackups } from './key.ts';
import { type ArchiveProgress, archiveLog } from './log-archive.ts';
import { listBackups } from './manifest.ts';
import { fileStore, storeNewFiles } from './member-files.ts';
import { chooseBackup, recover, restoreBackup, unpackBackup } from './restore.ts';
import { type BackupSource, openSource } from './source.ts';

// One database for all tests, with a table in place of the schema. Nothing here needs to survive a power failure.
const folder = temporaryFolder('chitlaq backup ');
const dataDir = join(folder, 'campus');
const target = join(folder, 'backups');
const keyFile = join(dataDir, 'secrets/backup-key');
const key = new BackupKey('a key for tests, of thirty-two characters');
const MIGRATION = '0001_test.sql';
const FILE = 'ab'.repeat(16);
const LATER_FILE = `ab${'cd'.repeat(15)}`;

let server: RunningPostgres;
let source: BackupSource;
let client: pg.Client;
const progress: ArchiveProgress = {};

const settings = { shared_buffers: '16MB', max_connections: 20 };
const open = async () => {
  server = await startPostgres({ dataDir: join(dataDir, 'postgres'), durable: false, settings });
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  writeFileSync(join(dataDir, 'run/database-url'), server.url);
  source = await openSource(readConfig({ DATA_DIR: dataDir }));
  client = await source.connect();
};
const insert = (text: string) => client.query('insert into posts (text) values ($1)', [text]);
const backUp = (overrides: Partial<BackupOptions> = {}) =>
  makeBackup({
    source,
    dataDir,
    target,
    key,
    keyFile,
    tables: ['posts'],
    env: { MAIL_FROM: 'a@b.edu' },
    now: new Date(),
    ...overrides,
  });
const archive = () =>
  archiveLog(client, {
    clusterDir: source.clusterDir,
    target,
    key,
    systemIdentifier: source.systemIdentifier,
    progress,
  });
const restore = (
  to: string,
  options: { at?: Date; named?: string; replace?: boolean; key?: BackupKey; from?: string } = {},
) =>
  restoreBackup({
    target: options.from ?? target,
    dataDir: to,
    key: options.key ?? key,
    keyFile,
    at: options.at,
    named: options.named,
    replace: options.replace ?? false,
    knownMigrations: [MIGRATION],
    now: new Date(),
  });
/** The posts of a restored data folder. */
async function postsOf(restored: string): Promise<string[]> {
  const opened = await startPostgres({ dataDir: join(restored, 'postgres'), durable: false, settings });
  const reader = new pg.Client({ connectionString: opened.url });
  await reader.connect();
  const { rows } = await reader.query<{ text: string }>('select text from posts order by id');
  await reader.end();
  await opened.stop();
  return rows.map(({ text }) => text);
}

beforeAll(async () => {
  await open();
  await client.query(
    `create table posts (id bigint generated always as identity primary key, text text not null)`,
  );
  await client.query('create table public.schema_migrations (name text primary key)');
  await client.query('insert into public.schema_migrations values ($1)', [MIGRATION]);
  mkdirSync(join(dataDir, 'secrets'), { recursive: true });
  writeFileSync(join(dataDir, 'secrets/secret-key'), 'the master secret');
  writeFileSync(keyFile, 'the key of the backups');
  mkdirSync(join(dataDir, 'uploads/files/ab'), { recursive: true });
  writeFileSync(join(dataDir, 'uploads/files/ab', FILE), 'a picture');
  await insert('first');
});
afterAll(async () => {
  await client?.end();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a backup under writes restores to the row, with files, secrets and settings', async () => {
  const writer = await source.connect();
  let isDone = false;
  const writing = (async () => {
    for (let index = 0; !isDone; index++)
      await writer.query('insert into posts (text) values ($1)', [`busy ${index}`]);
  })();
  const { manifest } = await backUp();
  isDone = true;
  await writing;
  await writer.end();
  expect(manifest.tables?.[0]?.rows).toBeGreaterThan(1);

  const restored = join(folder, 'restored');
  await restore(restored);
  const posts = await postsOf(restored);
  expect(posts[0]).toBe('first');
  expect(posts.length).toBeGreaterThanOrEqual(manifest.tables?.[0]?.rows ?? 0);
  expect(readFileSync(join(restored, 'uploads/files/ab', FILE), 'utf8')).toBe('a picture');
  expect(readFileSync(join(restored, 'secrets/secret-key'), 'utf8')).toBe('the master secret');
  expect(existsSync(join(restored, 'secrets/backup-key'))).toBe(false);
  expect(readFileSync(join(restored, 'secrets/settings.env'), 'utf8')).toBe('MAIL_FROM="a@b.edu"\n');

  // At the restore point, the counts are exactly those of the manifest.
  const copy = join(folder, 'copy');
  const backup = chooseBackup(target);
  await unpackBackup(backup, { target, dataDir: copy, key, files: 'verify', recoverTo: 'latest' });
  const paused = await recover(
    join(copy, 'postgres'),
    { restorePoint: manifest.restorePoint },
    { readOnly: true, settings },
  );
  const reader = new pg.Client({ connectionString: paused.url });
  await reader.connect();
  await expect
    .poll(async () => (await reader.query('select pg_get_wal_replay_pause_state() as state')).rows[0].state)
    .toBe('paused');
  const found = await countTables(reader, ['posts']);
  expect(differingTables(manifest.tables ?? [], found)).toEqual([]);
  expect(differingTables([{ ...found[0]!, keys: '1' }], found)).toEqual(['posts']);
  await reader.end();
  await paused.stop();
  expect(existsSync(join(copy, 'uploads'))).toBe(false);
});

test('everything that was archived before kill -9 is restored, and any moment in between', async () => {
  expect((await archive()).needsBackup).toBe(true); // the archive begins here
  await backUp();
  await insert('after the backup');
  writeFileSync(join(dataDir, 'uploads/files/ab', LATER_FILE), 'later');
  await storeNewFiles(dataDir, fileStore(target, source.systemIdentifier, key));
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  await insert('after the moment');
  for (let index = 0; index < 5; index++) {
    await client.query(`insert into posts (text) select repeat('long ', 2000) from generate_series(1, 500)`);
    if (index % 2 === 0) await client.query('select pg_switch_wal()');
    expect((await archive()).needsBackup).toBe(false);
  }
  await insert('the last one');
  await archive();
  const { rows: known } = await client.query<{ posts: number }>('select count(*)::int as posts from posts');
  await insert('never archived');
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  await client.end().catch(() => undefined);

  const latest = join(folder, 'latest');
  await restore(latest);
  const posts = await postsOf(latest);
  expect(posts).toHaveLength(known[0]?.posts ?? 0);
  expect(posts.at(-1)).toBe('the last one');
  expect(readFileSync(join(latest, 'uploads/files/ab', LATER_FILE), 'utf8')).toBe('later');

  const between = join(folder, 'between');
  await restore(between, { at: rows[0]!.now });
  expect((await postsOf(between)).at(-1)).toBe('after the backup');
  await expect(restore(join(folder, 'future'), { at: new Date(Date.now() + 3_600_000) })).rejects.toThrow(
    /The backup ends before this moment: its last change is of .* UTC/,
  );
  await expect(restore(join(folder, 'past'), { at: new Date(0) })).rejects.toThrow(/The oldest backup is of/);
  expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);

  await open();
  await archive();
});

test('after a restore in place, a new timeline is archived, and restored as well', async () => {
  await client.end();
  await server.stop();
  await expect(restore(dataDir)).rejects.toThrow('is not empty. Add --replace');
  await restore(dataDir, { replace: true });
  expect(readdirSync(folder).filter((name) => name.startsWith('campus.before-'))).toHaveLength(1);
  expect(readFileSync(keyFile, 'utf8')).toBe('the key of the backups');
  await open();
  await expect(restore(dataDir, { replace: true })).rejects.toThrow('is running. Stop it, then restore.');
  progress.flushed = undefined as never;
  expect((await archive()).needsBackup).toBe(true);
  await backUp();
  await insert('on the new timeline');
  await archive();
  const again = join(folder, 'again');
  await restore(again);
  expect((await postsOf(again)).at(-1)).toBe('on the new timeline');
});

test('a backup during which much is written contains all of the log, and keeps none of it waiting', async () => {
  const parts: string[] = [];
  const { manifest } = await backUp({
    onPart: async (file) => {
      parts.push(file);
      if (file !== 'database-0001.sealed') return;
      for (let index = 0; index < 20; index++) {
        await insert(`during the backup ${index}`);
        await client.query('select pg_switch_wal()');
      }
    },
  });
  expect(parts.filter((file) => file.startsWith('log-'))).toEqual(['log-0001.sealed', 'log-0002.sealed']);
  const busy = join(folder, 'busy');
  await restore(busy, { named: manifest.name });
  expect((await postsOf(busy)).at(-1)).toBe('during the backup 19');
});

test('two backups at once: the second is refused, and the first is complete', async () => {
  let refusal: unknown;
  const first = await backUp({
    onPart: async () => {
      refusal ??= await backUp().catch((error: Error) => error.message);
    },
  });
  expect(refusal).toMatch('Another backup of this database is being made');
  expect(chooseBackup(target).name).toBe(first.name);
});

test('an interrupted backup leaves nothing behind, and the next one works', async () => {
  const before = listBackups(target).map(({ name }) => name);
  const abort = new AbortController();
  await expect(backUp({ signal: abort.signal, onPart: () => abort.abort() })).rejects.toThrow();
  // A killed process cannot clean up: the next backup does.
  const killed = join(target, 'backups', `.partial-${source.systemIdentifier}`);
  expect(existsSync(killed)).toBe(false);
  mkdirSync(killed);
  writeFileSync(join(killed, 'database-0001.sealed'), 'half');
  expect(listBackups(target).map(({ name }) => name)).toEqual(before);
  await backUp();
  expect(existsSync(killed)).toBe(false);
  const { rows } = await client.query('select slot_name from pg_replication_slots where temporary');
  expect(rows).toEqual([]);
});

describe('a damaged backup', () => {
  const refused = async (path: string, message: RegExp) => {
    const whole = readFileSync(path);
    const changed = Buffer.from(whole);
    const middle = changed.length >> 1;
    changed[middle] = changed[middle]! ^ 1;
    writeFileSync(path, changed);
    const to = join(folder, 'damaged');
    await expect(restore(to)).rejects.toThrow(message);
    expect(existsSync(to)).toBe(false);
    writeFileSync(path, whole);
  };
  test('each part is named, and nothing is written', async () => {
    const { folder: backup, manifest } = chooseBackup(target);
    expect(manifest.parts.map(({ kind }) => kind)).toEqual([
      'database',
      'database',
      'log',
      'secrets',
      'files',
    ]);
    for (const { file } of manifest.parts)
      await refused(join(backup, file), new RegExp(`${file.replace('.', '\\.')} is damaged`));
    const file = join(target, 'files', source.systemIdentifier, 'ab', `${FILE}.sealed`);
    await refused(file, new RegExp(`file ${FILE} is damaged`));
    await refused(join(backup, 'manifest.json'), /manifest\.json is damaged/);
    await insert('one more');
    await archive();
    const log = join(target, 'log', source.systemIdentifier);
    const newest = readdirSync(log).sort().at(-1)!;
    await refused(join(log, newest), /log .* is damaged/);
  });

  test('a missing part and a missing file of the log are named', async () => {
    const { folder: backup, manifest } = chooseBackup(target);
    const part = join(backup, manifest.parts[0]!.file);
    const content = readFileSync(part);
    rmSync(part);
    await expect(restore(join(folder, 'missing'))).rejects.toThrow(`${manifest.parts[0]!.file} is missing`);
    writeFileSync(part, content);
    for (let index = 0; index < 3; index++) {
      await insert('and more');
      await client.query('select pg_switch_wal()');
      await archive();
    }
    const log = join(target, 'log', source.systemIdentifier);
    const segments = readdirSync(log)
      .filter((name) => !name.includes('history') && !name.includes('partial'))
      .sort();
    const gap = join(log, segments.at(-2)!);
    const segment = readFileSync(gap);
    rmSync(gap);
    await expect(restore(join(folder, 'gap'))).rejects.toThrow(/has a gap at/);
    // A backup as it was made needs no log after it, and neither do moments before the gap.
    const asMade = join(folder, 'as-made');
    await restore(asMade, { named: chooseBackup(target).name });
    expect(await postsOf(asMade)).not.toContain('and more');
    writeFileSync(gap, segment);
    await expect(restore(join(folder, 'unknown'), { named: 'no-such' })).rejects.toThrow(
      'contains no backup no-such',
    );
  });

  test('a wrong key and a newer version are named', async () => {
    const other = new BackupKey('another key, also of thirty-two characters');
    await expect(restore(join(folder, 'other'), { key: other })).rejects.toThrow(
      /was made with another key .* Name the right one with BACKUP_KEY_FILE/,
    );
    await expect(
      restoreBackup({
        target,
        dataDir: join(folder, 'newer'),
        key,
        keyFile,
        replace: false,
        knownMigrations: ['0000_older.sql'],
        now: new Date(),
      }),
    ).rejects.toThrow('was made by a newer version');
    const { folder: backup } = chooseBackup(target);
    const manifest = join(backup, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace('"format": 1', '"format": 2'));
    await expect(restore(join(folder, 'newer'))).rejects.toThrow('was made by a newer version');
    writeFileSync(manifest, text.replace(/"rows": \d+/, '"rows": 1'));
    await expect(restore(join(folder, 'changed'))).rejects.toThrow('manifest.json is damaged');
    writeFileSync(manifest, text);
    await expect(restore(join(folder, 'empty'), { from: join(folder, 'nothing') })).rejects.toThrow(
      'contains no backup',
    );
  });
});

test('the first backup creates the key, and an empty folder is suspicious later', () => {
  const [file, empty] = [join(folder, 'keys/backup-key'), join(folder, 'unmounted')];
  const said: string[] = [];
  const keyFor = (mayBeNew: boolean) =>
    keyForBackups(file, empty, { mayBeNew, say: (words) => said.push(words) }).id;
  const id = keyFor(false);
  expect(said).toEqual([expect.stringContaining('Keep a copy of it')]);
  expect(keyFor(false)).toBe(id);
  rmSync(empty, { recursive: true });
  expect(() => keyFor(false)).toThrow('Is its disk mounted?');
  expect(existsSync(empty)).toBe(false);
  expect(keyFor(true)).toBe(id);
  rmSync(file);
  expect(() => keyFor(true)).toThrow('There is no backup key');
  writeFileSync(file, 'short');
  expect(() => keyFor(true)).toThrow('is shorter than 32 characters');
});

test('a backup folder within the data folder is refused', async () => {
  await expect(backUp({ target: join(dataDir, 'backups') })).rejects.toThrow('BACKUP_DIR is inside');
});

test('old backups and their log are deleted, and files that only they had', async () => {
  rmSync(join(dataDir, 'uploads/files/ab', FILE));
  const later = (days: number) => new Date(Date.now() + days * 86_400_000);
  const before = listBackups(target);
  await backUp({ now: later(400) });
  const [newest, ...older] = listBackups(target);
  expect(newest?.manifest.startedAt.slice(0, 4)).toBe(String(later(400).getUTCFullYear()));
  expect(older.length).toBe(0);
  expect(before.length).toBeGreaterThan(0);
  const store = join(target, 'files', source.systemIdentifier, 'ab');
  expect(readdirSync(store)).toEqual([`${LATER_FILE}.sealed`]);
  const log = readdirSync(join(target, 'log', source.systemIdentifier)).filter(
    (name) => !/history/.test(name),
  );
  expect(log.every((name) => name.slice(8, 24) >= newest!.manifest.log.first.slice(8))).toBe(true);
});

test('a log that was given up is begun again, and asks for a backup', async () => {
  await client.query(`select pg_drop_replication_slot('chitlaq_archive')`);
  expect((await archive()).needsBackup).toBe(true);
});
