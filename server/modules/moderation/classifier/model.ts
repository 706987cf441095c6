import { type Features, featuresOf, type PlainFeature, plainHash, type Subject } from './features.ts';
import { areaUnderCurve, type Example, marginOf, sigmoid, train } from './regression.ts';

/** A text that moderators decided about. */
export interface Decided extends Subject {
  /** Who wrote it, as any number that tells authors apart. */
  author: number;
  isUpheld: boolean;
}

export interface Model {
  weights: Int8Array;
  /** What a weight of 1 stands for. */
  scale: number;
  bias: number;
}

export const BUCKETS = 2 ** 17;
/** A feature that fewer authors used gets no weight: nothing that only a few wrote is in the model. */
export const FEWEST_AUTHORS = 5;
/** Strength of the pull to zero, divided by the number of examples. */
const PULL = 0.1;
/** A share of this is what "looks like" means, up and down. */
const SURE = 0.9;
/** Never sure below this, whatever the share: where most cases are dismissed, a share says little. */
const LEAST_SURE = 0.7;
/** A threshold rests on at least so many texts. */
const FEWEST_ABOVE = 5;

const bucketOf = (hash: number): number => hash % BUCKETS;

/** A decided text as it is kept for training: its features alone. */
export interface Sample {
  hashes: Uint32Array;
  author: number;
  isUpheld: boolean;
}
export const sampleOf = ({ author, isUpheld, ...subject }: Decided): Sample => ({
  hashes: featuresOf(subject).hashes,
  author,
  isUpheld,
});

/** Samples that are prepared before other work goes on. */
const AT_ONCE = 500;

/** Counted in parts, so that the list that is sorted stays small. */
const COUNTED_IN = 8;

/** The features that at least so many authors used, in ascending order. Cost: sorts each part of the features once. */
export async function commonFeatures(
  samples: readonly Sample[],
  fewest: number,
  afterPart?: () => Promise<void>,
): Promise<Uint32Array> {
  const common: number[] = [];
  const authors = new Map<number, number>();
  for (const { author } of samples) if (!authors.has(author)) authors.set(author, authors.size);
  for (let part = 0; part < COUNTED_IN; part += 1) {
    const isOfPart = (hash: number) => hash >>> 29 === part;
    let length = 0;
    for (const { hashes } of samples) for (const hash of hashes) if (isOfPart(hash)) length += 1;
    const pairs = new Float64Array(length);
    let at = 0;
    for (const { hashes, author } of samples) {
      const number = authors.get(author) ?? 0;
      for (const hash of hashes) if (isOfPart(hash)) pairs[at++] = hash * 2 ** 20 + number;
    }
    pairs.sort();
    for (let from = 0; from < length; ) {
      const hash = Math.floor(pairs[from]! / 2 ** 20);
      let distinct = 0;
      let last = -1;
      while (from < length && Math.floor(pairs[from]! / 2 ** 20) === hash) {
        if (pairs[from] !== last) distinct += 1;
        last = pairs[from]!;
        from += 1;
      }
      if (distinct >= fewest) common.push(hash);
    }
    await afterPart?.();
  }
  return Uint32Array.from(common);
}

function quantised(weights: Float64Array, bias: number): Model {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest === 0 ? 1 : largest / 127;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, bias };
}

/** Trains a model. The same samples in the same order give the same model. Cost: 150 passes over their features. */
export async function trainModel(
  samples: readonly Sample[],
  options: { fewestAuthors?: number; afterPass?: () => Promise<void> } = {},
): Promise<Model> {
  const common = new Set(
    await commonFeatures(samples, options.fewestAuthors ?? FEWEST_AUTHORS, options.afterPass),
  );
  const examples: Example[] = [];
  for (const { hashes, isUpheld } of samples) {
    // What is not common is left out here, before anything is learnt from it.
    const indexes = Uint32Array.from(new Set([...hashes].filter((hash) => common.has(hash)).map(bucketOf)));
    examples.push({ indexes, isUpheld });
    if (examples.length % AT_ONCE === 0) await options.afterPass?.();
  }
  const { weights, bias } = await train(examples, {
    size: BUCKETS,
    lambda: PULL / Math.max(1, samples.length),
    ...(options.afterPass ? { afterPass: options.afterPass } : {}),
  });
  return quantised(weights, bias);
}

/** Features without a weight do not count: they are mostly what the model has never seen. */
function knownIndexes({ weights }: Model, hashes: Uint32Array): Uint32Array {
  const known = new Set<number>();
  for (const hash of hashes) if (weights[bucketOf(hash)] !== 0) known.add(bucketOf(hash));
  return Uint32Array.from(known);
}

const scaled = ({ scale, bias, weights }: Model, indexes: Uint32Array): number =>
  bias + marginOf({ weights, bias: 0 }, indexes) * scale;

/** How likely moderators act on a text, from 0 to 1. */
export const likelihoodOf = (model: Model, hashes: Uint32Array): number =>
  sigmoid(scaled(model, knownIndexes(model, hashes)));

export interface Evaluation {
  auc: number | null;
  /** From here on, at least nine of ten were upheld; null if no score is that sure. */
  high: number | null;
  /** Share of those above `high` that were upheld. */
  precision: number | null;
  /** Share of those that were upheld that are above `high`. */
  recall: number | null;
  /** Up to here, at least nine of ten were dismissed. */
  low: number | null;
}

/** The lowest score from which on the share of `isUpheld` is high enough. */
function threshold(
  scored: readonly { score: number; isUpheld: boolean }[],
): { at: number; share: number } | null {
  const sorted = [...scored].sort((a, b) => b.score - a.score);
  let found: { at: number; share: number } | null = null;
  let upheld = 0;
  for (const [index, { score, isUpheld }] of sorted.entries()) {
    if (isUpheld) upheld += 1;
    const count = index + 1;
    if (sorted[count]?.score === score || count < FEWEST_ABOVE || score < LEAST_SURE) continue;
    if (upheld / count >= SURE) found = { at: score, share: upheld / count };
  }
  return found;
}

const shareAbove = (scored: readonly { score: number; isUpheld: boolean }[], from: number): number => {
  const upheld = scored.filter(({ isUpheld }) => isUpheld);
  return upheld.filter(({ score }) => score >= from).length / upheld.length;
};

/** How good a model is on texts that it was not trained on. */
export function evaluate(model: Model, samples: readonly Sample[]): Evaluation {
  const scored = samples.map(({ hashes, isUpheld }) => ({ score: likelihoodOf(model, hashes), isUpheld }));
  const high = threshold(scored);
  const low = threshold(scored.map(({ score, isUpheld }) => ({ score: 1 - score, isUpheld: !isUpheld })));
  return {
    auc: areaUnderCurve(scored),
    high: high?.at ?? null,
    precision: high?.share ?? null,
    recall: high === null ? null : shareAbove(scored, high.at),
    low: low === null ? null : 1 - low.at,
  };
}

/** A part of the text that spoke for acting (above 0) or against it. */
export interface Reason {
  start: number;
  end: number;
  weight: number;
}

export interface Assessment {
  likelihood: number;
  /** The strongest parts, in the order of the text, without overlaps. */
  reasons: Reason[];
  plain: { feature: PlainFeature; weight: number }[];
}

const MAX_REASONS = 8;

/** How likely moderators act on a text, and because of which parts. A feature that stands in several parts counts in each. */
export function assess(model: Model, subject: Subject): Assessment {
  const features: Features = featuresOf(subject);
  const indexes = knownIndexes(model, features.hashes);
  const unit = model.scale / Math.sqrt(Math.max(1, indexes.length));
  const weightOf = (hash: number) => (model.weights[bucketOf(hash)] ?? 0) * unit;
  const chosen: Reason[] = [];
  const parts = features.parts
    .map(({ start, end, hashes }) => ({
      start,
      end,
      weight: [...new Set(hashes)].reduce((sum, hash) => sum + weightOf(hash), 0),
    }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.start - b.start);
  for (const part of parts) {
    if (chosen.length === MAX_REASONS) break;
    if (chosen.every(({ start, end }) => part.end <= start || part.start >= end)) chosen.push(part);
  }
  return {
    likelihood: sigmoid(scaled(model, indexes)),
    reasons: chosen.sort((a, b) => a.start - b.start),
    plain: features.plain
      .map((feature) => ({ feature, weight: weightOf(plainHash(feature)) }))
      .filter(({ weight }) => weight !== 0),
  };
}
