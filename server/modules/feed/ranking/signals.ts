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

export const DEFAULT_WEIGHTS: Weights = {
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

const ratio = (value: number, full: number): number => Math.min(1, Math.max(0, value) / full);

/** 1,000 for a post of this moment, half of it after each 12 hours. */
export const recency = (ageMs: number): number => 1_000 * 2 ** (-Math.max(0, ageMs) / HALF_LIFE_MS);

/**
 * Who took part, each by their standing, those of the reader's university counting three times; grows with the logarithm, so that the tenth person
 * says more than the hundredth.
 */
export const popularity = (people: number, ofOwnUniversity: number): number =>
  1_000 * ratio(Math.log1p(people + 2 * ofOwnUniversity), Math.log1p(FULL_PEOPLE));

/**
 * Who took part, four parts in ten; the other six are who of them likes what the reader likes.
 * @param popular  as `popularity` gives it
 * @param taste    how alike those are to the reader who like it, summed, in thousandths
 */
export const engagement = (popular: number, taste = 0): number =>
  0.4 * popular + 600 * ratio(Math.sqrt(taste), Math.sqrt(FULL_TASTE));

/**
 * 1,000 for a hashtag that the reader follows; otherwise by how many of the reader's newest likes have it.
 * @param liked  of these, ten are full marks
 */
export const hashtag = (isFollowed: boolean, liked: number): number =>
  isFollowed ? 1_000 : 1_000 * ratio(Math.log1p(liked), Math.log1p(FULL_LIKED));

/**
 * @param points  Adamic–Adar, in thousandths
 * @param full    so many are full marks
 */
export const affinity = (points: number, full = FULL_AFFINITY): number =>
  1_000 * ratio(Math.sqrt(points), Math.sqrt(full));

/** @param score  of the post in trends, in thousandths of a standard deviation */
export const rising = (score: number): number => 1_000 * ratio(score, FULL_RISE);

/** A member with so much standing is no newcomer. */
const FULL_STANDING = 0.5;
/** So much standing of those who take part, beyond the first, makes up for the author's. */
const FULL_VOICES = 2;

/** How well the campus knows a member, from 0 to 1. */
export const standingShare = (standing: number): number => ratio(standing, FULL_STANDING);

/**
 * −1,000 for what somebody wrote whom the campus does not know, until several take part whom it knows: one alone changes nothing.
 * @param standing  of the author
 * @param voices    of those who take part, each by their standing
 */
export const newcomer = (standing: number, voices: number): number =>
  -1_000 * (1 - Math.min(1, standingShare(standing) + ratio(voices - 1, FULL_VOICES))) + 0;

/** What a newcomer's first lists are made from: what they have said of themselves. */
export interface Cohort {
  department: string | null;
  graduationYear: number | null;
  language: string | null;
}

/**
 * How near a post's author studies to the reader: 1,000 in the same department and year, 800 in the department, 500 at the university,
 * 100 more there in the same year. A year next to the reader's counts half.
 */
export function cohort(
  reader: Cohort,
  author: Omit<Cohort, 'language'> & { isSameUniversity: boolean },
): number {
  if (!author.isSameUniversity) return 0;
  const isSameDepartment = author.department !== null && author.department === reader.department;
  const years =
    author.graduationYear === null || reader.graduationYear === null
      ? Number.POSITIVE_INFINITY
      : Math.abs(author.graduationYear - reader.graduationYear);
  const nearness = years === 0 ? 1 : years === 1 ? 0.5 : 0;
  return isSameDepartment ? SAME_DEPARTMENT_POINTS + 200 * nearness : 500 + 100 * nearness;
}
/** From so many points of `cohort` on, the author is of the reader's department. */
export const SAME_DEPARTMENT_POINTS = 800;

/** 1,000 for a post in the reader's language, half for one of which the language is not known. */
export const language = (reader: string | null, post: string | null): number =>
  reader === null ? 0 : post === null ? 500 : post === reader ? 1_000 : 0;

/** Who follows fewer members than this is new: their lists are made from their cohort and language. */
export const FEW_FOLLOWS = 5;

/** Taken from the second post of an author in a list, twice as much from the third, and so on for a hundred. */
export const diversity = (earlier: number): number => -300 * Math.min(earlier, 100) + 0;
