import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../factory.ts';
import { Draft } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];

test('a draft is saved as it is, read again and deleted', async () => {
  const [ayse, bora] = await two();
  const post = {
    content: 'a'.repeat(400),
    visibility: 'followers',
    poll: { options: ['Evet', ''] },
    contentWarning: ' ',
  };
  const made = await t.as(ayse).raw('POST', '/drafts', { body: { post } });
  expect(made.status).toBe(201);
  expect(Draft.strict().parse(made.body).post).toEqual(post);
  const { id } = made.body;
  expect(await t.as(ayse).get(`/drafts/${id}`)).toEqual(made.body);
  expect((await t.as(ayse).get('/drafts')).items).toEqual([made.body]);

  expect((await t.as(bora).get('/drafts')).items).toEqual([]);
  for (const answer of [
    await t.as(bora).get(`/drafts/${id}`),
    await t.as(bora).put(`/drafts/${id}`, { post: {}, updatedAt: made.body.updatedAt }),
    await t.as(bora).post(`/drafts/${id}/publish`),
    await t.as(bora).delete(`/drafts/${id}`),
  ]) {
    expect(answer).toMatchObject({ status: 404, code: 'draft_not_found' });
  }
  expect((await t.as(ayse).raw('DELETE', `/drafts/${id}`)).status).toBe(204);
  expect((await t.as(ayse).get('/drafts')).items).toEqual([]);
});

test('of two devices that save from the same version, the later one is refused; a repeated save counts once', async () => {
  const [ayse] = await two();
  const draft = await t.as(ayse).post('/drafts', { post: { content: 'Taslak' } });
  const save = (content: string, updatedAt: string) =>
    t.as(ayse).raw('PUT', `/drafts/${draft.id}`, { body: { post: { content }, updatedAt } });
  const answers = await Promise.all(['Bir', 'İki', 'Üç'].map((content) => save(content, draft.updatedAt)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const won = answers.find(({ status }) => status === 200)!.body;
  expect(won.updatedAt > draft.updatedAt).toBe(true);
  expect((await save(won.post.content, draft.updatedAt)).body).toEqual(won);
  expect(await t.as(ayse).get(`/drafts/${draft.id}`)).toEqual(won);
});

test('drafts are listed in pages, the newest first', async () => {
  const [ayse] = await two();
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    ids.unshift((await t.as(ayse).post('/drafts', { post: { content: `${index}` } })).id);
  }
  const first = await t.as(ayse).get('/drafts?limit=3');
  const second = await t.as(ayse).get(`/drafts?limit=3&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});

test('a published draft becomes a post and is no longer a draft; a retry with the same key publishes it once', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: bora });
  const draft = await t.as(ayse).post('/drafts', { post: { content: 'Yanıtım #sınav', replyToId: post.id } });
  const publish = () =>
    t.as(ayse).raw('POST', `/drafts/${draft.id}/publish`, { headers: { 'idempotency-key': 'bir' } });
  const answers = [await publish(), await publish()];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
  expect(answers[0]?.body).toMatchObject({ content: 'Yanıtım #sınav', replyToId: post.id });
  expect((await t.as(bora).get(`/posts/${post.id}`)).counts.replies).toBe(1);
  expect((await t.as(ayse).get('/drafts')).items).toEqual([]);
});

test('two concurrent publishings of a draft make one post', async () => {
  const [ayse] = await two();
  const draft = await t.as(ayse).post('/drafts', { post: { content: 'Bir kez' } });
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => t.as(ayse).raw('POST', `/drafts/${draft.id}/publish`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404]);
  expect((await t.as(ayse).get(`/users/${ayse.id}/posts`)).items).toHaveLength(1);
});

test('a draft that cannot be published stays a draft', async () => {
  const [ayse] = await two();
  const draft = await t.as(ayse).post('/drafts', { post: {} });
  expect(await t.as(ayse).post(`/drafts/${draft.id}/publish`)).toMatchObject({ code: 'empty_post' });
  expect(await t.as(ayse).get(`/drafts/${draft.id}`)).toEqual(draft);
});

test.for([
  [{ content: 'a\u0000b' }, 400, 'forbidden_character'],
  [{ poll: { options: ['a', '\ud83d'] } }, 400, 'forbidden_character'],
  [{ content: 'a'.repeat(20_001) }, 422, 'draft_too_large'],
  [{ visibility: 'herkes' }, 400, 'invalid_request'],
  [{ title: 'Yok' }, 400, 'invalid_request'],
] as const)('the draft %j is refused', async ([post, status, code]) => {
  const [ayse] = await two();
  expect(await t.as(ayse).post('/drafts', { post })).toMatchObject({ status, code });
});

test('a member has a hundred drafts at most, also when they are created concurrently', async () => {
  const [ayse] = await two();
  const make = () => t.as(ayse).raw('POST', '/drafts', { body: { post: { content: 'x' } } });
  for (let index = 0; index < 98; index += 1) await make();
  const answers = await Promise.all(Array.from({ length: 5 }, make));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422, 422]);
  expect(answers.find(({ status }) => status === 422)?.body.code).toBe('too_many_drafts');
});
