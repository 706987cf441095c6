import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idAt, pack, tailOf, tailSet, tailsOf, unpack } from './packing.ts';
import { createScale, type Ranked, scoreValues, rankCandidates as sorted, strongestSignal } from './rank.ts';
import { compareByScore, computeScore } from './score.ts';
import {
  affinity,
  DEFAULT_WEIGHTS,
  engagement,
  popularity,
  recency,
  rising,
  SIGNALS,
  type Signal,
  type Weights,
} from './signals.ts';

interface Candidate {
  id: string;
  authorId: string;
  values: Readonly<Record<string, number>>;
}
const WEIGHED = SIGNALS.filter((signal) => signal !== 'diversity');
/** Ranks as the feeds do, with the scores that they show. */
function order(candidates: readonly Candidate[], weights: Weights, take: number) {
  const scale = createScale(WEIGHED, weights);
  const measure = ({ values }: Candidate, into: number[]) => {
    for (const [index, signal] of WEIGHED.entries()) into[index] = values[signal] ?? 0;
  };
  return sorted(scale, candidates, measure, take).map(({ id, values }) => ({
    id,
    score: scoreValues(scale, values),
  }));
}

const points = fc.integer({ min: 0, max: 1_000 });
const candidate = (id: number): fc.Arbitrary<Candidate> =>
  fc.record({
    id: fc.constant(String(id).padStart(4, '0')),
    authorId: fc.integer({ min: 0, max: 6 }).map(String),
    values: fc.record({
      recency: points,
      engagement: points,
      affinity: points,
      university: points,
      hashtag: points,
      rising: points,
    }),
  });
const candidates = fc
  .integer({ min: 0, max: 40 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => candidate(id))));
const weights = fc.record(
  Object.fromEntries(
    SIGNALS.map((signal) => [signal, fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10)]),
  ),
) as fc.Arbitrary<Weights>;

test('the parts add up to the score, to the point', () => {
  fc.assert(
    fc.property(candidates, weights, (given, weighed) => {
      for (const { score } of order(given, weighed, 50))
        expect(score.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score.total);
    }),
  );
});

test('the input order does not change the ranking', () => {
  fc.assert(
    fc.property(candidates, weights, (given, weighed) => {
      expect(order([...given].reverse(), weighed, 50)).toEqual(order(given, weighed, 50));
    }),
  );
});

/**
 * The rule in its simplest form: of all candidates that are left, the best that is not by the last author.
 */
function naiveRanking(given: readonly Candidate[], weighed: Weights): string[] {
  const left = [...given];
  const ids: string[] = [];
  const earlier = new Map<string, number>();
  let last: string | undefined;
  while (left.length > 0) {
    const others = left.filter(({ authorId }) => authorId !== last);
    const [best] = (others.length > 0 ? others : left)
      .map(({ id, authorId, values }) => {
        const measured = [
          ...Object.entries(values),
          ['diversity', -300 * (earlier.get(authorId) ?? 0)] as const,
        ];
        const parts = measured.map(([signal, value]) => ({
          signal,
          value,
          weight: weighed[signal as Signal],
        }));
        return { id, authorId, score: computeScore(parts) };
      })
      .sort(compareByScore);
    if (best === undefined) break;
    left.splice(
      left.findIndex(({ id }) => id === best.id),
      1,
    );
    earlier.set(best.authorId, (earlier.get(best.authorId) ?? 0) + 1);
    last = best.authorId;
    ids.push(best.id);
  }
  return ids;
}

test('the ranking equals the one of the simplest form, at every position', () => {
  fc.assert(
    fc.property(candidates, weights, (given, weighed) => {
      expect(order(given, weighed, 50).map(({ id }) => id)).toEqual(naiveRanking(given, weighed));
    }),
  );
});

test('a signal of weight 0 has no effect: without it everything is the same', () => {
  const signals = SIGNALS.filter((signal): signal is Exclude<Signal, 'diversity'> => signal !== 'diversity');
  fc.assert(
    fc.property(candidates, weights, fc.constantFrom(...signals), (given, weighed, signal) => {
      const without = given.map((item) => ({ ...item, values: { ...item.values, [signal]: 0 } }));
      const muted = { ...weighed, [signal]: 0 };
      const idsAndTotals = (items: readonly Candidate[]) =>
        order(items, muted, 50).map(({ id, score }) => [id, score.total]);
      expect(idsAndTotals(given)).toEqual(idsAndTotals(without));
      for (const { score } of order(given, muted, 50))
        expect(score.parts.find((part) => part.signal === signal)?.contribution).toBe(0);
    }),
  );
});

test('no author comes twice in a row while another is left, and no candidate is lost', () => {
  fc.assert(
    fc.property(candidates, weights, (given, weighed) => {
      const authorOf = new Map(given.map(({ id, authorId }) => [id, authorId]));
      const ranked = order(given, weighed, 50).map(({ id }) => authorOf.get(id));
      expect(ranked).toHaveLength(given.length);
      for (const [index, author] of ranked.entries()) {
        if (index > 0 && author === ranked[index - 1])
          expect(new Set(ranked.slice(index))).toEqual(new Set([author]));
      }
    }),
  );
});

test('a packed ranking unpacks to the same, and tails identify its ids', () => {
  const value = fc.integer({ min: -30_000, max: 1_000 });
  const scale = createScale(['recency', 'rising'], DEFAULT_WEIGHTS);
  const places: fc.Arbitrary<Ranked[]> = fc.array(
    fc.record({ id: fc.uuid(), values: fc.tuple(value, value, value) }),
  );
  fc.assert(
    fc.property(places, fc.nat(20), fc.nat(20), (given, one, other) => {
      const packed = pack(given, scale);
      const [from, until] = [
        Math.min(one, other, given.length),
        Math.min(Math.max(one, other), given.length),
      ];
      expect(unpack(packed, scale, from, until)).toEqual(
        given.slice(from, until).map(({ id, values }) => ({ id, score: scoreValues(scale, values) })),
      );
      expect(tailSet(tailsOf(packed, scale))).toEqual(new Set(given.map(({ id }) => tailOf(id))));
      if (given[0]) expect(idAt(packed, 0)).toBe(given[0].id);
    }),
  );
});

test('a higher signal never lowers a post while its weight is above 0', () => {
  fc.assert(
    fc.property(candidates, fc.nat({ max: 39 }), (given, which) => {
      const chosen = given[which % Math.max(1, given.length)];
      if (chosen === undefined) return;
      const raised = given.map((item) =>
        item.id === chosen.id
          ? { ...item, values: { ...item.values, rising: (item.values.rising ?? 0) + 500 } }
          : item,
      );
      const placeOf = (items: readonly Candidate[]) =>
        order(items, { ...DEFAULT_WEIGHTS, diversity: 0 }, 50).findIndex(({ id }) => id === chosen.id);
      // One position may be lost to the rule that no author comes twice in a row.
      expect(placeOf(raised)).toBeLessThanOrEqual(placeOf(given) + 1);
    }),
  );
});

/** A post with a number of participants, and as many points of taste. */
const likedBy = (value: number) => engagement(popularity(value, 0), value);

test('signals run from 0 to 1,000 and grow with what they measure', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      for (const signal of [affinity, rising, likedBy]) {
        expect(signal(less)).toBeGreaterThanOrEqual(0);
        expect(signal(more)).toBeLessThanOrEqual(1_000);
        expect(signal(more)).toBeGreaterThanOrEqual(signal(less));
      }
      expect(recency(more)).toBeLessThanOrEqual(recency(less));
    }),
  );
});

test('the reason is the largest part; recency only if nothing else contributed; never a negative part', () => {
  const reasonOf = (values: Record<string, number>) =>
    strongestSignal(computeScore(Object.entries(values).map(([signal, value]) => ({ signal, value }))));
  expect(reasonOf({ university: 5, affinity: 9, recency: 900 })).toBe('affinity');
  expect(reasonOf({ recency: 900, hashtag: 1 })).toBe('hashtag');
  expect(reasonOf({ recency: 900, hashtag: 0 })).toBe('recency');
  expect(reasonOf({ diversity: -5 })).toBeUndefined();
});
