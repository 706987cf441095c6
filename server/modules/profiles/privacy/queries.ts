import type { Db } from '../../../platform/db.ts';

/** Whether a member allows public previews. Index: profiles_pkey. */
export async function findAllowsPublicPreviews(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('profiles.public_preview_view')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}
