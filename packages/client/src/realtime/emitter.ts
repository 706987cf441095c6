export type Listener<Data> = (data: Data) => void;

/** An event emitter. A listener that throws does not affect the others; its error goes to `onError`. */
export function openEmitter<Table>(onError: (error: unknown) => void) {
  const listeners = new Map<keyof Table, Set<Listener<never>>>();
  return {
    /** @returns a function that unsubscribes */
    on<Name extends keyof Table>(name: Name, listener: Listener<Table[Name]>): () => void {
      const set = listeners.get(name) ?? new Set();
      // A function may be registered twice and removed once.
      const wrapped: Listener<Table[Name]> = (data) => listener(data);
      listeners.set(name, set.add(wrapped));
      return () => set.delete(wrapped);
    },
    emit<Name extends keyof Table>(name: Name, data: Table[Name]): void {
      for (const listener of listeners.get(name) ?? []) {
        try {
          (listener as Listener<Table[Name]>)(data); // registered by `on` with this type
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
