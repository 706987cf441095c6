import type { MessageToSend, WireMessage } from '@chitlaq/protocol';
import { RealtimeError } from './error.ts';

interface Entry {
  message: MessageToSend;
  isSending: boolean;
  attempts: number;
  /** The latest planned retry. Earlier ones are void, so that retries do not multiply. */
  planned: number;
  resolve(message: WireMessage): void;
  reject(error: unknown): void;
}

export type Outbox = ReturnType<typeof openOutbox>;

/**
 * Queues messages in order: in each conversation the next one is sent after the previous one is acknowledged,
 * so a disconnect cannot lose or reorder them. The `clientId` prevents duplicates on resending.
 */
export function openOutbox(options: {
  /** Sends one message. @throws RealtimeError */
  send(message: MessageToSend): Promise<WireMessage>;
  /** Runs work after the delay of this attempt. */
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
        // While disconnected it waits for the next connection.
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
    /**
     * Resolves when the server has committed it, however long that takes. @throws RealtimeError if it is
     * refused
     */
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
    /** Call when connected. */
    resume(): void {
      isOpen = true;
      for (const id of [...queues.keys()]) sendNext(id);
    },
    /** Call when disconnected; what was in progress is sent again. */
    pause(): void {
      isOpen = false;
    },
    /** Withdraws a message that is not being sent. @returns whether it was withdrawn */
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
    /** Unacknowledged messages, oldest first in each conversation; store them to survive a page reload. */
    list: (): MessageToSend[] => [...queues.values()].flat().map(({ message }) => message),
    /** Rejects all messages. */
    rejectAll(error: RealtimeError): void {
      isOpen = false;
      const entries = [...queues.values()].flat();
      queues.clear();
      for (const entry of entries) entry.reject(error);
    },
  };
}
