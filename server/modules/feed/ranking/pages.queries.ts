import { sql } from 'kysely';
import { statement } from '../../../platform/statement.ts';
import { type PageRow, pageOfPosts, TIES } from '../../content/index.ts';
import { audienceOf, notMuted, postVisibleWith, type Viewer } from '../../social/index.ts';

/**
 * Of some posts, in their order, those that may come to a viewer unasked: which they may see, of others than those whom they
 * follow or have muted. Index: posts_pkey, then the rule by primary key.
 */
export const strangersPosts = statement<Viewer & { ids: readonly string[]; take: number }, PageRow>((asked) =>
  pageOfPosts(
    asked,
    sql`(select id, place from unnest(${asked.ids}::uuid[]) with ordinality as listed (id, place))`,
    sql<boolean>`(post.deleted_at is null and post.author_id <> ${asked.id} and not tie.follows
      and ${notMuted(asked, sql.ref('post.author_id'))}
      and ${postVisibleWith(asked, sql.ref('author'), audienceOf('post'), TIES)})`,
    asked.take,
  ),
);
