import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { NewPost } from '../schemas.ts';

/**
 * Serialises the creation of a member's scheduled posts until the transaction ends, so that their number
 * stays within the limit.
 */
export const lockSchedule = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 29))`.execute(db);

const select = (db: Db) =>
  db
    .selectFrom('content.scheduled_posts')
    .select([
      'id',
      'user_id as userId',
      'post',
      'scheduled_for as scheduledFor',
      'status',
      'failure',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ]);
export type ScheduledRow = Awaited<ReturnType<typeof findScheduledPosts>>[number];
/** A due post: a scheduled post, or a pending post whose undo window has ended. */
export type DueRow = NonNullable<Awaited<ReturnType<typeof lockDuePost>>>;

/** A member's scheduled posts, without pending posts. */
const selectScheduledBy = (db: Db, userId: string) =>
  select(db)
    .where('user_id', '=', userId)
    .where('status', '<>', 'pending')
    .$narrowType<{ status: 'waiting' | 'failed' }>();

/**
 * All scheduled posts of a member, the next first. Index: content.scheduled_posts_user; bounded by
 * `MAX_SCHEDULED`.
 */
export const findScheduledPosts = (db: Db, userId: string) =>
  selectScheduledBy(db, userId).orderBy('scheduled_for').orderBy('id').execute();

export const findScheduledPost = (db: Db, userId: string, id: string) =>
  selectScheduledBy(db, userId).where('id', '=', id).executeTakeFirst();

/**
 * As `findScheduledPost`, locked until the transaction ends: it is neither published nor changed meanwhile.
 */
export const lockScheduledPost = (db: Db, userId: string, id: string) =>
  selectScheduledBy(db, userId).where('id', '=', id).forUpdate().executeTakeFirst();

export async function insertScheduledPost(
  db: Db,
  row: { id: string; userId: string; post: NewPost; scheduledFor: Date; at: Date },
): Promise<void> {
  await db
    .insertInto('content.scheduled_posts')
    .values({
      id: row.id,
      user_id: row.userId,
      post: JSON.stringify(row.post),
      scheduled_for: row.scheduledFor,
      created_at: row.at,
      updated_at: row.at,
    })
    .execute();
}

export async function updateScheduledPost(
  db: Db,
  id: string,
  row: { post: NewPost; scheduledFor: Date; status: 'waiting' | 'failed'; failure: string | null; at: Date },
): Promise<void> {
  await db
    .updateTable('content.scheduled_posts')
    .set({
      post: JSON.stringify(row.post),
      scheduled_for: row.scheduledFor,
      status: row.status,
      failure: row.failure,
      updated_at: row.at,
    })
    .where('id', '=', id)
    .execute();
}

/** @returns false if there was none */
export async function deleteScheduledPost(db: Db, userId: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('content.scheduled_posts')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}

export interface DuePost {
  id: string;
  scheduledFor: Date;
}

/** The next due posts, after a given one. Index: content.scheduled_posts_due. */
export async function findDuePosts(
  db: Db,
  now: Date,
  after: DuePost | undefined,
  take: number,
): Promise<DuePost[]> {
  return db
    .selectFrom('content.scheduled_posts')
    .select(['id', 'scheduled_for as scheduledFor'])
    .where('status', '<>', 'failed')
    .where('scheduled_for', '<=', now)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('scheduled_for', 'id'), '>', tuple(after!.scheduledFor, after!.id)),
      ),
    )
    .orderBy('scheduled_for')
    .orderBy('id')
    .limit(take)
    .execute();
}

/** A post that is still due, locked; undefined if another process is publishing or has published it. */
export const lockDuePost = (db: Db, id: string, now: Date) =>
  select(db)
    .where('id', '=', id)
    .where('status', '<>', 'failed')
    .where('scheduled_for', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** A pending post, locked. Its job decides that it is due, whatever this process's clock says. */
export const lockDuePendingPost = (db: Db, id: string) =>
  select(db).where('id', '=', id).where('status', '=', 'pending').forUpdate().skipLocked().executeTakeFirst();

/** Stores why a post was not published. @returns false if it was changed since the attempt */
export async function saveFailure(db: Db, row: DueRow, failure: string): Promise<boolean> {
  const result = await db
    .updateTable('content.scheduled_posts')
    .set({ status: 'failed', failure, preview: null })
    .where('id', '=', row.id)
    .where('status', '<>', 'failed')
    .where('updated_at', '=', row.updatedAt)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * The author as a viewer; undefined for a member who may not write now. The insert of the post checks this
 * again, under a lock.
 */
export async function findActiveAuthor(db: Db, userId: string): Promise<Viewer | undefined> {
  const row = await db
    .selectFrom('auth.member_view')
    .select('university_id as universityId')
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  // A scheduled post has no device, and no more rights than any member.
  return row && { id: userId, sessionId: userId, universityId: row.universityId, roles: ['member'] };
}
