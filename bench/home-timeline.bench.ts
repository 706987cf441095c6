import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { reactivate } from '../server/modules/feed/service.ts';
import { openCampus } from './campus.ts';
import { CONNECTIONS, reportArrivalRates } from './load.ts';

const READERS = 500;
const SECONDS = 8;
const ROUNDS = 3;
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * The home feed over HTTP, with identity, visibility, presentation and serialisation, against the bare timeline query through
 * Fastify and pg, and against a route that returns the same bytes. Alternating, in one run, at 32 connections.
 */
export async function bench(): Promise<void> {
  const campus = await openCampus();
  const { ctx } = campus;
  try {
    const size = await sql<{ members: number; follows: number; posts: number }>`
      select (select count(*) from auth.users) as members, (select count(*) from social.follows) as follows,
             (select count(*) from content.posts) as posts`.execute(ctx.db);
    const { rows } = await sql<{
      id: string;
    }>`select id from auth.users order by md5(id::text) limit ${READERS}`.execute(ctx.db);
    const tokens: string[] = [];
    for (const { id } of rows) {
      await reactivate(ctx, id, null); // a member with recent activity: the timeline is materialised
      tokens.push((await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken);
    }
    await sql`analyze feed.home_timeline`.execute(ctx.db);

    const gateway = await campus.launch('gateway');
    const sample = await fetch(`${gateway.url}/api/v1/feed/home`, {
      headers: { authorization: `Bearer ${tokens[0]}` },
    });
    const responseBody = Buffer.from(await sample.arrayBuffer());
    const bare = await campus.launch('bare.ts', {
      READERS: rows.map((row) => row.id).join(','),
      ANSWER: responseBody.toString('base64'),
    });

    const subjects = {
      'home feed': {
        url: `${gateway.url}/api/v1/feed/home`,
        requests: tokens.map((token) => ({ headers: { authorization: `Bearer ${token}` } })),
      },
      'bare push query': { url: `${bare.url}/push` },
      'same bytes': { url: `${bare.url}/bytes` },
    };
    const figures = Object.fromEntries(
      Object.keys(subjects).map((name) => [
        name,
        { perSecond: [] as number[], p50: [] as number[], p99: [] as number[] },
      ]),
    );
    for (let round = -1; round < ROUNDS; round++) {
      for (const [name, subject] of Object.entries(subjects)) {
        const run = await autocannon({
          ...subject,
          connections: CONNECTIONS,
          duration: round < 0 ? 3 : SECONDS,
        });
        if (run.non2xx > 0 || run.errors > 0)
          throw new Error(`${name}: ${run.non2xx} refusals, ${run.errors} errors`);
        if (round < 0) continue; // warm-up
        figures[name]?.perSecond.push(run.requests.average);
        figures[name]?.p50.push(run.latency.p50);
        figures[name]?.p99.push(run.latency.p99);
      }
    }
    const memory =
      Number(readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]) / 1024;
    const of = (name: string) => ({
      perSecond: median(figures[name]?.perSecond ?? []),
      p50: median(figures[name]?.p50 ?? []),
      p99: median(figures[name]?.p99 ?? []),
    });
    console.log(
      `${cpus().length} cores, Node ${process.versions.node}; ${JSON.stringify(size.rows[0])}; ${READERS} readers, ${CONNECTIONS} connections, ${ROUNDS} × ${SECONDS} s each, medians; answer ${responseBody.length} bytes`,
    );
    for (const name of Object.keys(subjects)) {
      const figure = of(name);
      console.log(
        `${name.padEnd(16)} ${figure.perSecond.toFixed(0).padStart(7)}/s  p50 ${figure.p50} ms  p99 ${figure.p99} ms`,
      );
    }
    const feed = of('home feed');
    const push = of('bare push query');
    console.log(
      `home feed / bare push query: ${(feed.perSecond / push.perSecond).toFixed(2)} of the requests (goal ≥ 0.50), ${(feed.p99 / push.p99).toFixed(2)} × its p99 (goal ≤ 3)`,
    );
    console.log(
      `home feed / same bytes:      ${(feed.perSecond / of('same bytes').perSecond).toFixed(2)} of the requests`,
    );
    await reportArrivalRates(
      'home',
      gateway.url,
      tokens.map((token) => ({ path: '/api/v1/feed/home', token })),
      { everySeconds: 20, times: [1, 2], seconds: SECONDS },
    );
    console.log(`gateway's memory after the run: ${memory.toFixed(0)} MB (goal < 300)`);
  } finally {
    await campus.close();
  }
}
