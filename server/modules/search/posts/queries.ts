import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import {
  audienceOf,
  followed,
  notMutedInPage,
  postVisibleWith,
  reaches,
  type Viewer,
} from '../../social/index.ts';
import { documentOf, type Searchable } from './document.ts';
import { type IdRange, MIN_UUID } from './id-range.ts';
import type { MatchLevels } from './match-levels.ts';

export { firstIdFrom, type IdRange, MAX_UUID, MIN_UUID } from './id-range.ts';

const searchable = sql`
  post.id, post.author_id as "authorId", post.content, post.content_warning as "contentWarning", post.language,
  post.has_media as "hasMedia", post.has_poll as "hasPoll",
  jsonb_path_exists(post.entities, '$[*] ? (@.type == "link")') as "hasLink",
  array(select tagged.key from content.post_hashtag_view tagged where tagged.post_id = post.id) as hashtags`;

/** The searchable parts of a post, or undefined if it does not exist. */
export async function searchablePost(db: Db, postId: string): Promise<Searchable | undefined> {
  const { rows } = await sql<Searchable>`
    select ${searchable} from content.posts post where post.id = ${postId} and post.deleted_at is null`.execute(
    db,
  );
  return rows[0];
}

/** The next posts in the order of their ids. Index: posts_pkey. */
export async function searchableAfter(db: Db, after: string, take: number): Promise<Searchable[]> {
  const { rows } = await sql<Searchable>`
    select ${searchable} from content.posts post
    where post.id > ${after} and post.deleted_at is null order by post.id limit ${take}`.execute(db);
  return rows;
}

/** Writes the index entries of posts, and marks them to be counted. Idempotent. */
export async function indexPosts(db: Db, posts: readonly Searchable[]): Promise<void> {
  if (posts.length === 0) return;
  await sql`
    with written as (
      insert into search.posts (post_id, words)
      select id, words::tsvector from unnest(${posts.map(({ id }) => id)}::uuid[], ${posts.map(documentOf)}::text[]) as made (id, words)
      on conflict (post_id) do update set words = excluded.words
      returning post_id)
    insert into search.uncounted_posts (post_id) select post_id from written on conflict do nothing`.execute(
    db,
  );
}

export async function removePost(db: Db, postId: string): Promise<void> {
  await db.deleteFrom('search.posts').where('post_id', '=', postId).execute();
}

/** How far a job that processes all posts has come. */
export async function findProgress(db: Db, job: string): Promise<string> {
  const row = await db
    .selectFrom('search.progress')
    .select('after')
    .where('job', '=', job)
    .executeTakeFirst();
  return row?.after ?? MIN_UUID;
}

/** Stores how far a job that scans all posts has come. */
export async function setProgress(db: Db, job: string, after: string): Promise<void> {
  await db
    .insertInto('search.progress')
    .values({ job, after })
    .onConflict((conflict) => conflict.column('job').doUpdateSet({ after }))
    .execute();
}

/** The vocabulary row with the number of counted posts. */
const ALL_POSTS = '*';

/**
 * Counts the words, stems and hashtags of posts that wait for it. Concurrent runs take different posts.
 * @returns how many posts were counted; fewer than `take` means that none are left
 */
export async function countWords(db: Db, take: number): Promise<number> {
  const { rows } = await sql<{ counted: number }>`
    with batch as (
      delete from search.uncounted_posts where post_id in (
        select post_id from search.uncounted_posts order by post_id limit ${take} for update skip locked)
      returning post_id),
    word_counts as (
      select word, count(*)::integer as posts
      from batch join search.posts using (post_id) cross join lateral unnest(tsvector_to_array(words)) word
      where word ~ '^(s:|#)?[[:alpha:]]{3,40}$' group by word
      union all select ${ALL_POSTS}, count(*)::integer from batch having count(*) > 0),
    added as (
      insert into search.vocabulary (word, posts) select word, posts from word_counts order by word
      on conflict (word) do update set posts = vocabulary.posts + excluded.posts)
    select count(*)::integer as counted from batch`.execute(db);
  return rows[0]?.counted ?? 0;
}

export interface WordCount {
  word: string;
  posts: number;
}

/**
 * The number of counted posts, and how many of them contain each entry; entries that none contains are
 * absent. Index: vocabulary_pkey.
 */
export async function findCounts(
  db: Db,
  entries: readonly string[],
): Promise<{ all: number; posts: Map<string, number> }> {
  const { rows } = await sql<WordCount>`
    select word, posts from search.vocabulary where word = any(${[...entries, ALL_POSTS]}::text[])`.execute(
    db,
  );
  const posts = new Map(rows.map((row) => [row.word, row.posts]));
  const all = posts.get(ALL_POSTS) ?? 0;
  posts.delete(ALL_POSTS);
  return { all, posts };
}

/** Similar words by trigrams, the most similar first. Index: vocabulary_similar. */
export async function findSimilarWords(db: Db, word: string, take: number): Promise<WordCount[]> {
  const { rows } = await sql<WordCount>`
    select word, posts from search.vocabulary where word % ${word} and word !~ '^#'
    order by similarity(word, ${word}) desc, posts desc, word limit ${take}`.execute(db);
  return rows;
}

/** Words and hashtags that contain a part, the most frequent first. Index: vocabulary_similar. */
export async function findWordsContaining(db: Db, part: string, take: number): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from search.vocabulary
    where word like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} and word <> ${part} and word !~ '^s:'
    order by posts desc, word limit ${take}`.execute(db);
  return rows.map((row) => row.word);
}

/**
 * The most frequent words with a prefix, that match a pattern. Index: vocabulary_pkey, the words with this
 * prefix.
 * @param pattern  of `like`
 */
export async function findWordsByPrefix(
  db: Db,
  prefix: string,
  pattern: string,
  take: number,
): Promise<WordCount[]> {
  const { rows } = await sql<WordCount>`
    select word, posts from search.vocabulary
    where word >= ${prefix} and word < ${`${prefix}\u{10ffff}`} and word like ${pattern}
    order by posts desc, word limit ${take}`.execute(db);
  return rows;
}

/** How many posts contained some words at the last count, and words with a prefix. Index: vocabulary_pkey. */
export const findWordCounts = statement<
  { words: readonly string[]; prefix: string; end: string; take: number },
  { word: string; posts: number }
>(
  (params) => sql`
    (select word, posts from search.vocabulary where word = any(${params.words}::text[]))
    union
    (select word, posts from search.vocabulary where word >= ${params.prefix} and word < ${params.end}
     order by word limit ${params.take}::integer)`,
);

/** Members by username, at least one. Index: users_username. */
export function findMembersByUsername(
  db: Db,
  usernames: readonly string[],
): Promise<{ id: string; username: string }[]> {
  return db
    .selectFrom('auth.member_view')
    .select(['id', 'username'])
    .where('username', 'in', usernames)
    .execute();
}

/** Creates the monthly partitions: for posts from before there were any, and for the coming months. */
export const ensurePartitions = (db: Db, to: Date) =>
  sql`select search.ensure_partitions(coalesce(
        (select created_at from content.posts order by id limit 1), ${to}::timestamptz), ${to}::timestamptz)`.execute(
    db,
  );

const inRange = ({ from, before }: IdRange) =>
  sql<boolean>`(found.post_id >= ${from} and found.post_id < ${before})`;

export interface TsQueries {
  /** What matches, with as few entries as possible. */
  whole: string;
  /** For the rank, in addition to the levels: frequency and proximity. */
  rank: string;
  levels?: MatchLevels;
}

/** A matching post, and how well it matches. */
export interface Match {
  id: string;
  rank: number;
}

/** The level queries, parsed once and not for each post. */
const levelsSql = (levels: Partial<MatchLevels> = NO_LEVELS) => sql`
  levels as materialized (
    select query::tsquery as query, weight
    from unnest(${levels.queries}::text[], ${levels.weights}::float8[]) as level (query, weight))`;
const NO_LEVELS: MatchLevels = { queries: [], weights: [] };
/** The weight of frequency and proximity, relative to the levels. */
const FREQUENCY_WEIGHT = 0.05;

const rankedSql = (rank: string) => sql<Match>`
  select post_id as id, ${sql.lit(FREQUENCY_WEIGHT)} * ts_rank('{0.25, 0.25, 0.25, 1}', words, ${rank}::tsquery)
    + (select coalesce(sum(level.weight), 0) from levels level where words @@ level.query) as rank
  from newest order by post_id desc`;

/**
 * The newest matches of a range with their rank, from the index: for rare terms. The caller checks
 * visibility.
 *
 * Index: posts_words of the months of the range; reads all matches there, and keeps `take`. Materialised to
 * force that index: for unknown words PostgreSQL may estimate a scan as cheaper. Not a prepared statement: a
 * generic plan scans.
 * @param tsQueries.index  the query for the index: complete, or selective enough that the rest is checked
 *   afterwards
 */
export async function indexMatches(
  db: Db,
  tsQueries: TsQueries & { index: string },
  range: IdRange,
  take: number,
): Promise<Match[]> {
  const isWhole = tsQueries.index === tsQueries.whole;
  const { rows } = await sql<Match>`
    with ${levelsSql(tsQueries.levels)}, found as materialized (
      select found.post_id, found.words from search.posts found
      where found.words @@ ${tsQueries.index}::tsquery and ${inRange(range)}),
    newest as (select * from found ${isWhole ? sql`` : sql`where words @@ ${tsQueries.whole}::tsquery`}
      order by post_id desc limit ${take})
    ${rankedSql(tsQueries.rank)}`.execute(db);
  return rows;
}

/** Posts per scan. A literal in the statement, which is planned for it once. */
export type ScanSize = 500 | 2_000 | 4_000 | 8_000 | 15_000;

const scanStatement = (scanSize: ScanSize) =>
  statement<Omit<TsQueries, 'levels'> & Partial<MatchLevels> & IdRange & { take: number }, Match>(
    (params) => sql`
      with ${levelsSql(params)}, newest as (
        select post_id, words from (
          select found.post_id, found.words from search.posts found where ${inRange(params)}
          order by found.post_id desc limit ${sql.lit(scanSize)}) scanned
        where scanned.words @@ ${params.whole}::tsquery
        order by post_id desc limit ${params.take}::integer)
      ${rankedSql(params.rank)}`,
  );

/**
 * The newest matches of a range with their rank, from a scan of its newest posts: for common terms. Index:
 * posts_pkey.
 */
export const scanMatches: Record<ScanSize, ReturnType<typeof scanStatement>> = {
  500: scanStatement(500),
  2000: scanStatement(2_000),
  4000: scanStatement(4_000),
  8000: scanStatement(8_000),
  15000: scanStatement(15_000),
};

/** Members with at least this standing are known: docs/trending.md. */
const KNOWN = 0.1;

export interface VisibleMatch {
  id: string;
  rank: number;
  follows: boolean;
  sameUniversity: boolean;
  /** Likes, reposts and answers, weighted by the standing of the author. */
  reactions: number;
  /** The author, if the campus does not know them yet; otherwise null. */
  unknownAuthor: string | null;
}

/**
 * Those of the matches that the viewer may see, without posts of muted members, in their order. Index:
 * posts_pkey, the visibility rule by primary key.
 */
export const findVisibleMatches = statement<
  Viewer & { ids: readonly string[]; ranks: readonly number[]; take: number },
  VisibleMatch
>((params) => {
  const author = sql.ref('author.id');
  return sql<VisibleMatch>`
    select post.id, listed.rank, tie.follows or author.id = ${params.id} as follows,
      author.university_id = ${params.universityId} as "sameUniversity",
      (post.like_count + post.repost_count + post.reply_count)
        * case when (select exists (select from social.standing_view)) then least(1, 2 * coalesce(member_standing.standing, 0)) else 1 end as reactions,
      case when coalesce(member_standing.standing, 0) < ${KNOWN} and (select exists (select from social.standing_view)) then author.id end as "unknownAuthor"
    from unnest(${params.ids}::uuid[], ${params.ranks}::float8[]) with ordinality as listed (id, rank, position)
    join content.post_view post on post.id = listed.id
    join social.audience_view author on author.id = post.author_id
    cross join lateral (select ${followed(params, author)} as follows offset 0) tie
    left join lateral (select standing from social.standing_view where member_id = author.id offset 0) member_standing on true
    where ${notMutedInPage(params, author)} and ${reaches(params, author)}
      and ${postVisibleWith(params, sql.ref('author'), audienceOf('post'), {
        follows: sql.ref<boolean>('tie.follows'),
      })}
    order by listed.position limit ${params.take}::integer`;
});
