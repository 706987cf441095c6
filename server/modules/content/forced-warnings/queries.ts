import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** A post that moderators may give a warning, locked; undefined if it is deleted. Index: posts_pkey. */
export const findPostToWarn = (
  db: Db,
  postId: string,
): Promise<{ authorId: string; language: 'tr' | 'en' | null } | undefined> =>
  db
    .selectFrom('content.posts')
    .select(['author_id as authorId', 'language'])
    .where('id', '=', postId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();

/**
 * Gives a post a warning that its author cannot take off: the trigger `keep_forced_warning` keeps it. The author's own stays for later.
 * The caller has locked the post.
 */
export async function forceWarning(db: Db, postId: string, warning: string): Promise<void> {
  const { rows } = await sql<{ ownWarning: string | null }>`
    delete from content.forced_warnings where post_id = ${postId} returning own_warning as "ownWarning"`.execute(
    db,
  );
  const { rows: before } = await sql<{ ownWarning: string | null }>`
    select content_warning as "ownWarning" from content.posts where id = ${postId}`.execute(db);
  await sql`update content.posts set content_warning = ${warning} where id = ${postId}`.execute(db);
  const [own] = rows.length > 0 ? rows : before;
  await sql`insert into content.forced_warnings (post_id, own_warning) values (${postId}, ${own?.ownWarning ?? null})`.execute(
    db,
  );
}

/** Gives a post its author's own warning back. @returns false if none was forced. The caller has locked the post. */
export async function unforceWarning(db: Db, postId: string): Promise<boolean> {
  const { rows } = await sql<{ ownWarning: string | null }>`
    delete from content.forced_warnings where post_id = ${postId} returning own_warning as "ownWarning"`.execute(
    db,
  );
  const [forced] = rows;
  if (forced === undefined) return false;
  await sql`update content.posts set content_warning = ${forced.ownWarning} where id = ${postId} and deleted_at is null`.execute(
    db,
  );
  await sql`
    update content.hidden_posts set held = jsonb_set(held, '{content_warning}', coalesce(to_jsonb(${forced.ownWarning}::text), 'null'))
    where post_id = ${postId}`.execute(db);
  return true;
}
