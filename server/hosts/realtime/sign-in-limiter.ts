export type Limiter = ReturnType<typeof openLimiter>;

/** Weight of the newest interval in a moving average of about fifty. */
const SMOOTHING = 1 / 50;

/**
 * Limits concurrent work; the rest queues in order of arrival. Used for sign-ins and syncs after a mass
 * reconnect: they wait here cheaply and leave the database connections to messages.
 *
 * @param now  a monotonic clock in milliseconds
 */
export function openLimiter(maxConcurrent: number, now: () => number = () => performance.now()) {
  const waiting: (() => void)[] = [];
  let active = 0;
  /** Average time between completions while others waited. Milliseconds. */
  let interval = 0;
  let endedAt: number | undefined;
  /** Estimated start time for the last rejected caller. */
  let lastRetryAt = 0;

  const measureInterval = () => {
    const time = now();
    if (endedAt !== undefined) interval += (time - endedAt - interval) * SMOOTHING;
    endedAt = waiting.length > 0 ? time : undefined;
  };

  return {
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      if (active >= maxConcurrent) await new Promise<void>((start) => waiting.push(start));
      else active++;
      try {
        return await work();
      } finally {
        measureInterval();
        // Hands the slot to the next in line, so that no new caller takes it first.
        const next = waiting.shift();
        if (next) next();
        else active--;
      }
    },
    /** Estimated wait of a new caller. Milliseconds. */
    get waitMs() {
      return waiting.length * interval;
    },
    /**
     * Reserves a retry for a rejected caller. @returns milliseconds until their turn, after callers rejected
     * before
     */
    reserveRetry(): number {
      const time = now();
      lastRetryAt = Math.max(lastRetryAt, time + waiting.length * interval) + interval;
      return lastRetryAt - time;
    },
  };
}
