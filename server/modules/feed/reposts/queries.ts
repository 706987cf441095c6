import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { followed, notMuted, repostsShown, type Viewer, visibleTo, visibleWith } from '../../social/index.ts';
import { followedHashtagOf } from '../hashtags/queries.ts';
import type { FolloweeRepost } from './folding.ts';

type Ref = Expression<unknown>;

const PUBLIC = sql`'public'::text`;

/**
 * The reposts of a member come to the viewer's home: one's own, and of those followed, unless muted or hidden.
 * @param isVisible  the visibility rule of what that member publishes for all
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
 * What a repost at home must pass when read, over a row `post` of content.posts: it comes from `actor`, and the post itself
 * is for the viewer, and not of somebody they muted; `seen` is the visibility rule.
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

/** The repost of an entry with the columns id (of the post), entry_id and actor_id was not taken back. Index: reposts_pkey. */
export const repostExistsSql = (entry: Ref): RawBuilder<boolean> => sql<boolean>`
  exists (select from content.repost_view repost
    where repost.post_id = ${entry}.id and repost.user_id = ${entry}.actor_id and repost.id = ${entry}.entry_id)`;

/** The viewer wrote the post, or follows who did or one of its hashtags, so that it stands at home for itself. */
export const isOwnEntry = (viewer: Viewer, post: Ref): RawBuilder<boolean> => sql<boolean>`(
  ${post}.author_id = ${viewer.id} or ${followed(viewer, sql`${post}.author_id`)}
  or (${post}.reply_to_id is null and ${followedHashtagOf(viewer, sql`${post}.id`)} is not null))`;

/** Up to so many reposts of a post are all looked at; of more, those of everyone whom the viewer follows are looked up. */
const FEW_REPOSTS = 500;

/**
 * Those reposts of some posts that come to the viewer's home, the newest first.
 * Index: reposts_post, or follows_follower and reposts_pkey for what very many have reposted.
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
      select few.id, few.user_id from content.repost_view few
      where few.post_id = post.id and post.repost_count <= ${FEW_REPOSTS}
      union all
      select many.id, many.user_id
      from (select followee_id as id from social.follow_view where follower_id = ${viewer.id}
            union all select ${viewer.id}::uuid) circle
      join content.repost_view many on many.post_id = post.id and many.user_id = circle.id
      where post.repost_count > ${FEW_REPOSTS}
    ) repost
    join profiles.audience_view actor on actor.id = repost.user_id
    where post.id = any(${postIds}::uuid[])
      and ${canSeeRepostsOf(viewer, sql`actor.id`, visibleWith(viewer, sql.ref('actor'), PUBLIC))}
    order by repost.id desc`.execute(db);
  return rows;
}

/** Whether a repost still stands. Index: reposts_pkey. */
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
 * Takes an entry out of the timelines of the next followers, in the order of their ids.
 * Index: follows_followee, home_timeline_pkey in the one partition of the entry.
 * @returns the last follower looked at, or undefined when there are no more
 */
export async function removeEntryBatch(
  db: Db,
  entry: { id: string; actorId: string },
  after: string,
  batch: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ last: string | null; looked: number }>`
    with audience as (
      select follower_id from social.follow_view
      where followee_id = ${entry.actorId} and follower_id > ${after} order by follower_id limit ${batch}),
    withdrawn as (
      delete from feed.home_timeline timeline using audience
      where timeline.user_id = audience.follower_id and timeline.entry_id = ${entry.id})
    select (array_agg(follower_id order by follower_id desc))[1] as last, count(*) as looked from audience`.execute(
    db,
  );
  const row = rows[0];
  return row?.last && row.looked === batch ? row.last : undefined;
}
