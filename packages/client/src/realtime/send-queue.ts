import type { MessageToSend, WireMessage } from '@chitlaq/protocol';
import { type OutboxItem, openOutbox, type SendOnce } from '../outbox/outbox.ts';
import type { Environment } from './environment.ts';
import { RealtimeError } from './error.ts';

interface Waiting {
  resolve(message: WireMessage): void;
  reject(error: unknown): void;
}

/** An outbox in memory, over the socket only. Each message has a promise of its answer. */
export function openSendQueue(environment: Pick<Environment, 'after' | 'random'>, onChanged: () => void) {
  const waiting = new Map<string, Waiting>();
  const take = (clientId: string): Waiting | undefined => {
    const found = waiting.get(clientId);
    waiting.delete(clientId);
    return found;
  };
  const outbox = openOutbox<MessageToSend & OutboxItem>({
    toMessage: (message) => message,
    onSent: (message, { clientId }) => take(clientId)?.resolve(message),
    onRefused: (error, { clientId }) => {
      outbox.remove(clientId);
      take(clientId)?.reject(error);
    },
    after: environment.after,
    random: environment.random,
  });
  outbox.subscribe(onChanged);

  return {
    /**
     * Resolves when the server has committed it, however long that takes. @throws RealtimeError if it is
     * refused
     */
    add(message: MessageToSend): Promise<WireMessage> {
      const { clientId } = message;
      if (waiting.has(clientId))
        return Promise.reject(
          new RealtimeError({ code: 'already_queued', detail: 'This message is on its way.' }),
        );
      return new Promise((resolve, reject) => {
        waiting.set(clientId, { resolve, reject });
        outbox.add(message);
      });
    },
    connect: (send: SendOnce): void => outbox.connect(send),
    disconnect: (): void => outbox.disconnect(),
    /** Withdraws a message that is not being sent. @returns whether it was withdrawn */
    withdraw(clientId: string): boolean {
      if (!outbox.withdraw(clientId)) return false;
      take(clientId)?.reject(
        new RealtimeError({ code: 'withdrawn', detail: 'This message was taken back.' }),
      );
      return true;
    },
    /** Unacknowledged messages, oldest first in each conversation. */
    list: (): MessageToSend[] => [...outbox.list()],
    /** Rejects all messages. */
    close(error: RealtimeError): void {
      outbox.close();
      for (const clientId of [...waiting.keys()]) take(clientId)?.reject(error);
    },
  };
}
