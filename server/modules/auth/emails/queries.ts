import type { Db } from '../../../platform/db.ts';
import type { MemberStatus } from '../tables.ts';

/** The canonical mailbox of an account. Index: users_pkey. */
export async function findMailbox(db: Db, userId: string): Promise<string | undefined> {
  const row = await db.selectFrom('auth.users').select('mailbox').where('id', '=', userId).executeTakeFirst();
  return row?.mailbox;
}

/** The address and language of a member with one of these statuses. Index: users_pkey. */
export function findEmailAddress(
  db: Db,
  userId: string,
  statuses: readonly MemberStatus[],
): Promise<{ email: string; locale: 'tr' | 'en'; undeliverableSince: Date | null } | undefined> {
  return db
    .selectFrom('auth.users')
    .select(['email', 'locale', 'undeliverable_since as undeliverableSince'])
    .where('id', '=', userId)
    .where('status', 'in', statuses)
    .where('email_verified_at', 'is not', null)
    .executeTakeFirst();
}
