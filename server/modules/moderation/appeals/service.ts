import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { appendEntries, settleUpheldAppeal } from '../automation/verdicts.ts';
import { decisionNotFound } from '../decisions/problems.ts';
import { lockDecision } from '../decisions/queries.ts';
import { hidden, isRemoval, reverse } from '../decisions/reversing.ts';
import type { OwnAppeal } from '../decisions/schemas.ts';
import { isAppealable } from '../decisions/service.ts';
import { appendToLog } from '../log/append.ts';
import { findPicturesOfDecision } from '../pictures/queries.ts';
import { keepPictures, liftPicture, releasePictures } from '../pictures/removing.ts';
import { adminRequired, cannotDecideOwnCase, cannotDecideOwnReport } from '../resolution/problems.ts';
import { findRulesById } from '../rules/queries.ts';
import type { CampusRule } from '../rules/schemas.ts';
import {
  alreadyAppealed,
  alreadyReversed,
  appealDecided,
  appealNotFound,
  appealTooLate,
  cannotDecideOwnDecision,
} from './problems.ts';
import {
  type AppealRow,
  closeAppeal,
  countAppeals,
  findAppeal,
  findDecidedAppeals,
  findOpenAppeals,
  insertAppeal,
  isAppealOpen,
  lockRemovals,
} from './queries.ts';
import type { Appeal, AppealDecision, AppealFigures, AppealPage, AppealQuery, NewAppeal } from './schemas.ts';

/**
 * Appeals against a decision about the viewer, once for each decision. While it is open, a removed post or message is kept.
 * @throws Problem 404 `decision_not_found`; 409 `already_appealed`, `already_reversed`; 422 `appeal_too_late`
 */
export async function appeal(ctx: Context, viewer: Viewer, input: NewAppeal): Promise<OwnAppeal> {
  return ctx.transaction(async (tx) => {
    const decision = await lockDecision(tx.db, input.decisionId);
    // A dismissal is no decision about the member, who must not learn of the reports.
    if (decision === undefined || decision.ownerId !== viewer.id || decision.outcome === 'dismissed')
      throw decisionNotFound();
    if (decision.reversedAt !== null) throw alreadyReversed();
    const at = tx.clock();
    if (!isAppealable(decision.outcome, decision, at)) throw appealTooLate();
    const id = newId();
    const { text } = input;
    if (!(await insertAppeal(tx.db, { id, decisionId: decision.id, memberId: viewer.id, text, at })))
      throw alreadyAppealed();
    if (isRemoval(decision.outcome)) await hidden[decision.outcome].keepHidden(tx, decision.subjectId);
    await keepPictures(tx, decision.id);
    return {
      id,
      decisionId: decision.id,
      text,
      status: 'open',
      answer: null,
      createdAt: at.toISOString(),
      decidedAt: null,
    };
  });
}

/** Appeals that wait, oldest first, or decided ones. */
export async function listAppeals(ctx: Context, viewer: Viewer, query: AppealQuery): Promise<AppealPage> {
  const list = query.status === 'open' ? findOpenAppeals : findDecidedAppeals;
  const rows = await list(ctx.db, viewer.id, {
    after: readCursor(query.cursor),
    take: query.limit + 1,
    scope: await auth.universityFor(ctx, viewer, 'reports.read'),
  });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.id);
  return { items: await presentAppeals(ctx, viewer, items), nextCursor };
}

async function presentAppeals(ctx: Context, viewer: Viewer, rows: AppealRow[]): Promise<Appeal[]> {
  const rules = await findRulesById(ctx.db, [...new Set(rows.flatMap(({ ruleId }) => ruleId ?? []))]);
  return rows.map((row) => toAppeal(row, rules, mayDecide(viewer, row)));
}

const toAppeal = (row: AppealRow, rules: CampusRule[], may: Appeal['mayDecide']): Appeal => ({
  id: row.id,
  status: row.status,
  text: row.text,
  createdAt: row.createdAt.toISOString(),
  member: row.member,
  decision: {
    id: row.decisionId,
    act: row.act,
    rule: rules.find(({ id }) => id === row.ruleId) ?? null,
    reason: row.reason,
    note: row.note,
    decidedBy: row.decider,
    decidedAt: row.actedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    reversedAt: row.reversedAt?.toISOString() ?? null,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    content: row.content,
    reportId: row.reportId,
  },
  mayDecide: may,
  answer: row.answer,
  decidedBy: row.appealDecider,
  decidedAt: row.decidedAt?.toISOString() ?? null,
});

/** Nobody judges what they decided, wrote or reported. Lifting a suspension takes an admin, as beginning one does. */
function mayDecide(viewer: Viewer, row: AppealRow): Appeal['mayDecide'] {
  if (row.decider?.id === viewer.id) return 'own_decision';
  if (row.member?.id === viewer.id) return 'own_case';
  if (row.isOwnReport) return 'own_report';
  if (row.act === 'author_suspended' && !hasPermission(viewer, 'members.suspend')) return 'admin_required';
  return 'yes';
}

const refusals = {
  own_decision: cannotDecideOwnDecision,
  own_case: cannotDecideOwnCase,
  own_report: cannotDecideOwnReport,
  admin_required: adminRequired,
};

/**
 * Decides an appeal. If it is upheld, the act is taken back in the same transaction: the post or message comes back, the suspension ends, unless
 * another one has replaced it.
 * @throws Problem 404 `appeal_not_found`; 409 `appeal_decided`; 422 `own_decision`, `own_case`, `own_report`; 403 `admin_required`,
 *   `insufficient_rank`, `forbidden`
 */
export async function decideAppeal(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { outcome, answer }: AppealDecision,
  origin: Origin,
): Promise<Appeal> {
  await ctx.transaction(async (tx) => {
    const found = await findAppeal(
      tx.db,
      viewer.id,
      id,
      await auth.universityFor(tx, viewer, 'reports.resolve'),
    );
    if (found === undefined) throw appealNotFound();
    const may = mayDecide(viewer, found);
    if (may !== 'yes') throw refusals[may]();
    if (!(await closeAppeal(tx.db, { id, outcome, answer, by: viewer.id, at: tx.clock() })))
      throw appealDecided();
    const entries = outcome === 'upheld' ? await settleUpheldAppeal(tx, found.decisionId) : [];
    const logPictures =
      outcome === 'upheld' ? await liftPictures(tx, viewer, found.decisionId, answer, origin) : undefined;
    if (outcome === 'upheld') await reverse(tx, viewer, found.decisionId, origin);
    else {
      await release(tx, found);
      await releasePictures(tx, found.decisionId);
    }
    await auth.audit(tx, {
      event: 'appeal_decided',
      actorId: viewer.id,
      // Read again under the account's lock: the permission may have been taken meanwhile.
      permission: found.act === 'author_suspended' ? 'members.suspend' : 'reports.resolve',
      sessionId: viewer.sessionId,
      subject: { type: 'appeal', id },
      origin,
      details: { decisionId: found.decisionId, outcome, ownerId: found.member?.id ?? null },
    });
    if (found.member !== null)
      await tx.emit('moderation.appeal_decided', { appealId: id, memberId: found.member.id, outcome });
    await appendToLog(tx, {
      act: `appeal_${outcome}`,
      ruleId: found.ruleId,
      endsAt: null,
      recordId: id,
      memberId: found.member?.id ?? null,
      moderatorId: viewer.id,
      subject: `decision:${found.decisionId}`,
      statement: answer,
    });
    await logPictures?.();
    await appendEntries(tx, entries);
  });
  const decided = await findAppeal(ctx.db, viewer.id, id, null);
  const [presented] = await presentAppeals(ctx, viewer, decided ? [decided] : []);
  if (presented === undefined) throw new Error('an appeal was decided and is not found');
  return presented;
}

/** Takes the pictures of a decision off the list. Those that nobody may have take somebody who decides for all universities. */
async function liftPictures(
  tx: Context,
  viewer: Viewer,
  decisionId: string,
  answer: string,
  origin: Origin,
): Promise<() => Promise<void>> {
  const scope = await auth.universityFor(tx, viewer, 'reports.resolve');
  const logs: (() => Promise<void>)[] = [];
  for (const { id, universityId } of await findPicturesOfDecision(tx.db, decisionId)) {
    if (scope !== null && universityId !== scope) throw adminRequired();
    logs.push(await liftPicture(tx, viewer, id, answer, origin, 'reports.resolve'));
  }
  return async () => {
    for (const log of logs) await log();
  };
}

/**
 * Lets what was removed be erased, unless an appeal against another decision about it is open. A post that is only held waits for its
 * case.
 */
async function release(tx: Context, { act, member, subjectId }: AppealRow): Promise<void> {
  if (!isRemoval(act)) return;
  const removals = member === null ? [] : await lockRemovals(tx.db, member.id, subjectId);
  const ids = removals.map(({ id }) => id);
  if (await isAppealOpen(tx.db, ids)) return;
  if (act !== 'post_held') await hidden[act].releaseHidden(tx, subjectId);
  else if (removals.some(({ outcome }) => outcome === 'post_removed'))
    await content.eraseLater(tx, subjectId);
}

/** How decisions and their appeals are spread over rules and moderators. */
export async function appealFigures(ctx: Context): Promise<AppealFigures> {
  const rows = await countAppeals(ctx.db);
  const rules = await findRulesById(ctx.db, [...new Set(rows.flatMap(({ ruleId }) => ruleId ?? []))]);
  const counts = ({ decisions, appeals, upheld, rejected, undone }: (typeof rows)[number]) => ({
    decisions,
    appeals,
    upheld,
    rejected,
    undone,
  });
  return {
    byRule: rows
      .filter(({ isByRule }) => isByRule)
      .map((row) => ({ rule: rules.find(({ id }) => id === row.ruleId) ?? null, ...counts(row) })),
    byModerator: rows
      .filter(({ isByRule }) => !isByRule)
      .map((row) => ({ moderator: row.moderator, ...counts(row) })),
  };
}
