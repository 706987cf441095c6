'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { conversationKey, heldConversation } from './conversations.ts';
import { fetchStretch, threadKey } from './news.ts';
import { holds, joined, nearestShown, type Thread } from './thread-state.ts';
import type { Conversation } from './types.ts';

/** A number, or the first message of a moment or later. */
export type Goal = number | Date;

/** With more than this unread the thread opens where one stopped reading, not at the end. */
const MANY_UNREAD = 40;

/**
 * The stretch of a conversation that is on screen. It opens at its end, at a number, or where one stopped reading; what is
 * held from before is shown at once.
 * @param at  the number that the address names
 */
export function useThread(id: string, at: number | undefined) {
  const queries = useQueryClient();
  const hasOpened = useRef(false);
  const key = threadKey(id);
  const query = useQuery({
    queryKey: key,
    queryFn: async (): Promise<Thread> => {
      const isOpening = !hasOpened.current;
      const conversation = heldConversation(queries, id) ?? (await load(id));
      if (!queries.getQueryData(conversationKey(id))) queries.setQueryData(conversationKey(id), conversation);
      const start = isOpening
        ? (at ?? (conversation.unreadCount > MANY_UNREAD ? conversation.readSeq + 1 : undefined))
        : undefined;
      if (!isOpening && queries.getQueryData<Thread>(key)?.hasAfter) return keepHeld();
      const came = await fetchStretch(id, start);
      hasOpened.current = true;
      const held = queries.getQueryData<Thread>(key);
      return held && !held.hasAfter ? joined(held, came) : came;
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnReconnect: 'always',
    structuralSharing: false,
  });
  const keepHeld = (): Thread =>
    queries.getQueryData<Thread>(key) ?? { items: [], hasBefore: false, hasAfter: false };

  /**
   * Makes sure that what one wants to go to is held.
   * @param aim  is told its number before it is shown
   */
  const reach = useCallback(
    async (goal: Goal, aim: (seq: number) => void) => {
      const held = queries.getQueryData<Thread>(threadKey(id));
      const isHere = typeof goal === 'number' && held && holds(held, goal);
      const stretch = isHere ? held : await fetchStretch(id, goal);
      const seq = nearestShown(stretch, (message) =>
        typeof goal === 'number' ? message.seq >= goal : Date.parse(message.createdAt) >= goal.getTime(),
      );
      if (seq !== undefined) aim(seq);
      if (!isHere) queries.setQueryData(threadKey(id), held ? joined(held, stretch) : stretch);
    },
    [queries, id],
  );
  /** Goes to the newest, wherever one is. */
  const toNewest = useCallback(async () => {
    if (!queries.getQueryData<Thread>(threadKey(id))?.hasAfter) return;
    queries.setQueryData(threadKey(id), await fetchStretch(id));
  }, [queries, id]);
  return { ...query, reach, toNewest };
}

const load = (id: string): Promise<Conversation> => api.get('/conversations/{id}', { path: { id } });
