import type { Context } from '../../../platform/context.ts';
import { holds, type Role } from '../../../platform/http/viewer.ts';
import { notAllowed } from '../administration/problems.ts';
import { holdActive, rolesOf } from './queries.ts';

/**
 * Holds the account of somebody of the staff and asks for their role under that lock: whoever takes the role or suspends them waits for
 * what they do, and what comes after that is refused.
 * @throws Problem 403 `forbidden`, `account_suspended`
 */
export async function holdRole(tx: Context, memberId: string, role: Role): Promise<void> {
  await holdActive(tx.db, memberId);
  // A second statement, so that it sees what the first one waited for.
  if (!holds({ roles: await rolesOf(tx.db, memberId) }, role)) throw notAllowed();
}
