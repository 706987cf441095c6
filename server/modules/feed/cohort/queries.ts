import { sql } from 'kysely';
import { statement } from '../../../platform/statement.ts';
import { hasMutedWords } from '../../content/index.ts';
import { audienceOf, effectiveVisibility, type Viewer } from '../../social/index.ts';
import { cohortColumnsSql } from '../recommendations/queries.ts';

/** The facts that decide how a short home is filled. */
export interface CohortRow {
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  /** Number of active followees; the count stops at a small limit. */
  follows: number;
  mutesWords: boolean;
  /** Null: the default. */
  ranking: boolean | null;
}

/**
 * Index: follows_pkey and audiences_pkey for a few rows, profiles_pkey, users_pkey, preferences_pkey,
 * muted_words_user_id_key_key.
 */
export const findCohortFacts = statement<{ id: string }, CohortRow>(
  (params) => sql`
    select ${cohortColumnsSql(params.id)}, ${hasMutedWords(params)} as "mutesWords", preference.ranking
    from (select) one
    left join feed.preferences preference on preference.user_id = ${params.id}
    left join profiles.study_view study on study.user_id = ${params.id}`,
);

/** Newest posts of the whole campus that are read; those of the viewer's university that are returned, and per author. */
const BOUNDS = { read: 200, returned: 40, perAuthor: 3 };
/** The pool in a process's memory may be this much older than the table. */
const CACHE_SECONDS = 60;

export interface NewPostRow {
  id: string;
  authorId: string;
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  authorStanding: number;
}

/**
 * Posts of the viewer's university that are too new for the pool, by its rules, newest first; none before the
 * first pool. Whether this viewer may see them is checked when they are shown.
 * Index: posts_pkey, the end of it; authors and profiles by primary key.
 */
export const findNewPosts = statement<Viewer, NewPostRow>(
  (viewer) => sql`
    select written.id, written.author_id as "authorId", study.department, study.graduation_year as "graduationYear", written.language,
      coalesce(member_standing.standing, 0)::float8 as "authorStanding"
    from (
      select post.id, post.author_id, post.language,
        row_number() over (partition by post.author_id order by post.id desc) as repeated
      from (
        select id from content.post_view newest
        where newest.id >= platform.uuid_floor((select at - ${sql.lit(`${CACHE_SECONDS} seconds`)}::interval from feed.pool_computed))
        order by newest.id desc limit ${sql.lit(BOUNDS.read)}) newest
      join content.post_view post on post.id = newest.id
      join social.audience_view author on author.id = post.author_id
      where post.reply_to_id is null and post.imported_from is null and author.university_id = ${viewer.universityId}
        and author.status = 'active' and not author.is_private
        and ${effectiveVisibility(audienceOf('post'), sql.ref('author'))} <> 'followers') written
    left join profiles.study_view study on study.user_id = written.author_id
    left join social.standing_view member_standing on member_standing.member_id = written.author_id
    where written.repeated <= ${sql.lit(BOUNDS.perAuthor)}
    order by written.id desc limit ${sql.lit(BOUNDS.returned)}`,
);
