'use client';

import { LONGEST_TIMER_MS, ProblemError } from '@chitlaq/client';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '../../lib/api.ts';
import { useMe } from '../session/session.ts';
import { applyMessage } from './message-cache.ts';
import { createOutbox, type Outbox, type PendingMessage } from './outbox.ts';
import { openOutboxStorage } from './outbox-storage.ts';

/** One outbox per page: messages are sent even after the viewer has left the conversation. */
let current: { memberId: string; outbox: Outbox; end(): void } | undefined;

/** The outbox of the signed-in member; created on first use. */
export function getOutbox(memberId: string, queries: QueryClient): Outbox {
  if (current?.memberId === memberId) return current.outbox;
  current?.end();
  const stored = openOutboxStorage(memberId, () => globalThis.localStorage);
  const outbox = createOutbox({
    send: ({ conversationId, clientId, type, content, media, replyTo, forwardOfId, draftVersion = 0 }) =>
      api.post('/conversations/{id}/messages', {
        path: { id: conversationId },
        body: forwardOfId
          ? { clientId, forwardOfId, draftVersion }
          : {
              clientId,
              type,
              content,
              draftVersion,
              ...(media.length > 0 ? { mediaIds: media.map(({ id }) => id) } : {}),
              ...(replyTo ? { replyToId: replyTo.id } : {}),
            },
      }),
    onSent: (message) => applyMessage(queries, message, memberId),
    toSendFailure: (error) => {
      if (!(error instanceof ProblemError)) return {};
      const { status, code, retryAfter } = error;
      const isRetryable = status === 0 || status >= 500 || status === 429 || status === 401;
      return isRetryable ? { retryAfterMs: retryAfter && retryAfter * 1000 } : { code };
    },
    loadItems: stored.read,
    persistItems: stored.write,
    schedule: (ms, work) => {
      setTimeout(work, Math.min(ms, LONGEST_TIMER_MS));
    },
  });
  const onStorage = (event: StorageEvent) => {
    const clientId = stored.removedElsewhere(event);
    if (clientId !== undefined) outbox.gone(clientId);
  };
  globalThis.addEventListener?.('storage', onStorage);
  current = {
    memberId,
    outbox,
    end() {
      globalThis.removeEventListener?.('storage', onStorage);
      outbox.close();
    },
  };
  return outbox;
}

const noMessages: readonly PendingMessage[] = [];

/** The pending messages of a conversation, and the outbox. */
export function useOutbox(conversationId: string) {
  const queries = useQueryClient();
  const memberId = useMe()?.user.id;
  const outbox = memberId ? getOutbox(memberId, queries) : undefined;
  const all = useSyncExternalStore(
    outbox?.subscribe ?? (() => () => undefined),
    outbox?.list ?? (() => noMessages),
    () => noMessages,
  );
  useEffect(() => {
    const flush = () => outbox?.flush();
    window.addEventListener('online', flush);
    return () => window.removeEventListener('online', flush);
  }, [outbox]);
  const waiting = useMemo(
    () => all.filter((item) => item.conversationId === conversationId),
    [all, conversationId],
  );
  return { waiting, outbox };
}
