import { existsSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { BackupProblem } from './problem.ts';

const MIN_FREE_BYTES = 300 * 1024 * 1024;

/** Makes a rename or a new name survive a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws BackupProblem if so many bytes, and some more, are not free where a folder is or will be */
export function requireSpace(folder: string, bytes: number): void {
  const existing = existsSync(folder) ? folder : dirname(folder);
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  if (free >= bytes + MIN_FREE_BYTES) return;
  const megabytes = (size: number) => Math.ceil(size / 1024 / 1024);
  throw new BackupProblem(
    `${folder} needs ${megabytes(bytes + MIN_FREE_BYTES)} MB of free disk, and ${Math.floor(free / 1024 / 1024)} MB are free.`,
  );
}

/** @throws BackupProblem if the backups would be inside of what they are to save */
export function requireOutside(target: string, dataDir: string): void {
  if (!relative(resolve(dataDir), resolve(target)).startsWith('..'))
    throw new BackupProblem(
      `BACKUP_DIR is inside ${dataDir}. Choose a folder outside, best on another disk.`,
    );
}
