import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import { hasMutedWords } from '../../content/index.ts';
import type { Author } from '../../profiles/index.ts';
import { followed, memberVisibleWith, type Viewer } from '../../social/index.ts';
import { FEW_FOLLOWS } from '../ranking/signals.ts';

/**
 * Rows read: the viewer's newest likes, the likers of each, the most similar of them, and the likes of each;
 * candidate posts, and posts stored.
 */
const BOUNDS = { likes: 60, likers: 40, similar: 100, likesOfEach: 60, candidates: 500, kept: 200 };

/**
 * Recomputes the tastes of a member by collaborative filtering: posts that members with similar likes like. A
 * member is more similar, the more of the viewer's likes they share. A shared like counts less, the more
 * people share it, and the lower their standing. A post sums the similarity of its likers.
 *
 * Index: likes_user and likes_post, 60 × 40 and 100 × 60 rows at most, whatever the number of likes;
 * posts_pkey.
 */
export async function replaceTastes(db: Db, userId: string, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 45))`.execute(db);
  await db.deleteFrom('feed.tastes').where('user_id', '=', userId).execute();
  await sql`
    insert into feed.tastes (user_id, post_id, points, author_id, is_same_department)
    with own_like as materialized (
      select post_id from content.like_view where user_id = ${userId} order by id desc limit ${BOUNDS.likes}),
    similar_member as materialized (
      select liker.user_id,
        sum(1 / ln(2.72 + post.like_count)) * least(1, 2 * coalesce(max(member_standing.standing), 0)) as similarity
      from own_like
      join content.post_view post on post.id = own_like.post_id
      cross join lateral (
        select other_like.user_id from content.like_view other_like where other_like.post_id = own_like.post_id
        order by other_like.id desc limit ${BOUNDS.likers}) liker
      left join social.standing_view member_standing on member_standing.member_id = liker.user_id
      where liker.user_id <> ${userId}
      group by liker.user_id order by 2 desc, liker.user_id limit ${BOUNDS.similar})
    select ${userId}::uuid, scored.post_id, scored.points, post.author_id,
      exists (
        select from profiles.study_view study
        join profiles.study_view own_study on own_study.user_id = ${userId} and own_study.department = study.department
        join social.audience_view author on author.id = study.user_id
        join social.audience_view me on me.id = ${userId} and me.university_id = author.university_id
        where study.user_id = post.author_id)
    from (
      select liked.post_id, greatest(1, round(1000 * sum(similar_member.similarity)))::integer as points
      from similar_member
      cross join lateral (
        select other_like.post_id from content.like_view other_like where other_like.user_id = similar_member.user_id
        order by other_like.id desc limit ${BOUNDS.likesOfEach}) liked
      group by liked.post_id order by 2 desc, liked.post_id limit ${BOUNDS.candidates}) scored
    join content.post_view post on post.id = scored.post_id
    where post.reply_to_id is null and post.author_id <> ${userId}
      and not exists (select from content.like_view liked where liked.post_id = post.id and liked.user_id = ${userId} offset 0)
      and not exists (select from social.follow_view followed
        where followed.follower_id = ${userId} and followed.followee_id = post.author_id offset 0)
    order by scored.points desc, scored.post_id limit ${BOUNDS.kept}`.execute(db);
  await db
    .insertInto('feed.tastes_computed')
    .values({ user_id: userId, at: now })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ at: now }))
    .execute();
}

/** The facts about the viewer that a ranking needs, next to the pool. */
export interface RankingRow {
  mutesWords: boolean;
  /** Null: the default. */
  ranking: boolean | null;
  weights: { diversity?: number } | null;
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  /** Number of active followees; the count stops at a small limit. */
  follows: number;
  /** When the tastes were computed. */
  tastesAt: Date | null;
  /**
   * Posts that members with similar tastes like: post, points, author and whether the author is in the
   * viewer's department, repeated.
   */
  tastes: string | null;
  /** Posts that they have liked since a time. */
  liked: string | null;
  /** Followees with a post in the pool. */
  followees: string | null;
}

/**
 * A member's tastes in one text: post, points, author and whether the author is in their department,
 * repeated; null if there are none.
 */
export const tastesSql = (userId: string) => sql<string | null>`
  (select string_agg(concat_ws(' ', taste.post_id, taste.points, taste.author_id, taste.is_same_department::integer), ' ')
   from feed.tastes taste where taste.user_id = ${userId} and taste.author_id is not null)`;

/** The basis of a new member's lists; next to a join of `profiles.study_view` as `study`. */
export const cohortColumnsSql = (userId: string) => sql`
  study.department, study.graduation_year as "graduationYear",
  (select locale from auth.language_view where id = ${userId}) as language,
  (select count(*)::integer from (
     select from social.follow_view follow where follow.follower_id = ${userId}
       and exists (select from social.audience_view followee
         where followee.id = follow.followee_id and followee.status = 'active' offset 0)
     limit ${sql.lit(FEW_FOLLOWS)}) few) as follows`;

/** Posts that a member has liked since a time, in one text; null if there are none. */
export const likedSinceSql = (userId: string, since: Date) => sql<string | null>`
  (select string_agg(own.post_id::text, ' ') from content.like_view own
   where own.user_id = ${userId} and own.id >= platform.uuid_floor(${since}::timestamptz))`;

/**
 * Index: preferences_pkey, profiles_pkey, tastes_pkey, likes_user from a time on, follows_pkey with
 * pool_author, each once.
 */
export const findRankingFacts = statement<{ id: string; since: Date }, RankingRow>(
  (params) => sql`
    select ${hasMutedWords(params)} as "mutesWords", preference.ranking, preference.weights, ${cohortColumnsSql(params.id)},
      (select at from feed.tastes_computed where user_id = ${params.id}) as "tastesAt",
      ${tastesSql(params.id)} as tastes, ${likedSinceSql(params.id, params.since)} as liked,
      (select string_agg(follow.followee_id::text, ' ') from social.follow_view follow
       where follow.follower_id = ${params.id}
         and exists (select from feed.pool where pool.author_id = follow.followee_id offset 0)) as followees
    from (select) one
    left join feed.preferences preference on preference.user_id = ${params.id}
    left join profiles.study_view study on study.user_id = ${params.id}`,
);

/** Newest likers of a post that are read. */
const MAX_LIKERS = 50;

/**
 * For some posts: the followees of the viewer who have liked them and show their likes; the cards of three,
 * and the count.
 * Index: likes_post for a few newest likers, follows_pkey; the rest only for followees.
 */
export const findLikingFollowees = statement<
  Viewer & { ids: readonly string[] },
  { id: string; count: number; members: Author[] }
>(
  (params) => sql`
    select requested.id, count(*)::integer as count, (array_agg(
        json_build_object('id', card.id, 'username', card.username, 'displayName', card.display_name,
          'avatarUrl', card.avatar_url, 'university', card.university_name, 'universityTr', card.university_name_tr, 'official', card.official) order by liker.id desc))[1:3] as members
    from unnest(${params.ids}::uuid[]) requested (id)
    cross join lateral (
      select newest.user_id, newest.id from (
        select likes.user_id, likes.id from content.like_view likes where likes.post_id = requested.id
        order by likes.id desc limit ${sql.lit(MAX_LIKERS)}) newest
      where ${followed(params, sql.ref('newest.user_id'))} offset 0) liker
    join profiles.member_view card on card.id = liker.user_id and card.shows_likes
    where ${memberVisibleWith(params, sql.ref('card'))}
    group by requested.id`,
);
