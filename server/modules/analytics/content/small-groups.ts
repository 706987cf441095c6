import { publishedCount, publishedParts, SMALLEST_COUNT } from '@chitlaq/protocol/moderation-log';

/** The counts of one scope: the campus or a university. */
export interface ContentCounts {
  scope: string;
  authors: number;
  posts: number;
  replies: number;
  media: number;
  likers: number;
  likes: number;
}

/** The stored counts; null means suppressed. */
export interface PublishedCounts {
  scope: string;
  authors: number | null;
  posts: number | null;
  replies: number | null;
  media: number | null;
  likes: number | null;
}

/** A statistic of fewer people would be about individuals. */
export const MIN_GROUP_SIZE = SMALLEST_COUNT;

const isSmall = (people: number): boolean => publishedCount(people) === null;

/** Scopes to suppress: those with fewer than five people, and others that would give them away as the total minus the rest. */
function hiddenScopes(parts: readonly { scope: string; people: number }[]): Set<string> {
  const published = publishedParts(parts.map(({ people }) => people));
  return new Set(parts.filter((_, index) => published[index] === null).map(({ scope }) => scope));
}

/**
 * Suppresses, in the counts of one span, whatever concerns fewer than five people or allows that to be derived.
 *
 * @param total  of the campus
 * @param parts  of its universities; each member is in one of them
 */
export function withoutSmallGroups(total: ContentCounts, parts: readonly ContentCounts[]): PublishedCounts[] {
  const authors = hiddenScopes(parts.map((part) => ({ scope: part.scope, people: part.authors })));
  const likers = hiddenScopes(parts.map((part) => ({ scope: part.scope, people: part.likers })));
  if (isSmall(total.authors)) authors.add(total.scope);
  if (isSmall(total.likers)) likers.add(total.scope);
  // With a single part, the total equals that part.
  if (parts.filter(({ authors: people }) => people > 0).length === 1 && authors.size > 0)
    authors.add(total.scope);
  if (parts.filter(({ likers: people }) => people > 0).length === 1 && likers.size > 0)
    likers.add(total.scope);
  return [total, ...parts].map(({ scope, ...counts }) => {
    const isHidden = authors.has(scope);
    return {
      scope,
      authors: isHidden ? null : counts.authors,
      posts: isHidden ? null : counts.posts,
      replies: isHidden ? null : counts.replies,
      media: isHidden ? null : counts.media,
      likes: likers.has(scope) ? null : counts.likes,
    };
  });
}
