import type { Context } from '../../../platform/context.ts';
import { hasRole, type Role } from '../../../platform/http/viewer.ts';
import { notAllowed } from '../administration/problems.ts';
import { findRoles, lockActiveAccount } from './queries.ts';

/**
 * Locks a staff member's account and checks the role under the lock. A concurrent revocation or suspension waits for this
 * transaction; an act that starts after it is refused.
 * @throws Problem 403 `forbidden`, `account_suspended`
 */
export async function lockStaffRole(tx: Context, memberId: string, role: Role): Promise<void> {
  await lockActiveAccount(tx.db, memberId);
  // A second statement, so that it sees what the first one waited for.
  if (!hasRole({ roles: await findRoles(tx.db, memberId) }, role)) throw notAllowed();
}
