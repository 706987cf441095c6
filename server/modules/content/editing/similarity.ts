import { fold } from '@chitlaq/text';

/** With fewer of their pairs of letters in common, two texts are not the same one mended. */
const MIN_SIMILARITY = 0.5;

/**
 * Whether a text says something else than it did: less than half of what it consists of has stayed, by the Sørensen–Dice
 * coefficient of pairs of neighbouring letters, folded. A mended typing error and a sentence added to a long post are no rewriting.
 */
export function isRewritten(previous: string, next: string): boolean {
  const [a, b] = [countBigrams(previous), countBigrams(next)];
  const total = sumCounts(a) + sumCounts(b);
  if (total === 0) return false;
  let shared = 0;
  for (const [bigram, count] of a) shared += Math.min(count, b.get(bigram) ?? 0);
  return (2 * shared) / total < MIN_SIMILARITY;
}

/** How often each pair of neighbours stands in a text. */
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
