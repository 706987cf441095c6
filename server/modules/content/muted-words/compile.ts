import { fold, foldLookAlikes, hashtagKey } from '@chitlaq/text';
import { isSuffixAllowed, MIN_STEM, splitWordParts, stemVariants } from './words.ts';

/** A stored muted word. */
export interface MutedWordRule {
  word: string;
  key: string;
  suffixes: boolean;
}

/** The parts of a post that are matched. */
export interface MatchablePost {
  content: string;
  contentWarning: string | null;
  entities: readonly { type: string; tag?: string }[];
  poll?: { options: readonly { text: string }[] } | null;
}

/** Returns the muted word that a post contains, in the viewer's spelling; null if there is none. */
export type WordMatcher = (post: MatchablePost) => string | null;

interface Phrase {
  word: string;
  words: readonly string[];
  suffixes: boolean;
}
interface Stem {
  word: string;
  isSoftened: boolean;
}

/**
 * Compiles muted words into one matcher. Compiling is linear in their letters. Matching is linear in the
 * text's length, independent of the number of muted words: each token is looked up whole, and by its prefixes
 * down to three letters.
 */
export function compile(muted: readonly MutedWordRule[]): WordMatcher {
  const tags = new Map<string, string>();
  const stems = new Map<string, Stem[]>();
  const phrases = new Map<string, Phrase[]>();
  const symbols: { symbol: string; word: string }[] = [];
  let longest = 0;

  for (const { word, key, suffixes } of muted) {
    if (key.startsWith('#')) {
      tags.set(key.slice(1), word);
      continue;
    }
    const words = splitWordParts(key);
    const [first] = words;
    if (first === undefined) {
      symbols.push({ symbol: key, word });
    } else if (words.length === 1 && suffixes && first.length >= MIN_STEM) {
      for (const { stem, isSoftened } of stemVariants(first)) {
        stems.set(stem, [...(stems.get(stem) ?? []), { word, isSoftened }]);
        longest = Math.max(longest, stem.length);
      }
    } else {
      phrases.set(first, [...(phrases.get(first) ?? []), { word, words, suffixes }]);
    }
  }

  const findInText = (text: string): string | null => {
    const folded = fold(text);
    const plain = foldLookAlikes(folded);
    return findInFolded(folded) ?? (plain === folded ? null : findInFolded(plain));
  };
  const findInFolded = (folded: string): string | null => {
    for (const { symbol, word } of symbols) if (folded.includes(symbol)) return word;
    const words = splitWordParts(folded);
    for (const [index, token] of words.entries()) {
      const found =
        phrases.get(token)?.find((phrase) => matchesAt(words, index, phrase))?.word ?? findByStem(token);
      if (found !== undefined) return found;
    }
    return null;
  };
  const findByStem = (token: string): string | undefined => {
    const max = Math.min(token.length, longest);
    for (let length = MIN_STEM; length <= max; length += 1) {
      const rest = token.slice(length);
      const found = stems
        .get(token.slice(0, length))
        ?.find(({ isSoftened }) => isSuffixAllowed(rest, isSoftened));
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
      const found = text === null ? null : findInText(text);
      if (found !== null) return found;
    }
    return null;
  };
}

/** Whether a phrase's words follow each other from `index` on. The last one may have suffixes. */
function matchesAt(tokens: readonly string[], index: number, { words, suffixes }: Phrase): boolean {
  return words.every((word, offset) => {
    const token = tokens[index + offset];
    if (token === word) return true;
    if (token === undefined || !suffixes || offset < words.length - 1 || word.length < MIN_STEM) return false;
    return stemVariants(word).some(
      ({ stem, isSoftened }) =>
        token.startsWith(stem) && isSuffixAllowed(token.slice(stem.length), isSoftened),
    );
  });
}
