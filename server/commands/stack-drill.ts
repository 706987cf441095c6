import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DrillFailure } from '../modules/status/drill/judge.ts';
import { type CopyServer, type CopySource, runDrill } from '../modules/status/drill/run.ts';
import { COPY_NAME } from '../platform/backup/copy-name.ts';
import {
  listPlaces,
  PLACES,
  type Place,
  pgBackRest,
  runTool,
  type StoredBackup,
} from '../platform/backup/pgbackrest.ts';
import { BackupProblem } from '../platform/backup/problem.ts';
import { checkFiles, keptSecret } from '../platform/backup/restic.ts';
import { workFolder } from '../platform/backup/restore.ts';
import { readConfig } from '../platform/config.ts';
import { readChoice, type Say, yieldToOthers } from './backup.ts';
import { recordDrill } from './restore-drill.ts';

const COPIES = '/var/lib/drill/copy';
const PORT = 5433;
const RECOVERY_SECONDS = 7_200;
const POLL_MS = 200;
/** A copy that can be read while it recovers needs at least as much of these as the original: PostgreSQL refuses to start otherwise. */
const KEPT_LIMITS = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_xacts',
  'max_locks_per_xact',
];
const SETTING_OF: Record<string, string> = {
  max_prepared_xacts: 'max_prepared_transactions',
  max_locks_per_xact: 'max_locks_per_transaction',
};

/**
 * The restore drill of the stack, in its container: restores the newest backup into a volume of its own, and judges the copy.
 * @param args `--from disk|sftp|s3`; by default the disk
 * @throws BackupProblem if the backup cannot be restored
 */
export async function drillStack(
  env: Record<string, string | undefined>,
  args: string[],
  { main, say }: { main: string; say: Say },
): Promise<void> {
  const { values } = parseArgs({ args, options: { from: { type: 'string', default: 'disk' } } });
  const from = readChoice('--from', values.from, PLACES);
  yieldToOthers();
  const result = await runDrill(await copySource(from, say), { main, say });
  await recordDrill(readConfig(env), env, result);
  if (result.failedStep !== null)
    throw new BackupProblem(`The drill failed (${result.failedStep}): ${result.detail}`);
  say(
    `The backup ${result.backupName} (${from}) can be restored. RPO ${result.rpoSeconds} s, RTO ${result.rtoSeconds} s.`,
  );
}

/** Copies from the backups of pgBackRest. */
async function copySource(place: Place, say: Say): Promise<CopySource> {
  const dataDir = await workFolder(COPIES);
  const cluster = join(dataDir, 'postgres');
  let counted: StoredBackup['counted'];
  let areChecked = false;
  const checkPages = async () => {
    if (areChecked) return;
    areChecked = true;
    say('Reading all pages …');
    await runTool('pg_checksums', ['--check', `--pgdata=${cluster}`]).catch((error: Error) => {
      throw new DrillFailure('backup', error.message, { cause: error });
    });
  };
  return {
    dataDir,
    async unpack(onChosen) {
      const [found] = await listPlaces(place);
      const [backup] = found?.backups ?? [];
      if (!backup) throw new BackupProblem(found?.problem ?? `There is no backup at ${place}.`);
      onChosen(backup.label);
      if (backup.hasDamagedPages)
        throw new BackupProblem('Pages failed their checksum while they were copied.');
      say(`Restoring ${backup.label} …`);
      await mkdir(cluster, { recursive: true, mode: 0o700 });
      const spool = `--spool-path=${join(dataDir, 'spool')}`;
      await pgBackRest(place, `--set=${backup.label}`, `--pg1-path=${cluster}`, spool, 'restore');
      await writeFile(join(dataDir, 'hba.conf'), 'host all all 127.0.0.1/32 trust\n');
      say('Checking files …');
      await checkFiles(place, new Date());
      ({ counted } = backup);
      return {
        takenAt: backup.at,
        tables: counted?.tables,
        secretKey: await keptSecret(place, 'secret_key'),
      };
    },
    async openAtRestorePoint() {
      const server = await open(dataDir, {
        recovery_target_name: counted?.restorePoint ?? '',
        recovery_target_action: 'pause',
      });
      return {
        url: server.url,
        async stop() {
          await server.stop();
          await checkPages();
        },
      };
    },
    async openLatest() {
      const wasChecked = areChecked;
      const server = await open(dataDir, { hot_standby: 'off' });
      if (wasChecked) return server;
      // Without counts nothing has recovered the copy before, and only a copy that was stopped can be checked.
      await server.stop();
      await checkPages();
      return open(dataDir, {});
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** Starts PostgreSQL on the copy, for this container alone. It archives nothing. */
async function open(dataDir: string, settings: Record<string, string>): Promise<CopyServer> {
  const cluster = join(dataDir, 'postgres');
  const all = {
    ...(await limitsOf(cluster)),
    listen_addresses: '127.0.0.1',
    port: String(PORT),
    unix_socket_directories: '',
    hba_file: join(dataDir, 'hba.conf'),
    shared_buffers: '64MB',
    cluster_name: COPY_NAME,
    archive_mode: 'off',
    autovacuum: 'off',
    recovery_target_timeline: 'latest',
    ...settings,
  };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(dataDir, 'postgres.log');
  const control = (...args: string[]) =>
    runTool('pg_ctl', [`--pgdata=${cluster}`, '--silent', '--wait', ...args]);
  try {
    await control(`--timeout=${RECOVERY_SECONDS}`, `--log=${log}`, `--options=${options.join(' ')}`, 'start');
    // It has started when it applies the log, and can be used when it is done.
    while (!(await isReady())) {
      await control('status');
      await delay(POLL_MS);
    }
  } catch (error) {
    const reasons = await runTool('grep', ['-E', 'FATAL|PANIC', log]).catch(() => '');
    throw new BackupProblem(reasons.trim().split('\n').at(-1) || (error as Error).message, { cause: error });
  }
  return {
    url: `postgres://postgres@127.0.0.1:${PORT}/chitlaq`,
    stop: async () => {
      await control('--mode=fast', 'stop');
    },
  };
}

const isReady = (): Promise<boolean> =>
  runTool('pg_isready', ['--quiet', '--host=127.0.0.1', `--port=${PORT}`]).then(
    () => true,
    () => false,
  );

async function limitsOf(cluster: string): Promise<Record<string, string>> {
  const text = await runTool('pg_controldata', [`--pgdata=${cluster}`]);
  return Object.fromEntries(
    KEPT_LIMITS.map((name) => [
      SETTING_OF[name] ?? name,
      new RegExp(`^${name} setting:\\s+(\\d+)$`, 'm').exec(text)?.[1] ?? '',
    ]),
  );
}
