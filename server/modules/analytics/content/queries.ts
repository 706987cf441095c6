import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { audienceOf, isClosed } from '../../social/index.ts';
import type { Counts } from './schemas.ts';
import { type ContentCounts, MIN_GROUP_SIZE, type PublishedCounts } from './small-groups.ts';

/** The scope of the whole campus. */
export const CAMPUS = '00000000-0000-0000-0000-000000000000';

export type Span = 'day' | 'week' | `last${number}`;

const MAX_TAGS = 50;

/** The bucket of a moment: its day or week; in a window there is only one. */
const bucket = (span: Span, from: string, moment: ReturnType<typeof sql>) =>
  span === 'day' || span === 'week'
    ? sql`to_char(date_trunc(${sql.lit(span)}, ${moment} at time zone 'UTC'), 'YYYY-MM-DD')`
    : sql`${from}::text`;

const idTimestamp = (id: ReturnType<typeof sql>) =>
  sql`to_timestamp(('x' || left(replace(${id}::text, '-', ''), 12))::bit(48)::bigint / 1000.0)`;

/**
 * Counts posts and likes from one day to another, by day, week or as a whole, for the campus and each university.
 * Posts: content.posts_pkey, a range of ids. Likes are ordered by time only within a member: content.likes_user, one look-up per
 * member, then just those of the days. For jobs.
 */
export async function countContent(
  db: Db,
  span: Span,
  { from, to }: { from: string; to: string },
): Promise<(ContentCounts & { begins: string })[]> {
  const lowest = sql`platform.uuid_floor(${from}::date::timestamp at time zone 'UTC')`;
  const highest = sql`platform.uuid_floor(${to}::date::timestamp at time zone 'UTC')`;
  const { rows } = await sql<ContentCounts & { begins: string }>`
    with written as (
      select ${bucket(span, from, sql`post.created_at`)} as begins, member.university_id, post.author_id,
        post.reply_to_id is null as is_post,
        case when post.has_media then (select count(*) from media.post_file_view file where file.post_id = post.id) else 0 end as files
      from content.post_view post join auth.member_view member on member.id = post.author_id
      where post.id >= ${lowest} and post.id < ${highest}),
    liked as (
      select ${bucket(span, from, idTimestamp(sql`given.id`))} as begins, member.university_id, given.user_id
      from auth.member_view member
      cross join lateral (
        select one.id, one.user_id from content.like_view one
        where one.user_id = member.id and one.id >= ${lowest} and one.id < ${highest} offset 0) given),
    counted as (
      select begins, coalesce(university_id, ${CAMPUS}::uuid) as scope, count(distinct author_id) as writers,
        count(*) filter (where is_post) as posts, count(*) filter (where not is_post) as replies, sum(files) as media,
        0 as likers, 0 as likes
      from written group by grouping sets ((begins), (begins, university_id))
      union all
      select begins, coalesce(university_id, ${CAMPUS}::uuid), 0, 0, 0, 0, count(distinct user_id), count(*)
      from liked group by grouping sets ((begins), (begins, university_id)))
    select begins, scope, sum(writers)::integer as writers, sum(posts)::integer as posts, sum(replies)::integer as replies,
      sum(media)::integer as media, sum(likers)::integer as likers, sum(likes)::integer as likes
    from counted group by begins, scope`.execute(db);
  return rows;
}

/** Replaces the stored figures of the same days. */
export async function replaceFigures(
  db: Db,
  span: Span,
  { from, to }: { from: string; to: string },
  figures: readonly (PublishedCounts & { begins: string })[],
  now: Date,
): Promise<void> {
  // Of a window only the last one is kept.
  const isWindow = span !== 'day' && span !== 'week';
  await sql`
    delete from analytics.content_figures
    where span = ${span} and (${isWindow} or (begins >= ${from}::date and begins < ${to}::date))`.execute(db);
  await sql`
    insert into analytics.content_figures (span, begins, scope, writers, posts, replies, media, likes, counted_at)
    select ${span}, begins, scope, writers, posts, replies, media, likes, ${now}
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb)
      as made (begins date, scope uuid, writers integer, posts integer, replies integer, media integer, likes integer)`.execute(
    db,
  );
}

/** Day of the first post, and whether days were ever counted. Index: posts_pkey. */
export async function countingStart(db: Db): Promise<{ first: string | null; isCounted: boolean }> {
  const { rows } = await sql<{ first: string | null; isCounted: boolean }>`
    select (select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') from content.post_view order by id limit 1) as first,
      exists (select from analytics.content_figures where span = 'day') as "isCounted"`.execute(db);
  return rows[0] ?? { first: null, isCounted: false };
}

/** Recomputes which hashtags most members used in public posts since a day. Posts: a range of ids; then post_hashtags by post. */
export async function replaceHashtags(db: Db, days: number, from: string): Promise<void> {
  await sql`delete from analytics.hashtag_figures where days = ${days}`.execute(db);
  await sql`
    insert into analytics.hashtag_figures (days, place, tag, posts, people)
    select ${days}, row_number() over (order by people desc, posts desc, key), tag, posts, people from (
      select used.key, tag.tag, count(*)::integer as posts, count(distinct post.author_id)::integer as people
      from content.post_hashtag_view used
      join content.post_view post on post.id = used.post_id
      join social.audience_view author on author.id = post.author_id
      join content.hashtag_view tag on tag.key = used.key
      where not ${isClosed(sql.ref('author'), audienceOf('post'))} and used.post_id >= platform.uuid_floor(${from}::date::timestamp at time zone 'UTC')
      group by used.key, tag.tag having count(distinct post.author_id) >= ${MIN_GROUP_SIZE}
      order by people desc, posts desc, used.key limit ${MAX_TAGS}) most`.execute(db);
}

const figures = sql`figure.writers, figure.posts, figure.replies, figure.media, figure.likes`;

/** Index: content_figures_pkey. */
export async function readFigures(
  db: Db,
  { span, scope, from }: { span: Span; scope: string; from: string },
): Promise<(Counts & { begins: string; countedAt: Date })[]> {
  const { rows } = await sql<Counts & { begins: string; countedAt: Date }>`
    select to_char(figure.begins, 'YYYY-MM-DD') as begins, ${figures}, figure.counted_at as "countedAt"
    from analytics.content_figures figure
    where figure.span = ${span} and figure.scope = ${scope} and figure.begins >= ${from}::date
    order by figure.begins`.execute(db);
  return rows;
}

/** Index: content_figures_pkey; the catalogue's universities that have members, by name. */
export async function readUniversities(
  db: Db,
  span: Span,
): Promise<(Counts & { id: string; name: string })[]> {
  const { rows } = await sql<Counts & { id: string; name: string }>`
    select figure.scope as id, university.name, ${figures}
    from analytics.content_figures figure
    join auth.university_view university on university.id = figure.scope
    where figure.span = ${span} and figure.scope <> ${CAMPUS}
    order by figure.posts + figure.replies desc nulls last, university.name limit 100`.execute(db);
  return rows;
}

/** Index: hashtag_figures_pkey. */
export async function readHashtags(
  db: Db,
  days: number,
): Promise<{ tag: string; posts: number; people: number }[]> {
  const { rows } = await sql<{ tag: string; posts: number; people: number }>`
    select tag, posts, people from analytics.hashtag_figures where days = ${days} order by place`.execute(db);
  return rows;
}
