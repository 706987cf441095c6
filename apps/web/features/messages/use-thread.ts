'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { cachedConversation, conversationKey } from './conversations.ts';
import { fetchRange, threadKey } from './message-ranges.ts';
import { containsSeq, mergeRanges, nearestVisible, type Thread } from './thread-state.ts';
import type { Conversation } from './types.ts';

/** A sequence number, or a time: the first message at or after it. */
export type JumpTarget = number | Date;

/** With more unread messages than this the thread opens at the first unread one, not at the end. */
const UNREAD_JUMP_THRESHOLD = 40;

/**
 * The loaded range of a conversation. Opens at its end, at a sequence number, or at the first unread message. Shows
 * cached messages at once.
 * @param at  the sequence number in the URL
 */
export function useThread(id: string, at: number | undefined) {
  const queries = useQueryClient();
  const hasOpened = useRef(false);
  const key = threadKey(id);
  const query = useQuery({
    queryKey: key,
    queryFn: async (): Promise<Thread> => {
      const isOpening = !hasOpened.current;
      const conversation = cachedConversation(queries, id) ?? (await fetchConversation(id));
      if (!queries.getQueryData(conversationKey(id))) queries.setQueryData(conversationKey(id), conversation);
      const start = isOpening
        ? (at ?? (conversation.unreadCount > UNREAD_JUMP_THRESHOLD ? conversation.readSeq + 1 : undefined))
        : undefined;
      if (!isOpening && queries.getQueryData<Thread>(key)?.hasAfter) return cachedThread();
      const fetched = await fetchRange(id, start);
      hasOpened.current = true;
      const cached = queries.getQueryData<Thread>(key);
      return cached && !cached.hasAfter ? mergeRanges(cached, fetched) : fetched;
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnReconnect: 'always',
    structuralSharing: false,
  });
  const cachedThread = (): Thread =>
    queries.getQueryData<Thread>(key) ?? { items: [], hasBefore: false, hasAfter: false };

  /**
   * Loads the messages around a jump target, if they are not cached.
   * @param onTarget  called with the sequence number before its message renders
   */
  const loadTarget = useCallback(
    async (jumpTarget: JumpTarget, onTarget: (seq: number) => void) => {
      const cached = queries.getQueryData<Thread>(threadKey(id));
      const isCached = typeof jumpTarget === 'number' && cached && containsSeq(cached, jumpTarget);
      const range = isCached ? cached : await fetchRange(id, jumpTarget);
      const seq = nearestVisible(range, (message) =>
        typeof jumpTarget === 'number'
          ? message.seq >= jumpTarget
          : Date.parse(message.createdAt) >= jumpTarget.getTime(),
      );
      if (seq !== undefined) onTarget(seq);
      if (!isCached) queries.setQueryData(threadKey(id), cached ? mergeRanges(cached, range) : range);
    },
    [queries, id],
  );
  /** Loads the newest messages. */
  const loadNewest = useCallback(async () => {
    if (!queries.getQueryData<Thread>(threadKey(id))?.hasAfter) return;
    queries.setQueryData(threadKey(id), await fetchRange(id));
  }, [queries, id]);
  return { ...query, loadTarget, loadNewest };
}

const fetchConversation = (id: string): Promise<Conversation> =>
  api.get('/conversations/{id}', { path: { id } });
