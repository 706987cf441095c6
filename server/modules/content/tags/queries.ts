import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { audienceOf, notMuted, postVisibleTo, reaches } from '../../social/index.ts';

/**
 * Greater than every id: the start of a list. A value, so that the index range is bounded in a prepared
 * statement too.
 */
const MAX_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const readable = (viewer: Viewer) => sql<boolean>`(
  post.deleted_at is null
  and ${notMuted(viewer, sql.ref('post.author_id'))}
  and ${reaches(viewer, sql.ref('post.author_id'))}
  and ${postVisibleTo(viewer, audienceOf('post'))})`;

/**
 * The next posts under a hashtag in descending order, each with whether the viewer may read it.
 * Index: content.post_hashtags_pkey (key, post_id) read backwards, `size` rows; posts and the visibility rule
 * by primary key.
 */
export async function findTaggedBefore(
  db: Db,
  viewer: Viewer,
  key: string,
  before: string | null,
  size: number,
): Promise<{ id: string; isReadable: boolean }[]> {
  const { rows } = await sql<{ id: string; isReadable: boolean }>`
    select candidate.id, coalesce(${readable(viewer)}, false) as "isReadable"
    from (
      select post_id as id from content.post_hashtags
      where key = ${key} and post_id < ${before ?? MAX_UUID}
      order by post_id desc limit ${size}) candidate
    left join content.posts post on post.id = candidate.id
    order by candidate.id desc`.execute(db);
  return rows;
}

/**
 * A hashtag's spelling, and whether the viewer follows it. Index: content.hashtags_pkey,
 * hashtag_follows_pkey.
 */
export async function findHashtag(
  db: Db,
  viewer: Viewer,
  key: string,
): Promise<{ tag: string | null; following: boolean }> {
  const { rows } = await sql<{ tag: string | null; following: boolean }>`
    select (select tag from content.hashtags where key = ${key}) as tag,
      exists (select from content.hashtag_follows where user_id = ${viewer.id} and key = ${key}) as following`.execute(
    db,
  );
  return rows[0] ?? { tag: null, following: false };
}

/**
 * The number of posts under a hashtag since a time that the viewer may read, and of their authors, among the
 * newest `max`.
 * Index: content.post_hashtags_pkey, `max` rows at most.
 */
export async function countUsesSince(
  db: Db,
  viewer: Viewer,
  key: string,
  since: Date,
  max: number,
): Promise<{ uses: number; people: number; scanned: number }> {
  const { rows } = await sql<{ uses: number; people: number; scanned: number }>`
    select count(*) filter (where candidate.is_readable) as uses,
      count(distinct candidate.author_id) filter (where candidate.is_readable) as people, count(*) as scanned
    from (
      select post.author_id, ${readable(viewer)} as is_readable
      from (
        select post_id as id from content.post_hashtags
        where key = ${key} and post_id >= platform.uuid_floor(${since}::timestamptz)
        order by post_id desc limit ${max}) recent
      join content.posts post on post.id = recent.id offset 0) candidate`.execute(db);
  return rows[0] ?? { uses: 0, people: 0, scanned: 0 };
}

/**
 * Serialises a member's new hashtag follows until the transaction ends, so that their number stays within the
 * limit.
 */
export const lockFollowedTags = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 31))`.execute(db);

export async function countFollowedTags(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('content.hashtag_follows')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertTagFollow(db: Db, userId: string, tag: string, key: string): Promise<void> {
  await db
    .insertInto('content.hashtag_follows')
    .values({ user_id: userId, key, tag, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteTagFollow(db: Db, userId: string, key: string): Promise<void> {
  await db
    .deleteFrom('content.hashtag_follows')
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .execute();
}

/** Hashtags that a member follows, newest first. Index: content.hashtag_follows_newest. */
export async function findFollowedTags(
  db: Db,
  userId: string,
  before: string | null,
  take: number,
): Promise<{ id: string; tag: string }[]> {
  const { rows } = await sql<{ id: string; tag: string }>`
    select follow.id, coalesce(hashtag.tag, follow.tag) as tag
    from content.hashtag_follows follow left join content.hashtags hashtag on hashtag.key = follow.key
    where follow.user_id = ${userId} and follow.id < ${before ?? MAX_UUID}
    order by follow.id desc limit ${take}`.execute(db);
  return rows;
}
