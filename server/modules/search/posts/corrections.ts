import type { Context } from '../../../platform/context.ts';
import { findCounts, findSimilarWords } from './queries.ts';
import { type Expansion, SIMILARITY } from './query-expansion.ts';
import type { FoundPosts } from './schemas.ts';
import { turkishStems } from './tokenizer.ts';
import { closeStems } from './word-forms.ts';

/** Minimum length of a word that is corrected. */
const MIN_CORRECTED = 4;
/** Longer words have too many variants with one edit. */
const MAX_CORRECTED = 24;
/** Minimum length of a word that may contain two errors. */
const MIN_TWO_ERRORS = 7;
/** A word that is written at most this often may be an error, if another spelling is far more frequent. */
const MAX_RARE = 2;
const MIN_RATIO = 3;
/** Shorter stems are near too many others … */
const MIN_STEM = 5;
/** … except for a usual error: two swapped letters, or one that is missing or added. */
const SWAP_COST = 0.7;
/** Spellings per word. */
const MAX_SPELLINGS = 5;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** Neighbours on a Turkish keyboard, folded. */
const ROWS = ['qwertyuiopgu', 'asdfghjklsi', 'zxcvbnmoc'];
const NEIGHBOURS = new Map<string, string>();
for (const row of ROWS)
  for (const [index, letter] of [...row].entries())
    NEIGHBOURS.set(letter, `${NEIGHBOURS.get(letter) ?? ''}${row[index - 1] ?? ''}${row[index + 1] ?? ''}`);

export interface Corrections {
  /** By word as typed. */
  expansions: Map<string, Omit<Expansion, 'from' | 'length'>[]>;
  corrected: FoundPosts['corrected'];
}

/**
 * Corrects words that nobody, or hardly anybody, has written. All variants with one edit are looked up, so
 * that the error may be anywhere. Variants with two edits, for longer words, are those that share the most
 * trigrams.
 * @param posts  how many posts contain the words and their stems
 */
export async function findCorrections(
  ctx: Context,
  words: readonly string[],
  posts: ReadonlyMap<string, number>,
): Promise<Corrections> {
  const expansions: Corrections['expansions'] = new Map();
  const corrected: Corrections['corrected'] = [];
  for (const word of words) {
    if (word.length < MIN_CORRECTED || word.length > MAX_CORRECTED) continue;
    const postCount = countPosts(word, posts);
    if (postCount > MAX_RARE) continue;
    const spellings = (await findSpellings(ctx, word)).filter(
      (one) => postCount === 0 || one.posts >= MIN_RATIO * postCount,
    );
    const [best] = spellings;
    if (best === undefined) continue;
    const chosen = spellings
      .filter(({ distance }) => distance <= best.distance + 0.3)
      .slice(0, MAX_SPELLINGS);
    expansions.set(
      word,
      chosen.map(({ stem, distance }) => ({
        similarity: SIMILARITY.misspelt - 0.4 * (distance - best.distance),
        words: [stem],
        stems: closeStems(stem),
        sequences: [],
      })),
    );
    if (postCount === 0) corrected.push({ from: word, to: best.stem });
  }
  return { expansions, corrected };
}

/**
 * How many posts contain a word, or a stem of it. Only stems that somebody has written as a word count:
 * others may be accidental prefixes.
 */
const countPosts = (word: string, posts: ReadonlyMap<string, number>): number =>
  Math.max(
    posts.get(word) ?? 0,
    ...turkishStems(word)
      .filter((stem) => stem.length >= MIN_CORRECTED && posts.has(stem))
      .map((stem) => posts.get(`s:${stem}`) ?? 0),
  );

interface Candidate {
  stem: string;
  posts: number;
  distance: number;
}

/** Similar spellings, the likeliest first. */
async function findSpellings(ctx: Context, word: string): Promise<Candidate[]> {
  const bare = turkishStems(word)
    .filter((stem) => stem.length >= MIN_CORRECTED && LETTERS.test(stem))
    .sort((a, b) => b.length - a.length)
    .slice(0, 4);
  const forms = [...new Set([word, ...bare])];
  const variants = [...new Set(forms.flatMap(oneEditAway))];
  const { posts } = await findCounts(
    ctx.db,
    variants.flatMap((one) => [one, `s:${one}`]),
  );
  const found = new Map<string, Candidate>();
  const add = (stem: string, count: number, distance: number) => {
    const known = found.get(stem);
    if (!known || distance < known.distance)
      found.set(stem, { stem, posts: Math.max(count, known?.posts ?? 0), distance });
  };
  for (const [entry, count] of posts) {
    const stem = entry.replace('s:', '');
    if (forms.includes(stem)) continue;
    const isBare = entry.startsWith('s:');
    const distance = Math.min(
      ...forms.map(
        (form, index) =>
          editCost(form, stem) + (index === 0 ? 0 : 0.3) + (isBare && !posts.has(stem) ? 0.05 : 0),
      ),
    );
    // A word without its ending is short, and near many others: only usual errors are accepted in it.
    const isUsual = forms.some((form, index) => {
      const cost = editCost(form, stem);
      const isShort = index > 0 && form.length < MIN_STEM;
      return isShort ? cost <= SWAP_COST || (cost < 1 && form.length !== stem.length) : cost <= 1;
    });
    if (isUsual) add(stem, count, distance);
  }
  const isFoundWhole = [...found.keys()].some((stem) => editDistance(word, stem) <= 1);
  if (!isFoundWhole && word.length >= MIN_TWO_ERRORS) {
    for (const { word: entry, posts: count } of await findSimilarWords(ctx.db, word, 50)) {
      const stem = entry.replace('s:', '');
      const distance = Math.min(
        ...forms.map((form, index) => editDistance(form, stem) + (index === 0 ? 0 : 0.3)),
      );
      if (distance <= 2.3) add(stem, count, distance);
    }
  }
  return [...found.values()].sort((a, b) => a.distance - b.distance || b.posts - a.posts);
}

const LETTERS = /^[a-z]+$/;

/** All variants of a word with one letter added, removed, changed, or swapped with the next. */
function oneEditAway(word: string): string[] {
  const variants: string[] = [];
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of ALPHABET) {
      variants.push(before + letter + after);
      if (after !== '') variants.push(before + letter + after.slice(1));
    }
    if (after !== '') variants.push(before + after.slice(1));
    if (after.length > 1) variants.push(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  return variants.filter((one) => one.length >= MIN_CORRECTED - 1 && one !== word);
}

/**
 * The distance between two words, lower for usual errors: two letters swapped, one doubled, a neighbouring
 * key.
 */
function editCost(typed: string, intended: string): number {
  const distance = editDistance(typed, intended);
  if (distance !== 1) return distance;
  if (typed.length === intended.length) {
    const at = [...typed].findIndex((letter, index) => letter !== intended[index]);
    const isSwapped = typed[at] === intended[at + 1] && typed[at + 1] === intended[at];
    const isNeighbour = NEIGHBOURS.get(intended[at] ?? '')?.includes(typed[at] ?? ' ') ?? false;
    const areVowels = /[aeiou]/.test(typed[at] ?? '') && /[aeiou]/.test(intended[at] ?? '');
    return isSwapped ? SWAP_COST : isNeighbour ? 0.75 : areVowels ? 0.85 : 1;
  }
  const [short, long] = typed.length < intended.length ? [typed, intended] : [intended, typed];
  const at = [...long].findIndex((letter, index) => letter !== short[index]);
  return long[at] === long[at - 1] ? 0.7 : 0.85;
}

/**
 * The number of letters added, removed, changed or swapped with the next (optimal string alignment, a
 * restricted Damerau distance).
 */
export function editDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const [above, left, diagonal] = [rows[i - 1]?.[j] ?? 0, row[j - 1] ?? 0, rows[i - 1]?.[j - 1] ?? 0];
      let min = Math.min(above + 1, left + 1, diagonal + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        min = Math.min(min, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(min);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
