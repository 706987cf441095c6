import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** How long a username that a member left is theirs alone: links and mentions lead to it. */
export const USERNAME_HELD_MS = 90 * 86_400_000;

/** Changes the names of a member, whose account is locked, and keeps those from before. */
export async function updateNames(
  db: Db,
  userId: string,
  change: { username?: string | undefined; displayName?: string | undefined },
  now: Date,
): Promise<void> {
  await sql`
    insert into auth.former_names (user_id, username, display_name, until)
    select id, username, display_name, ${now}::timestamptz from auth.users
    where id = ${userId} and (username <> ${change.username ?? null} or display_name <> ${change.displayName ?? null})
    on conflict do nothing`.execute(db);
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

/**
 * Whether a username is held for another member, who left it lately. Asked after the username was written to an account: that has waited
 * for whoever was leaving it. Index: former_names_username.
 */
export async function isHeldUsername(db: Db, username: string, userId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('auth.former_names')
    .select('user_id')
    .where('username', '=', username)
    .where('until', '>', new Date(now.getTime() - USERNAME_HELD_MS))
    .where('user_id', '<>', userId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Locks an account for a change of its names, and reads them. */
export async function lockNames(db: Db, userId: string) {
  return db
    .selectFrom('auth.users')
    .select(['username', 'username_changed_at as changedAt', 'status', 'muted_until as mutedUntil'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
}

export interface FormerName {
  username: string;
  displayName: string;
  until: Date;
}

/** The names that a member had before, newest first. Index: former_names_pkey. */
export const findFormerNames = (db: Db, userId: string, take: number): Promise<FormerName[]> =>
  db
    .selectFrom('auth.former_names')
    .select(['username', 'display_name as displayName', 'until'])
    .where('user_id', '=', userId)
    .orderBy('until', 'desc')
    .limit(take)
    .execute();
