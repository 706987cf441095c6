/** Folded letters of other scripts that are drawn like a Latin one. */
const LOOK_ALIKES: Record<string, string> = {
  // Cyrillic
  а: 'a',
  в: 'b',
  е: 'e',
  ѕ: 's',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  һ: 'h',
  ӏ: 'l',
  // Greek
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  // Latin letters that are drawn like another one and have no decomposition
  ɑ: 'a',
  ɡ: 'g',
  ɩ: 'i',
  ʟ: 'l',
  ꞓ: 'c',
};
const LOOK_ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`, 'gu');

/** Signs that stand for a letter inside a word: `b4h1s`, `c@sino`. */
const SIGNS: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  '@': 'a',
  '!': 'i',
  '|': 'i',
  $: 's',
  '€': 'e',
};
/** One or two between letters, or one before a word: `4ta`, `1d10t`, but neither `2024` nor `mat101`. */
const SIGN_IN_WORD =
  /(?<=[a-z][0134578@!|$€]?)[0134578@!|$€](?=[0134578@!|$€]?[a-z])|(?<![\p{L}\p{Nd}@$])[0134578@$€](?=[a-z][a-z\d@!|$€])/gu;
/** A word written letter by letter, with the same sign between them: `s.a.l.a.k`, `s a l a k`. */
export const SPACED_WORD =
  /(?<![\p{L}\p{Nd}])[\p{L}\p{Nd}@$!](?:([ .\-_*,])[\p{L}\p{Nd}@$!])(?:\1[\p{L}\p{Nd}@$!])+(?![\p{L}\p{Nd}])/gu;

/**
 * A folded text as it is read, not as it is written: letters of other scripts and signs that are drawn like a Latin letter become that
 * letter, a word that is written letter by letter is joined, a letter that stands three times or more stands once. Writers use these to
 * get past a word filter. For matching only, in addition to the folded text itself, because `salak!gel` becomes one word. Cost: linear.
 */
export const foldLookAlikes = (folded: string): string =>
  folded
    .replace(SPACED_WORD, (word) => word.replace(/[ .\-_*,]/g, ''))
    .replace(LOOK_ALIKE, (letter) => LOOK_ALIKES[letter] ?? letter)
    .replace(SIGN_IN_WORD, (sign) => SIGNS[sign] ?? sign)
    .replace(/(\p{L})\1{2,}/gu, '$1');

/**
 * Signs that are drawn like the mark of an official account, a seal with a check mark: check marks of any kind, circled stars and
 * rosettes, and the marks that draw a circle around a letter.
 */
const OFFICIAL_SIGN =
  /[\u221a\u237b\u23b7\u2611\u2705\u2713\u2714\u235f\u2742\u272a\u2738\u2739\u273a\u{10102}\u{1f3f5}\u{1f4a0}\u{1f4ae}\u{1f5f8}\u{1f5f9}\u{1fbb1}]|[\u20dd-\u20df]/u;

/** Whether a display name has a sign that could be taken for the mark of an official account. */
export const imitatesOfficialMark = (name: string): boolean => OFFICIAL_SIGN.test(name.normalize('NFKC'));
