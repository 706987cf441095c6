import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSmallSealed, type Sealed } from '../backup/encryption.ts';
import type { BackupKey } from '../backup/key.ts';
import { networkMatcher } from '../ip-addresses.ts';
import { namesIn, openFolder, sealedPath } from './files.ts';
import { type Gap, type Opening, partsOf, type TrafficLine } from './line.ts';
import { type Entry, newestEntries } from './manifest.ts';

/** The text of a closed file. @throws BackupProblem if it is missing or was changed */
export const readClosed = (
  folder: string,
  file: string,
  options: { key: BackupKey; expected: Sealed },
): Promise<string> =>
  readSmallSealed(sealedPath(folder, file), { ...options, name: file, compressed: true }).then((content) =>
    content.toString('utf8'),
  );

/** The whole lines of a text: a last one without its end is being written, or never was. */
export const wholeLines = (text: string): string[] => text.split('\n').slice(0, -1);

type ClosedFile = Entry & { kind: 'file' };

/** What an extract is about. Times as in the log; `from` is in it, `to` is not. */
export interface Wanted {
  from: string;
  to: string;
  /** An address or a network. */
  address?: string | undefined;
  member?: string | undefined;
}
export interface Extracted extends TrafficLine {
  destination: string;
  file: string;
}

function* linesOf(file: string, text: string): Generator<Extracted> {
  let destination = '';
  for (const line of wholeLines(text)) {
    const body = JSON.parse(partsOf(line)?.body ?? '') as TrafficLine | Opening | Gap;
    if ('destination' in body) destination = body.destination;
    else if ('route' in body) yield { ...body, destination, file };
  }
}

/** Lines of the log, file by file, without order between files. */
export async function* extract(folder: string, wanted: Wanted, key: BackupKey): AsyncGenerator<Extracted> {
  const isAddress = wanted.address === undefined ? () => true : networkMatcher([wanted.address]);
  const isWanted = (line: Extracted) =>
    line.time >= wanted.from &&
    line.time < wanted.to &&
    (wanted.member === undefined || line.member === wanted.member) &&
    isAddress(line.address);
  // The open files first: one that is closed meanwhile has an entry by then.
  const open = (await namesIn(openFolder(folder))).filter((name) => name.endsWith('.jsonl'));
  const closed: ClosedFile[] = [];
  const entered = new Set<string>();
  const deleted = new Set<string>();
  for await (const { entry } of newestEntries(folder)) {
    if (entry.kind === 'deletion') deleted.add(entry.day);
    else {
      entered.add(entry.file);
      if (entry.first < wanted.to && entry.last >= wanted.from) closed.push(entry);
    }
  }
  for (const { file, sealed } of closed.reverse()) {
    if (deleted.has(file.slice(0, 10))) continue;
    for (const line of linesOf(file, await readClosed(folder, file, { key, expected: sealed })))
      if (isWanted(line)) yield line;
  }
  for (const file of open.filter((name) => !entered.has(name)))
    for (const line of linesOf(file, await readOpen(folder, file, key))) if (isWanted(line)) yield line;
}

/** The text of an open file, also if it was closed since. */
async function readOpen(folder: string, file: string, key: BackupKey): Promise<string> {
  try {
    return await readFile(join(openFolder(folder), file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  for await (const { entry } of newestEntries(folder))
    if (entry.kind === 'file' && entry.file === file)
      return readClosed(folder, file, { key, expected: entry.sealed });
  throw new Error(`${file} is gone, and in no entry.`);
}
