export type Listener<Data> = (data: Data) => void;

/** Who listens to what. A listener that throws keeps nobody else from hearing; its error comes out by itself. */
export function openEmitter<Table>(onError: (error: unknown) => void) {
  const listeners = new Map<keyof Table, Set<Listener<never>>>();
  return {
    /** @returns what ends it */
    on<Name extends keyof Table>(name: Name, listener: Listener<Table[Name]>): () => void {
      const set = listeners.get(name) ?? new Set();
      // One function may listen twice, and leave once.
      const wrapped: Listener<Table[Name]> = (data) => listener(data);
      listeners.set(name, set.add(wrapped));
      return () => set.delete(wrapped);
    },
    emit<Name extends keyof Table>(name: Name, data: Table[Name]): void {
      for (const listener of listeners.get(name) ?? []) {
        try {
          (listener as Listener<Table[Name]>)(data); // as `on` took it
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
