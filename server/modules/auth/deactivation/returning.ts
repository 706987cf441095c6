import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { setStatus } from '../administration/members.queries.ts';
import { audit } from '../audit/index.ts';
import type { AccountRow } from '../sign-in/queries.ts';
import { publishViewerChanged } from '../sign-in/sessions.ts';
import { deleteDeactivation, lockAccount } from './queries.ts';

/** Ends a deactivation, in the caller's transaction, which has locked the account. */
export async function reactivate(tx: Context, userId: string, origin: Origin): Promise<void> {
  await deleteDeactivation(tx.db, userId);
  await setStatus(tx.db, userId, 'active', tx.clock());
  publishViewerChanged(tx, { userId });
  await audit(tx, { event: 'account_restored', actorId: userId, origin });
}

/**
 * What a sign-in does to a deactivated account: it comes back, unless it is to be deleted. Then its owner has to say so.
 * @returns the account as it is now
 */
export async function returnFrom(tx: Context, account: AccountRow, origin: Origin): Promise<AccountRow> {
  const current = await lockAccount(tx.db, account.id);
  const deleteAt = current?.deleteAt ?? null;
  if (deleteAt !== null) return { ...account, status: 'deactivated', deleteAt };
  await reactivate(tx, account.id, origin);
  return { ...account, status: 'active', deleteAt: null };
}
