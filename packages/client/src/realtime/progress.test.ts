import { expect, test } from 'vitest';
import { openProgress } from './progress.ts';
import type { WireMessage } from './protocol.ts';

const message = (seq: number) => ({ conversationId: 'a', seq }) as WireMessage; // what order goes by
const AT = '2026-11-21T08:00:00.000Z';

function begin() {
  const given: (number | string)[] = [];
  const progress = openProgress({
    fresh: ({ seq }) => given.push(seq),
    changed: ({ seq }) => given.push(`changed ${seq}`),
    missing: () => given.push('missing'),
  });
  progress.follow('a', 5);
  return { given, progress };
}

test('what comes too early waits for what precedes it', () => {
  const { given, progress } = begin();
  progress.heard(message(8));
  const look = progress.look(['a']);
  expect(look).toMatchObject({ conversations: { a: 5 }, since: undefined });
  progress.found(look, [message(6), message(7)], true, AT);
  expect(given).toEqual(['missing', 6, 7, 8]);
});

test('a hole in an answer is none, and one that an answer does not fill neither', () => {
  const { given, progress } = begin();
  progress.heard(message(9));
  progress.found(progress.look(['a']), [message(7)], true, AT);
  expect(given).toEqual(['missing', 7, 9]);
});

test('what comes too early after a question was asked is asked for again: the answer may be older', () => {
  const { given, progress } = begin();
  const look = progress.look(['a']);
  progress.heard(message(8));
  progress.found(look, [message(6)], true, AT);
  expect(given).toEqual(['missing', 6, 'missing']);
  progress.found(progress.look(['a']), [message(7), message(8)], true, AT);
  expect(given).toEqual(['missing', 6, 'missing', 7, 8]);
});

test('a change of what was given out is told as one, and is asked for by the date of the last answer', () => {
  const { given, progress } = begin();
  progress.found(progress.look(['a']), [message(6), message(3)], true, AT);
  progress.heard(message(6));
  expect(given).toEqual([6, 'changed 3', 'changed 6']);
  expect(progress.look(['a'])).toMatchObject({ conversations: { a: 6 }, since: AT });
});

test('an answer that goes on leaves what waits waiting', () => {
  const { given, progress } = begin();
  progress.heard(message(20));
  progress.found(progress.look(['a']), [message(6)], false, AT);
  expect(given).toEqual(['missing', 6]);
});

test('a tide that stands higher than what was heard is asked about, and each change once', () => {
  const progress = openProgress({ fresh() {}, changed() {}, missing() {} });
  const tide = (lastSeq: number, changedAt: string | null) => ({ conversationId: 'a', lastSeq, changedAt });
  expect(progress.isBehind(tide(3, null))).toBe(false); // nobody follows it
  progress.follow('a', 2);
  expect(progress.isBehind(tide(2, null))).toBe(false);
  expect(progress.isBehind(tide(3, null))).toBe(true);
  progress.heard(message(3));
  expect(progress.isBehind(tide(3, '2026-11-20T10:00:00.000Z'))).toBe(true);
  expect(progress.isBehind(tide(3, '2026-11-20T10:00:00.000Z'))).toBe(false);
  progress.heard({ ...message(1), changedAt: '2026-11-20T11:00:00.000Z' });
  expect(progress.isBehind(tide(3, '2026-11-20T11:00:00.000Z'))).toBe(false);
});
