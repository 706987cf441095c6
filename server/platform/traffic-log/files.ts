import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSealed } from '../backup/encryption.ts';
import { type BackupKey, createKey, readKey } from '../backup/key.ts';
import { sha256 } from './line.ts';
import { appendEntry, createOnce, linkOnce, newestEntries } from './manifest.ts';
import { timeStampRequest } from './time-stamp.ts';

/**
 * The folder:
 * - `open/NAME.jsonl`: files that processes write, one each
 * - `closed/DAY/NAME.jsonl.gz.sealed`: closed files
 * - `manifest/NUMBER.json`: a chain of what was closed and deleted
 * - `days/DAY.jsonl`: the entries of a day that ended, with its request for a time stamp (`.tsq`) and the answer (`.tsr`)
 */
export const openFolder = (folder: string): string => join(folder, 'open');
export const closedFolder = (folder: string): string => join(folder, 'closed');
export const daysFolder = (folder: string): string => join(folder, 'days');
export const SEALED = '.gz.sealed';
/** The day of a file, by its name. */
export const dayOf = (name: string): string => name.slice(0, 10);
export const sealedPath = (folder: string, name: string): string =>
  join(closedFolder(folder), dayOf(name), `${name}${SEALED}`);

const HOUR_MS = 3_600_000;
/** A process closes its file when the hour ends. If it has not done so this long after, it will not. */
const ABANDONED_MS = 10 * 60_000;
/** By then the files of a day are closed. */
const DAY_ENDED_MS = 15 * 60_000;

/** When a file was opened, by its name. */
export const openedAt = (name: string): Date =>
  new Date(name.slice(0, 24).replace(/T(\d\d)-(\d\d)-(\d\d)/, 'T$1:$2:$3'));
export const fileName = (opened: Date, process: string): string =>
  `${opened.toISOString().replaceAll(':', '-')}-${process}-${randomUUID().slice(0, 8)}.jsonl`;
export const hourOf = (time: Date): number => Math.floor(time.getTime() / HOUR_MS);
export const isAbandoned = (name: string, now: Date): boolean =>
  now.getTime() > (hourOf(openedAt(name)) + 1) * HOUR_MS + ABANDONED_MS;

/** The key of the log, made when it is first used. Without it nobody reads a closed file. */
export function trafficLogKey(file: string): BackupKey {
  createKey(file);
  return readKey(file);
}

export async function makeFolders(folder: string): Promise<void> {
  for (const name of ['open', 'closed', 'manifest', 'days'])
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
}

/** Names in a folder; none if it does not exist. */
export const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );

async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  for await (const data of createReadStream(path)) hash.update(data as Buffer);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

const TIME_START = '{"time":"';
const TIME_CHARACTERS = 24;

/** The times of the first and last line, after the opening. A clock may have been set back between them. Lines are not parsed: a file has many. */
function timesOf(lines: readonly string[], opened: string): { first: string; last: string } {
  let [first, last] = [opened, opened];
  for (const line of lines) {
    if (!line.startsWith(TIME_START)) continue;
    const time = line.slice(TIME_START.length, TIME_START.length + TIME_CHARACTERS);
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return { first, last };
}

/**
 * Compresses, encrypts and enters an open file, then deletes it. If two processes do so at once, or one dies on the way, the result is
 * the same.
 */
export async function closeFile(
  folder: string,
  name: string,
  { key, now }: { key: BackupKey; now: Date },
): Promise<void> {
  const path = join(openFolder(folder), name);
  const written = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined; // another process was faster
    throw error;
  });
  if (written === undefined) return;
  const whole = written.subarray(0, written.lastIndexOf(10) + 1);
  const lines = whole.toString('utf8').split('\n').slice(0, -1);
  if (lines.length > 0) {
    const target = sealedPath(folder, name);
    await mkdir(join(closedFolder(folder), dayOf(name)), { recursive: true, mode: 0o700 });
    const temporary = `${target}.${randomUUID()}.tmp`;
    const content = (async function* () {
      yield whole;
    })();
    await writeSealed(temporary, content, { key, name, compress: true });
    await linkOnce(temporary, target);
    await appendEntry(
      folder,
      {
        kind: 'file',
        file: name,
        lines: lines.length,
        sha256: sha256(whole),
        sealed: await hashFile(target),
        ...timesOf(lines, openedAt(name).toISOString()),
        ...(whole.length < written.length ? { isTorn: true as const } : {}),
      },
      {
        now,
        since: openedAt(name).toISOString(),
        isSame: (entry) => entry.kind === 'file' && entry.file === name,
      },
    );
  }
  await rm(path, { force: true });
}

/** The first day that is still kept. */
export function firstKeptDay(now: Date, months: number): string {
  const first = new Date(now);
  const day = first.getUTCDate();
  first.setUTCMonth(first.getUTCMonth() - months);
  // Of a month that has fewer days, its last one.
  if (first.getUTCDate() !== day) first.setUTCDate(0);
  return first.toISOString().slice(0, 10);
}

/** Closes what dead processes left, deletes what was kept for long enough, and writes the manifests of days that ended. */
export async function keepHouse(
  folder: string,
  options: { key: BackupKey; now: Date; months: number; isOwn: (name: string) => boolean },
): Promise<void> {
  const { key, now, months, isOwn } = options;
  for (const name of await namesIn(openFolder(folder)))
    if (name.endsWith('.jsonl') && !isOwn(name) && isAbandoned(name, now))
      await closeFile(folder, name, { key, now });
  const firstKept = firstKeptDay(now, months);
  for (const day of await namesIn(closedFolder(folder))) {
    if (day >= firstKept) continue;
    const files = (await namesIn(join(closedFolder(folder), day))).filter((name) => name.endsWith(SEALED));
    // First the record: a deletion that nobody entered looks like one that somebody hides.
    await appendEntry(
      folder,
      { kind: 'deletion', day, files: files.length, months },
      {
        now,
        since: new Date(now.getTime() - 48 * HOUR_MS).toISOString(),
        isSame: (entry) => entry.kind === 'deletion' && entry.day === day,
      },
    );
    await rm(join(closedFolder(folder), day), { recursive: true, force: true });
  }
  await writeDays(folder, now);
}

async function writeDays(folder: string, now: Date): Promise<void> {
  const lastEnded = new Date(now.getTime() - 24 * HOUR_MS - DAY_ENDED_MS).toISOString().slice(0, 10);
  const written = new Set(await namesIn(daysFolder(folder)));
  const days = new Map<string, string[]>();
  for await (const { entry, text } of newestEntries(folder)) {
    const day = entry.time.slice(0, 10);
    if (day > lastEnded) continue;
    if (written.has(`${day}.jsonl`)) break;
    days.set(day, [text, ...(days.get(day) ?? [])]);
  }
  for (const [day, texts] of [...days].reverse()) {
    const text = texts.join('');
    // The request first: the manifest says that the day is done.
    await createOnce(join(daysFolder(folder), `${day}.tsq`), timeStampRequest(text));
    await createOnce(join(daysFolder(folder), `${day}.jsonl`), text);
  }
}
