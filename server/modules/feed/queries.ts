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

/** Below every UUIDv7: the open end of a span of entries. */
export const MIN_UUID = '00000000-0000-0000-0000-000000000000';

/** A span of entries: ids below `before`, from `from` on. */
export interface IdRange {
  before: string;
  from: string;
}

/**
 * What every post at home must pass when read, over a row `post` of content.posts; `seen` is the visibility rule.
 * Reposts have `repostReadable`. A case, not an or: PostgreSQL would ask parts of an or twice, at the scan of the posts and again after the joins.
 */
const readable = (viewer: Viewer, isVisible: RawBuilder<boolean>): RawBuilder<boolean> => sql<boolean>`
  case
    when post.deleted_at is not null then false
    when post.author_id = ${viewer.id} then true
    else ${followed(viewer, sql`post.author_id`)} and ${notMuted(viewer, sql`post.author_id`)} and ${isVisible}
  end`;

/**
 * The rule over a row `wanted` of the timeline (its id, post_id, actor_id: null where a hashtag brought it) and
 * what `postRead` joins to it: as `readable`, and for a repost all that `repostReadable` asks of the post. What it asks of
 * the repost is not asked here: who reposted is learnt of every repost anyway, in a statement of its own.
 */
const entryReadable = (viewer: Viewer): RawBuilder<boolean> => {
  const author = sql.ref('author.id');
  const isPost = sql<boolean>`wanted.id = wanted.post_id`;
  const byHashtag = sql<boolean>`wanted.actor_id is null`;
  return sql<boolean>`
  case
    when post.deleted_at is not null then false
    when ${author} = ${viewer.id} then not ${byHashtag}
    when ${isPost} and ${TIES.follows} = (${byHashtag}) then false
    when ${byHashtag} and post.reply_to_id is not null then false
    else ${notMutedInPage(viewer, author)} and ${postVisibleWith(viewer, sql.ref('author'), audienceOf('post'), TIES)}
  end`;
};

const inRange = (column: RawBuilder<unknown>, range: IdRange) =>
  sql`${column} < ${range.before} and ${column} >= ${range.from}`;

/** What a look at the written timeline gives: a row for each candidate, the newest first; one without a candidate where there is none. */
export type WindowRow = {
  /** Facts of the reader, the same in each row, for `parseViewerFacts`. */
  reader: string;
  /** Of the candidate, readable or not. */
  entryId: string | null;
} & ((PageRow & EntryColumns) | { [Column in keyof (PageRow & EntryColumns)]: null });

/** What a look at the written timeline knows of its reader. */
export interface ViewerFacts {
  readAt: Date | null;
  /** The written timeline goes down to here; what is older is pulled. Null: it has everything. */
  floor: string | null;
  /** The reader mutes words, so posts are to be looked at for these. */
  mutesWords: boolean;
  /** The reader wants the best first where nothing else is asked. */
  prefersTop: boolean;
  /** A lean look is not enough for this reader: they follow a hashtag, or an author who is merged when read. */
  needsFullQuery: boolean;
}

/** The facts as one column, since each costs in every row. */
const viewerFactsColumn = (params: Viewer) => sql`
  concat_ws(' ', (exists (select from content.tag_follow_view where user_id = ${params.id})
      or exists (select from feed.merged_authors merged
        join social.follow_view follow on follow.followee_id = merged.user_id and follow.follower_id = ${params.id}))::integer, ${hasMutedWords(params)}::integer,
    (exists (select from feed.preferences wish where wish.user_id = ${params.id} and wish.home = 'top' and wish.ranking))::integer,
    coalesce((extract(epoch from read_at) * 1000)::bigint::text, '-'), coalesce(floor_id::text, '-'))`;

export function parseViewerFacts(row: WindowRow): ViewerFacts {
  const [all, mutes, top, readAt, floor] = row.reader.split(' ');
  return {
    readAt: readAt === '-' ? null : new Date(Number(readAt)),
    floor: floor === '-' || floor === undefined ? null : floor,
    mutesWords: mutes === '1',
    prefersTop: top === '1',
    needsFullQuery: all === '1',
  };
}

interface EntryColumns {
  /** The viewer wrote the post or follows who did. */
  isOwnOrFollowed: boolean;
  /** Key of a followed hashtag that the post has, where it is not of the circle. */
  hashtag: string | null;
}

/** Candidates that are not written down: of those followed who are merged when read, and under followed hashtags. */
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
          (select id, id as post_id from content.posts theirs
           where theirs.author_id = merged.user_id and theirs.deleted_at is null and ${isBefore(sql`theirs.id`)}
           order by theirs.id desc limit ${sql.lit(size)})
          union all
          (select id, post_id from content.repost_view passed_on
           where passed_on.user_id = merged.user_id and ${isBefore(sql`passed_on.id`)}
           order by passed_on.id desc limit ${sql.lit(size)})) newest
        union all
        ${newestUnderHashtags(params, isBefore, size)}`;

/**
 * The newest entries of the written timeline, together with the viewer's own posts and reposts, those of followed authors
 * who are merged when read, and posts under followed hashtags: with their posts and authors where they are readable, in one
 * statement, in which nothing is looked up twice.
 *
 * Index: home_timeline_pkey (user_id, entry_id), posts_author and reposts_user, each read in order for a window of `size`
 * candidates; of each of these the rule is asked by primary key.
 * @param isFastPath  leaves out merged authors and hashtags, since starting what finds nothing costs a tenth of the statement; good
 *   for whom `needsFullQuery` is false of
 */
const timelineWindow = (size: number, isFastPath: boolean) =>
  statement<Viewer & { before: string }, WindowRow>((params) => {
    const isBefore = (column: RawBuilder<unknown>) => sql`${column} < ${params.before}`;
    return sql<WindowRow>`
    select reader.facts as reader, wanted.id as "entryId", page.*
    from (select ${viewerFactsColumn(params)} as facts, floor_id
          from (select) one left join feed.readers on user_id = ${params.id} offset 0) reader
    left join lateral (
      select * from (
        (select entry_id as id, post_id, author_id as actor_id from feed.home_timeline timeline
         where user_id = ${params.id} and ${isBefore(sql`entry_id`)}
           ${isFastPath ? sql`` : sql`and author_id <> all (array(select user_id from feed.merged_authors))`}
         order by entry_id desc limit ${sql.lit(size)})
        union all
        (select id, id, author_id from content.posts own
         where own.author_id = ${params.id} and own.deleted_at is null and ${isBefore(sql`own.id`)}
         order by own.id desc limit ${sql.lit(size)})
        union all
        (select id, post_id, user_id from content.repost_view mine
         where mine.user_id = ${params.id} and ${isBefore(sql`mine.id`)}
         order by mine.id desc limit ${sql.lit(size)})
        ${isFastPath ? sql`` : mergedCandidates(params, isBefore, size)}
      ) candidate
      -- Here and not within: of a span PostgreSQL expects a handful of rows, and would read and sort them all.
      where id >= coalesce(reader.floor_id, ${MIN_UUID})
      -- A post may stand there twice, for its author and for a hashtag, one of the two readable: both are looked at.
      order by id desc fetch first ${sql.lit(size)} rows with ties) wanted on true
    left join lateral (${visiblePostSql(params, sql.ref('wanted.post_id'), entryReadable(params), {
      isOwnOrFollowed: sql`(tie.follows or author.id = ${params.id})`,
      hashtag: isFastPath
        ? sql`null::text`
        : sql`case when not tie.follows and author.id <> ${params.id} then ${followedHashtagOf(params, sql.ref('post.id'))} end`,
    })}) page on true`;
  });

/** Candidates looked at beyond those asked for, so that a hidden one now and then costs no second look. */
const EXTRA_CANDIDATES = 4;

/**
 * Looks of two sizes, for usual pages and for the longest. The sizes stand in the text: without them PostgreSQL expects a
 * tenth of a timeline of any look, and plans each anew.
 */
const windows = [21, 101].map((take) => ({
  size: take + EXTRA_CANDIDATES,
  take,
  fastPath: timelineWindow(take + EXTRA_CANDIDATES, true),
  fullQuery: timelineWindow(take + EXTRA_CANDIDATES, false),
}));

/** The look for so many entries, or for as many as there can be in one. */
export function selectWindow(entries: number) {
  const found = windows.find(({ take }) => take >= entries) ?? windows.at(-1);
  if (found === undefined) throw new Error('no looks');
  return found;
}

/** An earlier place of the post that `repost` is of is so near that the repost is folded into it; as `isFolded`. */
const isWithinFoldWindow = (id: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(${id} < repost.id and ${id} >= feed.id_before(repost.id, ${LIMITS.foldMs}::bigint))`;

/**
 * The same page straight from the posts and reposts of those followed and the posts under followed hashtags: the newest of each, merged. The truth that the
 * written timeline is tested against, and what serves pages older than it.
 * Index: follows_pkey, posts_author, reposts_user, post_hashtags_pkey; grows with the number of follows.
 */
export async function pullPage(db: Db, viewer: Viewer, range: IdRange, take: number): Promise<Entry[]> {
  const isVisible = postVisibleTo(viewer, audienceOf('post'));
  const { rows } = await sql<Entry>`
    (select newest.id, newest.post_id as "postId", newest.own as "isOwnEntry", null as hashtag
    from (
      select followee_id as author_id from social.follow_view where follower_id = ${viewer.id}
      union all select ${viewer.id}::uuid
    ) author
    cross join lateral (
      (select post.id, post.id as post_id, true as own from content.posts post
       -- Said plainly too: the index of an author's posts holds the living ones alone.
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
      select distinct newest.id from content.tag_follow_view hashtag
      cross join lateral (
        select post.id from content.post_hashtag_view under join content.posts post on post.id = under.post_id
        where under.key = hashtag.key and ${inRange(sql`under.post_id`, range)} and post.deleted_at is null
          and ${isFromFollowedHashtag(viewer, sql`post.author_id`)} and ${isVisible}
        order by under.post_id desc limit ${take}) newest
      where hashtag.user_id = ${viewer.id}) found
    join content.posts post on post.id = found.id
    order by post.id desc
    limit ${take})
    order by id desc
    limit ${take}`.execute(db);
  return rows;
}
