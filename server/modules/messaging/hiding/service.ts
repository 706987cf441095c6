import type { Context } from '../../../platform/context.ts';
import { content } from '../../content/index.ts';
import { media } from '../../media/index.ts';
import { eraseTraces, lockMessageForStaff } from '../messages/changes.queries.ts';
import { publishUpdateWithReplies } from '../messages/publish-update.ts';
import {
  deleteHidden,
  type HiddenMessage,
  hideMessageRow,
  setEraseAt,
  takeDueMessage,
  unhideMessageRow,
} from './queries.ts';

/**
 * Removes a reported message for everyone, by a decision of moderators, in the caller's transaction. It can come back as long as a
 * post. Idempotent.
 */
export async function hideMessage(tx: Context, id: string): Promise<void> {
  const message = await lockMessageForStaff(tx.db, id);
  if (message === undefined || message.deleted) return;
  const now = tx.clock();
  await hideMessageRow(tx.db, message, now, new Date(now.getTime() + content.heldMs));
  await media.hide(tx, { type: 'message', id });
  await publishUpdateWithReplies(tx, message);
}

/**
 * Brings a hidden message back for everybody who may read it now, in the caller's transaction, with its files and reactions.
 * @returns false if it was erased or has expired meanwhile, or is not hidden
 */
export async function unhideMessage(tx: Context, id: string): Promise<boolean> {
  const message = await lockMessageForStaff(tx.db, id);
  if (message === undefined || !(await unhideMessageRow(tx.db, message, tx.clock()))) return false;
  await media.unhide(tx, { type: 'message', id });
  await publishUpdateWithReplies(tx, message);
  return true;
}

/** While an appeal is open, a hidden message is not erased, unless it expires. */
export const keepHiddenMessage = (tx: Context, id: string): Promise<void> => setEraseAt(tx.db, id, null);

/** A hidden message that will not come back is erased by the next job. */
export const releaseHiddenMessage = (tx: Context, id: string): Promise<void> =>
  setEraseAt(tx.db, id, tx.clock());

/** Erases a hidden message whose author deletes it, under its lock: it does not come back. Nobody sees a difference. */
export async function discardHidden(tx: Context, message: HiddenMessage): Promise<void> {
  if (await deleteHidden(tx.db, message)) await eraseRest(tx, message);
}

async function eraseRest(tx: Context, message: HiddenMessage): Promise<void> {
  await eraseTraces(tx.db, message);
  await media.erase(tx, { type: 'message', id: message.id });
}

/** Job: erases what is left of hidden messages whose time is over, one transaction for each. */
export async function eraseHiddenMessages(ctx: Context): Promise<void> {
  for (;;) {
    const isErased = await ctx.transaction(async (tx) => {
      const message = await takeDueMessage(tx.db, tx.clock());
      if (message === undefined) return false;
      await eraseRest(tx, message);
      return true;
    });
    if (!isErased) return;
  }
}
