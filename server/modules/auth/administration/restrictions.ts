import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { setRestriction } from './members.queries.ts';
import { notActive, untilIsPast } from './problems.ts';
import { lockManageableMember } from './suspensions.ts';

/** `muted`: may read and not write. `limited`: in lists that people did not ask for, only followers are shown their posts. */
export type Restriction = 'muted' | 'limited';

const events = {
  muted: { set: 'member_muted', lifted: 'member_unmuted' },
  limited: { set: 'reach_limited', lifted: 'reach_restored' },
} as const;

/**
 * Restricts a member until a time, in the caller's transaction; null lifts it. It ends by itself: whoever enforces it compares the time.
 * The account stays locked, so it waits for what the member is writing, and what comes after it is refused.
 * @throws Problem 404 `user_not_found`; 409 `not_active`; 422 `cannot_target_self`, `until_in_past`; 403 `insufficient_rank`,
 *   `forbidden`
 */
export async function restrict(
  tx: Context,
  viewer: Viewer,
  id: string,
  restriction: Restriction,
  until: Date | null,
  origin: Origin,
): Promise<void> {
  if (until !== null && until <= tx.clock()) throw untilIsPast();
  const member = await lockManageableMember(tx, viewer, id, 'reports.resolve');
  if (until !== null && !['active', 'deactivated', 'suspended'].includes(member.status)) throw notActive();
  await setRestriction(tx.db, id, restriction, until);
  await audit(tx, {
    event: events[restriction][until === null ? 'lifted' : 'set'],
    actorId: viewer.id,
    sessionId: viewer.sessionId,
    subject: { type: 'member', id },
    origin,
    details: { until: until?.toISOString() ?? null },
  });
}
