import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { lockAccount } from '../deactivation/queries.ts';
import { findInviterOf } from '../invitations/queries.ts';
import { universityFor } from '../roles/service.ts';
import { lockStaffPermission } from '../roles/staff-lock.ts';
import {
  ownInvitee,
  ownRefusal,
  registrationClaimed,
  registrationDecided,
  registrationNotFound,
  undoTooLate,
} from './problems.ts';
import {
  type ApplicationRow,
  countOutcomes,
  countWaiting,
  findWaiting,
  lockApplication,
  setClaim,
  setDecision,
  type WaitingRow,
} from './queries.ts';
import type { DecisionResults, DecisionsBody, RegistrationFigures, WaitingRegistration } from './schemas.ts';
import { admit, FIGURES_DAYS, hoursOf, isClaimedByOther, MIN_COUNT, refuse } from './service.ts';

const PERMISSION = 'registrations.approve';
const CLAIM_MS = 15 * 60_000;
/** How long a decision can be undone; then it takes effect and is mailed. */
export const UNDO_MS = 10_000;

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'auth.decideRegistration': { userId: string };
  }
}

/** Registrations that wait, oldest first: those of the universities that this permission covers. */
export async function listWaiting(
  ctx: Context,
  viewer: Viewer,
  query: { limit: number; cursor?: string | undefined },
) {
  const universityId = await universityFor(ctx, viewer, PERMISSION);
  const rows = await findWaiting(ctx.db, universityId, readCursor(query.cursor), query.limit + 1);
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.userId);
  return { items: items.map((row) => present(ctx, viewer, row)), nextCursor };
}

/** How many wait and how long it takes, without numbers of one to four decisions. */
export async function registrationFigures(ctx: Context, viewer: Viewer): Promise<RegistrationFigures> {
  const universityId = await universityFor(ctx, viewer, PERMISSION);
  const since = new Date(ctx.clock().getTime() - FIGURES_DAYS * 86_400_000);
  const { waiting, oldestAt } = await countWaiting(ctx.db, universityId);
  const { approved, refused, median } = await countOutcomes(ctx.db, universityId, since);
  const shown = (count: number) => (count > 0 && count < MIN_COUNT ? null : count);
  return {
    waiting,
    oldestAt: oldestAt?.toISOString() ?? null,
    days: FIGURES_DAYS,
    approved: shown(approved),
    refused: shown(refused),
    medianHours: median === null || approved + refused < MIN_COUNT ? null : hoursOf(median),
  };
}

/**
 * Locks a registration that staff act on: after who acts, so that a permission that ends meanwhile is noticed.
 * @throws Problem 404 `registration_not_found`; 403 `forbidden`; 422 `own_invitee`, `own_refusal`
 */
async function lockFor(tx: Context, viewer: Viewer, userId: string): Promise<ApplicationRow> {
  await lockStaffPermission(tx, viewer.id, PERMISSION);
  const universityId = await universityFor(tx, viewer, PERMISSION);
  const application = await lockApplication(tx.db, userId);
  if (application?.state !== 'waiting') throw registrationNotFound();
  if (universityId !== null && application.universityId !== universityId) throw registrationNotFound();
  if (application.refusedBy === viewer.id) throw ownRefusal();
  if ((await findInviterOf(tx.db, userId))?.id === viewer.id) throw ownInvitee();
  return application;
}

const record = (
  tx: Context,
  event: string,
  { viewer, origin }: { viewer: Viewer; origin: Origin },
  userId: string,
  details: Record<string, unknown> = {},
): Promise<void> =>
  audit(tx, {
    event,
    actorId: viewer.id,
    permission: PERMISSION,
    sessionId: viewer.sessionId,
    subject: { type: 'member', id: userId },
    origin,
    details,
  });

const refuseClaimed = (tx: Context, application: ApplicationRow, viewer: Viewer): void => {
  const now = tx.clock();
  if (isClaimedByOther(application, viewer.id, now))
    throw registrationClaimed(Math.ceil(((application.claimedUntil?.getTime() ?? 0) - now.getTime()) / 1000));
};

/**
 * Says that somebody looks at a registration, for a quarter of an hour.
 * @throws Problem 404, 403, 422 as `lockFor`; 409 `registration_claimed`, `registration_decided`
 */
export async function claimRegistration(
  ctx: Context,
  viewer: Viewer,
  userId: string,
  origin: Origin,
): Promise<WaitingRegistration> {
  await ctx.transaction(async (tx) => {
    const application = await lockFor(tx, viewer, userId);
    if (application.decision !== null) throw registrationDecided();
    refuseClaimed(tx, application, viewer);
    await setClaim(tx.db, userId, { by: viewer.id, until: new Date(tx.clock().getTime() + CLAIM_MS) });
    await record(tx, 'registration_claimed', { viewer, origin }, userId);
  });
  const [row] = await findWaiting(ctx.db, null, null, 1, userId);
  if (row === undefined) throw registrationNotFound();
  return present(ctx, viewer, row);
}

/** Lets others look at it. Does nothing to a claim of somebody else. */
export async function releaseRegistration(
  ctx: Context,
  viewer: Viewer,
  userId: string,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const application = await lockFor(tx, viewer, userId);
    if (application.claimedBy !== viewer.id) return;
    await setClaim(tx.db, userId, null);
    await record(tx, 'registration_released', { viewer, origin }, userId);
  });
}

/**
 * Approves or refuses registrations, each on its own: one that cannot be decided keeps no other from it. A decision takes effect after ten
 * seconds, until when it can be undone.
 */
export async function decideRegistrations(
  ctx: Context,
  viewer: Viewer,
  { ids, decision, reason }: DecisionsBody,
  origin: Origin,
): Promise<DecisionResults> {
  return each(ids, async (userId) => {
    const effectiveAt = new Date(ctx.clock().getTime() + UNDO_MS);
    await ctx.transaction(async (tx) => {
      const application = await lockFor(tx, viewer, userId);
      if (application.decision !== null) throw registrationDecided();
      refuseClaimed(tx, application, viewer);
      await setDecision(tx.db, userId, { kind: decision, by: viewer.id, reason, effectiveAt });
      await record(tx, 'registration_decided', { viewer, origin }, userId, { decision });
      await tx.jobs.add(
        'auth.decideRegistration',
        { userId },
        { key: `auth.decideRegistration:${userId}`, runAt: effectiveAt },
      );
    });
    return effectiveAt;
  });
}

/** Takes own decisions back that have not taken effect. */
export async function undoDecisions(
  ctx: Context,
  viewer: Viewer,
  ids: readonly string[],
  origin: Origin,
): Promise<DecisionResults> {
  return each(ids, async (userId) => {
    await ctx.transaction(async (tx) => {
      await lockStaffPermission(tx, viewer.id, PERMISSION);
      const application = await lockApplication(tx.db, userId);
      if (application?.decision == null || application.decidedBy !== viewer.id) throw undoTooLate();
      if (application.effectiveAt !== null && application.effectiveAt <= tx.clock()) throw undoTooLate();
      await setDecision(tx.db, userId, null);
      await record(tx, 'registration_decision_undone', { viewer, origin }, userId);
    });
    return null;
  });
}

async function each(
  ids: readonly string[],
  act: (id: string) => Promise<Date | null>,
): Promise<DecisionResults> {
  const items: DecisionResults['items'] = [];
  for (const id of new Set(ids)) {
    try {
      const takesEffectAt = await act(id);
      items.push({ id, code: null, takesEffectAt: takesEffectAt?.toISOString() ?? null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Of one alone, the response is the problem itself.
      if (ids.length === 1) throw error;
      items.push({ id, code: error.code, takesEffectAt: null });
    }
  }
  return { items };
}

/** Job: carries a decision out whose time to undo is over. */
export async function carryOutDecision(ctx: Context, { userId }: { userId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const account = await lockAccount(tx.db, userId);
    const application = await lockApplication(tx.db, userId);
    if (account?.status !== 'pending' || application?.state !== 'waiting') return;
    const { decision, effectiveAt, decidedBy } = application;
    if (decision === null || effectiveAt === null || effectiveAt > tx.clock()) return;
    if (decision === 'approve') await admit(tx, application, decidedBy);
    else await refuse(tx, application, decidedBy);
  });
}

function mayDecide(ctx: Context, viewer: Viewer, row: WaitingRow): WaitingRegistration['mayDecide'] {
  if (row.decision !== null) return 'decided';
  if (row.refusedBy === viewer.id) return 'own_refusal';
  if (row.invitedBy?.id === viewer.id) return 'own_invitee';
  return isClaimedByOther(row, viewer.id, ctx.clock()) ? 'claimed' : 'yes';
}

const present = (ctx: Context, viewer: Viewer, row: WaitingRow): WaitingRegistration => ({
  id: row.userId,
  username: row.wantedUsername,
  displayName: row.displayName,
  email: row.email,
  university: { id: row.universityId, name: row.universityName, nameTr: row.universityNameTr },
  affiliation: row.affiliation,
  appliedAt: row.appliedAt.toISOString(),
  question: row.question,
  answer: row.answer,
  flags: row.flags as WaitingRegistration['flags'], // only `flagsOf` writes them
  refusedBefore: row.refusedBefore,
  invitedBy: row.invitedBy,
  claim:
    row.claimedByPerson !== null && row.claimedUntil !== null && row.claimedUntil > ctx.clock()
      ? { staff: row.claimedByPerson, expiresAt: row.claimedUntil.toISOString() }
      : null,
  decision:
    row.decision === null || row.effectiveAt === null
      ? null
      : {
          kind: row.decision,
          staff: row.decidedByPerson,
          takesEffectAt: row.effectiveAt.toISOString(),
        },
  refusal: row.refusedAt === null ? null : { reason: row.reason, at: row.refusedAt.toISOString() },
  objection: row.objectedAt === null ? null : { text: row.objection, at: row.objectedAt.toISOString() },
  mayDecide: mayDecide(ctx, viewer, row),
});
