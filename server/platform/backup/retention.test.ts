import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptBackups, MAX_AGE_DAYS, oldestForAnyMoment, RETENTION } from './retention.ts';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-30T02:00:00Z');
const backups = fc
  .array(fc.integer({ min: 0, max: 900 * 24 }), { maxLength: 80 })
  .map((hours) => hours.map((ago) => ({ at: new Date(NOW.getTime() - ago * 3_600_000) })));
const day = ({ at }: { at: Date }) => at.toISOString().slice(0, 10);

test('the newest is kept, nothing is kept too long, and few are kept', () => {
  fc.assert(
    fc.property(backups, (all) => {
      const kept = keptBackups(all, NOW);
      const newest = Math.max(...all.map(({ at }) => at.getTime()));
      expect(all).toEqual(expect.arrayContaining(kept));
      expect(kept.length).toBeLessThanOrEqual(RETENTION.days + RETENTION.weeks + RETENTION.months);
      if (all.length > 0) expect(kept[0]?.at.getTime()).toBe(newest);
      for (const { at } of kept.slice(1))
        expect(NOW.getTime() - at.getTime()).toBeLessThanOrEqual(MAX_AGE_DAYS * DAY_MS);
    }),
  );
});

test('each of the last days, weeks and months that has a backup keeps one', () => {
  fc.assert(
    fc.property(backups, (all) => {
      const kept = keptBackups(all, NOW);
      const recent = all.filter(({ at }) => NOW.getTime() - at.getTime() <= MAX_AGE_DAYS * DAY_MS);
      const lastOf = (periodOf: (backup: { at: Date }) => string, count: number) =>
        [...new Set(recent.map(periodOf))].sort().slice(-count);
      for (const period of lastOf(day, RETENTION.days)) expect(kept.map(day)).toContain(period);
      const month = (backup: { at: Date }) => day(backup).slice(0, 7);
      for (const period of lastOf(month, RETENTION.months)) expect(kept.map(month)).toContain(period);
    }),
  );
});

test('what was kept is kept again, so a second deletion deletes nothing', () => {
  fc.assert(
    fc.property(backups, (all) => {
      const kept = keptBackups(all, NOW);
      expect(keptBackups(kept, NOW)).toEqual(kept);
    }),
  );
});

test('with a backup each night for 500 nights, each night leaves 7 days, 4 weeks and 12 months', () => {
  let kept: { at: Date }[] = [];
  for (let night = 0; night < 500; night++) {
    const now = new Date(NOW.getTime() + night * DAY_MS);
    kept = keptBackups([...kept, { at: now }], now);
    const nights = new Set(kept.map(day));
    for (let back = 0; back < Math.min(night + 1, 7); back++)
      expect(nights).toContain(day({ at: new Date(now.getTime() - back * DAY_MS) }));
    expect(oldestForAnyMoment(kept)?.at).toEqual(new Date(now.getTime() - Math.min(night, 6) * DAY_MS));
    if (night < 400) continue;
    expect(new Set(kept.map((backup) => day(backup).slice(0, 7))).size).toBe(RETENTION.months);
    expect(kept.length).toBeGreaterThanOrEqual(7 + 11);
  }
});
