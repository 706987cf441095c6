import { cpus } from 'node:os';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import pg from 'pg';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { publish } from '../server/modules/content/publishing/service.ts';
import { MIN_UUID } from '../server/modules/feed/queries.ts';
import { fanOutBatch } from '../server/modules/feed/timeline/queries.ts';
import type { Viewer } from '../server/platform/http/viewer.ts';
import { newId } from '../server/platform/id.ts';
import { openCampus } from './campus.ts';
import { CONNECTIONS, type LoadResult, quantile, reportLine, runTurns } from './load.ts';

const WRITERS = 200;
const SECONDS = 6;
const ROUNDS = 3;
/** Runs over HTTP before those that are measured. */
const WARM_UP = 2;
const AUDIENCE = 37_000;
const CONTENT = 'Kütüphanenin üçüncü katı bugün sessiz. #kütüphane';
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

const formatQuantiles = (values: number[]) =>
  `p50 ${quantile(values, 0.5).toFixed(1)} ms  p99 ${quantile(values, 0.99).toFixed(1)} ms`;
const median = (values: number[]) => quantile(values, 0.5);

type Campus = Awaited<ReturnType<typeof openCampus>>;
interface Writer {
  viewer: Viewer;
  token: string;
}

/**
 * Publishing, from the request to the answer after the commit, against the bare insert and commit of a row of content.posts, in
 * turns: through the module, and through HTTP. Then the same with a worker beside it, the lag until a post is in a follower's
 * timeline, and the fan-out of one post to 37,000 followers. Deletes its posts at the end.
 */
export async function bench(): Promise<void> {
  const campus = await openCampus({
    settings: { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_utility': 'on' },
  });
  const { ctx } = campus;
  const startedAt = newId();
  try {
    await sql`create extension if not exists pg_stat_statements`.execute(ctx.db);
    const writers = await signIn(campus);
    const gateway = await campus.launch('gateway');
    const url = `${gateway.url}/api/v1/posts`;
    console.log(`${cpus().length} cores, Node ${process.versions.node}; ${WRITERS} writers`);
    await compare(campus, writers, url);

    const worker = await campus.launch('worker');
    for (const connections of [1, 8, CONNECTIONS]) {
      const run = await publishOverHttp(url, writers, connections);
      console.log(reportLine(`HTTP beside a worker, ${connections} connections`, run));
    }
    await settled(campus);
    await reportLag(campus, writers, url);
    worker.child.kill('SIGTERM');
    await largeAudience(campus);
  } finally {
    await sql`delete from content.posts where id > ${startedAt}`.execute(ctx.db);
    await sql`delete from feed.home_timeline where entry_id > ${startedAt}`.execute(ctx.db);
    await campus.close();
  }
}

async function signIn({ ctx }: Campus): Promise<Writer[]> {
  const { rows } = await sql<{ id: string; universityId: string }>`
    select id, university_id as "universityId" from auth.users where status = 'active'
    order by md5(id::text || 'writers') limit ${WRITERS}`.execute(ctx.db);
  const writers: Writer[] = [];
  for (const { id, universityId } of rows) {
    const { accessToken } = await ctx.transaction((tx) => openSession(tx, id, origin));
    writers.push({ viewer: { id, universityId, sessionId: id, roles: ['member'] }, token: accessToken });
  }
  return writers;
}

/** The bare insert, the module and HTTP at 32 connections in turns, without a worker; prints medians and ratios. */
async function compare(campus: Campus, writers: readonly Writer[], url: string): Promise<void> {
  const ctx = { ...campus.ctx, config: { ...campus.ctx.config, rateLimits: false } };
  const pool = new pg.Pool({ connectionString: campus.databaseUrl, max: CONNECTIONS });
  const writer = (turn: number) => writers[turn % WRITERS] as Writer;
  const subjects: [name: string, run: () => Promise<LoadResult>][] = [
    [
      'bare insert and commit',
      () => runTurns(CONNECTIONS, SECONDS, (turn) => insertBare(pool, writer(turn))),
    ],
    [
      'module',
      () =>
        runTurns(CONNECTIONS, SECONDS, (turn) =>
          publish(ctx, writer(turn).viewer, { content: CONTENT }, undefined),
        ),
    ],
    ['HTTP', () => publishOverHttp(url, writers, CONNECTIONS)],
  ];
  // As warm as a gateway that has run for some minutes: its first thousands of posts cost twice as much.
  for (let turn = 0; turn < WARM_UP; turn++) await publishOverHttp(url, writers, CONNECTIONS);
  const results = new Map<string, LoadResult[]>();
  const costs = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of subjects) {
      const meter = await databaseMeter(pool);
      const result = await run();
      costs.set(name, await meter(Math.round(result.perSecond * SECONDS)));
      results.set(name, [...(results.get(name) ?? []), result]);
    }
  }
  const medians = (name: string): LoadResult => {
    const rounds = results.get(name) ?? [];
    const of = (part: keyof LoadResult) => median(rounds.map((result) => result[part]));
    return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
  };
  const bare = medians('bare insert and commit');
  for (const [name] of subjects) {
    const result = medians(name);
    console.log(`${reportLine(`${name}, ${CONNECTIONS} connections`, result)}; ${costs.get(name)}`);
    if (result.perSecond === bare.perSecond) continue;
    console.log(
      `  ${(result.perSecond / bare.perSecond).toFixed(2)} of the bare insert (goal ≥ 0.35), p99 × ${(result.p99 / bare.p99).toFixed(2)} (goal ≤ 3)`,
    );
  }
  await pool.end();
}

const insertBare = (pool: pg.Pool, { viewer }: Writer) =>
  pool.query({
    name: 'bare insert',
    text: `insert into content.posts (id, author_id, content, length, created_at) values ($1, $2, $3, 49, now())`,
    values: [newId(), viewer.id, CONTENT],
  });

async function publishOverHttp(
  url: string,
  writers: readonly Writer[],
  connections: number,
): Promise<LoadResult> {
  const requests = writers.map(({ token }) => ({
    method: 'POST' as const,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: CONTENT }),
  }));
  // Each connection begins at another writer: all in one order would be one member who posts 32 times at once.
  let first = 0;
  const run = await autocannon({
    url,
    connections,
    duration: SECONDS,
    requests,
    setupClient(client) {
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
      first += Math.floor(WRITERS / connections);
    },
  });
  if (run.non2xx > 0 || run.errors > 0) throw new Error(`${run.non2xx} refusals, ${run.errors} errors`);
  return { perSecond: run.requests.average, p50: run.latency.p50, p99: run.latency.p99 };
}

/** Counts what PostgreSQL did until the returned function is called with the number of posts. */
async function databaseMeter(pool: pg.Pool): Promise<(posts: number) => Promise<string>> {
  // A transaction that writes takes one id.
  const read = async () => {
    const { rows } = await pool.query<{ statements: number; commits: number; wal: number }>(`
      select (select sum(calls)::bigint from pg_stat_statements(false) where toplevel) as statements,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint as commits,
        (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint as wal`);
    return rows[0] ?? { statements: 0, commits: 0, wal: 0 };
  };
  const before = await read();
  return async (posts) => {
    const after = await read();
    const each = (part: keyof typeof before) => (after[part] - before[part]) / posts;
    return `${each('statements').toFixed(2)} statements, ${each('commits').toFixed(2)} commits, ${each('wal').toFixed(0)} bytes of WAL each`;
  };
}

/** The time from the answer until the post is in the last follower's timeline, with the worker at rest. */
async function reportLag({ ctx }: Campus, writers: readonly Writer[], url: string): Promise<void> {
  const lags: number[] = [];
  for (const { viewer, token } of writers.slice(0, 100)) {
    const { rows: followers } = await sql<{ id: string }>`
      select follow.follower_id as id from social.follows follow
      join feed.timeline_states reader on reader.user_id = follow.follower_id
      where follow.followee_id = ${viewer.id} order by follow.follower_id desc limit 1`.execute(ctx.db);
    const last = followers[0]?.id;
    if (last === undefined) continue; // the author has no active followers
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: CONTENT }),
    });
    const from = performance.now();
    const post = (await response.json()) as { id: string };
    for (;;) {
      const { rows: found } = await sql`select from feed.home_timeline
        where user_id = ${last} and entry_id = ${post.id}`.execute(ctx.db);
      if (found.length > 0) break;
      if (performance.now() - from > 30_000) throw new Error('no fan-out within 30 s');
    }
    lags.push(performance.now() - from);
  }
  console.log(
    `from the response to the last follower's timeline (${lags.length} posts, worker at rest): ${formatQuantiles(lags)}`,
  );
}

/** Waits until the worker has run all due jobs. */
async function settled({ ctx }: Campus): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ due: number }>`select count(*)::int as due from graphile_worker.jobs
      where run_at <= now() and attempts < max_attempts`.execute(ctx.db);
    if (rows[0]?.due === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** One post into the timelines of 37,000 active followers, in batches as the job writes them; undone afterwards. */
async function largeAudience({ ctx }: Campus): Promise<void> {
  const rollBack = new Error('only a measurement');
  const outcome = await ctx
    .transaction(async (tx) => {
      const { rows } = await sql<{ id: string }>`select id from auth.users order by id limit 1`.execute(
        tx.db,
      );
      const authorId = rows[0]?.id ?? '';
      await sql`insert into social.follows (follower_id, followee_id, id)
        select id, ${authorId}, gen_random_uuid() from auth.users where id <> ${authorId} order by id limit ${AUDIENCE}
        on conflict do nothing`.execute(tx.db);
      await sql`insert into feed.timeline_states (user_id, read_at) select id, now() from auth.users
        on conflict (user_id) do update set read_at = excluded.read_at`.execute(tx.db);
      const post = { id: newId(), postId: newId(), actorId: authorId };
      const from = performance.now();
      const since = new Date(Date.now() - 86_400_000);
      for (let after: string | undefined = MIN_UUID; after !== undefined; )
        after = await fanOutBatch(tx.db, post, after, since, 5_000);
      console.log(
        `fan-out of one post to ${AUDIENCE} followers: ${(performance.now() - from).toFixed(0)} ms (goal ≤ 2,000)`,
      );
      throw rollBack;
    })
    .catch((error: unknown) => error);
  if (outcome !== rollBack) throw outcome;
}
