import type { Context } from '../../../platform/context.ts';
import { expandAbbreviation } from './abbreviations.ts';
import { findCompounds } from './compounds.ts';
import { findCorrections } from './corrections.ts';
import { lemmaVariants } from './lemma-variants.ts';
import { findTranslations } from './lexicon.ts';
import { findCounts, findWordsByPrefix, type WordCount } from './queries.ts';
import type { ParsedQuery } from './query.ts';
import { type Expansion, MAX_EXPANDED_WORDS, SIMILARITY } from './query-expansion.ts';
import { stemsOf, turkishStems, withoutRuns } from './tokenizer.ts';
import { isDerivedFromNoun, isDerivedFromVerb, nounsBeforeHelper, verbRoots } from './turkish.ts';

/** Words per prefix that are read. */
const MAX_PREFIX_WORDS = 200;
/** Of these, how many are added to the query. */
const MAX_DERIVED = 24;
const MIN_LETTERS = 3;
/** Shorter nouns are prefixes of too many other words. */
const MIN_NOUN = 4;
const LETTERS = /^\p{L}+$/u;
const VERBAL_NOUN = /^m[ae]/;

export interface Related {
  expansions: Expansion[];
  /** By hashtag as typed: those that contain it. */
  tags: ReadonlyMap<string, readonly string[]>;
  /** By index of the word: its rarity, 1 for a word that nobody has written. */
  weights: number[];
  /** By word as typed, the likeliest spelling first. */
  corrected: { from: string; to: string }[];
}

/**
 * Expansions from the vocabulary of the campus: words of the same root, longer words and hashtags that
 * contain a word, the same letters split differently, corrected spellings. Cost: some small statements for
 * each word.
 */
export async function findRelated({
  ctx,
  parsedQuery,
}: {
  ctx: Context;
  parsedQuery: ParsedQuery;
}): Promise<Related> {
  const { words, exact, hashtags } = parsedQuery;
  const stems = new Map(words.map((word) => [word, stemsOf(word)] as const));
  const entries = [...words, ...[...stems.values()].flat()];
  const { all, posts } = await findCounts(ctx.db, [
    ...new Set([...entries, ...entries.map((entry) => entry.replace('s:', ''))]),
  ]);
  const weights = words.map((word) => weighWord(word, stems.get(word) ?? [], { all, posts }));
  if (words.length > MAX_EXPANDED_WORDS) return { expansions: [], tags: new Map(), weights, corrected: [] };
  const expandable = [...new Set(words.map(withoutRepeats))].filter(
    (word) => word.length >= MIN_LETTERS && LETTERS.test(word) && !exact.includes(word),
  );
  const mixed = new Map(words.filter((word) => !exact.includes(word)).map((word) => [word, apart(word)]));
  const symbols = words.filter((word) => !/[\p{L}\p{Nd}]/u.test(word));
  const [derived, compounded, short, errors, translated] = await Promise.all([
    Promise.all(expandable.map(async (word) => [word, await findSameRoot(ctx, word)] as const)),
    findCompounds(ctx, { words: expandable, hashtags }),
    Promise.all(expandable.map(async (word) => [word, await expandAbbreviation(ctx, word)] as const)),
    findCorrections(ctx, expandable, posts),
    findTranslations(ctx, [...expandable, ...symbols]),
  ]);
  const sources: ReadonlyMap<string, WordExpansion[]>[] = [
    new Map(derived),
    compounded.expansions,
    new Map(short),
    errors.expansions,
    translated,
    mixed,
  ];
  const expansions = words.flatMap((word, from) =>
    sources.flatMap((source) =>
      (source.get(withoutRepeats(word)) ?? []).map((way) => ({ ...way, from, length: 1 })),
    ),
  );
  return { expansions, tags: compounded.tags, weights, corrected: errors.corrected };
}

const NUMBER_SEAM = /(?<=\p{Nd})(?=\p{L})|(?<=\p{L})(?=\p{Nd})/u;

/** Separates a number and a word that are typed as one: `13km` is `13 km`, and `kat3` is `kat 3`. */
function apart(word: string): WordExpansion[] {
  const pieces = word.split(NUMBER_SEAM);
  if (pieces.length !== 2) return [];
  return [{ similarity: SIMILARITY.joined, words: [], stems: [], sequences: [pieces] }];
}

/** The rarity of a word: higher, the fewer posts contain it in any form. */
function weighWord(
  word: string,
  stems: readonly string[],
  { all, posts }: { all: number; posts: ReadonlyMap<string, number> },
): number {
  const [plain = ''] = stems;
  const postCount = Math.max(posts.get(word) ?? 0, posts.get(plain) ?? 0);
  return Math.log(2 + all / (1 + postCount));
}

type WordExpansion = Omit<Expansion, 'from' | 'length'>;

/** A word with lengthened letters in its usual spelling. */
const withoutRepeats = (word: string): string => withoutRuns(word)[0] ?? word;

/** Words of the same root that the word's own stems do not find. */
async function findSameRoot(ctx: Context, word: string): Promise<WordExpansion[]> {
  const roots = verbRoots(word);
  const helperNouns = nounsBeforeHelper(word);
  const nouns = [...new Set([word, ...turkishStems(word)])].filter(
    (stem) => stem.length >= MIN_NOUN && LETTERS.test(stem),
  );
  // Verbal nouns: eşleşme, yerleşmeler.
  const acts = nouns.filter((noun) => VERBAL_NOUN.test(word.slice(noun.length)));
  const beginnings = shortestPrefixes(
    [...roots, ...helperNouns, ...nouns, word]
      .map((stem) => withoutSoftLetter(stem))
      .filter((stem) => stem.length >= MIN_LETTERS),
  );
  const lists = await Promise.all(
    beginnings.map((beginning) => findWordsByPrefix(ctx.db, beginning, '%', MAX_PREFIX_WORDS)),
  );
  const own = new Set([...stemsOf(word), ...lemmaVariants(word)]);
  const sameVerb: string[] = [];
  const derived: string[] = [];
  for (const { word: other } of sortByUse(lists.flat())) {
    if (other === word) continue;
    const otherRoots = verbRoots(other);
    if (roots.some((root) => otherRoots.includes(root))) sameVerb.push(other);
    else if (stemsOf(other).some((stem) => own.has(stem))) continue;
    else if (
      [...roots, ...acts].some((root) => isDerivedFromVerb(other, root)) ||
      otherRoots.some((root) => isDerivedFromVerb(word, root)) ||
      nouns.some((noun) => isDerivedFromNoun(other, noun)) ||
      turkishStems(other).some((noun) => noun.length >= MIN_NOUN && isDerivedFromNoun(word, noun)) ||
      (helperNouns.length > 0 &&
        [...nounsBeforeHelper(other), ...turkishStems(other)].some((noun) => helperNouns.includes(noun)))
    )
      derived.push(other);
  }
  return [
    { similarity: SIMILARITY.verb, words: sameVerb.slice(0, MAX_DERIVED), stems: [], sequences: [] },
    { similarity: SIMILARITY.derived, words: derived.slice(0, MAX_DERIVED), stems: [], sequences: [] },
  ].filter(({ words }) => words.length > 0);
}

/** Without a final consonant that may be softened. */
const withoutSoftLetter = (stem: string): string =>
  stem.length > MIN_LETTERS ? stem.replace(/[ptk]$/, '') : stem;

/** The prefixes without those that begin with another one of them. */
const shortestPrefixes = (beginnings: readonly string[]): string[] =>
  [...new Set(beginnings)].filter(
    (one, _, all) => !all.some((other) => other !== one && one.startsWith(other)),
  );

const sortByUse = (list: readonly WordCount[]): WordCount[] =>
  [...new Map(list.map((row) => [row.word, row])).values()].sort((one, other) => other.posts - one.posts);
