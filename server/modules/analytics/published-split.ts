import { publishedCount, publishedParts } from '@chitlaq/protocol/moderation-log';

/**
 * A number of people and how it is split into disjoint parts, each as it may be published: null if it is about fewer than five
 * people, or gives such a number away as the total minus the rest.
 * @returns the total, then the parts in the order given
 */
export function publishedSplit(total: number, parts: readonly number[]): (number | null)[] {
  const published = publishedParts(parts);
  const isGivenAway = published.includes(null) && parts.filter((count) => count > 0).length === 1;
  return [isGivenAway ? null : publishedCount(total), ...published];
}
