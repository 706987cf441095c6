import type { Db } from '../../../platform/db.ts';
import type { NewPost, Post } from '../schemas.ts';
import type { WritingPreferences, WritingPreferencesChange } from './schemas.ts';

/** Index: writing_preferences_pkey. */
export const findWritingPreferences = (db: Db, userId: string): Promise<WritingPreferences | undefined> =>
  db
    .selectFrom('content.writing_preferences')
    .select(['undo_seconds as undoSeconds', 'link_previews as linkPreviews'])
    .where('user_id', '=', userId)
    .executeTakeFirst();

/** Changes the given preferences. @param defaults  of a member who had none */
export async function saveWritingPreferences(
  db: Db,
  userId: string,
  change: WritingPreferencesChange,
  defaults: WritingPreferences,
): Promise<WritingPreferences> {
  const columns = ({ undoSeconds, linkPreviews }: WritingPreferencesChange) => ({
    ...(undoSeconds === undefined ? {} : { undo_seconds: undoSeconds }),
    ...(linkPreviews === undefined ? {} : { link_previews: linkPreviews }),
  });
  return db
    .insertInto('content.writing_preferences')
    .values({
      user_id: userId,
      undo_seconds: change.undoSeconds ?? defaults.undoSeconds,
      link_previews: change.linkPreviews ?? defaults.linkPreviews,
    })
    .onConflict((conflict) =>
      // Sets at least the key itself, so that the row is returned.
      conflict.column('user_id').doUpdateSet({ user_id: userId, ...columns(change) }),
    )
    .returning(['undo_seconds as undoSeconds', 'link_previews as linkPreviews'])
    .executeTakeFirstOrThrow();
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
