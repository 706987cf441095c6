import { expect, test } from 'vitest';
import { RealtimeError } from './error.ts';
import { openSendQueue } from './send-queue.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(send: () => Promise<never>) {
  const lists: string[][] = [];
  const queue = openSendQueue({ after: () => () => undefined, random: () => 0.5 }, () =>
    lists.push(queue.list().map(({ clientId }) => clientId)),
  );
  queue.connect(send);
  return { queue, lists };
}

test('a refused message leaves the queue before its promise is rejected', async () => {
  const refusal = new RealtimeError({ code: 'not_allowed', detail: '', status: 403 });
  const { queue, lists } = setUp(async () => {
    throw refusal;
  });
  await expect(queue.add({ conversationId: 'c', clientId: 'bir', content: 'bir' })).rejects.toBe(refusal);
  expect(lists).toEqual([['bir'], []]);
});

test('a message that is queued is not queued twice, and closing rejects it', async () => {
  const { queue } = setUp(() => new Promise(() => undefined));
  const message = { conversationId: 'c', clientId: 'bir', content: 'bir' };
  const sent = queue.add(message).catch((error: unknown) => error);
  await expect(queue.add(message)).rejects.toMatchObject({ code: 'already_queued' });
  await settle();
  expect(queue.withdraw('bir')).toBe(false); // it is being sent
  queue.close(new RealtimeError({ code: 'closed', detail: '' }));
  expect(await sent).toMatchObject({ code: 'closed' });
});
