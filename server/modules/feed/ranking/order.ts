import { type Score, scoreOf, weighted } from './score.ts';
import { diversity } from './signals.ts';

/** What is weighed in a list, and what a point of each counts. Diversity, which follows from the order, stands last. */
export interface Scale {
  signals: readonly string[];
  weights: readonly number[];
}

/** A scale of some signals, and of diversity. A signal without a weight counts as it is. */
export const scaleOf = (
  signals: readonly string[],
  weights: Readonly<Record<string, number>> & { readonly diversity: number },
): Scale => ({
  signals: [...signals, 'diversity'],
  weights: [...signals.map((signal) => weights[signal] ?? 1), weights.diversity],
});

/** Of a list that is not ranked. */
export const NO_SCALE: Scale = { signals: [], weights: [] };

/** What is ranked: its place among equals goes by its id, and no author stands twice in a row. */
export interface Candidate {
  readonly id: string;
  readonly authorId: string;
}

/** Writes a candidate's signals in points, in the order of the scale, all but diversity. Asked twice of what is chosen. */
export type Measure<Item> = (item: Item, into: number[]) => void;

/** A candidate whose signals are known before, where there are few. */
export interface Valued extends Candidate {
  readonly values: readonly number[];
}
export const asValued: Measure<Valued> = ({ values }, into) => {
  for (let index = 0; index < values.length; index++) into[index] = values[index] ?? 0;
};

export interface Ranked {
  id: string;
  /** Signals in whole points, in the order of the scale. */
  values: readonly number[];
}

/** The score of what was ranked, in its parts. */
export const scoreWith = ({ signals, weights }: Scale, values: readonly number[]): Score =>
  scoreOf(
    signals.map((signal, index) => ({ signal, value: values[index] ?? 0, weight: weights[index] ?? 1 })),
  );

/** A total and a place in one number that sorts as both do: more candidates than this there are not. */
const PLACES = 2 ** 20;

/** The newest first: as they come where they do, which costs a look at each. */
function newestFirst<Item extends Candidate>(items: readonly Item[]): readonly Item[] {
  for (let index = 1; index < items.length; index++) {
    if ((items[index - 1]?.id ?? '') < (items[index]?.id ?? ''))
      return [...items].sort((one, other) => (one.id < other.id ? 1 : -1));
  }
  return items;
}

/**
 * A key for each candidate, the best first before diversity is asked: what it has, and its place among all. Equal ones
 * stand as they came.
 */
function keysOf<Item extends Candidate>(
  { weights }: Scale,
  items: readonly Item[],
  measure: Measure<Item>,
): Float64Array {
  const values = weights.slice(1).map(() => 0);
  const keys = new Float64Array(items.length);
  for (let index = 0; index < keys.length; index++) {
    measure(items[index] as Item, values);
    let total = 0;
    for (let at = 0; at < values.length; at++) total += weighted(values[at] ?? 0, weights[at] ?? 1);
    keys[index] = index - total * PLACES;
  }
  return keys.sort();
}
const totalOf = (key: number): number => -Math.floor(key / PLACES);

/**
 * The best first: at each place the candidate with the highest score, from which the author's earlier places take; never
 * an author twice in a row as long as there is another. Pure: the same inputs give the same order; equal scores stand by
 * id, the newer first.
 *
 * Cost: a sort of numbers, and nothing made for a candidate that is not chosen; then few steps for each place: what scores
 * less before diversity than the best after it is not looked at.
 */
export function order<Item extends Candidate>(
  scale: Scale,
  candidates: readonly Item[],
  measure: Measure<Item>,
  take: number,
): Ranked[] {
  const items = newestFirst(candidates);
  const keys = keysOf(scale, items, measure);
  const ofDiversity = scale.weights.at(-1) ?? 1;
  const isGone = new Uint8Array(items.length);
  const places = new Map<string, number>();
  const ranked: Ranked[] = [];
  let first = 0;
  let last: string | undefined;
  while (ranked.length < take && ranked.length < items.length) {
    while (isGone[first] === 1) first += 1;
    let best: Item | undefined;
    let place = first;
    let most = 0;
    for (let at = first; at < keys.length; at++) {
      if (isGone[at] === 1) continue;
      const key = keys[at] ?? 0;
      const before = totalOf(key);
      const isBestRepeat = best?.authorId === last;
      // Diversity only takes away: nothing further down can be better.
      if (best && !isBestRepeat && before < most) break;
      const item = items[key + before * PLACES] as Item;
      const isRepeat = item.authorId === last;
      if (isRepeat && best && !isBestRepeat) continue;
      const total = before + weighted(diversity(places.get(item.authorId) ?? 0), ofDiversity);
      const isBetter =
        best === undefined ||
        (isBestRepeat && !isRepeat) ||
        total > most ||
        (total === most && item.id > best.id);
      if (!isBetter) continue;
      best = item;
      place = at;
      most = total;
    }
    if (best === undefined) break;
    isGone[place] = 1;
    const values: number[] = [];
    measure(best, values);
    for (let at = 0; at < values.length; at++) values[at] = Math.round(values[at] ?? 0);
    const earlier = places.get(best.authorId) ?? 0;
    values.push(diversity(earlier));
    ranked.push({ id: best.id, values });
    places.set(best.authorId, earlier + 1);
    last = best.authorId;
  }
  return ranked;
}

/**
 * The signal that counted most for a post, to be told as the reason; that it is new, only where nothing else counted.
 * Undefined where nothing did.
 */
export function strongest(score: Score): string | undefined {
  let best: Score['parts'][number] | undefined;
  for (const part of score.parts) {
    if (part.contribution <= 0) continue;
    const isBetter = part.contribution > (best?.contribution ?? 0);
    if (best === undefined || best.signal === 'recency' || (part.signal !== 'recency' && isBetter))
      best = part;
  }
  return best?.signal;
}
