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
export const MIN_GROUP_SIZE = 5;

const isSmall = (people: number): boolean => people > 0 && people < MIN_GROUP_SIZE;

/**
 * Scopes to suppress: those with fewer than five people, and as many others as are needed so that the suppressed ones together
 * are at least two scopes and five people. Otherwise the total minus the published scopes would reveal them (complementary
 * suppression).
 */
function hiddenScopes(total: number, parts: readonly { scope: string; people: number }[]): Set<string> {
  const scopes = new Set(parts.filter(({ people }) => isSmall(people)).map(({ scope }) => scope));
  if (scopes.size === 0 || isSmall(total)) return scopes;
  const candidates = parts
    .filter(({ scope, people }) => people > 0 && !scopes.has(scope))
    .sort((a, b) => a.people - b.people || (a.scope < b.scope ? -1 : 1));
  let people = parts.reduce((sum, part) => sum + (scopes.has(part.scope) ? part.people : 0), 0);
  while ((scopes.size < 2 || people < MIN_GROUP_SIZE) && candidates.length > 0) {
    const next = candidates.shift();
    if (next === undefined) break;
    scopes.add(next.scope);
    people += next.people;
  }
  return scopes;
}

/**
 * Suppresses, in the counts of one span, whatever concerns fewer than five people or allows that to be derived.
 *
 * @param total  of the campus
 * @param parts  of its universities; each member is in one of them
 */
export function withoutSmallGroups(total: ContentCounts, parts: readonly ContentCounts[]): PublishedCounts[] {
  const authors = hiddenScopes(
    total.authors,
    parts.map((part) => ({ scope: part.scope, people: part.authors })),
  );
  const likers = hiddenScopes(
    total.likers,
    parts.map((part) => ({ scope: part.scope, people: part.likers })),
  );
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
