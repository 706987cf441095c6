import { cpus } from 'node:os';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { MIN_UUID } from '../server/modules/feed/queries.ts';
import { fanOutBatch } from '../server/modules/feed/timeline/queries.ts';
import { newId } from '../server/platform/id.ts';
import { openCampus } from './campus.ts';

const WRITERS = 200;
const SECONDS = 8;
const AUDIENCE = 37_000;
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
const quantile = (values: number[], part: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
const formatQuantiles = (values: number[]) =>
  `p50 ${quantile(values, 0.5).toFixed(1)} ms  p99 ${quantile(values, 0.99).toFixed(1)} ms`;

/**
 * Publishing: POST /posts over HTTP, from the request to the response after the commit, against the bare insert in a transaction
 * of its own; then the lag until a post is in a follower's timeline, with the worker running; then the fan-out of one post to
 * 37,000 followers. Deletes its posts at the end.
 */
export async function bench(): Promise<void> {
  const campus = await openCampus();
  const { ctx } = campus;
  const startedAt = newId();
  try {
    const { rows } = await sql<{ id: string }>`
      select id from auth.users order by md5(id::text || 'writers') limit ${WRITERS}`.execute(ctx.db);
    const writers: { id: string; token: string }[] = [];
    for (const { id } of rows)
      writers.push({ id, token: (await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken });
    const gateway = await campus.launch('gateway');
    const worker = await campus.launch('worker');
    const url = `${gateway.url}/api/v1/posts`;
    const body = JSON.stringify({ content: 'Kütüphanenin üçüncü katı bugün sessiz. #kütüphane' });

    console.log(`${cpus().length} cores, Node ${process.versions.node}; ${WRITERS} writers`);
    for (const connections of [1, 8, 32]) {
      const run = await autocannon({
        url,
        connections,
        duration: SECONDS,
        requests: writers.map(({ token }) => ({
          method: 'POST' as const,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body,
        })),
      });
      if (run.non2xx > 0 || run.errors > 0) throw new Error(`${run.non2xx} refusals, ${run.errors} errors`);
      console.log(
        `post creation, ${String(connections).padStart(2)} connections: ${run.requests.average.toFixed(0)}/s  p50 ${run.latency.p50} ms  p99 ${run.latency.p99} ms`,
      );
    }
    const bare: number[] = [];
    for (let round = 0; round < 500; round++) {
      const from = performance.now();
      await ctx.transaction((tx) =>
        sql`insert into content.posts (id, author_id, content, length, created_at)
            values (${newId()}, ${writers[round % WRITERS]?.id ?? ''}, 'Kütüphane sessiz.', 17, now())`.execute(
          tx.db,
        ),
      );
      bare.push(performance.now() - from);
    }
    console.log(`the bare insert and commit, one after the other: ${formatQuantiles(bare)}`);

    await settled(campus);
    const lags: number[] = [];
    for (const { id, token } of writers.slice(0, 100)) {
      const { rows: followers } = await sql<{ id: string }>`
        select follow.follower_id as id from social.follows follow
        join feed.timeline_states reader on reader.user_id = follow.follower_id
        where follow.followee_id = ${id} order by follow.follower_id desc limit 1`.execute(ctx.db);
      const last = followers[0]?.id;
      if (last === undefined) continue; // the author has no active followers
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
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
    worker.child.kill('SIGTERM');

    await largeAudience(campus);
  } finally {
    await sql`delete from content.posts where id > ${startedAt}`.execute(ctx.db);
    await sql`delete from feed.home_timeline where entry_id > ${startedAt}`.execute(ctx.db);
    await campus.close();
  }
}

/** Waits until the worker has run all due jobs. */
async function settled({ ctx }: Awaited<ReturnType<typeof openCampus>>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ due: number }>`select count(*)::int as due from graphile_worker.jobs
      where run_at <= now() and attempts < max_attempts`.execute(ctx.db);
    if (rows[0]?.due === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** One post into the timelines of 37,000 active followers, in batches as the job writes them; undone afterwards. */
async function largeAudience({ ctx }: Awaited<ReturnType<typeof openCampus>>): Promise<void> {
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
