import { afterAll, expect, onTestFinished, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeFollow } from '../social/factory.ts';

const t = await testServer();
afterAll(t.close);

const HOUR_MS = 3_600_000;
const begin = (member: TestMember, duration = 'hour') =>
  t.as(member).put('/safety/quiet-time', { duration, timeZone: 'Europe/Istanbul' });
const kinds = async (member: TestMember): Promise<string[]> =>
  (await t.as(member).get('/notifications')).items.map(({ kind }: { kind: string }) => kind).sort();
const unread = async (member: TestMember) => (await t.as(member).get('/notifications/unread')).unread;
const folder = async (member: TestMember, name: string): Promise<string[]> =>
  (await t.as(member).get(`/conversations?folder=${name}`)).items.map(({ id }: { id: string }) => id);
const write = (member: TestMember, id: string, content: string) =>
  t.as(member).raw('POST', `/conversations/${id}/messages`, { body: { clientId: content, content } });
/** An hour passes; the member signs in again. */
async function anHourLater(member: TestMember): Promise<TestMember> {
  t.clock.advance(HOUR_MS);
  onTestFinished(() => t.clock.advance(-HOUR_MS));
  const { username: identifier, password } = member;
  return { ...member, ...(await t.anyone.post('/auth/login', { identifier, password })) };
}
/** Ayşe follows Bora, not Can. */
async function three() {
  const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  await makeFollow(t, ayse, bora);
  const post = await t.as(ayse).post('/posts', { content: 'Gönderi' });
  await t.settled();
  return { ayse, bora, can, post };
}
/** Everything that would notify her. */
async function reachOut(member: TestMember, { ayse, post }: { ayse: TestMember; post: { id: string } }) {
  await t.as(member).post('/posts', { content: `Bak @${ayse.username}` });
  await t.as(member).post('/posts', { content: 'Yanıt', replyToId: post.id });
  await t.as(member).put(`/posts/${post.id}/like`);
  await t.settled();
}

test('a quiet time holds back what others do, but not those whom the member follows; afterwards all is shown', async () => {
  const scene = await three();
  const { ayse, bora, can, post } = scene;
  expect(await t.as(ayse).get('/safety/quiet-time')).toEqual({ until: null });
  await begin(ayse);
  await reachOut(can, scene);
  expect(await kinds(ayse)).toEqual([]);
  expect(await unread(ayse)).toBe(0);
  expect((await t.as(ayse).get('/auth/me')).counts?.notifications ?? 0).toBe(0);
  // He is told nothing, and what he wrote is there.
  expect((await t.as(can).get(`/posts/${post.id}`)).counts).toMatchObject({ replies: 1, likes: 1 });
  await t.as(bora).put(`/posts/${post.id}/repost`);
  await t.settled();
  expect(await kinds(ayse)).toEqual(['repost']);
  // Reading all that is shown leaves what is held back unread.
  const [newest] = (await t.as(ayse).get('/notifications')).items;
  await t.as(ayse).put('/notifications/read', { upToId: newest.id });
  const later = await anHourLater(ayse);
  expect(await t.as(later).get('/safety/quiet-time')).toEqual({ until: null });
  expect(await kinds(later)).toEqual(['like', 'mention', 'reply', 'repost']);
  expect(await unread(later)).toBe(3);
});

test('it ends at once if the member ends it, and whom the member follows then is not held back', async () => {
  const scene = await three();
  await begin(scene.ayse, 'week');
  await reachOut(scene.can, scene);
  expect(await kinds(scene.ayse)).toEqual([]);
  await makeFollow(t, scene.ayse, scene.can);
  expect(await kinds(scene.ayse)).toEqual(['like', 'mention', 'reply']);
  const other = await three();
  await begin(other.ayse, 'week');
  await reachOut(other.can, other);
  expect(await t.as(other.ayse).delete('/safety/quiet-time')).toEqual({ until: null });
  expect(await kinds(other.ayse)).toEqual(['like', 'mention', 'reply']);
});

test('messages of others are sent as always, and come afterwards', async () => {
  const { ayse, bora, can } = await three();
  const start = (from: TestMember) =>
    t.as(from).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  const known = await start(can);
  await write(can, known.id, 'Önce');
  await t.as(ayse).put(`/conversations/${known.id}/accept`);
  await t.as(ayse).put(`/conversations/${known.id}/read`, { seq: 1 });
  await begin(ayse);
  await t.settled();
  expect((await write(can, known.id, 'Orada mısın?')).status).toBe(201);
  const [eda] = (await t.members(1)) as [TestMember];
  const stranger = await start(eda);
  expect((await write(eda, stranger.id, 'Merhaba')).status).toBe(201);
  const friend = await start(bora);
  expect((await write(bora, friend.id, 'Nasılsın?')).status).toBe(201);
  await t.settled();
  expect(await folder(ayse, 'inbox')).toEqual([friend.id]);
  expect(await folder(ayse, 'requests')).toEqual([]);
  expect(await t.as(ayse).get('/conversations/unread')).toEqual({ conversations: 1, requests: 0 });
  expect(await t.as(can).get(`/conversations/${known.id}`)).toMatchObject({ othersDeliveredSeq: 1 });
  // Who opens a conversation themselves reads on there.
  expect((await t.as(ayse).get(`/conversations/${known.id}/messages`)).items).toHaveLength(2);
  await t.as(ayse).delete('/safety/quiet-time');
  await t.settled();
  expect((await folder(ayse, 'inbox')).sort()).toEqual([friend.id, known.id].sort());
  expect(await folder(ayse, 'requests')).toEqual([stranger.id]);
  expect(await t.as(ayse).get('/conversations/unread')).toEqual({ conversations: 2, requests: 1 });
});

test('by itself it ends for messages, too', async () => {
  const { ayse, can } = await three();
  await begin(ayse);
  const { id } = await t.as(can).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  await write(can, id, 'Merhaba');
  expect(await folder(ayse, 'requests')).toEqual([]);
  expect(await folder(await anHourLater(ayse), 'requests')).toEqual([id]);
});
