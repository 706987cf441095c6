import { hashtagKey } from '@chitlaq/text';
import { stemsOf, wordsWithin } from './words.ts';

/** PostgreSQL keeps no later place of a word. */
const LAST_PLACE = 16_383;

/** What of a post is searched. */
export interface Searchable {
  id: string;
  authorId: string;
  content: string;
  contentWarning: string | null;
  language: string | null;
  hashtags: readonly string[];
  hasMedia: boolean;
  hasPoll: boolean;
  hasLink: boolean;
}

/** Facts are index entries like words; no word begins with these signs. */
export const fact = {
  author: (id: string) => `@from:${id}`,
  language: (language: string) => `@lang:${language}`,
  has: (what: string) => `@has:${what}`,
  hashtag: (key: string) => `#${key}`,
};

/** An index entry in PostgreSQL's own notation. */
export const quoted = (entry: string): string => `'${entry.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** The words of a text with their places and the weight A, and their stems: what any text is found by. */
function textEntries(text: string): { words: string[]; bare: Set<string> } {
  const places = new Map<string, number[]>();
  const bare = new Set<string>();
  for (const { folded, place } of wordsWithin(text)) {
    const known = places.get(folded);
    if (known) known.push(Math.min(place + 1, LAST_PLACE));
    else {
      places.set(folded, [Math.min(place + 1, LAST_PLACE)]);
      for (const stem of stemsOf(folded)) bare.add(stem);
    }
  }
  const words = [...places].map(
    ([word, at]) =>
      `${quoted(word)}:${at
        .slice(0, 50)
        .map((place) => `${place}A`)
        .join(',')}`,
  );
  return { words, bare };
}

/** Any text as index entries, in PostgreSQL's notation of a tsvector. */
export function textDocument(text: string): string {
  const { words, bare } = textEntries(text);
  return [...words, ...[...bare].map(quoted)].join(' ');
}

/** A post as index entries, in PostgreSQL's notation of a tsvector: its text's, and facts about it. */
export function documentOf(post: Searchable): string {
  const { words, bare } = textEntries([post.content, post.contentWarning ?? ''].join('\n'));
  for (const tag of post.hashtags) bare.add(fact.hashtag(hashtagKey(tag)));
  bare.add(fact.author(post.authorId));
  if (post.language) bare.add(fact.language(post.language));
  if (post.hasMedia) bare.add(fact.has('media'));
  if (post.hasPoll) bare.add(fact.has('poll'));
  if (post.hasLink) bare.add(fact.has('link'));
  return [...words, ...[...bare].map(quoted)].join(' ');
}
