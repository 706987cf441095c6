export type Gate = ReturnType<typeof openGate>;

/**
 * Lets so many pieces of work go on at a time; the others wait for their turn, in the order they came. For what everybody
 * asks at once when they come back after a break: it should wait here, where that costs little, and leave the database's
 * connections to messages.
 */
export function openGate(most: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (inside >= most) await new Promise<void>((enter) => waiting.push(enter));
    else inside++;
    try {
      return await work();
    } finally {
      // The place goes to the next, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else inside--;
    }
  };
}
