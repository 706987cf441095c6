import { expect, test } from 'vitest';
import { isDeep } from '../../server/testing/depth.ts';
import { meanOf, type Result, runRelevance, SETS } from './run.ts';

const line = (name: string, some: readonly Result[]): string => {
  const [ours, simple] = [meanOf(some, 'ours'), meanOf(some, 'simple')];
  return `${name.padEnd(16)} ${String(ours.queries).padStart(4)}   recall@10 ${ours.recall.toFixed(3)} (simple ${simple.recall.toFixed(3)})   nDCG@10 ${ours.ndcg.toFixed(3)} (simple ${simple.ndcg.toFixed(3)})`;
};

/** Both sets by category, and the queries that were only partly answered. */
function report(results: readonly Result[]): string {
  return SETS.flatMap((set) => {
    const some = results.filter((result) => result.set === set);
    const categories = [...new Set(some.map(({ category }) => category))];
    const inPart = some.filter(({ ours }) => ours.recall < 1);
    return [
      `\nJudged ${set}`,
      ...categories.map((category) =>
        line(
          category,
          some.filter((result) => result.category === category),
        ),
      ),
      line('all', some),
      ...inPart.map(
        ({ q, category, ours }) => `  found in part: ${q} (${category}, ${ours.recall.toFixed(2)})`,
      ),
    ];
  }).join('\n');
}

test('search finds what was meant: recall@10 at least 0.95, order at least 0.15 better than PostgreSQL’s simple configuration', async () => {
  // A third of the large sets at each push; all queries each night and for the report.
  const results = await runRelevance(isDeep || process.env.RELEVANCE ? 1 : 3);
  if (process.env.RELEVANCE) console.log(report(results));
  for (const set of SETS) {
    const some = results.filter((result) => result.set === set);
    const [ours, simple] = [meanOf(some, 'ours'), meanOf(some, 'simple')];
    expect(ours.recall, set).toBeGreaterThanOrEqual(0.95);
    expect(ours.ndcg - simple.ndcg, set).toBeGreaterThanOrEqual(0.15);
  }
}, 240_000);
