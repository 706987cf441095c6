import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: profiles_pkey. */
export const findProfileForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select bio, department, graduation_year as "graduationYear", is_private as "isPrivate", shows_likes as "showsLikes",
      allows_public_previews as "allowsPublicPreviews" from profiles.profiles where user_id = ${memberId}`.execute(
      db,
    )
  ).rows[0];
