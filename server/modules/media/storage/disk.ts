import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../../platform/id.ts';
import type { Storage } from './index.ts';

/** Files under DATA_DIR/uploads/files, in folders by the first two letters of the name: no folder grows without end. */
export function diskStorage(dataDir: string): Storage {
  const root = join(dataDir, 'uploads', 'files');
  const folder = (name: string) => join(root, name.slice(0, 2), name);
  const place = (name: string, file: string) => join(folder(name), file);
  return {
    async put(name, file, content) {
      await mkdir(folder(name), { recursive: true, mode: 0o700 });
      // Written beside and put in place whole: a reader or a crash never meets half a file.
      const beside = join(folder(name), `.${newId()}`);
      try {
        if (!Buffer.isBuffer(content)) await copyFile(content.path, beside);
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
      await rename(beside, place(name, file));
    },
    async size(name, file) {
      try {
        return (await stat(place(name, file))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async read(name, file, range) {
      const handle = await open(place(name, file), 'r');
      return handle.createReadStream(range ? { start: range.from, end: range.to } : {});
    },
    remove: (name, file) => rm(place(name, file), { force: true }),
    removeAll: (name) => rm(folder(name), { recursive: true, force: true }),
  };
}
