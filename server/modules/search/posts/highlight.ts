import { codePointCount } from '@chitlaq/text';
import { LRUCache } from 'lru-cache';
import { kinOf } from './kin.ts';
import { grownTogether, type Sought } from './query.ts';
import { stemsOf, wordsOf } from './words.ts';

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

/** Finds what was sought in a text, through the same folding and stems as the index. */
export function highlighter(
  sought: Sought,
  alternatives: ReadonlyMap<string, string[]>,
): (text: string) => Match[] {
  const together = grownTogether(sought);
  const said = [
    ...sought.words,
    ...(together === undefined ? [] : [together]),
    ...[...alternatives.values()].flat(),
  ];
  const whole = new Set([...said, ...sought.phrases.flat()]);
  const stems = new Set(said.flatMap((word) => [...stemsOf(word), ...kinOf(word)]));
  const open = sought.isLastOpen ? sought.words.at(-1) : undefined;
  const tags = new Set(sought.hashtags);
  const isSought = (word: string): boolean =>
    whole.has(word) ||
    tags.has(word) ||
    (open !== undefined && open.length > 1 && word.startsWith(open)) ||
    knownStems(word).some((stem) => stems.has(stem));
  return (text) =>
    wordsOf(text).flatMap(({ folded, start, end }) => {
      if (!isSought(folded)) return [];
      const from = codePointCount(text.slice(0, start));
      return [{ start: from, end: from + codePointCount(text.slice(start, end)) }];
    });
}
