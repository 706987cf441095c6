import type { Context } from '../../../platform/context.ts';
import { findCounts, findSimilarWords } from './queries.ts';
import { type Expansion, SIMILARITY } from './query-expansion.ts';
import type { FoundPosts } from './schemas.ts';
import { turkishStems } from './tokenizer.ts';
import { closeStems } from './word-forms.ts';

/** Words of this length may hold a typing error. */
const MIN_CORRECTED = 4;
/** What is one letter away from longer words are too many strings. */
const MAX_CORRECTED = 24;
/** Longer words may hold two. */
const MIN_TWO_ERRORS = 7;
/** What is written so seldom may be an error that somebody made, where another spelling is written far more often. */
const MAX_RARE = 2;
const MIN_RATIO = 3;
/** Shorter beginnings of words are near too many others … */
const MIN_BARE = 5;
/** … but for two letters swapped, or one that is missing or too many. */
const SWAP_COST = 0.7;
/** So many spellings of a word are looked for. */
const MAX_SPELLINGS = 5;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** Neighbours on a Turkish keyboard, folded. */
const ROWS = ['qwertyuiopgu', 'asdfghjklsi', 'zxcvbnmoc'];
const NEIGHBOURS = new Map<string, string>();
for (const row of ROWS)
  for (const [index, letter] of [...row].entries())
    NEIGHBOURS.set(letter, `${NEIGHBOURS.get(letter) ?? ''}${row[index - 1] ?? ''}${row[index + 1] ?? ''}`);

export interface Corrections {
  /** By word as it was typed. */
  expansions: Map<string, Omit<Expansion, 'from' | 'length'>[]>;
  corrected: FoundPosts['corrected'];
}

/**
 * For words that nobody has written, or hardly anybody: those that are a letter away, longer ones two letters. What one letter makes is
 * looked up whole, so that the error may be anywhere; two letters away are those that share most groups of three letters.
 * @param posts  how many posts hold the words and their stems
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
    const near = (await findSpellings(ctx, word)).filter(
      (one) => postCount === 0 || one.posts >= MIN_RATIO * postCount,
    );
    const [best] = near;
    if (best === undefined) continue;
    const chosen = near
      .filter(({ distanceTo }) => distanceTo <= best.distanceTo + 0.3)
      .slice(0, MAX_SPELLINGS);
    expansions.set(
      word,
      chosen.map(({ stem, distanceTo }) => ({
        similarity: SIMILARITY.misspelt - 0.4 * (distanceTo - best.distanceTo),
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
 * How many posts hold a word, or what it is a form of. Only beginnings that somebody has written alone count: others may be what is
 * left of any word.
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
  distanceTo: number;
}

/** Spellings near a word, the likeliest first. */
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
  const add = (stem: string, count: number, distanceTo: number) => {
    const known = found.get(stem);
    if (!known || distanceTo < known.distanceTo)
      found.set(stem, { stem, posts: Math.max(count, known?.posts ?? 0), distanceTo });
  };
  for (const [entry, count] of posts) {
    const stem = entry.replace('s:', '');
    if (forms.includes(stem)) continue;
    const isBare = entry.startsWith('s:');
    const distanceTo = Math.min(
      ...forms.map(
        (form, index) =>
          editCost(form, stem) + (index === 0 ? 0 : 0.3) + (isBare && !posts.has(stem) ? 0.05 : 0),
      ),
    );
    // What is left of a word without its ending is short, and near many others: only the usual errors are seen in it.
    const isUsual = forms.some((form, index) => {
      const far = editCost(form, stem);
      const isShort = index > 0 && form.length < MIN_BARE;
      return isShort ? far <= SWAP_COST || (far < 1 && form.length !== stem.length) : far <= 1;
    });
    if (isUsual) add(stem, count, distanceTo);
  }
  const isFoundWhole = [...found.keys()].some((stem) => editDistance(word, stem) <= 1);
  if (!isFoundWhole && word.length >= MIN_TWO_ERRORS) {
    for (const { word: entry, posts: count } of await findSimilarWords(ctx.db, word, 50)) {
      const stem = entry.replace('s:', '');
      const distanceTo = Math.min(
        ...forms.map((form, index) => editDistance(form, stem) + (index === 0 ? 0 : 0.3)),
      );
      if (distanceTo <= 2.3) add(stem, count, distanceTo);
    }
  }
  return [...found.values()].sort((a, b) => a.distanceTo - b.distanceTo || b.posts - a.posts);
}

const LETTERS = /^[a-z]+$/;

/** All that a word is once a letter is added, taken away, changed, or swapped with the next. */
function oneEditAway(word: string): string[] {
  const variants: string[] = [];
  for (let at = 0; at <= word.length; at++) {
    const [before, behind] = [word.slice(0, at), word.slice(at)];
    for (const letter of ALPHABET) {
      variants.push(before + letter + behind);
      if (behind !== '') variants.push(before + letter + behind.slice(1));
    }
    if (behind !== '') variants.push(before + behind.slice(1));
    if (behind.length > 1) variants.push(`${before}${behind[1]}${behind[0]}${behind.slice(2)}`);
  }
  return variants.filter((one) => one.length >= MIN_CORRECTED - 1 && one !== word);
}

/** How far one word is from another, a little less where the error is a usual one: two letters swapped, one doubled, a neighbour's key. */
function editCost(typed: string, meant: string): number {
  const distanceTo = editDistance(typed, meant);
  if (distanceTo !== 1) return distanceTo;
  if (typed.length === meant.length) {
    const at = [...typed].findIndex((letter, index) => letter !== meant[index]);
    const isSwapped = typed[at] === meant[at + 1] && typed[at + 1] === meant[at];
    const isNeighbour = NEIGHBOURS.get(meant[at] ?? '')?.includes(typed[at] ?? ' ') ?? false;
    const areVowels = /[aeiou]/.test(typed[at] ?? '') && /[aeiou]/.test(meant[at] ?? '');
    return isSwapped ? SWAP_COST : isNeighbour ? 0.75 : areVowels ? 0.85 : 1;
  }
  const [short, long] = typed.length < meant.length ? [typed, meant] : [meant, typed];
  const at = [...long].findIndex((letter, index) => letter !== short[index]);
  return long[at] === long[at - 1] ? 0.7 : 0.85;
}

/** Letters to add, take away, change or swap with the next (Damerau's distance, restricted). */
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
