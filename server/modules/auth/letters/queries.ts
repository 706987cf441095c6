import type { Db } from '../../../platform/db.ts';

/** The canonical mailbox of an account. Index: users_pkey. */
export async function mailboxOf(db: Db, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.users')
    .select('email_canonical')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.email_canonical;
}
