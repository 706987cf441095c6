import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { audienceOf, notMuted, postVisibleTo } from '../../social/index.ts';

export interface HomeViewer {
  id: string;
  universityId: string;
}

/**
 * Which of these posts are new in which viewers' home: their own posts and those of followees, under the
 * visibility rule.
 * Followers are read by author and matched to the viewers, because a viewer follows few of the authors: 1,500 viewers cost 7,700 buffers
 * a post when each was looked up.
 * Index: posts_pkey, follows_followee; grows with the followers of the authors, and then with the posts that are new to somebody.
 */
export async function findNewHomePosts(
  db: Db,
  viewers: readonly HomeViewer[],
  postIds: readonly string[],
): Promise<{ memberId: string; postId: string }[]> {
  const reader = { id: sql.ref<string>('reader.id'), universityId: sql.ref<string>('reader.university_id') };
  const { rows } = await sql<{ memberId: string; postId: string }>`
    with viewer as materialized (
      select * from unnest(${viewers.map(({ id }) => id)}::uuid[], ${viewers.map(({ universityId }) => universityId)}::uuid[])
        listed (id, university_id)),
    published as materialized (
      select id, author_id from content.post_view where id = any(${postIds}::uuid[])),
    reader as materialized (
      select viewer.id, viewer.university_id, published.id as post_id
      from published join viewer on viewer.id = published.author_id
      union all
      select viewer.id, viewer.university_id, published.id
      from published join social.follow_view follow on follow.followee_id = published.author_id
      join viewer on viewer.id = follow.follower_id)
    select reader.id as "memberId", post.id as "postId"
    from reader join content.post_view post on post.id = reader.post_id
    where ${notMuted(reader, sql.ref('post.author_id'))}
      and ${postVisibleTo(reader, audienceOf('post'))}
    order by post.id desc`.execute(db);
  return rows;
}
