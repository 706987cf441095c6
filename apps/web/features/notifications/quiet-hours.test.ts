import { expect, test } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

const night = { quietHours: { from: '22:30', until: '07:30' }, timeZone: 'Europe/Istanbul' };

test.for([
  ['2026-11-29T19:29:00Z', false],
  ['2026-11-29T19:30:00Z', true],
  ['2026-11-29T21:05:00Z', true],
  ['2026-11-30T04:29:00Z', true],
  ['2026-11-30T04:30:00Z', false],
] as const)('at %s quiet hours over midnight hold: %s', ([at, isHeld]) => {
  expect(isQuiet(new Date(at), night)).toBe(isHeld);
});

test('quiet hours within a day, and none', () => {
  const noon = { quietHours: { from: '12:00', until: '13:00' }, timeZone: 'UTC' };
  expect(isQuiet(new Date('2026-11-29T12:59:00Z'), noon)).toBe(true);
  expect(isQuiet(new Date('2026-11-29T13:00:00Z'), noon)).toBe(false);
  expect(isQuiet(new Date('2026-11-29T12:30:00Z'), { ...noon, quietHours: null })).toBe(false);
});
