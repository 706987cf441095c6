import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BackupKey } from '../backup/key.ts';
import { closedFolder, daysFolder, firstKeptDay, namesIn, openFolder, SEALED, sealedPath } from './files.ts';
import { chainAfter, chainStart, type Gap, partsOf, sha256 } from './line.ts';
import { type Entry, entryNumbers, follows, readEntryText } from './manifest.ts';
import { readClosed, wholeLines } from './read.ts';
import { asksFor, isGrantedFor } from './time-stamp.ts';

const run = promisify(execFile);

export interface Verified {
  entries: number;
  files: number;
  lines: number;
  /** Lines that the disk did not take, as the log says itself. */
  dropped: number;
  /** Files whose process ended without closing them. */
  torn: number;
  stampedDays: number;
  unstampedDays: number;
  /** Hash of the last entry: whoever keeps it can tell later whether the log was cut off. */
  head: string;
  /** What was changed, is missing, or stands in another place, a sentence each. */
  faults: string[];
}

/** The first line that does not follow those before it. */
function brokenLine(file: string, lines: readonly string[]): number | undefined {
  let chain = chainStart(file);
  for (const [at, line] of lines.entries()) {
    const parts = partsOf(line);
    if (parts === undefined) return at + 1;
    chain = chainAfter(chain, parts.body);
    if (chain !== parts.chain) return at + 1;
  }
  return undefined;
}

const countDropped = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => {
    const body = partsOf(line)?.body ?? '';
    // Most lines are no gap.
    return body.includes('"dropped"') ? sum + ((JSON.parse(body) as Partial<Gap>).dropped ?? 0) : sum;
  }, 0);

/**
 * Checks the whole log, while processes write it or not.
 * @param options.authorities  file with the certificates of those who issue time stamps
 */
export async function verify(
  folder: string,
  { key, authorities }: { key: BackupKey; authorities?: string | undefined },
): Promise<Verified> {
  const faults: string[] = [];
  const result = { entries: 0, files: 0, lines: 0, dropped: 0, torn: 0, stampedDays: 0, unstampedDays: 0 };
  // Before the manifest, so that a file that is closed meanwhile is not taken for one without an entry.
  const open = (await namesIn(openFolder(folder))).filter((name) => name.endsWith('.jsonl'));
  const closed: string[] = [];
  for (const day of await namesIn(closedFolder(folder)))
    for (const name of await namesIn(join(closedFolder(folder), day)))
      if (name.endsWith(SEALED)) closed.push(name.slice(0, -SEALED.length));

  const { entries, texts } = await readManifest(folder, faults);
  result.entries = entries.length;
  const deletions = new Map<string, Entry & { kind: 'deletion' }>();
  for (const entry of entries) if (entry.kind === 'deletion') deletions.set(entry.day, entry);
  for (const { day, time, months } of deletions.values())
    if (day >= firstKeptDay(new Date(time), months))
      faults.push(`${day} was deleted on ${time.slice(0, 10)}, before its ${months} months were over.`);

  const entered = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== 'file') continue;
    entered.add(entry.file);
    if (deletions.has(entry.file.slice(0, 10))) continue;
    result.files++;
    if (entry.isTorn) result.torn++;
    if (!existsSync(sealedPath(folder, entry.file))) {
      faults.push(`${entry.file} is missing.`);
      continue;
    }
    let text: string;
    try {
      text = await readClosed(folder, entry.file, { key, expected: entry.sealed });
    } catch (error) {
      faults.push(
        `${entry.file} is not the file that was closed, or has another key: ${(error as Error).message}`,
      );
      continue;
    }
    const lines = wholeLines(text);
    const broken = brokenLine(entry.file, lines);
    if (broken !== undefined)
      faults.push(`${entry.file}, line ${broken}: was changed, or a line before it is missing or moved.`);
    else if (sha256(text) !== entry.sha256 || lines.length !== entry.lines)
      faults.push(`${entry.file} has other lines than when it was closed.`);
    result.lines += lines.length;
    result.dropped += countDropped(lines);
  }
  for (const file of closed)
    if (!entered.has(file) && !open.includes(file)) faults.push(`${file} is in no entry.`);
  for (const file of open) {
    const text = await readFile(join(openFolder(folder), file), 'utf8').catch(() => undefined);
    if (text === undefined) continue; // closed meanwhile
    const lines = wholeLines(text);
    const broken = brokenLine(file, lines);
    if (broken !== undefined)
      faults.push(`${file}, line ${broken}: was changed, or a line before it is missing or moved.`);
    if (entered.has(file)) continue;
    result.lines += lines.length;
    result.dropped += countDropped(lines);
  }
  await checkDays(folder, { entries, texts, authorities, result, faults });
  const last = entries.at(-1);
  return { ...result, head: last === undefined ? '' : sha256(texts.get(last.number) ?? ''), faults };
}

async function readManifest(folder: string, faults: string[]) {
  const entries: Entry[] = [];
  const texts = new Map<number, string>();
  let expected = 1;
  let before: string | undefined;
  for (const number of await entryNumbers(folder).catch(() => [])) {
    for (; expected < number; expected++) faults.push(`Entry ${expected} of the manifest is missing.`);
    const isNext = number === 1 || texts.has(number - 1);
    expected = number + 1;
    const text = (await readEntryText(folder, number)) ?? '';
    let entry: Entry;
    try {
      entry = JSON.parse(text) as Entry;
    } catch {
      faults.push(`Entry ${number} of the manifest cannot be read.`);
      before = text;
      continue;
    }
    if (entry.number !== number)
      faults.push(`Entry ${number} of the manifest is that of number ${entry.number}.`);
    else if (isNext && !follows(entry, before))
      faults.push(`Entry ${number} of the manifest does not follow entry ${number - 1}: one was changed.`);
    texts.set(number, text);
    entries.push(entry);
    before = text;
  }
  return { entries, texts };
}

/** Whether the manifest of each day is what the chain says, and whether its time stamp is one of it. */
async function checkDays(
  folder: string,
  context: {
    entries: readonly Entry[];
    texts: ReadonlyMap<number, string>;
    authorities: string | undefined;
    result: { stampedDays: number; unstampedDays: number };
    faults: string[];
  },
): Promise<void> {
  const { entries, texts, authorities, result, faults } = context;
  const expected = new Map<string, string>();
  for (const { number, time } of entries) {
    const day = time.slice(0, 10);
    expected.set(day, (expected.get(day) ?? '') + (texts.get(number) ?? ''));
  }
  for (const name of await namesIn(daysFolder(folder))) {
    if (!name.endsWith('.jsonl')) continue;
    const day = name.slice(0, 10);
    const path = (extension: string) => join(daysFolder(folder), `${day}.${extension}`);
    const text = await readFile(path('jsonl'), 'utf8');
    if (text !== expected.get(day))
      faults.push(`The manifest of ${day} differs from the entries of that day.`);
    if (existsSync(path('tsq')) && !asksFor(await readFile(path('tsq')), text))
      faults.push(`${day}.tsq does not ask for a stamp of that manifest.`);
    if (!existsSync(path('tsr'))) {
      result.unstampedDays++;
      continue;
    }
    result.stampedDays++;
    if (!isGrantedFor(await readFile(path('tsr')), text))
      faults.push(`${day}.tsr is no time stamp of that manifest.`);
    else if (authorities !== undefined) {
      const args = ['ts', '-verify', '-data', path('jsonl'), '-in', path('tsr'), '-CAfile', authorities];
      await run('openssl', args).catch((error: { stderr?: string; message: string }) => {
        faults.push(`${day}.tsr is not accepted: ${(error.stderr || error.message).trim()}`);
      });
    }
  }
}
