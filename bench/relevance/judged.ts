import { fold, hashtagKey, parseEntities } from '@chitlaq/text';
import { type Category, concepts, wordPairs } from './concepts.ts';

export interface JudgedQuery {
  q: string;
  category: Category;
  /** How well a post answers: 3 exactly what was meant, 2 about it, 1 half of it, 0 not at all. */
  grade: (content: string) => number;
}

/** Every query judges every post: what is read from a post is read once. */
function readOnce<T>(read: (content: string) => T): (content: string) => T {
  const known = new Map<string, T>();
  return (content) => {
    let value = known.get(content);
    if (value === undefined) {
      value = read(content);
      known.set(content, value);
    }
    return value;
  };
}
const folded = readOnce(fold);
const hashtagsIn = readOnce(
  (content) => new Set(parseEntities(content).flatMap((part) => (part.type === 'hashtag' ? [part.key] : []))),
);

/** Every query with its judgement, each once. */
export const judgedQueries: readonly JudgedQuery[] = [
  ...concepts.flatMap(({ means, queries }) =>
    Object.entries(queries).flatMap(([category, typed]) =>
      typed.map(
        (q): JudgedQuery => ({
          q,
          category: category as Category,
          // A query with # means the hashtag, not the word.
          grade: (content) =>
            means.test(folded(content)) &&
            (!q.startsWith('#') || hashtagsIn(content).has(hashtagKey(q.slice(1))))
              ? 2
              : 0,
        }),
      ),
    ),
  ),
  ...wordPairs.map(
    ({ q, category, means }): JudgedQuery => ({
      q,
      category,
      grade: (content) => {
        const matches = means.filter((pattern) => pattern.test(folded(content))).length;
        return matches === means.length ? 3 : matches > 0 ? 1 : 0;
      },
    }),
  ),
];

export interface Scores {
  queries: number;
  recall: number;
  ndcg: number;
}

/**
 * Recall@10 of the best possible ten (grade 2 or better, or 1 if there is none), and the discounted gain against the best
 * possible order (Järvelin & Kekäläinen, 2002).
 */
export function measure(
  found: readonly string[],
  grades: ReadonlyMap<string, number>,
): { recall: number; ndcg: number } {
  const relevant = [...grades].filter(([, grade]) => grade >= 2).map(([id]) => id);
  const wanted = new Set(
    relevant.length > 0 ? relevant : [...grades].filter(([, grade]) => grade > 0).map(([id]) => id),
  );
  const top = found.slice(0, 10);
  const hits = top.filter((id) => wanted.has(id)).length;
  const gain = (values: readonly number[]) =>
    values.reduce((sum, grade, position) => sum + (2 ** grade - 1) / Math.log2(position + 2), 0);
  const ideal = gain([...grades.values()].sort((pattern, other) => other - pattern).slice(0, 10));
  return {
    recall: hits / Math.min(10, wanted.size),
    ndcg: gain(top.map((id) => grades.get(id) ?? 0)) / ideal,
  };
}
