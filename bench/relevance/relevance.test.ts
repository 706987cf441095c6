import { expect, test } from 'vitest';
import { meanOf, type Result, runRelevance } from './run.ts';

const line = (name: string, some: readonly Result[]): string => {
  const [ours, simple] = [meanOf(some, 'ours'), meanOf(some, 'simple')];
  return `${name.padEnd(16)} ${String(ours.queries).padStart(4)}   recall@10 ${ours.recall.toFixed(3)} (simple ${simple.recall.toFixed(3)})   nDCG@10 ${ours.ndcg.toFixed(3)} (simple ${simple.ndcg.toFixed(3)})`;
};

test('search finds what was meant: recall@10 at least 0.95, order at least 0.15 better than PostgreSQL’s simple configuration', async () => {
  const results = await runRelevance();
  const lines = [...new Set(results.map(({ category }) => category))].map((category) =>
    line(
      category,
      results.filter((result) => result.category === category),
    ),
  );
  if (process.env.RELEVANCE) {
    const misses = results
      .filter(({ ours }) => ours.recall < 1)
      .map(({ q, ours }) => `  found in part: ${q} (${ours.recall.toFixed(2)})`);
    console.log([...lines, line('all', results), ...misses].join('\n'));
  }
  const [ours, simple] = [meanOf(results, 'ours'), meanOf(results, 'simple')];
  expect(ours.recall).toBeGreaterThanOrEqual(0.95);
  expect(ours.ndcg - simple.ndcg).toBeGreaterThanOrEqual(0.15);
}, 120_000);
