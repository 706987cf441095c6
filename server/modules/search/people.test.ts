import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCount } from '../../testing/depth.ts';
import { planOf } from '../../testing/plans.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { asViewer } from '../social/factory.ts';
import { decodePeopleCursor, encodePeopleCursor, type PeopleCursor } from './people-cursor.ts';
import { nextPageByName } from './queries.ts';

const t = await testServer();
afterAll(t.close);

const NAMESAKES = 130;
let reader: TestMember;
let namesakes: string[];
beforeAll(async () => {
  [reader] = (await t.members(1)) as [TestMember];
  const first = await t.members(NAMESAKES / 2, { displayName: 'Kalabalık Soyadlı' });
  const second = await t.members(NAMESAKES / 2, { displayName: 'Başka Kalabalık' });
  namesakes = [...first, ...second].map(({ id }) => id);
});

const page = (q: string, more: Record<string, string>, member = reader) =>
  t.as(member).get(`/search/users?${new URLSearchParams({ q, ...more })}`);

/** Reads all pages, and runs `between` after each. */
async function all(q: string, limit: number, between: (seen: number) => Promise<void> = async () => {}) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await page(q, { limit: `${limit}`, ...(cursor ? { cursor } : {}) });
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThanOrEqual(limit);
    ids.push(...items.map((item: { id: string }) => item.id));
    cursor = nextCursor;
    await between(ids.length);
  } while (cursor !== null);
  return ids;
}

test.for([7, 20, 50, 100])('in pages of %i every member of a common name is listed once', async (limit) => {
  const ids = await all('kalabalik', limit);
  expect(ids.toSorted()).toEqual(namesakes.toSorted());
  expect(await all('kalabalik', limit)).toEqual(ids);
});

test('nobody repeats or is skipped while the viewer follows, and a member who blocks them is no longer listed', async () => {
  const late = (await all('kalabalik', 20)).at(-1) ?? '';
  const ids = await all('kalabalik', 20, async (seen) => {
    await t.as(reader).put(`/users/${namesakes[seen % NAMESAKES]}/follow`);
    if (seen === 20) await t.as(reader).put(`/users/${late}/block`);
  });
  expect(ids.toSorted()).toEqual(namesakes.filter((id) => id !== late).toSorted());
  await t.as(reader).delete(`/users/${late}/block`);
});

test('a member who was on the first page and is muted is not on the next, where they would have been', async () => {
  const { items, nextCursor } = await page('kalabalik', { limit: '10' });
  const ranked = await page('kalabalik', { limit: '50' });
  const twelfth = ranked.items[11].id;
  expect(items.map((item: { id: string }) => item.id)).not.toContain(twelfth);
  await t.as(reader).put(`/users/${twelfth}/mute`);
  const next = await page('kalabalik', { limit: '10', cursor: nextCursor });
  expect(next.items.map((item: { id: string }) => item.id)).toEqual(
    ranked.items
      .slice(10, 20)
      .map((item: { id: string }) => item.id)
      .filter((id: string) => id !== twelfth),
  );
  await t.as(reader).delete(`/users/${twelfth}/mute`);
});

test('a short list has one page', async () => {
  const [one] = await t.members(1, { displayName: 'Eşsiz Benzersiz' });
  expect(await page('benzersiz', {})).toMatchObject({ items: [{ id: one?.id }], nextCursor: null });
});

test('a cursor decodes to what was encoded, and anything else is refused', async () => {
  const uuid = fc.uuid();
  const place: fc.Arbitrary<PeopleCursor> = fc
    .record({
      ranked: fc.array(uuid, { minLength: 1, maxLength: 50 }),
      listedCount: fc.nat(50),
      match: fc.double({ min: 0, max: 100, noNaN: true }),
      after: uuid,
    })
    .map((made) => ({ ...made, listedCount: Math.min(made.listedCount, made.ranked.length) }));
  fc.assert(
    fc.property(place, (made) => {
      expect(decodePeopleCursor(encodePeopleCursor(made))).toEqual(made);
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.base64String({ maxLength: 1_100 }), async (cursor) => {
      expect([200, 400]).toContain((await page('kalabalik', { cursor })).status ?? 200);
    }),
    { numRuns: exampleCount(20) },
  );
  for (const cursor of ['AAAA', 'A'.repeat(60)])
    expect(await page('kalabalik', { cursor })).toMatchObject({ status: 400, code: 'invalid_cursor' });
});

test('after the ranked members, names are read from their indexes', async () => {
  await t.ctx.pool.query(
    `insert into auth.users (id, username, display_name, email, mailbox, university_id, affiliation, status)
     select gen_random_uuid(), 'plan_' || n, 'Plan Kişi ' || n, mail, mail, university_id, affiliation, status
     from auth.users, generate_series(1, 20000) n, concat('plan', n, '@ornek.test') mail where id = $1`,
    [reader.id],
  );
  await t.ctx.pool.query('analyze auth.users');
  const { id, universityId } = asViewer(reader);
  const plan = await planOf(
    t,
    nextPageByName.compiled(t.ctx.db, {
      id,
      universityId,
      word: 'kalabalik',
      end: 'kalabalik\u{10ffff}',
      prefixPattern: 'kalabalik%',
      wordPrefixPattern: '% kalabalik%',
      infixPattern: '%kalabalik%',
      take: 21,
      ranked: namesakes.slice(0, 50),
      match: 40,
      after: namesakes[0] ?? '',
    }),
  );
  expect(
    plan.filter(
      (node) =>
        node['Relation Name'] === 'users' && node['Actual Loops'] > 0 && node['Node Type'] === 'Seq Scan',
    ),
  ).toEqual([]);
});
