import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHttpDate, retryAfterSeconds } from './retry-after.ts';

const now = Date.UTC(2026, 10, 29, 12, 0, 0);
const date = 'Sun, 29 Nov 2026 12:00:00 GMT';

test.for<[string, number | undefined]>([
  ['120', 120],
  [' 120 ', 120],
  ['0', undefined],
  ['', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['soon', undefined],
  ['Sun, 29 Nov 2026 12:02:00 GMT', 120],
  ['Sunday, 29-Nov-26 12:02:00 GMT', 120],
  ['Sun Nov 29 12:02:00 2026', 120],
  ['Tue Dec  1 12:00:00 2026', 172_800],
  ['Sun, 29 Nov 2026 11:59:00 GMT', undefined],
  ['Sunday, 06-Nov-94 08:49:37 GMT', undefined],
  ['Sun, 29 Foo 2026 12:02:00 GMT', undefined],
  ['2026-11-29T12:02:00Z', undefined],
])('Retry-After "%s" is %s seconds', ([header, seconds]) => {
  expect(retryAfterSeconds(header, date, now)).toBe(seconds);
});

test('a date is relative to the Date of the response, not to this clock', () => {
  const fast = now + 14 * 60_000;
  expect(retryAfterSeconds('Sun, 29 Nov 2026 12:02:00 GMT', date, fast)).toBe(120);
  expect(retryAfterSeconds('Sun, 29 Nov 2026 12:02:00 GMT', null, now)).toBe(120);
});

test('every second survives formatting and parsing', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (at) => {
      expect(readHttpDate(at.toUTCString())).toBe(Math.floor(at.getTime() / 1_000) * 1_000);
    }),
  );
});
