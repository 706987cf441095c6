import type { MessageToSend, WireMessage } from '@chitlaq/protocol';
import { backoffMs } from '../backoff.ts';

/** A message that the server does not have yet. Callers add what they need to show it. */
export interface OutboxItem {
  clientId: string;
  conversationId: string;
  /** The problem code of a refusal. It is sent again only by `retry`. */
  failed?: string | undefined;
}

/** Sends one message once. */
export type SendOnce = (message: MessageToSend) => Promise<WireMessage>;

export interface OutboxOptions<Item extends OutboxItem> {
  /** The message as the server takes it. */
  toMessage(item: Item): MessageToSend;
  /** Sends it without the socket: used while there is none, and if the socket does not answer. */
  post?: (item: Item) => Promise<WireMessage>;
  /** Storage that survives a reload; `openOutboxStorage` provides it in a browser. */
  storage?: { read(): Item[]; write(items: readonly Item[]): void };
  /** Called when the server has accepted it, before it leaves the list. */
  onSent(message: WireMessage, item: Item): void;
  /** Called when the server has refused it. It stays in the list as failed, unless it is removed here. */
  onRefused?: (error: unknown, item: Item) => void;
  /** Runs work later. @returns a function that cancels it */
  after(ms: number, work: () => void): () => void;
  random(): number;
}

interface Conversation {
  /** The client id of the message that is being sent. */
  sendingId: string | undefined;
  attempts: number;
  cancelRetry: () => void;
}

/** A socket without an answer for this long may be dead: the message is posted as well. */
const SOCKET_TIMEOUT_MS = 5_000;

export type Outbox<Item extends OutboxItem> = ReturnType<typeof openOutbox<Item>>;

/**
 * Sends messages until the server accepts or refuses each: in order, one at a time per conversation, over the socket
 * while it is connected, else by `post`. Every attempt has the same `clientId`, so a message is created once,
 * whichever way and however often it is sent.
 */
export function openOutbox<Item extends OutboxItem>(options: OutboxOptions<Item>) {
  const { post } = options;
  let items: readonly Item[] = options.storage?.read() ?? [];
  let socket: SendOnce | undefined;
  let isClosed = false;
  const conversations = new Map<string, Conversation>();
  const listeners = new Set<() => void>();

  const change = (next: readonly Item[]) => {
    items = next;
    options.storage?.write(items);
    for (const listener of listeners) listener();
  };
  const find = (clientId: string) => items.find((item) => item.clientId === clientId);
  const replace = (clientId: string, update: (item: Item) => Item) => {
    if (find(clientId)) change(items.map((item) => (item.clientId === clientId ? update(item) : item)));
  };
  const remove = (clientId: string) => {
    if (find(clientId)) change(items.filter((item) => item.clientId !== clientId));
  };
  const stateOf = (conversationId: string): Conversation => {
    const state = conversations.get(conversationId) ?? {
      sendingId: undefined,
      attempts: 0,
      cancelRetry: () => undefined,
    };
    conversations.set(conversationId, state);
    return state;
  };

  const deliver = async (item: Item): Promise<WireMessage> => {
    if (socket) {
      const overSocket = socket(options.toMessage(item));
      if (!post) return overSocket;
      try {
        return await withTimeout(overSocket);
      } catch (error) {
        if (statusOf(error) !== 0 && !isTooLargeForSocket(error)) throw error;
      }
    }
    if (!post) throw new Error('There is no connection.');
    return post(item);
  };
  const withTimeout = async (answer: Promise<WireMessage>): Promise<WireMessage> => {
    let cancel: () => void = () => undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      cancel = options.after(SOCKET_TIMEOUT_MS, () => reject(new Error('The socket did not answer.')));
    });
    try {
      return await Promise.race([answer, timeout]);
    } finally {
      cancel();
    }
  };

  const sendNext = async (conversationId: string): Promise<void> => {
    if (isClosed || !(socket || post)) return;
    const item = items.find((each) => each.conversationId === conversationId && each.failed === undefined);
    const state = stateOf(conversationId);
    if (item === undefined || state.sendingId !== undefined) return;
    const { clientId } = item;
    state.cancelRetry();
    state.sendingId = clientId;
    let message: WireMessage;
    try {
      message = await deliver(item);
    } catch (error) {
      state.sendingId = undefined;
      if (isClosed) return;
      const status = statusOf(error);
      if (!isTemporary(status)) {
        state.attempts = 0;
        options.onRefused?.(error, item);
        replace(clientId, (refused) => ({ ...refused, failed: codeOf(error) }));
      } else if (post || status !== 0) {
        const ms = retryAfterMs(error) + backoffMs(state.attempts++, options.random);
        state.cancelRetry = options.after(ms, () => void sendNext(conversationId));
        return;
      }
      // Without an answer and without `post`, the next connection sends it; it may be there already.
      return sendNext(conversationId);
    }
    state.sendingId = undefined;
    state.attempts = 0;
    if (isClosed) return;
    options.onSent(message, item);
    remove(clientId);
    return sendNext(conversationId);
  };
  const flush = () => {
    for (const id of new Set(items.map(({ conversationId }) => conversationId))) void sendNext(id);
  };
  flush();

  return {
    /** Unsent messages, oldest first in each conversation, with refused ones. */
    list: (): readonly Item[] => items,
    /** Calls back after each change of the list. @returns a function that unsubscribes */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    add(item: Item): void {
      change([...items, item]);
      void sendNext(item.conversationId);
    },
    /** Sends a refused message again. */
    retry(clientId: string): void {
      const item = find(clientId);
      if (!item) return;
      replace(clientId, (refused) => ({ ...refused, failed: undefined }));
      void sendNext(item.conversationId);
    },
    /** Removes a message: it was discarded, or another tab has sent it. */
    remove,
    /** Removes a message unless it is being sent. @returns whether it was removed */
    withdraw(clientId: string): boolean {
      const item = find(clientId);
      if (!item || conversations.get(item.conversationId)?.sendingId === clientId) return false;
      remove(clientId);
      void sendNext(item.conversationId);
      return true;
    },
    /** Updates the items for which the function returns another object. */
    update(map: (item: Item) => Item): void {
      const next = items.map(map);
      if (next.some((item, index) => item !== items[index])) change(next);
    },
    /** Sends over this socket from now on. */
    connect(send: SendOnce): void {
      socket = send;
      flush();
    },
    /** The socket is disconnected. */
    disconnect(): void {
      socket = undefined;
    },
    /** Tries all conversations now, for example when the network is back. */
    flush,
    /** Stops it. Stored messages stay stored. */
    close(): void {
      isClosed = true;
      for (const { cancelRetry } of conversations.values()) cancelRetry();
      listeners.clear();
    },
  };
}

/** The fields that a ProblemError and a RealtimeError share. */
type Failure = Partial<Record<'status' | 'code' | 'retryAfter', unknown>>;
const failureOf = (error: unknown): Failure =>
  typeof error === 'object' && error !== null ? (error as Failure) : {};

/** The HTTP status of a refusal; 0 if the server did not answer. */
const statusOf = (error: unknown): number => {
  const { status } = failureOf(error);
  return typeof status === 'number' ? status : 0;
};
const codeOf = (error: unknown): string => String(failureOf(error).code ?? 'unknown');
const retryAfterMs = (error: unknown): number => {
  const { retryAfter } = failureOf(error);
  return typeof retryAfter === 'number' ? retryAfter * 1_000 : 0;
};
/** Whether a retry may help. After 401 too: the member signs in again, and the message is sent. */
const isTemporary = (status: number): boolean =>
  status === 0 || status === 401 || status === 429 || status >= 500;
const isTooLargeForSocket = (error: unknown): boolean => failureOf(error).code === 'frame_too_large';
