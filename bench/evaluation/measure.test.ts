import { expect, test } from 'vitest';
import { measure } from './measure.ts';

const ids = (count: number, prefix = 'x') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

test('hidden items at the top give the full score, lower ones less, none gives zero', () => {
  expect(measure(['a', 'b', ...ids(18)], new Set(['a', 'b']))).toEqual({ recall: 1, ndcg: 1 });
  const late = measure([...ids(18), 'a', 'b'], new Set(['a', 'b']));
  expect(late.recall).toBe(1);
  expect(late.ndcg).toBeCloseTo(0.277, 2);
  expect(measure(ids(20), new Set(['a']))).toEqual({ recall: 0, ndcg: 0 });
});

test('items after position twenty do not count, and of more than twenty hidden ones twenty can be found', () => {
  expect(measure([...ids(20), 'a'], new Set(['a'])).recall).toBe(0);
  expect(measure(ids(20, 'h'), new Set(ids(40, 'h')))).toEqual({ recall: 1, ndcg: 1 });
});
