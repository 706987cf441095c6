import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Storage } from './types.ts';

/** What may be moved takes no room twice, where both lie on one disk. */
async function take({ path, mayMove }: { path: string; mayMove?: boolean }, to: string): Promise<void> {
  if (!mayMove) return copyFile(path, to);
  await rename(path, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    return copyFile(path, to);
  });
}

/** Files under DATA_DIR/uploads/files, in folders by the first two letters of the key: no folder grows without end. */
export function diskStorage(dataDir: string): Storage {
  const root = join(dataDir, 'uploads', 'files');
  const place = (key: string) => join(root, key.slice(0, 2), key);
  /** What a crash leaves of it goes with it: nothing lies here that no key names. */
  const partOf = (key: string) => `${place(key)}.part`;
  return {
    async put(key, content) {
      const folder = dirname(place(key));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Written beside and put in place whole: a reader or a crash never meets half a file.
      const beside = partOf(key);
      try {
        if (!Buffer.isBuffer(content)) await take(content, beside);
        const handle = await open(beside, Buffer.isBuffer(content) ? 'wx' : 'r+', 0o600);
        try {
          if (Buffer.isBuffer(content)) await handle.writeFile(content);
          await handle.sync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      await rename(beside, place(key));
      // Else a power cut could leave the row that names it without it.
      const entry = await open(folder, 'r');
      await entry.sync().finally(() => entry.close());
    },
    async size(key) {
      try {
        return (await stat(place(key))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async read(key, range) {
      const handle = await open(place(key), 'r');
      return handle.createReadStream(range ? { start: range.from, end: range.to } : {});
    },
    async remove(key) {
      await rm(partOf(key), { force: true });
      await rm(place(key), { force: true });
    },
    removeAll: (name) => rm(place(name), { recursive: true, force: true }),
  };
}
