import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { statement } from '../../platform/statement.ts';
import { hasMutedWords, type PageRow, TIES, visiblePostSql } from '../content/index.ts';
import {
  audienceOf,
  followed,
  notMuted,
  notMutedInPage,
  postVisibleTo,
  postVisibleWith,
  type Viewer,
} from '../social/index.ts';
import { followedHashtagOf, isFromFollowedHashtag, newestUnderHashtags } from './hashtags/queries.ts';
import { LIMITS } from './limits.ts';
import type { Entry } from './reposts/folding.ts';
import { canSeeRepostsOf, isOwnEntry, repostReadable } from './reposts/queries.ts';

/** Less than every UUIDv7: the open end of a range of entries. */
export const MIN_UUID = '00000000-0000-0000-0000-000000000000';

/** A range of entries: ids below `before`, from `from` on. */
export interface IdRange {
  before: string;
  from: string;
}

/**
 * The condition for a post in home, over a row `post` of content.posts; reposts use `repostReadable`.
 * @param isVisible  the visibility rule. `case` instead of `or`: PostgreSQL evaluates parts of an `or` twice,
 *   at the scan and after the joins.
 */
const readable = (viewer: Viewer, isVisible: RawBuilder<boolean>): RawBuilder<boolean> => sql<boolean>`
  case
    when post.deleted_at is not null or post.imported_from is not null then false
    when post.author_id = ${viewer.id} then true
    else ${followed(viewer, sql`post.author_id`)} and ${notMuted(viewer, sql`post.author_id`)} and ${isVisible}
  end`;

/**
 * The condition for a timeline entry, over `entry` (id, post_id, actor_id; a null actor_id means a followed
 * hashtag) and the tables of `visiblePostSql`. It covers the post, and for a repost the reposted post.
 * `loadReposts` checks the reposter later, because it loads all reposts anyway.
 */
const entryReadable = (viewer: Viewer): RawBuilder<boolean> => {
  const author = sql.ref('author.id');
  const isPost = sql<boolean>`entry.id = entry.post_id`;
  const byHashtag = sql<boolean>`entry.actor_id is null`;
  return sql<boolean>`
  case
    when post.deleted_at is not null then false
    -- An imported post is nothing new, not even at its date.
    when ${isPost} and post.imported_from is not null then false
    when ${author} = ${viewer.id} then not ${byHashtag}
    when ${isPost} and ${TIES.follows} = (${byHashtag}) then false
    when ${byHashtag} and post.reply_to_id is not null then false
    else ${notMutedInPage(viewer, author)} and ${postVisibleWith(viewer, sql.ref('author'), audienceOf('post'), TIES)}
  end`;
};

const inRange = (column: RawBuilder<unknown>, range: IdRange) =>
  sql`${column} < ${range.before} and ${column} >= ${range.from}`;

/**
 * A row for each candidate of a timeline window, newest first; one row without a candidate if there is none.
 */
export type WindowRow = {
  /** Facts about the viewer, the same in each row, for `parseViewerFacts`. */
  viewerFacts: string;
  /** Of the candidate, readable or not. */
  entryId: string | null;
} & ((PageRow & EntryColumns) | { [Column in keyof (PageRow & EntryColumns)]: null });

/** The facts about the viewer that a timeline window returns. */
export interface ViewerFacts {
  readAt: Date | null;
  /** The oldest entry of the materialised timeline; older ones are pulled. Null: it is complete. */
  floor: string | null;
  /** The viewer mutes words, so posts must be matched against them. */
  mutesWords: boolean;
  /** The viewer prefers the ranked home if the request names no order. */
  prefersTop: boolean;
  /** The fast path is not enough: the viewer follows a hashtag, or an author who is merged on read. */
  needsFullQuery: boolean;
}

/** The facts in one column, because each column costs time in every row. */
const viewerFactsColumn = (params: Viewer) => sql`
  concat_ws(' ', (exists (select from content.hashtag_follow_view where user_id = ${params.id})
      or exists (select from feed.merged_authors merged
        join social.follow_view follow on follow.followee_id = merged.user_id and follow.follower_id = ${params.id}))::integer, ${hasMutedWords(params)}::integer,
    (exists (select from feed.preferences preference where preference.user_id = ${params.id} and preference.home = 'top' and preference.ranking))::integer,
    coalesce((extract(epoch from read_at) * 1000)::bigint::text, '-'), coalesce(oldest_entry_id::text, '-'))`;

/** Parses the facts that the window query packs into one text column. */
export function parseViewerFacts(row: WindowRow): ViewerFacts {
  const [all, mutes, top, readAt, floor] = row.viewerFacts.split(' ');
  return {
    readAt: readAt === '-' ? null : new Date(Number(readAt)),
    floor: floor === '-' || floor === undefined ? null : floor,
    mutesWords: mutes === '1',
    prefersTop: top === '1',
    needsFullQuery: all === '1',
  };
}

interface EntryColumns {
  /** The viewer wrote the post or follows its author. */
  isOwnOrFollowed: boolean;
  /** Key of a followed hashtag of the post, if it is in home for no other reason. */
  hashtag: string | null;
}

/** Candidates that are not materialised: posts of merged authors, and under followed hashtags. */
const mergedCandidates = (
  params: Viewer,
  isBefore: (column: RawBuilder<unknown>) => RawBuilder<unknown>,
  size: number,
) => sql`
        union all
        select newest.id, newest.post_id, merged.user_id
        from feed.merged_authors merged
        join social.follow_view follow on follow.followee_id = merged.user_id and follow.follower_id = ${params.id}
        cross join lateral (
          (select id, id as post_id from content.posts author_post
           where author_post.author_id = merged.user_id and author_post.deleted_at is null and ${isBefore(sql`author_post.id`)}
           order by author_post.id desc limit ${sql.lit(size)})
          union all
          (select id, post_id from content.repost_view repost
           where repost.user_id = merged.user_id and ${isBefore(sql`repost.id`)}
           order by repost.id desc limit ${sql.lit(size)})) newest
        union all
        ${newestUnderHashtags(params, isBefore, size)}`;

/**
 * Selects the newest home entries in one statement: the materialised timeline, the viewer's own posts and
 * reposts, posts of merged authors and posts of followed hashtags, with the visible posts joined.
 *
 * Index: home_timeline_pkey (user_id, entry_id), posts_author and reposts_user, each read in order, `size`
 * rows each; the visibility rule by primary key.
 * @param isFastPath  leave out merged authors and hashtags. An empty branch still costs a tenth of the
 *   statement, and most viewers have neither (`needsFullQuery`)
 */
const timelineWindow = (size: number, isFastPath: boolean) =>
  statement<Viewer & { before: string }, WindowRow>((params) => {
    const isBefore = (column: RawBuilder<unknown>) => sql`${column} < ${params.before}`;
    return sql<WindowRow>`
    select state.facts as "viewerFacts", entry.id as "entryId", page.*
    from (select ${viewerFactsColumn(params)} as facts, oldest_entry_id
          from (select) one left join feed.timeline_states on user_id = ${params.id} offset 0) state
    left join lateral (
      select * from (
        (select entry_id as id, post_id, author_id as actor_id from feed.home_timeline timeline
         where user_id = ${params.id} and ${isBefore(sql`entry_id`)}
           ${isFastPath ? sql`` : sql`and author_id <> all (array(select user_id from feed.merged_authors))`}
         order by entry_id desc limit ${sql.lit(size)})
        union all
        (select id, id, author_id from content.posts own_post
         where own_post.author_id = ${params.id} and own_post.deleted_at is null and ${isBefore(sql`own_post.id`)}
         order by own_post.id desc limit ${sql.lit(size)})
        union all
        (select id, post_id, user_id from content.repost_view own_repost
         where own_repost.user_id = ${params.id} and ${isBefore(sql`own_repost.id`)}
         order by own_repost.id desc limit ${sql.lit(size)})
        ${isFastPath ? sql`` : mergedCandidates(params, isBefore, size)}
      ) candidate
      -- Not inside the branches: for a range PostgreSQL expects few rows, and would read and sort them all.
      where id >= coalesce(state.oldest_entry_id, ${MIN_UUID})
      -- A post can be here twice, for its author and for a hashtag, with one of them readable: keep both.
      order by id desc fetch first ${sql.lit(size)} rows with ties) entry on true
    left join lateral (${visiblePostSql(params, sql.ref('entry.post_id'), entryReadable(params), {
      isOwnOrFollowed: sql`(tie.follows or author.id = ${params.id})`,
      hashtag: isFastPath
        ? sql`null::text`
        : sql`case when not tie.follows and author.id <> ${params.id} then ${followedHashtagOf(params, sql.ref('post.id'))} end`,
    })}) page on true`;
  });

/** Candidates beyond the page, so that a few hidden ones do not need a second query. */
const EXTRA_CANDIDATES = 4;

/**
 * Two statements, for a default page and for the longest. `size` is a literal: with a parameter PostgreSQL
 * estimates a tenth of the timeline and plans again for each execution.
 */
const windows = [21, 101].map((take) => ({
  size: take + EXTRA_CANDIDATES,
  take,
  fastPath: timelineWindow(take + EXTRA_CANDIDATES, true),
  fullQuery: timelineWindow(take + EXTRA_CANDIDATES, false),
}));

/** The smallest statement for a number of entries, or the largest one. */
export function selectWindow(entries: number) {
  const found = windows.find(({ take }) => take >= entries) ?? windows.at(-1);
  if (found === undefined) throw new Error('no looks');
  return found;
}

/**
 * Whether an earlier entry of the reposted post is so near that the repost is folded into it; the SQL of
 * `isFolded`.
 */
const isWithinFoldWindow = (id: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(${id} < repost.id and ${id} >= feed.id_before(repost.id, ${LIMITS.foldMs}::bigint))`;

/**
 * The same page straight from the newest posts and reposts of followees and the posts under followed
 * hashtags. It is the reference that the materialised timeline is tested against, and it serves pages older
 * than it.
 * Index: follows_pkey, posts_author, reposts_user, post_hashtags_pkey; grows with the number of follows.
 */
export async function pullPage(db: Db, viewer: Viewer, range: IdRange, take: number): Promise<Entry[]> {
  const isVisible = postVisibleTo(viewer, audienceOf('post'));
  const { rows } = await sql<Entry>`
    (select newest.id, newest.post_id as "postId", newest.is_own as "isOwnEntry", null as hashtag
    from (
      select followee_id as author_id from social.follow_view where follower_id = ${viewer.id}
      union all select ${viewer.id}::uuid
    ) author
    cross join lateral (
      (select post.id, post.id as post_id, true as is_own from content.posts post
       -- Stated explicitly, because the index of an author's posts is partial: it excludes deleted ones.
       where post.author_id = author.author_id and post.deleted_at is null
         and ${inRange(sql`post.id`, range)} and ${readable(viewer, isVisible)}
       order by post.id desc limit ${take})
      union all
      (select repost.id, repost.post_id, ${isOwnEntry(viewer, sql.ref('post'))}
       from content.repost_view repost join content.posts post on post.id = repost.post_id
       where repost.user_id = author.author_id and ${inRange(sql`repost.id`, range)}
         and ${repostReadable(viewer, sql`repost.user_id`, isVisible)}
         and not (${isOwnEntry(viewer, sql.ref('post'))} and ${isWithinFoldWindow(sql`post.id`)})
         and not exists (
           select from content.repost_view other
           where other.post_id = repost.post_id and ${isWithinFoldWindow(sql`other.id`)}
             and ${canSeeRepostsOf(viewer, sql`other.user_id`)})
       order by repost.id desc limit ${take})) newest
    order by newest.id desc
    limit ${take})
    union all
    (select post.id, post.id, true, ${followedHashtagOf(viewer, sql.ref('post.id'))}
    from (
      select distinct newest.id from content.hashtag_follow_view hashtag
      cross join lateral (
        select post.id from content.post_hashtag_view tagged join content.posts post on post.id = tagged.post_id
        where tagged.key = hashtag.key and ${inRange(sql`tagged.post_id`, range)} and post.deleted_at is null and post.imported_from is null
          and ${isFromFollowedHashtag(viewer, sql`post.author_id`)} and ${isVisible}
        order by tagged.post_id desc limit ${take}) newest
      where hashtag.user_id = ${viewer.id}) found
    join content.posts post on post.id = found.id
    order by post.id desc
    limit ${take})
    order by id desc
    limit ${take}`.execute(db);
  return rows;
}
