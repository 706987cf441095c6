import { computeScore, type Score, weightedPoints } from './score.ts';
import { diversity } from './signals.ts';

/**
 * The signals of a list, and the weight of a point of each. Diversity, which depends on the order, comes
 * last.
 */
export interface Scale {
  signals: readonly string[];
  weights: readonly number[];
}

/** A scale of some signals, and of diversity. A signal without a weight has weight 1. */
export const createScale = (
  signals: readonly string[],
  weights: Readonly<Record<string, number>> & { readonly diversity: number },
): Scale => ({
  signals: [...signals, 'diversity'],
  weights: [...signals.map((signal) => weights[signal] ?? 1), weights.diversity],
});

/** Of a list that is not ranked. */
export const EMPTY_SCALE: Scale = { signals: [], weights: [] };

/** A candidate of a ranking. Equal scores are ordered by id, and no author comes twice in a row. */
export interface Candidate {
  readonly id: string;
  readonly authorId: string;
}

/**
 * Writes a candidate's signals in points, in the order of the scale, without diversity. Called twice for
 * candidates that are chosen.
 */
export type Measure<Item> = (item: Item, out: number[]) => void;

/** A candidate with precomputed signals, for short lists. */
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

/** The score of a ranked candidate, in its parts. */
export const scoreValues = ({ signals, weights }: Scale, values: readonly number[]): Score =>
  computeScore(
    signals.map((signal, index) => ({ signal, value: values[index] ?? 0, weight: weights[index] ?? 1 })),
  );

/** Packs score and index into one sortable number. Upper bound of the number of candidates. */
const MAX_CANDIDATES = 2 ** 20;

/** Sorts newest first. Candidates that already are in this order are returned as they are, after one pass. */
function sortNewestFirst<Item extends Candidate>(items: readonly Item[]): readonly Item[] {
  for (let index = 1; index < items.length; index++) {
    if ((items[index - 1]?.id ?? '') < (items[index]?.id ?? ''))
      return [...items].sort((a, b) => (a.id < b.id ? 1 : -1));
  }
  return items;
}

/**
 * A sort key for each candidate, highest score first, before diversity: the score and the index. Equal scores
 * keep their order.
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

/** The candidates of one author that are not chosen yet, best first. */
interface Queue {
  authorId: string;
  /** Indices of candidates with their scores before diversity; chosen up to and without `next`. */
  indices: number[];
  totals: number[];
  next: number;
  chosen: number;
  /** The penalty for the author's next candidate. */
  penalty: number;
}
const headTotal = ({ totals, next, penalty }: Queue): number => (totals[next] ?? 0) + penalty;
const isBefore = (a: Queue, b: Queue): boolean => {
  const difference = headTotal(a) - headTotal(b);
  return difference > 0 || (difference === 0 && (a.indices[a.next] ?? 0) < (b.indices[b.next] ?? 0));
};

/**
 * Ranks candidates greedily. At each position it takes the highest score after the diversity penalty for the
 * author's earlier positions. The same author never appears twice in a row while another candidate is left.
 * Deterministic: equal scores are ordered by id, newest first.
 *
 * Cost: one sort of numbers, then for each position a scan of the authors that have a candidate among the
 * visited ones. All candidates of an author have the same penalty, so only the best of each can be next;
 * candidates below the best possible score are not visited.
 */
export function rankCandidates<Item extends Candidate>(
  scale: Scale,
  candidates: readonly Item[],
  measure: Measure<Item>,
  take: number,
): Ranked[] {
  if (take <= 0) return [];
  const items = sortNewestFirst(candidates);
  const keys = sortKeys(scale, items, measure);
  const diversityWeight = scale.weights.at(-1) ?? 1;
  const queues = new Map<string, Queue>();
  /** The queues that are not empty. */
  const active: Queue[] = [];
  let visited = 0;
  /** Visits the best candidate that was not visited yet. @returns its queue if it is now at its head */
  const visit = (): Queue | undefined => {
    const key = keys[visited++] ?? 0;
    const total = totalFromKey(key);
    const index = key + total * MAX_CANDIDATES;
    const { authorId } = items[index] as Item;
    let queue = queues.get(authorId);
    if (queue === undefined) {
      queue = { authorId, indices: [], totals: [], next: 0, chosen: 0, penalty: 0 };
      queues.set(authorId, queue);
    }
    queue.indices.push(index);
    queue.totals.push(total);
    if (queue.next < queue.indices.length - 1) return undefined;
    active.push(queue);
    return queue;
  };

  const ranked: Ranked[] = [];
  let last: Queue | undefined;
  while (ranked.length < take && ranked.length < items.length) {
    let best: Queue | undefined;
    for (const queue of active)
      if (queue !== last && (best === undefined || isBefore(queue, best))) best = queue;
    // Diversity only lowers scores: no later candidate can be better.
    while (
      visited < keys.length &&
      (best === undefined || totalFromKey(keys[visited] ?? 0) >= headTotal(best))
    ) {
      const queue = visit();
      if (queue !== undefined && queue !== last && (best === undefined || isBefore(queue, best)))
        best = queue;
    }
    const queue = best ?? last;
    if (queue === undefined) break;
    const item = items[queue.indices[queue.next] ?? 0] as Item;
    const values: number[] = [];
    measure(item, values);
    for (let position = 0; position < values.length; position++)
      values[position] = Math.round(values[position] ?? 0);
    values.push(diversity(queue.chosen));
    ranked.push({ id: item.id, values });
    queue.next += 1;
    queue.chosen += 1;
    queue.penalty = weightedPoints(diversity(queue.chosen), diversityWeight);
    if (queue.next === queue.indices.length) {
      const end = active.pop();
      if (end !== undefined && end !== queue) active[active.indexOf(queue)] = end;
    }
    last = queue;
  }
  return ranked;
}

/**
 * The signal that contributed most to a score, which becomes the reason. Recency only if nothing else
 * contributed. Undefined if nothing did.
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
