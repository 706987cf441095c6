import { computeScore, type Score } from '../ranking/score.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The parameters of trends; docs/trending.md explains them. */
export const TRENDS = {
  /** Window of hashtag uses. */
  windowMs: DAY_MS,
  /** Window of posts. */
  postWindowMs: 2 * DAY_MS,
  /** Half-life of a person's weight. */
  halfLifeMs: 6 * HOUR_MS,
  /** Complete days that make the baseline. */
  baselineDays: 14,
  /** Fewer known people are no trend … */
  minPeople: 3,
  /** … nor are people whose weights add up to less than this. */
  minWeight: 1.25,
  /** People expected for a hashtag or post without history. */
  prior: 3,
  /** A person who uses more hashtags in the window is divided among them. */
  fullTags: 5,
  maxKept: 30,
  /** Group detection covers this many of the best. */
  maxExamined: 120,
};

/** The weight of a person after this time: 1 at once, half after each half-life. */
export const decay = (ageMs: number): number => 2 ** (-Math.max(0, ageMs) / TRENDS.halfLifeMs);

/** The maximum weight of a person: their standing, reduced if they use many hashtags. */
export const voteWeight = (person: { standing: number; tags: number }): number =>
  person.standing * Math.min(1, TRENDS.fullTags / Math.max(1, person.tags));

/**
 * The decayed people of a window in which the usual number arrives evenly: the mean of `decay` over it.
 * @param perWindow  people who usually arrive in a window
 */
export const expectedPeople = (perWindow: number): number => {
  const halfLives = TRENDS.windowMs / TRENDS.halfLifeMs;
  return (perWindow * (1 - 2 ** -halfLives)) / (halfLives * Math.LN2);
};

/**
 * Scores a trend: the deviation of `now` from `expected` in standard deviations of a Poisson count, in
 * thousandths. The prior keeps a hashtag without history from trending by one person.
 *
 * @param now  decayed people in the window
 * @param expected  decayed people in an average window
 */
export function scoreTrend(now: number, expected: number): Score {
  const deviation = Math.sqrt(expected + TRENDS.prior);
  return computeScore([
    { signal: 'people', value: (1_000 * now) / deviation },
    { signal: 'baseline', value: (-1_000 * expected) / deviation },
  ]);
}
