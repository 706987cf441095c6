import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { reportNotFound } from '../resolution/problems.ts';
import { findCaseByReport } from '../resolution/queries.ts';
import { assess } from './model.ts';
import { classifierNotTrained } from './problems.ts';
import {
  countAgreement,
  findClassifier,
  findModelFigures,
  findReadableAuthor,
  lockClassifier,
  setOn,
} from './queries.ts';
import { subjectOf, textOf } from './readable.ts';
import type { CaseAssessment, Classifier } from './schemas.ts';
import { activeModel } from './scoring.ts';
import { FEWEST_DECISIONS } from './training.ts';

const AGREEMENT_MS = 90 * 86_400_000;

/** How the classifier stands: what it has learnt from, how good it is, how often moderators agreed. */
export async function getClassifier(ctx: Context): Promise<Classifier> {
  const { isOn, modelId, trainedAt, result, upheld, dismissed } = await findClassifier(ctx.db);
  const model = modelId === null ? undefined : await findModelFigures(ctx.db, modelId);
  const since = new Date(ctx.clock().getTime() - AGREEMENT_MS);
  return {
    isOn: isOn && model !== undefined,
    needed: FEWEST_DECISIONS,
    upheld,
    dismissed,
    lastTraining: trainedAt === null || result === null ? null : { at: trainedAt.toISOString(), result },
    model:
      model === undefined
        ? null
        : {
            trainedAt: model.trainedAt.toISOString(),
            upheld: model.upheld,
            dismissed: model.dismissed,
            heldOut: model.heldOut,
            auc: model.auc,
            precision: model.precision,
            recall: model.recall,
            givesSecondLook: model.high !== null || model.low !== null,
          },
    agreement: await countAgreement(ctx.db, since, { high: model?.high ?? null, low: model?.low ?? null }),
  };
}

/**
 * Switches it on or off. Off: the queue is by promised time alone, and what was read of open cases is forgotten.
 * @throws Problem 409 `classifier_not_trained`; 403 `forbidden`
 */
export async function switchClassifier(
  ctx: Context,
  viewer: Viewer,
  isOn: boolean,
  origin: Origin,
): Promise<Classifier> {
  await ctx.transaction(async (tx) => {
    const before = await lockClassifier(tx.db);
    if (isOn && before.modelId === null) throw classifierNotTrained();
    if (before.isOn === isOn) return;
    await setOn(tx.db, isOn);
    await auth.audit(tx, {
      event: isOn ? 'classifier_switched_on' : 'classifier_switched_off',
      actorId: viewer.id,
      permission: 'rules.write',
      sessionId: viewer.sessionId,
      origin,
    });
    await tx.jobs.add('moderation.scoreReports', {}, { key: 'moderation.scoreReports' });
  });
  return getClassifier(ctx);
}

/**
 * What the classifier makes of an open case, with its reasons: a second look, never a decision. Nothing about what the viewer could not
 * read as a member, and nothing about the viewer's own case.
 * @throws Problem 404 `report_not_found`
 */
export async function assessCase(ctx: Context, viewer: Viewer, reportId: string): Promise<CaseAssessment> {
  const row = await findCaseByReport(ctx.db, reportId, await auth.universityFor(ctx, viewer, 'reports.read'));
  if (row === undefined) throw reportNotFound();
  const { subjectType, subjectId, ownerId, snapshot, decisionId } = row;
  const nothing = { assessment: null };
  if (subjectType !== 'post' || decisionId !== null || ownerId === null || ownerId === viewer.id)
    return nothing;
  const active = await activeModel(ctx);
  if (active === undefined || !textOf(snapshot).isOpen) return nothing;
  const [createdAt, readable, figures] = await Promise.all([
    findReadableAuthor(ctx.db, ownerId),
    content.meantFor(ctx, viewer, [subjectId]),
    findModelFigures(ctx.db, active.id),
  ]);
  if (createdAt === undefined || figures === undefined || !readable.has(subjectId)) return nothing;
  const subject = subjectOf(snapshot, createdAt);
  const { likelihood, reasons, plain } = assess(active.model, subject);
  const leaning =
    figures.high !== null && likelihood >= figures.high
      ? 'act'
      : figures.low !== null && likelihood <= figures.low
        ? 'dismiss'
        : null;
  return {
    assessment: {
      likelihood,
      leaning,
      text: subject.text,
      reasons,
      features: plain,
      learntFrom: figures.upheld + figures.dismissed,
    },
  };
}
