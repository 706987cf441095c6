import pLimit from 'p-limit';

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
  const limit = pLimit(maxConcurrent);
  /** Average time between completions while others waited. Milliseconds. */
  let interval = 0;
  let endedAt: number | undefined;
  /** Estimated start time for the last rejected caller. */
  let lastRetryAt = 0;

  const measureInterval = () => {
    const time = now();
    if (endedAt !== undefined) interval += (time - endedAt - interval) * SMOOTHING;
    endedAt = limit.pendingCount > 0 ? time : undefined;
  };

  return {
    run: <Result>(work: () => Promise<Result>): Promise<Result> =>
      limit(() => work().finally(measureInterval)),
    /** Estimated wait of a new caller. Milliseconds. */
    get waitMs() {
      return limit.pendingCount * interval;
    },
    /**
     * Reserves a retry for a rejected caller. @returns milliseconds until their turn, after callers rejected
     * before
     */
    reserveRetry(): number {
      const time = now();
      lastRetryAt = Math.max(lastRetryAt, time + limit.pendingCount * interval) + interval;
      return lastRetryAt - time;
    },
  };
}
