import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { dayRange } from './id-range.ts';
import { invalidOperator } from './problems.ts';
import {
  findMembersByUsername,
  findVisibleMatches,
  type IdRange,
  type Match,
  type VisibleMatch,
} from './queries.ts';
import { ANY_AUTHOR, type Authors, type ParsedQuery, parseQuery } from './query.ts';
import type { PostSearchQuery } from './schemas.ts';

/** A search: who searches, what for, and in which range of posts. */
export interface SearchContext {
  ctx: Context;
  viewer: Viewer;
  parsedQuery: ParsedQuery;
  authors: Authors;
  range: IdRange;
  /** Time zone of the days of `since:` and `until:`. */
  tz: string;
}

/**
 * Parses a request.
 * @param before  only posts older than this one; null for all
 * @throws Problem 422 `invalid_search_operator`
 */
export async function openSearch(
  ctx: Context,
  viewer: Viewer,
  query: PostSearchQuery,
  before: string | null,
): Promise<SearchContext> {
  const parsedQuery = parseRequest(query);
  const { tz = 'UTC' } = query;
  return {
    ctx,
    viewer,
    parsedQuery,
    authors: await authorsOf(ctx, parsedQuery),
    range: rangeOf(parsedQuery, tz, before),
    tz,
  };
}

/** Whether `from:` names only unknown members, so that nothing can match. */
export const hasNoAuthor = ({ parsedQuery, authors }: SearchContext): boolean =>
  parsedQuery.from.length > 0 && authors.included.length === 0;

/** The search without the limit of a cursor. */
export const withoutCursor = (search: SearchContext): SearchContext => ({
  ...search,
  range: rangeOf(search.parsedQuery, search.tz, null),
});

async function authorsOf(ctx: Context, { from, excludedFrom }: ParsedQuery): Promise<Authors> {
  const named = [...from, ...excludedFrom];
  if (named.length === 0) return ANY_AUTHOR;
  const members = await findMembersByUsername(ctx.db, named);
  const idsOf = (usernames: readonly string[]) =>
    members.filter(({ username }) => usernames.includes(username)).map(({ id }) => id);
  return { included: idsOf(from), excluded: idsOf(excludedFrom) };
}

const rangeOf = (parsedQuery: ParsedQuery, tz: string, cursor: string | null): IdRange => {
  const { from, before } = dayRange(parsedQuery, tz);
  return { from, before: cursor !== null && cursor < before ? cursor : before };
};

function parseRequest(query: PostSearchQuery): ParsedQuery {
  const parsedQuery = parseQuery(query.q);
  const [invalid] = parsedQuery.invalid;
  if (invalid) throw invalidOperator(invalid.operator, invalid.value);
  if (query.from) parsedQuery.from.push(query.from.replace('@', '').toLowerCase());
  if (query.has) parsedQuery.has.push(query.has);
  parsedQuery.language = query.lang ?? parsedQuery.language;
  parsedQuery.since = query.since ?? parsedQuery.since;
  parsedQuery.until = query.until ?? parsedQuery.until;
  return parsedQuery;
}

/** Those of the matches that the viewer may see, in their order, `take` at most. */
export async function findVisible(
  { ctx, viewer }: SearchContext,
  found: readonly Match[],
  take: number,
): Promise<VisibleMatch[]> {
  if (found.length === 0) return [];
  const { id, universityId } = viewer;
  const [ids, ranks] = [found.map((match) => match.id), found.map((match) => match.rank)];
  return findVisibleMatches(ctx.db, { id, universityId, ids, ranks, take });
}
