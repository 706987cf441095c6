import { hashtagKey } from '@chitlaq/text';
import { stemsOf, tokenize } from './tokenizer.ts';

/** PostgreSQL stores no greater position of a word. */
const MAX_POSITION = 16_383;

/** The searchable parts of a post. */
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

/** Facts are index entries like words. No word begins with these characters. */
export const fact = {
  author: (id: string) => `@from:${id}`,
  language: (language: string) => `@lang:${language}`,
  has: (what: string) => `@has:${what}`,
  hashtag: (key: string) => `#${key}`,
};

/** An index entry in PostgreSQL's notation. */
export const quoteLexeme = (entry: string): string =>
  `'${entry.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** The words of a text with their positions and weight A, and their stems. */
function textEntries(text: string): { words: string[]; stems: Set<string> } {
  const positions = new Map<string, number[]>();
  const stems = new Set<string>();
  for (const { folded, position } of tokenize(text)) {
    const known = positions.get(folded);
    if (known) known.push(Math.min(position + 1, MAX_POSITION));
    else {
      positions.set(folded, [Math.min(position + 1, MAX_POSITION)]);
      for (const stem of stemsOf(folded)) stems.add(stem);
    }
  }
  const words = [...positions].map(
    ([word, wordPositions]) =>
      `${quoteLexeme(word)}:${wordPositions
        .slice(0, 50)
        .map((position) => `${position}A`)
        .join(',')}`,
  );
  return { words, stems };
}

/** Any text as index entries, in PostgreSQL's notation of a tsvector. */
export function textDocument(text: string): string {
  const { words, stems } = textEntries(text);
  return [...words, ...[...stems].map(quoteLexeme)].join(' ');
}

/** A post as index entries, in PostgreSQL's notation of a tsvector: those of its text, and facts about it. */
export function documentOf(post: Searchable): string {
  const { words, stems } = textEntries([post.content, post.contentWarning ?? ''].join('\n'));
  for (const tag of post.hashtags) stems.add(fact.hashtag(hashtagKey(tag)));
  stems.add(fact.author(post.authorId));
  if (post.language) stems.add(fact.language(post.language));
  if (post.hasMedia) stems.add(fact.has('media'));
  if (post.hasPoll) stems.add(fact.has('poll'));
  if (post.hasLink) stems.add(fact.has('link'));
  return [...words, ...[...stems].map(quoteLexeme)].join(' ');
}
