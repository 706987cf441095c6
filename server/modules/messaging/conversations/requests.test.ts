import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeFollow } from '../../social/factory.ts';

const t = await testServer();
afterAll(t.close);

/** Two strangers, and a request of the second to the first with this text. */
async function request(content: string) {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { id } = await t.as(bora).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  const sent = await t.as(bora).post(`/conversations/${id}/messages`, { clientId: 'bir', content });
  return { ayse, bora, id, sent };
}
const texts = async (member: TestMember, id: string, query = '') =>
  (await t.as(member).get(`/conversations/${id}/messages${query}`)).items.map(
    ({ content, concealed }: { content: string; concealed: boolean }) => [content, concealed],
  );

test('a request comes without its text, everywhere, until it is accepted or asked for', async () => {
  const { ayse, bora, id, sent } = await request('Selam güzellik https://example.com');
  expect(sent).toMatchObject({ content: 'Selam güzellik https://example.com', concealed: false });
  expect(await texts(ayse, id)).toEqual([['', true]]);
  expect(await texts(bora, id)).toEqual([['Selam güzellik https://example.com', false]]);
  const [listed] = (await t.as(ayse).get('/conversations?folder=requests')).items;
  expect(listed).toMatchObject({ id, request: true, lastMessage: { content: '', concealed: true } });
  expect(await t.as(ayse).get(`/messages/${sent.id}`)).toMatchObject({
    content: '',
    entities: [],
    concealed: true,
  });
  const synced = await t.as(ayse).post('/conversations/sync', { conversations: { [id]: 0 } });
  expect(synced.items).toMatchObject([{ content: '', concealed: true }]);
  expect((await t.as(ayse).get('/conversations/search?q=g%C3%BCzellik')).items).toEqual([]);
  expect((await t.as(ayse).get(`/conversations/${id}/shared?kind=link`)).items).toEqual([]);

  expect(await texts(ayse, id, '?show=request')).toEqual([['Selam güzellik https://example.com', false]]);
  expect(await t.as(ayse).get(`/messages/${sent.id}?show=request`)).toMatchObject({ concealed: false });
  await t.as(ayse).put(`/conversations/${id}/accept`);
  expect(await texts(ayse, id)).toEqual([['Selam güzellik https://example.com', false]]);
});

test('those whom the member follows, groups, and members who switched it off get the text', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await makeFollow(t, ayse, bora);
  const known = await t.as(bora).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  await t
    .as(bora)
    .post(`/conversations/${known.id}/messages`, { clientId: 'bir', content: 'Ders ne zaman?' });
  expect(await texts(ayse, known.id)).toEqual([['Ders ne zaman?', false]]);
  const stranger = await request('Merhaba');
  await t.as(stranger.ayse).patch('/safety/contact', { concealRequests: false });
  expect(await texts(stranger.ayse, stranger.id)).toEqual([['Merhaba', false]]);
});

test('a report of a concealed message contains what was written', async () => {
  const { ayse, sent } = await request('Tehdit');
  const report = { subjectType: 'message', subjectId: sent.id, reason: 'harassment' };
  expect((await t.as(ayse).raw('POST', '/reports', { body: report })).status).toBe(201);
  const { rows } = await t.ctx.pool.query(
    'select snapshot::text from moderation.reports where subject_id = $1',
    [sent.id],
  );
  expect(rows[0].snapshot).toContain('Tehdit');
});

test.for([
  ['salak', 'Sen tam bir SALAKSIN', true],
  ['salak', 's4l@k', true],
  ['salak', 'ѕ.а.l.а.k', true],
  ['salak', 'Yarın derse geliyor musun?', false],
] as const)('a request with the hidden word %s: %s', async ([word, content, isHidden]) => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await t.as(ayse).patch('/notifications/preferences', { kinds: { message: { inApp: true } } });
  await t.as(ayse).post('/muted-words', { word, scope: 'contact' });
  const { id } = await t.as(bora).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  await t.as(bora).post(`/conversations/${id}/messages`, { clientId: 'bir', content });
  const [listed] = (await t.as(ayse).get('/conversations?folder=requests')).items;
  expect(listed.hasHiddenWord).toBe(isHidden);
  // Below, a public post with the same word: hidden where it is addressed to her, and only there.
  const post = await t.as(ayse).post('/posts', { content: 'Soru' });
  const reply = await t.as(bora).post('/posts', { content, replyToId: post.id });
  await t.settled();
  const kinds = (await t.as(ayse).get('/notifications')).items.map(({ kind }: { kind: string }) => kind);
  expect(kinds.includes('reply')).toBe(!isHidden);
  const { replies } = await t.as(ayse).get(`/posts/${post.id}/thread`);
  expect(replies.items[0].mutedWord).toBe(isHidden ? word : undefined);
  expect((await t.as(ayse).get(`/posts/${reply.id}/thread`)).post.mutedWord).toBeUndefined();
});
