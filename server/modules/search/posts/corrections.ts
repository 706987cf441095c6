import type { Context } from '../../../platform/context.ts';
import { nearStems } from './forms.ts';
import { countsOf, similarWords } from './queries.ts';
import type { FoundPosts } from './schemas.ts';
import { LIKENESS, type Otherwise } from './wider.ts';
import { turkishStems } from './words.ts';

/** Words of this length may hold a typing error. */
const MIN_CORRECTED = 4;
/** What is one letter away from longer words are too many strings. */
const MAX_CORRECTED = 24;
/** Longer words may hold two. */
const MIN_TWICE = 7;
/** What is written so seldom may be an error that somebody made, where another spelling is written far more often. */
const SELDOM = 2;
const FAR_MORE = 3;
/** Shorter beginnings of words are near too many others … */
const MIN_BARE = 5;
/** … but for two letters swapped, or one that is missing or too many. */
const SWAPPED = 0.7;
/** So many spellings of a word are looked for. */
const SPELLINGS = 5;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** Neighbours on a Turkish keyboard, folded. */
const ROWS = ['qwertyuiopgu', 'asdfghjklsi', 'zxcvbnmoc'];
const NEIGHBOURS = new Map<string, string>();
for (const row of ROWS)
  for (const [index, letter] of [...row].entries())
    NEIGHBOURS.set(letter, `${NEIGHBOURS.get(letter) ?? ''}${row[index - 1] ?? ''}${row[index + 1] ?? ''}`);

export interface TypingErrors {
  /** By word as it was typed. */
  ways: Map<string, Omit<Otherwise, 'from' | 'length'>[]>;
  corrected: FoundPosts['corrected'];
}

/**
 * For words that nobody has written, or hardly anybody: those that are a letter away, longer ones two letters. What one letter makes is
 * looked up whole, so that the error may be anywhere; two letters away are those that share most groups of three letters.
 * @param posts  how many posts hold the words and their stems
 */
export async function typingErrors(
  ctx: Context,
  words: readonly string[],
  posts: ReadonlyMap<string, number>,
): Promise<TypingErrors> {
  const ways: TypingErrors['ways'] = new Map();
  const corrected: TypingErrors['corrected'] = [];
  for (const word of words) {
    if (word.length < MIN_CORRECTED || word.length > MAX_CORRECTED) continue;
    const held = heldBy(word, posts);
    if (held > SELDOM) continue;
    const near = (await nearWords(ctx, word)).filter((one) => held === 0 || one.posts >= FAR_MORE * held);
    const [best] = near;
    if (best === undefined) continue;
    const chosen = near.filter(({ away }) => away <= best.away + 0.3).slice(0, SPELLINGS);
    ways.set(
      word,
      chosen.map(({ stem, away }) => ({
        likeness: LIKENESS.misspelt - 0.4 * (away - best.away),
        words: [stem],
        stems: nearStems(stem),
        sequences: [],
      })),
    );
    if (held === 0) corrected.push({ from: word, to: best.stem });
  }
  return { ways, corrected };
}

/**
 * How many posts hold a word, or what it is a form of. Only beginnings that somebody has written alone count: others may be what is
 * left of any word.
 */
const heldBy = (word: string, posts: ReadonlyMap<string, number>): number =>
  Math.max(
    posts.get(word) ?? 0,
    ...turkishStems(word)
      .filter((stem) => stem.length >= MIN_CORRECTED && posts.has(stem))
      .map((stem) => posts.get(`s:${stem}`) ?? 0),
  );

interface Near {
  stem: string;
  posts: number;
  away: number;
}

/** Spellings near a word, the likeliest first. */
async function nearWords(ctx: Context, word: string): Promise<Near[]> {
  const bare = turkishStems(word)
    .filter((stem) => stem.length >= MIN_CORRECTED && LETTERS.test(stem))
    .sort((one, other) => other.length - one.length)
    .slice(0, 4);
  const forms = [...new Set([word, ...bare])];
  const made = [...new Set(forms.flatMap(oneAway))];
  const { posts } = await countsOf(
    ctx.db,
    made.flatMap((one) => [one, `s:${one}`]),
  );
  const found = new Map<string, Near>();
  const note = (stem: string, count: number, away: number) => {
    const known = found.get(stem);
    if (!known || away < known.away)
      found.set(stem, { stem, posts: Math.max(count, known?.posts ?? 0), away });
  };
  for (const [entry, count] of posts) {
    const stem = entry.replace('s:', '');
    if (forms.includes(stem)) continue;
    const isBare = entry.startsWith('s:');
    const away = Math.min(
      ...forms.map(
        (form, index) =>
          effort(form, stem) + (index === 0 ? 0 : 0.3) + (isBare && !posts.has(stem) ? 0.05 : 0),
      ),
    );
    // What is left of a word without its ending is short, and near many others: only the usual errors are seen in it.
    const isUsual = forms.some((form, index) => {
      const far = effort(form, stem);
      const isShort = index > 0 && form.length < MIN_BARE;
      return isShort ? far <= SWAPPED || (far < 1 && form.length !== stem.length) : far <= 1;
    });
    if (isUsual) note(stem, count, away);
  }
  const isFoundWhole = [...found.keys()].some((stem) => distance(word, stem) <= 1);
  if (!isFoundWhole && word.length >= MIN_TWICE) {
    for (const { word: entry, posts: count } of await similarWords(ctx.db, word, 50)) {
      const stem = entry.replace('s:', '');
      const away = Math.min(...forms.map((form, index) => distance(form, stem) + (index === 0 ? 0 : 0.3)));
      if (away <= 2.3) note(stem, count, away);
    }
  }
  return [...found.values()].sort((one, other) => one.away - other.away || other.posts - one.posts);
}

const LETTERS = /^[a-z]+$/;

/** All that a word is once a letter is added, taken away, changed, or swapped with the next. */
function oneAway(word: string): string[] {
  const made: string[] = [];
  for (let at = 0; at <= word.length; at++) {
    const [before, behind] = [word.slice(0, at), word.slice(at)];
    for (const letter of ALPHABET) {
      made.push(before + letter + behind);
      if (behind !== '') made.push(before + letter + behind.slice(1));
    }
    if (behind !== '') made.push(before + behind.slice(1));
    if (behind.length > 1) made.push(`${before}${behind[1]}${behind[0]}${behind.slice(2)}`);
  }
  return made.filter((one) => one.length >= MIN_CORRECTED - 1 && one !== word);
}

/** How far one word is from another, a little less where the error is a usual one: two letters swapped, one doubled, a neighbour's key. */
function effort(typed: string, meant: string): number {
  const away = distance(typed, meant);
  if (away !== 1) return away;
  if (typed.length === meant.length) {
    const at = [...typed].findIndex((letter, index) => letter !== meant[index]);
    const isSwapped = typed[at] === meant[at + 1] && typed[at + 1] === meant[at];
    const isNeighbour = NEIGHBOURS.get(meant[at] ?? '')?.includes(typed[at] ?? ' ') ?? false;
    const areVowels = /[aeiou]/.test(typed[at] ?? '') && /[aeiou]/.test(meant[at] ?? '');
    return isSwapped ? SWAPPED : isNeighbour ? 0.75 : areVowels ? 0.85 : 1;
  }
  const [short, long] = typed.length < meant.length ? [typed, meant] : [meant, typed];
  const at = [...long].findIndex((letter, index) => letter !== short[index]);
  return long[at] === long[at - 1] ? 0.7 : 0.85;
}

/** Letters to add, take away, change or swap with the next (Damerau's distance, restricted). */
export function distance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const [above, left, diagonal] = [rows[i - 1]?.[j] ?? 0, row[j - 1] ?? 0, rows[i - 1]?.[j - 1] ?? 0];
      let least = Math.min(above + 1, left + 1, diagonal + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
