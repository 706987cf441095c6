import { expect, test } from 'vitest';
import { fromCampusTime, toCampusTime } from './campus-time.ts';

test.for([
  ['2026-11-30T18:05', 'Europe/Istanbul', '2026-11-30T15:05:00.000Z'],
  ['2026-01-01T00:30', 'Europe/Istanbul', '2025-12-31T21:30:00.000Z'],
  ['2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-12-31T23:59', 'America/St_Johns', '2027-01-01T03:29:00.000Z'],
] as const)('%s in %s', ([time, zone, moment]) => {
  expect(fromCampusTime(time, zone)).toBe(moment);
  expect(toCampusTime(moment, zone)).toBe(time);
});

test('no time', () => {
  expect(fromCampusTime('')).toBeNull();
  expect(fromCampusTime('2026-13-01T00:00')).toBeNull();
});
