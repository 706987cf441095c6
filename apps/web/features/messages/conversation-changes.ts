import type { Schemas } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { ME_KEY } from '../session/session.ts';
import { CONVERSATIONS, conversationKey, listedConversation, type Pages } from './conversations.ts';
import { UNREAD_KEY } from './known-unread.ts';
import type { Conversation, Message } from './types.ts';

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

/**
 * Whether the unread count or the last message must be refetched: an unread message, or the last one, was removed, or the last one
 * is back.
 */
export const needsRecount = (conversation: Conversation, message: Message): boolean => {
  const { lastMessage, lastSeq, readSeq } = conversation;
  const isLast = lastMessage?.id === message.id;
  if (message.seq > lastSeq) return false;
  if (message.redacted || message.deletedAt !== null)
    return message.seq > readSeq || (message.redacted && isLast);
  return isLast && lastMessage.deletedAt !== null && message.seq > readSeq;
};

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
