import { type Expression, type RawBuilder, sql } from 'kysely';
import { visibleToAll } from '../social/index.ts';
import type { SubjectType } from './types.ts';

/**
 * THE rule of which files have a public URL: those attached to the profile of an active member, or to a post that every member
 * may see. It is checked whenever a URL is made and whenever one is served, so that the two never differ. Files of an earlier
 * version of a post, of a message, a draft or a group, and unattached files are not public.
 *
 * Cost: one or two look-ups by primary key. `offset 0` keeps them look-ups.
 * @param file  alias of a row of media.files
 * @param type  of its subject, if the statement concerns only one type: the plan is then smaller
 */
export function isPublic(file: Expression<unknown>, type?: SubjectType): RawBuilder<boolean> {
  if (type !== undefined) return ruleOf[type]?.(file) ?? sql<boolean>`false`;
  const cases = Object.entries(ruleOf).map(
    ([name, rule]) => sql`when ${file}.subject_type = ${sql.lit(name)} then ${rule(file)}`,
  );
  return sql<boolean>`case ${sql.join(cases, sql` `)} else false end`;
}

type Rule = (file: Expression<unknown>) => RawBuilder<boolean>;

const isOfActive: Rule = (file) => sql<boolean>`exists (
  select from social.audience_view audience where audience.id = ${file}.subject_id and audience.status = 'active' offset 0)`;

const isOnOpenPost: Rule = (file) => sql<boolean>`(not ${file}.is_past and exists (
  select from content.post_view post where post.id = ${file}.subject_id and ${visibleToAll('post')} offset 0))`;

const ruleOf: Partial<Record<SubjectType, Rule>> = {
  post: isOnOpenPost,
  avatar: isOfActive,
  header: isOfActive,
};
