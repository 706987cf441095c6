import { type Measured, type Score, scoreOf, totalOf } from './score.ts';
import { diversity, type Signal } from './signals.ts';

/** What a point of each signal counts; diversity is one of them in every list. */
export type OrderWeights = Readonly<Record<string, number>> & { readonly diversity: number };

/** What is known of a post before it is ranked. */
export interface Candidate {
  id: string;
  authorId: string;
  /** Signals in points, all but diversity, which follows from the order. */
  values: Readonly<Record<string, number>>;
}

export interface Ranked {
  id: string;
  score: Score;
}

/**
 * The best first: at each place the candidate with the highest score, from which the author's earlier places take; never
 * an author twice in a row as long as there is another. Pure: the same inputs give the same order; equal scores stand by
 * id, the newer first.
 *
 * Cost: sorting, then few steps for each place: what scores less before diversity than the best after it is not looked at.
 */
export function order(candidates: readonly Candidate[], weights: OrderWeights, take: number): Ranked[] {
  // Most candidates are only ever compared: their parts are put together for those chosen.
  const left = candidates.map(({ id, authorId, values }) => ({
    id,
    authorId,
    values,
    before: totalOf(values, weights),
  }));
  left.sort((one, other) => other.before - one.before || (one.id < other.id ? 1 : -1));
  const places = new Map<string, number>();
  const ranked: Ranked[] = [];
  let last: string | undefined;
  while (ranked.length < take && left.length > 0) {
    let best: { index: number; total: number; id: string; isRepeat: boolean } | undefined;
    for (const [index, { id, authorId, before }] of left.entries()) {
      // Diversity only takes away: nothing further down can be better.
      if (best && !best.isRepeat && before < best.total) break;
      const isRepeat = authorId === last;
      if (isRepeat && best && !best.isRepeat) continue;
      const total = before + Math.round(diversity(places.get(authorId) ?? 0) * weights.diversity);
      const isBetter =
        best === undefined ||
        (best.isRepeat && !isRepeat) ||
        total > best.total ||
        (total === best.total && id > best.id);
      if (isBetter) best = { index, total, id, isRepeat };
    }
    const [chosen] = left.splice(best?.index ?? 0, 1);
    if (chosen === undefined) break;
    const earlier = places.get(chosen.authorId) ?? 0;
    const signals: Measured[] = [
      ...Object.entries(chosen.values).map(([signal, value]) => ({
        signal,
        value,
        weight: weights[signal] ?? 1,
      })),
      { signal: 'diversity', value: diversity(earlier), weight: weights.diversity },
    ];
    ranked.push({ id: chosen.id, score: scoreOf(signals) });
    places.set(chosen.authorId, earlier + 1);
    last = chosen.authorId;
  }
  return ranked;
}

/**
 * The signal that counted most for a post, to be told as the reason; that it is new, only where nothing else counted.
 * Undefined where nothing did.
 */
export function strongest(score: Score): Signal | undefined {
  let best: Score['parts'][number] | undefined;
  for (const part of score.parts) {
    if (part.contribution <= 0) continue;
    const isBetter = part.contribution > (best?.contribution ?? 0);
    if (best === undefined || best.signal === 'recency' || (part.signal !== 'recency' && isBetter))
      best = part;
  }
  return best?.signal as Signal | undefined;
}
