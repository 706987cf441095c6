import { fold } from '@chitlaq/text';

/** 0: none, the yellow of the character itself; 1 to 5: from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;
export const SKIN_TONES: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];

export interface Emoji {
  /** Without a skin tone. */
  base: string;
  hasTones: boolean;
  /** Version of the emoji standard; 12 stands for all older ones. */
  version: number;
  /** Name in the reader's language. */
  name: string;
  /** Folded names and words: of the reader's language, and of the other one. */
  words: string;
  otherWords: string;
}
export interface EmojiGroup {
  slug: string;
  emoji: readonly Emoji[];
}

const OLDEST_VERSION = 12;

/**
 * Joins the data files of `tools/emoji-data.ts`.
 * @param names  `name|word|word…` in the order of the groups
 */
export function readGroups(
  groups: Readonly<Record<string, string>>,
  names: readonly string[],
  otherNames: readonly string[],
): EmojiGroup[] {
  // Folded at once: folding thousands of short texts takes much longer.
  const [words, otherWords] = [names, otherNames].map((list) => fold(list.join('\n')).split('\n'));
  let index = 0;
  return Object.entries(groups).map(([slug, list]) => ({
    slug,
    emoji: list.split(' ').map((entry) => {
      const [, base = '', tones, version] = /^(.+?)(~?)(?:@([\d.]+))?$/u.exec(entry) ?? [];
      const at = index++;
      return {
        base,
        hasTones: tones === '~',
        version: Number(version ?? OLDEST_VERSION),
        name: names[at]?.split('|', 1)[0] ?? base,
        words: words?.[at] ?? '',
        otherWords: otherWords?.[at] ?? '',
      };
    }),
  }));
}

const MODIFIER_BASE = /^\p{Emoji_Modifier_Base}$/u;
const FIRST_TONE = 0x1_f3fb;
/** Joins two people who hold hands; only the people have a skin tone. */
const HANDSHAKE = '🤝';

/** The emoji in a skin tone. All people in it get the same one. */
export function withTone({ base, hasTones }: Pick<Emoji, 'base' | 'hasTones'>, tone: SkinTone): string {
  if (tone === 0 || !hasTones) return base;
  const modifier = String.fromCodePoint(FIRST_TONE + tone - 1);
  const characters = [...base];
  const isJoined = characters.length > 1;
  return characters
    .filter((character, index) => character !== '\ufe0f' || !MODIFIER_BASE.test(characters[index - 1] ?? ''))
    .map((character) =>
      MODIFIER_BASE.test(character) && !(isJoined && character === HANDSHAKE)
        ? character + modifier
        : character,
    )
    .join('');
}

/** How well a query matches folded names; the smaller the better. */
function rank(words: string, query: string): number | undefined {
  const parts = query.split(' ');
  if (words.startsWith(query)) return words.length === query.length || words[query.length] === '|' ? 0 : 1;
  if (
    parts.every((part) => words.startsWith(part) || words.includes(` ${part}`) || words.includes(`|${part}`))
  )
    return words.includes(`|${query}|`) || words.endsWith(`|${query}`) ? 2 : 3;
  return undefined;
}

/** Emoji by the beginnings of words in their names, in both languages; the reader's language first. */
export function searchEmoji(groups: readonly EmojiGroup[], typed: string): Emoji[] {
  const all = groups.flatMap(({ emoji }) => emoji);
  const query = fold(typed).replace(/\s+/g, ' ').trim();
  if (query === '') return all.filter(({ base }) => base === typed.trim());
  return all
    .map((emoji) => ({
      emoji,
      rank: rank(emoji.words, query) ?? (rank(emoji.otherWords, query) ?? Number.POSITIVE_INFINITY) + 10,
    }))
    .filter((found) => Number.isFinite(found.rank) || found.emoji.base === typed.trim())
    .sort((a, b) => a.rank - b.rank)
    .map(({ emoji }) => emoji);
}

/**
 * Moves through rows of emoji, as grids do: left and right continue on the next row, up and down stay in the column.
 * @param rowLengths  the number of emoji per row
 * @returns the new index; undefined if the key does not move
 */
export function moveInGrid(
  rowLengths: readonly number[],
  index: number,
  key: string,
  isWithCtrl: boolean,
): number | undefined {
  const count = rowLengths.reduce((sum, length) => sum + length, 0);
  let row = 0;
  let rowStart = 0;
  while (row < rowLengths.length - 1 && index >= rowStart + (rowLengths[row] ?? 0))
    rowStart += rowLengths[row++] ?? 0;
  const column = index - rowStart;
  const rowEnd = rowStart + (rowLengths[row] ?? 0) - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(index + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(index - 1, 0);
    case 'ArrowDown': {
      const next = rowLengths[row + 1];
      return next === undefined ? index : rowEnd + 1 + Math.min(column, next - 1);
    }
    case 'ArrowUp': {
      const before = rowLengths[row - 1];
      return before === undefined ? index : rowStart - before + Math.min(column, before - 1);
    }
    case 'Home':
      return isWithCtrl ? 0 : rowStart;
    case 'End':
      return isWithCtrl ? count - 1 : rowEnd;
    default:
      return undefined;
  }
}
