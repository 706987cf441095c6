import type { Db } from '../../../platform/db.ts';
import type { NewPost, Post } from '../schemas.ts';
import type { UndoSeconds } from './schemas.ts';

/** Index: writing_preferences_pkey. */
export async function findUndoSeconds(db: Db, userId: string): Promise<UndoSeconds | undefined> {
  const row = await db
    .selectFrom('content.writing_preferences')
    .select('undo_seconds as undoSeconds')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.undoSeconds;
}

export async function saveUndoSeconds(db: Db, userId: string, seconds: UndoSeconds): Promise<void> {
  await db
    .insertInto('content.writing_preferences')
    .values({ user_id: userId, undo_seconds: seconds })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ undo_seconds: seconds }))
    .execute();
}

const select = (db: Db, userId: string) =>
  db
    .selectFrom('content.scheduled_posts')
    .select([
      'id',
      'user_id as userId',
      'post',
      'scheduled_for as publishesAt',
      'status',
      (eb) => eb.ref('preview').$notNull().as('preview'),
    ])
    .where('user_id', '=', userId)
    .where('status', '=', 'pending');
export type PendingPostRow = Awaited<ReturnType<typeof findPendingPosts>>[number];

/** More than a member can write in the longest undo window. */
const MAX_PENDING = 60;

/** A member's pending posts, the next to be published first. Index: content.scheduled_posts_user. */
export const findPendingPosts = (db: Db, userId: string) =>
  select(db, userId).orderBy('scheduled_for').orderBy('id').limit(MAX_PENDING).execute();

/** Locked until the transaction ends: of a concurrent undo and publishing, the second finds nothing. */
export const lockPendingPost = (db: Db, userId: string, id: string) =>
  select(db, userId).where('id', '=', id).forUpdate().executeTakeFirst();

export async function insertPendingPost(
  db: Db,
  row: { id: string; userId: string; post: NewPost; preview: Post; publishesAt: Date; at: Date },
): Promise<void> {
  await db
    .insertInto('content.scheduled_posts')
    .values({
      id: row.id,
      user_id: row.userId,
      post: JSON.stringify(row.post),
      preview: JSON.stringify(row.preview),
      scheduled_for: row.publishesAt,
      status: 'pending',
      created_at: row.at,
      updated_at: row.at,
    })
    .execute();
}
