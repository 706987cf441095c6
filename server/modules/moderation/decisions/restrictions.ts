import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { untilRequired, untilTooLate } from './problems.ts';
import { findHoldingUntil } from './queries.ts';

const DAY_MS = 86_400_000;

/** The outcomes that restrict an account for some time: what `auth` calls them, and the longest time. Longer takes a suspension. */
const restrictions = {
  muted: { name: 'muted', maxMs: 7 * DAY_MS },
  reach_limited: { name: 'limited', maxMs: 90 * DAY_MS },
} as const;
export type RestrictingOutcome = keyof typeof restrictions;

export const isRestricting = (outcome: string): outcome is RestrictingOutcome => outcome in restrictions;

/** @throws Problem 422 `until_required`, `until_too_late` */
export function requireEnd(
  outcome: RestrictingOutcome,
  endsAt: Date | null,
  now: Date,
): asserts endsAt is Date {
  if (endsAt === null) throw untilRequired();
  if (endsAt.getTime() > now.getTime() + restrictions[outcome].maxMs) throw untilTooLate();
}

/**
 * Restricts a member until a time, or until another decision of the kind ends, if that is later.
 * @throws Problem 422 `until_required`, `until_too_late`; as `auth.restrict`
 */
export async function applyRestriction(
  tx: Context,
  viewer: Viewer,
  memberId: string,
  outcome: RestrictingOutcome,
  endsAt: Date | null,
  origin: Origin,
): Promise<void> {
  const now = tx.clock();
  requireEnd(outcome, endsAt, now);
  const { name } = restrictions[outcome];
  // Locked first: of two at once, the second sees the decision of the first.
  await auth.lockManageableMember(tx, viewer, memberId, 'reports.resolve');
  const other = await findHoldingUntil(tx.db, memberId, outcome, now);
  await auth.restrict(tx, viewer, memberId, name, other !== null && other > endsAt ? other : endsAt, origin);
}

/** After a decision was taken back: what the member's other decisions of the kind leave of the restriction. The member is locked. */
export async function refreshRestriction(
  tx: Context,
  viewer: Viewer,
  memberId: string,
  outcome: RestrictingOutcome,
  origin: Origin,
): Promise<void> {
  const until = await findHoldingUntil(tx.db, memberId, outcome, tx.clock());
  await auth.restrict(tx, viewer, memberId, restrictions[outcome].name, until, origin);
}
