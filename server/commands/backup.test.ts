import { expect, test } from 'vitest';
import { parseMoment } from './backup.ts';

test.for<[text: string, moment: string]>([
  ['2026-11-30T14:05:00Z', '2026-11-30T14:05:00.000Z'],
  ['2026-11-30T17:05+03:00', '2026-11-30T14:05:00.000Z'],
  ['2026-11-30 17:05:00+0300', '2026-11-30T14:05:00.000Z'],
])('%s is the moment %s', ([text, moment]) => {
  expect(parseMoment(text).toISOString()).toBe(moment);
});

test.for(['2026-11-30 14:05', '2026-11-30', 'yesterday', '', 'Z', '2026-13-40T00:00:00Z'])(
  '%s is refused, because it says no moment',
  (text) => {
    expect(() => parseMoment(text)).toThrow('is not a moment. Write it with its zone');
  },
);
