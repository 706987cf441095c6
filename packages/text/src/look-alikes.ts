/** Letters and signs that are read as a Latin letter, after folding. */
const LOOK_ALIKES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '€': 'e',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  // Cyrillic
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  х: 'x',
  у: 'y',
  // Greek
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'y',
  ν: 'v',
};
const LOOK_ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join('').replace('|', '\\|')}]`, 'g');
/** A word of letters and their look-alikes, as people write it to get past a filter: s4lak, ѕаlаk. */
const DISGUISED = /[\p{L}\p{M}\p{Nd}@$!|€]*\p{L}[\p{L}\p{M}\p{Nd}@$!|€]*/gu;
/** Single letters with the same sign between them: s.a.l.a.k, s a l a k. */
const SPACED =
  /(?<![\p{L}\p{Nd}])[\p{L}\p{Nd}@$!](?:([ .\-_*,])[\p{L}\p{Nd}@$!])(?:\1[\p{L}\p{Nd}@$!])+(?![\p{L}\p{Nd}])/gu;

/**
 * A folded text as it is read, not as it is written: look-alike letters, digits and signs become Latin letters, a word that is
 * written letter by letter is joined, a letter that stands three times or more stands once. For comparing with words that somebody
 * does not want to read, in addition to the folded text itself.
 */
export const foldLookAlikes = (folded: string): string =>
  folded
    .replace(SPACED, (word) => word.replace(/[ .\-_*,]/g, ''))
    .replace(DISGUISED, (word) => word.replace(LOOK_ALIKE, (sign) => LOOK_ALIKES[sign] ?? sign))
    .replace(/(\p{L})\1{2,}/gu, '$1');
