import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { canSeeMember, memberNotFound } from '../../social/index.ts';
import { refreshAffinities } from '../affinities/service.ts';
import { getPool } from '../pool/cache.ts';
import { findCommonFriends } from '../ranking/reasons.ts';
import type { Reason } from '../ranking/schemas.ts';
import { compareByScore, computeScore, type Score } from '../ranking/score.ts';
import { affinity, standingShare } from '../ranking/signals.ts';
import {
  dismiss,
  findSuggestedCards,
  findSuggestedMembers,
  type SuggestedRow,
  undismiss,
} from './queries.ts';
import type { SuggestedMember, SuggestedMembers, SuggestionsQuery } from './schemas.ts';

/** The weight of a point of each signal: docs/ranking.md. */
const WEIGHTS = {
  common: 1.5,
  follows_you: 1,
  department: 0.4,
  year: 0.4,
  university: 0.3,
  hashtag: 0.6,
  followers: 0.3,
  newcomer: 0.6,
  language: 0.1,
  posts: 0.1,
};
/** Members who post that are considered. */
const MAX_POSTING = 40;
/**
 * Affinity that scores full points: about twenty-five common friends. High, so that members with fewer are
 * still distinguished.
 */
const FULL_COMMON = 10_000;
/** Followers that score full points. */
const FULL_FOLLOWERS = 10_000;

/**
 * Members whom the viewer may know, the likeliest first, each with a reason. A job computes friends of
 * friends; a viewer who follows nobody gets members of their department, the most followed, and those who post.
 *
 * Cost: one statement over some two hundred candidates, whatever the campus; for the result, the cards and
 * the names of common friends.
 */
export async function suggestMembers(
  ctx: Context,
  viewer: Viewer,
  { limit }: SuggestionsQuery,
): Promise<SuggestedMembers> {
  const params = { id: viewer.id, universityId: viewer.universityId };
  const posting = await findPostingMembers(ctx, viewer.universityId);
  const [rows] = await Promise.all([
    findSuggestedMembers(ctx.db, { ...params, posting: [...posting] }),
    refreshAffinities(ctx, viewer.id),
  ]);
  const ranked = rows
    .map((row) => ({ id: row.id, row, score: score(row, posting.has(row.id)) }))
    .sort(compareByScore)
    .slice(0, limit);
  const ids = ranked.map(({ id }) => id);
  const near = ranked.filter(({ row }) => row.points > 0).map(({ id }) => id);
  const [friends, found] = await Promise.all([
    findCommonFriends(ctx, viewer, near),
    ids.length === 0 ? [] : findSuggestedCards(ctx.db, { ...params, ids }),
  ]);
  const cards = new Map(found.map((card) => [card.id, card]));
  const items = ranked.flatMap(({ id, row, score }): SuggestedMember[] => {
    const card = cards.get(id);
    if (card === undefined) return [];
    const { followers, ...shown } = card;
    return [{ ...shown, reason: chooseReason({ ...row, followers }, score, friends.get(id)), score }];
  });
  return { items, nextCursor: null };
}

/** Members of a university with a post in the pool, the newest post first. From memory. */
async function findPostingMembers(ctx: Context, universityId: string): Promise<ReadonlySet<string>> {
  const { posts } = await getPool(ctx, universityId);
  const authors = new Set<string>();
  for (const { authorId, isSameUniversity } of posts) {
    if (authors.size === MAX_POSTING) break;
    if (isSameUniversity) authors.add(authorId);
  }
  return authors;
}

const score = (row: SuggestedRow, isPosting: boolean): Score =>
  computeScore([
    { signal: 'common', value: affinity(row.points, FULL_COMMON), weight: WEIGHTS.common },
    { signal: 'follows_you', value: row.followsViewer ? 1_000 * row.trust : 0, weight: WEIGHTS.follows_you },
    { signal: 'department', value: row.sameDepartment ? 1_000 : 0, weight: WEIGHTS.department },
    { signal: 'year', value: row.years === null ? 0 : 1_000 / (1 + row.years), weight: WEIGHTS.year },
    { signal: 'university', value: row.sameUniversity ? 1_000 : 0, weight: WEIGHTS.university },
    { signal: 'hashtag', value: row.tag === null ? 0 : 1_000, weight: WEIGHTS.hashtag },
    {
      signal: 'followers',
      value: 1_000 * Math.min(1, Math.log1p(row.followers) / Math.log1p(FULL_FOLLOWERS)),
      weight: WEIGHTS.followers,
    },
    { signal: 'newcomer', value: -1_000 * (1 - standingShare(row.standing)), weight: WEIGHTS.newcomer },
    { signal: 'language', value: row.sameLanguage ? 1_000 : 0, weight: WEIGHTS.language },
    { signal: 'posts', value: isPosting ? 1_000 : 0, weight: WEIGHTS.posts },
  ]);

function chooseReason(row: SuggestedRow, { parts }: Score, friends: Reason | undefined): Reason {
  const sorted = [...parts].sort((a, b) => b.contribution - a.contribution);
  for (const { signal, contribution } of sorted) {
    if (contribution <= 0) break;
    if (signal === 'common' && friends) return friends;
    if (signal === 'follows_you') return { kind: 'follows_you' };
    if (signal === 'department') return { kind: 'same_department' };
    if (signal === 'hashtag' && row.tag !== null) return { kind: 'hashtag', tag: row.tag };
    if (signal === 'university') return { kind: 'same_university' };
  }
  return { kind: 'popular', followers: row.followers };
}

/**
 * Stops suggesting a member. Idempotent.
 * @throws Problem 404 `member_not_found`
 */
export async function dismissSuggestion(ctx: Context, viewer: Viewer, memberId: string): Promise<void> {
  if (!(await canSeeMember(ctx, viewer, memberId))) throw memberNotFound();
  await dismiss(ctx.db, viewer.id, memberId, ctx.clock());
}

/** Undoes `dismissSuggestion`. Idempotent. */
export const restoreSuggestion = (ctx: Context, viewer: Viewer, memberId: string): Promise<void> =>
  undismiss(ctx.db, viewer.id, memberId);
