import { access, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Storage } from './types.ts';

/** On one disk, moving a file avoids a second copy. */
async function moveOrCopy({ path, mayMove }: { path: string; mayMove?: boolean }, to: string): Promise<void> {
  if (!mayMove) return copyFile(path, to);
  await rename(path, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    return copyFile(path, to);
  });
}

/**
 * Files under DATA_DIR/uploads/files, in folders named by the first two letters of the key, so that no folder grows too large.
 */
export function diskStorage(dataDir: string): Storage {
  const root = join(dataDir, 'uploads', 'files');
  const pathOf = (key: string) => join(root, key.slice(0, 2), key);
  /** Deleted together with the key, so that a crash leaves nothing that no key names. */
  const partPathOf = (key: string) => `${pathOf(key)}.part`;
  return {
    async put(key, content) {
      const folder = dirname(pathOf(key));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Write to a temporary name and rename: neither a reader nor a crash ever sees half a file.
      const partPath = partPathOf(key);
      try {
        if (!Buffer.isBuffer(content)) await moveOrCopy(content, partPath);
        const handle = await open(partPath, Buffer.isBuffer(content) ? 'wx' : 'r+', 0o600);
        try {
          if (Buffer.isBuffer(content)) await handle.writeFile(content);
          await handle.sync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        await rm(partPath, { force: true });
        throw error;
      }
      await rename(partPath, pathOf(key));
      // Otherwise a power failure could keep the row and lose the file.
      const entry = await open(folder, 'r');
      await entry.sync().finally(() => entry.close());
    },
    async read(key, range) {
      const handle = await open(pathOf(key), 'r');
      return handle.createReadStream(range ? { start: range.from, end: range.to } : {});
    },
    async pathUnderFolder(key) {
      await access(pathOf(key));
      return `${key.slice(0, 2)}/${key}`;
    },
    async remove(key) {
      await rm(partPathOf(key), { force: true });
      await rm(pathOf(key), { force: true });
    },
  };
}
