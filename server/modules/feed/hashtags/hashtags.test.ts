import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { HomePage } from '../schemas.ts';

const t = await testServer();
afterAll(t.close);

const homeOf = async (member: { accessToken: string }, query = '') =>
  HomePage.parse(await t.as(member).get(`/feed/home${query}`)).items;

test('posts under a followed hashtag are in home in any spelling, with the hashtag; replies are not, and none after unfollowing it', async () => {
  const [ayse, bora] = await t.members(2);
  const post = await makePost(t, { author: bora!, content: 'Notlar geldi #SINAV #Vize' });
  await makePost(t, { author: bora!, content: 'Bende de var #sınav', replyTo: post });
  await t.as(ayse!).put('/hashtags/vize/follow');
  await t.as(ayse!).put('/hashtags/sinav/follow');

  expect(await homeOf(ayse!)).toMatchObject([{ id: post.id, followedHashtag: 'SINAV', repostedBy: null }]);
  await t.as(ayse!).delete('/hashtags/sinav/follow');
  expect(await homeOf(ayse!)).toMatchObject([{ id: post.id, followedHashtag: 'Vize' }]);
  await t.as(ayse!).delete('/hashtags/vize/follow');
  expect(await homeOf(ayse!)).toEqual([]);
});

test('a followee’s post is in home because of its author; posts of muted and blocked members, and for followers, are not', async () => {
  const [ayse, followed, muted, blocked, shy] = await t.members(5);
  await t.as(ayse!).put('/hashtags/bahar/follow');
  await makeFollow(t, ayse!, followed!);
  await makeMute(t, ayse!, muted!);
  await makeBlock(t, blocked!, ayse!);
  for (const author of [followed!, muted!, blocked!]) await makePost(t, { author, content: '#bahar' });
  await makePost(t, { author: shy!, content: '#bahar', visibility: 'followers' });
  await t.settled();
  expect(await homeOf(ayse!)).toMatchObject([{ author: { id: followed!.id }, followedHashtag: null }]);
});

test('pages neither skip nor repeat if every post is in home because of both its author and a hashtag', async () => {
  const [ayse, bora] = await t.members(2);
  await makeFollow(t, ayse!, bora!);
  await t.as(ayse!).put('/hashtags/ders/follow');
  await homeOf(ayse!);
  const made = [];
  for (let count = 0; count < 60; count++)
    made.unshift(await makePost(t, { author: bora!, content: '#ders' }));
  await t.settled();
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = HomePage.parse(await t.as(ayse!).get(`/feed/home?limit=20${cursor && `&cursor=${cursor}`}`));
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(ids).toEqual(made.map(({ id }) => id));
});
