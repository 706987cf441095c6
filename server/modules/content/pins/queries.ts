import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Ids of an author's pinned posts. Index: content.posts_pinned. */
export async function findPins(db: Db, authorId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('content.posts')
    .select('id')
    .where('author_id', '=', authorId)
    .where('pinned_at', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Pins a post above those that are already pinned. */
export async function pinPost(db: Db, postId: string, at: Date): Promise<void> {
  await sql`update content.posts post
    set pinned_at = greatest(${at}::timestamptz, (
      select max(other.pinned_at) + interval '1 millisecond' from content.posts other
      where other.author_id = post.author_id and other.pinned_at is not null))
    where id = ${postId}`.execute(db);
}

export async function unpinPost(db: Db, postId: string): Promise<void> {
  await db.updateTable('content.posts').set({ pinned_at: null }).where('id', '=', postId).execute();
}
