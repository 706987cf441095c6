import { idTime } from '../../../platform/id.ts';
import type { VisibleMatch } from './queries.ts';

const WEEK_MS = 7 * 86_400_000;
/** Posts of an unknown author that keep their rank; further ones move to the end. */
const MAX_PER_UNKNOWN_AUTHOR = 3;
/**
 * Upper bound of the score of author, reactions and recency: less than the difference between a word as typed
 * and a form of it.
 */
const MAX_SOCIAL_SCORE = 4;

/**
 * Best first. Only the best few posts of an unknown author keep their rank; the others move to the end,
 * because they would leave no room for other authors.
 * @param now  milliseconds since 1970
 */
export function sortByScore(rows: readonly VisibleMatch[], now: number): VisibleMatch[] {
  const counts = new Map<string, number>();
  const demoted: VisibleMatch[] = [];
  const ranked = [...rows].sort(byScore(now)).filter((row) => {
    if (row.unknownAuthor === null) return true;
    const count = (counts.get(row.unknownAuthor) ?? 0) + 1;
    counts.set(row.unknownAuthor, count);
    if (count > MAX_PER_UNKNOWN_AUTHOR) demoted.push(row);
    return count <= MAX_PER_UNKNOWN_AUTHOR;
  });
  return [...ranked, ...demoted];
}

/**
 * Text first. Author, reactions and recency never outweigh a better match. Equal scores are ordered by id.
 */
const byScore = (now: number) => {
  const score = (row: VisibleMatch): number => {
    const social =
      (row.follows ? 8 : 0) +
      (row.sameUniversity ? 3 : 0) +
      2 * Math.log1p(row.reactions) +
      6 * 2 ** (-(now - idTime(row.id)) / (4 * WEEK_MS));
    return 100 * row.rank + (MAX_SOCIAL_SCORE * social) / (social + MAX_SOCIAL_SCORE);
  };
  return (a: VisibleMatch, b: VisibleMatch): number => score(b) - score(a) || (a.id < b.id ? 1 : -1);
};
