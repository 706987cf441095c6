import { fold } from '@chitlaq/text';

/** An unfinished mention or hashtag at the caret. Positions are UTF-16 units, as in a text field. */
export interface CompletionTarget {
  sigil: '@' | '#';
  /** Position of the sigil. */
  start: number;
  caret: number;
  /** What follows the sigil up to the caret. */
  typed: string;
}

/** The rest of the word after the caret. */
const REST = /^[\p{L}\p{M}\p{N}_]+/u;
/** What may follow a mention or hashtag without a space. */
const NEEDS_NO_SPACE = /^(?:\s|[,;:!?)\]}"'’”»…]|\.(?:\s|$))/u;

/**
 * Replaces the target by a name. The rest of the word after the caret is replaced only if it belongs to the name.
 * @param name  without the sigil
 * @returns the text, and the caret after the name and a space
 */
export function insertCompletion(
  text: string,
  { sigil, start, caret, typed }: CompletionTarget,
  name: string,
): { text: string; caret: number } {
  const rest = REST.exec(text.slice(caret))?.[0] ?? '';
  const isPart = rest !== '' && fold(name).startsWith(fold(typed + rest));
  const after = text.slice(isPart ? caret + rest.length : caret);
  const inserted = text.slice(0, start) + sigil + name;
  if (after.startsWith(' ')) return { text: inserted + after, caret: inserted.length + 1 };
  const space = NEEDS_NO_SPACE.test(after) ? '' : ' ';
  return { text: inserted + space + after, caret: inserted.length + space.length };
}

/** Whether a name or a word in it begins with what is typed. */
export const startsLike = (name: string, typed: string): boolean => {
  const prefix = fold(typed);
  const folded = fold(name);
  return folded.startsWith(prefix) || folded.includes(` ${prefix}`);
};
