import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { unzip } from '../../testing/unzip.ts';
import { makePost } from '../content/factory.ts';
import { makePicture, upload } from '../media/factory.ts';
import { makeFollow } from '../social/factory.ts';

/** The campus that members come from, and the one that they come to. */
const there = await testServer({ PUBLIC_URL: 'http://localhost:4100' });
const here = await testServer();
afterAll(async () => {
  await there.close();
  await here.close();
});
type Server = typeof here;

let admin: TestMember;
beforeAll(async () => {
  [admin] = (await here.members(1, { roles: ['admin'] })) as [TestMember];
});
async function accept() {
  const { origin, archiveKeys } = JSON.parse((await there.app.inject('/.well-known/chitlaq')).body);
  const body = {
    name: 'Kaynak Kampüsü',
    origin,
    publicKeys: archiveKeys.map((key: { publicKey: string }) => key.publicKey),
  };
  return here.as(admin).raw('POST', '/admin/accepted-campuses', { body });
}
async function copyOf(t: Server, member: TestMember): Promise<Buffer> {
  await t.as(member).post('/users/me/exports', {});
  await t.settled();
  const [{ url }] = (await t.as(member).get('/users/me/exports')).items;
  return (await t.app.inject({ url, headers: { authorization: `Bearer ${member.accessToken}` } })).rawPayload;
}
async function bring(member: TestMember, copy: Buffer) {
  const {
    body: { id: mediaId },
  } = await upload(here, member, copy, 'kopya.zip');
  const answer = await here.as(member).raw('POST', '/users/me/imports', { body: { mediaId } });
  await here.settled();
  return answer;
}
const own = async (member: TestMember) => (await here.as(member).get('/users/me/imports')).items[0];
async function confirm(member: TestMember, takesProfile = true) {
  const { id } = await own(member);
  const answer = await here
    .as(member)
    .raw('POST', `/users/me/imports/${id}/confirm`, { body: { takesProfile } });
  await here.settled();
  return answer;
}
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
async function contentOf(copy: Buffer) {
  const files = await unzip(copy);
  const lines = files
    .get('data/posts.jsonl')!
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.map(({ text, at, contentWarning, files: attached = [] }) => ({
    text,
    at,
    contentWarning,
    files: attached.map(({ path, alt, fileName }: { path: string; alt: string; fileName: string }) => ({
      sha256: hash(files.get(path)!),
      alt,
      fileName,
    })),
  }));
}

test('without an accepted campus nothing is imported', async () => {
  const [ayse] = (await here.members(1)) as [TestMember];
  expect(await here.as(ayse).get('/users/me/imports')).toMatchObject({ accepted: [], items: [] });
  expect(await bring(ayse, await copyOf(there, (await there.members(1))[0]!))).toMatchObject({
    status: 403,
    body: { code: 'imports_closed' },
  });
});

test('export, empty account, import, export: the same posts and the same hashes', async () => {
  expect(await accept()).toMatchObject({ status: 200 });
  expect(await accept()).toMatchObject({ status: 409, body: { code: 'campus_exists' } });
  const [ayse, bora, can] = (await there.members(3)) as [TestMember, TestMember, TestMember];
  const picture = await makePicture(there, ayse);
  const transparent = sharp({ create: { width: 30, height: 900, channels: 4, background: '#35a07f80' } });
  const { body: tall } = await upload(there, ayse, await transparent.png().toBuffer(), 'a.png', {
    alt: 'Uzun resim',
  });
  const first = await there
    .as(ayse)
    .post('/posts', { content: `Merhaba @${bora.username} #ders`, mediaIds: [picture.id] });
  there.clock.advance(60_000);
  const second = await makePost(there, { author: ayse, content: 'Kendime yanıt', replyTo: first });
  await makePost(there, { author: ayse, content: 'Alıntım', quoteOf: second });
  await there.as(ayse).post('/posts', {
    content: 'Uyarılı',
    contentWarning: 'Uzun',
    mediaIds: [tall.id],
    visibility: 'followers',
  });
  const theirs = await makePost(there, { author: bora });
  await makePost(there, { author: ayse, content: 'Başkasına yanıt', replyTo: theirs });
  await makePost(there, {
    author: ayse,
    content: 'Anket?',
    poll: { options: ['a', 'b'], minutes: 60 } as never,
  });
  await makeFollow(there, ayse, bora);
  await makeFollow(there, ayse, can);
  await there.as(ayse).patch('/users/me', { bio: 'Biyografim' });
  const avatar = await makePicture(there, ayse);
  await there.as(ayse).put('/users/me/avatar', { mediaId: avatar.id });
  const copy = await copyOf(there, ayse);

  const [deniz, follower] = (await here.members(2)) as [TestMember, TestMember];
  await makeFollow(here, follower, deniz);
  await here.as(follower).get('/feed/home');
  expect(await bring(deniz, copy)).toMatchObject({ status: 202, body: { state: 'checking' } });
  expect(await own(deniz)).toMatchObject({
    state: 'checked',
    campus: { name: 'Kaynak Kampüsü', origin: 'http://localhost:4100' },
    username: ayse.username,
    summary: {
      posts: 4,
      files: 2,
      follows: 2,
      hasProfile: true,
      leftOut: { replies: 1, quotes: 0, polls: 1, invalid: 0 },
    },
  });
  expect((await here.as(deniz).get(`/users/${deniz.username}/posts`)).items).toEqual([]);
  expect(await confirm(deniz)).toMatchObject({ status: 202, body: { state: 'running' } });
  expect(await own(deniz)).toMatchObject({
    state: 'done',
    progress: 100,
    result: {
      posts: 4,
      files: { kept: 2, processed: 0, leftOut: 0 },
      follows: { followed: 0, waiting: 2 },
      leftOut: { replies: 1, polls: 1 },
    },
    waitingFollows: 2,
  });

  const left = ['Başkasına yanıt', 'Anket?'];
  const before = (await contentOf(copy)).filter(({ text }) => !left.includes(text));
  expect(before).toHaveLength(4);
  const again = await copyOf(here, deniz);
  expect(await contentOf(again)).toEqual(before);

  const posts = (await here.as(deniz).get(`/users/${deniz.username}/posts`)).items;
  expect(posts.at(-1)).toMatchObject({
    content: `Merhaba @${bora.username} #ders`,
    createdAt: first.createdAt,
    importedFrom: 'Kaynak Kampüsü',
    entities: [{ type: 'hashtag' }],
    counts: { replies: 1 },
  });
  const profile = await here.as(deniz).get(`/users/${deniz.username}`);
  expect(profile).toMatchObject({ bio: 'Biyografim', avatarUrl: expect.any(String), counts: { posts: 4 } });
  // It is nothing new to anybody.
  expect((await here.as(follower).get('/feed/home')).items).toEqual([]);
  expect((await here.as(follower).get('/notifications')).items).toEqual([]);
});
