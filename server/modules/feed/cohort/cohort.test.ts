import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makePrivate } from '../../profiles/factory.ts';
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

test('the cohort posts end with the fifth follow and the tenth post, and are not added to a full page', async () => {
  const [reader, ...others] = (await t.members(7)) as [TestMember, ...TestMember[]];
  for (const author of others)
    for (const content of ['Merhaba', 'Yine ben']) await makePost(t, { author, content });
  await choose();
  for (const [place, followee] of others.slice(0, 4).entries()) {
    expect((await homeOf(reader)).filter(({ source }) => source === 'cohort')).toHaveLength(12 - 2 * place);
    await makeFollow(t, reader, followee);
    await t.settled();
  }
  const full = await homeOf(reader, '?limit=8');
  expect(full.map(({ source }) => source)).toEqual(Array.from({ length: 8 }, () => 'timeline'));
  await makeFollow(t, reader, others[4]!);
  await t.settled();
  const items = await homeOf(reader);
  expect(items.map(({ source }) => source)).toEqual(Array.from({ length: 10 }, () => 'timeline'));
});

test('followees who do not post, or are suspended, leave no member with an empty home', async () => {
  const [reader, author, ...silent] = (await t.members(8)) as [TestMember, TestMember, ...TestMember[]];
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  for (let count = 0; count < 3; count++) await makePost(t, { author });
  for (const followee of silent) await makeFollow(t, reader, followee);
  await choose();
  expect((await homeOf(reader)).map(({ source }) => source)).toEqual(['cohort', 'cohort', 'cohort']);

  // With ten posts of its own the home ends, while at least five followees are active.
  for (let count = 0; count < 10; count++)
    await makePost(t, { author: silent[0]!, content: `Ders ${count}` });
  await choose();
  const cohortOf = async () => (await homeOf(reader)).filter(({ source }) => source === 'cohort');
  expect(await cohortOf()).toEqual([]);
  for (const followee of silent.slice(4))
    await t.as(admin).put(`/admin/users/${followee.id}/suspend`, { reason: 'Spam' });
  expect(await cohortOf()).toHaveLength(3);
});

test('nothing that the viewer may not see fills a home, and each post is there once', async () => {
  const [reader, author, closed, leaving] = (await t.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const open = await makePost(t, { author });
  await makePost(t, { author, visibility: 'followers' });
  await makePost(t, { author: closed });
  await makePost(t, { author: leaving });
  await makePrivate(t, closed);
  await choose();
  // After the pool was computed.
  await makeBlock(t, leaving, reader);
  expect((await homeOf(reader)).map(({ id, source }) => [id, source])).toEqual([[open.id, 'cohort']]);
  await makeFollow(t, reader, author);
  await t.settled();
  const items = await homeOf(reader);
  expect(items.map(({ source }) => source)).toEqual(['timeline', 'timeline']);
});

test('on a quiet campus a post fills home at once, before the next pool, unless the viewer may not see it', async () => {
  const [reader, author, colleague, closed, blocker] = (await t.members(5)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const [elsewhere] = await t.members(1, { university: 'nar' });
  for (const member of [reader, colleague]) await study(member, 'Hukuk', 2028);
  await makePrivate(t, closed);
  await makeBlock(t, blocker, reader);
  const pooled = await makePost(t, { author, content: 'Eski' });
  await choose();
  const fresh = await makePost(t, { author, content: 'Yeni' });
  const near = await makePost(t, { author: colleague, visibility: 'university' });
  await makePost(t, { author: colleague, replyTo: fresh });
  await makePost(t, { author, visibility: 'followers' });
  for (const other of [closed, blocker, elsewhere!]) await makePost(t, { author: other });
  const items = await homeOf(reader);
  expect(items.map(({ id, source }) => [id, source])).toEqual([
    [near.id, 'cohort'],
    [fresh.id, 'cohort'],
    [pooled.id, 'cohort'],
  ]);
  expect(items[0]?.reason).toEqual({ kind: 'same_department' });

  // Three posts of an author at most, and by time for a member who switched ranking off.
  for (let count = 0; count < 6; count++) await makePost(t, { author, content: `Kedi ${count}` });
  await t.as(reader).patch('/feed/preferences', { ranking: false });
  expect((await homeOf(reader)).map(({ content }) => content)).toEqual([
    'Kedi 5',
    'Kedi 4',
    'Kedi 3',
    expect.any(String),
    'Eski',
  ]);
});

test('a campus without a post has an empty home', async () => {
  const [reader] = (await t.members(1)) as [TestMember];
  await choose();
  expect(await homeOf(reader)).toEqual([]);
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
