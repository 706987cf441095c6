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
 * Index: posts_pkey, follows_pkey; grows with posts times viewers.
 */
export async function findNewHomePosts(
  db: Db,
  viewers: readonly HomeViewer[],
  postIds: readonly string[],
): Promise<{ memberId: string; postId: string }[]> {
  const reader = { id: sql.ref<string>('reader.id'), universityId: sql.ref<string>('reader.university_id') };
  const { rows } = await sql<{ memberId: string; postId: string }>`
    select reader.id as "memberId", post.id as "postId"
    from content.post_view post
    cross join unnest(${viewers.map(({ id }) => id)}::uuid[], ${viewers.map(({ universityId }) => universityId)}::uuid[])
      reader(id, university_id)
    where post.id = any(${postIds}::uuid[])
      and (post.author_id = reader.id or exists (
        select from social.follow_view follow
        where follow.follower_id = reader.id and follow.followee_id = post.author_id offset 0))
      and ${notMuted(reader, sql.ref('post.author_id'))}
      and ${postVisibleTo(reader, audienceOf('post'))}
    order by post.id desc`.execute(db);
  return rows;
}
