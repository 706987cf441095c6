import { fold } from '@chitlaq/text';
import { stemmer } from 'stemmer';

/** A word, and after an apostrophe the ending of a name, which is not searched: İstanbul'a, Ankara'nın. */
const WORD = /([\p{L}\p{M}\p{Nd}_]+)(?:['’][\p{L}\p{M}]{1,8}(?![\p{L}\p{M}\p{Nd}_]))?/gu;
/** Longer words are cut: nobody types them, and an index entry is bounded. */
const LONGEST = 60;

/**
 * Endings of Turkish words as folding leaves them (ı, i are one; ü, u; ö, o; ğ, g; ş, s; ç, c), a group for each place in
 * the word. Nouns: derivation, plural, possession, case, -ki, copula. Verbs: voice and negation are left to the stem.
 */
const NOUN = [
  '(?:l[iu][kg]|l[iu]|s[iu]z|c[iu])?',
  '(?:l[ae]r)?',
  '(?:[iu]?m[iu]z|[iu]?n[iu]z|[iu]?m|[iu]?n|s?[iu])?',
  '(?:n?[dt][ae]n?|[yn]?[iu]|[yn]?[ae]|n?[iu]n|y?l[ae]|n?c[ae])?',
  '(?:ki(?:l[ae]r)?(?:n[iae]|nd[ae]n?|nin)?)?',
  '(?:[dt][iu]r(?:l[ae]r)?|y?[dt][iu](?:[mnk]|l[ae]r)?|y?m[iu]s(?:l[ae]r)?|y?s[ae])?',
].join('');
const VERB = [
  '(?:[iu]yor(?:d[iu]|m[iu]s)?(?:um|sun|uz|sunuz|l[ae]r|m|n|k)?',
  '|m[ae]k(?:t[ae]n?|l[ae])?',
  '|m[ae](?:s[iu](?:n[iae]|nd[ae]n?|nin)?|y[ae]|y[iu]|nin|d[ae]n?|l[iu](?:y[iu]z|y[iu]m|s[iu]n|l[ae]r)?)?',
  '|y?[ae]c[ae](?:k(?:l[ae]r|s[iu]n|t[iu])?|g[iu](?:m|z|n|mi|ni)?)',
  '|[dt][iu](?:[mnk]|n[iu]z|l[ae]r)?',
  '|m[iu]s(?:[iu]m|s[iu]n|[iu]z|l[ae]r|t[iu])?',
  '|s[ae](?:[mnk]|n[iu]z|l[ae]r|yd[iu])?',
  // Of the aorist only forms with a person, or -ken: a bare -ar or -er is too often the word's own.
  '|[aeiu]?r(?:[iu]m|s[iu]n|[iu]z|s[iu]n[iu]z|l[ae]r|k[ae]n|s[ae](?:[mnk])?)',
  '|y?[iu]p|y?[iu]nc[ae]|y?[ae]r[ae]k|y?ken|y?[ae]n(?:l[ae]r)?(?:[iu]n|[iu]|[ae]|d[ae]n?)?|d[iu][kg][iu]?(?:m|n|nd[ae])?)',
].join('');
const ENDING = new RegExp(`^(?:${NOUN}|${VERB})$`);

const MIN_STEM = 3;
const LONGEST_ENDING = 16;
const HAS_VOWEL = /[aeiou]/;
/** Last letters that soften before a vowel: kitap, kitabı; yurt, yurdu; renk, rengi. One spelling of both. */
const HARD: Record<string, string> = { b: 'p', d: 't', g: 'k' };

const hardened = (stem: string): string => stem.slice(0, -1) + (HARD[stem.slice(-1)] ?? stem.slice(-1));

/**
 * The stems that a folded word may have in Turkish: each beginning of at least three letters whose rest is an ending. More than one,
 * because endings are ambiguous without a dictionary: "kedinin" is kedi + nin and ked + in + in; two words are taken for
 * forms of one where they share a stem. Cost: linear in the ending's few letters.
 */
export function turkishStems(word: string): string[] {
  const stems = new Set<string>([hardened(word)]);
  for (let end = Math.max(MIN_STEM, word.length - LONGEST_ENDING); end < word.length; end++) {
    const stem = word.slice(0, end);
    const rest = word.slice(end);
    // A lone letter is an ending too often: the stem must be longer, or the letter the ending of çayı and kolu.
    if (rest.length === 1 && end <= MIN_STEM && !/[iu]/.test(rest)) continue;
    if (!HAS_VOWEL.test(stem) || !ENDING.test(rest)) continue;
    stems.add(hardened(stem));
    // Before -yor a last a or e has become ı, i, u or ü: bekliyor, arıyor.
    if (/^[iu]yor/.test(rest)) for (const vowel of 'ae') stems.add(stem + vowel);
  }
  return [...stems];
}

/** A word of a text: as it stands there, folded, and where. */
export interface Word {
  folded: string;
  /** In UTF-16 units, the end exclusive. */
  start: number;
  end: number;
}

/** The words of a text in their order. Never throws. */
export const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map((found) => ({
    folded: fold(found[1] ?? '').slice(0, LONGEST),
    start: found.index,
    end: found.index + found[0].length,
  }));

/** A plural whose e the algorithm takes for the word's own: buses, viruses. */
const PLURAL = /.us(?=es$)/;
const MIN_ENGLISH_STEM = 3;

/** English stems (Porter, 1980); a word that would lose all but two letters stays whole: "bus" is not Turkish "bu". */
const englishStems = (word: string): string[] => {
  const singular = PLURAL.test(word) ? [word.slice(0, -2)] : [];
  return [word, ...singular].map((form) => {
    const stem = stemmer(form);
    return stem.length < MIN_ENGLISH_STEM ? form : stem;
  });
};

/** The index entries of a word beside itself: its Turkish stems and its English ones, each once. */
export const stemsOf = (folded: string): string[] => [
  ...new Set([...turkishStems(folded), ...englishStems(folded)].map((stem) => `s:${stem}`)),
];
