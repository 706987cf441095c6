import type { Context } from '../../../platform/context.ts';
import { typingErrors } from './corrections.ts';
import { compounds } from './grown.ts';
import { kinOf } from './kin.ts';
import { translations } from './lexicon.ts';
import { type Counted, countsOf, wordsBeginning } from './queries.ts';
import type { Sought } from './query.ts';
import { shortFormOf } from './short-forms.ts';
import { isOfNoun, isOfVerb, nounsBeforeHelper, verbRoots } from './turkish.ts';
import { LIKENESS, MOST_WIDENED, type Otherwise } from './wider.ts';
import { stemsOf, turkishStems, withoutRuns } from './words.ts';

/** Words of one beginning that are looked at. */
const BEGINNING = 200;
/** So many of them are asked for. */
const MOST_DERIVED = 24;
const MIN_LETTERS = 3;
/** Shorter nouns begin too many other words. */
const MIN_NOUN = 4;
const LETTERS = /^\p{L}+$/u;
const VERBAL_NOUN = /^m[ae]/;

export interface Related {
  ways: Otherwise[];
  /** By hashtag as it was typed: those that hold it. */
  tags: ReadonlyMap<string, readonly string[]>;
  /** By place of the word: how much it tells, 1 for what nobody has written. */
  weights: number[];
  /** By word as it was typed, the likeliest spelling first. */
  corrected: { from: string; to: string }[];
}

/**
 * What the vocabulary of the campus knows that is near the words of a query: words of the same root, longer words and hashtags that
 * hold them, the same letters split in another way, other spellings of what nobody writes. Cost: some small statements for each word.
 */
export async function related({ ctx, sought }: { ctx: Context; sought: Sought }): Promise<Related> {
  const { words, exact, hashtags } = sought;
  const stems = new Map(words.map((word) => [word, stemsOf(word)] as const));
  const entries = [...words, ...[...stems.values()].flat()];
  const { all, posts } = await countsOf(ctx.db, [
    ...new Set([...entries, ...entries.map((entry) => entry.replace('s:', ''))]),
  ]);
  const weights = words.map((word) => weightOf(word, stems.get(word) ?? [], { all, posts }));
  if (words.length > MOST_WIDENED) return { ways: [], tags: new Map(), weights, corrected: [] };
  const free = [...new Set(words.map(meant))].filter(
    (word) => word.length >= MIN_LETTERS && LETTERS.test(word) && !exact.includes(word),
  );
  const mixed = new Map(words.filter((word) => !exact.includes(word)).map((word) => [word, apart(word)]));
  const symbols = words.filter((word) => !/[\p{L}\p{Nd}]/u.test(word));
  const [derived, grown, short, errors, translated] = await Promise.all([
    Promise.all(free.map(async (word) => [word, await sameRoot(ctx, word)] as const)),
    compounds(ctx, { words: free, hashtags }),
    Promise.all(free.map(async (word) => [word, await shortFormOf(ctx, word)] as const)),
    typingErrors(ctx, free, posts),
    translations(ctx, [...free, ...symbols]),
  ]);
  const sources: ReadonlyMap<string, Found[]>[] = [
    new Map(derived),
    grown.ways,
    new Map(short),
    errors.ways,
    translated,
    mixed,
  ];
  const ways = words.flatMap((word, from) =>
    sources.flatMap((source) => (source.get(meant(word)) ?? []).map((way) => ({ ...way, from, length: 1 }))),
  );
  return { ways, tags: grown.tags, weights, corrected: errors.corrected };
}

const NUMBER_SEAM = /(?<=\p{Nd})(?=\p{L})|(?<=\p{L})(?=\p{Nd})/u;

/** A number and a word that are typed as one: `13km` is `13 km`, and `kat3` is `kat 3`. */
function apart(word: string): Found[] {
  const pieces = word.split(NUMBER_SEAM);
  if (pieces.length !== 2) return [];
  return [{ likeness: LIKENESS.joined, words: [], stems: [], sequences: [pieces] }];
}

/** How much a word tells: the fewer posts hold it in any form, the more. */
function weightOf(
  word: string,
  stems: readonly string[],
  { all, posts }: { all: number; posts: ReadonlyMap<string, number> },
): number {
  const [plain = ''] = stems;
  const held = Math.max(posts.get(word) ?? 0, posts.get(plain) ?? 0);
  return Math.log(2 + all / (1 + held));
}

type Found = Omit<Otherwise, 'from' | 'length'>;

/** What is written with a letter drawn out, as it is written else. */
const meant = (word: string): string => withoutRuns(word)[0] ?? word;

/** Words of the same root that the word's own stems do not find. */
async function sameRoot(ctx: Context, word: string): Promise<Found[]> {
  const roots = verbRoots(word);
  const helped = nounsBeforeHelper(word);
  const nouns = [...new Set([word, ...turkishStems(word)])].filter(
    (stem) => stem.length >= MIN_NOUN && LETTERS.test(stem),
  );
  // Of what people do: eşleşme, yerleşmeler.
  const acts = nouns.filter((noun) => VERBAL_NOUN.test(word.slice(noun.length)));
  const beginnings = shortest(
    [...roots, ...helped, ...nouns, word]
      .map((stem) => unsoftened(stem))
      .filter((stem) => stem.length >= MIN_LETTERS),
  );
  const lists = await Promise.all(
    beginnings.map((beginning) => wordsBeginning(ctx.db, beginning, '%', BEGINNING)),
  );
  const own = new Set([...stemsOf(word), ...kinOf(word)]);
  const certain: string[] = [];
  const derived: string[] = [];
  for (const { word: other } of mostWritten(lists.flat())) {
    if (other === word) continue;
    const otherRoots = verbRoots(other);
    if (roots.some((root) => otherRoots.includes(root))) certain.push(other);
    else if (stemsOf(other).some((stem) => own.has(stem))) continue;
    else if (
      [...roots, ...acts].some((root) => isOfVerb(other, root)) ||
      otherRoots.some((root) => isOfVerb(word, root)) ||
      nouns.some((noun) => isOfNoun(other, noun)) ||
      turkishStems(other).some((noun) => noun.length >= MIN_NOUN && isOfNoun(word, noun)) ||
      (helped.length > 0 &&
        [...nounsBeforeHelper(other), ...turkishStems(other)].some((noun) => helped.includes(noun)))
    )
      derived.push(other);
  }
  return [
    { likeness: LIKENESS.verb, words: certain.slice(0, MOST_DERIVED), stems: [], sequences: [] },
    { likeness: LIKENESS.derived, words: derived.slice(0, MOST_DERIVED), stems: [], sequences: [] },
  ].filter(({ words }) => words.length > 0);
}

/** Without a last letter that may be written soft. */
const unsoftened = (stem: string): string => (stem.length > MIN_LETTERS ? stem.replace(/[ptk]$/, '') : stem);

/** Of some beginnings those that none of the others begins. */
const shortest = (beginnings: readonly string[]): string[] =>
  [...new Set(beginnings)].filter(
    (one, _, all) => !all.some((other) => other !== one && one.startsWith(other)),
  );

const mostWritten = (list: readonly Counted[]): Counted[] =>
  [...new Map(list.map((row) => [row.word, row])).values()].sort((one, other) => other.posts - one.posts);
