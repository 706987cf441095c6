import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** The posts with files in a post's thread, including the post itself. Index: posts_pkey, posts_root. */
export async function findThreadPostsWithMedia(db: Db, postId: string): Promise<string[]> {
  const root = sql`(select coalesce(root_id, id) from content.posts where id = ${postId})`;
  const { rows } = await sql<{ id: string }>`
    select id from content.posts where id = ${root} and has_media
    union all select id from content.posts where root_id = ${root} and has_media`.execute(db);
  return rows.map(({ id }) => id);
}
