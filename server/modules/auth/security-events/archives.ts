import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { sessionEnded } from '../problems.ts';
import { findAccountById, lockForSignIn } from '../sign-in/queries.ts';
import { notifySecurityEvent } from './notify.ts';

/**
 * Admits a request for the archive of the viewer's account, which gives everything away: the session must have been authenticated
 * in the last 15 minutes, and the owner is told by email. Call it in the transaction of the request.
 * @throws Problem 403 `reauthentication_required`; 401 `session_ended`
 */
export async function admitArchive(tx: Context, viewer: Viewer, origin: Origin): Promise<void> {
  // Under the lock that ends sessions: whoever takes the account back leaves none that asks for more.
  await lockForSignIn(tx.db, viewer.id);
  await requireReauthentication(tx, viewer);
  const account = await findAccountById(tx.db, viewer.id);
  if (!account) throw sessionEnded();
  await audit(tx, { event: 'archive_requested', actorId: viewer.id, sessionId: viewer.sessionId, origin });
  await notifySecurityEvent(tx, account, { kind: 'archive_requested', origin });
}

/** Tells the owner of an account by email that its archive is ready, in the transaction that makes it so. */
export async function announceArchive(tx: Context, memberId: string): Promise<void> {
  const account = await findAccountById(tx.db, memberId);
  if (account) await notifySecurityEvent(tx, account, { kind: 'archive_ready' });
}
