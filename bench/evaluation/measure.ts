/** How many positions count. */
export const POSITIONS = 20;

export interface Scores {
  /** Recall@20: the share of the hidden items (at most twenty) within the first twenty positions. */
  recall: number;
  /** nDCG@20: like recall, but early positions count more. 1 if the top is as good as possible. */
  ndcg: number;
}

/** @param hidden  not empty */
export function measure(found: readonly string[], hidden: ReadonlySet<string>): Scores {
  const possible = Math.min(POSITIONS, hidden.size);
  const gainAt = (position: number) => 1 / Math.log2(position + 2);
  let [hits, gain, ideal] = [0, 0, 0];
  for (let position = 0; position < possible; position++) ideal += gainAt(position);
  for (const [position, id] of found.slice(0, POSITIONS).entries()) {
    if (!hidden.has(id)) continue;
    hits += 1;
    gain += gainAt(position);
  }
  return { recall: hits / possible, ndcg: gain / ideal };
}

/** The mean, and half of its 95 % confidence interval. */
export function meanOf(values: readonly number[]): { mean: number; margin: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, margin: 1.96 * Math.sqrt(variance / values.length) };
}

/** The scores of one viewer with one method. */
export interface MethodResult {
  method: string;
  found: readonly string[];
  hidden: ReadonlySet<string>;
}

/** One line per method, in the order of their first occurrence. */
export function table(results: readonly MethodResult[]): string[] {
  const methods = [...new Set(results.map(({ method }) => method))];
  return methods.map((method) => {
    const scores = results
      .filter((result) => result.method === method)
      .map(({ found, hidden }) => measure(found, hidden));
    const [recall, ndcg] = (['recall', 'ndcg'] as const).map((what) => {
      const { mean, margin } = meanOf(scores.map((score) => score[what]));
      return `${mean.toFixed(3)} ± ${margin.toFixed(3)}`;
    });
    return `${method.padEnd(46)} ${recall}   ${ndcg}`;
  });
}
