'use client';

import { clock, hasSession } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { sweepSeen } from '../offline/kept.ts';
import { dropPictures } from '../offline/pictures.ts';
import { heldConversation, refreshUnread } from './conversations.ts';
import { filesOf } from './disappearing.ts';
import { refreshConversation } from './news.ts';
import { outboxOf } from './sending.ts';
import { runSweeper } from './sweeper.ts';
import type { Message } from './types.ts';

/** Sees to it that messages disappear from this device at their time. @returns ends it */
export function keepTime(queries: QueryClient, meId: string): () => void {
  /** By which time text was last taken out, perhaps without a network and by a date that was set ahead. */
  let sweptBy = Number.NEGATIVE_INFINITY;
  const sweeper = runSweeper(queries, {
    now: clock.now,
    confirmTime: async () => {
      if (!clock.isUncertain || !hasSession()) return;
      await api.get('/conversations/unread').catch(() => undefined); // cut off: what the device reckons holds
    },
    sweepKept: async (now) => {
      sweptBy = now;
      const quoted = outboxOf(meId, queries).sweep(now);
      const { gone, next } = await sweepSeen(now).catch(() => ({ gone: [], next: Number.POSITIVE_INFINITY }));
      return { gone, next: Math.min(quoted, next) };
    },
    gone: (messages) => {
      void dropPictures(filesOf(messages));
      refreshTouched(queries, messages);
    },
  });
  const look = () => {
    if (document.visibilityState === 'visible') void sweeper.look();
  };
  const deaf = clock.onCorrected(() => {
    if (clock.now() < sweptBy) {
      sweptBy = clock.now();
      // What was taken out too early is asked for again.
      for (const queryKey of [['messages'], ['conversations']]) void queries.invalidateQueries({ queryKey });
    }
    look();
  });
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('online', look);
  return () => {
    deaf();
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('pageshow', look);
    window.removeEventListener('online', look);
    sweeper.end();
  };
}

/** Which message is the last now, and how many are unread, only the server knows. */
function refreshTouched(queries: QueryClient, messages: readonly Message[]): void {
  const touched = new Set<string>();
  for (const { conversationId, seq } of messages) {
    const held = heldConversation(queries, conversationId);
    if (held && (seq > held.readSeq || held.lastMessage === null)) touched.add(conversationId);
  }
  for (const id of touched) refreshConversation(queries, id);
  if (touched.size > 0) refreshUnread(queries);
}
