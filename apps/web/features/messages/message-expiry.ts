'use client';

import { clock, hasSession } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { filePathsOf } from '../offline/disappearing.ts';
import { sweepStoredQueries } from '../offline/offline-database.ts';
import { deletePictures } from '../offline/pictures.ts';
import { refreshUnread } from './conversation-changes.ts';
import { cachedConversation } from './conversations.ts';
import { startSweeper } from './expiry-sweeper.ts';
import { refreshConversation } from './message-cache.ts';
import { sweepQuotes } from './outbox.ts';
import { getOutbox } from './page-outbox.ts';
import type { Message } from './types.ts';

/** Removes messages from this device when they expire. @returns stops it */
export function startMessageExpiry(queries: QueryClient, meId: string): () => void {
  /** The time of the last sweep. It may have been too late, if the device was offline with its clock set ahead. */
  let sweptBy = Number.NEGATIVE_INFINITY;
  const sweeper = startSweeper(queries, {
    now: clock.now,
    confirmServerTime: async () => {
      if (!clock.isUncertain || !hasSession()) return;
      await api.get('/conversations/unread').catch(() => undefined); // offline: keep the device's estimate
    },
    sweepStored: async (now) => {
      sweptBy = now;
      const nextQuoteExpiry = sweepQuotes(getOutbox(meId, queries), now);
      const { expired, next } = await sweepStoredQueries(now).catch(() => ({
        expired: [],
        next: Number.POSITIVE_INFINITY,
      }));
      return { expired, next: Math.min(nextQuoteExpiry, next) };
    },
    onExpired: (messages) => {
      void deletePictures(filePathsOf(messages));
      refreshAffected(queries, messages);
    },
  });
  const sweepIfVisible = () => {
    if (document.visibilityState === 'visible') void sweeper.sweepNow();
  };
  const unsubscribe = clock.onCorrected(() => {
    if (clock.now() < sweptBy) {
      sweptBy = clock.now();
      // Refetch what was removed too early.
      for (const queryKey of [['messages'], ['conversations']]) void queries.invalidateQueries({ queryKey });
    }
    sweepIfVisible();
  });
  document.addEventListener('visibilitychange', sweepIfVisible);
  window.addEventListener('pageshow', sweepIfVisible);
  window.addEventListener('online', sweepIfVisible);
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', sweepIfVisible);
    window.removeEventListener('pageshow', sweepIfVisible);
    window.removeEventListener('online', sweepIfVisible);
    sweeper.stop();
  };
}

/** Refetches conversations whose last message or unread count only the server knows now. */
function refreshAffected(queries: QueryClient, messages: readonly Message[]): void {
  const affectedIds = new Set<string>();
  for (const { conversationId, seq } of messages) {
    const cached = cachedConversation(queries, conversationId);
    if (cached && (seq > cached.readSeq || cached.lastMessage === null)) affectedIds.add(conversationId);
  }
  for (const id of affectedIds) refreshConversation(queries, id);
  if (affectedIds.size > 0) refreshUnread(queries);
}
