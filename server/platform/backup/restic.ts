import { type Place, runTool } from './pgbackrest.ts';
import { RETENTION } from './retention.ts';

/** What is kept beside the database: files of members, and secrets with the settings among them. */
const PATHS = ['/data/uploads', '/settings'];
/** It opens the backups, so it is in none. */
const EXCLUDED = '/settings/backup_key*';
/** All data is read once a week, a part with each drill. */
const PARTS = 7;

const at = (place: Place, ...args: string[]) => runTool('restic-at', [place, ...args]);

/** Removes the locks of a run that was killed. deploy/ lets one backup or drill run at a time, so nobody else's are there. */
const unlock = (place: Place) => at(place, 'unlock', '--remove-all');

/** Keeps what is new. Creates the repository with the first backup. */
export async function keepFiles(place: Place): Promise<void> {
  await at(place, 'cat', 'config').catch(() => at(place, 'init'));
  await unlock(place);
  await at(place, 'backup', '--host=chitlaq', `--exclude=${EXCLUDED}`, ...PATHS);
}

/** Deletes what is too old. */
export async function forgetFiles(place: Place): Promise<void> {
  const { days, weeks, months } = RETENTION;
  await at(
    place,
    ...['forget', '--prune', '--host=chitlaq'],
    ...[`--keep-daily=${days}`, `--keep-weekly=${weeks}`, `--keep-monthly=${months}`],
  );
}

/** Checks the repository, and reads a seventh of its data: another one each day. @throws BackupProblem if anything is damaged */
export async function checkFiles(place: Place, now: Date): Promise<void> {
  await unlock(place);
  await at(place, 'check', `--read-data-subset=${now.getUTCDay() + 1}/${PARTS}`);
}

/** Deletes what an older key has kept, all of it. */
export async function dropOlderFiles(place: Place, keyNumber: number): Promise<void> {
  const older = (...args: string[]) =>
    runTool('restic-at', [place, ...args], { BACKUP_KEY_NUMBER: String(keyNumber) });
  const isThere = await older('cat', 'config').then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  await older('unlock', '--remove-all');
  await older('forget', '--prune', '--host=chitlaq', '--unsafe-allow-remove-all');
}

/** A secret as it was kept last. */
export async function keptSecret(place: Place, name: string): Promise<string> {
  return (await at(place, 'dump', '--host=chitlaq', 'latest', `/settings/${name}`)).trim();
}
