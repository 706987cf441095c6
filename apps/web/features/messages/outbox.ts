import type { Schemas } from '@chitlaq/client';
import { withoutExpiredQuote } from '../offline/disappearing.ts';
import type { Message } from './types.ts';

/** A message that the server does not have yet. */
export interface PendingMessage {
  clientId: string;
  conversationId: string;
  type: 'text' | 'image' | 'video' | 'audio' | 'file';
  content: string;
  media: Schemas['Media'][];
  replyTo: Message['replyTo'];
  /** The version of the draft that it was sent from; absent in messages stored by an older version. */
  draftVersion?: number | undefined;
  forwardOfId?: string | undefined;
  createdAt: string;
  /** The problem code of a refusal. It is sent again only when the sender retries. */
  failed?: string | undefined;
}

/** Why a send failed: `code` for a refusal; undefined if a retry may help. */
export interface SendFailure {
  code?: string | undefined;
  retryAfterMs?: number | undefined;
}

interface OutboxOptions {
  send(pending: PendingMessage): Promise<Message>;
  /** Called when the server has accepted it. */
  onSent(message: Message): void;
  toSendFailure(error: unknown): SendFailure;
  /** Storage that survives a reload. */
  loadItems(): PendingMessage[];
  persistItems(items: readonly PendingMessage[]): void;
  /** Like `setTimeout`. */
  schedule(ms: number, sendNext: () => void): void;
}

const MAX_BACKOFF_MS = 30_000;

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Sends pending messages in order, one at a time per conversation, until the server accepts or refuses each. Retries
 * reuse `clientId`, so a message is created once.
 */
export function createOutbox(options: OutboxOptions) {
  let items = options.loadItems();
  const busy = new Set<string>();
  const tries = new Map<string, number>();
  /** The number of the latest scheduled attempt of each conversation; earlier ones are void. */
  const planned = new Map<string, number>();
  const listeners = new Set<() => void>();
  let isClosed = false;

  const change = (next: PendingMessage[]) => {
    items = next;
    options.persistItems(items);
    for (const listener of listeners) listener();
  };
  const without = (clientId: string) => items.filter((item) => item.clientId !== clientId);

  /** Schedules the next attempt and replaces an earlier one, so that attempts do not multiply while the server is down. */
  const plan = (conversationId: string, ms: number) => {
    const mine = (planned.get(conversationId) ?? 0) + 1;
    planned.set(conversationId, mine);
    options.schedule(ms, () => {
      if (planned.get(conversationId) === mine) void sendNext(conversationId);
    });
  };
  const sendNext = async (conversationId: string): Promise<void> => {
    if (isClosed || busy.has(conversationId)) return;
    const next = items.find((item) => item.conversationId === conversationId && item.failed === undefined);
    if (!next) return;
    busy.add(conversationId);
    try {
      const message = await options.send(next);
      if (isClosed) return;
      tries.delete(conversationId);
      // Add it to the thread before removing it here, so that it never vanishes from the screen.
      options.onSent(message);
      change(without(next.clientId));
    } catch (error) {
      if (isClosed) return;
      const { code, retryAfterMs } = options.toSendFailure(error);
      if (code === undefined) {
        const attempts = tries.get(conversationId) ?? 0;
        tries.set(conversationId, attempts + 1);
        plan(conversationId, retryAfterMs ?? Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** attempts));
        return;
      }
      change(items.map((item) => (item.clientId === next.clientId ? { ...item, failed: code } : item)));
    } finally {
      busy.delete(conversationId);
    }
    void sendNext(conversationId);
  };
  const flush = () => {
    for (const id of new Set(items.map(({ conversationId }) => conversationId))) void sendNext(id);
  };
  flush();

  return {
    list: (): readonly PendingMessage[] => items,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    add(pending: PendingMessage): void {
      change([...items, pending]);
      void sendNext(pending.conversationId);
    },
    /** Sends a refused message again. */
    retry(clientId: string): void {
      const found = items.find((item) => item.clientId === clientId);
      if (!found) return;
      change(items.map((item) => (item.clientId === clientId ? { ...item, failed: undefined } : item)));
      void sendNext(found.conversationId);
    },
    /**
     * Removes the quotes of expired messages from unsent ones.
     * @returns the next expiry, in milliseconds; `Infinity` if there is none
     */
    sweep(now: number): number {
      const swept = items.map((item) => {
        const replyTo = withoutExpiredQuote(item.replyTo, now);
        return replyTo === item.replyTo ? item : { ...item, replyTo };
      });
      if (swept.some((item, index) => item !== items[index])) change(swept);
      return Math.min(
        ...swept.flatMap(({ replyTo }) =>
          replyTo?.excerpt && replyTo.expiresAt ? Date.parse(replyTo.expiresAt) : [],
        ),
        Number.POSITIVE_INFINITY,
      );
    },
    remove: (clientId: string): void => change(without(clientId)),
    /** Another tab has sent or dropped it. */
    gone(clientId: string): void {
      if (items.some((item) => item.clientId === clientId)) change(without(clientId));
    },
    /** Tries all conversations now, for example when the network is back. */
    flush,
    close(): void {
      isClosed = true;
      listeners.clear();
    },
  };
}
