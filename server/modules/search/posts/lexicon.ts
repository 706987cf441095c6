import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stemmer } from 'stemmer';
import type { Context } from '../../../platform/context.ts';
import { projectRoot } from '../../../platform/root.ts';
import { findCounts } from './queries.ts';
import { type Expansion, SIMILARITY } from './query-expansion.ts';
import { turkishStems, verbRoots } from './turkish.ts';

/** Shorter English words are prefixes of too many Turkish ones: car, çarşı. */
const MIN_ENGLISH = 4;
/** Readings of a word that are looked up, the longest first. */
const MAX_READINGS = 4;

/**
 * A dictionary file of lines `key TAB entry,entry`, sorted by key. Turkish words are folded, verbs are their
 * stem and a hyphen, English words follow ~ (keys by their stem), emoji have no variation selectors. The file
 * stays in memory as text, and is searched by bisection.
 */
class Lexicon {
  #file: string;
  #text: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** The entries of a key. The first use reads the file. */
  lookUp(key: string): string[] {
    this.#text ??= readFileSync(join(projectRoot(), 'database/data', this.#file), 'utf8');
    const text = this.#text;
    let [low, high] = [0, text.length];
    while (low < high) {
      const start = text.lastIndexOf('\n', Math.max(0, ((low + high) >> 1) - 1)) + 1;
      const end = text.indexOf('\n', start);
      const tab = text.indexOf('\t', start);
      const found = text.slice(start, tab);
      if (found === key) return text.slice(tab + 1, end).split(',');
      if (found < key) low = end + 1;
      else high = start;
    }
    return [];
  }
}

/** Turkish and English words of the same meaning: database/data/README.md. */
const words = new Lexicon('lexicon.txt');
/** Names of emoji and emoji of names. */
const emoji = new Lexicon('emoji-names.txt');

/** The possible keys of a word: as typed, without endings, as a verb, as an English word. */
function keysOf(word: string): string[] {
  const stems = turkishStems(word)
    .filter((stem) => stem !== word)
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_READINGS);
  const verbs = [
    ...verbRoots(word),
    ...stems.filter((stem) => stem.endsWith('-')).map((stem) => stem.slice(0, -1)),
  ];
  const english = [word, ...stems].filter((stem) => stem.length >= MIN_ENGLISH || stem === word);
  return [
    ...new Set([
      word,
      ...stems,
      ...verbs.map((verb) => `${verb}-`),
      ...english.map((stem) => `~${stemmer(stem)}`),
    ]),
  ];
}

type WordExpansion = Omit<Expansion, 'from' | 'length'>;

/** An entry of the lexicon as posts contain it. */
function toExpansion(entry: string): Pick<WordExpansion, 'words' | 'stems' | 'sequences'> {
  const isEnglish = entry.startsWith('~');
  const plain = entry.replace('~', '');
  if (plain.includes(' ')) return { words: [], stems: [], sequences: [plain.split(' ')] };
  if (!/^[a-z]/.test(plain)) return { words: [], stems: [`s:${plain}`], sequences: [] };
  if (isEnglish) return { words: [], stems: [`s:${stemmer(plain)}`], sequences: [] };
  const isShort = /^.{2}-$/.test(plain);
  return { words: [], stems: [`s:${isShort ? plain : plain.replace('-', '')}`], sequences: [] };
}

/**
 * Translations, synonyms and emoji of each word from a dictionary, as far as posts of the campus contain
 * them. The first use reads two files of 2 MB; then one small statement.
 */
export async function findTranslations(
  ctx: Context,
  typedWords: readonly string[],
): Promise<Map<string, WordExpansion[]>> {
  const entries = new Map(
    typedWords.map((word) => {
      const found = keysOf(word).flatMap((key) => [...words.lookUp(key), ...emoji.lookUp(key)]);
      return [word, [...new Set(found)].map(toExpansion)] as const;
    }),
  );
  const all = [...entries.values()].flat();
  const { posts } = await findCounts(ctx.db, [
    ...new Set(all.flatMap(({ stems }) => stems).filter((stem) => /^s:[a-z]/.test(stem))),
  ]);
  return new Map(
    [...entries].map(([word, list]) => {
      const stems = list
        .flatMap((expansion) => expansion.stems)
        .filter((stem) => posts.has(stem) || !/^s:[a-z]/.test(stem) || stem.endsWith('-'));
      const sequences = list.flatMap((expansion) => expansion.sequences);
      const isAny = stems.length + sequences.length > 0;
      return [
        word,
        isAny ? [{ similarity: SIMILARITY.translated, words: [], stems, sequences }] : [],
      ] as const;
    }),
  );
}
