import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { messaging } from '../../messaging/index.ts';
import { lockRemovals } from '../appeals/queries.ts';
import { findDecision, lockWarningsOfContent, setReversed } from './queries.ts';
import { isRestricting, refreshRestriction } from './restrictions.ts';

/** What a removal hid, by its outcome. Both modules bring it back, keep it or let it go by its id. */
export const hidden = { post_removed: content, post_held: content, message_removed: messaging };
export const isRemoval = (outcome: string): outcome is keyof typeof hidden => outcome in hidden;

/** Takes an act back, if it still holds. The member is locked before the decision, as by every act on a member. */
export async function reverse(
  tx: Context,
  viewer: Viewer,
  decisionId: string,
  origin: Origin,
): Promise<void> {
  const decision = await findDecision(tx.db, decisionId);
  if (decision === undefined) throw new Error('what is taken back is no decision');
  const { ownerId, suspensionId, outcome, subjectId } = decision;
  if (outcome === 'author_suspended' && ownerId !== null && suspensionId !== null)
    await auth.restore(tx, viewer, ownerId, origin, suspensionId);
  // Of two who take acts on one member back at once, the second sees what the first left.
  if (isRestricting(outcome) && ownerId !== null)
    await auth.lockManageableMember(tx, viewer, ownerId, 'reports.resolve');
  const removals =
    isRemoval(outcome) && ownerId !== null ? await lockRemovals(tx.db, ownerId, subjectId) : [];
  // Whoever removed a post that a rule held has decided about the hold as well.
  const isUndone = (removal: (typeof removals)[number]) =>
    removal.id === decisionId || (outcome === 'post_removed' && removal.outcome === 'post_held');
  const undone = removals.filter(isUndone).map(({ id }) => id);
  for (const id of new Set([decisionId, ...undone])) await setReversed(tx.db, id, tx.clock());
  // What was removed twice comes back when neither decision holds any more.
  if (isRemoval(outcome) && removals.every(isUndone)) await hidden[outcome].unhide(tx, subjectId);
  if (isRestricting(outcome) && ownerId !== null)
    await refreshRestriction(tx, viewer, ownerId, outcome, origin);
  // Likewise for a post that was given a warning twice.
  if (outcome === 'content_warned' && ownerId !== null) {
    const others = await lockWarningsOfContent(tx.db, ownerId, subjectId);
    if (others.length === 0) await content.unforceWarning(tx, subjectId);
  }
}
