import { stemmer } from 'stemmer';
import { synonymGlossary } from './glossary.ts';
import { lemmaVariants } from './lemma-variants.ts';
import { splitIntoWords, stemsOf, turkishStems } from './tokenizer.ts';

/** A name of the glossary: its words, folded, and whether it is English. */
interface Name {
  words: readonly string[];
  isEnglish: boolean;
}

/** Adjacent words of a query that are a name of the glossary, and its synonyms. */
export interface SynonymMatch {
  from: number;
  length: number;
  synonyms: readonly Name[];
}

/** Shorter English stems are prefixes of too many Turkish words: car, çarşı; cat, çatı; key, keyif. */
const MIN_ENGLISH_STEM = 4;

type NameIndex = Map<string, { name: Name; synonymSet: readonly Name[] }[]>;

const parseNames = (names: readonly string[], isEnglish: boolean): Name[] =>
  names.map((name) => ({ words: splitIntoWords(name).map(({ folded }) => folded), isEnglish }));

function indexNames(): NameIndex {
  const index: NameIndex = new Map();
  for (const { turkish, english } of synonymGlossary()) {
    const synonymSet = [...parseNames(turkish, false), ...parseNames(english, true)];
    for (const name of synonymSet) {
      const [first = ''] = name.words;
      for (const key of new Set([first, turkishStems(first)[0] ?? first, stemmer(first)])) {
        index.set(key, [...(index.get(key) ?? []), { name, synonymSet }]);
      }
    }
  }
  return index;
}

let nameIndex: NameIndex | undefined;

/** By the first word of a name: the names, each with its synonym set. The first use reads the glossary. */
function namesByFirstWord(): NameIndex {
  nameIndex ??= indexNames();
  return nameIndex;
}

/** Whether a typed word is a form of a word of a name; an English word also with a Turkish ending. */
function isFormOf(typed: string, word: string, isEnglish: boolean): boolean {
  if (typed === word) return true;
  const stems = () => turkishStems(typed).includes(turkishStems(word)[0] ?? word);
  if (!isEnglish) return stems();
  return stemmer(typed) === stemmer(word) || (word.length >= MIN_ENGLISH_STEM && stems());
}

/**
 * The names of the glossary among some folded words, with their synonyms, each once. A word may be part of
 * several: "ders notu" is one, and "ders" is.
 */
export function findSynonyms(words: readonly string[]): SynonymMatch[] {
  const byFirstWord = namesByFirstWord();
  return words.flatMap((word, from) => {
    const othersByLength = new Map<number, Map<string, Name>>();
    const keys = new Set([word, ...turkishStems(word), stemmer(word)]);
    for (const { name, synonymSet } of [...keys].flatMap((key) => byFirstWord.get(key) ?? [])) {
      const typedWords = words.slice(from, from + name.words.length);
      const isMatch =
        typedWords.length === name.words.length &&
        typedWords.every((typed, index) => isFormOf(typed, name.words[index] ?? '', name.isEnglish));
      if (!isMatch) continue;
      const synonyms = othersByLength.get(typedWords.length) ?? new Map<string, Name>();
      for (const other of synonymSet) if (other !== name) synonyms.set(other.words.join(' '), other);
      othersByLength.set(typedWords.length, synonyms);
    }
    return [...othersByLength].map(([length, synonyms]) => ({
      from,
      length,
      synonyms: [...synonyms.values()],
    }));
  });
}

/**
 * Index entries for a synonym: a text with this word has at least one of them. Fewer than for a typed word,
 * because its base form is known.
 */
export function indexEntries(word: string, isEnglish: boolean): { words: string[]; stems: string[] } {
  const [plain = word] = turkishStems(word);
  if (!isEnglish) return { words: [], stems: [`s:${plain}`, ...lemmaVariants(word)] };
  if (word.length < MIN_ENGLISH_STEM) return { words: [word, `${word}s`], stems: [] };
  // Before a Turkish ending the final consonant stays; hardened, it might be another word: food, foot.
  const before = plain === word ? [`s:${plain}`] : [];
  return { words: [], stems: [...new Set([`s:${stemmer(word)}`, ...before, ...lemmaVariants(word)])] };
}

/**
 * Stems that an English word shares with its other forms only after endings of both languages are removed:
 * presentationlar, presentations. They are too short for the first search.
 */
export function mixedStems(word: string): string[] {
  const known = new Set(stemsOf(word));
  const bare = turkishStems(word).filter((stem) => stem.length >= MIN_MIXED);
  const singular = word.length > MIN_MIXED && word.endsWith('s') ? [word.slice(0, -1)] : [];
  return [...new Set([...bare.map((stem) => stemmer(stem)), ...singular].map((stem) => `s:${stem}`))].filter(
    (stem) => !known.has(stem),
  );
}

/** Shorter prefixes are stems of too many other words. */
const MIN_MIXED = 6;
