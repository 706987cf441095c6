import type { Schemas } from '@chitlaq/client';
import { api } from '../../lib/api.ts';
import { addOwnThreads, NAMED_AT_ONCE, readOwnThreads, searchOwnThreads } from './own-threads.ts';

export type OwnPost = Schemas['OwnBoardPost'];

export interface PageParam {
  /** The threads of the page: the newest that the device remembers, then those before. */
  from: number;
  cursor?: string;
}
export const FIRST: PageParam = { from: 0 };

/** A page of own posts. A device that has never searched for their threads does so first. */
export async function loadOwnPosts(memberId: string, secret: string, { from, cursor }: PageParam) {
  const { ids, isSearched } = readOwnThreads(memberId);
  const newestFirst = [...(isSearched ? ids : await searchOwnThreads(memberId, secret))].reverse();
  const page = await api.post('/boards/own-posts', {
    body: {
      secret,
      threadIds: newestFirst.slice(from, from + NAMED_AT_ONCE),
      ...(cursor === undefined ? {} : { cursor }),
    },
  });
  const end = from + NAMED_AT_ONCE;
  const next: PageParam | undefined =
    page.nextCursor === null
      ? end < newestFirst.length
        ? { from: end }
        : undefined
      : { from, cursor: page.nextCursor };
  // What waits comes with each first page; below the first threads it was shown already.
  const items = from === 0 ? page.items : page.items.filter(({ waiting }) => !waiting);
  // What another device has just written.
  const others = items.flatMap(({ waiting, threadId }) => (waiting ? threadId : []));
  if (others.length > 0) addOwnThreads(memberId, others);
  return { items, next };
}

/** All that the secret has written in 180 days. */
export async function loadAllOwnPosts(memberId: string, secret: string): Promise<OwnPost[]> {
  const posts: OwnPost[] = [];
  let next: PageParam | undefined = FIRST;
  do {
    const page: Awaited<ReturnType<typeof loadOwnPosts>> = await loadOwnPosts(memberId, secret, next);
    posts.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return posts;
}
