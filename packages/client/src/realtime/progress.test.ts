import type { WireMessage } from '@chitlaq/protocol';
import { expect, test } from 'vitest';
import { openProgress } from './progress.ts';

const message = (seq: number) => ({ conversationId: 'a', seq }) as WireMessage; // the fields that ordering needs
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

test('a message that is too early waits for its predecessors', () => {
  const { given: received, progress } = setUp();
  progress.receive(message(8));
  const question = progress.startSync(['a']);
  expect(question).toMatchObject({ conversations: { a: 5 }, since: undefined });
  progress.applySync(question, [message(6), message(7)], true, AT);
  expect(received).toEqual(['missing', 6, 7, 8]);
});

test('a gap in an answer is final, and so is a gap that an answer does not fill', () => {
  const { given: received, progress } = setUp();
  progress.receive(message(9));
  progress.applySync(progress.startSync(['a']), [message(7)], true, AT);
  expect(received).toEqual(['missing', 7, 9]);
});

test('a message that came during a sync is synced again: the answer may be older', () => {
  const { given: received, progress } = setUp();
  const question = progress.startSync(['a']);
  progress.receive(message(8));
  progress.applySync(question, [message(6)], true, AT);
  expect(received).toEqual(['missing', 6, 'missing']);
  progress.applySync(progress.startSync(['a']), [message(7), message(8)], true, AT);
  expect(received).toEqual(['missing', 6, 'missing', 7, 8]);
});

test('a change of a delivered message is reported as one, and the next sync starts at the date of the last answer', () => {
  const { given: received, progress } = setUp();
  progress.applySync(progress.startSync(['a']), [message(6), message(3)], true, AT);
  progress.receive(message(6));
  expect(received).toEqual([6, 'changed 3', 'changed 6']);
  expect(progress.startSync(['a'])).toMatchObject({ conversations: { a: 6 }, since: AT });
});

test('an incomplete answer keeps buffered messages waiting', () => {
  const { given: received, progress } = setUp();
  progress.receive(message(20));
  progress.applySync(progress.startSync(['a']), [message(6)], false, AT);
  expect(received).toEqual(['missing', 6]);
});

test('a position ahead of the known state causes a sync, once for each change', () => {
  const progress = openProgress({ onNew() {}, onChanged() {}, onMissing() {} });
  const position = (lastSeq: number, changedAt: string | null) => ({
    conversationId: 'a',
    lastSeq,
    changedAt,
  });
  expect(progress.isBehind(position(3, null))).toBe(false); // not followed
  progress.follow('a', 2);
  expect(progress.isBehind(position(2, null))).toBe(false);
  expect(progress.isBehind(position(3, null))).toBe(true);
  progress.receive(message(3));
  expect(progress.isBehind(position(3, '2026-11-20T10:00:00.000Z'))).toBe(true);
  expect(progress.isBehind(position(3, '2026-11-20T10:00:00.000Z'))).toBe(false);
  progress.receive({ ...message(1), changedAt: '2026-11-20T11:00:00.000Z' });
  expect(progress.isBehind(position(3, '2026-11-20T11:00:00.000Z'))).toBe(false);
});
