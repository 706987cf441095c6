import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTimeZone, startOfDay } from './time-zone.ts';

const dayIn = (timeZone: string, moment: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );

test('a day begins when the previous one ends, in every zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC'),
      fc.date({ min: new Date('2012-01-02'), max: new Date('2037-12-30'), noInvalidDate: true }),
      (zone, date) => {
        const day = date.toISOString().slice(0, 10);
        const start = startOfDay(day, zone).getTime();
        expect(dayIn(zone, start)).toBe(day);
        expect(dayIn(zone, start - 1) < day).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.for([
  ['2026-11-21', 'Europe/Istanbul', '2026-11-20T21:00:00.000Z'],
  ['2026-11-21', 'UTC', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
  // Clocks are set forward at midnight: the day begins at one.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
] as const)('%s in %s begins at %s', ([day, zone, start]) => {
  expect(startOfDay(day, zone).toISOString()).toBe(start);
});

test('zone names are accepted, and nothing else is', () => {
  expect(['Europe/Istanbul', 'UTC', 'Etc/GMT+3', 'america/argentina/buenos_aires'].every(isTimeZone)).toBe(
    true,
  );
  expect(['', 'Mars/Olympus', '+03:00', 'Europe/Istanbul;', '../etc', 'Europe'].some(isTimeZone)).toBe(false);
});
