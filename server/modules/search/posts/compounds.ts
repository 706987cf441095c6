import type { Context } from '../../../platform/context.ts';
import { findCounts, findWordsContaining } from './queries.ts';
import { type Expansion, SIMILARITY } from './query-expansion.ts';
import { beginningOf, MIN_WITHIN, plainOf, stemsOf } from './tokenizer.ts';

/** Minimum length of a part of a word; shorter ones are endings of most words. */
const MIN_PART = 3;
/** Words that contain the part, the most frequent first. */
const MAX_HOLDERS = 60;
/** Of these, how many are added to the query. */
const MAX_WITHIN = 12;
const HAS_VOWEL = /[aeiou]/;

type WordExpansion = Omit<Expansion, 'from' | 'length'>;

export interface Compounds {
  /** By word. */
  expansions: Map<string, WordExpansion[]>;
  /** By hashtag: longer ones that contain it. */
  tags: Map<string, string[]>;
}

/**
 * Compounds, as far as the vocabulary of the campus shows them: the parts of a joined word ("ders notu" for
 * "dersnotu"), and words that contain a word ("#kampüskedisi" for "kedi"). Cost: a small statement for each
 * word, and one more.
 */
export async function findCompounds(
  ctx: Context,
  { words, hashtags }: { words: readonly string[]; hashtags: readonly string[] },
): Promise<Compounds> {
  const terms = [...new Set([...words, ...hashtags])].filter((word) => word.length >= MIN_PART);
  const longer = new Map(
    await Promise.all(
      terms.map(
        async (word) => [word, await findWordsContaining(ctx.db, beginningOf(word), MAX_HOLDERS)] as const,
      ),
    ),
  );
  const holders = new Map(
    [...longer].map(([word, list]) => [word, list.flatMap((other) => findHolders(other, word))]),
  );
  const splits = new Map(words.map((word) => [word, splitPairs(word)] as const));
  const parts = [
    ...[...holders.values()].flatMap((list) => list.flatMap(({ rests }) => rests.flatMap(toPieces))),
    ...[...splits.values()].flat(2),
  ];
  const { posts } = await findCounts(ctx.db, [
    ...new Set(parts.flatMap((part) => [part, ...plainEntries(part)])),
  ]);
  const isWord = (part: string) => posts.has(part) || plainEntries(part).some((entry) => posts.has(entry));
  const isKnown = (rest: string) => isWord(rest) || splitPairs(rest).some((pieces) => pieces.every(isWord));
  const isTag = (other: string) => other.startsWith('#');
  const fits = ({ other, rests, isShort }: Holder) =>
    rests.every((rest) => isKnown(rest) || (isTag(other) && !isShort && HAS_VOWEL.test(rest)));
  const expansions = new Map(
    words.map((word) => {
      const within = (holders.get(word) ?? []).filter(fits).slice(0, MAX_WITHIN);
      const apart = (splits.get(word) ?? []).filter((split) => split.every(isWord));
      return [
        word,
        [
          {
            similarity: SIMILARITY.within,
            words: within.map(({ other }) => other),
            stems: [],
            sequences: [],
          },
          { similarity: SIMILARITY.joined, words: [], stems: [], sequences: apart },
        ].filter((way) => way.words.length + way.sequences.length > 0),
      ] as const;
    }),
  );
  const tags = new Map(
    hashtags.map((tag) => {
      const list = (holders.get(tag) ?? []).filter(
        (holder) => isTag(holder.other) && (holder.other.startsWith(`#${tag}`) || fits(holder)),
      );
      return [tag, list.map(({ other }) => other).slice(0, MAX_WITHIN)] as const;
    }),
  );
  return { expansions, tags };
}

interface Holder {
  /** The longer word, or the hashtag with its #. */
  other: string;
  /** The parts before and after the word. */
  rests: string[];
  /** The word is too short to match without knowing the rest. */
  isShort: boolean;
}

/**
 * Finds a word, in any of its forms, inside a longer word, with the parts before and after it. Empty if the longer
 * word is only a form of it.
 */
function findHolders(other: string, word: string): Holder[] {
  const whole = other.replace('#', '');
  const isTag = whole !== other;
  const beginning = beginningOf(word);
  const at = whole.lastIndexOf(beginning);
  if (at < 0 || (!isTag && word.length < MIN_WITHIN)) return [];
  const before = whole.slice(0, at);
  const tail = whole.slice(at);
  const stem = plainOf(word);
  const isForm = tail === word || stemsOf(tail).some((entry) => entry === `s:${stem}`);
  if (before === '' && isForm) return isTag && whole !== word ? [{ other, rests: [], isShort: false }] : [];
  if (before !== '' && before.length < MIN_PART) return [];
  const after = isForm ? '' : tail.slice(stem.length);
  if (after !== '' && after.length < MIN_PART) return [];
  const rests = [before, after].filter((rest) => rest !== '');
  return [{ other, rests, isShort: word.length < MIN_WITHIN }];
}

/** The index entries of a word in its base form and without its ending. */
const plainEntries = (part: string): string[] => [...new Set([`s:${part}`, `s:${plainOf(part)}`])];

/** The words to look up, to find out whether a rest is one word or two. */
const toPieces = (rest: string): string[] => [rest, ...splitPairs(rest).flat()];

/** All splits of a word into two. */
const splitPairs = (word: string): string[][] =>
  Array.from({ length: Math.max(0, word.length - 2 * MIN_PART + 1) }, (_, index) => [
    word.slice(0, MIN_PART + index),
    word.slice(MIN_PART + index),
  ]);
