import { stemmer } from 'stemmer';
import { glossary } from './glossary.ts';
import { kinOf } from './kin.ts';
import { stemsOf, turkishStems, wordsOf } from './words.ts';

/** A name of the glossary: its words, folded, and whether it is one of the English ones. */
interface Name {
  words: readonly string[];
  isEnglish: boolean;
}

/** Words of a query, one after the other, that are a name of the glossary, and what else that is called. */
export interface Named {
  from: number;
  length: number;
  others: readonly Name[];
}

/** English words that are shorter are the beginning of too many Turkish ones: car, çarşı; cat, çatı; key, keyif. */
const MIN_ENGLISH_STEM = 4;

const namesIn = (side: string, isEnglish: boolean): Name[] =>
  side.split(', ').map((name) => ({ words: wordsOf(name).map(({ folded }) => folded), isEnglish }));

const things = glossary.map((line) => {
  const [turkish = '', english = ''] = line.split(' = ');
  return [...namesIn(turkish, false), ...namesIn(english, true)];
});

/** By the first word of a name: the names, and the thing that each is one of. */
const byFirstWord = new Map<string, { name: Name; thing: readonly Name[] }[]>();
for (const thing of things) {
  for (const name of thing) {
    const [first = ''] = name.words;
    for (const key of new Set([first, turkishStems(first)[0] ?? first, stemmer(first)])) {
      byFirstWord.set(key, [...(byFirstWord.get(key) ?? []), { name, thing }]);
    }
  }
}

/** Whether a typed word is a word of a name, in any form; an English word also with a Turkish ending. */
function isFormOf(typed: string, word: string, isEnglish: boolean): boolean {
  if (typed === word) return true;
  const stems = () => turkishStems(typed).includes(turkishStems(word)[0] ?? word);
  if (!isEnglish) return stems();
  return stemmer(typed) === stemmer(word) || (word.length >= MIN_ENGLISH_STEM && stems());
}

/**
 * Which of some folded words are names of the glossary, with its other names, each once. A word may be part of several:
 * "ders notu" is one, and "ders" is.
 */
export function namedIn(words: readonly string[]): Named[] {
  return words.flatMap((word, from) => {
    const othersByLength = new Map<number, Map<string, Name>>();
    const keys = new Set([word, ...turkishStems(word), stemmer(word)]);
    for (const { name, thing } of [...keys].flatMap((key) => byFirstWord.get(key) ?? [])) {
      const said = words.slice(from, from + name.words.length);
      const isSaid =
        said.length === name.words.length &&
        said.every((typed, index) => isFormOf(typed, name.words[index] ?? '', name.isEnglish));
      if (!isSaid) continue;
      const others = othersByLength.get(said.length) ?? new Map<string, Name>();
      for (const other of thing) if (other !== name) others.set(other.words.join(' '), other);
      othersByLength.set(said.length, others);
    }
    return [...othersByLength].map(([length, others]) => ({ from, length, others: [...others.values()] }));
  });
}

/**
 * Index entries of which a text that says this one word holds at least one. Fewer than for a word that somebody typed: the plain
 * form is known, so none of the stems that it might have had as well.
 */
export function entriesOf(word: string, isEnglish: boolean): { words: string[]; stems: string[] } {
  const [plain = word] = turkishStems(word);
  if (!isEnglish) return { words: [], stems: [`s:${plain}`, ...kinOf(word)] };
  if (word.length < MIN_ENGLISH_STEM) return { words: [word, `${word}s`], stems: [] };
  // Before a Turkish ending it stands as it is; written hard it might be another word: food, foot.
  const before = plain === word ? [`s:${plain}`] : [];
  return { words: [], stems: [...new Set([`s:${stemmer(word)}`, ...before, ...kinOf(word)])] };
}

/**
 * Stems that an English word shares with its other forms only once its endings are away, of both languages: presentationlar,
 * presentations. They are too short for what must be found first.
 */
export function mixedStems(word: string): string[] {
  const known = new Set(stemsOf(word));
  const bare = turkishStems(word).filter((stem) => stem.length >= MIN_MIXED);
  const singular = word.length > MIN_MIXED && word.endsWith('s') ? [word.slice(0, -1)] : [];
  return [...new Set([...bare.map((stem) => stemmer(stem)), ...singular].map((stem) => `s:${stem}`))].filter(
    (stem) => !known.has(stem),
  );
}

/** Shorter beginnings are stems of too many other words. */
const MIN_MIXED = 6;
