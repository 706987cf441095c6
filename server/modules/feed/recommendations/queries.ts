import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { followed, memberVisibleTo, type Viewer } from '../../social/index.ts';

/** A reader's newest likes, the likers of each, those most alike of them, and the likes of each of these. */
const BOUNDS = { likes: 60, likers: 40, alike: 100, theirs: 60, kept: 200 };

/**
 * Works out anew what those like who like what a reader likes (collaborative filtering between members): a member is the more alike the more of the reader's
 * likes they share, each like counting the less the more people share it; posts gather the likeness of who likes them.
 *
 * Index: likes_user and likes_post, 60 × 40 and 100 × 60 rows at most, whatever the number of likes; posts_pkey.
 */
export async function replaceTastes(db: Db, userId: string, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 45))`.execute(db);
  await db.deleteFrom('feed.tastes').where('user_id', '=', userId).execute();
  await sql`
    insert into feed.tastes (user_id, post_id, points)
    with mine as materialized (
      select post_id from content.like_view where user_id = ${userId} order by id desc limit ${BOUNDS.likes}),
    alike as materialized (
      select liker.user_id, sum(1 / ln(2.72 + post.like_count)) as likeness
      from mine
      join content.post_view post on post.id = mine.post_id
      cross join lateral (
        select theirs.user_id from content.like_view theirs where theirs.post_id = mine.post_id
        order by theirs.id desc limit ${BOUNDS.likers}) liker
      where liker.user_id <> ${userId}
      group by liker.user_id order by 2 desc, liker.user_id limit ${BOUNDS.alike})
    select ${userId}::uuid, liked.post_id, greatest(1, round(1000 * sum(alike.likeness)))::integer
    from alike
    cross join lateral (
      select theirs.post_id from content.like_view theirs where theirs.user_id = alike.user_id
      order by theirs.id desc limit ${BOUNDS.theirs}) liked
    where not exists (select from mine where mine.post_id = liked.post_id)
    group by liked.post_id order by 3 desc, liked.post_id limit ${BOUNDS.kept}`.execute(db);
  await db
    .insertInto('feed.tastes_computed')
    .values({ user_id: userId, at: now })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ at: now }))
    .execute();
}

/** By post: how much those like it who are like the reader. Index: tastes_pkey, 200 rows at most. */
export async function tastesOf(db: Db, userId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('feed.tastes')
    .select(['post_id as id', 'points'])
    .where('user_id', '=', userId)
    .execute();
  return new Map(rows.map(({ id, points }) => [id, points]));
}

export async function tastesComputedAt(db: Db, userId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('feed.tastes_computed')
    .select('at')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Authors and times of posts that are not in the pool. Index: posts_pkey. */
export async function authorsOf(db: Db, ids: readonly string[]): Promise<{ id: string; authorId: string }[]> {
  return db
    .selectFrom('content.post_view')
    .select(['id', 'author_id as authorId'])
    .where('id', 'in', ids.length > 0 ? ids : ['00000000-0000-0000-0000-000000000000'])
    .where('reply_to_id', 'is', null)
    .execute();
}

/** Of some posts, those that a member has liked. Index: likes_pkey. */
export async function likedAmong(db: Db, userId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select post_id as id from content.like_view where user_id = ${userId} and post_id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * For some posts: who of those whom the viewer follows has liked them, where these show what they like; three and the count.
 * Index: likes_post for a few newest likers, follows_pkey.
 */
export async function likedByFollowees(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<{ id: string; count: number; members: string[] }[]> {
  const { rows } = await sql<{ id: string; count: number; members: string[] }>`
    select wanted.id, count(*)::integer as count, (array_agg(liker.user_id order by liker.id desc))[1:3] as members
    from unnest(${ids}::uuid[]) wanted (id)
    cross join lateral (
      select likes.user_id, likes.id from content.like_view likes where likes.post_id = wanted.id
      order by likes.id desc limit 50) liker
    join profiles.member_view member on member.id = liker.user_id and member.shows_likes
    where ${followed(viewer, sql.ref('liker.user_id'))} and ${memberVisibleTo(viewer, sql.ref('liker.user_id'))}
    group by wanted.id`.execute(db);
  return rows;
}

/** Of some members, those of the viewer's department at their university. Index: users_pkey, profiles_pkey. */
export async function colleaguesAmong(
  db: Db,
  viewer: Viewer,
  memberIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select member.id from profiles.member_view member
    join profiles.member_view me on me.id = ${viewer.id} and me.department = member.department
    where member.id = any(${memberIds}::uuid[]) and member.university_id = ${viewer.universityId}`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
