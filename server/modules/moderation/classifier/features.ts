import { fold, foldLookAlikes, INVISIBLE, parseEntities, SPACED_WORD, splitWords } from '@chitlaq/text';

/** What the classifier reads: the text of a post, and how old the account was. */
export interface Subject {
  text: string;
  /** Null: not known. */
  authorAgeMs: number | null;
}

/** What is said about a text as a whole, besides its words. */
export const PLAIN_FEATURES = ['link', 'links', 'mentions', 'repeats', 'capitals', 'newcomer'] as const;
export type PlainFeature = (typeof PLAIN_FEATURES)[number];

/** A part of the text, in UTF-16 units, and the features that come from it. */
export interface Part {
  start: number;
  end: number;
  hashes: number[];
}

export interface Features {
  /** Each feature once, as an unsigned 32-bit hash. */
  hashes: Uint32Array;
  parts: Part[];
  plain: PlainFeature[];
}

/** Longer texts are read up to here: a post has 280 graphemes, but its poll and its warning are read as well. */
const READ = 2_000;
const MAX_WORDS = 200;
const MAX_WORD = 32;
const NEWCOMER_MS = 7 * 86_400_000;
const GRAMS = [3, 4, 5];

const IS_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'u');
/** A word written letter by letter, or what stands between two spaces. */
const CHUNK = new RegExp(`${SPACED_WORD.source}|\\S+`, 'gu');
const CAPITALS = /\p{Lu}/gu;
const SMALL = /\p{Ll}/gu;
const LETTER_RUN = /(\p{L})\1{3,}|([!?])\2{2,}/u;

/** FNV-1a of UTF-16 units, mixed as in MurmurHash3, because its low bits alone spread badly. */
export function hashOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export const plainHash = (feature: PlainFeature): number => hashOf(`= ${feature}`);

/** The text without invisible characters, and where each unit of it stood. */
function visible(text: string): { text: string; at: number[] } {
  let kept = '';
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    if (!IS_INVISIBLE.test(character)) {
      for (let unit = 0; unit < character.length; unit += 1) at.push(index + unit);
      kept += character;
    }
    index += character.length;
  }
  at.push(index);
  return { text: kept, at };
}

/** Numbers are read as numbers: nobody's telephone or student number is learnt. */
const withoutNumber = (word: string): string => (/^\d+$/.test(word) ? `#${Math.min(word.length, 6)}` : word);

function gramsOf(word: string): string[] {
  const letters = [...`<${word.slice(0, MAX_WORD)}>`];
  const grams = [`w ${word}`];
  for (const size of GRAMS)
    for (let from = 0; from + size <= letters.length; from += 1)
      grams.push(`g ${letters.slice(from, from + size).join('')}`);
  return grams;
}

/** Where links and mentions stand, in UTF-16 units. */
function entitiesOf(text: string): {
  links: { start: number; end: number; host: string }[];
  mentions: [number, number][];
} {
  const offsets: number[] = [];
  let unit = 0;
  for (const character of text) {
    offsets.push(unit);
    unit += character.length;
  }
  offsets.push(unit);
  const at = (codePoint: number) => offsets[codePoint] ?? unit;
  const entities = parseEntities(text);
  return {
    links: entities.flatMap((entity) =>
      entity.type === 'link'
        ? [
            {
              start: at(entity.start),
              end: at(entity.end),
              host: /^https?:\/\/(?:www\.)?([^/?#:]+)/i.exec(entity.url)?.[1]?.toLowerCase() ?? '',
            },
          ]
        : [],
    ),
    mentions: entities.flatMap((entity): [number, number][] =>
      entity.type === 'mention' ? [[at(entity.start), at(entity.end)]] : [],
    ),
  };
}

/**
 * The features of a text: words, pairs of neighbours, and pieces of three to five letters, as a reader takes them (`fold`, `foldLookAlikes`);
 * hosts of links instead of their paths; no names of members and no numbers. Cost: linear, on 2,000 units at most.
 */
export function featuresOf({ text: whole, authorAgeMs }: Subject): Features {
  const { text, at } = visible(whole.slice(0, READ));
  const { links, mentions } = entitiesOf(text);
  const parts: Part[] = [];
  const all = new Set<number>();
  const counts = new Map<string, number>();
  let before: { word: string; start: number } | undefined;
  let words = 0;
  const add = (start: number, end: number, names: string[]) => {
    const hashes = names.map(hashOf);
    for (const hash of hashes) all.add(hash);
    parts.push({ start: at[start] ?? 0, end: (at[end - 1] ?? 0) + 1, hashes });
  };
  const readWords = (from: number, to: number) => {
    for (const { 0: chunk, index } of text.slice(from, to).matchAll(CHUNK)) {
      const start = from + index;
      const end = start + chunk.length;
      for (const { text: found } of splitWords(foldLookAlikes(fold(chunk)))) {
        if (words >= MAX_WORDS) return;
        words += 1;
        const word = withoutNumber(found.slice(0, MAX_WORD));
        counts.set(word, (counts.get(word) ?? 0) + 1);
        add(start, end, gramsOf(word));
        if (before !== undefined) add(before.start, end, [`b ${before.word} ${word}`]);
        before = { word, start };
      }
    }
  };
  const skipped = [...links.map(({ start, end }) => [start, end] as const), ...mentions].sort(
    (a, b) => a[0] - b[0],
  );
  let from = 0;
  for (const [start, end] of skipped) {
    readWords(from, start);
    from = Math.max(from, end);
  }
  readWords(from, text.length);
  for (const { start, end, host } of links) {
    const labels = host.split('.').slice(-4);
    add(
      start,
      end,
      labels.map((_, label) => `h ${labels.slice(label).join('.')}`),
    );
  }
  const capitals = text.match(CAPITALS)?.length ?? 0;
  const small = text.match(SMALL)?.length ?? 0;
  const is: Record<PlainFeature, boolean> = {
    link: links.length > 0,
    links: links.length > 1,
    mentions: mentions.length > 2,
    repeats: LETTER_RUN.test(text) || Math.max(0, ...counts.values()) > 3,
    capitals: capitals >= 8 && capitals > small,
    newcomer: authorAgeMs !== null && authorAgeMs < NEWCOMER_MS,
  };
  const plain = PLAIN_FEATURES.filter((feature) => is[feature]);
  for (const feature of plain) all.add(plainHash(feature));
  return { hashes: Uint32Array.from(all), parts, plain };
}
