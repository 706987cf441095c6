export type Gate = ReturnType<typeof openGate>;

/** Weight of the newest interval in the mean of some fifty. */
const NEWEST = 1 / 50;

/**
 * Lets so many pieces of work go on at a time; the others wait for their turn, in the order they came. For what everybody
 * asks at once when they come back after a break: it should wait here, where that costs little, and leave the database's
 * connections to messages.
 *
 * @param now  a clock in milliseconds that never goes back
 */
export function openGate(most: number, now: () => number = () => performance.now()) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  /** Between two that ended while others waited. Milliseconds. */
  let interval = 0;
  let endedAt: number | undefined;
  /** When the turn would be of who was sent away last. */
  let promisedAt = 0;

  const measure = () => {
    const time = now();
    if (endedAt !== undefined) interval += (time - endedAt - interval) * NEWEST;
    endedAt = waiting.length > 0 ? time : undefined;
  };

  return {
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      if (inside >= most) await new Promise<void>((enter) => waiting.push(enter));
      else inside++;
      try {
        return await work();
      } finally {
        measure();
        // The place goes to the next, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else inside--;
      }
    },
    /** How long who comes now would wait, by what it took of late. Milliseconds. */
    get waitMs() {
      return waiting.length * interval;
    },
    /** Sends one more away. @returns after how many milliseconds it would be their turn, behind those sent away before */
    promise(): number {
      const time = now();
      promisedAt = Math.max(promisedAt, time + waiting.length * interval) + interval;
      return promisedAt - time;
    },
  };
}
