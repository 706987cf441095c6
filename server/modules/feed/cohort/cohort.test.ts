import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { RankedPage } from '../ranking/schemas.ts';
import { HomePage } from '../schemas.ts';

let t: TestServer;
beforeEach(async () => {
  t = await testServer();
});
afterEach(() => t.close());

const homeOf = async (member: TestMember, query = '') =>
  HomePage.parse(await t.as(member).get(`/feed/home${query}`)).items;
const study = (member: TestMember, department: string, graduationYear: number) =>
  t.as(member).patch('/users/me', { department, graduationYear });

async function choose(): Promise<void> {
  await t.settled();
  await t.ctx.jobs.add('feed.computePool', {});
  await t.settled();
  t.clock.advance(30_000);
}

test('home of a member who follows nobody has posts of their department and year first, marked and with the reason; none of other universities', async () => {
  const [reader, stranger, colleague, classmate, muted, blocker] = (await t.members(6)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const [elsewhere] = await t.members(1, { university: 'nar' });
  await study(reader, 'Makine Mühendisliği', 2028);
  await study(classmate, 'Makine Mühendisliği', 2028);
  await study(colleague, 'Makine Mühendisliği', 2025);
  const wanted = await makePost(t, { author: classmate, content: 'Laboratuvar yarın' });
  const near = await makePost(t, { author: colleague, content: 'Staj ilanı' });
  const own = await makePost(t, { author: reader, content: 'Merhaba' });
  const other = await makePost(t, { author: stranger, content: 'Kedi kayboldu' });
  await makePost(t, { author: elsewhere!, content: 'Nar bahçesi' });
  for (const author of [muted, blocker]) await makePost(t, { author, content: 'Görünmez' });
  await makeMute(t, reader, muted);
  await makeBlock(t, blocker, reader);
  await choose();

  const items = await homeOf(reader);
  expect(items.map(({ id, source }) => [id, source])).toEqual([
    [own.id, 'timeline'],
    [wanted.id, 'cohort'],
    [near.id, 'cohort'],
    [other.id, 'cohort'],
  ]);
  expect(items.map(({ reason }) => reason?.kind)).toEqual([
    undefined,
    'same_department',
    'same_department',
    'same_university',
  ]);
  for (const { score } of items.slice(1))
    expect(score?.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score?.total);
  expect(await homeOf(reader, '?limit=2')).toHaveLength(2);
});

test('the cohort posts end with the fifth follow, and are not added to a full page', async () => {
  const [reader, ...others] = (await t.members(7)) as [TestMember, ...TestMember[]];
  for (const author of others) await makePost(t, { author });
  await choose();
  for (const [place, followee] of others.slice(0, 4).entries()) {
    expect((await homeOf(reader)).filter(({ source }) => source === 'cohort')).toHaveLength(6 - place);
    await makeFollow(t, reader, followee);
    await t.settled();
  }
  const full = await homeOf(reader, '?limit=4');
  expect(full.map(({ source }) => source)).toEqual(Array.from({ length: 4 }, () => 'timeline'));
  await makeFollow(t, reader, others[4]!);
  await t.settled();
  const items = await homeOf(reader);
  expect(items.map(({ source }) => source)).toEqual(Array.from({ length: 5 }, () => 'timeline'));
});

test('explore and recommendations prefer a new member’s language, but not that of a member who follows enough', async () => {
  const [reader, turk, brit, ...friends] = (await t.members(8)) as [
    TestMember,
    TestMember,
    TestMember,
    ...TestMember[],
  ];
  const turkish = await t.as(turk).post('/posts', { content: 'Yemekhane bugün kapalı', language: 'tr' });
  await t.as(brit).post('/posts', { content: 'The canteen is closed', language: 'en' });
  await choose();
  for (const feed of ['explore', 'recommendations']) {
    const { items } = RankedPage.parse(await t.as(reader).get(`/feed/${feed}`));
    expect(items[0]?.id).toBe(turkish.id);
    expect(items[0]?.score.parts.find(({ signal }) => signal === 'language')?.value).toBe(1_000);
  }
  for (const friend of friends) await makeFollow(t, reader, friend);
  const { items } = RankedPage.parse(await t.as(reader).get('/feed/recommendations'));
  expect(items[0]?.score.parts.find(({ signal }) => signal === 'language')?.value).toBe(0);
});

test.for([
  ['Makine Mühendisliği', 'MAKİNE MÜHENDİSLİĞİ'],
  ['Makine Mühendisliği', ' makine\u200b  muhendisligi '],
  ['Elektrik-Elektronik Mühendisliği', 'Elektrik Elektronik Mühendisliği'],
  ['Radyo, TV ve Sinema', 'radyo tv ve sinema'],
] as const)('%s and %s are the same department', async ([a, b]) => {
  const [reader, colleague, stranger] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  await study(reader, a, 2028);
  expect((await study(colleague, b, 2028)).department).toBe(b.replace(/\s+/g, ' ').trim());
  await study(stranger, 'Kimya', 2028);
  const wanted = await makePost(t, { author: colleague, content: 'Laboratuvar yarın' });
  await makePost(t, { author: stranger, content: 'Kedi kayboldu' });
  await choose();

  const [first, second] = await homeOf(reader);
  expect([first?.id, first?.reason?.kind, second?.reason?.kind]).toEqual([
    wanted.id,
    'same_department',
    'same_university',
  ]);
  const suggested = (await t.as(reader).get('/users/suggestions')).items;
  expect(suggested[0]).toMatchObject({ id: colleague.id, reason: { kind: 'same_department' } });
});
