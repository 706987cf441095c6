import { readFile } from 'node:fs/promises';
import {
  expendable,
  listOlder,
  listPlaces,
  olderSettings,
  type Place,
  pgBackRest,
  runTool,
} from './pgbackrest.ts';
import { BackupProblem } from './problem.ts';
import { dropOlderFiles } from './restic.ts';

const KEYS = '/run/secrets/backup_key';

/** The lines of the secret that open older backups: docs/adr/0073-rotating-the-key-of-the-backups.md. */
async function olderKeys(): Promise<number[]> {
  const lines = (await readFile(KEYS, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((_, at) => at + 1).slice(1);
}

/**
 * Deletes the backups of older keys that are not kept any longer, as if all keys had one repository.
 * @param dropAll  deletes all of them, for a key that has leaked
 * @returns how many are left for each older key; undefined if a place cannot be reached
 * @throws BackupProblem before anything is deleted, if a place has no backup of the key in use
 */
export async function expireOlder(
  now: Date,
  dropAll = false,
): Promise<{ keyNumber: number; left: number | undefined }[]> {
  const keys = await olderKeys();
  if (keys.length === 0) return [];
  const current = await listPlaces();
  for (const { place, backups, problem } of current)
    if (backups.length === 0)
      throw new BackupProblem(`${place}: ${problem ?? 'there is no backup of the key in use yet.'}`);
  const older = await Promise.all(
    keys.map(async (keyNumber) => ({ keyNumber, places: await listOlder(keyNumber) })),
  );
  const result = [];
  for (const { keyNumber, places } of older) {
    let left: number | undefined = 0;
    for (const { place, backups, problem } of places) {
      if (problem !== undefined) {
        left = undefined;
        continue;
      }
      const all = [current, ...older.map((one) => one.places)]
        .flat()
        .flatMap((one) => (one.place === place ? one.backups : []));
      const gone = new Set(dropAll ? backups : expendable(all, now));
      const kept = backups.filter((backup) => !gone.has(backup));
      if (kept.length === 0) await drop(place, keyNumber);
      else
        for (const { label } of backups.filter((backup) => gone.has(backup)))
          await pgBackRest(place, olderSettings(keyNumber), `--set=${label}`, 'expire');
      if (left !== undefined) left += kept.length;
    }
    result.push({ keyNumber, left });
  }
  return result;
}

/** Deletes the folders of an older key at a place. */
async function drop(place: Place, keyNumber: number): Promise<void> {
  const settings = olderSettings(keyNumber);
  // pgBackRest asks whether anybody still archives there. Forced, because the database itself runs.
  await runTool('pgbackrest', [settings, 'stop']);
  await pgBackRest(place, settings, '--force', 'stanza-delete');
  await dropOlderFiles(place, keyNumber);
}
