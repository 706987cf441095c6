'use client';

import { LONGEST_TIMER_MS } from '@chitlaq/client';
import { openOutbox, openOutboxStorage } from '@chitlaq/client/outbox';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { onReachableAgain } from '../../lib/reachability.ts';
import { applyMessage } from './message-cache.ts';
import { providePageOutbox } from './open-page-outbox.ts';
import { type Outbox, type PendingMessage, toMessageInput } from './outbox.ts';

/** One outbox per page: messages are sent even after the viewer has left the conversation. */
let current: { memberId: string; outbox: Outbox; end(): void } | undefined;

/** The outbox of the signed-in member; created on first use. */
export function getOutbox(memberId: string, queries: QueryClient): Outbox {
  if (current?.memberId === memberId) return current.outbox;
  current?.end();
  const stored = openOutboxStorage<PendingMessage>(memberId, () => globalThis.localStorage);
  const outbox = openOutbox<PendingMessage>({
    toMessage: (pending) => ({ ...toMessageInput(pending), conversationId: pending.conversationId }),
    // For networks without WebSockets, and while the connection is not open.
    post: (pending) =>
      api.post('/conversations/{id}/messages', {
        path: { id: pending.conversationId },
        body: toMessageInput(pending),
      }),
    storage: stored,
    onSent: (message) => applyMessage(queries, message, memberId),
    after: (ms, work) => {
      const timer = setTimeout(work, Math.min(ms, LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  const onStorage = (event: StorageEvent) => {
    const clientId = stored.removedElsewhere(event);
    if (clientId !== undefined) outbox.remove(clientId);
  };
  globalThis.addEventListener?.('storage', onStorage);
  // A message may wait half a minute for its next turn, although everything else works again.
  const stopListening = onReachableAgain(() => outbox.flush());
  current = {
    memberId,
    outbox,
    end() {
      globalThis.removeEventListener?.('storage', onStorage);
      stopListening();
      outbox.close();
    },
  };
  return outbox;
}

providePageOutbox(getOutbox);
