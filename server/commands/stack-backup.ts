import { parseArgs } from 'node:util';
import pg from 'pg';
import { countedTables } from '../modules/status/drill/counts.ts';
import { type BackupResult, status } from '../modules/status/index.ts';
import { countAtRestorePoint } from '../platform/backup/counts.ts';
import { expireOlder } from '../platform/backup/older-keys.ts';
import {
  BACKUP_KINDS,
  type BackupKind,
  dueKind,
  expendable,
  keepCounts,
  listPlaces,
  type Place,
  pgBackRest,
  runTool,
  type StoredBackup,
} from '../platform/backup/pgbackrest.ts';
import { BackupProblem } from '../platform/backup/problem.ts';
import { forgetFiles, keepFiles } from '../platform/backup/restic.ts';
import { readConfig } from '../platform/config.ts';
import { disableStatementTimeout } from '../platform/db.ts';
import { newId } from '../platform/id.ts';
import { readChoice, type Say, yieldToOthers } from './backup.ts';
import { openRunningCampus } from './running-campus.ts';

type Env = Record<string, string | undefined>;

type Outcome = BackupResult & { label?: string };

/**
 * Backs the campus on the stack up, in its container: the database with pgBackRest, files and settings with restic, to each place that is set.
 * A place that cannot be reached keeps no other from its backup.
 * @param args `--type full|diff|incr` instead of what is due; `--check` looks only; `--older` deletes what is no longer kept of older keys, and
 *   `--drop-older` all of it
 * @throws BackupProblem if any place failed
 */
export async function backUpStack(env: Env, args: string[], say: Say): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      type: { type: 'string' },
      check: { type: 'boolean' },
      older: { type: 'boolean' },
      'drop-older': { type: 'boolean' },
    },
  });
  const type = values.type === undefined ? undefined : readChoice('--type', values.type, BACKUP_KINDS);
  yieldToOthers();
  if (values.check) return check(say);
  if (values.older || values['drop-older']) {
    for (const { keyNumber, left } of await expireOlder(new Date(), values['drop-older']))
      say(`key ${keyNumber}: ${left ?? 'unknown'} backups`);
    return;
  }
  const results: Outcome[] = [];
  for (const { place, backups, problem } of await listPlaces()) {
    const kind = type ?? dueKind(backups, new Date());
    if (problem !== undefined) results.push(unreachable(place, kind ?? 'full', problem));
    else if (kind === undefined) say(`${place}: nothing is due.`);
    else results.push(await backUpTo(place, backups.length === 0 ? 'full' : kind, say));
  }
  const made = results.flatMap(({ place, label }) => (label === undefined ? [] : [{ place, label }]));
  if (made.length > 0) await count(made);
  await record(env, results);
  const failed = results.filter(({ failure }) => failure !== null);
  if (failed.length > 0)
    throw new BackupProblem(failed.map(({ place, failure }) => `${place}: ${failure}`).join('\n'));
}

/** Says what is at each place, and proves that the log arrives there. */
async function check(say: Say): Promise<void> {
  const problems: string[] = [];
  await runTool('pgbackrest', ['check']).catch((error: Error) => problems.push(error.message));
  for (const { place, backups, problem } of await listPlaces()) {
    try {
      if (problem !== undefined) throw new BackupProblem(problem);
      const [newest] = backups;
      if (!newest) throw new BackupProblem('no backup was made yet.');
      say(`${place}: ${backups.length} backups, the newest of ${newest.at.toISOString()}.`);
    } catch (error) {
      if (!(error instanceof BackupProblem)) throw error;
      problems.push(`${place}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new BackupProblem(problems.join('\n'));
}

const unreachable = (place: Place, kind: BackupKind, problem: string): Outcome => {
  const now = new Date();
  return { place, kind, startedAt: now, finishedAt: now, bytes: null, failure: problem };
};

async function backUpTo(place: Place, kind: BackupKind, say: Say): Promise<Outcome> {
  const startedAt = new Date();
  let made: StoredBackup | undefined;
  const result = (failure: string | null) => ({
    place,
    kind,
    startedAt,
    finishedAt: new Date(),
    bytes: made?.bytes ?? null,
    failure,
    ...(made ? { label: made.label } : {}),
  });
  try {
    say(`${place}: ${kind} backup of the database …`);
    await pgBackRest(place, `--type=${kind}`, 'backup');
    const stored = (await listPlaces(place))[0]?.backups ?? [];
    made = stored[0];
    say(`${place}: files and settings …`);
    // After the database, so that each row that is restored has its file.
    await keepFiles(place);
    if (kind !== 'incr') {
      for (const { label } of expendable(stored, new Date()))
        await pgBackRest(place, `--set=${label}`, 'expire');
      await forgetFiles(place);
    }
    if (made?.hasDamagedPages)
      throw new BackupProblem('Pages of the database fail their checksum: docs/handbook/machine-lost.md.');
    return result(null);
  } catch (error) {
    if (!(error instanceof BackupProblem)) throw error;
    return result(error.message);
  }
}

/** Counts rows at a restore point after these backups, and keeps the counts with them. */
async function count(made: { place: Place; label: string }[]): Promise<void> {
  const restorePoint = `counted ${newId()}`;
  const tables = await countAtRestorePoint(connect, countedTables, restorePoint);
  if (!tables) return;
  const client = await connect();
  try {
    // The point is archived now, and not when its file of the log is full.
    await client.query('select pg_switch_wal()');
  } finally {
    await client.end();
  }
  for (const { place, label } of made) await keepCounts(place, label, { restorePoint, tables });
}

/** The running database, as its superuser: over the socket that this container shares with it. */
async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    host: '/run/postgresql',
    user: 'postgres',
    database: 'chitlaq',
    application_name: 'chitlaq backup',
  });
  client.on('error', () => undefined); // the query that uses the connection fails
  await client.connect();
  await disableStatementTimeout(client);
  return client;
}

async function record(env: Env, results: BackupResult[]): Promise<void> {
  if (results.length === 0) return;
  const ctx = await openRunningCampus(readConfig(env), env, 'backup');
  if (!ctx)
    throw new BackupProblem(
      'DATABASE_URL is not set: the status page and the metrics do not know of this backup.',
    );
  try {
    for (const result of results) await status.recordBackup(ctx, result);
  } finally {
    await ctx.close();
  }
}
