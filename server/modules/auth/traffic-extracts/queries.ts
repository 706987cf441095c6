import type { Db } from '../../../platform/db.ts';

/** Index: users_username. */
export const findMemberByName = (db: Db, username: string): Promise<{ id: string } | undefined> =>
  db.selectFrom('auth.users').select('id').where('username', '=', username.toLowerCase()).executeTakeFirst();

/** Those of some ids that have an account. Index: users_pkey. */
export const findExisting = async (db: Db, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (await db.selectFrom('auth.users').select('id').where('id', 'in', ids).execute()).map(({ id }) => id);
