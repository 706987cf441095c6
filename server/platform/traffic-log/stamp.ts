import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { daysFolder, namesIn } from './files.ts';
import { createOnce } from './manifest.ts';
import { isGrantedFor } from './time-stamp.ts';

const TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Days that ended and have no time stamp, oldest first. */
export async function unstampedDays(folder: string): Promise<string[]> {
  const names = new Set(await namesIn(daysFolder(folder)));
  return [...names]
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, 10))
    .filter((day) => !names.has(`${day}.tsr`));
}

/**
 * Sends the request of a day to an authority and keeps its answer.
 * @throws Error if the authority does not answer with a stamp of that day
 */
export async function stampDay(folder: string, day: string, authority: string): Promise<void> {
  const path = (extension: string) => join(daysFolder(folder), `${day}.${extension}`);
  const response = await fetch(authority, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: await readFile(path('tsq')),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${day}: ${authority} answers ${response.status}.`);
  await keepStamp(folder, day, Buffer.from(await response.arrayBuffer()));
}

/** Keeps the answer of an authority, once. @throws Error if it is no stamp of that day, or the day has one */
export async function keepStamp(folder: string, day: string, answer: Buffer): Promise<void> {
  const path = (extension: string) => join(daysFolder(folder), `${day}.${extension}`);
  if (!existsSync(path('jsonl')))
    throw new Error(`${day} has no manifest: it has not ended, or has no entry.`);
  const text = await readFile(path('jsonl'), 'utf8');
  if (answer.length > MAX_ANSWER_BYTES || !isGrantedFor(answer, text))
    throw new Error(`${day}: the answer is no time stamp of the manifest of that day.`);
  if (!(await createOnce(path('tsr'), answer))) throw new Error(`${day} has a time stamp already.`);
}
