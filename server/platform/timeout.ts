/** How long a server may take to answer before it counts as unreachable. */
export const DEFAULT_TIMEOUT_MS = 5_000;
/** A blocked process misses some of these parts of the wait, not all of them. */
const PARTS = 4;

/** A server accepted a request and did not answer it in time. */
export class TimeoutError extends Error {
  override name = 'TimeoutError';
}

/**
 * Rejects with `TimeoutError` when `work` has not settled after `ms`. It does not cancel `work`; a late result is ignored.
 *
 * The timeout runs in four parts. A process whose event loop is blocked loses at most one part, so that a busy process does not
 * report a server as silent.
 * @throws TimeoutError
 */
export async function withTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isSettled = false;
  const timeout = new Promise<never>((_, reject) => {
    const wait = (parts: number) => {
      if (isSettled) return;
      if (parts === 0) reject(new TimeoutError(`no answer in ${ms} ms`));
      // One more turn of the event loop: the answer may wait in the socket, which is read after the timers that are due.
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
