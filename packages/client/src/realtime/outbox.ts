import { RealtimeError } from './error.ts';
import type { MessageToSend, WireMessage } from './protocol.ts';

interface Entry {
  message: MessageToSend;
  isSending: boolean;
  attempts: number;
  /** Which planned try is the latest; those planned before it are void, so that tries do not multiply. */
  planned: number;
  resolve(message: WireMessage): void;
  reject(error: unknown): void;
}

export type Outbox = ReturnType<typeof openOutbox>;

/**
 * Messages on their way, in order: within a conversation the next one goes when the one before it is answered, so a
 * broken connection can neither lose nor swap them. Sent again with the same `clientId`, a message is made once.
 */
export function openOutbox(options: {
  /** Sends one. @throws RealtimeError */
  send(message: MessageToSend): Promise<WireMessage>;
  /** Runs something before the try of this number. */
  retryLater(attempts: number, retryAfter: number | undefined, work: () => void): void;
  onChanged(): void;
}) {
  const queues = new Map<string, Entry[]>();
  let isOpen = false;

  const sendNext = (conversationId: string): void => {
    const entry = queues.get(conversationId)?.[0];
    if (!isOpen || entry === undefined || entry.isSending) return;
    entry.isSending = true;
    options.send(entry.message).then(
      (message) => settle(entry, () => entry.resolve(message)),
      (error: unknown) => {
        entry.isSending = false;
        if (!(error instanceof RealtimeError) || !error.isTemporary) settle(entry, () => entry.reject(error));
        // Without a connection it goes when there is one again.
        else if (isOpen && error.status !== 0) {
          const mine = ++entry.planned;
          options.retryLater(entry.attempts++, error.retryAfter, () => {
            if (entry.planned === mine) sendNext(conversationId);
          });
        } else if (isOpen) sendNext(conversationId);
      },
    );
  };
  const settle = (entry: Entry, notify: () => void) => {
    const { conversationId } = entry.message;
    const queue = queues.get(conversationId)?.filter((other) => other !== entry) ?? [];
    if (queue.length > 0) queues.set(conversationId, queue);
    else queues.delete(conversationId);
    notify();
    options.onChanged();
    sendNext(conversationId);
  };

  return {
    /** Resolves when the server has committed it, however long that takes. @throws RealtimeError when it is refused */
    add(message: MessageToSend): Promise<WireMessage> {
      const { conversationId, clientId } = message;
      const queue = queues.get(conversationId) ?? [];
      if (queue.some((entry) => entry.message.clientId === clientId))
        return Promise.reject(
          new RealtimeError({ code: 'already_queued', detail: 'This message is on its way.' }),
        );
      return new Promise((resolve, reject) => {
        queues.set(conversationId, [
          ...queue,
          { message, isSending: false, attempts: 0, planned: 0, resolve, reject },
        ]);
        options.onChanged();
        sendNext(conversationId);
      });
    },
    /** There is a connection. */
    resume(): void {
      isOpen = true;
      for (const id of [...queues.keys()]) sendNext(id);
    },
    /** The connection is gone; what was under way is sent again. */
    pause(): void {
      isOpen = false;
    },
    /** Takes a message back that is not under way. @returns whether it was taken back */
    withdraw(clientId: string): boolean {
      for (const queue of queues.values())
        for (const entry of queue)
          if (entry.message.clientId === clientId && !entry.isSending) {
            settle(entry, () =>
              entry.reject(new RealtimeError({ code: 'withdrawn', detail: 'This message was taken back.' })),
            );
            return true;
          }
      return false;
    },
    /** What has not been answered, oldest first in each conversation: to be kept by who wants it to outlive the page. */
    list: (): MessageToSend[] => [...queues.values()].flat().map(({ message }) => message),
    /** Gives up on all. */
    rejectAll(error: RealtimeError): void {
      isOpen = false;
      const entries = [...queues.values()].flat();
      queues.clear();
      for (const entry of entries) entry.reject(error);
    },
  };
}
