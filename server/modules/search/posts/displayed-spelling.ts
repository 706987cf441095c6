import { fold, splitWords } from '@chitlaq/text';

/**
 * A folded word as these texts write it: `kutuphane` as "kütüphane" if one of them contains "Kütüphanede". In lower case.
 * The word itself if no text contains it.
 */
export function displayedSpelling(word: string, texts: readonly string[]): string {
  for (const text of texts) {
    for (const found of splitWords(text)) {
      if (!fold(found.text).startsWith(word)) continue;
      const letters = [...found.text.normalize('NFC')];
      const length = letters.findIndex((_, index) => fold(letters.slice(0, index + 1).join('')) === word) + 1;
      if (length > 0) return letters.slice(0, length).join('').toLocaleLowerCase('tr');
    }
  }
  return word;
}
