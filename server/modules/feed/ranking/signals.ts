import { z } from 'zod';

/** The signals of the ranked feeds, explained in docs/ranking.md. */
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

/** The weight of a point of each signal. */
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
/** Half-life of recency. */
const HALF_LIFE_MS = 12 * HOUR_MS;
/** Participants that score full points. */
const FULL_PEOPLE = 1_000;
/** Shared taste, in thousandths, that scores full points. */
const FULL_TASTE = 8_000;
/** Recent likes under a hashtag that count like following it. */
const FULL_LIKED = 10;
/** Affinity, in thousandths, that scores full points: about ten common friends. */
const FULL_AFFINITY = 4_000;
/** Trend score that scores full points. */
const FULL_RISE = 10_000;

const ratio = (value: number, full: number): number => Math.min(1, Math.max(0, value) / full);

/** 1,000 for a post of this moment, half of it after each 12 hours. */
export const recency = (ageMs: number): number => 1_000 * 2 ** (-Math.max(0, ageMs) / HALF_LIFE_MS);

/**
 * Participants, weighted by standing; those of the viewer's university count three times. On a log scale, so
 * that the tenth person adds more than the hundredth.
 */
export const popularity = (people: number, ofOwnUniversity: number): number =>
  1_000 * ratio(Math.log1p(people + 2 * ofOwnUniversity), Math.log1p(FULL_PEOPLE));

/**
 * Four tenths are participants; six tenths are participants whose tastes are similar to the viewer's.
 * @param popular  from `popularity`
 * @param taste  similarity to the viewer of the members who like the post, summed, in thousandths
 */
export const engagement = (popular: number, taste = 0): number =>
  0.4 * popular + 600 * ratio(Math.sqrt(taste), Math.sqrt(FULL_TASTE));

/**
 * 1,000 for a hashtag that the viewer follows; otherwise by the number of the viewer's newest likes that have
 * it.
 * @param liked  ten score full points
 */
export const hashtag = (isFollowed: boolean, liked: number): number =>
  isFollowed ? 1_000 : 1_000 * ratio(Math.log1p(liked), Math.log1p(FULL_LIKED));

/**
 * @param points  Adamic–Adar, in thousandths
 * @param full  the points that score full points
 */
export const affinity = (points: number, full = FULL_AFFINITY): number =>
  1_000 * ratio(Math.sqrt(points), Math.sqrt(full));

/** @param score  of the post in trends, in thousandths of a standard deviation */
export const rising = (score: number): number => 1_000 * ratio(score, FULL_RISE);

/** A member with at least this standing is not a newcomer. */
const FULL_STANDING = 0.5;
/** The standing of participants, beyond the first, that makes up for the author's. */
const FULL_VOTE_WEIGHT = 2;

/** How well the campus knows a member, from 0 to 1. */
export const standingShare = (standing: number): number => ratio(standing, FULL_STANDING);

/**
 * −1,000 for a post of an unknown author, until several known members take part: one alone changes nothing.
 * @param standing  of the author
 * @param voteWeight  standing of the participants, summed
 */
export const newcomer = (standing: number, voteWeight: number): number =>
  -1_000 * (1 - Math.min(1, standingShare(standing) + ratio(voteWeight - 1, FULL_VOTE_WEIGHT))) + 0;

/** The basis of a newcomer's first lists: what their profile says. */
export interface Cohort {
  department: string | null;
  graduationYear: number | null;
  language: string | null;
}

/**
 * How near the author studies to the viewer: 1,000 in the same department and year, 800 in the department,
 * 500 at the university, 100 more there in the same year. An adjacent year counts half.
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
/** From this many points of `cohort` on, the author is in the viewer's department. */
export const SAME_DEPARTMENT_POINTS = 800;

/** 1,000 for a post in the viewer's language, half for an unknown language. */
export const language = (reader: string | null, post: string | null): number =>
  reader === null ? 0 : post === null ? 500 : post === reader ? 1_000 : 0;

/** A member who follows fewer members is new: their lists are based on their cohort and language. */
export const FEW_FOLLOWS = 5;

/**
 * The penalty for an author's second post in a list, twice as much for the third, and so on up to a hundred.
 */
export const diversity = (earlier: number): number => -300 * Math.min(earlier, 100) + 0;
