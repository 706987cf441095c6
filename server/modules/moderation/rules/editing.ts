import { createHash } from 'node:crypto';
import { fold } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { UNNAMED_RULE } from '../decisions/unnamed-rule.ts';
import { requiredRuleMissing, rulesChanged } from './problems.ts';
import { findAllRules, lockAllRules, type ManagedRuleRow, saveRule } from './queries.ts';
import type { ManagedCampusRules, RulesBody } from './schemas.ts';

/** Differs as soon as anything about the rules does. */
const revisionOf = (rules: readonly ManagedRuleRow[]): string =>
  createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16);

const present = (rules: readonly ManagedRuleRow[]): ManagedCampusRules => ({
  revision: revisionOf(rules),
  items: rules.map(({ retiredAt, ...rule }) => ({ ...rule, isRetired: retiredAt !== null })),
});

/** All rules of the campus, those that hold in their order, then the retired ones. */
export const listManagedRules = async (ctx: Context): Promise<ManagedCampusRules> =>
  present(await findAllRules(ctx.db));

/** An id from the English title, as decisions and reports name the rule. Never one that was used before. */
function idFor(title: string, taken: ReadonlySet<string>): string {
  const words = fold(title)
    .replace(/[^a-z]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 24)
    .replace(/_+$/, '');
  const base = words.length < 2 ? 'rule' : words;
  if (!taken.has(base)) return base;
  for (let number = 0; ; number += 1) {
    const id = `${base}_${String.fromCharCode(97 + (number % 26)).repeat(Math.floor(number / 26) + 1)}`;
    if (!taken.has(id)) return id;
  }
}

/**
 * Replaces the list of rules that hold. A rule that is left out is retired: decisions go on naming it, new ones cannot.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 409 `rules_changed`; 422 `required_rule_missing`
 */
export async function changeRules(
  ctx: Context,
  viewer: Viewer,
  { basedOn, items }: RulesBody,
  origin: Origin,
): Promise<ManagedCampusRules> {
  await auth.requireReauthentication(ctx, viewer);
  return ctx.transaction(async (tx) => {
    await lockAllRules(tx.db);
    const before = await findAllRules(tx.db);
    if (revisionOf(before) !== basedOn) throw rulesChanged();
    // Acts that name no rule stand under this one.
    if (!items.some(({ id }) => id === UNNAMED_RULE)) throw requiredRuleMissing();
    const known = new Map(before.map((rule) => [rule.id, rule]));
    const taken = new Set(known.keys());
    const kept = new Set<string>();
    for (const [index, { id: given, ...texts }] of items.entries()) {
      const id = given !== undefined && known.has(given) ? given : idFor(texts.titleEn, taken);
      taken.add(id);
      kept.add(id);
      await saveRule(tx.db, { id, ...texts, position: index + 1, retiredAt: null });
    }
    for (const rule of before)
      if (!kept.has(rule.id) && rule.retiredAt === null)
        await saveRule(tx.db, { ...rule, retiredAt: tx.clock() });
    await auth.audit(tx, {
      event: 'campus_rules_changed',
      actorId: viewer.id,
      permission: 'rules.write',
      sessionId: viewer.sessionId,
      origin,
      details: { rules: kept.size },
    });
    return present(await findAllRules(tx.db));
  });
}
