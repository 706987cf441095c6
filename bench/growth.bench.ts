import { mkdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { replaceAffinities } from '../server/modules/feed/affinities/queries.ts';
import { replacePool } from '../server/modules/feed/pool/queries.ts';
import { replaceTastes } from '../server/modules/feed/recommendations/queries.ts';
import { reactivate } from '../server/modules/feed/service.ts';
import { replaceNotable } from '../server/modules/feed/suggestions/queries.ts';
import { computeTrends } from '../server/modules/feed/trending/compute.ts';
import { countAllWords, indexAll } from '../server/modules/search/posts/jobs.ts';
import { openCampus } from './campus.ts';
import { ensureCampus, type Proportions, removeCampus } from './growth/campuses.ts';
import { type Cost, growthTable, meter } from './growth/costs.ts';

const VIEWERS = 100;
const REQUESTS = { turns: 300, warmUp: 60 };
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

/**
 * The cost of queries and jobs on campuses of several sizes: sequential latency, and pages that PostgreSQL reads, which do not
 * depend on other load on the machine.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      at: { type: 'string' },
      sizes: { type: 'string', default: '10000,50000,200000' },
      'posts-each': { type: 'string', default: '20' },
      'follows-each': { type: 'string', default: '94' },
      'likes-each': { type: 'string', default: '20' },
      forget: { type: 'boolean', default: false },
    },
  });
  if (!values.at) throw new Error('--at FOLDER: where the campuses are made, outside the repository');
  mkdirSync(values.at, { recursive: true });
  const each = {
    posts: Number(values['posts-each']),
    follows: Number(values['follows-each']),
    likes: Number(values['likes-each']),
  };
  const costs = new Map<number, Map<string, Cost>>();
  for (const members of values.sizes.split(',').map(Number)) {
    costs.set(members, await measureCampus(values.at, members, each, values.forget));
    console.log(
      `\n${cpus().length} cores, Node ${process.versions.node}; each member ${JSON.stringify(each)}`,
    );
    console.log(growthTable(costs).join('\n'));
  }
}

async function measureCampus(
  at: string,
  members: number,
  each: Proportions,
  isForgotten: boolean,
): Promise<Map<string, Cost>> {
  const folder = await ensureCampus(at, members, each);
  // Only the measured queries may read pages.
  const campus = await openCampus({ dataDir: folder, settings: { autovacuum: 'off' } });
  const { ctx } = campus;
  const costs = new Map<string, Cost>();
  const { reset, costOf } = meter(ctx.pool);
  const measure = async (
    name: string,
    requestCounts: typeof REQUESTS,
    ask: (turn: number) => Promise<unknown>,
  ) => {
    const cost = await costOf(requestCounts, ask);
    costs.set(name, cost);
    console.log(`${members} ${name}: ${JSON.stringify(cost)}, load ${loadavg()[0]?.toFixed(1)}`);
  };
  try {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, display_name as name from auth.users where status = 'active' order by md5(id::text || 'growth') limit ${VIEWERS}`.execute(
      ctx.db,
    );
    const viewerOf = (turn: number) => rows[turn % rows.length] ?? { id: '', name: '' };
    await reset();
    const once = { turns: 1, warmUp: 0 };
    await measure('job: trends, the first time', once, () => computeTrends(ctx));
    await measure('job: trends', { turns: 5, warmUp: 1 }, () => computeTrends(ctx));
    await measure('job: the pool of explore', { turns: 5, warmUp: 1 }, () =>
      ctx.transaction((tx) => replacePool(tx.db, tx.clock())),
    );
    await measure('job: the most followed', { turns: 3, warmUp: 0 }, () =>
      ctx.transaction((tx) => replaceNotable(tx.db)),
    );
    await measure('job: friends of friends of a viewer', { turns: VIEWERS, warmUp: 0 }, (turn) =>
      ctx.transaction((tx) => replaceAffinities(tx.db, viewerOf(turn).id, tx.clock())),
    );
    await measure('job: tastes of a viewer', { turns: VIEWERS, warmUp: 0 }, (turn) =>
      ctx.transaction((tx) => replaceTastes(tx.db, viewerOf(turn).id, tx.clock())),
    );
    for (const { id } of rows) await reactivate(ctx, id, null);
    await indexAll(ctx);
    await countAllWords(ctx);
    await analyse(campus.databaseUrl);

    const gateway = await campus.launch('gateway', { ROLES: 'gateway,auth,feed,search,operations' });
    const tokens: string[] = [];
    for (const { id } of rows)
      tokens.push((await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken);
    // Indexing the words and analysing every table must not count for the first query.
    await reset();
    const get = async (path: string, turn: number) => {
      const response = await fetch(`${gateway.url}/api/v1/${path}`, {
        headers: { authorization: `Bearer ${tokens[turn % tokens.length]}` },
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
    };
    for (const path of [
      'feed/home',
      'feed/explore',
      'feed/recommendations',
      'feed/trending',
      'users/suggestions',
    ])
      await measure(path, REQUESTS, (turn) => get(path, turn));
    const requestCounts = (path: string, words: string, turn: number) =>
      get(`search/${path}?q=${encodeURIComponent(words)}`, turn);
    await measure('search/users, half a name', REQUESTS, (turn) => {
      const { name } = viewerOf(turn * 7);
      return requestCounts('users', name.slice(0, Math.ceil(name.length / 2)), turn);
    });
    for (const [kind, words] of Object.entries(await wordsOf(ctx)))
      await measure(`search/posts, a ${kind} word`, REQUESTS, (turn) =>
        requestCounts('posts', words[turn % words.length] ?? '', turn),
      );
  } finally {
    await campus.close();
  }
  if (isForgotten) removeCampus(folder);
  return costs;
}

/** Takes longer than the product's statement timeout. */
async function analyse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

/** Words of three frequencies: in every hundredth post or more, in one of some thousands, and in about twenty posts. */
async function wordsOf(ctx: Parameters<typeof indexAll>[0]): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ word: string; posts: number }>`
    select word, posts from search.vocabulary where word ~ '^[[:alpha:]]' and word !~ '^s:' order by posts desc, word`.execute(
    ctx.db,
  );
  const all = Number(
    (await sql<{ posts: number }>`select count(*) as posts from search.posts`.execute(ctx.db)).rows[0]?.posts,
  );
  const near = (posts: number) =>
    [...rows]
      .sort((a, b) => Math.abs(Math.log(a.posts / posts)) - Math.abs(Math.log(b.posts / posts)))
      .slice(0, 40)
      .map(({ word }) => word);
  return { common: rows.slice(0, 40).map(({ word }) => word), middling: near(all / 2_000), rare: near(20) };
}
