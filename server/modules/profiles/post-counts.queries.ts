import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/**
 * Adds one to a member's post count. Locks it until the transaction ends, which serialises the member's posts. Index:
 * post_counts_pkey.
 */
export async function incrementPostCount(db: Db, userId: string): Promise<void> {
  await sql`insert into profiles.post_counts as counted (user_id, posts) values (${userId}, 1)
    on conflict (user_id) do update set posts = counted.posts + 1`.execute(db);
}

export async function decrementPostCount(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('profiles.post_counts')
    .set(({ eb }) => ({ posts: eb('posts', '-', 1) }))
    .where('user_id', '=', userId)
    .execute();
}

/** Locks a member's post count until the transaction ends, so that they publish and delete nothing. Index: post_counts_pkey. */
export async function lockPostCount(db: Db, userId: string): Promise<void> {
  await db
    .selectFrom('profiles.post_counts')
    .select('user_id')
    .where('user_id', '=', userId)
    .forNoKeyUpdate()
    .execute();
}
