'use client';

import { api } from '../../lib/api.ts';
import { readItem, writeItem } from './device-storage.ts';

/**
 * The threads in which the member has written, as this device remembers them: the newest last. The server knows them only by comparing the
 * secret with each thread.
 */
interface OwnThreads {
  readonly ids: readonly string[];
  /** Whether the device has searched for those of before, and of other devices. */
  readonly isSearched: boolean;
}

/** Older ones are found by a search. */
const MAX_KEPT = 5_000;
/** As many as the server compares in one request. */
export const NAMED_AT_ONCE = 500;

const NOTHING: OwnThreads = { ids: [], isSearched: false };

/** What a stored list says; nothing if it is damaged. */
export function ownThreadsIn(stored: string | null): OwnThreads {
  try {
    const { ids, isSearched } = (JSON.parse(stored ?? '{}') ?? {}) as Partial<OwnThreads>;
    if (!Array.isArray(ids)) return NOTHING;
    return { ids: ids.filter((id) => typeof id === 'string'), isSearched: isSearched === true };
  } catch {
    return NOTHING;
  }
}

export const readOwnThreads = (memberId: string): OwnThreads => ownThreadsIn(readItem(memberId, 'threads'));

/** Remembers threads; one that is known already becomes the newest. */
export function addOwnThreads(memberId: string, added: readonly string[], isSearched?: boolean): void {
  const known = readOwnThreads(memberId);
  const ids = [...known.ids.filter((id) => !added.includes(id)), ...new Set(added)].slice(-MAX_KEPT);
  writeItem(
    memberId,
    'threads',
    JSON.stringify({ ids, isSearched: isSearched ?? known.isSearched } satisfies OwnThreads),
  );
}

/**
 * Searches all threads of 180 days, page by page: for a device that is new, or beside which another one writes.
 * @returns all that are known now, the newest last
 */
export async function searchOwnThreads(memberId: string, secret: string): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.post('/boards/own-threads', {
      body: { secret, ...(cursor === undefined ? {} : { cursor }) },
    });
    found.push(...page.items.map(({ threadId }) => threadId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const { ids } = readOwnThreads(memberId);
  // Before those that the device remembers in their order.
  const all = [...found.filter((id) => !ids.includes(id)), ...ids];
  addOwnThreads(memberId, all, true);
  return all;
}
