import { codePointCount } from '@chitlaq/text';
import { LRUCache } from 'lru-cache';
import { grownTogether, MIN_ENDING_TAKEN } from './forms.ts';
import { kinOf } from './kin.ts';
import type { Sought } from './query.ts';
import type { Otherwise } from './wider.ts';
import { stemsOf, type Word, wordsWithin } from './words.ts';

/** Where a text holds what was sought: code points, the end exclusive, as in a post's entities. */
export interface Match {
  start: number;
  end: number;
}

/** Stems of words that stand in posts: on a campus the same ones again and again. Some 5 MB. */
const stemsKept = new LRUCache<string, readonly string[]>({ max: 20_000 });

function knownStems(word: string): readonly string[] {
  let stems = stemsKept.get(word);
  if (stems === undefined) {
    stems = stemsOf(word);
    stemsKept.set(word, stems);
  }
  return stems;
}

/** What is sought beside the words themselves. */
export interface Others {
  /** By word: other spellings of one that nobody has written. */
  alternatives: ReadonlyMap<string, readonly string[]>;
  /** What else they are called. */
  ways: readonly Otherwise[];
}
export const NOTHING_ELSE: Others = { alternatives: new Map(), ways: [] };

/** Finds what was sought in a text, through the same folding and stems as the index. */
export function highlighter(
  sought: Sought,
  { alternatives, ways }: Others = NOTHING_ELSE,
): (text: string) => Match[] {
  const together = grownTogether(sought);
  const said = [
    ...sought.words,
    ...(together === undefined ? [] : [together]),
    ...[...alternatives.values()].flat(),
  ];
  const whole = new Set([...said, ...sought.phrases.flat(), ...ways.flatMap(({ words }) => words)]);
  const stems = new Set([
    ...said.flatMap((word) => [...stemsOf(word), ...kinOf(word)]),
    ...ways.flatMap((way) => way.stems),
  ]);
  const sequences = ways.flatMap((way) => way.sequences);
  const open = sought.isLastOpen ? sought.words.at(-1) : undefined;
  const tags = new Set(sought.hashtags);
  const isSought = (word: string): boolean =>
    whole.has(word) ||
    tags.has(word) ||
    (open !== undefined && open.length > 1 && word.startsWith(open)) ||
    knownStems(word).some((stem) => stems.has(stem));
  return (text) => {
    const words = wordsWithin(text);
    const inSequence = placesOf(
      sequences,
      words.filter(({ isBeside }) => !isBeside),
    );
    const found = words.filter((word) => isSought(word.folded) || inSequence.has(word));
    return merged(found).map(({ start, end }) => {
      const from = codePointCount(text.slice(0, start));
      return { start: from, end: from + codePointCount(text.slice(start, end)) };
    });
  };
}

/** Spans in their order, those that overlap as one: a whole and its parts. */
function merged(words: readonly Word[]): Match[] {
  const spans: Match[] = [];
  for (const { start, end } of words.toSorted((one, other) => one.start - other.start)) {
    const last = spans.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

/** Which words of a text stand in one of the sequences, whose last word may take an ending. */
function placesOf(sequences: readonly (readonly string[])[], words: readonly Word[]): Set<Word | undefined> {
  const places = new Set<Word | undefined>();
  for (const sequence of sequences) {
    for (const at of words.keys()) {
      const isHere = sequence.every((word, index) => {
        const said = words[at + index]?.folded ?? '';
        const mayEnd = index === sequence.length - 1 && word.length >= MIN_ENDING_TAKEN;
        return mayEnd ? said.startsWith(word) : said === word;
      });
      if (isHere) for (const index of sequence.keys()) places.add(words[at + index]);
    }
  }
  return places;
}
