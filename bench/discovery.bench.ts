import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { replaceAffinities } from '../server/modules/feed/affinities/queries.ts';
import { replacePool } from '../server/modules/feed/pool/queries.ts';
import { replaceTastes } from '../server/modules/feed/recommendations/queries.ts';
import { replaceNotable } from '../server/modules/feed/suggestions/queries.ts';
import { computeTrends } from '../server/modules/feed/trending/compute.ts';
import { replaceStandings } from '../server/modules/social/standing/queries.ts';
import { openCampus } from './campus.ts';
import { cpuMeter, cpuOf } from './cpu.ts';
import { type LoadRequest, quantile, reportArrivalRates, reportLine, runClosedLoop } from './load.ts';

const READERS = 100;
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

/** Seconds between two requests of an online member, for the feeds measured under load. */
const OPENED: Record<string, number> = {
  'feed/explore': 60,
  'feed/recommendations': 120,
  'users/suggestions': 120,
};
const SECONDS = 8;
/** At 42 a second, 840 requests: eight are beyond the p99. */
const ARRIVING_SECONDS = 20;
const SETTLE_MS = 10_000;
/** Sequential requests measured per kind, and warm-up requests before them. */
const REQUESTS = 500;
const WARM_UP = 200;

/**
 * Runs the jobs of ranked feeds on the seeded campus, once each. Then requests the feeds over HTTP: one request after the other,
 * from 32 connections without a pause, and with random arrivals.
 */
export async function bench(): Promise<void> {
  const campus = await openCampus();
  const { ctx } = campus;
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    console.log(`${name.padEnd(44)} ${Math.round(performance.now() - from)} ms`);
  };
  try {
    const { rows } = await sql<{ id: string }>`
      select id from auth.users where status = 'active' order by md5(id::text || 'discovery') limit ${READERS}`.execute(
      ctx.db,
    );
    console.log(`${cpus().length} cores, Node ${process.versions.node}`);
    await timed('standings', () => ctx.transaction((tx) => replaceStandings(tx.db, tx.clock())));
    await timed('standings again', () => ctx.transaction((tx) => replaceStandings(tx.db, tx.clock())));
    await timed('pool', () => ctx.transaction((tx) => replacePool(tx.db, tx.clock())));
    await timed('trends, with 14 days not counted yet', () => computeTrends(ctx));
    await timed('trends again', () => computeTrends(ctx));
    await timed('the most followed', () => ctx.transaction((tx) => replaceNotable(tx.db)));
    await timed(`friends of friends of ${READERS} readers`, async () => {
      for (const { id } of rows) await ctx.transaction((tx) => replaceAffinities(tx.db, id, tx.clock()));
    });
    await timed(`tastes of ${READERS} readers`, async () => {
      for (const { id } of rows) await ctx.transaction((tx) => replaceTastes(tx.db, id, tx.clock()));
    });
    console.log(`memory of this process: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
    await sql`analyze`.execute(ctx.db);
    const gateway = await campus.launch('gateway', { ROLES: 'gateway,auth,feed,search,operations' });
    const tokens: string[] = [];
    for (const { id } of rows)
      tokens.push((await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken);
    const paths = [
      'feed/explore',
      'feed/recommendations',
      'feed/trending',
      'feed/home?rank=top',
      'users/suggestions',
    ];
    const ask = async (path: string, token: string | undefined) => {
      const from = performance.now();
      const response = await fetch(`${gateway.url}/api/v1/${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return { took: performance.now() - from, body };
    };
    const meter = await cpuMeter(gateway.child.pid ?? 0, ctx.pool);
    const sequentially = async (name: string, once: (token: string | undefined) => Promise<number>) => {
      const times: number[] = [];
      for (let turn = 0; turn < WARM_UP; turn++) await once(tokens[turn % tokens.length]);
      const cpu = await cpuOf(meter, REQUESTS, async () => {
        for (let turn = 0; turn < REQUESTS; turn++) times.push(await once(tokens[turn % tokens.length]));
      });
      console.log(
        `${name.padEnd(28)} p50 ${quantile(times, 0.5).toFixed(1)} ms  p99 ${quantile(times, 0.99).toFixed(1)} ms  ${cpu}`,
      );
    };
    for (const path of paths) await sequentially(path, async (token) => (await ask(path, token)).took);
    await sequentially('feed/explore, first and second', async (token) => {
      const first = JSON.parse((await ask('feed/explore', token)).body) as { nextCursor: string };
      return (await ask(`feed/explore?cursor=${first.nextCursor}`, token)).took;
    });
    for (const [path, everySeconds] of Object.entries(OPENED)) {
      const sample = Buffer.from((await ask(path, tokens[0])).body);
      const bare = await campus.launch('bare.ts', { READERS: '', ANSWER: sample.toString('base64') });
      const requests: LoadRequest[] = tokens.map((token) => ({ path: `/api/v1/${path}`, token }));
      const ours = await runClosedLoop(gateway.url, requests, SECONDS);
      const bytes = await runClosedLoop(bare.url, [{ path: '/bytes' }], SECONDS);
      console.log(reportLine(`${path}, without a pause`, ours));
      console.log(reportLine(`the same ${sample.length} bytes from a bare route`, bytes));
      console.log(`${path} / same bytes: ${(ours.perSecond / bytes.perSecond).toFixed(3)} of the requests`);
      // The process is warm by now, like one that has run for an hour; give PostgreSQL time to write its buffers out.
      await delay(SETTLE_MS);
      await reportArrivalRates(path, gateway.url, requests, {
        everySeconds,
        times: [1, 3],
        seconds: ARRIVING_SECONDS,
      });
      bare.child.kill();
    }
  } finally {
    await campus.close();
  }
}
