import { fold } from '@chitlaq/text';

/** With fewer of their pairs of letters in common, two texts are not the same one mended. */
const SHARED_LEAST = 0.5;

/**
 * Whether a text says something else than it did: less than half of what it consists of has stayed, by the Sørensen–Dice
 * coefficient of pairs of neighbouring letters, folded. A mended typing error and a sentence added to a long post are no rewriting.
 */
export function isRewritten(before: string, after: string): boolean {
  const [one, other] = [pairsOf(before), pairsOf(after)];
  const total = countOf(one) + countOf(other);
  if (total === 0) return false;
  let shared = 0;
  for (const [pair, count] of one) shared += Math.min(count, other.get(pair) ?? 0);
  return (2 * shared) / total < SHARED_LEAST;
}

/** How often each pair of neighbours stands in a text. */
function pairsOf(text: string): Map<string, number> {
  const letters = ` ${fold(text).replaceAll(/\s+/g, ' ').trim()} `;
  const pairs = new Map<string, number>();
  for (let at = 0; at + 2 <= letters.length; at++) {
    const pair = letters.slice(at, at + 2);
    if (pair.trim() !== '') pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const countOf = (pairs: ReadonlyMap<string, number>): number =>
  [...pairs.values()].reduce((total, count) => total + count, 0);
