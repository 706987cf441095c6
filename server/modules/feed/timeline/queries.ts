import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { MIN_UUID } from '../queries.ts';

/**
 * The floor of a member's timeline and the time of their last read; undefined if they have never read it.
 * Index: timeline_states_pkey.
 */
export async function findTimelineState(
  db: Db,
  userId: string,
): Promise<{ readAt: Date; floor: string | null } | undefined> {
  return db
    .selectFrom('feed.timeline_states')
    .select(['read_at as readAt', 'oldest_entry_id as floor'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Records that a member reads home. Fan-out writes to them from the commit of this on. */
export async function markRead(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .insertInto('feed.timeline_states')
    .values({ user_id: userId, read_at: now, oldest_entry_id: null })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ read_at: now }))
    .execute();
}

/** Serialises rebuilds, backfills and trims of a timeline; released with the transaction. */
export const lockTimeline = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 13))`.execute(db);

/** Sets the id of a timeline's oldest entry: older posts are read from the posts themselves. */
export async function setFloor(db: Db, userId: string, floor: string | null): Promise<void> {
  await db
    .updateTable('feed.timeline_states')
    .set({ oldest_entry_id: floor })
    .where('user_id', '=', userId)
    .execute();
}

/**
 * Writes a timeline from the posts and reposts of followees, readable or not: visibility is checked on read,
 * because it may change until then. Returns the oldest entry written if there may be older ones.
 */
export async function rebuildTimeline(db: Db, userId: string, max: number): Promise<string | null> {
  await db.deleteFrom('feed.home_timeline').where('user_id', '=', userId).execute();
  const { rows } = await sql<{ entry_id: string }>`
    insert into feed.home_timeline (user_id, entry_id, post_id, author_id)
    select ${userId}::uuid, newest.id, newest.post_id, follow.followee_id
    from social.follow_view follow
    cross join lateral (
      (select id, id as post_id from content.post_view post
       where post.author_id = follow.followee_id and post.imported_from is null order by id desc limit ${max})
      union all
      (select id, post_id from content.repost_view repost
       where repost.user_id = follow.followee_id order by id desc limit ${max})) newest
    where follow.follower_id = ${userId}
    order by newest.id desc limit ${max}
    on conflict do nothing
    returning entry_id`.execute(db);
  return rows.length < max ? null : minId(rows.map((row) => row.entry_id));
}

/**
 * Writes a followee's posts and reposts into a follower's timeline, down to its floor. Returns a higher floor
 * if there are too many.
 */
export async function backfillTimeline(
  db: Db,
  userId: string,
  authorId: string,
  floor: string | null,
  max: number,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with newest as (
      (select id, id as post_id from content.post_view post
       where post.author_id = ${authorId} and post.imported_from is null and post.id >= ${floor ?? MIN_UUID}
       order by id desc limit ${max})
      union all
      (select id, post_id from content.repost_view repost
       where repost.user_id = ${authorId} and repost.id >= ${floor ?? MIN_UUID}
       order by id desc limit ${max})
      order by id desc limit ${max}),
    written as (
      insert into feed.home_timeline (user_id, entry_id, post_id, author_id)
      select ${userId}::uuid, id, post_id, ${authorId}::uuid from newest on conflict do nothing)
    select id from newest`.execute(db);
  return rows.length < max ? floor : minId(rows.map((row) => row.id));
}

const minId = (ids: string[]): string | null =>
  ids.reduce<string | null>((low, id) => (low === null || id < low ? id : low), null);

/**
 * Writes one post or repost into the timelines of the next active followers, in the order of their ids.
 * Index: follows_followee is read for all followers of the author, timeline_states_pkey per follower. 180,000 to
 * 280,000 rows a second.
 * @returns the last follower processed, or undefined when there are no more
 */
export async function fanOutBatch(
  db: Db,
  entry: { id: string; postId: string; actorId: string },
  after: string,
  activeSince: Date,
  batch: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ last: string | null; scanned: number }>`
    with audience as (
      select follower_id from social.follow_view
      where followee_id = ${entry.actorId} and follower_id > ${after} order by follower_id limit ${batch}),
    written as (
      insert into feed.home_timeline (user_id, entry_id, post_id, author_id)
      select audience.follower_id, ${entry.id}::uuid, ${entry.postId}::uuid, ${entry.actorId}::uuid
      from audience join feed.timeline_states state on state.user_id = audience.follower_id and state.read_at > ${activeSince}
      on conflict do nothing)
    select (array_agg(follower_id order by follower_id desc))[1] as last, count(*) as scanned from audience`.execute(
    db,
  );
  const row = rows[0];
  return row?.last && row.scanned === batch ? row.last : undefined;
}

/** Whether an author's posts are merged on read instead of being written to every follower's timeline. */
export async function isMerged(db: Db, authorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('feed.merged_authors')
    .select('user_id')
    .where('user_id', '=', authorId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countFollowers(db: Db, authorId: string): Promise<number> {
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

/** From now on the author's posts are merged on read. */
export async function startMerging(db: Db, authorId: string): Promise<void> {
  await db
    .insertInto('feed.merged_authors')
    .values({ user_id: authorId, since: new Date() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From now on the author's posts are written to timelines. */
export async function stopMerging(db: Db, authorId: string): Promise<void> {
  await db.deleteFrom('feed.merged_authors').where('user_id', '=', authorId).execute();
}

/** Followers of an author, a batch at a time in the order of their ids. */
export async function findActiveFollowers(
  db: Db,
  authorId: string,
  after: string,
  activeSince: Date,
  take: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('social.follow_view as follow')
    .innerJoin('feed.timeline_states as state', 'state.user_id', 'follow.follower_id')
    .select('follow.follower_id as id')
    .where('follow.followee_id', '=', authorId)
    .where('follow.follower_id', '>', after)
    .where('state.read_at', '>', activeSince)
    .orderBy('follow.follower_id')
    .limit(take)
    .execute();
  return rows.map((row) => row.id);
}

/** Removes the entries of a member who is no longer followed. A clean-up: reads already filter them. */
export async function removeAuthorEntries(db: Db, userId: string, authorId: string): Promise<void> {
  await db
    .deleteFrom('feed.home_timeline')
    .where('user_id', '=', userId)
    .where('author_id', '=', authorId)
    .execute();
}

/**
 * Members whose timelines exceed the stored length, a batch at a time. Those of inactive members are deleted.
 */
export async function findTimelinesAfter(db: Db, after: string, take: number) {
  return db
    .selectFrom('feed.timeline_states')
    .select(['user_id as id', 'read_at as readAt', 'oldest_entry_id as floor'])
    .where('user_id', '>', after)
    .orderBy('user_id')
    .limit(take)
    .execute();
}

/** Deletes entries older than the newest `keep`; returns the new floor if something was deleted. */
export async function trimTimeline(db: Db, userId: string, keep: number): Promise<string | undefined> {
  const { rows } = await sql<{ entry_id: string }>`
    select entry_id from feed.home_timeline where user_id = ${userId} order by entry_id desc offset ${keep - 1} limit 1`.execute(
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

export async function deleteTimeline(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('feed.home_timeline').where('user_id', '=', userId).execute();
  await db.deleteFrom('feed.timeline_states').where('user_id', '=', userId).execute();
}

export const ensurePartitions = (db: Db, from: Date, to: Date) =>
  sql`select feed.ensure_partitions(${from}, ${to})`.execute(db);

/** Merged authors with fewer followers than `below`. */
export async function findMergedAuthors(db: Db, below: number): Promise<string[]> {
  const rows = await db
    .selectFrom('feed.merged_authors as merged')
    .leftJoin('social.member_counts_view as counts', 'counts.user_id', 'merged.user_id')
    .select('merged.user_id as id')
    .where((where) => where(where.fn.coalesce('counts.followers', sql<number>`0`), '<', below))
    .execute();
  return rows.map((row) => row.id);
}
