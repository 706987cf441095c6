import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { mergeRanges, type Thread } from './thread-state.ts';

export const threadKey = (id: string) => ['messages', id] as const;
/** What has been shared in a conversation; without a kind, all of it. */
export const sharedKey = (id: string, kind?: string) =>
  ['conversations', 'shared', id, ...(kind === undefined ? [] : [kind])] as const;

const PAGE = 50;
/** Larger than the first page: a viewer who scrolls usually goes on. */
export const NEXT_PAGE = 100;
const inFlight = new Map<string, Promise<void>>();

/** Loads the messages after the newest cached one. */
export function fetchAfter(queries: QueryClient, id: string): Promise<void> {
  const running = inFlight.get(id);
  if (running) return running;
  const work = (async () => {
    const thread = queries.getQueryData<Thread>(threadKey(id));
    const afterSeq = thread?.items.at(-1)?.seq;
    if (!thread || afterSeq === undefined) return;
    const page = await api.get('/conversations/{id}/messages', {
      path: { id },
      query: { afterSeq, limit: NEXT_PAGE },
    });
    queries.setQueryData<Thread>(threadKey(id), (cached) => mergeRanges(cached, page, true));
  })().finally(() => inFlight.delete(id));
  inFlight.set(id, work);
  return work;
}

/** Loads the messages before the oldest cached one. */
export async function fetchBefore(queries: QueryClient, id: string): Promise<void> {
  const beforeSeq = queries.getQueryData<Thread>(threadKey(id))?.items[0]?.seq;
  if (beforeSeq === undefined) return;
  const page = await api.get('/conversations/{id}/messages', {
    path: { id },
    query: { beforeSeq, limit: NEXT_PAGE },
  });
  queries.setQueryData<Thread>(threadKey(id), (cached) => mergeRanges(cached, page, true));
}

/** Loads the newest messages, or those around a sequence number or a time. */
export async function fetchRange(id: string, around?: number | Date): Promise<Thread> {
  const { items, hasBefore, hasAfter } = await api.get('/conversations/{id}/messages', {
    path: { id },
    query: {
      limit: PAGE,
      ...(around instanceof Date ? { aroundTime: around.toISOString() } : {}),
      ...(typeof around === 'number' ? { aroundSeq: around } : {}),
    },
  });
  return { items, hasBefore, hasAfter };
}
