import type { Context } from '../../../platform/context.ts';
import { findWordsByPrefix } from './queries.ts';
import { type Expansion, SIMILARITY } from './query-expansion.ts';

const VOWELS = /[aeiou]/g;
const MAX_ABBREVIATION = 5;
/** Words per short form. */
const MAX_EXPANSIONS = 6;
const MAX_SCANNED = 400;

/**
 * The words that a word without vowels may abbreviate: slm, yrn, tşk. They have the same first letter and
 * contain its letters in their order. First those with exactly these consonants, then those that continue
 * after them, then those with others in between.
 */
export async function expandAbbreviation(
  ctx: Context,
  word: string,
): Promise<Omit<Expansion, 'from' | 'length'>[]> {
  if (word.length > MAX_ABBREVIATION || word.replace(VOWELS, '') !== word) return [];
  const pattern = `${[...word].join('%')}%`;
  const list = await findWordsByPrefix(ctx.db, word.slice(0, 1), pattern, MAX_SCANNED);
  const ranked = list
    .filter(({ word: other }) => other.length > word.length)
    .map((row) => ({ ...row, quality: matchQuality(row.word, word) }))
    .filter(({ quality }) => quality > 0);
  const best = Math.max(0, ...ranked.map(({ quality }) => quality));
  const words = ranked
    .filter(({ quality }) => quality === best)
    .slice(0, MAX_EXPANSIONS)
    .map(({ word: other }) => other);
  return words.map((other, index) => ({
    similarity: SIMILARITY.shortened - (index === 0 ? 0 : 0.1),
    words: [other],
    stems: [],
    sequences: [],
  }));
}

/** 3: the word's consonants equal the abbreviation; 2: they begin with it; 1: they have at most one consonant more. */
function matchQuality(word: string, short: string): 0 | 1 | 2 | 3 {
  const consonants = word.replace(VOWELS, '').replace(/(.)\1+/g, '$1');
  const collapsed = short.replace(/(.)\1+/g, '$1');
  if (consonants === collapsed || word.replace(VOWELS, '') === short) return 3;
  if (consonants.startsWith(collapsed)) return 2;
  return consonants.length <= collapsed.length + 1 ? 1 : 0;
}
