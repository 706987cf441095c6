/**
 * Endings of Turkish words after folding (ı, i become one; ü, u; ö, o; ğ, g; ş, s; ç, c), one group for each
 * position in the word, after the published grammars (Göksel & Kerslake 2005; Oflazer 1994). Without a
 * dictionary the endings are ambiguous, so a word has several stems. Two words that share a stem count as
 * forms of one word.
 */
const PLURAL = '(?:l[ae]r)?';
const POSSESSION = '(?:[iu]?m[iu]z|[iu]?n[iu]z|[iu]?m|[iu]?n|s?[iu])?';
const CASE = '(?:n?[dt][ae]n?|[yn]?[iu]|[yn]?[ae]|n?[iu]n|y?l[ae]|n?c[ae])?';
const WHICH = '(?:ki(?:l[ae]r)?(?:n[iae]|nd[ae]n?|nin)?)?';
const COPULA =
  '(?:[dt][iu]r(?:l[ae]r)?|y?[dt][iu](?:[mnk]|n[iu]z|l[ae]r)?|y?m[iu]s(?:l[ae]r)?|y?s[ae]|y[iu]m|s[iu]n[iu]z|y[iu]z|yken)?';
/** The endings of a noun, in their order. */
const NOMINAL = PLURAL + POSSESSION + CASE + WHICH + COPULA;
const NOUN = `(?:l[iu][kg]|l[iu]|s[iu]z|c[iu])?${NOMINAL}`;

/** Ability (-ebil, -iver) and negation (-me, -eme). */
const ABLE = '(?:y?[ae]bil|y?[iu]ver)?';
const NOT = '(?:(?:y?[ae])?m[ae])?';
const PERSON = '(?:[iu]m|s[iu]n[iu]z|s[iu]n|[iu]z|l[ae]r)';
const QUESTION = '(?:m[iu](?:s[iu]n[iu]z|s[iu]n|y[iu]m|y[iu]z)?)?';
/** After -iyor, and after the vowel of a stem: okuyor. */
const YOR = 'yor(?:d[iu]|m[iu]s|s[ae])?(?:um|sunuz|sun|uz|l[ae]r|m|n[iu]z|n|k|ken)?';
const PRESENT = `(?:y?[ae]bil|y?[iu]ver)?(?:(?:y?[ae])?m)?[iu]${YOR}`;
const FINITE = [
  `m[ae]k(?:t[ae]n?|l[ae]|s[iu]z[iu]n)?${COPULA}`,
  `m[ae]l[iu](?:y[iu]z|y[iu]m|s[iu]n|l[ae]r|y?d[iu][mk]?)?`,
  `m[ae]${NOMINAL}`,
  `y?[ae]c[ae](?:k(?:l[ae]r|s[iu]n|t[iu][mk]?)?|[kg]${NOMINAL})`,
  '[dt][iu](?:[mnk]|n[iu]z|l[ae]r)?',
  'm[iu]s(?:[iu]m|s[iu]n[iu]z|s[iu]n|[iu]z|l[ae]r|t[iu](?:[mnk]|l[ae]r)?)?',
  's[ae](?:[mnk]|n[iu]z|l[ae]r|yd[iu][mnk]?)?',
  // Of the aorist only forms with a person, a tense or -ken: a bare -ar or -er is too often part of the stem.
  `[aeiu]?r(?:${PERSON}|k[ae]n|s[ae][mnk]?|d[iu](?:[mnk]|l[ae]r)?|m[iu]s)`,
  'y?[iu]n(?:[iu]z)?|y?[iu]p|y?[iu]nc[ae]|y?[ae]r[ae]k|y?ken|y?[ae]l[iu](?:m|d[ae]n)?|y?[ae]y[iu]m|s[iu]n(?:l[ae]r)?',
  `y?[ae]n${NOMINAL}`,
  `[dt][iu][kg]${NOMINAL}`,
].join('|');
/** The aorist of ability and of negation: gelebilir, gelmez, gelemem. */
const AORIST = `y?[ae]bil[iu]r${PERSON}?|y?[iu]ver[iu]r${PERSON}?|(?:y?[ae])?m[ae](?:z(?:s[iu]n[iu]z|s[iu]n|l[ae]r|d[iu][mk]?|k[ae]n|s[ae])?|m|y[iu]z)`;
const VERB = `(?:${PRESENT}|${ABLE}${NOT}(?:${FINITE})|${AORIST})${QUESTION}`;

const NOUN_ENDING = new RegExp(`^(?:${NOUN})$`);
const VERB_ENDING = new RegExp(`^${VERB}$`);
/** Endings that only verbs have. */
const VERBAL = new RegExp(
  `^(?:${PRESENT}|${ABLE}${NOT}(?:m[ae]k(?:t[ae]n?)?|y?[ae]c[ae]k(?:l[ae]r)?|[dt][iu](?:[mk]|l[ae]r)|m[iu]st?[iu]?[mk]?|[aeiu]r(?:[iu]m|s[iu]n|[iu]z|l[ae]r|k[ae]n|s[ae][mnk]?)|y?[iu]nc[ae]|y?[ae]r[ae]k|d[iu]g[iu](?:m|n|nd[ae])?)|${AORIST})${QUESTION}$`,
);
/** Voice suffixes: reciprocal, passive, causative, reflexive. */
const VOICE = '(?:[iu]?[ln]|[dt][iu]r|[iu]r|[ae]r|[iu]?t|[iu]?s){0,3}';
/** Nouns derived from verbs: koşu, yürüyüş, seçim, bilgi, durak, yazıcı, çalışkan. */
const VERB_DERIVATION =
  '(?:y?[iu]s|m[ae]|[iu]m|[gk][iu]|[gk][ae]n|y?[iu]c[iu]|[iu]k?|[ae]k|nt[iu]|g[ae]c|[iu]t|m[ae]n|[ae]r|c|)';
const DERIVED = new RegExp(`^${VOICE}(?:${VERB_DERIVATION}${NOUN}|${VERB})$`);

const MIN_STEM = 3;
const MAX_SUFFIX_LENGTH = 18;
const HAS_VOWEL = /[aeiou]/;
/** Final consonants that soften before a vowel: kitap, kitabı; yurt, yurdu; renk, rengi. */
const HARD: Record<string, string> = { b: 'p', d: 't', g: 'k' };

/** A stem with its final consonant hardened. */
export const hardenFinal = (stem: string): string =>
  stem.slice(0, -1) + (HARD[stem.slice(-1)] ?? stem.slice(-1));

/** Few words of one syllable end in a k that softens: renk, rengi; gök, göğü. */
const ONE_SYLLABLE = /^[^aeiou]*[aeiou][^aeiou]*$/;
const VOWEL_FIRST = /^[aeiou]/;

/**
 * The possible spellings of a stem without its ending: as it is, and hardened if a vowel may have softened
 * it.
 */
function spellings(stem: string, rest: string, isVerb: boolean): string[] {
  const last = stem.slice(-1);
  if (!(last in HARD) || !VOWEL_FIRST.test(rest)) return [stem];
  // Only a few verbs soften, and only a final t: gitmek, gidiyor.
  if (isVerb && last !== 'd') return [stem];
  if (last === 'g' && ONE_SYLLABLE.test(stem) && !/(?:ng|og)$/.test(stem)) return [stem];
  return [stem, hardenFinal(stem)];
}

/**
 * All verbs of two letters, folded. Their stems are kept apart from nouns with the same letters: atmak and
 * at.
 */
const SHORT_VERBS = new Set(
  'ac ag ak al an ar as at ay az de eg ek em en er es et ez ic im in it iv ko ol om on op ot ov oy sa uc um un us ut uy uz ye yu'.split(
    ' ',
  ),
);
/** The vowel of two verbs changes before y: yiyor, yiyecek, diyor. */
const NARROWED: Record<string, string> = { yi: 'ye', di: 'de' };

/**
 * The possible Turkish stems of a folded word: each prefix of at least three letters whose rest is a chain of
 * endings, and the verbs of two letters. "kedinin" is kedi + nin and ked + in + in. Cost: linear in the
 * ending's few letters.
 */
export function turkishStems(word: string): string[] {
  const stems = new Set<string>([word]);
  for (let end = Math.max(MIN_STEM, word.length - MAX_SUFFIX_LENGTH); end < word.length; end++) {
    const stem = word.slice(0, end);
    const rest = word.slice(end);
    // A single letter is an ending too often: require a longer stem, or the ending of çayı and kolu.
    if (rest.length === 1 && end <= MIN_STEM && !/[iu]/.test(rest)) continue;
    if (!HAS_VOWEL.test(stem)) continue;
    const isNoun = NOUN_ENDING.test(rest);
    if (!isNoun && !isVerbEnding(stem, rest)) continue;
    for (const spelling of spellings(stem, rest, !isNoun)) stems.add(spelling);
    // Before -yor a final a or e becomes ı, i, u or ü: bekliyor, arıyor.
    if (/^[iu]yor/.test(rest)) for (const vowel of 'ae') stems.add(stem + vowel);
  }
  const short = shortVerb(word);
  if (short !== undefined) stems.add(`${short}-`);
  return [...stems];
}

const isVerbEnding = (stem: string, rest: string): boolean =>
  VERB_ENDING.test(rest) || (rest.startsWith('yor') && /[iu]$/.test(stem) && VERBAL_AFTER_VOWEL.test(rest));
const VERBAL_AFTER_VOWEL = new RegExp(`^${YOR}${QUESTION}$`);

function shortVerb(word: string): string | undefined {
  if (word.length <= 3) return undefined;
  const beginning = word.slice(0, 2);
  const narrowed = NARROWED[beginning];
  if (narrowed !== undefined && VERBAL.test(word.slice(1))) return narrowed;
  const verb = hardenFinal(beginning);
  const rest = word.slice(2);
  const isVerb =
    VERBAL.test(rest) || /^[dt][iu]$/.test(rest) || (verb.endsWith('e') && /^y[ae]c[ae]k/.test(rest));
  return SHORT_VERBS.has(verb) && isVerb
    ? verb
    : narrowed !== undefined && VERBAL.test(rest)
      ? narrowed
      : undefined;
}

/**
 * The verb stems of a word, shortest first: its prefixes that are followed by an ending that only verbs have.
 */
export function verbRoots(word: string): string[] {
  const roots = new Set<string>();
  for (let end = MIN_STEM; end < word.length; end++) {
    const root = word.slice(0, end);
    if (!HAS_VOWEL.test(root)) continue;
    const rest = word.slice(end);
    const isVerb =
      VERBAL.test(rest) || (rest.startsWith('yor') && /[iu]$/.test(root) && VERBAL_AFTER_VOWEL.test(rest));
    if (!isVerb) continue;
    for (const bare of withoutVoice(root))
      for (const spelling of spellings(bare, rest, true)) roots.add(spelling);
    if (/^[iu]yor/.test(rest)) for (const vowel of 'ae') roots.add(root + vowel);
  }
  return [...roots];
}

const LAST_VOICE = /(?<=^.*[aeiou].*)(?:[iu]l|[iu]n|(?<=[aeiou])[lnt]|[dt][iu]r|[iu]s)$/;

/** A verb and the verb that it is derived from: güldür, gül. */
function withoutVoice(verb: string): string[] {
  const bare = verb.replace(LAST_VOICE, '');
  return bare !== verb && bare.length >= MIN_STEM && HAS_VOWEL.test(bare) ? [verb, bare] : [verb];
}

/** Whether a word is derived from a verb: koşu and koşturdum from koş. */
export const isDerivedFromVerb = (word: string, root: string): boolean =>
  (word.startsWith(root) ||
    (/d$/.test(word.slice(0, root.length)) && hardenFinal(word.slice(0, root.length)) === root)) &&
  (word.length === root.length || isDerivation(word.slice(root.length)));

/** A single letter only derives a noun if it is a vowel: koşu, but yurt is not a form of yürümek. */
const isDerivation = (rest: string): boolean => (rest.length > 1 || /[iu]/.test(rest)) && DERIVED.test(rest);

/** Nouns and adjectives derived from nouns: kitaplık, gözlükçü, yurtsuz, arkadaşça, kedicik. */
const NOUN_DERIVATION = new RegExp(
  `^(?:l[iu][kg]|l[iu]|s[iu]z|c[iu]|l[ae][nst]?|d[ae]s|c[ae]|c[iu][kg]|s[ae]l|s[iu])+(?:${NOMINAL}|${VERB})$`,
);

/** Whether a word is derived from a noun. */
export const isDerivedFromNoun = (word: string, noun: string): boolean =>
  hardenFinal(word.slice(0, noun.length)) === hardenFinal(noun) &&
  NOUN_DERIVATION.test(word.slice(noun.length));

/**
 * The nouns of a verb that is made with ol or et, in their possible spellings: kaybolmak, kaydetmek,
 * affetmek.
 */
export function nounsBeforeHelper(word: string): string[] {
  return [...word.matchAll(/(?<=^.{3,})(?:ol|e[td])/g)].flatMap(({ index }) => {
    const rest = word.slice(index + 2);
    const noun = word.slice(0, index);
    if (!/[^aeiou]$/.test(noun) || !new RegExp(`^${VOICE}(?:${VERB})?$`).test(rest)) return [];
    const single = noun.replace(/(.)\1$/, '$1');
    const hard = hardenFinal(noun);
    // The vowel that is dropped before ol or et: kayıp, sabır, şükür.
    const opened =
      /[^aeiou]{2}$/.test(noun) && single === noun
        ? [...'iu'].map((vowel) => noun.slice(0, -1) + vowel + hard.slice(-1))
        : [];
    return [...new Set([hard, hardenFinal(single), ...opened])];
  });
}
