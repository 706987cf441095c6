import type { Context } from '../../../platform/context.ts';
import { knownWords, similarWords } from './queries.ts';
import type { Sought } from './query.ts';
import type { FoundPosts } from './schemas.ts';
import { turkishStems } from './words.ts';

/** Words of this length may hold a typing error. */
const MIN_CORRECTED = 4;

export interface Corrections {
  /** By word as it was typed, the likeliest first. */
  alternatives: Map<string, string[]>;
  corrected: FoundPosts['corrected'];
}

export const NOTHING_CORRECTED: Corrections = { alternatives: new Map(), corrected: [] };

/** For words that nobody has written: those like them, one or two letters away. */
export async function corrections({ ctx, sought }: { ctx: Context; sought: Sought }): Promise<Corrections> {
  const long = sought.words.filter((word) => word.length >= MIN_CORRECTED);
  const known = await knownWords(ctx.db, long);
  const alternatives = new Map<string, string[]>();
  for (const word of new Set(long.filter((candidate) => !known.has(candidate)))) {
    const most = word.length >= 8 ? 2 : 1;
    const near = (await similarWords(ctx.db, word, 50))
      .map((other) => ({ other, away: distanceToForms(word, other) }))
      .filter(({ away }) => away <= most)
      .sort((one, another) => one.away - another.away); // of equals the most written first, as they come
    if (near.length > 0)
      alternatives.set(
        word,
        near.slice(0, 5).map(({ other }) => other),
      );
  }
  const corrected = [...alternatives].map(([from, [to]]) => ({ from, to: to ?? from }));
  return { alternatives, corrected };
}

/** How far a typed word is from one of the vocabulary, or from what that is without its ending: nobody may have written it bare. */
const distanceToForms = (typed: string, known: string): number =>
  Math.min(
    ...[known, ...turkishStems(known).filter((stem) => stem.length >= MIN_CORRECTED)].map((form) =>
      distance(typed, form),
    ),
  );

/** Letters to add, take away, change or swap with the next (Damerau's distance, restricted). */
export function distance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const [above, left, diagonal] = [rows[i - 1]?.[j] ?? 0, row[j - 1] ?? 0, rows[i - 1]?.[j - 1] ?? 0];
      let least = Math.min(above + 1, left + 1, diagonal + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
