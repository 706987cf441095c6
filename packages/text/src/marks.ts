import { INVISIBLE } from './invisible.ts';

/**
 * Maximum number of marks above and below one letter. Hebrew with cantillation and Arabic with vowels need
 * five, other scripts fewer.
 */
export const MARKS_MAX = 5;
/** The maximum including marks that are letters or vowels to their readers and take space of their own. */
const ALL_MARKS_MAX = 10;

const RUN = new RegExp(`[\\p{M}${INVISIBLE}]{${MARKS_MAX + 1},}`, 'gu');
const SKIPPED = new RegExp(`[${INVISIBLE}]`, 'u');
// Vowel signs next to their letter, and the lower letters of a Tibetan stack.
const SPACING = /[\p{Mc}\u0f8d-\u0fbc]/u;

/**
 * Finds the first letter with more marks than any script needs, or null: unlimited stacks are drawn over
 * other lines. Invisible characters between marks do not begin a new stack. Cost: linear.
 *
 * @returns `index` of the first mark, in code points
 */
export function findMarkStack(text: string): { index: number } | null {
  for (const run of text.matchAll(RUN))
    if (allowedLength(run[0]) < run[0].length) return { index: [...text.slice(0, run.index)].length };
  return null;
}

/**
 * The text with no more marks on a letter than {@link findMarkStack} allows. For texts of programs and web pages, whose author cannot
 * be asked to correct them. A text in NFC stays in NFC.
 */
export const withoutMarkStacks = (text: string): string =>
  text.replace(RUN, (run) => run.slice(0, allowedLength(run)));

/** How much of a run of marks, in UTF-16 units, one letter may carry. */
function allowedLength(run: string): number {
  let all = 0;
  let stacked = 0;
  let length = 0;
  for (const character of run) {
    if (!SKIPPED.test(character)) {
      all += 1;
      if (!SPACING.test(character)) stacked += 1;
      if (stacked > MARKS_MAX || all > ALL_MARKS_MAX) return length;
    }
    length += character.length;
  }
  return length;
}
