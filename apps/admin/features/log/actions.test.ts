import { expect, test } from 'vitest';
import { messages } from '../../messages/index.ts';
import { AUDIT_ACTIONS, dayBoundary } from './actions.ts';

test('every action of the filter has a name and a sentence, and there are no unused ones', () => {
  const listed = Object.values(AUDIT_ACTIONS).flat().sort();
  for (const { log } of Object.values(messages)) {
    expect(Object.keys(log.actions).sort()).toEqual(listed);
    expect(Object.keys(log.sentences).sort()).toEqual(listed);
  }
});

test('a day lasts from its start to the start of the next, in the viewer’s time zone', () => {
  expect(dayBoundary('2026-11-21', 'start')).toBe(new Date(2026, 10, 21).toISOString());
  expect(dayBoundary('2026-12-31', 'end')).toBe(new Date(2027, 0, 1).toISOString());
  for (const bad of ['', '21.11.2026', '2026-99-99']) expect(dayBoundary(bad, 'start')).toBeUndefined();
});
