import { type Expression, type RawBuilder, sql } from 'kysely';
import type { SubjectType } from './types.ts';

/**
 * Whether the files of a subject are public: a condition on the id of the subject, as a look-up by primary key. `offset 0` keeps it
 * a look-up.
 */
export type PublicRule = (subjectId: Expression<unknown>) => RawBuilder<boolean>;

const rules = new Map<SubjectType, PublicRule>();

/**
 * Defines which subjects of a type have public files. The module that owns the subjects calls it when it is loaded, because media
 * is below it; a process that serves files loads these rules (`loadPublicFileRules`). Files of other types are not public.
 */
export function definePublic(type: SubjectType, rule: PublicRule): void {
  rules.set(type, rule);
}

/**
 * THE rule of which files have a public URL: those attached to the profile of an active member, or to a post that every member
 * may see. It is checked whenever a URL is made and whenever one is served, so that the two never differ. Files that
 * moderators removed by their fingerprint, of an earlier version of a post, of a message, a draft or a group, and unattached files are not public.
 *
 * Cost: one or two look-ups by primary key.
 * @param file  alias of a row of media.files
 * @param type  of its subject, if the statement concerns only one type: the plan is then smaller
 */
export function isPublic(file: Expression<unknown>, type?: SubjectType): RawBuilder<boolean> {
  const byType = (rule: PublicRule) =>
    sql<boolean>`(not ${file}.is_from_past_version and ${file}.blocked_by is null and ${rule(sql`${file}.subject_id`)})`;
  if (type !== undefined) {
    const rule = rules.get(type);
    return rule === undefined ? sql<boolean>`false` : byType(rule);
  }
  const cases = [...rules].map(
    ([name, rule]) => sql`when ${file}.subject_type = ${sql.lit(name)} then ${byType(rule)}`,
  );
  return cases.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`case ${sql.join(cases, sql` `)} else false end`;
}
