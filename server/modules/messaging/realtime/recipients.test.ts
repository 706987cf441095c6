import { expect, test } from 'vitest';
import { openRecipients } from './recipients.ts';

/** Database reads that the test resolves. */
function setUp(maxIds?: number) {
  const loads: { conversationId: string; answer(ids: string[]): void; fail(): void }[] = [];
  const recipients = openRecipients(
    (conversationId) =>
      new Promise((resolve, reject) =>
        loads.push({ conversationId, answer: resolve, fail: () => reject(new Error('away')) }),
      ),
    maxIds,
  );
  return { recipients, asked: loads };
}

test('concurrent requests cause one read', async () => {
  const { recipients, asked: loads } = setUp();
  const both = Promise.all([recipients.get('a'), recipients.get('a')]);
  loads[0]?.answer(['ayse', 'bora']);
  expect(await both).toEqual([
    ['ayse', 'bora'],
    ['ayse', 'bora'],
  ]);
  expect(recipients.cached('a')).toEqual(['ayse', 'bora']);
  expect(await recipients.get('a')).toEqual(['ayse', 'bora']);
  expect(loads).toHaveLength(1);
});

test('a member who left during the read is not included', async () => {
  const { recipients, asked: loads } = setUp();
  const ids = recipients.get('a');
  recipients.invalidate('a');
  const later = recipients.get('a');
  loads[0]?.answer(['ayse', 'bora']);
  await expect.poll(() => loads.length).toBe(2);
  expect(recipients.cached('a')).toBeUndefined();
  loads[1]?.answer(['ayse']);
  expect(await ids).toEqual(['ayse']);
  expect(await later).toEqual(['ayse']);
});

test('a failed read is repeated on the next request', async () => {
  const { recipients, asked: loads } = setUp();
  const failed = recipients.get('a');
  loads[0]?.fail();
  await expect(failed).rejects.toThrow('away');
  const again = recipients.get('a');
  loads[1]?.answer(['ayse']);
  expect(await again).toEqual(['ayse']);
});

test('a gap clears the cache, and the oldest entries are evicted when it is full', async () => {
  const { recipients, asked: loads } = setUp(6);
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    const ids = recipients.get(id);
    loads[index]?.answer([`${id}1`, `${id}2`]);
    await ids;
  }
  expect([recipients.cached('a'), recipients.cached('c')]).toEqual([undefined, ['c1', 'c2']]);
  recipients.clear();
  expect(recipients.cached('c')).toBeUndefined();
});
