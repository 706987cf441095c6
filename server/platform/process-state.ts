/** What a process keeps as long as its context lives: caches, key rings, listeners. Transactions share it. */
export type ProcessState = Map<symbol, unknown>;

/**
 * Declares state of a process. It is created at its first use, once for each context that was opened.
 * @param name  for people who look at a process
 * @param create  must not keep a transaction's context: the state outlives it
 */
export function processState<State, Needs extends object = object>(
  name: string,
  create: (ctx: Needs) => State,
): (ctx: Needs & { state: ProcessState }) => State {
  const key = Symbol(name);
  return (ctx) => {
    if (!ctx.state.has(key)) ctx.state.set(key, create(ctx));
    return ctx.state.get(key) as State; // set only above
  };
}
