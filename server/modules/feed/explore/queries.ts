import { sql } from 'kysely';
import { statement } from '../../../platform/statement.ts';
import { hasMutedWords } from '../../content/index.ts';
import type { Scale } from '../ranking/rank.ts';
import type { Weights } from '../ranking/signals.ts';
import { cohortColumnsSql, likedSinceSql, tastesSql } from '../recommendations/queries.ts';

/** The viewer's newest likes that are read to find the hashtags that they like. */
const MAX_LIKES = 60;

const followedTagsSql = (userId: string) =>
  sql`array(select key from content.hashtag_follow_view where user_id = ${userId})`;

/** The facts about the viewer that every page of explore needs. */
export interface ViewerRow {
  mutesWords: boolean;
  /** Keys of followed hashtags, 200 at most. */
  tags: string[];
}

/** Index: hashtag_follows_pkey, muted_words_user_id_key_key. */
export const findViewerFacts = statement<{ id: string }, ViewerRow>(
  (params) => sql`select ${hasMutedWords(params)} as "mutesWords", ${followedTagsSql(params.id)} as tags`,
);

/** The facts about the viewer that a ranking needs, next to the pool. */
export interface RankingRow extends ViewerRow {
  /** Null: the default. */
  ranking: boolean | null;
  /** Only the weights that differ from the defaults. */
  weights: Partial<Weights> | null;
  /** When the affinities were computed. */
  affinitiesAt: Date | null;
  /** Members near the viewer with a post in the pool: pairs of id and Adamic–Adar points. */
  affinities: string | null;
  /** When the tastes were computed. */
  tastesAt: Date | null;
  /** As `tastesSql` returns them. */
  tastes: string | null;
  /** Recently liked posts. */
  liked: string | null;
  /** Hashtags of the viewer's newest likes: pairs of key and number of likes. */
  likedTags: string | null;
  /** From the viewer's own profile. */
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  /** Number of follows; the count stops at a small limit. */
  follows: number;
  /** Followees with a post in the pool. */
  followees: string | null;
  /** Of the previous session, if it began recently: the posts served before it, and by it. */
  scale: Scale | null;
  servedTails: Buffer | null;
  served: Buffer | null;
}

/**
 * Index: sessions_pkey, preferences_pkey, tastes_pkey, likes_user and post_hashtags_post for 60 likes,
 * affinities_pkey and follows_pkey with pool_author, each once.
 */
export const findRankingFacts = statement<{ id: string; since: Date; oldest: Date }, RankingRow>(
  (params) => sql`
    select ${hasMutedWords(params)} as "mutesWords", ${followedTagsSql(params.id)} as tags, preference.ranking, preference.weights,
      ${cohortColumnsSql(params.id)},
      (select at from feed.affinities_computed where user_id = ${params.id}) as "affinitiesAt",
      (select string_agg(affinity.member_id || ' ' || affinity.points, ' ') from feed.affinities affinity
       where affinity.user_id = ${params.id}
         and exists (select from feed.pool where pool.author_id = affinity.member_id offset 0)) as affinities,
      (select at from feed.tastes_computed where user_id = ${params.id}) as "tastesAt",
      ${tastesSql(params.id)} as tastes, ${likedSinceSql(params.id, params.oldest)} as liked,
      (select string_agg(frequent.key || ' ' || frequent.likes, ' ') from (
         select tagged.key, count(*) as likes
         from (select post_id from content.like_view where user_id = ${params.id} order by id desc limit ${sql.lit(MAX_LIKES)}) own
         cross join lateral (select key from content.post_hashtag_view where post_id = own.post_id offset 0) tagged
         group by tagged.key) frequent) as "likedTags",
      (select string_agg(follow.followee_id::text, ' ') from social.follow_view follow
       where follow.follower_id = ${params.id}
         and exists (select from feed.pool where pool.author_id = follow.followee_id offset 0)) as followees,
      last.scale, last.served_tails as "servedTails",
      substring(last.ranked for last.position * (16 + 2 * jsonb_array_length(last.scale->'signals'))) as served
    from (select) one
    left join feed.preferences preference on preference.user_id = ${params.id}
    left join profiles.study_view study on study.user_id = ${params.id}
    left join feed.sessions last
      on last.user_id = ${params.id} and last.feed = 'explore' and last.started_at > ${params.since}::timestamptz`,
);
