import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import type { Author } from '../../profiles/index.ts';
import { followed, memberVisibleWith, type Viewer } from '../../social/index.ts';

/** Newest follows of the viewer, and of each followee, that are read; and members that are stored. */
const BOUNDS = { followees: 300, each: 100, kept: 200 };

/**
 * Recomputes the members who are near the viewer: those whom the viewer's followees follow. Each common
 * followee counts less, the more followers they have (Adamic & Adar, "Friends and neighbors on the Web",
 * 2003). Visibility is checked when the result is read.
 *
 * Index: follows_follower, 300 × 100 entries at most, whatever the number of follows; member_counts_pkey.
 */
export async function replaceAffinities(db: Db, userId: string, now: Date): Promise<void> {
  await db.deleteFrom('feed.affinities').where('user_id', '=', userId).execute();
  await sql`
    insert into feed.affinities (user_id, member_id, points, common, via)
    select ${userId}::uuid, candidate.followee_id, greatest(1, round(1000 * sum(1 / ln(2.72 + common_followee.followers))))::integer,
      count(*)::integer, (array_agg(common_followee.id order by common_followee.followers, common_followee.id))[1:3]
    from (
      select follow.followee_id as id, coalesce(counts.followers, 0) as followers
      from (select followee_id from social.follow_view where follower_id = ${userId}
            order by id desc limit ${BOUNDS.followees}) follow
      left join social.member_counts_view counts on counts.user_id = follow.followee_id) common_followee
    cross join lateral (
      select followee_id from social.follow_view where follower_id = common_followee.id
      order by id desc limit ${BOUNDS.each}) candidate
    join auth.member_view member on member.id = candidate.followee_id
    where candidate.followee_id <> ${userId}
      and not exists (select from social.follow_view followed
        where followed.follower_id = ${userId} and followed.followee_id = candidate.followee_id offset 0)
    group by candidate.followee_id
    order by 3 desc, candidate.followee_id limit ${BOUNDS.kept}`.execute(db);
  await db
    .insertInto('feed.affinities_computed')
    .values({ user_id: userId, at: now })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ at: now }))
    .execute();
}

/** Serialises the computations for a member; released with the transaction. */
export const lockAffinities = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 42))`.execute(db);

/** Index: affinities_computed_pkey. */
export async function affinitiesComputedAt(db: Db, userId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('feed.affinities_computed')
    .select('at')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Marks the affinities as stale, so that the next read recomputes them. */
export async function expireAffinities(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('feed.affinities_computed').where('user_id', '=', userId).execute();
}

/**
 * For members near a viewer: the number of the viewer's followees who follow them, and the cards of up to
 * three of these whom the viewer still follows and may see. Index: affinities_pkey, follows_pkey and the
 * visibility rule for each of the three.
 */
export const findCommonFollowees = statement<
  Viewer & { memberIds: readonly string[] },
  { memberId: string; common: number; via: Author[] }
>(
  (params) => sql`
    select affinity.member_id as "memberId", affinity.common,
      json_agg(json_build_object('id', card.id, 'username', card.username, 'displayName', card.display_name,
        'avatarUrl', card.avatar_url, 'university', card.university_name, 'universityTr', card.university_name_tr, 'official', card.official) order by friend.position) as via
    from feed.affinities affinity
    cross join lateral unnest(affinity.via) with ordinality as friend (id, position)
    join profiles.member_view card on card.id = friend.id
    where affinity.user_id = ${params.id} and affinity.member_id = any(${params.memberIds}::uuid[])
      and ${followed(params, sql.ref('friend.id'))} and ${memberVisibleWith(params, sql.ref('card'))}
    group by affinity.member_id, affinity.common`,
);
