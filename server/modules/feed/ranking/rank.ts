import { computeScore, type Score, weightedPoints } from './score.ts';
import { diversity } from './signals.ts';

/** What is weighed in a list, and what a point of each counts. Diversity, which follows from the order, stands last. */
export interface Scale {
  signals: readonly string[];
  weights: readonly number[];
}

/** A scale of some signals, and of diversity. A signal without a weight counts as it is. */
export const createScale = (
  signals: readonly string[],
  weights: Readonly<Record<string, number>> & { readonly diversity: number },
): Scale => ({
  signals: [...signals, 'diversity'],
  weights: [...signals.map((signal) => weights[signal] ?? 1), weights.diversity],
});

/** Of a list that is not ranked. */
export const EMPTY_SCALE: Scale = { signals: [], weights: [] };

/** What is ranked: its place among equals goes by its id, and no author stands twice in a row. */
export interface Candidate {
  readonly id: string;
  readonly authorId: string;
}

/** Writes a candidate's signals in points, in the order of the scale, all but diversity. Asked twice of what is chosen. */
export type Measure<Item> = (item: Item, out: number[]) => void;

/** A candidate whose signals are known before, where there are few. */
export interface ScoredCandidate extends Candidate {
  readonly values: readonly number[];
}
export const copyValues: Measure<ScoredCandidate> = ({ values }, out) => {
  for (let index = 0; index < values.length; index++) out[index] = values[index] ?? 0;
};

export interface Ranked {
  id: string;
  /** Signals in whole points, in the order of the scale. */
  values: readonly number[];
}

/** The score of what was ranked, in its parts. */
export const scoreValues = ({ signals, weights }: Scale, values: readonly number[]): Score =>
  computeScore(
    signals.map((signal, index) => ({ signal, value: values[index] ?? 0, weight: weights[index] ?? 1 })),
  );

/** A total and a place in one number that sorts as both do: more candidates than this there are not. */
const MAX_CANDIDATES = 2 ** 20;

/** The newest first: as they come where they do, which costs a look at each. */
function sortNewestFirst<Item extends Candidate>(items: readonly Item[]): readonly Item[] {
  for (let index = 1; index < items.length; index++) {
    if ((items[index - 1]?.id ?? '') < (items[index]?.id ?? ''))
      return [...items].sort((a, b) => (a.id < b.id ? 1 : -1));
  }
  return items;
}

/**
 * A key for each candidate, the best first before diversity is asked: what it has, and its place among all. Equal ones
 * stand as they came.
 */
function sortKeys<Item extends Candidate>(
  { weights }: Scale,
  items: readonly Item[],
  measure: Measure<Item>,
): Float64Array {
  const values = weights.slice(1).map(() => 0);
  const keys = new Float64Array(items.length);
  for (let index = 0; index < keys.length; index++) {
    measure(items[index] as Item, values);
    let total = 0;
    for (let position = 0; position < values.length; position++)
      total += weightedPoints(values[position] ?? 0, weights[position] ?? 1);
    keys[index] = index - total * MAX_CANDIDATES;
  }
  return keys.sort();
}
const totalFromKey = (key: number): number => -Math.floor(key / MAX_CANDIDATES);

/**
 * The best first: at each place the candidate with the highest score, from which the author's earlier places take; never
 * an author twice in a row as long as there is another. Pure: the same inputs give the same order; equal scores stand by
 * id, the newer first.
 *
 * Cost: a sort of numbers, and nothing made for a candidate that is not chosen; then few steps for each place: what scores
 * less before diversity than the best after it is not looked at.
 */
export function rankCandidates<Item extends Candidate>(
  scale: Scale,
  candidates: readonly Item[],
  measure: Measure<Item>,
  take: number,
): Ranked[] {
  const items = sortNewestFirst(candidates);
  const keys = sortKeys(scale, items, measure);
  const diversityWeight = scale.weights.at(-1) ?? 1;
  const isChosen = new Uint8Array(items.length);
  const countByAuthor = new Map<string, number>();
  const ranked: Ranked[] = [];
  let first = 0;
  let lastAuthorId: string | undefined;
  while (ranked.length < take && ranked.length < items.length) {
    while (isChosen[first] === 1) first += 1;
    let best: Item | undefined;
    let bestIndex = first;
    let bestTotal = 0;
    for (let position = first; position < keys.length; position++) {
      if (isChosen[position] === 1) continue;
      const key = keys[position] ?? 0;
      const baseTotal = totalFromKey(key);
      const isBestRepeat = best?.authorId === lastAuthorId;
      // Diversity only takes away: nothing further down can be better.
      if (best && !isBestRepeat && baseTotal < bestTotal) break;
      const item = items[key + baseTotal * MAX_CANDIDATES] as Item;
      const isRepeat = item.authorId === lastAuthorId;
      if (isRepeat && best && !isBestRepeat) continue;
      const total =
        baseTotal + weightedPoints(diversity(countByAuthor.get(item.authorId) ?? 0), diversityWeight);
      const isBetter =
        best === undefined ||
        (isBestRepeat && !isRepeat) ||
        total > bestTotal ||
        (total === bestTotal && item.id > best.id);
      if (!isBetter) continue;
      best = item;
      bestIndex = position;
      bestTotal = total;
    }
    if (best === undefined) break;
    isChosen[bestIndex] = 1;
    const values: number[] = [];
    measure(best, values);
    for (let position = 0; position < values.length; position++)
      values[position] = Math.round(values[position] ?? 0);
    const earlier = countByAuthor.get(best.authorId) ?? 0;
    values.push(diversity(earlier));
    ranked.push({ id: best.id, values });
    countByAuthor.set(best.authorId, earlier + 1);
    lastAuthorId = best.authorId;
  }
  return ranked;
}

/**
 * The signal that counted most for a post, to be told as the reason; that it is new, only where nothing else counted.
 * Undefined where nothing did.
 */
export function strongestSignal(score: Score): string | undefined {
  let best: Score['parts'][number] | undefined;
  for (const part of score.parts) {
    if (part.contribution <= 0) continue;
    const isBetter = part.contribution > (best?.contribution ?? 0);
    if (best === undefined || best.signal === 'recency' || (part.signal !== 'recency' && isBetter))
      best = part;
  }
  return best?.signal;
}
