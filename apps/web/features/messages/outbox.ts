import type { Schemas } from '@chitlaq/client';
import { quoteAt } from './disappearing.ts';
import type { Message } from './types.ts';

/** A message that the server does not have yet. */
export interface Pending {
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
export interface Break {
  code?: string | undefined;
  retryAfterMs?: number | undefined;
}

interface Surroundings {
  send(pending: Pending): Promise<Message>;
  /** The server has it. */
  sent(message: Message): void;
  readBreak(error: unknown): Break;
  /** What outlives the page. */
  read(): Pending[];
  keep(items: readonly Pending[]): void;
  /** Calls back after so long. */
  later(ms: number, work: () => void): void;
}

const LONGEST_MS = 30_000;

export type Outbox = ReturnType<typeof openOutbox>;

/**
 * Sends messages, of each conversation one after the other in the order they were written, until the server has taken or
 * refused each. What is sent again is sent under the same `clientId`, so it is made once.
 */
export function openOutbox(around: Surroundings) {
  let items = around.read();
  const busy = new Set<string>();
  const tries = new Map<string, number>();
  /** Which planned try of a conversation is the latest; those planned before it are void. */
  const planned = new Map<string, number>();
  const listeners = new Set<() => void>();
  let isClosed = false;

  const change = (next: Pending[]) => {
    items = next;
    around.keep(items);
    for (const listen of listeners) listen();
  };
  const without = (clientId: string) => items.filter((item) => item.clientId !== clientId);

  /** Plans the next try, in place of one that was planned before: tries do not multiply while the server is away. */
  const plan = (conversationId: string, ms: number) => {
    const mine = (planned.get(conversationId) ?? 0) + 1;
    planned.set(conversationId, mine);
    around.later(ms, () => {
      if (planned.get(conversationId) === mine) void work(conversationId);
    });
  };
  const work = async (conversationId: string): Promise<void> => {
    if (isClosed || busy.has(conversationId)) return;
    const next = items.find((item) => item.conversationId === conversationId && item.failed === undefined);
    if (!next) return;
    busy.add(conversationId);
    try {
      const message = await around.send(next);
      if (isClosed) return;
      tries.delete(conversationId);
      // First there, then no more here: on screen it is never gone.
      around.sent(message);
      change(without(next.clientId));
    } catch (error) {
      if (isClosed) return;
      const { code, retryAfterMs } = around.readBreak(error);
      if (code === undefined) {
        const tried = tries.get(conversationId) ?? 0;
        tries.set(conversationId, tried + 1);
        plan(conversationId, retryAfterMs ?? Math.min(LONGEST_MS, 1_000 * 2 ** tried));
        return;
      }
      change(items.map((item) => (item.clientId === next.clientId ? { ...item, failed: code } : item)));
    } finally {
      busy.delete(conversationId);
    }
    void work(conversationId);
  };
  const flush = () => {
    for (const id of new Set(items.map(({ conversationId }) => conversationId))) void work(id);
  };
  flush();

  return {
    list: (): readonly Pending[] => items,
    subscribe(listen: () => void): () => void {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
    add(pending: Pending): void {
      change([...items, pending]);
      void work(pending.conversationId);
    },
    /** Sends a refused one again. */
    again(clientId: string): void {
      const found = items.find((item) => item.clientId === clientId);
      if (!found) return;
      change(items.map((item) => (item.clientId === clientId ? { ...item, failed: undefined } : item)));
      void work(found.conversationId);
    },
    /**
     * Takes out of what waits the quotes of messages that have disappeared.
     * @returns when the next one does, in milliseconds; infinite where none does
     */
    sweep(now: number): number {
      const swept = items.map((item) => {
        const replyTo = quoteAt(item.replyTo, now);
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
    drop: (clientId: string): void => change(without(clientId)),
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
