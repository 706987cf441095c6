import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Keys of the hashtags that a member follows. Index: hashtag_follows_pkey, 200 at most. */
export async function followedTagKeys(db: Db, userId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('content.tag_follow_view')
    .select('key')
    .where('user_id', '=', userId)
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** What rises for members of a university, and by how much. Index: trending_posts_pkey, 60 rows at most. */
export async function risingFor(db: Db, universityId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; total: number }>`
    select post_id as id, max((score->>'total')::integer) as total from feed.trending_posts
    where scope_id in (${universityId}, feed.everywhere()) group by post_id`.execute(db);
  return new Map(rows.map(({ id, total }) => [id, total]));
}
