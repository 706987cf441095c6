import { SMALLEST_COUNT } from '@chitlaq/protocol/moderation-log';
import { publishedSplit } from '../published-split.ts';

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

/**
 * Suppresses, in the counts of one span, whatever concerns fewer than five people or allows that to be derived.
 *
 * @param total  of the campus
 * @param parts  of its universities; each member is in one of them
 */
export function withoutSmallGroups(total: ContentCounts, parts: readonly ContentCounts[]): PublishedCounts[] {
  const authors = publishedSplit(
    total.authors,
    parts.map(({ authors }) => authors),
  );
  const likers = publishedSplit(
    total.likers,
    parts.map(({ likers }) => likers),
  );
  return [total, ...parts].map(({ scope, ...counts }, index) => {
    const isHidden = authors[index] === null;
    return {
      scope,
      authors: isHidden ? null : counts.authors,
      posts: isHidden ? null : counts.posts,
      replies: isHidden ? null : counts.replies,
      media: isHidden ? null : counts.media,
      likes: likers[index] === null ? null : counts.likes,
    };
  });
}
