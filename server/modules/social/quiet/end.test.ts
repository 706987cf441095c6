import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietTimeEnd } from './end.ts';

const shown = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

test.for([
  ['hour', '2026-11-30T22:30:00Z', '2026-11-30T23:30:00Z'],
  ['eight_hours', '2026-11-30T22:30:00Z', '2026-12-01T06:30:00Z'],
  ['week', '2026-11-30T22:30:00Z', '2026-12-07T22:30:00Z'],
  // 01:30 in Istanbul: this night's morning. 04:10: the next one.
  ['until_tomorrow', '2026-11-30T22:30:00Z', '2026-12-01T05:00:00Z'],
  ['until_tomorrow', '2026-12-01T01:10:00Z', '2026-12-02T05:00:00Z'],
  ['until_tomorrow', '2026-12-01T12:00:00Z', '2026-12-02T05:00:00Z'],
] as const)('%s from %s ends at %s', ([duration, now, end]) => {
  expect(quietTimeEnd(new Date(now), { duration, timeZone: 'Europe/Istanbul' })).toEqual(new Date(end));
});

test('until tomorrow ends at eight local time, 4 to 28 hours later, whatever zone and change of clocks', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.constantFrom(
        'Europe/Istanbul',
        'Europe/Berlin',
        'America/St_Johns',
        'Asia/Kathmandu',
        'Pacific/Kiritimati',
      ),
      (now, timeZone) => {
        const end = quietTimeEnd(now, { duration: 'until_tomorrow', timeZone });
        expect(shown(end, timeZone).slice(11)).toBe('08:00');
        const hours = (end.getTime() - now.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThan(2.9);
        expect(hours).toBeLessThanOrEqual(29);
      },
    ),
    { numRuns: 1_000 },
  );
});
