import { RealtimeError } from './error.ts';
import type { MessageToSend, WireMessage } from './protocol.ts';

interface Entry {
  message: MessageToSend;
  underWay: boolean;
  tries: number;
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
export function openOutbox(parts: {
  /** Sends one. @throws RealtimeError */
  send(message: MessageToSend): Promise<WireMessage>;
  /** Runs something before the try of this number. */
  later(tries: number, retryAfter: number | undefined, work: () => void): void;
  changed(): void;
}) {
  const queues = new Map<string, Entry[]>();
  let isOpen = false;

  const next = (conversationId: string): void => {
    const entry = queues.get(conversationId)?.[0];
    if (!isOpen || entry === undefined || entry.underWay) return;
    entry.underWay = true;
    parts.send(entry.message).then(
      (message) => settle(entry, () => entry.resolve(message)),
      (error: unknown) => {
        entry.underWay = false;
        if (!(error instanceof RealtimeError) || !error.isTemporary) settle(entry, () => entry.reject(error));
        // Without a connection it goes when there is one again.
        else if (isOpen && error.status !== 0) {
          const mine = ++entry.planned;
          parts.later(entry.tries++, error.retryAfter, () => {
            if (entry.planned === mine) next(conversationId);
          });
        } else if (isOpen) next(conversationId);
      },
    );
  };
  const settle = (entry: Entry, tell: () => void) => {
    const { conversationId } = entry.message;
    const queue = queues.get(conversationId)?.filter((other) => other !== entry) ?? [];
    if (queue.length > 0) queues.set(conversationId, queue);
    else queues.delete(conversationId);
    tell();
    parts.changed();
    next(conversationId);
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
          { message, underWay: false, tries: 0, planned: 0, resolve, reject },
        ]);
        parts.changed();
        next(conversationId);
      });
    },
    /** There is a connection. */
    open(): void {
      isOpen = true;
      for (const id of [...queues.keys()]) next(id);
    },
    /** The connection is gone; what was under way is sent again. */
    shut(): void {
      isOpen = false;
    },
    /** Takes a message back that is not under way. @returns whether it was taken back */
    withdraw(clientId: string): boolean {
      for (const queue of queues.values())
        for (const entry of queue)
          if (entry.message.clientId === clientId && !entry.underWay) {
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
    end(error: RealtimeError): void {
      isOpen = false;
      const entries = [...queues.values()].flat();
      queues.clear();
      for (const entry of entries) entry.reject(error);
    },
  };
}
