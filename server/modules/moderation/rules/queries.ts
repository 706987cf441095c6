import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { CampusRule } from './schemas.ts';

const rules = (db: Db) =>
  db
    .selectFrom('moderation.rules')
    .select(['id', 'title_tr as titleTr', 'title_en as titleEn', 'text_tr as textTr', 'text_en as textEn']);

/** The rules that hold, in their order. */
export const findRules = (db: Db): Promise<CampusRule[]> =>
  rules(db).where('retired_at', 'is', null).orderBy('position').execute();

/** These rules, retired or not. Index: rules_pkey. */
export const findRulesById = async (db: Db, ids: readonly string[]): Promise<CampusRule[]> =>
  ids.length === 0 ? [] : rules(db).where('id', 'in', ids).execute();

/** Whether a decision may name this rule. Index: rules_pkey. */
export async function ruleHolds(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('moderation.rules')
    .select('id')
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ManagedRuleRow extends CampusRule {
  retiredAt: Date | null;
}

/** All rules: those that hold in their order, then the retired ones. */
export async function findAllRules(db: Db): Promise<ManagedRuleRow[]> {
  const { rows } = await sql<ManagedRuleRow>`
    select id, title_tr as "titleTr", title_en as "titleEn", text_tr as "textTr", text_en as "textEn", retired_at as "retiredAt"
    from moderation.rules order by retired_at is not null, position, id`.execute(db);
  return rows;
}

/** Makes changes of the list wait for each other. Nobody else takes this lock. */
export const lockAllRules = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('moderation.rules', 7))`.execute(db);

/** Writes a rule, new or not. Without a position it keeps its own. Index: rules_pkey. */
export async function saveRule(db: Db, rule: ManagedRuleRow & { position?: number }): Promise<void> {
  const texts = {
    title_tr: rule.titleTr,
    title_en: rule.titleEn,
    text_tr: rule.textTr,
    text_en: rule.textEn,
    retired_at: rule.retiredAt,
    ...(rule.position === undefined ? {} : { position: rule.position }),
  };
  await db
    .insertInto('moderation.rules')
    .values({ id: rule.id, position: 0, ...texts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(texts))
    .execute();
}
