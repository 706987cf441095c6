/** What a server has before it counts as out of reach. */
export const PATIENCE_MS = 5_000;

/** Says that a server accepted a request and did not answer it. */
export class Silence extends Error {
  override name = 'Silence';
}

/**
 * Waits no longer than `ms` for an answer. The work itself goes on; its late answer or failure is dropped.
 * @throws Silence when there was none in time
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    // One more turn: in a process that was busy the answer may wait in the socket, to be read after the timers that are due.
    timer = setTimeout(() => setImmediate(() => reject(new Silence(`no answer in ${ms} ms`))), ms);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
