import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { PostToDelete } from '../queries.ts';

/** Whether a post was written, also if it was deleted meanwhile. Index: posts_pkey. */
export const postExists = async (db: Db, id: string): Promise<boolean> =>
  (await sql`select from content.posts where id = ${id}`.execute(db)).rows.length > 0;

/** Whether a member has posts. Index: posts_author. */
export const memberHasPosts = async (db: Db, memberId: string): Promise<boolean> =>
  (
    await sql`select from content.posts where author_id = ${memberId} and deleted_at is null limit 1`.execute(
      db,
    )
  ).rows.length > 0;

/** The newest imported posts of a member, replies before what they answer. Index: posts_author. */
export async function findImported(db: Db, memberId: string, limit: number): Promise<PostToDelete[]> {
  const { rows } = await sql<PostToDelete>`
    select id, author_id as "authorId", reply_to_id as "replyToId", quote_of_id as "quoteOfId" from content.posts
    where author_id = ${memberId} and deleted_at is null and imported_from is not null order by id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}
