import type { Context } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { appendToLog } from '../log/append.ts';
import { findRulesById } from '../rules/queries.ts';
import {
  type DecisionOnMember,
  findHolding,
  findOwnDecisions,
  findSuspendingDecision,
  type OwnDecisionRow,
  setReversed,
} from './queries.ts';
import { recordDecision, requireRule } from './record.ts';
import { applyRestriction, type RestrictingOutcome, refreshRestriction } from './restrictions.ts';
import type { OwnDecision, OwnDecisionPage, RestrictBody, SuspendBody, WarnBody } from './schemas.ts';
import { UNNAMED_RULE } from './unnamed-rule.ts';

/** The decisions about the viewer, newest first. */
export async function listOwnDecisions(
  ctx: Context,
  viewer: Viewer,
  query: PageQuery,
): Promise<OwnDecisionPage> {
  const rows = await findOwnDecisions(ctx.db, viewer.id, {
    after: readCursor(query.cursor),
    take: query.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.id);
  const rules = await findRulesById(ctx.db, [...new Set(items.flatMap(({ ruleId }) => ruleId ?? []))]);
  const present = (row: OwnDecisionRow): OwnDecision => ({
    id: row.id,
    act: row.act,
    rule: rules.find(({ id }) => id === row.ruleId) ?? null,
    reason: row.reason,
    automaticRule: row.automaticRule,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    content: row.content,
    decidedAt: row.decidedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    reversedAt: row.reversedAt?.toISOString() ?? null,
    appeal: toOwnAppeal(row),
    canAppeal: row.appealId === null && row.reversedAt === null && isAppealable(row.act, row, ctx.clock()),
  });
  return { items: items.map(present), nextCursor };
}

const toOwnAppeal = (row: OwnDecisionRow): OwnDecision['appeal'] =>
  row.appealId === null || row.appealedAt === null || row.appealStatus === null
    ? null
    : {
        id: row.appealId,
        decisionId: row.id,
        text: row.appealText ?? '',
        status: row.appealStatus,
        answer: row.appealAnswer,
        createdAt: row.appealedAt.toISOString(),
        decidedAt: row.appealDecidedAt?.toISOString() ?? null,
      };

/** Whether it is not too late for an appeal: 30 days, and as long as the act lasts. */
export const isAppealable = (
  outcome: DecisionOnMember['outcome'],
  { decidedAt, endsAt }: Pick<DecisionOnMember, 'decidedAt' | 'endsAt'>,
  now: Date,
): boolean =>
  now.getTime() < decidedAt.getTime() + content.heldMs ||
  (outcome === 'author_suspended' && endsAt === null) ||
  (endsAt !== null && endsAt > now);

/**
 * Suspends a member without a report. A second call replaces the suspension, which is another decision.
 * @throws Problem as `auth.suspend`; 422 `unknown_rule`; 403 `reauthentication_required` for one without end
 */
export async function suspendMember(
  ctx: Context,
  viewer: Viewer,
  id: string,
  body: SuspendBody,
  origin: Origin,
): Promise<void> {
  const endsAt = body.until === undefined ? null : new Date(body.until);
  await auth.requireProofToSuspend(ctx, viewer, endsAt);
  await ctx.transaction(async (tx) => {
    const ruleId = await requireRule(tx, body.rule ?? UNNAMED_RULE);
    const suspensionId = await auth.suspend(tx, viewer, id, { reason: body.reason, until: endsAt }, origin);
    await recordDecision(tx, {
      ...aboutMember(viewer, id),
      outcome: 'author_suspended',
      ruleId,
      statement: body.reason,
      endsAt,
      suspensionId,
    });
  });
}

const aboutMember = (viewer: Viewer, id: string) => ({
  id: newId(),
  subjectType: 'user' as const,
  subjectId: id,
  ownerId: id,
  note: null,
  by: viewer.id,
});

/** Lifts a suspension, and takes back its decision. @throws Problem as `auth.restore` */
export async function restoreMember(ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> {
  await ctx.transaction(async (tx) => {
    const suspensionId = await auth.restore(tx, viewer, id, origin);
    // A suspension from before decisions were recorded has none.
    const decision = suspensionId && (await findSuspendingDecision(tx.db, id, suspensionId));
    if (!decision) return;
    await setReversed(tx.db, decision.id, tx.clock());
    await appendToLog(tx, {
      act: 'suspension_lifted',
      ruleId: decision.ruleId,
      endsAt: null,
      recordId: null,
      memberId: id,
      moderatorId: viewer.id,
      subject: `decision:${decision.id}`,
      statement: null,
    });
  });
}

/**
 * Warns a member without a report.
 * @throws Problem 404 `user_not_found`; 409 `not_active`; 422 `cannot_target_self`, `unknown_rule`; 403 `insufficient_rank`,
 *   `forbidden`
 */
export async function warnMember(
  ctx: Context,
  viewer: Viewer,
  id: string,
  body: WarnBody,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ruleId = await requireRule(tx, body.rule ?? UNNAMED_RULE);
    await auth.lockManageableMember(tx, viewer, id, 'reports.resolve');
    const decision = { ...aboutMember(viewer, id), outcome: 'warned' as const, ruleId };
    await auth.audit(tx, {
      event: 'member_warned',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'member', id },
      origin,
      details: { decisionId: decision.id, rule: ruleId },
    });
    await recordDecision(tx, { ...decision, statement: body.reason, endsAt: null, suspensionId: null });
  });
}

/**
 * Mutes a member, or limits their reach, without a report.
 * @throws Problem as `applyRestriction`; 422 `unknown_rule`
 */
export async function restrictMember(
  ctx: Context,
  viewer: Viewer,
  id: string,
  outcome: RestrictingOutcome,
  body: RestrictBody,
  origin: Origin,
): Promise<void> {
  const endsAt = new Date(body.until);
  await ctx.transaction(async (tx) => {
    const ruleId = await requireRule(tx, body.rule ?? UNNAMED_RULE);
    await applyRestriction(tx, viewer, id, outcome, endsAt, origin);
    await recordDecision(tx, {
      ...aboutMember(viewer, id),
      outcome,
      ruleId,
      statement: body.reason,
      endsAt,
      suspensionId: null,
    });
  });
}

/**
 * Lifts a mute, or a limit of the reach, and takes back the decisions that it rests on; without one, it does nothing.
 * @throws Problem as `auth.restrict`
 */
export async function liftRestriction(
  ctx: Context,
  viewer: Viewer,
  id: string,
  outcome: RestrictingOutcome,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await auth.lockManageableMember(tx, viewer, id, 'reports.resolve');
    const holding = await findHolding(tx.db, id, outcome, tx.clock());
    if (holding.length === 0) return;
    for (const decision of holding) await setReversed(tx.db, decision.id, tx.clock());
    await refreshRestriction(tx, viewer, id, outcome, origin);
    for (const decision of holding)
      await appendToLog(tx, {
        act: outcome === 'muted' ? 'mute_lifted' : 'reach_restored',
        ruleId: decision.ruleId,
        endsAt: null,
        recordId: null,
        memberId: id,
        moderatorId: viewer.id,
        subject: `decision:${decision.id}`,
        statement: null,
      });
  });
}

/** Job: a moderator removed a post from its own menu, which is a decision without a report. */
export async function recordRemoval(
  ctx: Context,
  { postId, authorId, moderatorId, decisionId }: Events['content.removed_by_moderator'],
): Promise<void> {
  await ctx.transaction((tx) =>
    recordDecision(tx, {
      id: decisionId,
      subjectType: 'post',
      subjectId: postId,
      ownerId: authorId,
      outcome: 'post_removed',
      note: null,
      ruleId: UNNAMED_RULE,
      statement: null,
      endsAt: null,
      suspensionId: null,
      by: moderatorId,
    }),
  );
}
