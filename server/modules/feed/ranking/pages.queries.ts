import { sql } from 'kysely';
import { statement } from '../../../platform/statement.ts';
import { type PageRow, postPageSql, TIES } from '../../content/index.ts';
import { audienceOf, notMuted, postVisibleWith, type Viewer } from '../../social/index.ts';

/**
 * Of some posts, in their order, those that may come to a viewer unasked: which they may see, of others than those whom they
 * follow or have muted. Index: posts_pkey, then the rule by primary key.
 */
export const findStrangersPosts = statement<Viewer & { ids: readonly string[]; take: number }, PageRow>(
  (params) =>
    postPageSql(
      params,
      sql`(select id, place from unnest(${params.ids}::uuid[]) with ordinality as listed (id, place))`,
      sql<boolean>`(post.deleted_at is null and post.author_id <> ${params.id} and not tie.follows
      and ${notMuted(params, sql.ref('post.author_id'))}
      and ${postVisibleWith(params, sql.ref('author'), audienceOf('post'), TIES)})`,
      params.take,
    ),
);
