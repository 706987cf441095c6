import { sql } from 'kysely';
import { statement } from '../../../platform/statement.ts';
import { type PageRow, postPageSql, TIES } from '../../content/index.ts';
import { audienceOf, notMuted, postVisibleWith, reachLimited, type Viewer } from '../../social/index.ts';

/**
 * Those of the posts that may be suggested to a viewer, in their order: visible, and not by members whom the
 * viewer follows or has muted. Index: posts_pkey, then the visibility rule by primary key.
 */
export const findStrangersPosts = statement<Viewer & { ids: readonly string[]; take: number }, PageRow>(
  (params) =>
    postPageSql(
      params,
      sql`(select id, position from unnest(${params.ids}::uuid[]) with ordinality as listed (id, position))`,
      sql<boolean>`(post.deleted_at is null and post.author_id <> ${params.id} and not tie.follows
      and ${notMuted(params, sql.ref('post.author_id'))} and not ${reachLimited(sql.ref('post.author_id'))}
      and ${postVisibleWith(params, sql.ref('author'), audienceOf('post'), TIES)})`,
      params.take,
    ),
);
