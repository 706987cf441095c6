import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import type { Report } from '../reports/schemas.ts';
import { findOpenCases } from './queries.ts';
import type { Case } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let moderator: TestMember;
let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
beforeAll(async () => {
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
});

const report = (by: TestMember, subjectId: string, reason: string): Promise<Report> =>
  t.as(by).post('/reports', { subjectType: 'post', subjectId, reason });
const makePosts = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push((await makePost(t, { author: bora })).id);
  return ids;
};
const page = (query: string): Promise<{ items: Case[]; nextCursor: string | null }> =>
  t.as(moderator).get(`/admin/reports?${query}`);

/** The subjects of the queue from here on, page by page, of these posts. */
async function walk(of: string[], limit: number, cursor: string | null = ''): Promise<string[]> {
  const seen: string[] = [];
  let next = cursor;
  while (next !== null) {
    const found = await page(`limit=${limit}${next && `&cursor=${next}`}`);
    seen.push(...found.items.map(({ subjectId }) => subjectId).filter((id) => of.includes(id)));
    next = found.nextCursor;
  }
  return seen;
}
const hoursUntil = (iso: string | null | undefined, from: string) =>
  (Date.parse(iso ?? '') - Date.parse(from)) / 3_600_000;

test('a reporter is told when to expect an answer, which depends on the reason alone', async () => {
  const [post] = (await makePosts(1)) as [string];
  const unknown = '01890000-0000-7000-8000-000000000000';
  for (const [subjectId, reason, hours] of [
    [post, 'harassment', 12],
    [unknown, 'self_harm', 1],
    ['01890000-0000-7000-8000-000000000001', 'spam', 48],
  ] as const) {
    const made = await report(can, subjectId, reason);
    expect(hoursUntil(made.answerBy, made.createdAt)).toBe(hours);
    expect((await t.as(can).get('/reports')).items[0]).toEqual(made);
  }
});

test('what is due first comes first, and an urgent report moves the case of its subject up', async () => {
  const posts = (await makePosts(4)) as [string, string, string, string];
  const [spam, harassment, later, threat] = posts;
  await report(ayse, spam, 'spam');
  await report(ayse, harassment, 'harassment');
  await report(ayse, later, 'spam');
  await report(ayse, threat, 'violence');
  expect(await walk(posts, 1)).toEqual([threat, harassment, spam, later]);
  const urgent = await report(can, later, 'self_harm');
  expect(await walk(posts, 1)).toEqual([threat, later, harassment, spam]);
  const found = (await page('limit=100')).items.find(({ subjectId }) => subjectId === later);
  expect(found).toMatchObject({ urgency: 'critical', dueAt: urgent.answerBy, reportCount: 2 });
  // A case is decided by its first report, whichever is due first.
  expect(found?.reports.map(({ id }) => id)).toEqual([urgent.id, found?.id]);
});

test('paging goes on after the case of the cursor was decided, and shows no case twice', async () => {
  const posts = await makePosts(6);
  for (const [index, id] of posts.entries()) {
    await report(ayse, id, ['spam', 'hate', 'violence'][index % 3] as string);
    if (index % 2 === 0) await report(can, id, 'privacy');
  }
  const all = await walk(posts, 100);
  expect([...all].sort()).toEqual([...posts].sort());
  for (const limit of [1, 2, 5]) expect(await walk(posts, limit)).toEqual(all);
  // The last case of a page, and so its cursor.
  const firsts: Case[] = [];
  let cursor: string | null = '';
  while (cursor !== null && firsts.filter(({ subjectId }) => posts.includes(subjectId)).length < 3) {
    const found = await page(`limit=1${cursor && `&cursor=${cursor}`}`);
    firsts.push(...found.items);
    cursor = found.nextCursor;
  }
  await t.as(moderator).patch(`/admin/reports/${firsts.at(-1)?.id}`, { decision: 'dismiss', note: 'Tamam' });
  expect(await walk(posts, 2, cursor)).toEqual(all.slice(3));
});

test('a page of a long queue reads its index, and no more than it shows', async () => {
  const { pool } = t.ctx;
  // Each second subject has two reports.
  await pool.query(
    `insert into moderation.reports (id, reporter_id, subject_type, subject_id, snapshot, reason, created_at, due_at)
     select platform.uuid_floor(now() + n * interval '1 second'), case when n <= 10000 then $1::uuid else $2::uuid end, 'post',
       platform.uuid_floor(timestamptz '2026-01-01' + n % 10000 * interval '1 minute'), '{}', 'spam', now(), now() + n * interval '1 second'
     from generate_series(1, 15000) n`,
    [ayse.id, can.id],
  );
  await pool.query('analyze moderation.reports');
  const { rows } = await pool.query('select id from moderation.reports order by due_at offset 5000 limit 1');
  for (const after of [null, rows[0].id]) {
    const plan = await plansOf(t, (db) =>
      findOpenCases(db, { subjectType: undefined, after, take: 21, scope: null, isSorted: false }),
    );
    const read = nodesOf(plan, 'reports');
    expect([...read.scanTypes]).not.toContain('Seq Scan');
    expect([...read.indexes]).toContain('reports_due');
    expect(read.rows).toBeLessThan(200);
  }
});
