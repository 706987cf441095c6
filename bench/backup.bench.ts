import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBackup } from '../server/platform/backup/backup.ts';
import { BackupKey } from '../server/platform/backup/key.ts';
import { restoreBackup } from '../server/platform/backup/restore.ts';
import { openSource } from '../server/platform/backup/source.ts';
import { readConfig } from '../server/platform/config.ts';
import { startPostgres } from '../server/platform/embedded-postgres/index.ts';

const MIGRATION = '0001_bench.sql';
const GOAL_BYTES = 50e9;

/**
 * How fast a database of posts is backed up and restored, and what that means for one of 50 GB.
 *
 * `npm run bench -- backup --posts 1000000`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { posts: { type: 'string', default: '1000000' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-bench-backup-'));
  const dataDir = join(folder, 'campus');
  const target = join(folder, 'backups');
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  const server = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    settings: { max_wal_size: '4GB' },
  });
  try {
    writeFileSync(join(dataDir, 'run/database-url'), server.url);
    const source = await openSource(readConfig({ DATA_DIR: dataDir }));
    const client = await source.connect();
    await client.query('create table public.schema_migrations (name text primary key)');
    await client.query('insert into public.schema_migrations values ($1)', [MIGRATION]);
    await client.query('create table posts (id bigint primary key, author uuid, content text)');
    await client.query(
      `insert into posts select post, gen_random_uuid(),
         (select string_agg(substr(md5(random()::text), 1, 1 + (random() * 9)::int), ' ') from generate_series(1, 30 + post % 3))
       from generate_series(1, $1::int) post`,
      [values.posts],
    );
    await client.query('create index on posts (author)');
    await client.query('checkpoint');
    await client.end();

    const key = new BackupKey('a key for the benchmark, thirty-two characters');
    const keyFile = join(folder, 'key');
    const backupFrom = performance.now();
    const { manifest } = await makeBackup({
      source,
      dataDir,
      target,
      key,
      keyFile,
      tables: ['posts'],
      env: {},
      now: new Date(),
    });
    const backupSeconds = (performance.now() - backupFrom) / 1_000;
    await server.stop();
    const restoreFrom = performance.now();
    await restoreBackup({
      target,
      dataDir: join(folder, 'restored'),
      key,
      keyFile,
      replace: false,
      knownMigrations: [MIGRATION],
      now: new Date(),
    });
    const restoreSeconds = (performance.now() - restoreFrom) / 1_000;
    const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
    const speed = (seconds: number) => `${(manifest.databaseBytes / 1e6 / seconds).toFixed(0)} MB/s`;
    const minutes = (seconds: number) =>
      `${Math.ceil((seconds * GOAL_BYTES) / manifest.databaseBytes / 60)} min for 50 GB`;
    const stored = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`data directory ${megabytes(manifest.databaseBytes)}, backup ${megabytes(stored)}`);
    console.log(`backup  ${backupSeconds.toFixed(1)} s  ${speed(backupSeconds)}  ${minutes(backupSeconds)}`);
    console.log(
      `restore ${restoreSeconds.toFixed(1)} s  ${speed(restoreSeconds)}  ${minutes(restoreSeconds)}`,
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
