'use client';

import { redact, type Schemas } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import {
  cacheConversation,
  isInLoadedFolder,
  isReadOnOtherDevice,
  needsRecount,
  refreshFolders,
  refreshUnread,
  updateConversation,
  withMessage,
  withReceipt,
  writesOf,
} from './conversation-changes.ts';
import { cachedConversation, conversationKey } from './conversations.ts';
import { fetchAfter, NEXT_PAGE, sharedKey, threadKey } from './message-ranges.ts';
import { withIncoming } from './thread-incoming.ts';
import type { Thread } from './thread-state.ts';
import type { Message } from './types.ts';

/** Applies a new or changed message to every cached query. */
export function applyMessage(queries: QueryClient, message: Message, meId: string): void {
  const { conversationId } = message;
  const thread = queries.getQueryData<Thread>(threadKey(conversationId));
  if (thread) {
    const next = withIncoming(thread, message);
    if (next) queries.setQueryData(threadKey(conversationId), next);
    else void fetchAfter(queries, conversationId);
  }
  const cached = cachedConversation(queries, conversationId);
  // An open conversation may not be in a list yet: its first message puts it there.
  if (!cached || cached.archived || cached.request || !isInLoadedFolder(queries, conversationId))
    void refreshFolders(queries);
  updateConversation(queries, conversationId, (conversation) => withMessage(conversation, message, meId));
  if (cached && needsRecount(cached, message)) refreshConversation(queries, conversationId);
  // Only an open list is loaded again.
  void queries.invalidateQueries({ queryKey: sharedKey(conversationId) });
  if (message.senderId !== meId) refreshUnread(queries);
}

export function applyReceipt(queries: QueryClient, receipt: Schemas['Receipt'], meId: string): void {
  const cached = cachedConversation(queries, receipt.conversationId);
  updateConversation(queries, receipt.conversationId, (conversation) =>
    withReceipt(conversation, receipt, meId),
  );
  if (receipt.userId === meId) {
    refreshUnread(queries);
    if (cached && isReadOnOtherDevice(cached, receipt)) refreshConversation(queries, receipt.conversationId);
  } else if (cached?.type === 'group') refreshConversation(queries, receipt.conversationId);
}

const refreshTimers = new Map<string, ReturnType<typeof setTimeout>>();
const REFRESH_DEBOUNCE_MS = 1_000;

/** Refetches a conversation. Debounced. */
export function refreshConversation(queries: QueryClient, id: string): void {
  clearTimeout(refreshTimers.get(id));
  refreshTimers.set(
    id,
    setTimeout(() => {
      refreshTimers.delete(id);
      const writesBefore = writesOf(id);
      api.get('/conversations/{id}', { path: { id } }).then(
        (conversation) => {
          // Another answer came meanwhile, perhaps to a change that this one was asked before.
          if (writesOf(id) !== writesBefore) return refreshConversation(queries, id);
          const isNew = cachedConversation(queries, id) === undefined;
          cacheConversation(queries, conversation);
          if (isNew) void refreshFolders(queries);
        },
        // Gone or no longer visible. Reset it so that an open thread shows that.
        () =>
          void refreshFolders(queries).then(() => queries.resetQueries({ queryKey: conversationKey(id) })),
      );
    }, REFRESH_DEBOUNCE_MS),
  );
}

/**
 * Loads a run of messages from blocked members, or of a request, and shows them until the thread is reloaded. Loads one page
 * at most; the rest stays collapsed.
 */
export async function showBlocked(queries: QueryClient, messages: readonly Message[]): Promise<void> {
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return;
  const { items } = await api.get('/conversations/{id}/messages', {
    path: { id: first.conversationId },
    query: {
      show: first.concealed ? 'request' : 'blocked',
      afterSeq: first.seq - 1,
      limit: Math.min(NEXT_PAGE, last.seq - first.seq + 1),
    },
  });
  // Skip other messages in between: they have expired, or the viewer has deleted them.
  const requestedIds = new Set(messages.map(({ id }) => id));
  replaceMessages(
    queries,
    first.conversationId,
    items.filter(({ id }) => requestedIds.has(id)),
  );
}

/** Redacts a shown message again, without a request. */
export const hideBlocked = (queries: QueryClient, message: Message): void =>
  replaceMessages(queries, message.conversationId, [redact(message)]);

/** Replaces messages of a cached thread by sequence number. */
function replaceMessages(queries: QueryClient, conversationId: string, messages: readonly Message[]): void {
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  queries.setQueryData<Thread>(
    threadKey(conversationId),
    (thread) => thread && { ...thread, items: thread.items.map((cached) => bySeq.get(cached.seq) ?? cached) },
  );
}

/** The viewer has blocked or unblocked the other participant: reload what the conversation shows. */
export function applyBlockChange(queries: QueryClient, conversationId: string): void {
  void queries.resetQueries({ queryKey: threadKey(conversationId) });
  void queries.invalidateQueries({ queryKey: ['conversations', 'pins', conversationId] });
  refreshConversation(queries, conversationId);
  refreshUnread(queries);
}
