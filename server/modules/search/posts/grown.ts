import type { Context } from '../../../platform/context.ts';
import { knownWords, wordsHolding } from './queries.ts';
import type { Sought } from './query.ts';
import { type Grown, NOTHING_GROWN } from './wider.ts';
import { stemsOf, turkishStems } from './words.ts';

/** Parts of grown words are at least so long; shorter ones are in the vocabulary of no campus, and endings of most words. */
const MIN_PART = 4;
/** Of longer queries few posts hold all. */
const MOST_WORDS = 2;
/** The most written words that hold one are looked at. */
const HOLDING = 50;
/** So many of them are asked for. */
const MOST_WITHIN = 8;

/**
 * Words that others are grown together from, as far as the vocabulary of the campus shows it: "dersnotu" from "ders notu"; and that are a
 * part of others: "kedi" of "#kampüskedisi". Both parts must be words that somebody has written. Cost: two small statements.
 */
export async function grown({ ctx, sought }: { ctx: Context; sought: Sought }): Promise<Grown> {
  const { words, exact } = sought;
  const free = words.filter((word) => word.length >= MIN_PART && !exact.includes(word));
  if (free.length === 0 || words.length > MOST_WORDS) return NOTHING_GROWN;
  const holding = await Promise.all(
    free.map(async (word) => [word, await wordsHolding(ctx.db, beginningOf(word), HOLDING)] as const),
  );
  const rests = new Map(holding.map(([word, longer]) => [word, restsOf(word, longer)]));
  const splits = new Map(free.map((word) => [word, splitsOf(word)]));
  const parts = [
    ...[...rests.values()].flatMap((list) => list.map(({ rest }) => rest)),
    ...[...splits.values()].flat(2),
  ];
  const known = await knownWords(ctx.db, [...new Set(parts.flatMap((part) => [part, plainOf(part)]))]);
  const isKnown = (part: string) => known.has(part) || known.has(plainOf(part));
  const apart = new Map(
    [...splits].map(([word, list]) => [word, list.filter((split) => split.every(isKnown))] as const),
  );
  const within = new Map(
    [...rests].map(([word, list]) => {
      const whole = list.filter(({ rest }) => isKnown(rest)).map(({ longer }) => longer);
      return [word, whole.slice(0, MOST_WITHIN)] as const;
    }),
  );
  return { apart, within };
}

/** The shortest stem that may be looked for within others: "kediler" is found as "kedi". */
const plainOf = (word: string): string =>
  turkishStems(word)
    .filter((stem) => stem.length >= MIN_PART && word.startsWith(stem))
    .sort((one, other) => one.length - other.length)[0] ?? word;

/** The same without a last letter that softens: "şenlik" in "baharşenliği". */
const beginningOf = (word: string): string => plainOf(word).replace(/(?<=^.{4,})[ptk]$/, '');

/** What is left of longer words before or behind a word in any of its forms, long enough to be a word. */
function restsOf(word: string, longer: readonly string[]): { longer: string; rest: string }[] {
  const stem = plainOf(word);
  const beginning = beginningOf(word);
  const isForm = (end: string) => stemsOf(end).some((entry) => entry === `s:${stem}`);
  return longer.flatMap((other) => {
    const at = other.lastIndexOf(beginning);
    const rest = at === 0 ? other.slice(stem.length) : other.slice(0, at);
    const isWhole = at === 0 ? !isForm(other) : isForm(other.slice(at));
    return at >= 0 && isWhole && rest.length >= MIN_PART ? [{ longer: other, rest }] : [];
  });
}

/** The ways to take a word apart in two. */
const splitsOf = (word: string): string[][] =>
  Array.from({ length: Math.max(0, word.length - 2 * MIN_PART + 1) }, (_, index) => [
    word.slice(0, MIN_PART + index),
    word.slice(MIN_PART + index),
  ]);
