'use client';

import { type InfiniteData, type QueryClient, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { isNotFound } from '../../lib/is-not-found.ts';
import { UNREAD_KEY } from './known-unread.ts';
import type { Conversation, Folder, Message } from './types.ts';

export const CONVERSATIONS = 'conversations';
export const folderKey = (folder: Folder) => [CONVERSATIONS, 'folder', folder] as const;
export const conversationKey = (id: string) => [CONVERSATIONS, 'detail', id] as const;

export type Pages = InfiniteData<{ items: Conversation[]; nextCursor: string | null }>;
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
