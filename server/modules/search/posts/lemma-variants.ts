import { stemmer } from 'stemmer';
import { turkishStems } from './tokenizer.ts';

/**
 * Turkish nouns, folded, that drop the vowel of their last syllable before an ending that begins with one:
 * kayıp, kaybı; kayıt, kaydı; isim, ismi. A closed class: no rule tells them from similar nouns.
 */
const VOWEL_DROPPING =
  'agiz akil alin asir asil ayip azim bagir beyin boyun burun cisim cevir curum defin devir emir fasil fikir geniz gogus gonul hacim hapis hasim hukum huzun ilim isim izin kabir kahir karin kasit kavis kayip kayit kesif keyif kibir kisim kufur kutup lutuf metin meyil muhur nabiz nefis nehir nesil nutuk ogul omur omuz resim sabir sehir sekil seyir sukur tavir ufuk uzuv vakit vasif zehir zihin zikir zulum'.split(
    ' ',
  );

/** Irregular English forms. Left out: forms that are also the beginning of common Turkish words. */
const IRREGULAR = [
  'begin began begun, break broke broken, bring brought, build built, buy bought, catch caught, choose chose chosen',
  'come came, draw drew drawn, drink drank drunk, drive drove driven, feed fed, feel felt, fight fought, find found',
  'fly flew flown, forget forgot forgotten, get got gotten, give gave given, go went gone, grow grew grown, hear heard',
  'hold held, keep kept, know knew known, lose lost, pay paid, ride rode ridden, run ran, say said, sell sold, send sent',
  'sing sang sung, sleep slept, speak spoke spoken, spend spent, stand stood, steal stole stolen, swim swam swum',
  'take took taken, teach taught, tell told, think thought, throw threw thrown, understand understood, wake woke woken',
  'wear wore worn, win won, write wrote written, child children, foot feet, mouse mice, tooth teeth, woman women',
].flatMap((line) => line.split(', ').map((group) => group.split(' ')));

const HARDENED: Record<string, string> = { b: 'p', d: 't', g: 'k' };

const dropVowel = (noun: string): string => noun.slice(0, -2) + noun.slice(-1);
const shortForms = new Map(VOWEL_DROPPING.map((noun) => [noun, dropVowel(noun)]));
const longForms = new Map(VOWEL_DROPPING.map((noun) => [dropVowel(noun), noun]));
const irregularForms = new Map(IRREGULAR.flatMap((group) => group.map((form) => [form, group] as const)));

/**
 * Index entries for forms of a folded word that its stems do not find: a Turkish noun with or without the
 * vowel that it drops, an English word in its irregular forms. For queries only: texts are indexed without
 * them.
 */
export function lemmaVariants(word: string): string[] {
  const variants = new Set<string>();
  for (const stem of turkishStems(word)) {
    const short = shortForms.get(stem);
    if (short !== undefined)
      variants.add(short.slice(0, -1) + (HARDENED[short.slice(-1)] ?? short.slice(-1)));
    // Without an ending it is another word: burn is not burun.
    const long = stem.length < word.length ? longForms.get(stem) : undefined;
    if (long !== undefined) variants.add(long);
  }
  const group = irregularForms.get(word) ?? irregularForms.get(stemmer(word)) ?? [];
  for (const form of group) if (form !== word) variants.add(stemmer(form));
  return [...variants].map((stem) => `s:${stem}`);
}
