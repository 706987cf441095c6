import type { Context } from '../../../platform/context.ts';
import { hasRole, type Role } from '../../../platform/http/viewer.ts';
import { notAllowed } from '../administration/problems.ts';
import { lockActiveAccount, rolesOf } from './queries.ts';

/**
 * Holds the account of somebody of the staff and asks for their role under that lock: whoever takes the role or suspends them waits for
 * what they do, and what comes after that is refused.
 * @throws Problem 403 `forbidden`, `account_suspended`
 */
export async function lockStaffRole(tx: Context, memberId: string, role: Role): Promise<void> {
  await lockActiveAccount(tx.db, memberId);
  // A second statement, so that it sees what the first one waited for.
  if (!hasRole({ roles: await rolesOf(tx.db, memberId) }, role)) throw notAllowed();
}
