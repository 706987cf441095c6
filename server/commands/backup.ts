import { setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { countedTables } from '../modules/status/drill/counts.ts';
import { makeBackup } from '../platform/backup/backup.ts';
import { keyForBackups, readKey } from '../platform/backup/key.ts';
import { type BackupSummary, listBackups } from '../platform/backup/manifest.ts';
import { BackupProblem } from '../platform/backup/problem.ts';
import { migrationNames, restoreBackup } from '../platform/backup/restore.ts';
import { openSource } from '../platform/backup/source.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { projectRoot } from '../platform/root.ts';

export type Say = (words: string) => void;
type Env = Record<string, string | undefined>;

/** The folder of the backups. @throws BackupProblem if none is named */
export function targetOf(config: Config, named: string | undefined, option: string): string {
  const target = named === undefined ? config.backupDir : resolve(named);
  if (target === undefined)
    throw new BackupProblem(`Name the folder of the backups with ${option}, or set BACKUP_DIR.`);
  return target;
}

/** Work that must not slow the campus. */
export function yieldToOthers(): void {
  try {
    setPriority(19);
  } catch {
    // not allowed here: then it runs like any other process
  }
}

/** The value of an option that has a few. @throws BackupProblem if it is another */
export function readChoice<Choice extends string>(
  option: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw new BackupProblem(
      `${option} is ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}, not ${value}.`,
    );
  return found;
}

/** The migrations of this version. */
export const ownMigrations = (): string[] => migrationNames(join(projectRoot(), 'database/migrations'));

/** `npm run backup`: makes a backup. @param options.mayBeNew whether the folder may be empty although there is a key */
export async function backUp(
  env: Env,
  options: { to?: string | undefined; mayBeNew: boolean },
  say: Say,
): Promise<BackupSummary> {
  const config = readConfig(env);
  const target = targetOf(config, options.to, '--to');
  yieldToOthers();
  const source = await openSource(config);
  try {
    const key = keyForBackups(config.backupKeyFile, target, { mayBeNew: options.mayBeNew, say });
    const { dataDir, backupKeyFile: keyFile } = config;
    return await makeBackup({
      source,
      dataDir,
      target,
      key,
      keyFile,
      tables: countedTables,
      env,
      now: new Date(),
      say,
    });
  } finally {
    await source.close();
  }
}

/** `npm run backup -- --list`: the backups in a folder, newest first. */
export function list(env: Env, options: { to?: string | undefined }, say: Say): BackupSummary[] {
  const target = targetOf(readConfig(env), options.to, '--to');
  return listBackups(target, (problem) => say(problem.message));
}

/** A moment with its zone. Without one it would mean another moment on another machine. */
export function parseMoment(text: string): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime()) || !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text))
    throw new BackupProblem(`${text} is not a moment. Write it with its zone, as 2026-11-30T14:05:00Z.`);
  return moment;
}

/** `npm run restore`: restores a data folder. @returns where the earlier one was moved, and the backup that was used */
export async function restore(
  env: Env,
  options: {
    from?: string | undefined;
    to?: string | undefined;
    at?: string | undefined;
    backup?: string | undefined;
    replace?: boolean | undefined;
  },
  say: Say,
): Promise<{ backup: BackupSummary; movedTo: string | undefined; dataDir: string }> {
  // Settings of the production that is being restored need not be valid here.
  const config = readConfig({ ...env, NODE_ENV: 'development', PUBLIC_URL: undefined });
  const target = targetOf(config, options.from, '--from');
  if (options.at !== undefined && options.backup !== undefined)
    throw new BackupProblem('Name either a moment with --at or a backup with --backup.');
  const at = options.at === undefined ? undefined : parseMoment(options.at);
  const dataDir = options.to === undefined ? config.dataDir : resolve(options.to);
  const key = readKey(config.backupKeyFile);
  const outcome = await restoreBackup({
    target,
    dataDir,
    key,
    keyFile: config.backupKeyFile,
    at,
    named: options.backup,
    replace: options.replace ?? false,
    knownMigrations: ownMigrations(),
    now: new Date(),
    say,
  });
  return { ...outcome, dataDir };
}
