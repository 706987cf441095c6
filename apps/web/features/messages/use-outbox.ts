'use client';

import { outboxKey } from '@chitlaq/client/outbox';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useLatePart } from '../../lib/late-part.ts';
import { useMe } from '../session/session.ts';
import { changesPart } from './changes-part.ts';
import { pageOutboxOpener } from './open-page-outbox.ts';
import type { PendingMessage } from './outbox.ts';

/** Stores a message where the outbox finds it when it has loaded. @returns whether this device stores anything */
function storeForOutbox(memberId: string, pending: PendingMessage): boolean {
  try {
    localStorage.setItem(outboxKey(memberId, pending.clientId), JSON.stringify(pending));
    return true;
  } catch {
    return false;
  }
}

/** Sends a message: by the outbox, or once that has loaded. It outlives the page. */
export function addToOutbox(memberId: string, queries: QueryClient, pending: PendingMessage): void {
  const open = pageOutboxOpener();
  if (open) {
    open(memberId, queries).add(pending);
    return;
  }
  const isStored = storeForOutbox(memberId, pending);
  void changesPart.load().then(({ getOutbox }) => {
    const outbox = getOutbox(memberId, queries);
    if (!isStored) outbox.add(pending);
  });
}

/** Whether this device may have unsent messages of the member. */
function hasStoredMessages(memberId: string): boolean {
  try {
    // Without the last colon: an older version stored all of them under one key.
    const prefix = outboxKey(memberId, '').slice(0, -1);
    return Object.keys(localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}

const noMessages: readonly PendingMessage[] = [];

/** The pending messages of a conversation, and the outbox once it has loaded. */
export function useOutbox(conversationId: string) {
  const queries = useQueryClient();
  const memberId = useMe()?.user.id;
  const changes = useLatePart(changesPart, true);
  const outbox = memberId && changes ? changes.getOutbox(memberId, queries) : undefined;
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
  /** Whether `waiting` is complete. */
  const isReady = outbox !== undefined || !memberId || !hasStoredMessages(memberId);
  return { waiting, outbox, isReady };
}
