'use client';

import { ProblemError } from '@chitlaq/client';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '../../lib/api.ts';
import { useMe } from '../frame/session.ts';
import { takeMessage } from './news.ts';
import { type Outbox, openOutbox, type Pending } from './outbox.ts';

const PREFIX = 'cl_outbox:';
/** One for the page, whoever shows it: what was written goes out also after one has left the conversation. */
let opened: { memberId: string; outbox: Outbox } | undefined;

/** The outbox of the one who is signed in, begun when it is first asked for. */
export function outboxOf(memberId: string, queries: QueryClient): Outbox {
  if (opened?.memberId === memberId) return opened.outbox;
  opened?.outbox.close();
  const place = PREFIX + memberId;
  const outbox = openOutbox({
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
    sent: (message) => takeMessage(queries, message, memberId),
    readBreak: (error) => {
      if (!(error instanceof ProblemError)) return {};
      const { status, code, retryAfter } = error;
      const mayHelp = status === 0 || status >= 500 || status === 429 || status === 401;
      return mayHelp ? { retryAfterMs: retryAfter && retryAfter * 1000 } : { code };
    },
    read: () => read(place),
    keep: (items) => keep(place, items),
    later: (ms, work) => {
      setTimeout(work, ms);
    },
  });
  opened = { memberId, outbox };
  return outbox;
}

function read(place: string): Pending[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    // The key is ours alone; what stands under it was written by `keep`.
    return Array.isArray(kept) ? (kept as Pending[]) : [];
  } catch {
    return [];
  }
}

function keep(place: string, items: readonly Pending[]): void {
  try {
    if (items.length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(items));
  } catch {
    // Storage is full or closed: it is still sent while the page stands.
  }
}

const nothing: readonly Pending[] = [];

/** What waits to be sent in a conversation, and what sends. */
export function useOutbox(conversationId: string) {
  const queries = useQueryClient();
  const memberId = useMe()?.user.id;
  const outbox = memberId ? outboxOf(memberId, queries) : undefined;
  const all = useSyncExternalStore(
    outbox?.subscribe ?? (() => () => undefined),
    outbox?.list ?? (() => nothing),
    () => nothing,
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
