import { type Score, scoreOf, weighted } from './score.ts';
import { diversity, type Signal } from './signals.ts';

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

/** What is known of a post before it is ranked. */
export interface Candidate {
  id: string;
  authorId: string;
  /** Signals in points, in the order of the scale, all but diversity. */
  values: readonly number[];
}

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

/**
 * The best first: at each place the candidate with the highest score, from which the author's earlier places take; never
 * an author twice in a row as long as there is another. Pure: the same inputs give the same order; equal scores stand by
 * id, the newer first.
 *
 * Cost: sorting, then few steps for each place: what scores less before diversity than the best after it is not looked at.
 */
export function order({ weights }: Scale, candidates: readonly Candidate[], take: number): Ranked[] {
  const ofDiversity = weights.at(-1) ?? 1;
  const left = candidates.map(({ id, authorId, values }) => {
    let before = 0;
    for (let index = 0; index < values.length; index++)
      before += weighted(values[index] ?? 0, weights[index] ?? 1);
    return { id, authorId, values, before };
  });
  left.sort((one, other) => other.before - one.before || (one.id < other.id ? 1 : -1));
  const places = new Map<string, number>();
  const ranked: Ranked[] = [];
  let last: string | undefined;
  while (ranked.length < take && left.length > 0) {
    let best: { index: number; total: number; id: string; isRepeat: boolean } | undefined;
    for (let index = 0; index < left.length; index++) {
      const item = left[index];
      if (item === undefined) break;
      const { id, authorId, before } = item;
      // Diversity only takes away: nothing further down can be better.
      if (best && !best.isRepeat && before < best.total) break;
      const isRepeat = authorId === last;
      if (isRepeat && best && !best.isRepeat) continue;
      const total = before + weighted(diversity(places.get(authorId) ?? 0), ofDiversity);
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
    ranked.push({ id: chosen.id, values: [...chosen.values.map(Math.round), diversity(earlier)] });
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
