import { expect, test } from 'vitest';
import { messages } from '../../messages/index.ts';
import { AUDIT_ACTIONS, dayBoundary } from './actions.ts';

test('every act that the filter lists has a name and a sentence, and none is left over', () => {
  const listed = Object.values(AUDIT_ACTIONS).flat().sort();
  for (const { log } of Object.values(messages)) {
    expect(Object.keys(log.names).sort()).toEqual(listed);
    expect(Object.keys(log.acts).sort()).toEqual(listed);
  }
});

test('a day is from its first moment to the first of the next, in the reader’s zone', () => {
  expect(dayBoundary('2026-11-21', 'start')).toBe(new Date(2026, 10, 21).toISOString());
  expect(dayBoundary('2026-12-31', 'end')).toBe(new Date(2027, 0, 1).toISOString());
  for (const bad of ['', '21.11.2026', '2026-99-99']) expect(dayBoundary(bad, 'start')).toBeUndefined();
});
