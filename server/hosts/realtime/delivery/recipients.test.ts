import { expect, test } from 'vitest';
import { openRecipients } from './recipients.ts';

/** Readings of a database that answer when they are told to. */
function begin(maxIds?: number) {
  const asked: { conversationId: string; answer(ids: string[]): void; fail(): void }[] = [];
  const recipients = openRecipients(
    (conversationId) =>
      new Promise((resolve, reject) =>
        asked.push({ conversationId, answer: resolve, fail: () => reject(new Error('away')) }),
      ),
    maxIds,
  );
  return { recipients, asked };
}

test('members are read once, however many ask at a time', async () => {
  const { recipients, asked } = begin();
  const both = Promise.all([recipients.of('a'), recipients.of('a')]);
  asked[0]?.answer(['ayse', 'bora']);
  expect(await both).toEqual([
    ['ayse', 'bora'],
    ['ayse', 'bora'],
  ]);
  expect(recipients.known('a')).toEqual(['ayse', 'bora']);
  expect(await recipients.of('a')).toEqual(['ayse', 'bora']);
  expect(asked).toHaveLength(1);
});

test('who left while the members were being read is not among them', async () => {
  const { recipients, asked } = begin();
  const ids = recipients.of('a');
  recipients.drop('a');
  const later = recipients.of('a');
  asked[0]?.answer(['ayse', 'bora']);
  await expect.poll(() => asked.length).toBe(2);
  expect(recipients.known('a')).toBeUndefined();
  asked[1]?.answer(['ayse']);
  expect(await ids).toEqual(['ayse']);
  expect(await later).toEqual(['ayse']);
});

test('what could not be read is read anew the next time', async () => {
  const { recipients, asked } = begin();
  const failed = recipients.of('a');
  asked[0]?.fail();
  await expect(failed).rejects.toThrow('away');
  const again = recipients.of('a');
  asked[1]?.answer(['ayse']);
  expect(await again).toEqual(['ayse']);
});

test('after a gap nothing is known, and what was known longest goes when there is no room', async () => {
  const { recipients, asked } = begin(6);
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    const ids = recipients.of(id);
    asked[index]?.answer([`${id}1`, `${id}2`]);
    await ids;
  }
  expect([recipients.known('a'), recipients.known('c')]).toEqual([undefined, ['c1', 'c2']]);
  recipients.clear();
  expect(recipients.known('c')).toBeUndefined();
});
