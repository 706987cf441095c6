import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../factory.ts';
import { Hashtag } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];
let used = 0;
/** A hashtag that no other test uses. */
const freshTag = () => {
  used += 1;
  return `Işıkçı_${used}`;
};
const at = (tag: string, rest = '') => `/hashtags/${encodeURIComponent(tag)}${rest}`;
const idsUnder = async (reader: TestMember, tag: string, query = '') =>
  (await t.as(reader).get(at(tag, `/posts${query}`))).items.map(({ id }: { id: string }) => id);

test('a hashtag is found in any spelling, with its posts, newest first', async () => {
  const [ayse, bora] = await two();
  const tag = freshTag();
  const one = await makePost(t, { author: ayse, content: `Bir #${tag}` });
  const two_ = await makePost(t, { author: bora, content: `İki #${tag.toUpperCase()}` });
  const three = await makePost(t, { author: bora, content: `Üç #${tag.toLowerCase()}`, replyTo: one });
  for (const spelling of [tag, `#${tag}`, tag.toLocaleUpperCase('tr'), tag.replaceAll('ı', 'i')]) {
    expect(await idsUnder(ayse, spelling)).toEqual([three.id, two_.id, one.id]);
    expect(Hashtag.strict().parse(await t.as(ayse).get(at(spelling)))).toEqual({
      tag,
      following: false,
      recent: { days: 7, uses: 3, people: 2, isCapped: false },
    });
  }
});

test('pages neither repeat nor skip, also with many hidden posts in between', async () => {
  const [ayse, bora] = await two();
  const tag = freshTag();
  const open: string[] = [];
  for (let index = 0; index < 60; index += 1) {
    const isOpen = index % 9 === 0;
    const visibility = isOpen ? 'public' : 'followers';
    const post = await makePost(t, { author: ayse, content: `#${tag}`, visibility });
    if (isOpen) open.unshift(post.id);
  }
  const read: string[] = [];
  let cursor = '';
  do {
    const page = await t.as(bora).get(at(tag, `/posts?limit=2${cursor && `&cursor=${cursor}`}`));
    read.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(read).toEqual(open);
  expect((await t.as(bora).get(at(tag))).recent).toMatchObject({ uses: open.length, people: 1 });
  expect((await t.as(ayse).get(at(tag))).recent).toMatchObject({ uses: 60 });
});

test('posts that are hidden, deleted, edited, muted or blocked are neither listed nor counted', async () => {
  const [ayse, bora] = await two();
  const tag = freshTag();
  const content = `#${tag}`;
  await makePost(t, { author: bora, content, visibility: 'followers' });
  const gone = await makePost(t, { author: bora, content });
  await t.as(bora).delete(`/posts/${gone.id}`);
  const changed = await makePost(t, { author: bora, content });
  await t.as(bora).patch(`/posts/${changed.id}`, { content: 'Etiketsiz' });
  const stays = await makePost(t, { author: bora, content });
  expect(await idsUnder(ayse, tag)).toEqual([stays.id]);
  for (const act of ['mute', 'block']) {
    await t.as(ayse).put(`/users/${bora.id}/${act}`);
    expect(await idsUnder(ayse, tag)).toEqual([]);
    expect((await t.as(ayse).get(at(tag))).recent).toMatchObject({ uses: 0, people: 0 });
    await t.as(ayse).delete(`/users/${bora.id}/${act}`);
    expect(await idsUnder(ayse, tag)).toEqual([stays.id]);
  }
});

test('a hashtag is followed under one key in any spelling, before anybody has used it', async () => {
  const [ayse] = await two();
  const tag = freshTag();
  expect(await t.as(ayse).put(at(tag, '/follow'))).toEqual({ following: true });
  expect(await t.as(ayse).put(at(tag.toLocaleUpperCase('tr'), '/follow'))).toEqual({ following: true });
  expect(await t.as(ayse).put(at('following', '/follow'))).toEqual({ following: true });
  expect((await t.as(ayse).get('/hashtags/following')).items).toEqual([{ tag: 'following' }, { tag }]);
  expect(await t.as(ayse).get('/hashtags/%23following')).toMatchObject({ tag: 'following', following: true });
  const { rows } = await t.ctx.pool.query(
    'select key from content.hashtag_follow_view where user_id = $1 order by id',
    [ayse.id],
  );
  expect(rows).toEqual([
    { key: tag.toLowerCase().replaceAll('ı', 'i').replaceAll('ş', 's').replace('ç', 'c') },
    { key: 'following' },
  ]);
  expect(await t.as(ayse).delete(at(tag, '/follow'))).toEqual({ following: false });
  expect(await t.as(ayse).get(at(tag))).toMatchObject({ following: false });
});

test('the followed hashtags are listed in pages, newest first, to their follower alone', async () => {
  const [ayse, bora] = await two();
  const tags = [freshTag(), freshTag(), freshTag()];
  for (const tag of tags) await t.as(ayse).put(at(tag, '/follow'));
  await t.as(ayse).delete(at(tags[1]!, '/follow'));
  await t.as(ayse).put(at(tags[1]!, '/follow'));
  const first = await t.as(ayse).get('/hashtags/following?limit=2');
  expect(first.items).toEqual([{ tag: tags[1] }, { tag: tags[2] }]);
  const last = await t.as(ayse).get(`/hashtags/following?limit=2&cursor=${first.nextCursor}`);
  expect(last).toEqual({ items: [{ tag: tags[0] }], nextCursor: null });
  expect((await t.as(bora).get('/hashtags/following')).items).toEqual([]);
});

test('a member follows two hundred hashtags at most', async () => {
  const [ayse] = await two();
  await t.ctx.pool.query(
    `insert into content.hashtag_follows (user_id, key, tag, id)
     select $1, 'dolu' || nr, 'dolu' || nr, gen_random_uuid() from generate_series(1, 199) nr`,
    [ayse.id],
  );
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((tag) => t.as(ayse).raw('PUT', `/hashtags/${tag}/follow`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  expect((await t.as(ayse).raw('PUT', '/hashtags/dolu7/follow')).status).toBe(200);
});

test.for(['123', 'iki kelime', '#', 'a-b', 'a'.repeat(51), '##a'])('"%s" is not a hashtag', async (tag) => {
  const [ayse] = await two();
  expect(await t.as(ayse).get(at(tag))).toMatchObject({ status: 422, code: 'not_a_hashtag' });
  expect(await t.as(ayse).get(at(tag, '/posts'))).toMatchObject({ status: 422 });
});

test('a tag with invisible characters is the same as without them', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const twins = ['#görün\u200cmez', '#görünmez\u{e0100}', '#görün\u3164mez', '#görün\u00admez'];
  for (const content of ['#görünmez', ...twins, '#\u3164 tek']) await makePost(t, { author: ayse, content });
  expect(await t.as(ayse).get('/hashtags/görünmez')).toMatchObject({ tag: 'görünmez', recent: { uses: 5 } });
  const { rows } = await t.ctx.pool.query(
    `select key from content.hashtags where key like 'gorun%' or key = ''`,
  );
  expect(rows).toEqual([{ key: 'gorunmez' }]);
});
