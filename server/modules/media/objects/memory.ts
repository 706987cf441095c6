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
  /** Rises with each removal that is heard of: what was asked before it is not remembered. */
  removals: number;
  /** What was asked before is not fresh: words may have been lost since. */
  freshFrom: number;
  /** The database is not asked for what is known. */
  silentUntil: number;
}

const memories = new WeakMap<object, Memory>();

export function memoryOf({ config }: Context): Memory {
  let memory = memories.get(config);
  if (!memory) {
    memory = { names: new LRUCache({ max: MOST_NAMES }), removals: 0, freshFrom: 0, silentUntil: 0 };
    memories.set(config, memory);
  }
  return memory;
}

/** What was known of a name's files, and what is being asked for just now, is not known any more. */
export function forget(memory: Memory, name: string): void {
  memory.removals++;
  memory.names.delete(name);
}
