'use client';

import type { Schemas } from '@chitlaq/client';
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../lib/api.ts';
import { isNotFound } from '../../lib/is-not-found.ts';
import { ME_KEY } from '../session/session.ts';
import { UNREAD_KEY } from './known-unread.ts';
import type { Conversation, Folder, Message } from './types.ts';

const CONVERSATIONS = 'conversations';
export const folderKey = (folder: Folder) => [CONVERSATIONS, 'folder', folder] as const;
export const conversationKey = (id: string) => [CONVERSATIONS, 'detail', id] as const;

type Pages = InfiniteData<{ items: Conversation[]; nextCursor: string | null }>;
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

function listedConversation(queries: QueryClient, id: string): Conversation | undefined {
  for (const [, data] of queries.getQueriesData<Pages>({ queryKey: [CONVERSATIONS, 'folder'] })) {
    const found = data?.pages.flatMap((page) => page.items).find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Whether a loaded list contains it. */
export const isInLoadedFolder = (queries: QueryClient, id: string): boolean =>
  listedConversation(queries, id) !== undefined;

/** Updates a conversation everywhere it is cached. */
export function updateConversation(
  queries: QueryClient,
  id: string,
  change: (conversation: Conversation) => Conversation,
): void {
  queries.setQueryData<Conversation>(conversationKey(id), (cached) => cached && change(cached));
  queries.setQueriesData<Pages>({ queryKey: [CONVERSATIONS, 'folder'] }, (data) =>
    data?.pages.some((page) => page.items.some((item) => item.id === id))
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.id === id ? change(item) : item)),
          })),
        }
      : data,
  );
}

/** By conversation: how often an answer of the server was cached. */
const writes = new Map<string, number>();
/** A number that changes when an answer of the server is cached. */
export const writesOf = (id: string): number => writes.get(id) ?? 0;

/** Caches the server's version of a conversation. */
export function cacheConversation(queries: QueryClient, conversation: Conversation): void {
  writes.set(conversation.id, writesOf(conversation.id) + 1);
  // A response on its way is older.
  void queries.cancelQueries({ queryKey: conversationKey(conversation.id), exact: true });
  queries.setQueryData(conversationKey(conversation.id), conversation);
  updateConversation(queries, conversation.id, () => conversation);
}

/** Refetches the lists, after a conversation was added, removed or moved. */
export const refreshFolders = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ queryKey: [CONVERSATIONS, 'folder'] });

let unreadTimer: ReturnType<typeof setTimeout> | undefined;
const UNREAD_DEBOUNCE_MS = 400;

/** Refreshes the unread count of the navigation. Debounced. */
export function refreshUnread(queries: QueryClient): void {
  clearTimeout(unreadTimer);
  unreadTimer = setTimeout(() => {
    api.get('/conversations/unread').then(
      (unread) => {
        queries.setQueryData(UNREAD_KEY, unread);
        queries.setQueryData<Schemas['Me']>(
          ME_KEY,
          (me) => me && { ...me, unread: { ...me.unread, messages: unread.conversations } },
        );
      },
      () => undefined, // the next change tries again
    );
  }, UNREAD_DEBOUNCE_MS);
}

export const useUnread = () =>
  useQuery({ queryKey: UNREAD_KEY, queryFn: () => api.get('/conversations/unread') });

/** The conversation after one of its messages was created or changed. */
export function withMessage(conversation: Conversation, message: Message, meId: string): Conversation {
  const { lastMessage, lastSeq, readSeq, unreadCount } = conversation;
  if (message.seq <= lastSeq)
    return lastMessage?.id === message.id ? { ...conversation, lastMessage: message } : conversation;
  const isNotice = message.type === 'notice';
  const isOwn = !isNotice && message.senderId === meId;
  const countsAsUnread = !isOwn && !isNotice && !message.redacted;
  const mentionsMe = message.entities.some((entity) => entity.type === 'mention' && entity.userId === meId);
  return {
    ...conversation,
    lastMessage: message.redacted ? lastMessage : message,
    lastMessageAt: message.createdAt,
    lastSeq: message.seq,
    readSeq: isOwn ? message.seq : readSeq,
    markedUnread: isOwn ? false : conversation.markedUnread,
    mentioned: isOwn ? false : conversation.mentioned || (countsAsUnread && mentionsMe),
    unreadCount: isOwn ? 0 : countsAsUnread ? Math.min(100, unreadCount + 1) : unreadCount,
    // An answer accepts the request.
    awaitsAcceptance: conversation.awaitsAcceptance && message.senderId === meId,
  };
}

/** Whether the unread count or the last message must be refetched: an unread message, or the last one, was removed. */
export const needsRecount = (conversation: Conversation, message: Message): boolean =>
  message.seq <= conversation.lastSeq &&
  (message.redacted || message.deletedAt !== null) &&
  (message.seq > conversation.readSeq || (message.redacted && conversation.lastMessage?.id === message.id));

/** Whether the unread count must be refetched: another device has read a part, or the conversation had been marked unread. */
export const isReadOnOtherDevice = (conversation: Conversation, receipt: Schemas['Receipt']): boolean =>
  conversation.markedUnread ||
  (receipt.readSeq > conversation.readSeq && receipt.readSeq < conversation.lastSeq);

/** The conversation after a receipt. */
export function withReceipt(
  conversation: Conversation,
  receipt: Schemas['Receipt'],
  meId: string,
): Conversation {
  if (receipt.userId === meId) {
    const readSeq = Math.max(conversation.readSeq, receipt.readSeq);
    return {
      ...conversation,
      readSeq,
      deliveredSeq: Math.max(conversation.deliveredSeq, receipt.deliveredSeq),
      unreadCount: readSeq >= conversation.lastSeq ? 0 : conversation.unreadCount,
      mentioned: readSeq >= conversation.lastSeq ? false : conversation.mentioned,
    };
  }
  // In a group this is one member of several; the server computes the position of the slowest.
  if (conversation.type === 'group') return conversation;
  return {
    ...conversation,
    othersDeliveredSeq: Math.max(conversation.othersDeliveredSeq, receipt.deliveredSeq, receipt.readSeq),
    othersReadSeq: Math.max(conversation.othersReadSeq, receipt.readSeq),
  };
}

/** The status of the viewer's own message. The conversation's receipts may be newer than the message's status. */
export function statusOf(message: Message, conversation: Conversation | undefined): Message['status'] {
  if (message.status === 'read' || (conversation && message.seq <= conversation.othersReadSeq)) return 'read';
  if (message.status === 'delivered' || (conversation && message.seq <= conversation.othersDeliveredSeq))
    return 'delivered';
  return 'sent';
}
