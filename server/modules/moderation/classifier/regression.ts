/** An example: its features as indexes of weights, each once, and whether moderators acted. */
export interface Example {
  indexes: Uint32Array;
  isUpheld: boolean;
}

/** Logistic regression. The value of a feature is 1 / √(number of the text’s features), so that long texts weigh as much as short ones. */
export interface Weights {
  weights: Float64Array;
  bias: number;
}

const valueOfEach = (indexes: Uint32Array): number => 1 / Math.sqrt(Math.max(1, indexes.length));

export function marginOf(
  { weights, bias }: { weights: ArrayLike<number>; bias: number },
  indexes: Uint32Array,
): number {
  let sum = 0;
  for (const index of indexes) sum += weights[index] ?? 0;
  return bias + sum * valueOfEach(indexes);
}

export const sigmoid = (margin: number): number => 1 / (1 + Math.exp(-margin));

/** log(1 + exp(x)) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** Both kinds weigh the same, however many there are of each; all weights add up to 1. */
function balance(examples: readonly Example[]): { upheld: number; dismissed: number } {
  const upheld = examples.filter(({ isUpheld }) => isUpheld).length;
  return { upheld: 0.5 / Math.max(1, upheld), dismissed: 0.5 / Math.max(1, examples.length - upheld) };
}

/** The loss that training makes smallest: balanced log loss and λ/2 ‖w‖². Writes its gradient. The bias is not pulled to zero. */
export function lossAndGradient(
  examples: readonly Example[],
  model: Weights,
  lambda: number,
  gradient: Weights,
): number {
  const share = balance(examples);
  let loss = 0;
  gradient.bias = 0;
  for (let index = 0; index < model.weights.length; index += 1) {
    const weight = model.weights[index]!;
    gradient.weights[index] = lambda * weight;
    loss += (lambda / 2) * weight * weight;
  }
  for (const { indexes, isUpheld } of examples) {
    const margin = marginOf(model, indexes);
    const part = isUpheld ? share.upheld : share.dismissed;
    loss += part * softplus(isUpheld ? -margin : margin);
    const slope = part * (sigmoid(margin) - (isUpheld ? 1 : 0));
    gradient.bias += slope;
    const step = slope * valueOfEach(indexes);
    for (const index of indexes) gradient.weights[index]! += step;
  }
  return loss;
}

export interface TrainingOptions {
  size: number;
  lambda: number;
  passes?: number;
  /** Awaited after each pass, so that a worker does other work meanwhile. */
  afterPass?: () => Promise<void>;
}

/**
 * Nesterov's accelerated gradient from zero. The step follows from the problem (the loss curves at most 1/2 + λ, because a text's
 * features and the bias each have length 1), so nothing is tuned and the same examples give the same weights.
 */
export async function train(
  examples: readonly Example[],
  { size, lambda, passes = 150, afterPass }: TrainingOptions,
): Promise<Weights> {
  const model: Weights = { weights: new Float64Array(size), bias: 0 };
  const ahead: Weights = { weights: new Float64Array(size), bias: 0 };
  const gradient: Weights = { weights: new Float64Array(size), bias: 0 };
  const step = 1 / (0.5 + lambda);
  let momentum = 1;
  for (let pass = 0; pass < passes; pass += 1) {
    lossAndGradient(examples, ahead, lambda, gradient);
    const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carry = (momentum - 1) / next;
    momentum = next;
    for (let index = 0; index < size; index += 1) {
      const moved = ahead.weights[index]! - step * gradient.weights[index]!;
      ahead.weights[index] = moved + carry * (moved - model.weights[index]!);
      model.weights[index] = moved;
    }
    const moved = ahead.bias - step * gradient.bias;
    ahead.bias = moved + carry * (moved - model.bias);
    model.bias = moved;
    await afterPass?.();
  }
  return model;
}

/** How often a text that was upheld scores above one that was dismissed; equal scores count half. Null without both kinds. */
export function areaUnderCurve(scored: readonly { score: number; isUpheld: boolean }[]): number | null {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  const upheld = sorted.filter(({ isUpheld }) => isUpheld).length;
  const dismissed = sorted.length - upheld;
  if (upheld === 0 || dismissed === 0) return null;
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]!.score === sorted[from]!.score) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) if (sorted[at]!.isUpheld) ranks += rank;
    from = to;
  }
  return (ranks - (upheld * (upheld + 1)) / 2) / (upheld * dismissed);
}
