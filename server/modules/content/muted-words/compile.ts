import { fold, hashtagKey } from '@chitlaq/text';
import { MIN_STEM, mayFollow, partsIn, stemsOf } from './words.ts';

/** A muted word as it is kept. */
export interface Muted {
  word: string;
  key: string;
  suffixes: boolean;
}

/** What is read of a post. */
export interface Readable {
  content: string;
  contentWarning: string | null;
  entities: readonly { type: string; tag?: string }[];
  poll?: { options: readonly { text: string }[] } | null;
}

/** The muted word that a post holds, as its reader wrote it; null where it holds none. */
export type WordMatcher = (post: Readable) => string | null;

interface Phrase {
  word: string;
  words: readonly string[];
  suffixes: boolean;
}
interface Stem {
  word: string;
  isSoft: boolean;
}

/**
 * Makes one matcher of many muted words. Compiling is linear in their letters; matching is linear in a text, whatever
 * their number: each word of it is looked up whole, and by its beginnings down to three letters.
 */
export function compile(muted: readonly Muted[]): WordMatcher {
  const tags = new Map<string, string>();
  const stems = new Map<string, Stem[]>();
  const phrases = new Map<string, Phrase[]>();
  const signs: { sign: string; word: string }[] = [];
  let longest = 0;

  for (const { word, key, suffixes } of muted) {
    if (key.startsWith('#')) {
      tags.set(key.slice(1), word);
      continue;
    }
    const words = partsIn(key);
    const [first] = words;
    if (first === undefined) {
      signs.push({ sign: key, word });
    } else if (words.length === 1 && suffixes && first.length >= MIN_STEM) {
      for (const { stem, isSoft } of stemsOf(first)) {
        stems.set(stem, [...(stems.get(stem) ?? []), { word, isSoft }]);
        longest = Math.max(longest, stem.length);
      }
    } else {
      phrases.set(first, [...(phrases.get(first) ?? []), { word, words, suffixes }]);
    }
  }

  const inText = (text: string): string | null => {
    const folded = fold(text);
    for (const { sign, word } of signs) if (folded.includes(sign)) return word;
    const words = partsIn(folded);
    for (const [index, said] of words.entries()) {
      const found = phrases.get(said)?.find((phrase) => standsAt(words, index, phrase))?.word ?? byStem(said);
      if (found !== undefined) return found;
    }
    return null;
  };
  const byStem = (said: string): string | undefined => {
    const most = Math.min(said.length, longest);
    for (let length = MIN_STEM; length <= most; length += 1) {
      const rest = said.slice(length);
      const found = stems.get(said.slice(0, length))?.find(({ isSoft }) => mayFollow(rest, isSoft));
      if (found !== undefined) return found.word;
    }
    return undefined;
  };

  return ({ content, contentWarning, entities, poll }) => {
    for (const { type, tag } of tags.size === 0 ? [] : entities) {
      const found = type === 'hashtag' && tag !== undefined ? tags.get(hashtagKey(tag)) : undefined;
      if (found !== undefined) return found;
    }
    for (const text of [content, contentWarning, ...(poll?.options.map((option) => option.text) ?? [])]) {
      const found = text === null ? null : inText(text);
      if (found !== null) return found;
    }
    return null;
  };
}

/** Whether a phrase's words stand one after the other from `index` on; the last one may carry endings. */
function standsAt(said: readonly string[], index: number, { words, suffixes }: Phrase): boolean {
  return words.every((word, offset) => {
    const here = said[index + offset];
    if (here === word) return true;
    if (here === undefined || !suffixes || offset < words.length - 1 || word.length < MIN_STEM) return false;
    return stemsOf(word).some(
      ({ stem, isSoft }) => here.startsWith(stem) && mayFollow(here.slice(stem.length), isSoft),
    );
  });
}
