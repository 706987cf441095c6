import type { Db } from '../../../platform/db.ts';

export async function updateNames(
  db: Db,
  userId: string,
  change: { username?: string | undefined; displayName?: string | undefined },
  now: Date,
): Promise<void> {
  await db
    .updateTable('auth.users')
    .set({
      updated_at: now,
      ...(change.username === undefined ? {} : { username: change.username, username_changed_at: now }),
      ...(change.displayName === undefined ? {} : { display_name: change.displayName }),
    })
    .where('id', '=', userId)
    .execute();
}

/** Locks an account for a change of its names, and reads them. */
export async function lockNames(db: Db, userId: string) {
  return db
    .selectFrom('auth.users')
    .select(['username', 'username_changed_at as changedAt', 'status'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
}
