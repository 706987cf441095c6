import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { statement } from '../../platform/statement.ts';
import { mutesWords, type PageRow, postRead } from '../content/index.ts';
import { followed, notMuted, notMutedInPage, type Viewer, visibleTo, visibleWith } from '../social/index.ts';
import { comesByHashtag, hashtagOf, newestUnderHashtags } from './hashtags/queries.ts';
import { LIMITS } from './limits.ts';
import type { Entry } from './reposts/folding.ts';
import { isOwnEntry, repostReadable, repostsComeFrom } from './reposts/queries.ts';

/** Above every UUIDv7, and below: open ends of a span of entries. */
export const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
export const OLDEST = '00000000-0000-0000-0000-000000000000';

/** A span of entries: ids below `before`, from `from` on. */
export interface Span {
  before: string;
  from: string;
}

/**
 * What every post at home must pass when read, over a row `post` of content.posts; `seen` is the visibility rule.
 * Reposts have `repostReadable`. A case, not an or: PostgreSQL would ask parts of an or twice, at the scan of the posts and again after the joins.
 */
const readable = (viewer: Viewer, seen: RawBuilder<boolean>): RawBuilder<boolean> => sql<boolean>`
  case
    when post.deleted_at is not null then false
    when post.author_id = ${viewer.id} then true
    else ${followed(viewer, sql`post.author_id`)} and ${notMuted(viewer, sql`post.author_id`)} and ${seen}
  end`;

/**
 * The rule over a row `wanted` of the timeline (its id, post_id, actor_id: null where a hashtag brought it) and
 * what `postRead` joins to it: as `readable`, and for a repost all that `repostReadable` asks of the post. What it asks of
 * the repost is not asked here: who reposted is learnt of every repost anyway, in a statement of its own.
 */
const entryReadable = (viewer: Viewer): RawBuilder<boolean> => {
  const author = sql.ref('author.id');
  const follows = sql.ref<boolean>('tie.follows');
  const isPost = sql<boolean>`wanted.id = wanted.post_id`;
  const byHashtag = sql<boolean>`wanted.actor_id is null`;
  return sql<boolean>`
  case
    when post.deleted_at is not null then false
    when ${author} = ${viewer.id} then not ${byHashtag}
    when ${isPost} and ${follows} = (${byHashtag}) then false
    when ${byHashtag} and post.reply_to_id is not null then false
    else ${notMutedInPage(viewer, author)} and ${visibleWith(viewer, sql.ref('author'), sql.ref('post.visibility'), follows)}
  end`;
};

const inSpan = (column: RawBuilder<unknown>, span: Span) =>
  sql`${column} < ${span.before} and ${column} >= ${span.from}`;

/** What a look at the written timeline gives: a row for each candidate, the newest first; one without a candidate where there is none. */
export type WindowRow = {
  /** Facts of the reader, the same in each row, for `readerOf`. */
  reader: string;
  /** Of the candidate, readable or not. */
  entryId: string | null;
} & ((PageRow & EntryColumns) | { [Column in keyof (PageRow & EntryColumns)]: null });

/** What a look at the written timeline knows of its reader. */
export interface ReaderFacts {
  readAt: Date | null;
  /** The written timeline goes down to here; what is older is pulled. Null: it has everything. */
  floor: string | null;
  /** The reader mutes words, so posts are to be looked at for these. */
  mutesWords: boolean;
  /** The reader wants the best first where nothing else is asked. */
  prefersTop: boolean;
  /** A lean look is not enough for this reader: they follow a hashtag, or an author who is merged when read. */
  needsAll: boolean;
}

/** The facts as one column, since each costs in every row. */
const readerColumn = (asked: Viewer) => sql`
  concat_ws(' ', (exists (select from content.tag_follow_view where user_id = ${asked.id})
      or exists (select from feed.merged_authors merged
        join social.follow_view follow on follow.followee_id = merged.user_id and follow.follower_id = ${asked.id}))::integer, ${mutesWords(asked)}::integer,
    (exists (select from feed.preferences wish where wish.user_id = ${asked.id} and wish.home = 'top' and wish.ranking))::integer,
    coalesce((extract(epoch from read_at) * 1000)::bigint::text, '-'), coalesce(floor_id::text, '-'))`;

export function readerOf(row: WindowRow): ReaderFacts {
  const [all, mutes, top, readAt, floor] = row.reader.split(' ');
  return {
    readAt: readAt === '-' ? null : new Date(Number(readAt)),
    floor: floor === '-' || floor === undefined ? null : floor,
    mutesWords: mutes === '1',
    prefersTop: top === '1',
    needsAll: all === '1',
  };
}

interface EntryColumns {
  /** The viewer wrote the post or follows who did. */
  isOfCircle: boolean;
  /** Key of a followed hashtag that the post has, where it is not of the circle. */
  hashtag: string | null;
}

/** Candidates that are not written down: of those followed who are merged when read, and under followed hashtags. */
const fromElsewhere = (
  asked: Viewer,
  below: (column: RawBuilder<unknown>) => RawBuilder<unknown>,
  size: number,
) => sql`
        union all
        select newest.id, newest.post_id, merged.user_id
        from feed.merged_authors merged
        join social.follow_view follow on follow.followee_id = merged.user_id and follow.follower_id = ${asked.id}
        cross join lateral (
          (select id, id as post_id from content.posts theirs
           where theirs.author_id = merged.user_id and theirs.deleted_at is null and ${below(sql`theirs.id`)}
           order by theirs.id desc limit ${sql.lit(size)})
          union all
          (select id, post_id from content.repost_view passed_on
           where passed_on.user_id = merged.user_id and ${below(sql`passed_on.id`)}
           order by passed_on.id desc limit ${sql.lit(size)})) newest
        union all
        ${newestUnderHashtags(asked, below, size)}`;

/**
 * The newest entries of the written timeline, together with the viewer's own posts and reposts, those of followed authors
 * who are merged when read, and posts under followed hashtags: with their posts and authors where they are readable, in one
 * statement, in which nothing is looked up twice.
 *
 * Index: home_timeline_pkey (user_id, entry_id), posts_author and reposts_user, each read in order for a window of `size`
 * candidates; of each of these the rule is asked by primary key.
 * @param lean  leaves out merged authors and hashtags, since starting what finds nothing costs a tenth of the statement; good
 *   for whom `needsAll` is false of
 */
const timelineWindow = (size: number, lean: boolean) =>
  statement<Viewer & { before: string }, WindowRow>((asked) => {
    const below = (column: RawBuilder<unknown>) => sql`${column} < ${asked.before}`;
    return sql<WindowRow>`
    select reader.facts as reader, wanted.id as "entryId", page.*
    from (select ${readerColumn(asked)} as facts, floor_id
          from (select) one left join feed.readers on user_id = ${asked.id} offset 0) reader
    left join lateral (
      select * from (
        (select entry_id as id, post_id, author_id as actor_id from feed.home_timeline timeline
         where user_id = ${asked.id} and ${below(sql`entry_id`)}
           ${lean ? sql`` : sql`and author_id <> all (array(select user_id from feed.merged_authors))`}
         order by entry_id desc limit ${sql.lit(size)})
        union all
        (select id, id, author_id from content.posts own
         where own.author_id = ${asked.id} and own.deleted_at is null and ${below(sql`own.id`)}
         order by own.id desc limit ${sql.lit(size)})
        union all
        (select id, post_id, user_id from content.repost_view mine
         where mine.user_id = ${asked.id} and ${below(sql`mine.id`)}
         order by mine.id desc limit ${sql.lit(size)})
        ${lean ? sql`` : fromElsewhere(asked, below, size)}
      ) candidate
      -- Here and not within: of a span PostgreSQL expects a handful of rows, and would read and sort them all.
      where id >= coalesce(reader.floor_id, ${OLDEST})
      -- A post may stand there twice, for its author and for a hashtag, one of the two readable: both are looked at.
      order by id desc fetch first ${sql.lit(size)} rows with ties) wanted on true
    left join lateral (${postRead(asked, sql.ref('wanted.post_id'), entryReadable(asked), {
      isOfCircle: sql`(tie.follows or author.id = ${asked.id})`,
      hashtag: lean
        ? sql`null::text`
        : sql`case when not tie.follows and author.id <> ${asked.id} then ${hashtagOf(asked, sql.ref('post.id'))} end`,
    })}) page on true`;
  });

/** Candidates looked at beyond those asked for, so that a hidden one now and then costs no second look. */
const SPARE = 4;

/**
 * Looks of two sizes, for usual pages and for the longest. The sizes stand in the text: without them PostgreSQL expects a
 * tenth of a timeline of any look, and plans each anew.
 */
const windows = [21, 101].map((take) => ({
  size: take + SPARE,
  take,
  lean: timelineWindow(take + SPARE, true),
  all: timelineWindow(take + SPARE, false),
}));

/** The look for so many entries, or for as many as there can be in one. */
export function windowFor(entries: number) {
  const found = windows.find(({ take }) => take >= entries) ?? windows.at(-1);
  if (found === undefined) throw new Error('no looks');
  return found;
}

/** An earlier place of the post that `repost` is of is so near that the repost is folded into it; as `isFolded`. */
const shortlyBefore = (id: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(${id} < repost.id and ${id} >= feed.id_before(repost.id, ${LIMITS.foldMs}::bigint))`;

/**
 * The same page straight from the posts and reposts of those followed and the posts under followed hashtags: the newest of each, merged. The truth that the
 * written timeline is tested against, and what serves pages older than it.
 * Index: follows_pkey, posts_author, reposts_user, post_hashtags_pkey; grows with the number of follows.
 */
export async function pullPage(db: Db, viewer: Viewer, span: Span, take: number): Promise<Entry[]> {
  const seen = visibleTo(viewer, sql`post.author_id`, sql`post.visibility`);
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
         and ${inSpan(sql`post.id`, span)} and ${readable(viewer, seen)}
       order by post.id desc limit ${take})
      union all
      (select repost.id, repost.post_id, ${isOwnEntry(viewer, sql.ref('post'))}
       from content.repost_view repost join content.posts post on post.id = repost.post_id
       where repost.user_id = author.author_id and ${inSpan(sql`repost.id`, span)}
         and ${repostReadable(viewer, sql`repost.user_id`, seen)}
         and not (${isOwnEntry(viewer, sql.ref('post'))} and ${shortlyBefore(sql`post.id`)})
         and not exists (
           select from content.repost_view other
           where other.post_id = repost.post_id and ${shortlyBefore(sql`other.id`)}
             and ${repostsComeFrom(viewer, sql`other.user_id`)})
       order by repost.id desc limit ${take})) newest
    order by newest.id desc
    limit ${take})
    union all
    (select post.id, post.id, true, ${hashtagOf(viewer, sql.ref('post.id'))}
    from (
      select distinct newest.id from content.tag_follow_view hashtag
      cross join lateral (
        select post.id from content.post_hashtag_view under join content.posts post on post.id = under.post_id
        where under.key = hashtag.key and ${inSpan(sql`under.post_id`, span)} and post.deleted_at is null
          and ${comesByHashtag(viewer, sql`post.author_id`)} and ${seen}
        order by under.post_id desc limit ${take}) newest
      where hashtag.user_id = ${viewer.id}) found
    join content.posts post on post.id = found.id
    order by post.id desc
    limit ${take})
    order by id desc
    limit ${take}`.execute(db);
  return rows;
}

export async function reader(
  db: Db,
  userId: string,
): Promise<{ readAt: Date; floor: string | null } | undefined> {
  return db
    .selectFrom('feed.readers')
    .select(['read_at as readAt', 'floor_id as floor'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Notes that a member reads. From the commit of this on, fan-out writes to them. */
export async function markReading(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .insertInto('feed.readers')
    .values({ user_id: userId, read_at: now, floor_id: null })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ read_at: now }))
    .execute();
}

/** One rebuild, backfill or trim of a timeline at a time; released with the transaction. */
export const lockTimeline = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 13))`.execute(db);

export async function setFloor(db: Db, userId: string, floor: string | null): Promise<void> {
  await db.updateTable('feed.readers').set({ floor_id: floor }).where('user_id', '=', userId).execute();
}

/**
 * Writes a timeline from the posts and reposts of those followed, readable or not: what may be read is asked when it is read, and may
 * change until then. Returns the oldest entry written when there may be more below it.
 */
export async function rebuildTimeline(db: Db, userId: string, most: number): Promise<string | null> {
  await db.deleteFrom('feed.home_timeline').where('user_id', '=', userId).execute();
  const { rows } = await sql<{ entry_id: string }>`
    insert into feed.home_timeline (user_id, entry_id, post_id, author_id)
    select ${userId}::uuid, newest.id, newest.post_id, follow.followee_id
    from social.follow_view follow
    cross join lateral (
      (select id, id as post_id from content.post_view post
       where post.author_id = follow.followee_id order by id desc limit ${most})
      union all
      (select id, post_id from content.repost_view repost
       where repost.user_id = follow.followee_id order by id desc limit ${most})) newest
    where follow.follower_id = ${userId}
    order by newest.id desc limit ${most}
    on conflict do nothing
    returning entry_id`.execute(db);
  return rows.length < most ? null : lowest(rows.map((row) => row.entry_id));
}

/** Writes a followee's posts and reposts into a follower's timeline, down to its floor; returns a higher floor when there are too many. */
export async function backfillTimeline(
  db: Db,
  userId: string,
  authorId: string,
  floor: string | null,
  most: number,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with newest as (
      (select id, id as post_id from content.post_view post
       where post.author_id = ${authorId} and post.id >= ${floor ?? OLDEST}
       order by id desc limit ${most})
      union all
      (select id, post_id from content.repost_view repost
       where repost.user_id = ${authorId} and repost.id >= ${floor ?? OLDEST}
       order by id desc limit ${most})
      order by id desc limit ${most}),
    written as (
      insert into feed.home_timeline (user_id, entry_id, post_id, author_id)
      select ${userId}::uuid, id, post_id, ${authorId}::uuid from newest on conflict do nothing)
    select id from newest`.execute(db);
  return rows.length < most ? floor : lowest(rows.map((row) => row.id));
}

const lowest = (ids: string[]): string | null =>
  ids.reduce<string | null>((low, id) => (low === null || id < low ? id : low), null);

/**
 * Writes one post or repost into the timelines of the next active followers, in the order of their ids.
 * Index: follows_followee is read whole (the audience), readers_pkey per follower. 180,000 to 280,000 rows a second.
 * @returns the last follower looked at, or undefined when there are no more
 */
export async function fanOutBatch(
  db: Db,
  entry: { id: string; postId: string; actorId: string },
  after: string,
  activeSince: Date,
  batch: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ last: string | null; looked: number }>`
    with audience as (
      select follower_id from social.follow_view
      where followee_id = ${entry.actorId} and follower_id > ${after} order by follower_id limit ${batch}),
    written as (
      insert into feed.home_timeline (user_id, entry_id, post_id, author_id)
      select audience.follower_id, ${entry.id}::uuid, ${entry.postId}::uuid, ${entry.actorId}::uuid
      from audience join feed.readers reader on reader.user_id = audience.follower_id and reader.read_at > ${activeSince}
      on conflict do nothing)
    select (array_agg(follower_id order by follower_id desc))[1] as last, count(*) as looked from audience`.execute(
    db,
  );
  const row = rows[0];
  return row?.last && row.looked === batch ? row.last : undefined;
}

export async function isMerged(db: Db, authorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('feed.merged_authors')
    .select('user_id')
    .where('user_id', '=', authorId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function followerCount(db: Db, authorId: string): Promise<number> {
  const row = await db
    .selectFrom('social.member_counts_view')
    .select('followers')
    .where('user_id', '=', authorId)
    .executeTakeFirst();
  return row?.followers ?? 0;
}

export async function follows(db: Db, followerId: string, followeeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('social.follow_view')
    .select('id')
    .where('follower_id', '=', followerId)
    .where('followee_id', '=', followeeId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function startMerging(db: Db, authorId: string): Promise<void> {
  await db
    .insertInto('feed.merged_authors')
    .values({ user_id: authorId, since: new Date() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function stopMerging(db: Db, authorId: string): Promise<void> {
  await db.deleteFrom('feed.merged_authors').where('user_id', '=', authorId).execute();
}

/** Followers of an author, a batch at a time in the order of their ids. */
export async function activeFollowers(
  db: Db,
  authorId: string,
  after: string,
  activeSince: Date,
  take: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('social.follow_view as follow')
    .innerJoin('feed.readers as reader', 'reader.user_id', 'follow.follower_id')
    .select('follow.follower_id as id')
    .where('follow.followee_id', '=', authorId)
    .where('follow.follower_id', '>', after)
    .where('reader.read_at', '>', activeSince)
    .orderBy('follow.follower_id')
    .limit(take)
    .execute();
  return rows.map((row) => row.id);
}

/** What is never shown again: entries of somebody no longer followed. Tidying: reading filters anyway. */
export async function removeAuthor(db: Db, userId: string, authorId: string): Promise<void> {
  await db
    .deleteFrom('feed.home_timeline')
    .where('user_id', '=', userId)
    .where('author_id', '=', authorId)
    .execute();
}

/** Readers whose timelines have grown past what is kept, some at a time; those who are away lose theirs altogether. */
export async function readersAfter(db: Db, after: string, take: number) {
  return db
    .selectFrom('feed.readers')
    .select(['user_id as id', 'read_at as readAt', 'floor_id as floor'])
    .where('user_id', '>', after)
    .orderBy('user_id')
    .limit(take)
    .execute();
}

/** Deletes entries past the newest `kept`; returns the new floor when something was cut. */
export async function trimTimeline(db: Db, userId: string, kept: number): Promise<string | undefined> {
  const { rows } = await sql<{ entry_id: string }>`
    select entry_id from feed.home_timeline where user_id = ${userId} order by entry_id desc offset ${kept - 1} limit 1`.execute(
    db,
  );
  const floor = rows[0]?.entry_id;
  if (floor === undefined) return undefined;
  const cut = await db
    .deleteFrom('feed.home_timeline')
    .where('user_id', '=', userId)
    .where('entry_id', '<', floor)
    .executeTakeFirst();
  return Number(cut.numDeletedRows) > 0 ? floor : undefined;
}

export async function dropReader(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('feed.home_timeline').where('user_id', '=', userId).execute();
  await db.deleteFrom('feed.readers').where('user_id', '=', userId).execute();
}

export const ensurePartitions = (db: Db, from: Date, to: Date) =>
  sql`select feed.ensure_partitions(${from}, ${to})`.execute(db);

/** Merged authors with fewer followers than `below`. */
export async function mergedAuthors(db: Db, below: number): Promise<string[]> {
  const rows = await db
    .selectFrom('feed.merged_authors as merged')
    .leftJoin('social.member_counts_view as counts', 'counts.user_id', 'merged.user_id')
    .select('merged.user_id as id')
    .where((where) => where(where.fn.coalesce('counts.followers', sql<number>`0`), '<', below))
    .execute();
  return rows.map((row) => row.id);
}
