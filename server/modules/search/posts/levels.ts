import { fact, quoted } from './document.ts';
import { anyForm, either, phrase } from './forms.ts';
import type { Sought } from './query.ts';
import { entriesIn, LIKENESS, type Otherwise } from './wider.ts';

/** How well a post matches: the weights of the queries that it matches, added up. */
export interface Levels {
  queries: string[];
  weights: number[];
}

/** What is said of a word, and how near that is to it. */
interface Level {
  likeness: number;
  said: string[];
}

/**
 * How well a post says what is sought, from 0 to 1: for each word, phrase and hashtag the nearest thing to it that the post holds, by how
 * much the word tells. A post with all the words stands so above one with some, a word as typed above a form of it, and that above
 * what is merely related.
 * @param weights  by place of the word
 */
export function levelsOf(
  sought: Sought,
  {
    ways = [],
    tags = new Map(),
    weights,
  }: {
    ways?: readonly Otherwise[];
    tags?: ReadonlyMap<string, readonly string[]>;
    weights?: readonly number[];
  } = {},
): Levels {
  const { words } = sought;
  const units: { weight: number; levels: Level[] }[] = [
    ...words.map((word, index) => {
      const isOpen = sought.isLastOpen && index === words.length - 1 && word.length > 1;
      const others = ways.filter(({ from, length }) => from <= index && index < from + length);
      return {
        weight: weights?.[index] ?? 1,
        levels: [
          { likeness: LIKENESS.typed, said: [quoted(word)] },
          ...(isOpen ? [{ likeness: LIKENESS.begun, said: [`${quoted(word)}:*A`] }] : []),
          { likeness: LIKENESS.form, said: [anyForm(word, false)] },
          ...others.map((way) => ({ likeness: way.likeness, said: entriesIn(way, false) })),
        ],
      };
    }),
    ...sought.phrases.map((list) => ({
      weight: 1,
      levels: [
        { likeness: LIKENESS.typed, said: [`(${list.map(quoted).join(' <-> ')})`] },
        { likeness: LIKENESS.form, said: [phrase(list)] },
      ],
    })),
    ...sought.hashtags.map((key) => ({
      weight: 1,
      levels: [
        { likeness: LIKENESS.typed, said: [quoted(fact.hashtag(key))] },
        ...(tags.get(key) ?? []).map((other) => ({ likeness: LIKENESS.joined, said: [quoted(other)] })),
      ],
    })),
  ];
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const levels: Levels = { queries: [], weights: [] };
  for (const { weight, levels: list } of units) {
    const steps = [...new Set(list.map(({ likeness }) => likeness))].sort((one, other) => other - one);
    for (const [index, step] of steps.entries()) {
      const said = list.filter(({ likeness }) => likeness >= step).flatMap((level) => level.said);
      levels.queries.push(either([...new Set(said)]));
      levels.weights.push((weight / total) * (step - (steps[index + 1] ?? 0)));
    }
  }
  return levels;
}
