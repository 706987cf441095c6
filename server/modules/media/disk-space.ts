import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../platform/context.ts';
import { BYTES_PER_MIB } from './limits.ts';
import { storageFull } from './problems.ts';

/** Where uploaded bytes are until they are stored: outside the storage, never served. */
export async function incomingFolder({ config }: Pick<Context, 'config'>): Promise<string> {
  const folder = join(config.dataDir, 'uploads', 'incoming');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Stops uploads while the database, which may share the disk, still has space to write.
 * @param bytes  what is about to be written
 * @throws Problem 507 `storage_full`
 */
export async function checkFreeSpace({ config }: Pick<Context, 'config'>, bytes: number): Promise<void> {
  const disk = await statfs(config.dataDir);
  if (disk.bavail * disk.bsize - bytes < config.mediaMinFreeMb * BYTES_PER_MIB) throw storageFull();
}

/** Deletes what has been in the incoming folder since before `before` (by the file system's clock). */
export async function sweepIncoming(ctx: Pick<Context, 'config'>, before: Date): Promise<void> {
  const folder = await incomingFolder(ctx);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const modified = await stat(path).then(
      (found) => found.mtime,
      () => undefined, // finished, or deleted by another process
    );
    if (modified && modified < before) await rm(path, { recursive: true, force: true });
  }
}
