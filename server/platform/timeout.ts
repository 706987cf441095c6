/** What a server has before it counts as out of reach. */
export const DEFAULT_TIMEOUT_MS = 5_000;
/** A busy process misses some of these parts of a wait, not all of them. */
const PARTS = 4;

/** Says that a server accepted a request and did not answer it. */
export class TimeoutError extends Error {
  override name = 'Silence';
}

/**
 * Waits no longer than `ms` for an answer. The work itself goes on; its late answer or failure is dropped.
 *
 * Only time in which this process could have heard the answer counts. The wait has parts, and a process that is busy for
 * however long loses one of them: the others are left for sending what waits here and for hearing the answer.
 * @throws Silence when there was none in time
 */
export async function withTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isSettled = false;
  const timeout = new Promise<never>((_, reject) => {
    const wait = (parts: number) => {
      if (isSettled) return;
      if (parts === 0) reject(new TimeoutError(`no answer in ${ms} ms`));
      // One more turn: the answer may wait in the socket, which is read after the timers that are due.
      else timer = setTimeout(() => setImmediate(wait, parts - 1), ms / PARTS);
    };
    wait(PARTS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    isSettled = true;
    clearTimeout(timer);
  }
}
