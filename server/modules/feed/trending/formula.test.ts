import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHashtagTrend } from './compute.ts';
import { decay, expectedPeople, scoreTrend, TRENDS, voteWeight } from './formula.ts';

const HOUR_MS = 3_600_000;
const now = new Date('2026-11-20T12:00:00Z');
let made = 0;
const coming = (hoursAgo: number, uses = 1, weight = 1) => ({
  id: `member ${made++}`,
  followers: 10,
  at: now.getTime() - hoursAgo * HOUR_MS,
  uses,
  weight,
});
const hours = fc.double({ min: 0, max: 24, noNaN: true });
const totalOf = (comers: ReturnType<typeof coming>[], baseline = 0) =>
  toHashtagTrend('sinav', comers, baseline, now)[0]?.score.total ?? 0;

test('fewer than three people are no trend, however often they use it', () => {
  expect(toHashtagTrend('sinav', [coming(1, 5_000), coming(1, 5_000)], 0, now)).toEqual([]);
  expect(toHashtagTrend('sinav', [coming(1), coming(1), coming(1)], 0, now)).toHaveLength(1);
});

test('three people are no trend if one of them is unknown, whatever the number of unknown people', () => {
  const unknown = Array.from({ length: 40 }, () => coming(1, 1, 0.05));
  expect(toHashtagTrend('sinav', [coming(1), coming(1), ...unknown], 0, now)).toEqual([]);
  expect(toHashtagTrend('sinav', [coming(1), coming(1), coming(1), ...unknown], 0, now)).toHaveLength(1);
});

test('the number of uses does not matter: the score stays if the same people write more', () => {
  fc.assert(
    fc.property(
      fc.array(hours, { minLength: 3, maxLength: 40 }),
      fc.integer({ min: 1, max: 9_999 }),
      (ages, uses) => {
        expect(totalOf(ages.map((age) => coming(age, uses)))).toBe(totalOf(ages.map((age) => coming(age))));
      },
    ),
  );
});

test('of two hashtags with the same history, more people at the same times score higher', () => {
  fc.assert(
    fc.property(
      fc.array(hours, { minLength: 3, maxLength: 40 }),
      hours,
      fc.nat({ max: 5_000 }),
      (ages, another, baseline) => {
        const fewer = ages.map((age) => coming(age));
        expect(totalOf([...fewer, coming(another)], baseline)).toBeGreaterThan(totalOf(fewer, baseline));
      },
    ),
  );
});

test('a hashtag at its usual level scores near zero, and less than a small new one', () => {
  const evenly = Array.from({ length: 240 }, (_, index) => coming(index / 10));
  expect(Math.abs(totalOf(evenly, 240 * TRENDS.baselineDays))).toBeLessThan(300);
  expect(totalOf([coming(1), coming(2), coming(2), coming(3)])).toBeGreaterThan(
    totalOf(evenly, 240 * TRENDS.baselineDays),
  );
});

test('the parts add up to the score', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      (people, baseline) => {
        const { total, parts } = scoreTrend(people, baseline);
        expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(total);
      },
    ),
  );
});

test('a person counts half after each half-life; less with little standing or with many hashtags', () => {
  expect(decay(0)).toBe(1);
  expect(decay(2 * TRENDS.halfLifeMs)).toBe(0.25);
  expect(voteWeight({ standing: 1, tags: 5 })).toBe(1);
  expect(voteWeight({ standing: 1, tags: 20 })).toBe(0.25);
  expect(voteWeight({ standing: 0.5, tags: 1 })).toBe(0.5);
  expect(expectedPeople(24)).toBeCloseTo((24 * 0.9375) / (4 * Math.LN2), 9);
});

test('the history has the people of each hour, the newest last', () => {
  const [risen] = toHashtagTrend('sinav', [coming(0.5), coming(0.2), coming(3.5), coming(23.9)], 0, now);
  expect(risen?.history).toHaveLength(24);
  expect([risen?.history[0], risen?.history[20], risen?.history[23]]).toEqual([1, 1, 2]);
});
