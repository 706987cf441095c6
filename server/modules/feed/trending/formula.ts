import { computeScore, type Score } from '../ranking/score.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the figures of trends are, and why: docs/trending.md. */
export const TRENDS = {
  /** Uses of a hashtag are looked at so far back. */
  windowMs: DAY_MS,
  /** Posts are looked at so far back. */
  postWindowMs: 2 * DAY_MS,
  /** A person counts half after so long. */
  halfLifeMs: 6 * HOUR_MS,
  /** So many finished days make the usual level. */
  baselineDays: 14,
  /** Fewer people whom the campus knows are no trend … */
  minPeople: 3,
  /** … nor are those who count less than this together. */
  minVoices: 1.25,
  /** People expected of what has no past. */
  prior: 3,
  /** Who uses more hashtags in the window than these is spread over them. */
  fullTags: 5,
  maxKept: 30,
  /** Of so many, the best before groups are looked for, groups are looked for. */
  maxExamined: 120,
};

/** What a person counts who came so long ago: 1 at once, half after each half-life. */
export const decay = (ageMs: number): number => 2 ** (-Math.max(0, ageMs) / TRENDS.halfLifeMs);

/** What a person's coming counts at most: their standing, and less for who scatters hashtags. */
export const voice = (person: { standing: number; tags: number }): number =>
  person.standing * Math.min(1, TRENDS.fullTags / Math.max(1, person.tags));

/**
 * What decayed people a window would hold if as many as usual had come in it, evenly: the mean of `decayed` over it.
 * @param perWindow  people who usually come in a window
 */
export const expectedPeople = (perWindow: number): number => {
  const halfLives = TRENDS.windowMs / TRENDS.halfLifeMs;
  return (perWindow * (1 - 2 ** -halfLives)) / (halfLives * Math.LN2);
};

/**
 * How surprising `now` is where `expected` is usual: the distance in standard deviations of a Poisson count, with a prior
 * so that what has no past does not rise by a single person. In points: 1,000 are one deviation.
 *
 * @param now       decayed people who came
 * @param expected  decayed people who usually come
 */
export function scoreTrend(now: number, expected: number): Score {
  const deviation = Math.sqrt(expected + TRENDS.prior);
  return computeScore([
    { signal: 'people', value: (1_000 * now) / deviation },
    { signal: 'usual', value: (-1_000 * expected) / deviation },
  ]);
}
