import { expect, test } from 'vitest';
import { dayStart } from './days.ts';

test.for([
  ['2026-11-20', 'Europe/Istanbul', '2026-11-19T21:00:00.000Z'],
  ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20', 'America/Los_Angeles', '2026-11-20T08:00:00.000Z'],
  // The clock changes after midnight on these days.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
] as const)('%s begins in %s at %s', ([day, timeZone, start]) => {
  expect(dayStart(day, timeZone)?.toISOString()).toBe(start);
});

test.for(['', '2026-13-01', 'dün'])('"%s" is not a day', (day) => {
  expect(dayStart(day, 'Europe/Istanbul')).toBeUndefined();
});
