export type Limiter = ReturnType<typeof openLimiter>;

/** Weight of the newest interval in the mean of some fifty. */
const SMOOTHING = 1 / 50;

/**
 * Lets so many pieces of work go on at a time; the others wait for their turn, in the order they came. For what everybody
 * asks at once when they come back after a break: it should wait here, where that costs little, and leave the database's
 * connections to messages.
 *
 * @param now  a clock in milliseconds that never goes back
 */
export function openLimiter(maxConcurrent: number, now: () => number = () => performance.now()) {
  const waiting: (() => void)[] = [];
  let active = 0;
  /** Between two that ended while others waited. Milliseconds. */
  let interval = 0;
  let endedAt: number | undefined;
  /** When the turn would be of who was sent away last. */
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
        // The place goes to the next, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else active--;
      }
    },
    /** How long who comes now would wait, by what it took of late. Milliseconds. */
    get waitMs() {
      return waiting.length * interval;
    },
    /** Sends one more away. @returns after how many milliseconds it would be their turn, behind those sent away before */
    reserveRetry(): number {
      const time = now();
      lastRetryAt = Math.max(lastRetryAt, time + waiting.length * interval) + interval;
      return lastRetryAt - time;
    },
  };
}
