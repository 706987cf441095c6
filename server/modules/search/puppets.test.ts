import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost } from '../content/factory.ts';
import { makeFollow } from '../social/factory.ts';

const t = await testServer();
afterAll(t.close);

let known: TestMember[];
let puppets: TestMember[];
let reader: TestMember;
beforeAll(async () => {
  known = await t.members(8);
  await t.ctx.pool.query(`update auth.users set created_at = created_at - interval '60 days'`);
  puppets = await t.members(12);
  [reader] = (await t.members(1)) as [TestMember];
});

async function settle(): Promise<void> {
  await t.settled();
  await t.ctx.jobs.add('feed.computeTrends', {});
  await t.settled();
}

test('brand-new followers do not rank an impersonator above the original', async () => {
  const [real, double] = (await t.members(2, { displayName: 'Zeliha Kartaltepe' })) as [
    TestMember,
    TestMember,
  ];
  await t.ctx.pool.query(`update auth.users set created_at = created_at - interval '60 days' where id = $1`, [
    real.id,
  ]);
  for (const member of known.slice(0, 3)) await makeFollow(t, member, real);
  for (const puppet of puppets) await makeFollow(t, puppet, double);
  await settle();
  const names = async (path: string, list: 'items' | 'users') =>
    (await t.as(reader).get(`/search/${path}?q=zeliha`))[list].map(({ id }: { id: string }) => id);
  expect(await names('users', 'items')).toEqual([real.id, double.id]);
  expect(await names('suggestions', 'users')).toEqual([real.id, double.id]);
});

test('hashtags of brand-new accounts rank below those that known members use', async () => {
  const [puppet] = puppets as [TestMember];
  await makePost(t, { author: known[0]!, content: 'Başlıyor #zürafagünleri' });
  for (const end of ['', 'a', 'b', 'c', 'd', 'e', 'f'])
    await makePost(t, { author: puppet, content: `Kampanya #züra${end}` });
  await settle();
  const first = async (path: string, list: 'items' | 'hashtags') =>
    (await t.as(reader).get(`/search/${path}?q=z%C3%BCra`))[list][0];
  expect(await first('hashtags', 'items')).toMatchObject({ tag: 'zürafagünleri' });
  expect(await first('suggestions', 'hashtags')).toMatchObject({ tag: 'zürafagünleri' });
});

test('likes, reposts and answers of brand-new accounts do not raise their posts in search', async () => {
  const real = await makePost(t, { author: known[0]!, content: 'Karaca gördüm ormanda' });
  for (const member of known.slice(1, 4)) await t.as(member).put(`/posts/${real.id}/like`);
  const pushed = await makePost(t, { author: puppets[0]!, content: 'Karaca gördüm ormanda' });
  for (const puppet of puppets.slice(1)) {
    await t.as(puppet).put(`/posts/${pushed.id}/like`);
    await t.as(puppet).put(`/posts/${pushed.id}/repost`);
    await makePost(t, { author: puppet, content: 'Evet', replyTo: pushed });
  }
  await settle();
  const { items } = await t.as(reader).get('/search/posts?q=karaca');
  expect(items.map(({ id }: { id: string }) => id)).toEqual([real.id, pushed.id]);
});

test('brand-new accounts leave room for others, however much they write', async () => {
  const real = await makePost(t, { author: known[0]!, content: 'Ceylan gördüm ormanda' });
  const written: string[] = [];
  for (let index = 0; index < 8; index++)
    for (const author of puppets.slice(0, 4))
      written.push((await makePost(t, { author, content: `Ceylan kampanyası ${index}` })).id);
  await settle();
  const ids = async (query: string): Promise<string[]> =>
    (await t.as(reader).get(`/search/posts?q=ceylan${query}`)).items.map(({ id }: { id: string }) => id);
  expect(await ids('')).toContain(real.id);
  // All of them are found, further down.
  const all = await ids('&limit=100');
  expect(all).toEqual(expect.arrayContaining(written));
  expect(new Set(all).size).toBe(all.length);
});
