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
