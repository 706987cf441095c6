import { normalise } from './characters.ts';
import { BLANK_SYMBOLS, withoutInvisible } from './invisible.ts';

const EMPTY = new RegExp(`[\\s${BLANK_SYMBOLS}]+`, 'gu');
const WIDE_OR_NARROW = /[\uff01-\uffee]+/g;

/**
 * Keys for comparing short texts as a Turkish reader does: every letter counts (oldu and öldü differ); case,
 * widths, the number of spaces and invisible characters do not. Two keys, because I is the capital of ı in
 * Turkish and of i in English.
 */
function comparisonKeys(text: string): [turkish: string, english: string] {
  const plain = normalise(withoutInvisible(text).replace(WIDE_OR_NARROW, (run) => run.normalize('NFKC')))
    .replace(EMPTY, ' ')
    .trim();
  return [plain.toLocaleLowerCase('tr'), plain.toLowerCase()];
}

/**
 * The index of the first text that equals an earlier one, or -1. A text without visible characters equals no
 * other.
 */
export function indexOfDuplicate(texts: readonly string[]): number {
  const turkish = new Set<string>();
  const english = new Set<string>();
  return texts.findIndex((text) => {
    const keys = comparisonKeys(text);
    const isRepeated = turkish.has(keys[0]) || english.has(keys[1]);
    turkish.add(keys[0]);
    english.add(keys[1]);
    return isRepeated;
  });
}
