import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demandOf, membersUntil, type Observation } from './forecast.ts';

/** A day of a campus: few members at night, most of them in the evening. */
const day = (highest: number, points = 144) =>
  Array.from({ length: points }, (_, index) =>
    Math.round((highest * (1 - Math.cos((2 * Math.PI * index) / points))) / 2),
  );
const line = (base: number, perMember: number) => (online: number) => ({
  online,
  used: base + perMember * online,
});
const positive = { noNaN: true, noDefaultInfinity: true };

test('a line is found again, whatever its base and slope', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, ...positive }),
      fc.double({ min: 1e-3, max: 1e6, ...positive }),
      fc.integer({ min: 20, max: 50_000 }),
      (base, perMember, highest) => {
        const demand = demandOf(day(highest).map(line(base, perMember)));
        expect(demand?.method).toBe('line');
        expect(demand!.perMember / perMember).toBeCloseTo(1, 4);
        expect(membersUntil(demand!, base + perMember * 3 * highest) / (3 * highest)).toBeCloseTo(1, 1);
      },
    ),
  );
});

test('more of a resource never fits fewer members', () => {
  const observation = fc.record({
    online: fc.integer({ min: 0, max: 10_000 }),
    used: fc.double({ min: 0, max: 1e9, ...positive }),
  });
  fc.assert(
    fc.property(
      fc.array(observation, { minLength: 12, maxLength: 60 }),
      fc.double({ min: 0, max: 1e10, ...positive }),
      fc.double({ min: 0, max: 1e10, ...positive }),
      (observations, one, other) => {
        const demand = demandOf(observations);
        if (!demand) return;
        expect(demand.perMember).toBeGreaterThanOrEqual(0);
        expect(membersUntil(demand, Math.max(one, other))).toBeGreaterThanOrEqual(
          membersUntil(demand, Math.min(one, other)),
        );
      },
    ),
  );
});

test('a nightly backup does not move the line, and a busy moment is added to it', () => {
  const usual = day(1_000).map(line(0.5, 0.002));
  const backup = usual.map((one, index) => (index < 6 ? { ...one, used: one.used + 4 } : one));
  const noisy = usual.map((one, index) => ({ ...one, used: one.used + (index % 3) * 0.1 }));
  expect(demandOf(backup)!.perMember).toBeCloseTo(0.002, 5);
  expect(demandOf(usual)!.peak).toBeCloseTo(0, 5);
  // From its middle, 0.1 above the line, up to the highest.
  expect(demandOf(noisy)!.peak).toBeCloseTo(0.1, 1);
  expect(membersUntil(demandOf(noisy)!, 4)).toBeLessThan(membersUntil(demandOf(usual)!, 4));
});

test('where the number of members hardly varies, all use counts as theirs', () => {
  const steady = Array.from({ length: 100 }, (_, index) => line(1, 0.001)(1_000 + (index % 5)));
  expect(demandOf(steady)).toMatchObject({ method: 'ratio', base: 0 });
  // Less than the line would allow, never more.
  expect(membersUntil(demandOf(steady)!, 4)).toBeLessThan(3_000);
});

test('use that falls while members come is not theirs', () => {
  const falling = day(1_000).map((online): Observation => ({ online, used: 5 - online / 1_000 }));
  expect(demandOf(falling)?.method).toBe('ratio');
});

test('without members or with few observations nothing is said', () => {
  expect(demandOf(day(0).map(line(1, 1)))).toBeUndefined();
  expect(demandOf(day(100, 11).map(line(1, 1)))).toBeUndefined();
});

test('what the base alone fills holds nobody', () => {
  expect(membersUntil({ base: 5, perMember: 1, peak: 0, method: 'line' }, 4)).toBe(0);
});
