import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { enqueueChange } from '../coalescing/service.ts';
import type { Notice } from '../schemas.ts';
import { publishMessageChange } from '../topics.ts';
import { findSuccessor, updateMembership } from './memberships.queries.ts';
import { findPeople, insertNotice } from './queries.ts';

/**
 * Adds a notice of a change to the conversation's messages. Stores the names as they are now. The caller has
 * locked the conversation or just created it.
 * @param isSenderOnly  visible to the acting member only
 */
export async function addNotice(
  tx: Context,
  viewer: Viewer,
  conversationId: string,
  { people: ids, ...notice }: Omit<Notice, 'people'> & { people: readonly string[] },
  isSenderOnly = false,
): Promise<void> {
  const mentionedPeople = ids.length > 0 ? await findPeople(tx.db, ids.slice(0, 20)) : [];
  const seq = await insertNotice(tx.db, {
    id: newId(),
    conversationId,
    by: viewer.id,
    notice: { ...notice, people: mentionedPeople },
    isSenderOnly,
    at: tx.clock(),
  });
  publishMessageChange(tx, conversationId, seq, isSenderOnly ? [viewer.id] : null);
  await enqueueChange(tx, conversationId);
}

/**
 * Gives a group without an owner to its longest-serving participant and adds a notice. The caller has locked
 * the conversation.
 */
export async function ensureOwner(tx: Context, viewer: Viewer, conversationId: string): Promise<void> {
  const successor = await findSuccessor(tx.db, conversationId);
  if (successor === undefined) return;
  await updateMembership(tx.db, conversationId, successor, { role: 'owner' });
  await addNotice(tx, viewer, conversationId, { kind: 'role', role: 'owner', people: [successor] });
}
