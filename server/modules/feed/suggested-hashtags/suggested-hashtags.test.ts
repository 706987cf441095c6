import { parseEntities } from '@chitlaq/text';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makePrivate } from '../../profiles/factory.ts';
import { SuggestedHashtags } from './schemas.ts';
import { STARTERS } from './starters.ts';

let t: TestServer;
beforeEach(async () => {
  t = await testServer();
});
afterEach(() => t.close());

const suggestedTo = async (member: TestMember, query = '?limit=50') =>
  SuggestedHashtags.strict().parse(await t.as(member).get(`/feed/suggested-hashtags${query}`)).items;
const tagsOf = (items: { tag: string }[]) => items.map(({ tag }) => tag);
async function computePool(): Promise<void> {
  await t.settled();
  await t.ctx.jobs.add('feed.computePool', {});
  await t.settled();
  t.clock.advance(30_000);
}

test('a campus without a post suggests the starters of the member’s language', async () => {
  const [turk, brit] = (await t.members(2)) as [TestMember, TestMember];
  await t.ctx.pool.query(`update auth.users set locale = 'en' where id = $1`, [brit.id]);
  expect(tagsOf(await suggestedTo(turk))).toEqual(STARTERS.tr);
  expect(tagsOf(await suggestedTo(brit))).toEqual(STARTERS.en);
  expect(await suggestedTo(turk, '?limit=3')).toHaveLength(3);
});

test('what several members of the university used lately comes first, by authors; not what only others can see', async () => {
  const [reader, one, two, three, closed] = (await t.members(5)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const elsewhere = await t.members(2, { university: 'nar' });
  for (const author of [one, two, three]) await makePost(t, { author, content: '#BaharŞenliği' });
  for (const author of [one, two]) await makePost(t, { author, content: '#Kutuphane #yurtta' });
  await makePost(t, { author: one, content: '#tekkisi' });
  for (const author of [one, two])
    await makePost(t, { author, content: '#takipciye', visibility: 'followers' });
  await makePrivate(t, closed);
  for (const author of [closed, three]) await makePost(t, { author, content: '#gizliden' });
  for (const author of elsewhere) await makePost(t, { author, content: '#narda' });
  await computePool();

  const items = await suggestedTo(reader);
  expect(items.slice(0, 3)).toEqual([
    { tag: 'BaharŞenliği', source: 'common' },
    { tag: 'Kutuphane', source: 'common' },
    { tag: 'yurtta', source: 'common' },
  ]);
  // `kütüphane` is the same hashtag as #Kutuphane.
  expect(tagsOf(items)).not.toContain('kütüphane');
  for (const tag of ['tekkisi', 'takipciye', 'gizliden', 'narda']) expect(tagsOf(items)).not.toContain(tag);
});

test('followed, muted and hidden hashtags are not suggested', async () => {
  const [reader] = (await t.members(1)) as [TestMember];
  const [moderator] = await t.members(1, { roles: ['moderator'] });
  await t.as(reader).put('/hashtags/KİTAP/follow');
  await t.as(reader).post('/muted-words', { word: '#futbol' });
  await t.as(moderator as TestMember).put('/admin/hashtags/oyun/hidden', { reason: 'Bahis' });
  const tags = tagsOf(await suggestedTo(reader));
  expect(tags).toHaveLength(STARTERS.tr.length - 3);
  for (const tag of ['kitap', 'futbol', 'oyun']) expect(tags).not.toContain(tag);
});

test('trends come before what is common', async () => {
  const [reader, one, two] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  for (const author of [one, two]) await makePost(t, { author, content: '#yaygın #yükselen' });
  await t.ctx.pool.query(
    `insert into feed.trending_hashtags (scope_id, rank, key, uses, people, score, history)
     values ($1, 1, 'yukselen', 2, 2, '{"total":1,"parts":[]}', '{}')`,
    [reader.universityId],
  );
  await computePool();
  expect((await suggestedTo(reader)).slice(0, 2)).toEqual([
    { tag: 'yükselen', source: 'trending' },
    { tag: 'yaygın', source: 'common' },
  ]);
});

test('each starter is a hashtag, and none is there twice', () => {
  for (const tags of Object.values(STARTERS)) {
    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) expect(parseEntities(`#${tag}`)).toMatchObject([{ type: 'hashtag', tag }]);
  }
});
