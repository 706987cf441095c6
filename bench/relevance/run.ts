import { join } from 'node:path';
import { sql } from 'kysely';
import { seedDemo } from '../../database/seed/demo-campus.ts';
import { auth } from '../../server/modules/auth/index.ts';
import { viewerOf } from '../../server/modules/content/factory.ts';
import { indexAll, learnAll } from '../../server/modules/search/posts/jobs.ts';
import { findPosts } from '../../server/modules/search/posts/service.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { testServer } from '../../server/testing/server.ts';
import { type Figures, judgedQueries, measure } from './judged.ts';

export interface Result {
  q: string;
  category: string;
  ours: { recall: number; ndcg: number };
  simple: { recall: number; ndcg: number };
}

/** Asks every judged query on the demo campus, of our search and of PostgreSQL's `simple` configuration. */
export async function runRelevance(): Promise<Result[]> {
  const t = await testServer();
  try {
    await auth.loadCatalogue(t.ctx, join(projectRoot(), 'database/data/universities.json'));
    await seedDemo(t.ctx);
    await indexAll(t.ctx);
    await learnAll(t.ctx);
    await sql`analyze search.posts`.execute(t.ctx.db);
    // Somebody new, whom nobody has blocked: everything public is theirs to find.
    const [reader] = await t.members(1, { username: 'arayan_okur' });
    if (!reader) throw new Error('no reader');
    const viewer = await viewerOf(t, reader);
    const { rows: posts } = await sql<{ id: string; content: string }>`
      select post.id, post.content from content.post_view post
      join profiles.audience_view author on author.id = post.author_id
      where post.visibility = 'public' and not author.is_private`.execute(t.ctx.db);
    const results: Result[] = [];
    for (const { q, category, grade } of judgedQueries) {
      const grades = new Map(
        posts.flatMap(({ id, content }) => {
          const found = grade(content);
          return found > 0 ? [[id, found] as const] : [];
        }),
      );
      if (grades.size === 0) continue;
      const { items } = await findPosts(t.ctx, viewer, { q, sort: 'top', limit: 10 });
      const { rows: simple } = await sql<{ id: string }>`
        select post.id from content.post_view post
        join profiles.audience_view author on author.id = post.author_id
        where to_tsvector('simple', post.content) @@ websearch_to_tsquery('simple', ${q})
          and post.visibility = 'public' and not author.is_private
        order by ts_rank(to_tsvector('simple', post.content), websearch_to_tsquery('simple', ${q})) desc, post.id desc
        limit 10`.execute(t.ctx.db);
      results.push({
        q,
        category,
        ours: measure(
          items.map(({ id }) => id),
          grades,
        ),
        simple: measure(
          simple.map(({ id }) => id),
          grades,
        ),
      });
    }
    return results;
  } finally {
    await t.close();
  }
}

/** The mean over queries. */
export function meanOf(results: readonly Result[], of: 'ours' | 'simple'): Figures {
  const mean = (what: 'recall' | 'ndcg') =>
    results.reduce((sum, result) => sum + result[of][what], 0) / Math.max(1, results.length);
  return { queries: results.length, recall: mean('recall'), ndcg: mean('ndcg') };
}
