import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { followed, notMuted, repostsShown, type Viewer, visibleTo, visibleWith } from '../../social/index.ts';
import { followedHashtagOf } from '../hashtags/queries.ts';
import type { FolloweeRepost } from './folding.ts';

type Ref = Expression<unknown>;

const PUBLIC = sql`'public'::text`;

/**
 * Whether a member's reposts belong in the viewer's home: the viewer's own, and those of followees, unless
 * muted or hidden.
 * @param isVisible  the visibility rule for that member's public posts
 */
export const canSeeRepostsOf = (
  viewer: Viewer,
  actor: Ref,
  isVisible: Expression<boolean> = visibleTo(viewer, actor, PUBLIC),
): RawBuilder<boolean> => sql<boolean>`(
  ${actor} = ${viewer.id}
  or (${followed(viewer, actor)} and ${notMuted(viewer, actor)} and ${repostsShown(viewer, actor)}
      and ${isVisible}))`;

/**
 * The condition for a repost in home, over a row `post` of content.posts: `actor`'s reposts belong in it, and
 * the post is visible and not by a muted member.
 * @param isVisible  the visibility rule
 */
export const repostReadable = (
  viewer: Viewer,
  actor: Ref,
  isVisible: Expression<boolean>,
): RawBuilder<boolean> => sql<boolean>`
  case
    when post.deleted_at is not null then false
    when post.author_id = ${viewer.id} then ${canSeeRepostsOf(viewer, actor)}
    else ${canSeeRepostsOf(viewer, actor)} and ${notMuted(viewer, sql`post.author_id`)} and ${isVisible}
  end`;

/** Whether the repost of an entry (id of the post, entry_id, actor_id) still exists. Index: reposts_pkey. */
export const repostExistsSql = (entry: Ref): RawBuilder<boolean> => sql<boolean>`
  exists (select from content.repost_view repost
    where repost.post_id = ${entry}.id and repost.user_id = ${entry}.actor_id and repost.id = ${entry}.entry_id)`;

/** Whether the post itself is in home: the viewer wrote it, or follows its author or one of its hashtags. */
export const isOwnEntry = (viewer: Viewer, post: Ref): RawBuilder<boolean> => sql<boolean>`(
  ${post}.author_id = ${viewer.id} or ${followed(viewer, sql`${post}.author_id`)}
  or (${post}.reply_to_id is null and ${followedHashtagOf(viewer, sql`${post}.id`)} is not null))`;

/**
 * Up to this many reposts of a post are all read. For a post with more, each followee's repost is looked up.
 */
const FEW_REPOSTS = 500;

/**
 * The reposts of some posts that belong in the viewer's home, newest first.
 * Index: reposts_post, or follows_follower and reposts_pkey for posts with very many reposts.
 */
export async function findFolloweeReposts(
  db: Db,
  viewer: Viewer,
  postIds: readonly string[],
): Promise<FolloweeRepost[]> {
  const { rows } = await sql<FolloweeRepost>`
    select repost.id, post.id as "postId", repost.user_id as "userId"
    from content.post_view post
    cross join lateral (
      select repost.id, repost.user_id from content.repost_view repost
      where repost.post_id = post.id and post.repost_count <= ${FEW_REPOSTS}
      union all
      select repost.id, repost.user_id
      from (select followee_id as id from social.follow_view where follower_id = ${viewer.id}
            union all select ${viewer.id}::uuid) followee
      join content.repost_view repost on repost.post_id = post.id and repost.user_id = followee.id
      where post.repost_count > ${FEW_REPOSTS}
    ) repost
    join social.audience_view actor on actor.id = repost.user_id
    where post.id = any(${postIds}::uuid[])
      and ${canSeeRepostsOf(viewer, sql`actor.id`, visibleWith(viewer, sql.ref('actor'), PUBLIC))}
    order by repost.id desc`.execute(db);
  return rows;
}

/** Whether a repost still exists. Index: reposts_pkey. */
export async function repostExists(
  db: Db,
  repost: { repostId: string; postId: string; userId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('content.repost_view')
    .select('id')
    .where('post_id', '=', repost.postId)
    .where('user_id', '=', repost.userId)
    .where('id', '=', repost.repostId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Removes an entry from the timelines of the next followers, in the order of their ids.
 * Index: follows_followee, home_timeline_pkey in the one partition of the entry.
 * @returns the last follower processed, or undefined when there are no more
 */
export async function removeEntryBatch(
  db: Db,
  entry: { id: string; actorId: string },
  after: string,
  batch: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ last: string | null; scanned: number }>`
    with audience as (
      select follower_id from social.follow_view
      where followee_id = ${entry.actorId} and follower_id > ${after} order by follower_id limit ${batch}),
    removed as (
      delete from feed.home_timeline timeline using audience
      where timeline.user_id = audience.follower_id and timeline.entry_id = ${entry.id})
    select (array_agg(follower_id order by follower_id desc))[1] as last, count(*) as scanned from audience`.execute(
    db,
  );
  const row = rows[0];
  return row?.last && row.scanned === batch ? row.last : undefined;
}
