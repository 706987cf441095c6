import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sealed } from '../backup/encryption.ts';
import { sha256 } from './line.ts';

/** A file that was closed. */
export interface FileEntry {
  kind: 'file';
  file: string;
  lines: number;
  /** Of its lines. */
  sha256: string;
  /** Of the compressed and encrypted file. */
  sealed: Sealed;
  first: string;
  last: string;
  /** Its process ended without closing it. */
  isTorn?: true;
}
/** A day whose files were deleted, because they were kept for long enough. */
export interface DeletionEntry {
  kind: 'deletion';
  day: string;
  files: number;
  months: number;
}
export type Entry = { number: number; time: string; previous: string } & (FileEntry | DeletionEntry);

const FIRST_PREVIOUS = '0'.repeat(64);
const manifestFolder = (folder: string) => join(folder, 'manifest');
export const entryName = (number: number): string => `${String(number).padStart(8, '0')}.json`;

/** Numbers of the entries, in order. */
export async function entryNumbers(folder: string): Promise<number[]> {
  const names = await readdir(manifestFolder(folder));
  return names
    .filter((name) => /^\d{8}\.json$/.test(name))
    .map((name) => Number(name.slice(0, 8)))
    .sort((one, other) => one - other);
}

/** The text of an entry, which is what the next one has the hash of; undefined if there is none. */
export const readEntryText = (folder: string, number: number): Promise<string | undefined> =>
  readFile(join(manifestFolder(folder), entryName(number)), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** Entries from the newest one back, for as long as they are wanted. */
export async function* newestEntries(folder: string): AsyncGenerator<{ entry: Entry; text: string }> {
  for (const number of (await entryNumbers(folder)).reverse()) {
    const text = await readEntryText(folder, number);
    if (text !== undefined) yield { entry: JSON.parse(text) as Entry, text };
  }
}

/**
 * Writes a file that exists whole or not at all, and is never written again.
 * @returns false if it exists
 */
export async function createOnce(path: string, data: string | Buffer): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
  return linkOnce(temporary, path);
}

/** Gives a finished file its name, unless another has it. @returns false then; the temporary name is gone in both cases */
export async function linkOnce(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Appends an entry with the hash of the one before. Processes append side by side without a lock: an entry is a file whose name is the next
 * number, and only one of them can create it.
 * @param options.since  how far back an equal entry can be
 * @param options.isSame  whether an entry says the same already; then nothing is appended
 */
export async function appendEntry(
  folder: string,
  content: FileEntry | DeletionEntry,
  { now, since, isSame }: { now: Date; since: string; isSame: (entry: Entry) => boolean },
): Promise<void> {
  await mkdir(manifestFolder(folder), { recursive: true, mode: 0o700 });
  for (;;) {
    let newest: { entry: Entry; text: string } | undefined;
    for await (const read of newestEntries(folder)) {
      newest ??= read;
      if (isSame(read.entry)) return;
      if (read.entry.time < since) break;
    }
    const number = (newest?.entry.number ?? 0) + 1;
    const time = [now.toISOString(), newest?.entry.time ?? ''].sort().at(-1) ?? '';
    const previous = newest ? sha256(newest.text) : FIRST_PREVIOUS;
    const text = `${JSON.stringify({ number, time, previous, ...content })}\n`;
    if (await createOnce(join(manifestFolder(folder), entryName(number)), text)) return;
  }
}

/** Whether an entry follows the one before it. */
export const follows = (entry: Entry, before: string | undefined): boolean =>
  entry.previous === (before === undefined ? FIRST_PREVIOUS : sha256(before));
