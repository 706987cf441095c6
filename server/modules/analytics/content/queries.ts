import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { audienceOf, isClosed } from '../../social/index.ts';
import { CAMPUS } from '../scope.ts';
import type { Counts } from './schemas.ts';
import { type ContentCounts, MIN_GROUP_SIZE, type PublishedCounts } from './small-groups.ts';

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
): Promise<(ContentCounts & { startsOn: string })[]> {
  const lowest = sql`platform.uuid_floor(${from}::date::timestamp at time zone 'UTC')`;
  const highest = sql`platform.uuid_floor(${to}::date::timestamp at time zone 'UTC')`;
  const { rows } = await sql<ContentCounts & { startsOn: string }>`
    with post_row as (
      select ${bucket(span, from, sql`post.created_at`)} as starts_on, member.university_id, post.author_id,
        post.reply_to_id is null as is_post,
        case when post.has_media then (select count(*) from media.post_file_view file where file.post_id = post.id) else 0 end as files
      from content.post_view post join auth.member_view member on member.id = post.author_id
      where post.id >= ${lowest} and post.id < ${highest}),
    like_row as (
      select ${bucket(span, from, idTimestamp(sql`reaction.id`))} as starts_on, member.university_id, reaction.user_id
      from auth.member_view member
      cross join lateral (
        select newest.id, newest.user_id from content.like_view newest
        where newest.user_id = member.id and newest.id >= ${lowest} and newest.id < ${highest} offset 0) reaction),
    counted as (
      select starts_on, coalesce(university_id, ${CAMPUS}::uuid) as scope, count(distinct author_id) as authors,
        count(*) filter (where is_post) as posts, count(*) filter (where not is_post) as replies, sum(files) as media,
        0 as likers, 0 as likes
      from post_row group by grouping sets ((starts_on), (starts_on, university_id))
      union all
      select starts_on, coalesce(university_id, ${CAMPUS}::uuid), 0, 0, 0, 0, count(distinct user_id), count(*)
      from like_row group by grouping sets ((starts_on), (starts_on, university_id)))
    select starts_on as "startsOn", scope, sum(authors)::integer as authors, sum(posts)::integer as posts, sum(replies)::integer as replies,
      sum(media)::integer as media, sum(likers)::integer as likers, sum(likes)::integer as likes
    from counted group by starts_on, scope`.execute(db);
  return rows;
}

/** Replaces the stored statistics of the same days. */
export async function replaceStatistics(
  db: Db,
  span: Span,
  { from, to }: { from: string; to: string },
  statistics: readonly (PublishedCounts & { startsOn: string })[],
  now: Date,
): Promise<void> {
  // Of a window only the last one is kept.
  const isWindow = span !== 'day' && span !== 'week';
  await sql`
    delete from analytics.content_statistics
    where span = ${span} and (${isWindow} or (starts_on >= ${from}::date and starts_on < ${to}::date))`.execute(
    db,
  );
  await sql`
    insert into analytics.content_statistics (span, starts_on, scope, authors, posts, replies, media, likes, counted_at)
    select ${span}, "startsOn", scope, authors, posts, replies, media, likes, ${now}
    from jsonb_to_recordset(${JSON.stringify(statistics)}::jsonb)
      as counted ("startsOn" date, scope uuid, authors integer, posts integer, replies integer, media integer, likes integer)`.execute(
    db,
  );
}

/** Day of the first post, and whether days were ever counted. Index: posts_pkey. */
export async function countingStart(db: Db): Promise<{ first: string | null; isCounted: boolean }> {
  const { rows } = await sql<{ first: string | null; isCounted: boolean }>`
    select (select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') from content.post_view order by id limit 1) as first,
      exists (select from analytics.content_statistics where span = 'day') as "isCounted"`.execute(db);
  return rows[0] ?? { first: null, isCounted: false };
}

/** Recomputes which hashtags most members used in public posts since a day. Posts: a range of ids; then post_hashtags by post. */
export async function replaceHashtags(db: Db, days: number, from: string): Promise<void> {
  await sql`delete from analytics.hashtag_statistics where days = ${days}`.execute(db);
  await sql`
    insert into analytics.hashtag_statistics (days, rank, tag, posts, people)
    select ${days}, row_number() over (order by people desc, posts desc, key), tag, posts, people from (
      select tagged.key, tag.tag, count(*)::integer as posts, count(distinct post.author_id)::integer as people
      from content.post_hashtag_view tagged
      join content.post_view post on post.id = tagged.post_id
      join social.audience_view author on author.id = post.author_id
      join content.hashtag_view tag on tag.key = tagged.key
      where not ${isClosed(sql.ref('author'), audienceOf('post'))} and tagged.post_id >= platform.uuid_floor(${from}::date::timestamp at time zone 'UTC')
      group by tagged.key, tag.tag having count(distinct post.author_id) >= ${MIN_GROUP_SIZE}
      order by people desc, posts desc, tagged.key limit ${MAX_TAGS}) top`.execute(db);
}

const counts = sql`stored.authors, stored.posts, stored.replies, stored.media, stored.likes`;

/** Index: content_statistics_pkey. */
export async function readStatistics(
  db: Db,
  { span, scope, from }: { span: Span; scope: string; from: string },
): Promise<(Counts & { startsOn: string; countedAt: Date })[]> {
  const { rows } = await sql<Counts & { startsOn: string; countedAt: Date }>`
    select to_char(stored.starts_on, 'YYYY-MM-DD') as "startsOn", ${counts}, stored.counted_at as "countedAt"
    from analytics.content_statistics stored
    where stored.span = ${span} and stored.scope = ${scope} and stored.starts_on >= ${from}::date
    order by stored.starts_on`.execute(db);
  return rows;
}

/** Index: content_statistics_pkey; the catalogue's universities that have members, by name. */
export async function readUniversities(
  db: Db,
  span: Span,
): Promise<(Counts & { id: string; name: string })[]> {
  const { rows } = await sql<Counts & { id: string; name: string }>`
    select stored.scope as id, university.name, ${counts}
    from analytics.content_statistics stored
    join auth.university_view university on university.id = stored.scope
    where stored.span = ${span} and stored.scope <> ${CAMPUS}
    order by stored.posts + stored.replies desc nulls last, university.name limit 100`.execute(db);
  return rows;
}

/** Index: hashtag_statistics_pkey. */
export async function readHashtags(
  db: Db,
  days: number,
): Promise<{ tag: string; posts: number; people: number }[]> {
  const { rows } = await sql<{ tag: string; posts: number; people: number }>`
    select tag, posts, people from analytics.hashtag_statistics where days = ${days} order by rank`.execute(
    db,
  );
  return rows;
}
