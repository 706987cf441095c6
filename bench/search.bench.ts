import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { openSession } from '../server/modules/auth/sign-in/sessions.ts';
import { countAllWords, indexAll } from '../server/modules/search/posts/jobs.ts';
import { indexPosts, searchablePost } from '../server/modules/search/posts/queries.ts';
import type { Context } from '../server/platform/context.ts';
import { openCampus } from './campus.ts';
import { type CpuTime, cpuMeter, cpuOf } from './cpu.ts';
import { quantile } from './load.ts';
import { ageCampus } from './search/age-campus.ts';

const VIEWERS = 100;
const REQUESTS = 1_000;
/** Of posts: six are beyond the p99. */
const POST_REQUESTS = 600;
const origin = { ip: '127.0.0.1', userAgent: 'bench', requestId: 'bench' };

/** How people type a name: its beginning, a surname, all of it, one wrong letter, in capitals. */
const spellings: Record<string, (name: string) => string> = {
  'one letter': (name) => name.slice(0, 1),
  'two letters': (name) => name.slice(0, 2),
  'half a name': (name) => name.slice(0, Math.max(3, Math.ceil(name.length / 2))),
  'a surname': (name) => name.split(' ').at(-1) ?? name,
  'the whole name': (name) => name,
  'a letter missing': (name) => name.slice(0, 2) + name.slice(3),
  'nobody’s name': (name) => `${[...name].reverse().join('')}q`,
};

/**
 * Search for people and suggestions over HTTP on the seeded campus, sequentially, by way of typing; then for posts. `--copies 4`
 * first makes the campus a year older, with five times as many posts.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { copies: { type: 'string', default: '0' } },
  });
  const campus = await openCampus();
  const { ctx } = campus;
  try {
    // First, because on a new campus it takes longer than a session's token is valid.
    await indexAll(ctx);
    await countAllWords(ctx);
    await writeRareWords(ctx);
    await ageCampus(ctx, Number(values.copies));
    await sql`analyze search.posts, content.posts`.execute(ctx.db);
    const { rows } = await sql<{ id: string; name: string }>`
      select id, display_name as name from auth.users where status = 'active' order by md5(id::text || 'search') limit ${VIEWERS}`.execute(
      ctx.db,
    );
    const tokens: string[] = [];
    for (const { id } of rows)
      tokens.push((await ctx.transaction((tx) => openSession(tx, id, origin))).accessToken);
    await sql`analyze auth.users`.execute(ctx.db);
    const gateway = await campus.launch('gateway', { ROLES: 'gateway,auth,feed,search,operations' });
    const meter = await cpuMeter(gateway.child.pid ?? 0, ctx.pool);
    const ask = (path: string, typed: string, token: string | undefined) =>
      timed(gateway.url, `${path}?q=${encodeURIComponent(typed)}`, token);
    console.log(
      `${cpus().length} cores, Node ${process.versions.node}; ${REQUESTS} questions each, goal p99 ≤ 10 ms`,
    );
    for (const path of ['users', 'suggestions']) {
      for (const [how, spell] of Object.entries(spellings)) {
        const question = (turn: number) => {
          const index = turn % VIEWERS;
          return ask(path, spell(rows[index]?.name ?? 'a'), tokens[(index * 7) % tokens.length]);
        };
        console.log(await reportRequests(meter, `${path.padEnd(12)} ${how.padEnd(24)}`, REQUESTS, question));
      }
    }
    const further = await beyondTheBest(gateway.url, rows, tokens);
    const surname = (turn: number) =>
      timed(gateway.url, further[turn % further.length] ?? '', tokens[turn % tokens.length]);
    if (further.length > 0)
      console.log(await reportRequests(meter, 'users        a surname, beyond fifty ', REQUESTS, surname));
    await benchPosts(ctx, meter, (q, token) => ask('posts', q, token), tokens);
  } finally {
    await campus.close();
  }
}

type Meter = () => CpuTime;

const get = (url: string, path: string, token: string | undefined) =>
  fetch(`${url}/api/v1/search/${path}`, { headers: { authorization: `Bearer ${token}` } });

/** Latency of a response, in ms. @throws Error if the request is refused */
async function timed(url: string, path: string, token: string | undefined): Promise<number> {
  const from = performance.now();
  const response = await get(url, path, token);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return performance.now() - from;
}

/** The URLs of the pages after the fifty best results of common surnames. */
async function beyondTheBest(
  url: string,
  members: readonly { name: string }[],
  tokens: readonly string[],
): Promise<string[]> {
  const surnames = new Set(members.map(({ name }) => name.split(' ').at(-1) ?? name));
  const paths: string[] = [];
  for (const surname of surnames) {
    const path = `users?q=${encodeURIComponent(surname)}`;
    const response = await get(url, `${path}&limit=50`, tokens[0]);
    const { nextCursor } = (await response.json()) as { nextCursor: string | null };
    if (nextCursor) paths.push(`${path}&cursor=${nextCursor}`);
  }
  return paths;
}

/** Runs the requests after a third of them as warm-up, and prints the latency. */
async function reportRequests(
  meter: Meter,
  name: string,
  count: number,
  once: (turn: number) => Promise<number>,
): Promise<string> {
  for (let turn = 0; turn < count / 3; turn++) await once(turn);
  const times: number[] = [];
  const cpu = await cpuOf(meter, count, async () => {
    for (let turn = 0; turn < count; turn++) times.push(await once(turn));
  });
  return `${name} p50 ${quantile(times, 0.5).toFixed(1)} ms  p95 ${quantile(times, 0.95).toFixed(1)} ms  p99 ${quantile(times, 0.99).toFixed(1)} ms  ${cpu}`;
}

/** Rare words, which a generated campus lacks: each in this many posts, spread over its three months; one only in the oldest. */
const RARE = [
  'anemometre',
  'balalayka',
  'dendrokronoloji',
  'ebonit',
  'fagosit',
  'girandola',
  'kaleydoskop',
  'oberj',
];
/** English words whose posts on the campus are in Turkish. */
const ENGLISH = ['midterm', 'library', 'dormitory', 'cafeteria', 'scholarship', 'internship', 'assignment'];
const FORGOTTEN = 'vantrilok';
const EACH = 20;
const SPREAD_DAYS = 85;
const FORGOTTEN_DAYS = 5;

/** Writes the rare words into existing posts, once, and indexes them. */
async function writeRareWords(ctx: Context): Promise<void> {
  const now = Date.now();
  for (const [index, word] of [...RARE, FORGOTTEN].entries()) {
    const isForgotten = word === FORGOTTEN;
    const oldest = now - (SPREAD_DAYS - index / 10) * 86_400_000;
    const days = isForgotten ? FORGOTTEN_DAYS : SPREAD_DAYS - 1;
    for (let turn = 0; turn < EACH; turn++) {
      const moment = new Date(oldest + ((turn + 0.5) / EACH) * days * 86_400_000);
      const { rows } = await sql<{ id: string }>`
        update content.posts set content = ${`${word} `} || left(replace(content, ${`${word} `}, ''), 240)
        where id = (select id from content.posts
          where id >= platform.uuid_floor(${moment}::timestamptz) and deleted_at is null order by id limit 1)
        returning id`.execute(ctx.db);
      const post = rows[0] && (await searchablePost(ctx.db, rows[0].id));
      if (post) await indexPosts(ctx.db, [post]);
    }
  }
}

/** What people look for in posts: words in every seventh post, in few, in none, and in none of the recent ones. */
async function benchPosts(
  ctx: Context,
  meter: Meter,
  ask: (q: string, token: string | undefined) => Promise<number>,
  tokens: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ word: string; posts: number }>`
    select word, posts from search.vocabulary order by posts desc, word`.execute(ctx.db);
  const common = rows.slice(0, 40).map(({ word }) => word);
  const middling = rows.slice(-40).map(({ word }) => word);
  const longAgo = new Date(Date.now() - 75 * 86_400_000).toISOString().slice(0, 10);
  const pick = (words: readonly string[], turn: number) => words[turn % words.length] ?? '';
  const questions: Record<string, (turn: number) => string> = {
    'common words': (turn) => pick(common, turn),
    'a form of a common word': (turn) => `${pick(common, turn)}lar`,
    'half a common word': (turn) => pick(common, turn).slice(0, 3),
    'middling words': (turn) => pick(middling, turn),
    'rare words': (turn) => pick(RARE, turn),
    'a word of three months ago': () => FORGOTTEN,
    'two words': (turn) => `${pick(common, turn)} ${pick(middling, turn * 7)}`,
    'three common words': (turn) => [0, 11, 23].map((step) => pick(common, turn + step)).join(' '),
    'four words': (turn) => [0, 11, 23, 31].map((step) => pick(common, turn + step)).join(' '),
    'five words': (turn) => [0, 7, 11, 23, 31].map((step) => pick(common, turn + step)).join(' '),
    'six words, in ten posts': (turn) =>
      [0, 3, 7, 11, 23, 31].map((step) => pick(common, turn + step)).join(' '),
    'a hashtag': () => '#vizehaftasi',
    'nothing of late': (turn) => `${pick(common, turn)} until:${longAgo}`,
    'a typing error': (turn) => `${pick(common, turn).slice(0, 2)}q${pick(common, turn).slice(2)}`,
    'of the other language': (turn) => pick(ENGLISH, turn),
    'with one of the other': (turn) => `${pick(ENGLISH, turn)} ${pick(common, turn)}`,
    'with one and two others': (turn) =>
      `${pick(ENGLISH, turn)} ${pick(common, turn)} ${pick(middling, turn)}`,
    'nobody’s words': (turn) => `zxq${turn}vw`,
  };
  console.log('posts, goal p99 ≤ 20 ms');
  for (const [how, question] of Object.entries(questions)) {
    const once = (turn: number) => ask(question(turn), tokens[turn % tokens.length]);
    console.log(await reportRequests(meter, `posts        ${how.padEnd(24)}`, POST_REQUESTS, once));
  }
}
