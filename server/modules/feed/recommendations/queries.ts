import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import { hasMutedWords } from '../../content/index.ts';
import type { Author } from '../../profiles/index.ts';
import { followed, memberVisibleWith, type Viewer } from '../../social/index.ts';
import { FEW_FOLLOWS } from '../ranking/signals.ts';

/** A reader's newest likes, the likers of each, those most alike of them, and the likes of each of these; posts looked at, and kept. */
const BOUNDS = { likes: 60, likers: 40, alike: 100, likesOfEach: 60, candidates: 500, kept: 200 };

/**
 * Works out anew what those like who like what a reader likes (collaborative filtering between members): a member is the more alike the more of the reader's
 * likes they share, each like counting the less the more people share it, and the less the campus knows who gave it; posts gather the likeness of who likes them.
 *
 * Index: likes_user and likes_post, 60 × 40 and 100 × 60 rows at most, whatever the number of likes; posts_pkey.
 */
export async function replaceTastes(db: Db, userId: string, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 45))`.execute(db);
  await db.deleteFrom('feed.tastes').where('user_id', '=', userId).execute();
  await sql`
    insert into feed.tastes (user_id, post_id, points, author_id, is_colleague)
    with mine as materialized (
      select post_id from content.like_view where user_id = ${userId} order by id desc limit ${BOUNDS.likes}),
    alike as materialized (
      select liker.user_id,
        sum(1 / ln(2.72 + post.like_count)) * least(1, 2 * coalesce(max(known.standing), 0)) as likeness
      from mine
      join content.post_view post on post.id = mine.post_id
      cross join lateral (
        select theirs.user_id from content.like_view theirs where theirs.post_id = mine.post_id
        order by theirs.id desc limit ${BOUNDS.likers}) liker
      left join feed.standings known on known.member_id = liker.user_id
      where liker.user_id <> ${userId}
      group by liker.user_id order by 2 desc, liker.user_id limit ${BOUNDS.alike})
    select ${userId}::uuid, scored.post_id, scored.points, post.author_id,
      exists (
        select from profiles.study_view study
        join profiles.study_view mine on mine.user_id = ${userId} and mine.department = study.department
        join profiles.audience_view author on author.id = study.user_id
        join profiles.audience_view me on me.id = ${userId} and me.university_id = author.university_id
        where study.user_id = post.author_id)
    from (
      select liked.post_id, greatest(1, round(1000 * sum(alike.likeness)))::integer as points
      from alike
      cross join lateral (
        select theirs.post_id from content.like_view theirs where theirs.user_id = alike.user_id
        order by theirs.id desc limit ${BOUNDS.likesOfEach}) liked
      group by liked.post_id order by 2 desc, liked.post_id limit ${BOUNDS.candidates}) scored
    join content.post_view post on post.id = scored.post_id
    where post.reply_to_id is null and post.author_id <> ${userId}
      and not exists (select from content.like_view own where own.post_id = post.id and own.user_id = ${userId} offset 0)
      and not exists (select from social.follow_view known
        where known.follower_id = ${userId} and known.followee_id = post.author_id offset 0)
    order by scored.points desc, scored.post_id limit ${BOUNDS.kept}`.execute(db);
  await db
    .insertInto('feed.tastes_computed')
    .values({ user_id: userId, at: now })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ at: now }))
    .execute();
}

/** What a ranking for a reader is made from, beside the pool. */
export interface RankingRow {
  mutesWords: boolean;
  /** Null: they have chosen nothing. */
  ranking: boolean | null;
  weights: { diversity?: number } | null;
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  /** How many they follow, some at most. */
  follows: number;
  /** When their tastes were worked out. */
  tastesAt: Date | null;
  /** What those like who are like them: post, points, author and whether it is a colleague, as many as there are. */
  tastes: string | null;
  /** Posts that they have liked since a moment. */
  liked: string | null;
  /** Whom they follow of those who have written something in the pool. */
  followees: string | null;
}

/** A reader's tastes in one text: post, points, author and whether it is a colleague, as many as there are; null for none. */
export const tastesSql = (userId: string) => sql<string | null>`
  (select string_agg(concat_ws(' ', taste.post_id, taste.points, taste.author_id, taste.is_colleague::integer), ' ')
   from feed.tastes taste where taste.user_id = ${userId} and taste.author_id is not null)`;

/** What the lists of a new member are made from; beside a join of `profiles.study_view` as `study`. */
export const cohortColumnsSql = (userId: string) => sql`
  study.department, study.graduation_year as "graduationYear",
  (select locale from auth.language_view where id = ${userId}) as language,
  (select count(*)::integer from (
     select from social.follow_view where follower_id = ${userId} limit ${sql.lit(FEW_FOLLOWS)}) few) as follows`;

/** Posts that a member has liked since a moment, in one text; null for none. */
export const likedSinceSql = (userId: string, since: Date) => sql<string | null>`
  (select string_agg(own.post_id::text, ' ') from content.like_view own
   where own.user_id = ${userId} and own.id >= platform.uuid_floor(${since}::timestamptz))`;

/** Index: preferences_pkey, profiles_pkey, tastes_pkey, likes_user from a moment on, follows_pkey with pool_author, each once. */
export const findRankingFacts = statement<{ id: string; since: Date }, RankingRow>(
  (params) => sql`
    select ${hasMutedWords(params)} as "mutesWords", wish.ranking, wish.weights, ${cohortColumnsSql(params.id)},
      (select at from feed.tastes_computed where user_id = ${params.id}) as "tastesAt",
      ${tastesSql(params.id)} as tastes, ${likedSinceSql(params.id, params.since)} as liked,
      (select string_agg(follow.followee_id::text, ' ') from social.follow_view follow
       where follow.follower_id = ${params.id}
         and exists (select from feed.pool where pool.author_id = follow.followee_id offset 0)) as followees
    from (select) one
    left join feed.preferences wish on wish.user_id = ${params.id}
    left join profiles.study_view study on study.user_id = ${params.id}`,
);

/** Newest likers of a post that are looked at. */
const MAX_LIKERS = 50;

/**
 * For some posts: who of those whom the viewer follows has liked them, where these show what they like; the cards of three, and the count.
 * Index: likes_post for a few newest likers, follows_pkey; the rest for those followed alone.
 */
export const findLikingFollowees = statement<
  Viewer & { ids: readonly string[] },
  { id: string; count: number; members: Author[] }
>(
  (params) => sql`
    select wanted.id, count(*)::integer as count, (array_agg(
        json_build_object('id', card.id, 'username', card.username, 'displayName', card.display_name,
          'avatarUrl', card.avatar_url, 'university', card.university_name) order by liker.id desc))[1:3] as members
    from unnest(${params.ids}::uuid[]) wanted (id)
    cross join lateral (
      select newest.user_id, newest.id from (
        select likes.user_id, likes.id from content.like_view likes where likes.post_id = wanted.id
        order by likes.id desc limit ${sql.lit(MAX_LIKERS)}) newest
      where ${followed(params, sql.ref('newest.user_id'))} offset 0) liker
    join profiles.member_view card on card.id = liker.user_id and card.shows_likes
    where ${memberVisibleWith(params, sql.ref('card'))}
    group by wanted.id`,
);
