import { LRUCache } from 'lru-cache';
import type { Context } from '../../../platform/context.ts';

/** A stored file: its key in the storage, and its bytes. */
export interface Place {
  key: string;
  size: number;
}

/** Names that are remembered in a process, some 500 bytes each with their files; what nobody has looked at for longest goes first. */
export const MOST_NAMES = 20_000;

/** What a process remembers of where public files lie. */
export interface Memory {
  /** By name, then by file; with when it was asked for. */
  names: LRUCache<string, Map<string, Place & { askedAt: number }>>;
  /** Rises with each closing that is heard of: what was asked before it is not remembered. */
  closings: number;
  /** What was asked before is not fresh: words may have been lost since. */
  freshFrom: number;
  /** The database is not asked for what is known. */
  silentUntil: number;
}

const memories = new WeakMap<object, Memory>();

export function memoryOf({ config }: Context): Memory {
  let memory = memories.get(config);
  if (!memory) {
    memory = { names: new LRUCache({ max: MOST_NAMES }), closings: 0, freshFrom: 0, silentUntil: 0 };
    memories.set(config, memory);
  }
  return memory;
}

/** What was known of these names' files, or of all, is not known any more, nor is what is being asked for just now. */
export function forget(memory: Memory, names?: readonly string[]): void {
  memory.closings++;
  if (names === undefined) memory.names.clear();
  else for (const name of names) memory.names.delete(name);
}
