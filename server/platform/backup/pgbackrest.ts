import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { TableCount } from './counts.ts';
import { BackupProblem } from './problem.ts';
import { keptBackups } from './retention.ts';

/** Where backups lie, by the number of the repository: deploy/images/postgres/backup-settings. */
export const PLACES = ['disk', 'sftp', 's3'] as const;
export type Place = (typeof PLACES)[number];
export const BACKUP_KINDS = ['full', 'diff', 'incr'] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];
const repositoryOf = (place: Place): string => `--repo=${PLACES.indexOf(place) + 1}`;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const SHOWN_LINES = 5;
/** Any moment of the last week can be restored, so every backup of the week is kept. */
const EVERY_BACKUP_MS = 8 * DAY_MS;

const Info = z.array(
  z.object({
    name: z.string(),
    repo: z.array(z.object({ key: z.number(), status: z.object({ code: z.number(), message: z.string() }) })),
    backup: z.array(
      z.object({
        label: z.string(),
        type: z.enum(['full', 'diff', 'incr']),
        error: z.boolean().nullish(),
        annotation: z.record(z.string(), z.string()).nullish(),
        reference: z.array(z.string()).nullish(),
        database: z.object({ 'repo-key': z.number() }),
        info: z.object({ size: z.number() }),
        timestamp: z.object({ start: z.number(), stop: z.number() }),
      }),
    ),
  }),
);

/** A complete backup of the database. */
export interface StoredBackup {
  label: string;
  kind: BackupKind;
  /** When it was complete. */
  at: Date;
  /** The size of the database. */
  bytes: number;
  /** Whether pages failed their checksum while they were copied. */
  hasDamagedPages: boolean;
  /** Backups that it cannot be restored without. */
  references: string[];
  /** What was counted right after it, and the restore point at which. */
  counted: { restorePoint: string; tables: TableCount[] } | undefined;
}

/** Status codes of `pgbackrest info`: nothing was ever made there; and no backup yet. */
const NEW_CODES = [1, 3];
const EMPTY_CODE = 2;

const Counted = z.object({ restorePoint: z.string(), tables: z.array(TableCount) });
const ANNOTATION = 'counted';

/** Runs a program of the image. @throws BackupProblem with the end of what it said */
export function runTool(command: string, args: string[], more: Record<string, string> = {}): Promise<string> {
  const env = { ...process.env, ...more };
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = `${stdout}\n${stderr}`.split('\n').filter((line) => /\S/.test(line));
      const reason = said.slice(-SHOWN_LINES).join('\n') || error.message;
      reject(new BackupProblem(`${command}: ${reason}`, { cause: error }));
    });
  });
}

export const pgBackRest = (place: Place, ...args: string[]): Promise<string> =>
  runTool('pgbackrest', [repositoryOf(place), ...args]);

/** The settings that open backups of an older key, by its line in the secret `backup_key`: deploy/images/postgres/backup-settings. */
export const olderSettings = (keyNumber: number): string =>
  `--config=${join(dirname(process.env.PGBACKREST_CONFIG ?? ''), `pgbackrest-${keyNumber}.conf`)}`;

/**
 * The places that are set, or one of them, with their backups, newest first, or with what is wrong there. Makes those that are new ready to
 * take a backup.
 */
export async function listPlaces(only?: Place): Promise<Listed[]> {
  const options = only ? [repositoryOf(only)] : [];
  let stanza = await readInfo(options);
  if (!stanza || stanza.repo.some(({ status }) => NEW_CODES.includes(status.code))) {
    // What cannot be reached is said when it is listed.
    await runTool('pgbackrest', ['stanza-create']).catch(() => undefined);
    stanza = await readInfo(options);
  }
  return listed(stanza);
}

/** The places that have backups of an older key. Nothing is made there any more. */
export async function listOlder(keyNumber: number): Promise<Listed[]> {
  const stanza = await readInfo([olderSettings(keyNumber)]);
  return listed(
    stanza && { ...stanza, repo: stanza.repo.filter(({ status }) => !NEW_CODES.includes(status.code)) },
  );
}

export interface Listed {
  place: Place;
  backups: StoredBackup[];
  problem?: string;
}
type Stanza = z.infer<typeof Info>[number] | undefined;

const readInfo = async (options: string[]): Promise<Stanza> =>
  Info.parse(JSON.parse(await runTool('pgbackrest', [...options, 'info', '--output=json'])))[0];

function listed(stanza: Stanza): Listed[] {
  return (stanza?.repo ?? []).flatMap(({ key, status }) => {
    const place = PLACES[key - 1];
    if (!place) return [];
    const backups = (stanza?.backup ?? [])
      .filter(({ database }) => database['repo-key'] === key)
      .map((backup) => ({
        label: backup.label,
        kind: backup.type,
        at: new Date(backup.timestamp.stop * 1_000),
        bytes: backup.info.size,
        hasDamagedPages: backup.error ?? false,
        references: backup.reference ?? [],
        counted: readCounted(backup.annotation?.[ANNOTATION]),
      }))
      .sort((a, b) => b.at.getTime() - a.at.getTime());
    const isWrong = status.code !== 0 && status.code !== EMPTY_CODE;
    return [{ place, backups, ...(isWrong ? { problem: status.message } : {}) }];
  });
}

function readCounted(text: string | undefined): StoredBackup['counted'] {
  if (text === undefined) return undefined;
  return Counted.parse(JSON.parse(text));
}

/** Keeps with a backup what was counted after it, so that a drill can compare. */
export async function keepCounts(
  place: Place,
  label: string,
  counted: NonNullable<StoredBackup['counted']>,
): Promise<void> {
  await pgBackRest(
    place,
    `--set=${label}`,
    `--annotation=${ANNOTATION}=${JSON.stringify(counted)}`,
    'annotate',
  );
}

/**
 * What is due: a full backup each week and a differential one each day, both at night, and an incremental one every six hours. A night that
 * was missed is made up for by day.
 */
export function dueKind(backups: readonly StoredBackup[], now: Date): BackupKind | undefined {
  const hoursSince = (kinds: BackupKind[]) => {
    const times = backups.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => at.getTime());
    return times.length === 0 ? Infinity : (now.getTime() - Math.max(...times)) / HOUR_MS;
  };
  const isNight = now.getUTCHours() < 6;
  if (hoursSince(['full']) > (isNight ? 6.5 : 7.5) * 24) return 'full';
  if (hoursSince(['full', 'diff']) > (isNight ? 18 : 30)) return 'diff';
  return hoursSince(['full', 'diff', 'incr']) > 5 ? 'incr' : undefined;
}

/**
 * The backups that are not kept any longer. Kept are all of the last week, the newest full one of each of the last weeks and months, and
 * what these cannot be restored without.
 */
export function expendable(backups: readonly StoredBackup[], now: Date): StoredBackup[] {
  const kept = new Set([
    ...backups.filter(({ at }) => now.getTime() - at.getTime() <= EVERY_BACKUP_MS),
    ...keptBackups(
      backups.filter(({ kind }) => kind === 'full'),
      now,
    ),
  ]);
  const needed = new Set([...kept].flatMap(({ references }) => references));
  return backups.filter((backup) => !kept.has(backup) && !needed.has(backup.label));
}
