import { expect, test } from 'vitest';
import { RealtimeError } from './error.ts';
import { openOutbox } from './outbox.ts';

const rest = () => new Promise<void>((resolve) => setImmediate(resolve));

test('retries do not multiply while the server asks to wait, however many messages are added', async () => {
  const waits: (() => void)[] = [];
  const outbox = openOutbox({
    send: async () => {
      throw new RealtimeError({ code: 'too_many_messages', detail: '', status: 429, retryAfter: 60 });
    },
    retryLater: (_tries, _retryAfter, work) => waits.push(work),
    onChanged: () => undefined,
  });
  outbox.resume();
  for (const clientId of ['one', 'two', 'three']) {
    outbox.add({ conversationId: 'c', clientId, content: clientId }).catch(() => undefined);
    await rest();
  }
  for (const work of waits.splice(0)) {
    work();
    await rest();
  }
  expect(waits).toHaveLength(1);
});
