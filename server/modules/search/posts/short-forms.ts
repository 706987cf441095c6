import type { Context } from '../../../platform/context.ts';
import { wordsBeginning } from './queries.ts';
import { LIKENESS, type Otherwise } from './wider.ts';

const VOWELS = /[aeiou]/g;
const LONGEST_SHORT = 5;
/** Words that a short form may stand for. */
const LIKELY = 6;
const LOOKED_AT = 400;

/**
 * What a word without vowels may be short for: slm, yrn, tşk. Words of the same first letter that hold its letters in their order:
 * first those whose consonants are just these, then those that go on, then those that have others between.
 */
export async function shortFormOf(ctx: Context, word: string): Promise<Omit<Otherwise, 'from' | 'length'>[]> {
  if (word.length > LONGEST_SHORT || word.replace(VOWELS, '') !== word) return [];
  const pattern = `${[...word].join('%')}%`;
  const list = await wordsBeginning(ctx.db, word.slice(0, 1), pattern, LOOKED_AT);
  const ranked = list
    .filter(({ word: other }) => other.length > word.length)
    .map((row) => ({ ...row, ease: easeOf(row.word, word) }))
    .filter(({ ease }) => ease > 0);
  const best = Math.max(0, ...ranked.map(({ ease }) => ease));
  const words = ranked
    .filter(({ ease }) => ease === best)
    .slice(0, LIKELY)
    .map(({ word: other }) => other);
  return words.map((other, index) => ({
    likeness: LIKENESS.shortened - (index === 0 ? 0 : 0.1),
    words: [other],
    stems: [],
    sequences: [],
  }));
}

/** 3: its consonants are the short form; 2: they begin so; 1: one more stands among them. */
function easeOf(word: string, short: string): 0 | 1 | 2 | 3 {
  const consonants = word.replace(VOWELS, '').replace(/(.)\1+/g, '$1');
  const said = short.replace(/(.)\1+/g, '$1');
  if (consonants === said || word.replace(VOWELS, '') === short) return 3;
  if (consonants.startsWith(said)) return 2;
  return consonants.length <= said.length + 1 ? 1 : 0;
}
