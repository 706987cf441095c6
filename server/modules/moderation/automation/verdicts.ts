import type { Context } from '../../../platform/context.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { isAppealOpen } from '../appeals/queries.ts';
import { lockDecision, setReversed } from '../decisions/queries.ts';
import { appendToLog, type LoggedAct } from '../log/append.ts';
import { ruleInLog } from './acting.ts';
import {
  closeReports,
  findHitsOfDecision,
  findHitsOfReports,
  findJudgement,
  type HitRow,
  lockRules,
  setOff,
  setVerdict,
} from './queries.ts';

/** What has to be added to the log at the end of the transaction. */
type Entries = LoggedAct[];
export const appendEntries = async (tx: Context, entries: Entries): Promise<void> => {
  for (const entry of entries) await appendToLog(tx, entry);
};

/**
 * A moderator decides about reports, in the transaction of the decision and before its act: what rules made of the post is judged, and
 * a post that they held comes back, unless the decision removes it.
 * @returns what `appendEntries` writes after the decision
 */
export async function settleReports(
  tx: Context,
  reportIds: readonly string[],
  decision: { isDismissed: boolean; isRemoval: boolean; by: string },
): Promise<Entries> {
  const hits = await findHitsOfReports(tx.db, reportIds);
  if (hits.length === 0) return [];
  const stopped = await judge(tx, hits, decision.isDismissed ? 'dismissed' : 'upheld');
  const holds = hits.filter(({ decisionId }) => decisionId !== null);
  const lifted: Entries = [];
  for (const { decisionId, postId, ruleId, version } of holds) {
    if (decision.isRemoval) {
      // As long as an appeal is open, the post is kept.
      if (!(await isAppealOpen(tx.db, [decisionId!]))) await content.eraseLater(tx, postId);
      continue;
    }
    const held = await lockDecision(tx.db, decisionId!);
    if (held === undefined || held.reversedAt !== null) continue;
    await setReversed(tx.db, held.id, tx.clock());
    await content.unhide(tx, postId);
    if (held.ownerId !== null)
      await tx.emit('moderation.hold_lifted', { decisionId: held.id, ownerId: held.ownerId });
    lifted.push({
      act: 'hold_lifted',
      ruleId: held.ruleId,
      endsAt: null,
      recordId: null,
      memberId: held.ownerId,
      moderatorId: decision.by,
      automaticRule: ruleInLog({ ruleId, version }),
      subject: `decision:${held.id}`,
      statement: null,
    });
  }
  return [...lifted, ...stopped];
}

/**
 * An appeal is upheld, in its transaction and before the act is taken back: the hits that led to the decision were wrong, and reports of
 * rules that still wait are answered.
 * @returns what `appendEntries` writes after the appeal
 */
export async function settleUpheldAppeal(tx: Context, decisionId: string): Promise<Entries> {
  const hits = await findHitsOfDecision(tx.db, decisionId);
  if (hits.length === 0) return [];
  const stopped = await judge(tx, hits, 'dismissed');
  await closeReports(
    tx.db,
    hits.flatMap(({ reportId }) => reportId ?? []),
    tx.clock(),
  );
  return stopped;
}

/**
 * Records what people made of hits. A rule that was wrong more often than its limit allows switches itself off. Its row is locked before
 * its hits are counted, so that of two verdicts at once the second sees the first.
 */
async function judge(
  tx: Context,
  hits: readonly HitRow[],
  verdict: 'upheld' | 'dismissed',
): Promise<Entries> {
  const rules = await lockRules(tx.db, [...new Set(hits.map(({ ruleId }) => ruleId))]);
  const at = tx.clock();
  await setVerdict(tx.db, hits, verdict, at);
  const stopped: Entries = [];
  for (const { id, onVersion, onSince } of rules) {
    if (onVersion === null || onSince === null) continue;
    const { judged, dismissed, limitPercent, limitMinimum, campusRuleId } = await findJudgement(
      tx.db,
      id,
      onVersion,
      onSince,
    );
    if (judged < limitMinimum || dismissed * 100 <= limitPercent * judged) continue;
    await setOff(tx.db, id, at, true);
    await auth.audit(tx, {
      event: 'automatic_rule_stopped',
      actorId: null,
      subject: { type: 'automatic_rule', id },
      details: { version: onVersion, judged, dismissed },
    });
    await tx.emit('moderation.rule_stopped', { ruleId: id, at: at.toISOString() });
    stopped.push({
      act: 'automatic_rule_stopped',
      ruleId: campusRuleId,
      endsAt: null,
      recordId: null,
      memberId: null,
      moderatorId: null,
      automaticRule: ruleInLog({ ruleId: id, version: onVersion }),
      subject: `automatic_rule:${id}`,
      statement: null,
    });
  }
  return stopped;
}
