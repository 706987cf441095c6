import { afterAll, expect, test } from 'vitest';
import { openContext } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { loadViewer, makePost } from '../factory.ts';
import { PostHistory } from './schemas.ts';
import { edit } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'test.edited': Events['content.edited'];
  }
}

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];

test('an edited post shows the new text, and its history keeps the old one', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, content: 'Sınav salı günü #sınav' });
  const edited = await t.as(ayse).patch(`/posts/${post.id}`, {
    content: `Sınav çarşamba @${bora.username} #Vize`,
    contentWarning: 'sınav',
  });
  expect(edited).toMatchObject({
    id: post.id,
    content: `Sınav çarşamba @${bora.username} #Vize`,
    contentWarning: 'sınav',
    createdAt: post.createdAt,
    entities: [{ type: 'mention', userId: bora.id }, { type: 'hashtag' }],
  });
  expect(edited.editedAt > post.createdAt).toBe(true);
  expect(await t.as(bora).get(`/posts/${post.id}`)).toEqual(edited);

  const history = PostHistory.parse(await t.as(bora).get(`/posts/${post.id}/history`));
  expect(history.items).toMatchObject([
    { version: 2, content: edited.content, contentWarning: 'sınav', writtenAt: edited.editedAt },
    { version: 1, content: post.content, contentWarning: null, writtenAt: post.createdAt },
  ]);
  const { rows } = await t.ctx.pool.query('select key from content.post_hashtags where post_id = $1', [
    post.id,
  ]);
  expect(rows).toEqual([{ key: 'vize' }]);
});

test('a repeated change makes no version, and neither does a change of the reply policy', async () => {
  const [ayse] = await two();
  const post = await makePost(t, { author: ayse });
  const first = await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Düzeltildi' });
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Düzeltildi' })).toEqual(first);
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { replyPolicy: 'nobody' })).toEqual({
    ...first,
    replyPolicy: 'nobody',
  });
  expect((await t.as(ayse).get(`/posts/${post.id}/history`)).items).toHaveLength(2);
});

test('a new reply policy applies to an existing thread: old replies stay, new ones are refused', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post });
  await t.as(ayse).patch(`/posts/${post.id}`, { replyPolicy: 'nobody' });
  const answer = { content: 'Bir daha', replyToId: post.id };
  expect(await t.as(bora).post('/posts', answer)).toMatchObject({ status: 403, code: 'reply_not_allowed' });
  expect((await t.as(bora).get(`/posts/${post.id}/thread`)).replies.items).toMatchObject([{ id: reply.id }]);
  await t.as(ayse).patch(`/posts/${post.id}`, { replyPolicy: 'everyone' });
  expect((await t.as(bora).raw('POST', '/posts', { body: answer })).status).toBe(201);
});

test('the audience narrows and never widens, and the mentions follow it', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, content: `@${bora.username} bak` });
  expect(post.entities).toHaveLength(1);
  const narrowed = await t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'followers' });
  expect(narrowed).toMatchObject({ visibility: 'followers', entities: [], editedAt: null });
  expect(await t.as(bora).get(`/posts/${post.id}`)).toMatchObject({ code: 'post_not_found' });
  expect(await t.as(bora).get(`/posts/${post.id}/history`)).toMatchObject({ code: 'post_not_found' });
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'university' })).toMatchObject({
    status: 422,
    code: 'visibility_only_narrows',
  });
});

test('only the author edits, and a hidden post answers like a missing one', async () => {
  const [ayse, bora] = await two();
  const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const post = await makePost(t, { author: ayse });
  for (const other of [bora, moderator]) {
    expect(await t.as(other).patch(`/posts/${post.id}`, { content: 'Ele geçirdim' })).toMatchObject({
      status: 403,
      code: 'not_your_post',
    });
  }
  await t.as(ayse).put(`/users/${bora.id}/block`);
  expect(await t.as(bora).patch(`/posts/${post.id}`, { content: 'x' })).toMatchObject({ status: 404 });
  expect((await t.as(ayse).get(`/posts/${post.id}`)).content).toBe(post.content);
});

test.for([
  [{ content: ' ' }, 422, 'empty_post'],
  [{ content: 'a'.repeat(281) }, 422, 'post_too_long'],
  [{ content: 'a\u0000' }, 400, 'forbidden_character'],
  [{ contentWarning: 'a'.repeat(101) }, 422, 'content_warning_too_long'],
  [{ poll: null }, 400, 'invalid_request'],
] as const)('the change %j is refused', async ([changes, status, code]) => {
  const [ayse] = await two();
  const post = await makePost(t, { author: ayse });
  expect(await t.as(ayse).patch(`/posts/${post.id}`, changes)).toMatchObject({ status, code });
});

test('of two devices that edit the same version, the later one is refused', async () => {
  const [ayse] = await two();
  const post = await makePost(t, { author: ayse });
  const answers = await Promise.all(
    ['Bir', 'İki', 'Üç', 'Dört'].map((content) =>
      t.as(ayse).raw('PATCH', `/posts/${post.id}`, { body: { content, ifEditedAt: null } }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  const won = answers.find(({ status }) => status === 200);
  expect(await t.as(ayse).get(`/posts/${post.id}`)).toEqual(won?.body);
});

test('concurrent edits leave a history without gap or loss', async () => {
  const [ayse] = await two();
  const post = await makePost(t, { author: ayse, content: 'Sürüm 0' });
  const texts = Array.from({ length: 8 }, (_, index) => `Sürüm ${index + 1} #etiket${index}`);
  await Promise.all(texts.map((content) => t.as(ayse).patch(`/posts/${post.id}`, { content })));
  const { items } = PostHistory.parse(await t.as(ayse).get(`/posts/${post.id}/history`));
  expect(items.map(({ version }) => version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(items.map(({ content }) => content).sort()).toEqual(['Sürüm 0', ...texts].sort());
  const moments = items.map(({ writtenAt }) => writtenAt);
  expect(moments).toEqual([...new Set(moments)].sort().reverse());
  const { rows } = await t.ctx.pool.query('select key from content.post_hashtags where post_id = $1', [
    post.id,
  ]);
  expect(items[0]?.content).toContain(rows[0].key);
  expect(rows).toHaveLength(1);
});

test('a post is edited fifty times at most', async () => {
  const [ayse] = await two();
  const post = await makePost(t, { author: ayse });
  for (let index = 1; index <= 50; index += 1) {
    const body = { content: `Düzeltme ${index}` };
    expect((await t.as(ayse).raw('PATCH', `/posts/${post.id}`, { body })).status).toBe(200);
  }
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Elli bir' })).toMatchObject({
    status: 422,
    code: 'too_many_versions',
  });
  expect((await t.as(ayse).get(`/posts/${post.id}/history`)).items).toHaveLength(51);
});

test('a deleted post leaves no history', async () => {
  const [ayse] = await two();
  const post = await makePost(t, { author: ayse });
  await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Düzeltildi' });
  await t.as(ayse).delete(`/posts/${post.id}`);
  expect(await t.as(ayse).get(`/posts/${post.id}/history`)).toMatchObject({ code: 'post_not_found' });
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Geri' })).toMatchObject({ status: 404 });
  const { rowCount } = await t.ctx.pool.query('select from content.post_history where post_id = $1', [
    post.id,
  ]);
  expect(rowCount).toBe(0);
});

test('a post that is edited and deleted concurrently leaves none of its text', async () => {
  const [ayse, bora] = await two();
  for (let round = 0; round < 10; round += 1) {
    const post = await makePost(t, { author: ayse, content: `Giden #giden @${bora.username}` });
    const body = { content: `Değişen #değişen @${bora.username}` };
    const answers = await Promise.all([
      t.as(ayse).raw('PATCH', `/posts/${post.id}`, { body }),
      t.as(ayse).raw('DELETE', `/posts/${post.id}`),
      t.as(bora).raw('POST', '/posts', { body: { content: 'Yanıt', replyToId: post.id } }),
    ]);
    expect([200, 404]).toContain(answers[0].status);
    expect(answers[1].status).toBe(204);
    const { rows } = await t.ctx.pool.query(
      `select post.content,
         (select count(*) from content.post_history where post_id = post.id)
         + (select count(*) from content.post_hashtags where post_id = post.id)
         + (select count(*) from content.post_mentions where post_id = post.id) as left
       from content.posts post where id = $1`,
      [post.id],
    );
    expect(rows).toEqual([{ content: '', left: 0 }]);
  }
});

test('an edit notifies only the newly mentioned members', async () => {
  const [ayse, bora] = await two();
  const [can] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: ayse, content: `@${bora.username} gel` });
  const { config, secrets, log, pool } = t.ctx;
  const subscriptions = { 'content.edited': ['test.edited'] } as const;
  const ctx = await openContext({ config, secrets, log, name: 'told', subscriptions });
  const viewer = await loadViewer(t, ayse);
  await edit(ctx, viewer, post.id, { content: `@${bora.username} @${can.username} gelin` });
  await edit(ctx, viewer, post.id, { replyPolicy: 'nobody' });
  await ctx.close();
  const { rows } = await pool.query(
    `select payload from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
     where task.identifier = 'test.edited'`,
  );
  expect(rows).toEqual([
    { payload: { postId: post.id, authorId: ayse.id, mentioned: [can.id], isRewritten: false } },
  ]);
});

test('an edit whose transaction was rolled back is never read', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, content: 'Önce' });
  const rolledBack = t.ctx.transaction(async (tx) => {
    await edit(tx, await loadViewer(t, ayse), post.id, { content: 'Geri alındı' });
    throw new Error('taken back');
  });
  await expect(rolledBack).rejects.toThrow('taken back');
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Sonra' })).toMatchObject({
    content: 'Sonra',
  });
  expect(await t.as(bora).get(`/posts/${post.id}`)).toMatchObject({ content: 'Sonra' });
});
