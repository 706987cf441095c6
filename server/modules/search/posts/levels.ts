import { fact, quoted } from './document.ts';
import { anyForm, either, grownTogether, nearForm, phrase } from './forms.ts';
import type { Sought } from './query.ts';
import { entriesIn, LIKENESS, type Otherwise } from './wider.ts';
import { beginningOf } from './words.ts';

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

/** Of longer queries the first words tell how well a post matches. */
const MOST_LEVELLED = 8;
/** How much it counts that two words of a query stand next to each other, against the words themselves. */
const NEXT_TO = 0.15;
/** Words so far from each other are still near. */
const NEAR = [2, 3, 4];

/** Two words next to each other, in any of their forms, or as one; or near to each other. */
function neighbours(first: string, second: string, exact: readonly string[]): Level[] {
  const [one, other] = [first, second].map((word) => `${quoted(beginningOf(word))}:*`);
  const together = grownTogether({ words: [first, second], exact });
  return [
    {
      likeness: 1,
      said: [`(${one} <-> ${other})`, ...(together === undefined ? [] : [anyForm(together, false)])],
    },
    { likeness: 0.6, said: NEAR.map((far) => `(${one} <${far}> ${other})`) },
  ];
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
  const words = sought.words.slice(0, MOST_LEVELLED);
  const together = grownTogether(sought);
  const joined =
    together === undefined
      ? []
      : [{ likeness: LIKENESS.joined, said: [anyForm(together, sought.isLastOpen)] }];
  const units: { weight: number; levels: Level[] }[] = [
    ...words.map((word, index) => {
      const isOpen = sought.isLastOpen && index === sought.words.length - 1 && word.length > 1;
      const others = ways.filter(({ from, length }) => from <= index && index < from + length);
      return {
        weight: weights?.[index] ?? 1,
        levels: [
          { likeness: LIKENESS.typed, said: [quoted(word)] },
          ...(isOpen ? [{ likeness: LIKENESS.begun, said: [`${quoted(word)}:*A`] }] : []),
          { likeness: LIKENESS.form, said: [nearForm(word)] },
          { likeness: LIKENESS.farForm, said: [anyForm(word, false)] },
          ...joined,
          ...others.map((way) => ({ likeness: way.likeness, said: entriesIn(way, false) })),
        ],
      };
    }),
    ...words.slice(1).map((word, index) => ({
      weight: NEXT_TO * ((weights?.[index] ?? 1) + (weights?.[index + 1] ?? 1)),
      levels: neighbours(words[index] ?? '', word, sought.exact),
    })),
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
        ...(tags.get(key) ?? []).map((other) => ({ likeness: LIKENESS.inTag, said: [quoted(other)] })),
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
