import type { Db } from '../../../platform/db.ts';

export type GrantedRole = 'moderator' | 'admin' | 'owner';

export async function ownerExists(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('auth.user_roles')
    .select('user_id')
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRole(
  db: Db,
  userId: string,
  role: GrantedRole,
  by: string | null,
): Promise<void> {
  await db
    .insertInto('auth.user_roles')
    .values({ user_id: userId, role, granted_by: by })
    .onConflict((conflict) => conflict.columns(['user_id', 'role']).doNothing())
    .execute();
}
