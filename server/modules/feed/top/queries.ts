import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/**
 * By author: how many of the viewer's last hundred likes they have. Index: likes_user, 100 rows, and
 * posts_pkey.
 */
export async function countLikedAuthors(db: Db, userId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; likes: number }>`
    select post.author_id as id, count(*)::integer as likes
    from (select post_id from content.like_view where user_id = ${userId} order by id desc limit 100) liked
    join content.post_view post on post.id = liked.post_id
    group by post.author_id`.execute(db);
  return new Map(rows.map(({ id, likes }) => [id, likes]));
}
