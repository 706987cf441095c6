import { type KyselyPlugin, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { insertInBulk } from '../../testing/plans.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { findFamiliarFollowers, type ListName, listRows } from '../profiles/lists/queries.ts';
import { findAuthors } from '../profiles/queries.ts';
import { profile } from '../profiles/service.ts';
import { asViewer } from './factory.ts';
import { countRequests, findRelations, findVisibleMember } from './queries.ts';
import { memberVisibleTo, visibleTo } from './visibility.ts';

const t = await testServer();
afterAll(t.close);

const MEMBERS = 30_000;
const EDGES = 20_000;
/** The number of edges of a member who blocks and mutes a lot. */
const FEW = 500;
/** Tables that no page may scan in full. */
const LARGE = ['users', 'profiles', 'follows', 'follow_requests', 'blocks', 'mutes', 'posts'];
let star: Viewer;
let lookingMember: Viewer;
let others: string[];

/** A campus of 30,000 in which the first member has 20,000 follows and requests. */
beforeAll(async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  star = asViewer(ayse);
  lookingMember = asViewer(bora);
  const { pool } = t.ctx;
  const made = await pool.query<{ id: string }>(
    `insert into auth.users (id, username, display_name, email, mailbox, status, university_id, affiliation)
     select platform.uuid_floor(timestamptz '2026-01-01' + n * interval '1 second'), 'member_' || n, 'Member ' || n,
       n || '@cinar.edu.tr', n || '@cinar.edu.tr', 'active', $1, 'student' from generate_series(1, $2::int) n returning id`,
    [ayse.universityId, MEMBERS],
  );
  others = made.rows.map(({ id }) => id);
  // Triggers look up each writer: without table statistics they would scan the table each time.
  await pool.query('analyze auth.users');
  const near = others.slice(0, EDGES);
  const few = others.slice(EDGES, EDGES + FEW);
  await pool.query(
    `insert into profiles.profiles (user_id, is_private)
     select id, nr % 10 = 0 from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [others],
  );
  await insertInBulk(t, async (client) => {
    const edges = (table: string, from: string, to: string, ids: string[]) =>
      client.query(
        `insert into social.${table}
         select ${from}, ${to}, platform.uuid_floor(timestamptz '2026-02-01' + nr * interval '1 second')
         from unnest($2::uuid[]) with ordinality as made (other, nr) where $1::uuid is not null`,
        [star.id, ids],
      );
    await edges('follows', 'other', '$1', near);
    await edges('follows', '$1', 'other', near);
    // Everybody follows somebody, so PostgreSQL's estimate for an average member is wrong for the first one.
    await client.query(
      `insert into social.follows
       select made[nr], made[1 + (nr + 7 * k) % 30000], platform.uuid_floor(timestamptz '2026-01-15' + (nr * 5 + k) * interval '1 second')
       from (select $1::uuid[] as made) all_of_them, generate_series(1, 30000) nr, generate_series(1, 5) k`,
      [others],
    );
    await edges('follow_requests', 'other', '$1', near);
    await edges('mutes', '$1', 'other', others.slice(EDGES + FEW, EDGES + 2 * FEW));
    await edges('blocks', '$1', 'other', few);
    await client.query(
      `insert into social.blocks select blocker, blocked, blocker
       from unnest($1::uuid[], $2::uuid[]) as made (blocker, blocked)`,
      [others.slice(1), others.slice(0, -1)],
    );
    await client.query(
      `insert into social.mutes select muter, muted, muter
       from unnest($1::uuid[], $2::uuid[]) as made (muter, muted)`,
      [others.slice(1), others.slice(0, -1)],
    );
    await client.query(
      `insert into content.posts (id, author_id, content, length, visibility, created_at)
       select platform.uuid_floor(timestamptz '2026-03-01' + nr * interval '1 second' + k * interval '1 millisecond'), id,
         'Merhaba', 7, (array['public', 'university', 'followers'])[1 + (nr + k) % 3], now()
       from unnest($1::uuid[]) with ordinality as made (id, nr), generate_series(1, 3) k`,
      [others],
    );
  });
  await pool.query('analyze');
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/** The plans of each query of `work`, at the first run and on a connection that has run it six times. */
async function plansOf(
  work: (ctx: Context) => Promise<unknown>,
): Promise<{ queries: number; plans: Plan[][] }> {
  const queries: { sql: string; parameters: readonly unknown[] }[] = [];
  const watch: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      queries.push(t.ctx.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work({ ...t.ctx, db: t.ctx.db.withPlugin(watch) as Db });
  const plans: Plan[][] = [];
  const client = await t.ctx.pool.connect();
  try {
    // As in production: the other tests plan each statement once.
    await client.query('set plan_cache_mode to auto');
    for (const { sql, parameters } of queries) {
      await client.query(`prepare watched as ${sql}`);
      const call = `execute watched(${parameters.map((value) => literal(client, value)).join(', ')})`;
      plans.push(stepsOf((await client.query(`explain (analyze, format json) ${call}`)).rows));
      for (let time = 0; time < 6; time++) await client.query(call);
      plans.push(stepsOf((await client.query(`explain (analyze, format json) ${call}`)).rows));
      await client.query('deallocate watched');
    }
    await client.query('reset plan_cache_mode');
  } finally {
    client.release();
  }
  return { queries: queries.length, plans };
}

function literal(client: pg.PoolClient, value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map((item) => literal(client, item)).join(', ')}]::uuid[]`;
  return typeof value === 'number' ? String(value) : client.escapeLiteral(String(value));
}

function stepsOf(rows: { 'QUERY PLAN': { Plan: Plan }[] }[]): Plan[] {
  const steps: Plan[] = [];
  const walk = (plan: Plan): void => {
    steps.push(plan);
    plan.Plans?.forEach(walk);
  };
  walk(rows[0]!['QUERY PLAN'][0]!.Plan);
  return steps;
}

const scansOf = (steps: Plan[]) =>
  steps
    .filter((step) => step['Node Type'] === 'Seq Scan' && LARGE.includes(step['Relation Name'] ?? ''))
    .map((step) => step['Relation Name']);
const indexesOf = (steps: Plan[]) => steps.flatMap((step) => step['Index Name'] ?? []);
/** Rows that the busiest step returned or discarded. */
const maxRows = (steps: Plan[]) =>
  Math.max(
    ...steps.map(
      (step) => (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'],
    ),
  );

/**
 * Each list with its index, and the maximum rows that the busiest step of a page of 20 may read. Blocks are few: a member's own
 * may be read in full, and next to the mutes, which are few too, once for each row.
 */
const LISTS: [ListName, string, number][] = [
  ['followers', 'follows_followee', 21],
  ['following', 'follows_follower', 21],
  ['requests', 'follow_requests_target', 21],
  ['blocks', 'blocks_newest', FEW],
  ['mutes', 'mutes_newest', 21 * FEW],
];

test.for(LISTS)('a page of %s reads %s and no more than %i rows', async ([name, index, max]) => {
  const low = await sql<{ id: string }>`
    select platform.uuid_floor(timestamptz '2026-02-01' + interval '400 seconds') as id`.execute(t.ctx.db);
  for (const before of [null, low.rows[0]!.id]) {
    const asker = name === 'followers' || name === 'following' ? lookingMember : star;
    const { plans } = await plansOf(({ db }) => listRows(db, asker, name, star.id, before, 21));
    for (const steps of plans) {
      expect(scansOf(steps)).toEqual([]);
      expect(indexesOf(steps)).toContain(index);
      expect(maxRows(steps)).toBeLessThanOrEqual(max);
    }
  }
});

test('familiar followers are looked up by key among the viewer’s own follows, however many the member has', async () => {
  for (const [viewer, memberId, follows] of [
    [asViewer({ ...lookingMember, id: others[7]! }), star.id, 5],
    [star, others[EDGES + FEW + 3]!, EDGES],
  ] as const) {
    const { plans } = await plansOf(({ db }) => findFamiliarFollowers(db, viewer, memberId, 3));
    for (const steps of plans) {
      expect(scansOf(steps)).toEqual([]);
      expect(indexesOf(steps)).toContain('follows_pkey');
      expect(maxRows(steps)).toBeLessThanOrEqual(follows + 1);
    }
  }
});

test('relations to a page of members are looked up by key, however many edges the viewer has', async () => {
  for (const viewer of [lookingMember, star]) {
    const { plans } = await plansOf(({ db }) => findRelations(db, viewer, others.slice(0, 20)));
    for (const steps of plans) {
      expect(scansOf(steps)).toEqual([]);
      expect(indexesOf(steps)).toContain('follows_pkey');
      expect(maxRows(steps)).toBeLessThanOrEqual(viewer === star ? FEW : 20);
    }
  }
});

test.for([
  ['the id', 'users_pkey', (): string => others[7]!],
  ['the username', 'users_username', (): string => 'MEMBER_8'],
] as const)('a profile by %s is one query by key', async ([, index, which]) => {
  for (const viewer of [lookingMember, star]) {
    const { queries, plans } = await plansOf((ctx) => profile(ctx, viewer, which()));
    expect(queries).toBe(1);
    for (const steps of plans) {
      expect(scansOf(steps)).toEqual([]);
      expect(indexesOf(steps)).toEqual(expect.arrayContaining([index, 'follows_pkey']));
    }
  }
});

test('authors of a page, one member, and the number of requests are looked up by key', async () => {
  const reads = [
    await plansOf(({ db }) => findAuthors(db, others.slice(0, 20))),
    await plansOf(({ db }) => findVisibleMember(db, lookingMember, others[3]!)),
    await plansOf(({ db }) => countRequests(db, lookingMember.id)),
  ];
  for (const { plans } of reads) for (const steps of plans) expect(scansOf(steps)).toEqual([]);
});

/** The newest posts of the whole campus that pass a rule: the widest possible list. */
const newest = (rule: RawBuilder<boolean>, { db }: Context): Promise<unknown> =>
  sql`select post.id from content.posts post where ${rule} order by post.id desc limit 21`.execute(db);

test('the visibility rule costs look-ups per row of the page, over a list of all posts', async () => {
  const rules = (viewer: Viewer): RawBuilder<boolean>[] => [
    visibleTo(viewer, sql`post.author_id`, sql`post.visibility`),
    memberVisibleTo(viewer, sql`post.author_id`),
  ];
  for (const rule of [...rules(lookingMember), ...rules(star)]) {
    const { plans } = await plansOf((ctx) => newest(rule, ctx));
    for (const steps of plans) {
      expect(scansOf(steps)).toEqual([]);
      expect(indexesOf(steps)).toEqual(expect.arrayContaining(['posts_pkey', 'audiences_pkey']));
    }
  }
});
