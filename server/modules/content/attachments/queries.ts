import type { Db } from '../../../platform/db.ts';

/** Index: users_pkey, profiles_pkey. */
export async function isPrivateMember(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('profiles.audience_view')
    .select('is_private as isPrivate')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.isPrivate ?? true;
}

/** The next of an author's public posts that carry or carried files, in the order of their ids. Index: posts_author_media. */
export async function postsWithMedia(
  db: Db,
  authorId: string,
  after: string,
  take: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('content.posts')
    .select('id')
    .where('author_id', '=', authorId)
    .where(({ or, eb }) => or([eb('has_media', '=', true), eb('had_media', '=', true)]))
    .where('deleted_at', 'is', null)
    .where('visibility', '=', 'public')
    .where('id', '>', after)
    .orderBy('id')
    .limit(take)
    .execute();
  return rows.map(({ id }) => id);
}
