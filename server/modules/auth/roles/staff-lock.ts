import type { Context } from '../../../platform/context.ts';
import type { Permission } from '../../../platform/http/viewer.ts';
import { notAllowed } from '../administration/problems.ts';
import { permissionsOf } from '../permissions.ts';
import { findRoles, lockActiveAccount, lockPermissionsOfCustomRoles } from './queries.ts';

/**
 * Locks a staff member's account and custom roles, and checks the permission under the locks. A concurrent revocation, change or suspension waits for this
 * transaction; an act that starts after it is refused.
 * @throws Problem 403 `forbidden`, `account_suspended`
 */
export async function lockStaffPermission(
  tx: Context,
  memberId: string,
  permission: Permission,
): Promise<void> {
  await lockActiveAccount(tx.db, memberId);
  // A second statement, so that it sees what the first one waited for.
  const ofCustomRoles = await lockPermissionsOfCustomRoles(tx.db, memberId);
  if (!permissionsOf(await findRoles(tx.db, memberId), ofCustomRoles).has(permission)) throw notAllowed();
}
