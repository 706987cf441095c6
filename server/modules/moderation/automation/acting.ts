import { parseRule } from '@chitlaq/text/automatic-rule';
import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { content, ruleInput, type WrittenPost } from '../../content/index.ts';
import { recordDecision } from '../decisions/record.ts';
import { reportByRule } from '../reports/by-rule.ts';
import { compileRule, needsOf } from './evaluate.ts';
import { loadFacts } from './facts.ts';
import { findActingRules, holdActingRule, insertHit, setHitAct, type VersionRow } from './queries.ts';

/** A rule in its version, as the log of moderation names it. */
export const ruleInLog = ({ ruleId, version }: Pick<VersionRow, 'ruleId' | 'version'>): string =>
  `${ruleId}:${version}`;

/**
 * Job, after a post is published or edited: lets the rules that are on act on it. Once for each version of a rule and post.
 *
 * Cost: without a rule that is on, one look-up.
 */
export async function applyRules(ctx: Context, { postId }: { postId: string }): Promise<void> {
  const rules = await findActingRules(ctx.db);
  if (rules.length === 0) return;
  const [post] = await ruleInput.posts(ctx.db, [postId]);
  if (post === undefined) return;
  const parsed = rules.map((rule) => parseRule(rule.text));
  const facts = (await loadFacts(ctx, [post], needsOf(parsed))).get(post.id);
  if (facts === undefined) return;
  for (const [index, rule] of rules.entries())
    if (compileRule(parsed[index]!)(facts)) await ctx.transaction((tx) => act(tx, rule, post));
}

async function act(tx: Context, rule: VersionRow, post: WrittenPost): Promise<void> {
  const { ruleId, version, action } = rule;
  // It may have switched itself off since it was read.
  if (!(await holdActingRule(tx.db, ruleId, version))) return;
  const hit = { ruleId, version, postId: post.id };
  if (!(await insertHit(tx.db, { ...hit, at: tx.clock() }))) return;
  const reportId = await reportByRule(tx, post.id, rule.campusRuleId);
  // Somebody removed the post before, or another rule held it, which is a case already.
  if (reportId === undefined) return;
  const decisionId = action === 'hold' && (await content.hold(tx, post.id)) ? newId() : null;
  if (decisionId !== null)
    await recordDecision(tx, {
      id: decisionId,
      subjectType: 'post',
      subjectId: post.id,
      ownerId: post.authorId,
      outcome: 'post_held',
      note: null,
      ruleId: rule.campusRuleId,
      statement: null,
      endsAt: null,
      suspensionId: null,
      by: null,
      automaticRule: ruleInLog(rule),
    });
  await setHitAct(tx.db, hit, { reportId, decisionId });
}
