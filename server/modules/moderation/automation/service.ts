import { parseRule, printRule, RuleSyntaxError } from '@chitlaq/text/automatic-rule';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { auth } from '../../auth/index.ts';
import { content, ruleInput } from '../../content/index.ts';
import { requireRule } from '../decisions/record.ts';
import { appendToLog } from '../log/append.ts';
import { ruleInLog } from './acting.ts';
import {
  automaticRuleNotFound,
  rehearsalInProgress,
  rehearsalNotFound,
  rehearsalRequired,
  ruleChanged,
  ruleSyntax,
} from './problems.ts';
import {
  findLastRehearsal,
  findRules,
  findVersions,
  insertRehearsal,
  insertRule,
  insertVersion,
  type LockedRule,
  lockRules,
  type RehearsalRow,
  type RuleRow,
  setNewestVersion,
  setOff,
  setOn,
  type VersionRow,
  wasRehearsed,
} from './queries.ts';
import { REHEARSED_MS } from './rehearsing.ts';
import type {
  AutomaticRuleDetails,
  AutomaticRuleView,
  ChangedAutomaticRule,
  NewAutomaticRule,
  Rehearsal,
  RuleVersion,
} from './schemas.ts';

const FIGURES_MS = 7 * 86_400_000;

const toVersion = ({ ruleId: _, writtenAt, ...row }: VersionRow): RuleVersion => ({
  version: row.version,
  name: row.name,
  action: row.action,
  campusRuleId: row.campusRuleId,
  noticeTr: row.noticeTr,
  noticeEn: row.noticeEn,
  limitPercent: row.limitPercent,
  limitMinimum: row.limitMinimum,
  text: row.text,
  writtenBy: row.writtenBy,
  writtenAt: writtenAt.toISOString(),
});

function stateOf({ onVersion, isRehearsed, stoppedAt }: RuleRow): AutomaticRuleView['state'] {
  if (onVersion !== null) return 'on';
  if (isRehearsed) return 'rehearsed';
  return stoppedAt === null ? 'draft' : 'stopped';
}

const toView = (row: RuleRow): AutomaticRuleView => ({
  ...toVersion(row),
  id: row.ruleId,
  state: stateOf(row),
  onVersion: row.onVersion,
  onSince: row.onSince?.toISOString() ?? null,
  stoppedAt: row.stoppedAt?.toISOString() ?? null,
  hits: row.hits,
  judged: row.judged,
  dismissed: row.dismissed,
});

const figuresSince = (ctx: Context): Date => new Date(ctx.clock().getTime() - FIGURES_MS);

/** Every automatic rule, newest first. */
export const listAutomaticRules = async (ctx: Context): Promise<{ items: AutomaticRuleView[] }> => ({
  items: (await findRules(ctx.db, figuresSince(ctx))).map(toView),
});

/** One rule with its versions. @throws Problem 404 `automatic_rule_not_found` */
export async function getAutomaticRule(ctx: Context, id: string): Promise<AutomaticRuleDetails> {
  const [row] = await findRules(ctx.db, figuresSince(ctx), id);
  if (row === undefined) throw automaticRuleNotFound();
  return { ...toView(row), versions: (await findVersions(ctx.db, id)).map(toVersion) };
}

/** The text of a rule in the one way in which it is written. @throws Problem 422 `rule_syntax` */
function readRule(text: string): string {
  try {
    return printRule(parseRule(text));
  } catch (error) {
    if (error instanceof RuleSyntaxError) throw ruleSyntax(error);
    throw error;
  }
}

const audited = (
  tx: Context,
  viewer: Viewer,
  event: string,
  id: string,
  version: number,
  origin: Origin,
): Promise<void> =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    permission: 'rules.write',
    sessionId: viewer.sessionId,
    subject: { type: 'automatic_rule', id },
    origin,
    details: { version },
  });

/**
 * Writes a rule that does nothing yet.
 * @throws Problem 422 `rule_syntax`, `unknown_rule`; 403 `forbidden`
 */
export async function createAutomaticRule(
  ctx: Context,
  viewer: Viewer,
  body: NewAutomaticRule,
  origin: Origin,
): Promise<AutomaticRuleDetails> {
  const text = readRule(body.text);
  const id = newId();
  await ctx.transaction(async (tx) => {
    await requireRule(tx, body.campusRuleId);
    await insertRule(tx.db, id, tx.clock());
    const written = { writtenBy: viewer.id, writtenAt: tx.clock() };
    await insertVersion(tx.db, { ...body, text, ruleId: id, version: 1, ...written });
    await audited(tx, viewer, 'automatic_rule_created', id, 1, origin);
  });
  return getAutomaticRule(ctx, id);
}

/** @throws Problem 404 `automatic_rule_not_found` */
async function lockRule(tx: Context, id: string): Promise<LockedRule> {
  const [rule] = await lockRules(tx.db, [id]);
  if (rule === undefined) throw automaticRuleNotFound();
  return rule;
}

/**
 * Writes another version. The version that is on goes on until this one is rehearsed and switched on.
 * @throws Problem 404 `automatic_rule_not_found`; 409 `automatic_rule_changed`; 422 `rule_syntax`, `unknown_rule`; 403 `forbidden`
 */
export async function changeAutomaticRule(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { basedOn, ...body }: ChangedAutomaticRule,
  origin: Origin,
): Promise<AutomaticRuleDetails> {
  const text = readRule(body.text);
  await ctx.transaction(async (tx) => {
    const rule = await lockRule(tx, id);
    if (rule.version !== basedOn) throw ruleChanged();
    await requireRule(tx, body.campusRuleId);
    const version = basedOn + 1;
    const written = { writtenBy: viewer.id, writtenAt: tx.clock() };
    await insertVersion(tx.db, { ...body, text, ruleId: id, version, ...written });
    await setNewestVersion(tx.db, id, version, tx.clock());
    await audited(tx, viewer, 'automatic_rule_changed', id, version, origin);
  });
  return getAutomaticRule(ctx, id);
}

/**
 * Starts a rehearsal of the newest version on the last 30 days, as a job.
 * @throws Problem 404 `automatic_rule_not_found`; 409 `automatic_rule_changed`, `rehearsal_in_progress`; 403 `forbidden`
 */
export async function startRehearsal(
  ctx: Context,
  viewer: Viewer,
  ruleId: string,
  version: number,
  origin: Origin,
): Promise<Rehearsal> {
  await ctx.transaction(async (tx) => {
    const rule = await lockRule(tx, ruleId);
    if (rule.version !== version) throw ruleChanged();
    const id = newId();
    const until = tx.clock();
    const since = new Date(until.getTime() - REHEARSED_MS);
    if (!(await insertRehearsal(tx.db, { id, ruleId, version, since, until, by: viewer.id })))
      throw rehearsalInProgress();
    await tx.jobs.add(
      'moderation.rehearse',
      { rehearsalId: id },
      { queue: 'moderation.rehearse', priority: 10 },
    );
    await audited(tx, viewer, 'automatic_rule_rehearsed', ruleId, version, origin);
  });
  return getRehearsal(ctx, viewer, ruleId);
}

/**
 * The last rehearsal of a rule's newest version. Of its sample the viewer reads what they could read as a member.
 * @throws Problem 404 `automatic_rule_not_found`, `rehearsal_not_found`
 */
export async function getRehearsal(ctx: Context, viewer: Viewer, ruleId: string): Promise<Rehearsal> {
  const [rule] = await findRules(ctx.db, figuresSince(ctx), ruleId);
  if (rule === undefined) throw automaticRuleNotFound();
  const row = await findLastRehearsal(ctx.db, ruleId, rule.version);
  if (row === undefined) throw rehearsalNotFound();
  return presentRehearsal(ctx, viewer, row);
}

async function presentRehearsal(ctx: Context, viewer: Viewer, row: RehearsalRow): Promise<Rehearsal> {
  const { sample: ids = [], ...result } = row.result ?? {};
  const [posts, readable] = await Promise.all([
    ruleInput.posts(ctx.db, ids),
    content.meantFor(ctx, viewer, ids),
  ]);
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    since: row.since.toISOString(),
    until: row.until.toISOString(),
    read: row.read,
    total: row.total,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    result: row.result === null ? null : (result as Rehearsal['result']),
    sample: ids.map((postId) => {
      const post = posts.find(({ id }) => id === postId);
      return {
        postId,
        content: readable.has(postId) ? (post?.content ?? null) : null,
        createdAt: post?.createdAt.toISOString() ?? null,
      };
    }),
  };
}

const switched = (
  act: 'automatic_rule_on' | 'automatic_rule_off',
  viewer: Viewer,
  ruleId: string,
  version: number,
) => ({
  act,
  ruleId: null,
  endsAt: null,
  recordId: null,
  memberId: null,
  moderatorId: viewer.id,
  automaticRule: ruleInLog({ ruleId, version }),
  subject: `automatic_rule:${ruleId}`,
  statement: null,
});

/**
 * Lets the newest version act, in place of an earlier one. It must be rehearsed; after the rule switched itself off, rehearsed again.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `automatic_rule_not_found`; 409 `automatic_rule_changed`,
 * `rehearsal_required`
 */
export async function switchOn(
  ctx: Context,
  viewer: Viewer,
  id: string,
  version: number,
  origin: Origin,
): Promise<AutomaticRuleDetails> {
  await auth.requireReauthentication(ctx, viewer);
  await ctx.transaction(async (tx) => {
    const rule = await lockRule(tx, id);
    if (rule.version !== version) throw ruleChanged();
    if (rule.onVersion === version) return;
    if (!(await wasRehearsed(tx.db, id, version, rule.stoppedAt))) throw rehearsalRequired();
    await setOn(tx.db, id, version, tx.clock());
    await audited(tx, viewer, 'automatic_rule_switched_on', id, version, origin);
    await appendToLog(tx, switched('automatic_rule_on', viewer, id, version));
  });
  return getAutomaticRule(ctx, id);
}

/** Lets the rule act no more. What it held waits for moderators. @throws Problem 404 `automatic_rule_not_found`; 403 `forbidden` */
export async function switchOff(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
): Promise<AutomaticRuleDetails> {
  await ctx.transaction(async (tx) => {
    const { onVersion } = await lockRule(tx, id);
    if (onVersion === null) return;
    await setOff(tx.db, id, tx.clock(), false);
    await audited(tx, viewer, 'automatic_rule_switched_off', id, onVersion, origin);
    await appendToLog(tx, switched('automatic_rule_off', viewer, id, onVersion));
  });
  return getAutomaticRule(ctx, id);
}
