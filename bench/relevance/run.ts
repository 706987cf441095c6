import { join } from 'node:path';
import { sql } from 'kysely';
import { demoPosts } from '../../database/seed/demo/posts.ts';
import { removeLastDay, seedDemo } from '../../database/seed/demo-campus.ts';
import { auth } from '../../server/modules/auth/index.ts';
import { loadViewer } from '../../server/modules/content/factory.ts';
import { countAllWords, indexAll } from '../../server/modules/search/posts/jobs.ts';
import { findPosts } from '../../server/modules/search/posts/service.ts';
import type { Context } from '../../server/platform/context.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { testServer } from '../../server/testing/server.ts';
import { judgedQueries as byConcept, measure, type Scores } from './judged.ts';
import { blindQueries, judgedQueries as byPost, type JudgedQuery } from './queries.ts';

export const SETS = ['by concept', 'post by post', 'blind, in sight', 'blind, held out'] as const;

export interface Result {
  set: (typeof SETS)[number];
  q: string;
  category: string;
  ours: { recall: number; ndcg: number };
  simple: { recall: number; ndcg: number };
}

interface JudgedRequest extends Pick<Result, 'set' | 'q' | 'category'> {
  /** By id of the post. */
  grades: ReadonlyMap<string, number>;
}

/**
 * Runs judged queries of all sets on the demo campus, with our search and with PostgreSQL's `simple` configuration.
 * @param step  1 for every query, 3 for each third one of a large set
 */
export async function runRelevance(step = 1): Promise<Result[]> {
  const t = await testServer();
  try {
    await auth.loadCatalogue(t.ctx, join(projectRoot(), 'database/data/universities.json'));
    await seedDemo(t.ctx, { pictures: false });
    await removeLastDay(t.ctx);
    await indexAll(t.ctx);
    await countAllWords(t.ctx);
    await sql`analyze search.posts`.execute(t.ctx.db);
    await indexSimply(t.ctx);
    // A new member, whom nobody has blocked, so that every public post can be found.
    const [viewerMember] = await t.members(1, { username: 'arayan_okur' });
    if (!viewerMember) throw new Error('no viewer');
    const viewer = await loadViewer(t, viewerMember);
    const results: Result[] = [];
    for (const { grades, ...request } of everyNth(await questions(t.ctx), step)) {
      const { items } = await findPosts(t.ctx, viewer, { q: request.q, sort: 'top', limit: 10 });
      const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);
      results.push({
        ...request,
        ours: measure(idsOf(items), grades),
        simple: measure(idsOf(await foundSimply(t.ctx, request.q)), grades),
      });
    }
    return results;
  } finally {
    await t.close();
  }
}

/** A set that is smaller than this is too small for a part of it to represent it. */
const MIN_SAMPLED_SET = 200;

/** Queries of one category follow one another, so that each is represented. */
const everyNth = (requests: readonly JudgedRequest[], step: number): JudgedRequest[] =>
  SETS.flatMap((set) => {
    const whole = requests.filter((request) => request.set === set);
    return whole.length < MIN_SAMPLED_SET ? whole : whole.filter((_, index) => index % step === 0);
  });

async function questions({ db }: Context): Promise<JudgedRequest[]> {
  const { rows: posts } = await sql<{ id: string; username: string; content: string }>`
    select post.id, author.username, post.content from content.post_view post
    join profiles.member_view author on author.id = post.author_id
    where post.visibility = 'public' and not author.is_private`.execute(db);
  const idOf = new Map(posts.map(({ id, username, content }) => [`${username} ${content}`, id]));
  const idByKey = new Map(
    demoPosts.map(({ key, author, content }) => [key, idOf.get(`${author} ${content}`)]),
  );
  const concepts = byConcept.map(({ q, category, grade }): JudgedRequest => {
    const judged = posts.map(({ id, content }) => [id, grade(content)] as const);
    return { set: 'by concept', q, category, grades: new Map(judged.filter(([, found]) => found > 0)) };
  });
  const singly = (set: Result['set'], queries: readonly JudgedQuery[]) =>
    queries.map(({ q, category, grades }): JudgedRequest => {
      const judged = Object.entries(grades).map(([key, grade]) => {
        const id = idByKey.get(key);
        if (id === undefined) throw new Error(`no public post ${key}`);
        return [id, grade] as const;
      });
      return { set, q, category, grades: new Map(judged) };
    });
  return [
    ...concepts.filter(({ grades }) => grades.size > 0),
    ...singly('post by post', byPost),
    ...singly('blind, in sight', blindQueries.inSight),
    ...singly('blind, held out', blindQueries.heldOut),
  ];
}

/** What anybody may find, in PostgreSQL's `simple` configuration. */
async function indexSimply({ db }: Context): Promise<void> {
  await sql`
    create table public.simple_posts as
    select post.id, to_tsvector('simple', post.content) as words from content.post_view post
    join social.audience_view author on author.id = post.author_id
    where post.visibility = 'public' and not author.is_private`.execute(db);
}

async function foundSimply({ db }: Context, q: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from public.simple_posts, websearch_to_tsquery('simple', ${q}) query
    where words @@ query order by ts_rank(words, query) desc, id desc limit 10`.execute(db);
  return rows;
}

/** The mean over queries. */
export function meanOf(results: readonly Result[], of: 'ours' | 'simple'): Scores {
  const mean = (what: 'recall' | 'ndcg') =>
    results.reduce((sum, result) => sum + result[of][what], 0) / Math.max(1, results.length);
  return { queries: results.length, recall: mean('recall'), ndcg: mean('ndcg') };
}
