import { fold } from '@chitlaq/text';

/** Below this share of common bigrams a text counts as rewritten. */
const MIN_SIMILARITY = 0.5;

/**
 * Whether an edit replaced more than half of a text, measured by the Sørensen–Dice coefficient of its folded
 * character bigrams. A corrected typo or a sentence added to a long post is not a rewrite.
 */
export function isRewritten(previous: string, next: string): boolean {
  const [a, b] = [countBigrams(previous), countBigrams(next)];
  const total = sumCounts(a) + sumCounts(b);
  if (total === 0) return false;
  let shared = 0;
  for (const [bigram, count] of a) shared += Math.min(count, b.get(bigram) ?? 0);
  return (2 * shared) / total < MIN_SIMILARITY;
}

/** The number of occurrences of each bigram. */
function countBigrams(text: string): Map<string, number> {
  const letters = ` ${fold(text).replaceAll(/\s+/g, ' ').trim()} `;
  const bigrams = new Map<string, number>();
  for (let index = 0; index + 2 <= letters.length; index++) {
    const bigram = letters.slice(index, index + 2);
    if (bigram.trim() !== '') bigrams.set(bigram, (bigrams.get(bigram) ?? 0) + 1);
  }
  return bigrams;
}

const sumCounts = (bigrams: ReadonlyMap<string, number>): number =>
  [...bigrams.values()].reduce((total, count) => total + count, 0);
