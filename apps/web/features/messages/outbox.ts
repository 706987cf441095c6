import type { Schemas } from '@chitlaq/client';
import { withoutExpiredQuote } from './disappearing.ts';
import type { Message } from './types.ts';

/** A message that the server does not have yet. */
export interface PendingMessage {
  clientId: string;
  conversationId: string;
  type: 'text' | 'image' | 'video' | 'audio' | 'file';
  content: string;
  media: Schemas['Media'][];
  replyTo: Message['replyTo'];
  /** Which draft it was; none in what an older version of this page has left. */
  draftVersion?: number | undefined;
  forwardOfId?: string | undefined;
  createdAt: string;
  /** Code of the refusal: it goes out again only when its writer says so. */
  failed?: string | undefined;
}

/** Why a send did not come through: `code` for a refusal, none where trying again may help. */
export interface SendFailure {
  code?: string | undefined;
  retryAfterMs?: number | undefined;
}

interface OutboxOptions {
  send(pending: PendingMessage): Promise<Message>;
  /** The server has it. */
  onSent(message: Message): void;
  toSendFailure(error: unknown): SendFailure;
  /** What outlives the page. */
  loadItems(): PendingMessage[];
  persistItems(items: readonly PendingMessage[]): void;
  /** Calls back after so long. */
  schedule(ms: number, sendNext: () => void): void;
}

const MAX_BACKOFF_MS = 30_000;

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Sends messages, of each conversation one after the other in the order they were written, until the server has taken or
 * refused each. What is sent again is sent under the same `clientId`, so it is made once.
 */
export function createOutbox(options: OutboxOptions) {
  let items = options.loadItems();
  const busy = new Set<string>();
  const tries = new Map<string, number>();
  /** Which planned try of a conversation is the latest; those planned before it are void. */
  const planned = new Map<string, number>();
  const listeners = new Set<() => void>();
  let isClosed = false;

  const change = (next: PendingMessage[]) => {
    items = next;
    options.persistItems(items);
    for (const listener of listeners) listener();
  };
  const without = (clientId: string) => items.filter((item) => item.clientId !== clientId);

  /** Plans the next try, in place of one that was planned before: tries do not multiply while the server is away. */
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
      // First there, then no more here: on screen it is never gone.
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
    /** Sends a refused one again. */
    retry(clientId: string): void {
      const found = items.find((item) => item.clientId === clientId);
      if (!found) return;
      change(items.map((item) => (item.clientId === clientId ? { ...item, failed: undefined } : item)));
      void sendNext(found.conversationId);
    },
    /**
     * Takes out of what waits the quotes of messages that have disappeared.
     * @returns when the next one does, in milliseconds; infinite where none does
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
    /** Another tab has sent it or dropped it. */
    gone(clientId: string): void {
      if (items.some((item) => item.clientId === clientId)) change(without(clientId));
    },
    /** Tries at once, as when the network is back. */
    flush,
    close(): void {
      isClosed = true;
      listeners.clear();
    },
  };
}
