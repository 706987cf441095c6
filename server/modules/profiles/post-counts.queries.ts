import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/**
 * Adds one to the post counts of members. Locks them until the transaction ends, in the order of their ids, which serialises each
 * member's posts. Index: post_counts_pkey.
 *
 * @param memberIds  distinct
 * @param options.waitsForLocks  otherwise leaves out members whose count another transaction has locked, and those without one
 * @returns ids of the members whose count was incremented
 */
export async function incrementPostCounts(
  db: Db,
  memberIds: readonly string[],
  { waitsForLocks }: { waitsForLocks: boolean },
): Promise<Set<string>> {
  if (memberIds.length === 0) return new Set();
  const { rows } = waitsForLocks
    ? await sql<{ id: string }>`
        insert into profiles.post_counts as counted (user_id, posts)
        select id, 1 from unnest(${memberIds}::uuid[]) as id order by id
        on conflict (user_id) do update set posts = counted.posts + 1 returning user_id as id`.execute(db)
    : await sql<{ id: string }>`
        with free as materialized (
          select user_id from profiles.post_counts where user_id = any(${memberIds}::uuid[])
          order by user_id for no key update skip locked
        )
        update profiles.post_counts counted set posts = counted.posts + 1
        from free where counted.user_id = free.user_id
        returning counted.user_id as id`.execute(db);
  return new Set(rows.map(({ id }) => id));
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
