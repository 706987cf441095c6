import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Post } from '../../content/index.ts';
import { findCommonFollowees } from '../affinities/queries.ts';
import { originalTag } from '../hashtags/spelling.ts';
import type { SessionPost } from './pages.ts';
import { strongestSignal } from './rank.ts';
import type { RankedPost, Reason } from './schemas.ts';
import type { Score } from './score.ts';
import { SAME_DEPARTMENT_POINTS } from './signals.ts';

/** The facts that reasons name, next to the scores. */
export interface ReasonFacts {
  /** By post: the number of participants. */
  people: ReadonlyMap<string, number>;
  /** By post: the key of a hashtag of it that the viewer follows. */
  hashtags: ReadonlyMap<string, string>;
}

/**
 * Adds to posts their scores, and the reason for their position: the signal that contributed most.
 *
 * Cost: one query if a reason is common friends.
 */
export async function explainPosts(
  ctx: Context,
  viewer: Viewer,
  sessionPosts: readonly SessionPost[],
  facts: ReasonFacts,
): Promise<RankedPost[]> {
  const signals = sessionPosts.map(({ score }) => strongestSignal(score));
  const near = sessionPosts.flatMap(({ post }, index) =>
    signals[index] === 'affinity' ? [post.author.id] : [],
  );
  const friends = await findCommonFriends(ctx, viewer, near);
  return sessionPosts.map(({ post, score }, index) => ({
    ...post,
    reason: chooseReason({ post, score }, signals[index], friends, facts),
    score,
  }));
}

type Friends = ReadonlyMap<string, Extract<Reason, { kind: 'followed_by' }>>;

/** By member: the followees of the viewer who follow them. */
export async function findCommonFriends(
  ctx: Context,
  viewer: Viewer,
  memberIds: readonly string[],
): Promise<Friends> {
  if (memberIds.length === 0) return new Map();
  const { id, universityId } = viewer;
  const rows = await findCommonFollowees(ctx.db, { id, universityId, memberIds });
  return new Map(
    rows.map(({ memberId, common, via }) => [memberId, { kind: 'followed_by', members: via, count: common }]),
  );
}

function chooseReason(
  { post, score }: { post: Post; score: Score },
  signal: ReturnType<typeof strongestSignal>,
  friends: Friends,
  { people, hashtags }: ReasonFacts,
): Reason {
  const tagKey = hashtags.get(post.id);
  const count = people.get(post.id) ?? 0;
  if (signal === 'affinity') return friends.get(post.author.id) ?? { kind: 'recent' };
  if (signal === 'hashtag')
    return tagKey === undefined ? { kind: 'similar' } : { kind: 'hashtag', tag: originalTag(post, tagKey) };
  if (signal === 'cohort') {
    const points = score.parts.find((part) => part.signal === 'cohort')?.value ?? 0;
    return { kind: points >= SAME_DEPARTMENT_POINTS ? 'same_department' : 'same_university' };
  }
  if (signal === 'university') return { kind: 'same_university' };
  if ((signal === 'engagement' || signal === 'rising') && count > 0) return { kind: 'rising', people: count };
  return { kind: 'recent' };
}
