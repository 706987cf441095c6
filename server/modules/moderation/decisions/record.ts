import type { Context } from '../../../platform/context.ts';
import type { BatchOfDecision } from '../events.ts';
import { appendToLog } from '../log/append.ts';
import { resolveReports } from '../resolution/queries.ts';
import { ruleHolds } from '../rules/queries.ts';
import { unknownRule } from './problems.ts';
import { insertDecision, type NewDecision } from './queries.ts';

type RecordedDecision = Omit<NewDecision, 'at'> & {
  /** The automatic rule that decided, for the log. */
  automaticRule?: string;
  batch?: BatchOfDecision | undefined;
};

/**
 * Records a decision in the transaction of its act, announces it, and writes it to the log. The log comes last: its lock makes other
 * acts wait until the commit.
 * @param reports  those that it resolves, which are locked
 */
export async function recordDecision(
  tx: Context,
  decision: RecordedDecision,
  reports: readonly { id: string; reporterId: string | null }[] = [],
): Promise<void> {
  const { id, outcome, ownerId } = decision;
  const at = tx.clock();
  if (!(await insertDecision(tx.db, { ...decision, at }))) return;
  if (reports.length > 0)
    await resolveReports(
      tx.db,
      reports.map((report) => report.id),
      { id, outcome, at },
    );
  const reporterIds = [...new Set(reports.flatMap(({ reporterId }) => reporterId ?? []))];
  const { batch } = decision;
  await tx.emit('moderation.decided', {
    decisionId: id,
    outcome,
    ownerId,
    reporterIds,
    ...(batch === undefined ? {} : { batch }),
  });
  await logDecision(tx, decision);
}

const logDecision = (tx: Context, decision: RecordedDecision): Promise<void> =>
  appendToLog(tx, {
    act: decision.outcome,
    ruleId: decision.ruleId,
    endsAt: decision.endsAt,
    recordId: decision.id,
    // A dismissal does not concern the member, who is not told of the reports either.
    memberId: decision.outcome === 'dismissed' ? null : decision.ownerId,
    moderatorId: decision.by,
    automaticRule: decision.automaticRule,
    subject: `${decision.subjectType}:${decision.subjectId}`,
    statement: decision.statement,
  });

/** @throws Problem 422 `unknown_rule` */
export async function requireRule(ctx: Context, ruleId: string): Promise<string> {
  if (!(await ruleHolds(ctx.db, ruleId))) throw unknownRule();
  return ruleId;
}
