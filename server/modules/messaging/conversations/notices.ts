import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { gatherLater } from '../gathering/service.ts';
import { tellChanged } from '../live.ts';
import type { Notice } from '../schemas.ts';
import { insertNotice, people } from './queries.ts';
import { changeSeat, heirOf } from './seats.queries.ts';

/**
 * Says in a conversation's own stream what was done to it. Names are kept as they are now. The caller holds the
 * conversation, or has just made it.
 * @param isUnheard  it reaches nobody but the one who did it
 */
export async function say(
  tx: Context,
  viewer: Viewer,
  conversationId: string,
  { people: ids, ...notice }: Omit<Notice, 'people'> & { people: readonly string[] },
  isUnheard = false,
): Promise<void> {
  const named = ids.length > 0 ? await people(tx.db, ids.slice(0, 20)) : [];
  const seq = await insertNotice(tx.db, {
    id: newId(),
    conversationId,
    by: viewer.id,
    notice: { ...notice, people: named },
    withheld: isUnheard,
    at: tx.clock(),
  });
  tellChanged(tx, conversationId, seq, isUnheard ? [viewer.id] : null);
  await gatherLater(tx, conversationId);
}

/** Gives a group that nobody owns to whoever has been in it longest, and says so. The caller holds the conversation. */
export async function handOver(tx: Context, viewer: Viewer, conversationId: string): Promise<void> {
  const heir = await heirOf(tx.db, conversationId);
  if (heir === undefined) return;
  await changeSeat(tx.db, conversationId, heir, { role: 'owner' });
  await say(tx, viewer, conversationId, { kind: 'role', role: 'owner', people: [heir] });
}
