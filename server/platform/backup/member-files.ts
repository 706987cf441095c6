import { readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bytes, readSealed, useSealed, writeSealed } from './encryption.ts';
import { pack, unpack } from './entries.ts';
import type { BackupKey } from './key.ts';
import type { BackupSummary } from './manifest.ts';
import { BackupProblem } from './problem.ts';

/** A file of a member: a storage key, which is written once and never reused. */
const KEY = /^[0-9a-f]{32}$/;
const SUFFIX = '.sealed';
const CLOCK_TICK_MS = 2_000;
export const FILES_PART = 'files.sealed';

export const membersFilesOf = (dataDir: string): string => join(dataDir, 'uploads', 'files');

/** Where the files of all backups of a database are. Each is stored once. */
export interface FileStore {
  folder: string;
  key: BackupKey;
}
export const fileStore = (target: string, systemIdentifier: string, key: BackupKey): FileStore => ({
  folder: join(target, 'files', systemIdentifier),
  key,
});

const sealedName = (file: string) => `file ${file}`;
const sealedPath = ({ folder }: FileStore, file: string) =>
  join(folder, file.slice(0, 2), `${file}${SUFFIX}`);

/** When a folder was last listed, by its time of change then: a new file changes it. */
export type SeenFolders = Map<string, number>;

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/**
 * Stores the files of members that the store does not have yet.
 * @param seen skips folders without changes since the last call; without it, all are listed
 * @returns the files in the folders that were listed
 */
export async function storeNewFiles(
  dataDir: string,
  store: FileStore,
  { seen, signal }: { seen?: SeenFolders; signal?: AbortSignal | undefined } = {},
): Promise<string[]> {
  const source = membersFilesOf(dataDir);
  const files: string[] = [];
  for (const folder of namesIn(source)) {
    const path = join(source, folder);
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined || seen?.get(path) === changedAt) continue;
    const stored = new Set(namesIn(join(store.folder, folder)));
    for (const file of namesIn(path)) {
      if (!KEY.test(file)) continue;
      signal?.throwIfAborted();
      files.push(file);
      if (!stored.has(`${file}${SUFFIX}`)) await storeFile(join(path, file), store, file);
    }
    // A file that came within the same tick of the file system's clock would not change it again.
    if (Date.now() - changedAt > CLOCK_TICK_MS) seen?.set(path, changedAt);
  }
  return files;
}

async function storeFile(from: string, store: FileStore, file: string): Promise<void> {
  if (!statSync(from, { throwIfNoEntry: false })) return; // deleted meanwhile
  const path = sealedPath(store, file);
  await mkdir(join(store.folder, file.slice(0, 2)), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.partial`;
  await writeSealed(partial, pack([{ path: file, from }]), { key: store.key, name: sealedName(file) });
  await rename(partial, path);
}

/** The size of a stored file; undefined if it is not there. */
export const storedSize = (store: FileStore, file: string): number | undefined =>
  statSync(sealedPath(store, file), { throwIfNoEntry: false })?.size;

/** Files that were stored between two moments. */
export function storedBetween(store: FileStore, from: Date, to: Date): string[] {
  return namesIn(store.folder).flatMap((folder) =>
    namesIn(join(store.folder, folder))
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .filter((file) => {
        const storedAt = statSync(sealedPath(store, file), { throwIfNoEntry: false })?.mtimeMs;
        return storedAt !== undefined && storedAt >= from.getTime() && storedAt <= to.getTime();
      }),
  );
}

const readStored = (store: FileStore, file: string): Bytes =>
  readSealed(sealedPath(store, file), { key: store.key, name: sealedName(file) });

/** Writes a stored file where it belongs in a data folder. @throws BackupProblem that names it if it is missing or damaged */
export const restoreFile = (store: FileStore, file: string, dataDir: string): Promise<void> =>
  unpack(readStored(store, file), join(membersFilesOf(dataDir), file.slice(0, 2)));

/** Reads a stored file to its end. @throws BackupProblem that names it if it is missing or damaged */
export async function verifyFile(store: FileStore, file: string): Promise<void> {
  for await (const _ of readStored(store, file));
}

const FileList = z.array(z.tuple([z.string().regex(KEY), z.number().int()]));
export type FileList = z.infer<typeof FileList>;

/** The members' files of a backup, with the sizes of their stored copies. @throws BackupProblem if the list is damaged */
export async function readFileList(
  { name, folder, manifest }: BackupSummary,
  key: BackupKey,
): Promise<FileList> {
  const part = manifest.parts.find(({ file }) => file === FILES_PART);
  if (!part) throw new BackupProblem(`${folder} has no ${FILES_PART}.`);
  const texts: Buffer[] = [];
  await useSealed(
    join(folder, FILES_PART),
    { key, name: `${name} ${FILES_PART}`, expected: part, compressed: true },
    async (content) => {
      for await (const data of content) texts.push(data);
    },
  );
  const packed = Buffer.concat(texts);
  return FileList.parse(JSON.parse(packed.subarray(4 + packed.readUInt32BE()).toString()));
}

/** Deletes stored files that no backup lists, unless they were stored after `youngerThan`: a later backup may list them. */
export function removeUnlistedFiles(store: FileStore, listed: ReadonlySet<string>, youngerThan: Date): void {
  for (const folder of namesIn(store.folder))
    for (const name of namesIn(join(store.folder, folder))) {
      if (listed.has(name.slice(0, -SUFFIX.length))) continue;
      const path = join(store.folder, folder, name);
      const storedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
      if (storedAt < youngerThan.getTime()) rmSync(path, { force: true });
    }
}
