'use client';

import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../lib/api.ts';
import { isNotFound } from '../../lib/is-not-found.ts';
import { UNREAD_KEY } from './known-unread.ts';
import type { Conversation, Folder, Message } from './types.ts';

export const CONVERSATIONS = 'conversations';
export const folderKey = (folder: Folder) => [CONVERSATIONS, 'folder', folder] as const;
export const conversationKey = (id: string) => [CONVERSATIONS, 'detail', id] as const;

export type Pages = InfiniteData<{ items: Conversation[]; nextCursor: string | null }>;
const PAGE = 30;

/** A folder's conversations: pinned first, then by last message. */
export function useConversations(folder: Folder) {
  const query = useInfiniteQuery({
    queryKey: folderKey(folder),
    queryFn: ({ pageParam }) =>
      api.get('/conversations', {
        query: { folder, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const pages = query.data?.pages;
  const items = useMemo(
    () => (pages ? sortConversations(pages.flatMap((page) => page.items)) : undefined),
    [pages],
  );
  return { ...query, items };
}

/** Removes duplicates: a conversation that moved up between two page loads is on both pages. */
export function sortConversations(items: readonly Conversation[]): Conversation[] {
  const unique = [...new Map(items.map((item) => [item.id, item])).values()];
  return unique.sort(
    (left, right) =>
      Number(right.pinned) - Number(left.pinned) || right.lastMessageAt.localeCompare(left.lastMessageAt),
  );
}

/** One conversation; starts with the version from a list if there is one. */
export const useConversation = (id: string, queries: QueryClient) =>
  useQuery({
    queryKey: conversationKey(id),
    queryFn: () => api.get('/conversations/{id}', { path: { id } }),
    initialData: () => cachedConversation(queries, id),
    initialDataUpdatedAt: 0,
    // A conversation that does not exist is not asked for again, whatever invalidates it.
    enabled: ({ state }) => !isNotFound(state.error),
  });

/** The conversation as cached. */
export function cachedConversation(queries: QueryClient, id: string): Conversation | undefined {
  const cached = queries.getQueryData<Conversation>(conversationKey(id));
  return cached ?? listedConversation(queries, id);
}

/** The conversation as a loaded list has it. */
export function listedConversation(queries: QueryClient, id: string): Conversation | undefined {
  for (const [, data] of queries.getQueriesData<Pages>({ queryKey: [CONVERSATIONS, 'folder'] })) {
    const found = data?.pages.flatMap((page) => page.items).find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

export const useUnread = () =>
  useQuery({ queryKey: UNREAD_KEY, queryFn: () => api.get('/conversations/unread') });

/** The status of the viewer's own message. The conversation's receipts may be newer than the message's status. */
export function statusOf(message: Message, conversation: Conversation | undefined): Message['status'] {
  if (message.status === 'read' || (conversation && message.seq <= conversation.othersReadSeq)) return 'read';
  if (message.status === 'delivered' || (conversation && message.seq <= conversation.othersDeliveredSeq))
    return 'delivered';
  return 'sent';
}
