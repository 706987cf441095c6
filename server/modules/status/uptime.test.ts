import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HISTORY_DAYS, uptime } from './uptime.ts';

const DAY_MS = 86_400_000;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

test('before the first minute there are no figures', () => {
  expect(uptime(null, [], new Date('2026-11-30T10:00:00Z'), false)).toEqual({
    since: null,
    ratio: null,
    days: [],
  });
});

test('the first day begins with its first minute, and today ends now', () => {
  const now = new Date('2026-11-30T10:00:30Z');
  const rows = [
    { date: '2026-11-28', up: 60, first: 1_380 },
    { date: '2026-11-30', up: 590, first: 0 },
  ];
  expect(uptime('2026-11-28', rows, now, false)).toEqual({
    since: '2026-11-28',
    ratio: 0.3095,
    days: [
      { date: '2026-11-28', ratio: 1, downMinutes: 0 },
      { date: '2026-11-29', ratio: 0, downMinutes: 1_440 },
      { date: '2026-11-30', ratio: 0.9833, downMinutes: 10 },
    ],
  });
  // In its very first minute the campus has been up all the time.
  expect(uptime('2026-11-30', [{ date: '2026-11-30', up: 1, first: 600 }], now, true).ratio).toBe(1);
});

test('whatever the minutes: 90 days at most, shares between 0 and 1, and 1 only without a missing minute', () => {
  const days = fc.uniqueArray(fc.record({ back: fc.nat(120), up: fc.integer({ min: 1, max: 1_440 }) }), {
    selector: ({ back }) => back,
    minLength: 1,
  });
  const now = fc.integer({ min: 0, max: DAY_MS - 1 }).map((time) => new Date(Date.UTC(2026, 10, 30) + time));
  fc.assert(
    fc.property(days, now, fc.boolean(), (all, at, isUpNow) => {
      const rows = all
        .map(({ back, up }) => ({ date: dateOf(at.getTime() - back * DAY_MS), up, first: 1_440 - up }))
        .sort((a, b) => (a.date < b.date ? -1 : 1));
      const first = rows[0]!.date;
      const shown = rows.filter(({ date }) => date >= dateOf(at.getTime() - (HISTORY_DAYS - 1) * DAY_MS));
      const found = uptime(first, shown, at, isUpNow);
      expect(found.days.length).toBeLessThanOrEqual(HISTORY_DAYS);
      for (const day of found.days) {
        expect(day.ratio).toBeGreaterThanOrEqual(0);
        expect(day.ratio).toBeLessThanOrEqual(1);
        expect(day.ratio === 1).toBe(day.downMinutes === 0);
        expect(day.downMinutes).toBeGreaterThanOrEqual(0);
      }
      const down = found.days.reduce((sum, day) => sum + day.downMinutes, 0);
      if (found.ratio !== null) expect(found.ratio === 1).toBe(down === 0);
    }),
  );
});
