import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import type { SubjectType } from '../reports/schemas.ts';
import {
  alreadyResolved,
  cannotDecideOwnCase,
  cannotDecideOwnReport,
  reportNotFound,
} from '../resolution/problems.ts';
import { findSubjectOfReport, lockOpenReports } from '../resolution/queries.ts';
import { caseClaimed, takeOverRequiresAdmin } from './problems.ts';
import { deleteClaim, findClaims, insertClaim } from './queries.ts';

/** How long a claim holds. Claiming again prolongs it. */
const CLAIM_MS = 15 * 60_000;

interface Subject {
  subjectType: SubjectType;
  subjectId: string;
}

/**
 * Claims a case: for fifteen minutes only this moderator decides it. A decision and a claim both lock the case's open reports, so the
 * second of them sees the first.
 * @param reportId  any open report of the subject
 * @throws Problem 404 `report_not_found`; 409 `already_resolved`, `case_claimed`; 422 `own_case`, `own_report`; 403 `forbidden`
 */
export async function claimCase(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  { takeOver }: { takeOver: boolean },
  origin: Origin,
): Promise<void> {
  if (takeOver && !hasPermission(viewer, 'members.suspend')) throw takeOverRequiresAdmin();
  await ctx.transaction(async (tx) => {
    const subject = await findSubjectOfReport(
      tx.db,
      reportId,
      await auth.universityFor(tx, viewer, 'reports.resolve'),
    );
    if (subject === undefined) throw reportNotFound();
    const reports = await lockOpenReports(tx.db, subject);
    if (!reports.some(({ id }) => id === reportId)) throw alreadyResolved();
    if (reports[0]?.ownerId === viewer.id) throw cannotDecideOwnCase();
    if (reports.some(({ reporterId }) => reporterId === viewer.id)) throw cannotDecideOwnReport();
    const now = tx.clock();
    const [before] = await findClaims(tx.db, [subject], now);
    const expiresAt = new Date(now.getTime() + CLAIM_MS);
    if (
      !(await insertClaim(tx.db, { ...subject, moderatorId: viewer.id, expiresAt, now, takesOver: takeOver }))
    )
      await refuseClaimedByOther(tx, viewer, subject);
    if (before?.moderatorId === viewer.id) return;
    await auth.audit(tx, {
      event: 'case_claimed',
      actorId: viewer.id,
      permission: takeOver ? 'members.suspend' : 'reports.resolve',
      sessionId: viewer.sessionId,
      subject: { type: 'report', id: reportId },
      origin,
      details: { takenFrom: before?.moderatorId ?? null },
    });
  });
}

/**
 * Gives an own claim back; without one, it does nothing.
 * @throws Problem 404 `report_not_found`; 403 `forbidden`
 */
export async function releaseCase(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const subject = await findSubjectOfReport(
      tx.db,
      reportId,
      await auth.universityFor(tx, viewer, 'reports.resolve'),
    );
    if (subject === undefined) throw reportNotFound();
    if (!(await deleteClaim(tx.db, subject, viewer.id))) return;
    await auth.audit(tx, {
      event: 'case_released',
      actorId: viewer.id,
      permission: 'reports.resolve',
      sessionId: viewer.sessionId,
      subject: { type: 'report', id: reportId },
      origin,
    });
  });
}

/** @throws Problem 409 `case_claimed` if another moderator holds the case, whose open reports the caller has locked */
export async function refuseClaimedByOther(tx: Context, viewer: Viewer, subject: Subject): Promise<void> {
  const now = tx.clock();
  const [claim] = await findClaims(tx.db, [subject], now);
  if (claim !== undefined && claim.moderatorId !== viewer.id)
    throw caseClaimed(Math.ceil((claim.expiresAt.getTime() - now.getTime()) / 1_000));
}
