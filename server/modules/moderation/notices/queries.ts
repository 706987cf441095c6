import type { Db } from '../../../platform/db.ts';

export interface SuspendedMember {
  locale: 'tr' | 'en';
  displayName: string;
}

/** A member, if they are suspended now. Index: auth.users_pkey. */
export function findSuspendedMember(db: Db, id: string): Promise<SuspendedMember | undefined> {
  return db
    .selectFrom('auth.member_view')
    .select(['locale', 'display_name as displayName'])
    .where('id', '=', id)
    .where('status', '=', 'suspended')
    .executeTakeFirst();
}
