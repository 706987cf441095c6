import { z } from 'zod';

/** What ranked feeds weigh: docs/ranking.md says what each is. */
export const SIGNALS = [
  'recency',
  'engagement',
  'affinity',
  'university',
  'hashtag',
  'rising',
  'diversity',
] as const;
export const Signal = z.enum(SIGNALS);
export type Signal = z.infer<typeof Signal>;

/** What a point of each signal counts. */
export type Weights = Record<Signal, number>;

export const USUAL_WEIGHTS: Weights = {
  recency: 1,
  engagement: 1,
  affinity: 1.2,
  university: 0.4,
  hashtag: 0.8,
  rising: 0.6,
  diversity: 1,
};

/** Weights go from 0 (no effect at all) to 2, in steps of a tenth. */
export const Weight = z.number().min(0).max(2).multipleOf(0.1);

const HOUR_MS = 3_600_000;
/** A post counts half after so long. */
const HALF_LIFE_MS = 12 * HOUR_MS;
/** So many people taking part are full marks. */
const FULL_PEOPLE = 100;
/** So near is full marks: some ten common friends. */
const FULL_AFFINITY = 4_000;
/** A post that rises by so much has full marks. */
const FULL_RISE = 10_000;

const share = (value: number, full: number): number => Math.min(1, Math.max(0, value) / full);

/** 1,000 for a post of this moment, half of it after each 12 hours. */
export const recency = (ageMs: number): number => 1_000 * 2 ** (-Math.max(0, ageMs) / HALF_LIFE_MS);

/**
 * Who took part, those of the reader's university counting three times; grows with the logarithm, so that the tenth person
 * says more than the hundredth.
 */
export const engagement = (people: number, ofOwnUniversity: number): number =>
  1_000 * share(Math.log1p(people + 2 * ofOwnUniversity), Math.log1p(FULL_PEOPLE));

/** @param points  Adamic–Adar, in thousandths */
export const affinity = (points: number): number =>
  1_000 * share(Math.sqrt(points), Math.sqrt(FULL_AFFINITY));

/** @param score  of the post in trends, in thousandths of a standard deviation */
export const rising = (score: number): number => 1_000 * share(score, FULL_RISE);

/** Taken from the second post of an author in a list, twice as much from the third, and so on for a hundred. */
export const diversity = (earlier: number): number => -300 * Math.min(earlier, 100) + 0;
