import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/**
 * The given hashtags that are not hidden from trends and that the member does not follow, each with its spelling if it was ever
 * used. Index: hidden_hashtags_pkey, hashtag_follows_pkey, hashtags_pkey, one row per hashtag.
 */
export async function findUnfollowedHashtags(
  db: Db,
  userId: string,
  keys: readonly string[],
): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ key: string; tag: string | null }>`
    select candidate.key, hashtag.tag
    from unnest(${keys}::text[]) candidate (key)
    left join content.hashtag_view hashtag on hashtag.key = candidate.key
    where not exists (select from feed.hidden_hashtags hidden where hidden.key = candidate.key)
      and not exists (
        select from content.hashtag_follow_view followed where followed.user_id = ${userId} and followed.key = candidate.key)`.execute(
    db,
  );
  return new Map(rows.map(({ key, tag }) => [key, tag]));
}

/** A member's interface language. Index: users_pkey. */
export async function findLanguage(db: Db, userId: string): Promise<'tr' | 'en'> {
  const { rows } = await sql<{ locale: 'tr' | 'en' }>`
    select locale from auth.language_view where id = ${userId}`.execute(db);
  return rows[0]?.locale ?? 'tr';
}
