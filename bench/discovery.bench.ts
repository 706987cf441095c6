import { cpus } from 'node:os';
import { sql } from 'kysely';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { replaceAffinities } from '../server/modules/feed/affinities/queries.ts';
import { replacePool } from '../server/modules/feed/pool/queries.ts';
import { replaceTastes } from '../server/modules/feed/recommendations/queries.ts';
import { replaceNotable } from '../server/modules/feed/suggestions/queries.ts';
import { computeTrends } from '../server/modules/feed/trending/compute.ts';
import { openCampus } from './campus.ts';

const READERS = 100;
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

const quantile = (values: number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

/** The jobs of ranked feeds on the seeded campus, once each, then the feeds through HTTP, one after the other. */
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
    for (const path of paths) {
      const times: number[] = [];
      for (let turn = -50; turn < 500; turn++) {
        const from = performance.now();
        const answer = await fetch(`${gateway.url}/api/v1/${path}`, {
          headers: { authorization: `Bearer ${tokens[(turn + 50) % tokens.length]}` },
        });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        if (turn >= 0) times.push(performance.now() - from);
      }
      console.log(
        `${path.padEnd(24)} p50 ${quantile(times, 0.5).toFixed(1)} ms  p99 ${quantile(times, 0.99).toFixed(1)} ms`,
      );
    }
  } finally {
    await campus.close();
  }
}
