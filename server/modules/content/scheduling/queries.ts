import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { NewPost } from '../schemas.ts';

/** One new scheduled post of a member at a time, so that the bound on their number holds; released with the transaction. */
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
/** One that is due: scheduled, or held back until its author can no longer take it back. */
export type DueRow = NonNullable<Awaited<ReturnType<typeof lockDuePost>>>;

/** What a member has scheduled; what is merely held back is none of it. */
const selectScheduledBy = (db: Db, userId: string) =>
  select(db)
    .where('user_id', '=', userId)
    .where('status', '<>', 'held')
    .$narrowType<{ status: 'waiting' | 'failed' }>();

/** All that a member has scheduled, the next first. Index: content.scheduled_posts_user; bounded by `MAX_SCHEDULED`. */
export const findScheduledPosts = (db: Db, userId: string) =>
  selectScheduledBy(db, userId).orderBy('scheduled_for').orderBy('id').execute();

export const findScheduledPost = (db: Db, userId: string, id: string) =>
  selectScheduledBy(db, userId).where('id', '=', id).executeTakeFirst();

/** As `findScheduledPost`, locked until the transaction ends: it is neither published nor changed meanwhile. */
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

/** @returns false where there was none */
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

/** The next posts that are due, after one that was looked at. Index: content.scheduled_posts_due. */
export async function duePosts(
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

/** A post that is still due, locked; undefined where another process has it, or had it. */
export const lockDuePost = (db: Db, id: string, now: Date) =>
  select(db)
    .where('id', '=', id)
    .where('status', '<>', 'failed')
    .where('scheduled_for', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** A held post whose time is over, locked: its job says so, whatever this process's clock says. */
export const lockDuePendingPost = (db: Db, id: string) =>
  select(db).where('id', '=', id).where('status', '=', 'held').forUpdate().skipLocked().executeTakeFirst();

/** Notes why a post was not published. @returns false where it was changed since it was tried */
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

/** An active member as one who writes; undefined for whoever may not write now. The insert of the post asks once more, under a lock. */
export async function findActiveAuthor(db: Db, userId: string): Promise<Viewer | undefined> {
  const row = await db
    .selectFrom('auth.member_view')
    .select('university_id as universityId')
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  // No device stands behind it, and no more rights than any member has.
  return row && { id: userId, sessionId: userId, universityId: row.universityId, roles: ['member'] };
}
