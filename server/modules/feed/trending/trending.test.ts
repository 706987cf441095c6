import { afterEach, beforeEach, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeMute } from '../../social/factory.ts';
import { HiddenHashtagPage, Trending } from './schemas.ts';

const DAY_MS = 86_400_000;

// The posts of one test would trend in the next, so each has its own campus.
let t: TestServer;
beforeEach(async () => {
  t = await testServer();
});
afterEach(() => t.close());

const at = async (member: TestMember, scope = 'university') =>
  Trending.parse(await t.as(member).get(`/feed/trending?scope=${scope}`));
const tagsOf = (trends: Trending) => trends.hashtags.map(({ tag }) => tag);

async function compute(): Promise<void> {
  await t.ctx.jobs.add('feed.computeTrends', {});
  await t.settled();
}

/** A post of an earlier day, written directly to the database. */
async function earlierPost(author: TestMember, tag: string, daysAgo: number): Promise<void> {
  const id = idAt(Date.now() - daysAgo * DAY_MS);
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at) values ($1, $2, $3, $4, now() - make_interval(days => $5))`,
    [id, author.id, `#${tag}`, tag.length + 1, daysAgo],
  );
  await t.ctx.pool.query('insert into content.hashtags (key, tag) values ($1, $1) on conflict do nothing', [
    tag,
  ]);
  await t.ctx.pool.query('insert into content.post_hashtags (key, post_id) values ($1, $2)', [tag, id]);
}

test('a hashtag that several people use trends with its figures; one person’s many posts do not', async () => {
  const members = await t.members(4);
  for (const author of members) await makePost(t, { author, content: 'Yarın #Vize var' });
  for (let count = 0; count < 12; count++)
    await makePost(t, { author: members[0]!, content: `#reklam ${count}` });
  expect((await at(members[0]!)).hashtags).toEqual([]);
  await compute();

  const trends = await at(members[0]!);
  expect(trends.computedAt).not.toBeNull();
  expect(trends.hashtags).toMatchObject([{ tag: 'Vize', uses: 4, people: 4 }]);
  expect(trends.hashtags[0]?.history.at(-1)).toBe(4);
  expect(tagsOf(await at(members[0]!, 'all'))).toEqual(['Vize']);
});

test('university posts trend only there; posts for followers, with a warning or of a private account trend nowhere', async () => {
  const here = await t.members(4);
  const [there] = await t.members(1, { university: 'nar' });
  const [closed] = await t.members(1);
  await t.as(closed!).patch('/users/me', { isPrivate: true });
  for (const author of here) {
    await makePost(t, { author, content: '#bizimkampüs', visibility: 'university' });
    await makePost(t, { author, content: '#gizli', visibility: 'followers' });
    await t.as(author).post('/posts', { content: '#uyarı', contentWarning: 'Sınav sonuçları' });
  }
  for (const author of [here[0]!, here[1]!, closed!]) await makePost(t, { author, content: '#kapalı' });
  await compute();
  expect(tagsOf(await at(here[0]!))).toEqual(['bizimkampüs']);
  expect(tagsOf(await at(here[0]!, 'all'))).toEqual([]);
  expect(tagsOf(await at(there!))).toEqual([]);
});

test('a hashtag at its usual level scores lower than one that is new to the same number of people', async () => {
  const members = await t.members(5);
  for (let day = 1; day <= 14; day++) {
    for (const author of members) await earlierPost(author, 'gunaydin', day);
  }
  for (const author of members) await makePost(t, { author, content: '#gunaydin #kar' });
  await compute();
  const { hashtags } = await at(members[0]!);
  expect(hashtags[0]).toMatchObject({ tag: 'kar', people: 5 });
  const usual = hashtags.find(({ tag }) => tag === 'gunaydin');
  expect(usual?.score.total ?? 0).toBeLessThan((hashtags[0]?.score.total ?? 0) / 2);
});

test('a post with participants trends, each person counted once and its author never', async () => {
  const members = await t.members(6);
  const [author, ...others] = members as [TestMember, ...TestMember[]];
  const active = await makePost(t, { author, content: 'Kütüphane artık 24 saat açık' });
  const quiet = await makePost(t, { author, content: 'Merhaba' });
  for (const member of others.slice(0, 4)) {
    await t.as(member).put(`/posts/${active.id}/like`);
    await t.as(member).put(`/posts/${active.id}/repost`);
  }
  await t.as(others[0]!).put(`/posts/${quiet.id}/like`);
  await t.as(author).put(`/posts/${quiet.id}/like`);
  for (let count = 0; count < 5; count++)
    await makePost(t, { author: others[0]!, content: `${count}`, replyTo: quiet });
  await compute();

  const { posts } = await at(others[4]!);
  expect(posts).toMatchObject([{ id: active.id, reason: { kind: 'rising', people: 4 } }]);
  const { total, parts } = posts[0]!.score;
  expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(total);
});

test('trends show no hidden posts, and nothing that the viewer muted', async () => {
  const members = await t.members(6);
  const [author, blocked, muter, wordMuter, fourth, fifth] = members as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const post = await makePost(t, { author, content: 'Şenlik bu akşam #şenlik' });
  for (const member of members.slice(1)) await t.as(member).put(`/posts/${post.id}/like`);
  for (const member of [fourth, fifth]) await makePost(t, { author: member, content: '#şenlik' });
  await compute();
  await makeBlock(t, author, blocked);
  await makeMute(t, muter, author);
  await t.as(wordMuter).post('/muted-words', { word: 'şenlik' });

  expect((await at(fourth)).posts.map(({ id }) => id)).toEqual([post.id]);
  expect((await at(blocked)).posts).toEqual([]);
  expect((await at(muter)).posts).toEqual([]);
  const muted = await at(wordMuter);
  expect([muted.posts, muted.hashtags]).toEqual([[], []]);
  await t.as(author).delete(`/posts/${post.id}`);
  expect((await at(fourth)).posts).toEqual([]);
});

test('a moderator hides a hashtag from trends at once, with a log entry; repeating it changes nothing', async () => {
  const members = await t.members(3);
  const [moderator] = await t.members(1, { roles: ['moderator'] });
  const [admin] = await t.members(1, { roles: ['admin'] });
  for (const author of members) await makePost(t, { author, content: '#kumar' });
  await compute();
  expect(tagsOf(await at(members[0]!))).toEqual(['kumar']);

  for (let again = 0; again < 2; again++)
    await t.as(moderator!).put('/admin/hashtags/%23Kumar/hidden', { reason: 'Yasa dışı bahis' });
  expect(tagsOf(await at(members[0]!))).toEqual([]);
  const hidden = HiddenHashtagPage.parse(await t.as(moderator!).get('/admin/hashtags/hidden'));
  expect(hidden.items).toMatchObject([
    { tag: 'Kumar', reason: 'Yasa dışı bahis', hiddenBy: { id: moderator!.id } },
  ]);
  await compute();
  await t.as(moderator!).delete('/admin/hashtags/kumar/hidden');
  await compute();
  expect(tagsOf(await at(members[0]!))).toEqual(['kumar']);
  const log = await t.as(admin!).get('/admin/audit-log');
  const events = log.items.map(({ action }: { action: string }) => action);
  expect(events.filter((event: string) => event.startsWith('hashtag_'))).toEqual([
    'hashtag_shown',
    'hashtag_hidden',
  ]);
});

test('on a week-old campus, whose members are all new, twelve of them make a trend, and a minute-old dozen does not', async () => {
  const members = await t.members(36);
  for (const [place, { id }] of members.entries())
    await t.ctx.pool.query(
      'update auth.users set created_at = created_at - make_interval(hours => $2) where id = $1',
      [id, Math.floor((place * 7 * 24) / members.length)],
    );
  const dozen = await t.members(12);
  for (const author of members.filter((_member, place) => place % 3 === 0))
    await makePost(t, { author, content: 'Açılış şenliği #açılış' });
  for (const author of dozen) await makePost(t, { author, content: '#kampanya' });
  await compute();
  expect(tagsOf(await at(members[0]!))).toEqual(['açılış']);
});

test('an unknown scope is refused', async () => {
  const [member] = await t.members(1);
  expect(await t.as(member!).get('/feed/trending?scope=world')).toMatchObject({
    status: 400,
    code: 'invalid_request',
  });
});

test('replies below a limited post trend no further than that post’s audience', async () => {
  const here = await t.members(5);
  const [ayse, ...others] = here as [TestMember, TestMember, TestMember, TestMember, TestMember];
  const open = await makePost(t, { author: ayse });
  const near = await makePost(t, { author: ayse, visibility: 'university' });
  for (const author of others) {
    await makePost(t, { author, replyTo: open, content: '#kapanan' });
    await makePost(t, { author, replyTo: near, content: '#bizdenbize' });
  }
  await compute();
  expect(tagsOf(await at(ayse)).sort()).toEqual(['bizdenbize', 'kapanan']);
  expect(tagsOf(await at(ayse, 'all'))).toEqual(['kapanan']);
  await t.as(ayse).patch('/users/me', { isPrivate: true });
  await compute();
  for (const scope of ['university', 'all']) expect(tagsOf(await at(ayse, scope))).toEqual([]);
});
