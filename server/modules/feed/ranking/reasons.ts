import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Post } from '../../content/index.ts';
import { commonFollowees } from '../affinities/queries.ts';
import { strongest } from './order.ts';
import type { Placed } from './pages.ts';
import type { RankedPost, Reason } from './schemas.ts';
import type { Score } from './score.ts';
import { COLLEAGUE } from './signals.ts';

/** What reasons are told from, beside the scores. */
export interface Facts {
  /** By post: who took part in it. */
  people: ReadonlyMap<string, number>;
  /** By post: a hashtag of it that the reader follows. */
  hashtags: ReadonlyMap<string, string>;
}

/**
 * Posts with their scores, and why each stands where it stands: the signal that counted most.
 *
 * Cost: one query where one of them stands there because of common friends.
 */
export async function withReasons(
  ctx: Context,
  viewer: Viewer,
  placed: readonly Placed[],
  facts: Facts,
): Promise<RankedPost[]> {
  const signals = placed.map(({ score }) => strongest(score));
  const near = placed.flatMap(({ post }, index) => (signals[index] === 'affinity' ? [post.author.id] : []));
  const friends = await friendsOf(ctx, viewer, near);
  return placed.map(({ post, score }, index) => ({
    ...post,
    reason: reasonOf({ post, score }, signals[index], friends, facts),
    score,
  }));
}

type Friends = ReadonlyMap<string, Extract<Reason, { kind: 'followed_by' }>>;

/** By member: whom the viewer follows that follow them. */
export async function friendsOf(
  ctx: Context,
  viewer: Viewer,
  memberIds: readonly string[],
): Promise<Friends> {
  if (memberIds.length === 0) return new Map();
  const { id, universityId } = viewer;
  const rows = await commonFollowees(ctx.db, { id, universityId, memberIds });
  return new Map(
    rows.map(({ memberId, common, via }) => [memberId, { kind: 'followed_by', members: via, count: common }]),
  );
}

function reasonOf(
  { post, score }: { post: Post; score: Score },
  signal: ReturnType<typeof strongest>,
  friends: Friends,
  { people, hashtags }: Facts,
): Reason {
  const tag = hashtags.get(post.id);
  const count = people.get(post.id) ?? 0;
  if (signal === 'affinity') return friends.get(post.author.id) ?? { kind: 'recent' };
  if (signal === 'hashtag' && tag !== undefined) return { kind: 'hashtag', tag };
  if (signal === 'hashtag') return { kind: 'similar' };
  if (signal === 'cohort') {
    const points = score.parts.find((part) => part.signal === 'cohort')?.value ?? 0;
    return { kind: points >= COLLEAGUE ? 'same_department' : 'same_university' };
  }
  if (signal === 'university') return { kind: 'same_university' };
  if ((signal === 'engagement' || signal === 'rising') && count > 0) return { kind: 'rising', people: count };
  return { kind: 'recent' };
}
