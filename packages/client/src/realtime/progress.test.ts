import { expect, test } from 'vitest';
import { openProgress } from './progress.ts';
import type { WireMessage } from './protocol.ts';

const message = (seq: number) => ({ conversationId: 'a', seq }) as WireMessage; // what order goes by
const AT = '2026-11-21T08:00:00.000Z';

function setUp() {
  const received: (number | string)[] = [];
  const progress = openProgress({
    onNew: ({ seq }) => received.push(seq),
    onChanged: ({ seq }) => received.push(`changed ${seq}`),
    onMissing: () => received.push('missing'),
  });
  progress.follow('a', 5);
  return { given: received, progress };
}

test('what comes too early waits for what precedes it', () => {
  const { given: received, progress } = setUp();
  progress.receive(message(8));
  const question = progress.startSync(['a']);
  expect(question).toMatchObject({ conversations: { a: 5 }, since: undefined });
  progress.applySync(question, [message(6), message(7)], true, AT);
  expect(received).toEqual(['missing', 6, 7, 8]);
});

test('a hole in an answer is none, and one that an answer does not fill neither', () => {
  const { given: received, progress } = setUp();
  progress.receive(message(9));
  progress.applySync(progress.startSync(['a']), [message(7)], true, AT);
  expect(received).toEqual(['missing', 7, 9]);
});

test('what comes too early after a question was asked is asked for again: the answer may be older', () => {
  const { given: received, progress } = setUp();
  const question = progress.startSync(['a']);
  progress.receive(message(8));
  progress.applySync(question, [message(6)], true, AT);
  expect(received).toEqual(['missing', 6, 'missing']);
  progress.applySync(progress.startSync(['a']), [message(7), message(8)], true, AT);
  expect(received).toEqual(['missing', 6, 'missing', 7, 8]);
});

test('a change of what was given out is told as one, and is asked for by the date of the last answer', () => {
  const { given: received, progress } = setUp();
  progress.applySync(progress.startSync(['a']), [message(6), message(3)], true, AT);
  progress.receive(message(6));
  expect(received).toEqual([6, 'changed 3', 'changed 6']);
  expect(progress.startSync(['a'])).toMatchObject({ conversations: { a: 6 }, since: AT });
});

test('an answer that goes on leaves what waits waiting', () => {
  const { given: received, progress } = setUp();
  progress.receive(message(20));
  progress.applySync(progress.startSync(['a']), [message(6)], false, AT);
  expect(received).toEqual(['missing', 6]);
});

test('a tide that stands higher than what was heard is asked about, and each change once', () => {
  const progress = openProgress({ onNew() {}, onChanged() {}, onMissing() {} });
  const position = (lastSeq: number, changedAt: string | null) => ({
    conversationId: 'a',
    lastSeq,
    changedAt,
  });
  expect(progress.isBehind(position(3, null))).toBe(false); // nobody follows it
  progress.follow('a', 2);
  expect(progress.isBehind(position(2, null))).toBe(false);
  expect(progress.isBehind(position(3, null))).toBe(true);
  progress.receive(message(3));
  expect(progress.isBehind(position(3, '2026-11-20T10:00:00.000Z'))).toBe(true);
  expect(progress.isBehind(position(3, '2026-11-20T10:00:00.000Z'))).toBe(false);
  progress.receive({ ...message(1), changedAt: '2026-11-20T11:00:00.000Z' });
  expect(progress.isBehind(position(3, '2026-11-20T11:00:00.000Z'))).toBe(false);
});
