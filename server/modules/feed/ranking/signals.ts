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
  recency: 0.8,
  engagement: 2,
  affinity: 1.2,
  university: 0.4,
  hashtag: 1,
  rising: 0.3,
  diversity: 1,
};

/** Weights go from 0 (no effect at all) to 2, in steps of a tenth. */
export const Weight = z.number().min(0).max(2).multipleOf(0.1);

const HOUR_MS = 3_600_000;
/** A post counts half after so long. */
const HALF_LIFE_MS = 12 * HOUR_MS;
/** So many people taking part are full marks. */
const FULL_PEOPLE = 1_000;
/** So much shared taste is full marks. */
const FULL_TASTE = 8_000;
/** So many of one's newest likes under a hashtag are as good as following it. */
const FULL_LIKED = 10;
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
export const popularity = (people: number, ofOwnUniversity: number): number =>
  1_000 * share(Math.log1p(people + 2 * ofOwnUniversity), Math.log1p(FULL_PEOPLE));

/**
 * Who took part, four parts in ten; the other six are who of them likes what the reader likes.
 * @param popular  as `popularity` gives it
 * @param taste    how alike those are to the reader who like it, summed, in thousandths
 */
export const engagement = (popular: number, taste = 0): number =>
  0.4 * popular + 600 * share(Math.sqrt(taste), Math.sqrt(FULL_TASTE));

/**
 * 1,000 for a hashtag that the reader follows; otherwise by how many of the reader's newest likes have it.
 * @param liked  of these, ten are full marks
 */
export const hashtag = (isFollowed: boolean, liked: number): number =>
  isFollowed ? 1_000 : 1_000 * share(Math.log1p(liked), Math.log1p(FULL_LIKED));

/**
 * @param points  Adamic–Adar, in thousandths
 * @param full    so many are full marks
 */
export const affinity = (points: number, full = FULL_AFFINITY): number =>
  1_000 * share(Math.sqrt(points), Math.sqrt(full));

/** @param score  of the post in trends, in thousandths of a standard deviation */
export const rising = (score: number): number => 1_000 * share(score, FULL_RISE);

/** Taken from the second post of an author in a list, twice as much from the third, and so on for a hundred. */
export const diversity = (earlier: number): number => -300 * Math.min(earlier, 100) + 0;
