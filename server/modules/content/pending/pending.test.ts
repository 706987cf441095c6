import { afterAll, afterEach, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePicture } from '../../media/factory.ts';
import { makePost } from '../factory.ts';
import { jobs as schedulingJobs } from '../scheduling/jobs.ts';
import { Post } from '../schemas.ts';
import { PendingPost } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let advancedMs = 0;
const wait = (milliseconds: number) => {
  advancedMs += milliseconds;
  t.clock.advance(milliseconds);
};
afterEach(() => {
  t.clock.advance(-advancedMs);
  advancedMs = 0;
});

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const send = (member: TestMember, body: object, headers: Record<string, string> = {}) =>
  t.as(member).raw('POST', '/pending-posts', { body, headers });
const undoPendingPost = (member: TestMember, id: string) =>
  t.as(member).raw('DELETE', `/pending-posts/${id}`);
const postsOf = async (member: TestMember) =>
  (await t.as(member).get(`/users/${member.id}/posts?replies=true`)).items as { content: string }[];
const pendingOf = async (member: TestMember) =>
  (await t.as(member).get('/pending-posts')).items as PendingPost[];
/** Runs the job that the worker runs when the undo window ends. */
const runPublishJob = (id: string) => schedulingJobs['content.publishPending']!(t.ctx, { id });
const runDueJob = () => schedulingJobs['content.publishDue']!(t.ctx, {});
const count = async (query: string, ...values: unknown[]) =>
  (await t.ctx.pool.query(query, values)).rows.length;

test('a pending post is published when its undo window ends, and not before', async () => {
  const [ayse, bora] = await two();
  const result = await send(ayse, { content: `Merhaba @${bora.username} #çınar` });
  expect(result.status).toBe(202);
  const pending = PendingPost.strict().parse(result.body);
  expect(pending).toMatchObject({ post: { content: `Merhaba @${bora.username} #çınar` } });
  expect(pending.publishesInMs).toBeGreaterThan(9_000);
  expect(pending.publishesInMs).toBeLessThanOrEqual(10_000);
  expect(pending.preview.entities).toMatchObject([{ userId: bora.id }, { tag: 'çınar' }]);
  expect(await pendingOf(ayse)).toMatchObject([
    { id: pending.id, preview: { content: pending.post.content } },
  ]);
  expect(await pendingOf(bora)).toEqual([]);
  expect((await t.as(ayse).get('/scheduled-posts')).items).toEqual([]);
  expect(await t.as(ayse).get(`/scheduled-posts/${pending.id}`)).toMatchObject({ status: 404 });
  expect(await t.as(ayse).delete(`/scheduled-posts/${pending.id}`)).toMatchObject({ status: 404 });
  await runDueJob();
  await t.settled();
  expect(await postsOf(ayse)).toEqual([]);

  await runPublishJob(pending.id);
  expect(await postsOf(ayse)).toMatchObject([{ content: pending.post.content }]);
  expect(await pendingOf(ayse)).toEqual([]);
  await t.settled();
  expect((await t.as(bora).get('/notifications')).items).toMatchObject([{ kind: 'mention' }]);
});

test('the job leaves the author’s device two seconds to publish first', async () => {
  const [ayse] = await two();
  const before = Date.now();
  const { id } = PendingPost.parse((await send(ayse, { content: 'Cihaz önce' })).body);
  const { rows } = await t.ctx.pool.query('select run_at from graphile_worker.jobs where key = $1', [
    `content.publishPending:${id}`,
  ]);
  expect(rows[0].run_at.getTime()).toBeGreaterThanOrEqual(before + 12_000);
});

test('a pending post is found nowhere: not in a list, count, search, notification or event', async () => {
  const [ayse, bora] = await two();
  const [moderator] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await t.as(bora).put(`/users/${ayse.id}/follow`);
  const parent = await makePost(t, { author: bora });
  await t.settled();
  const { paths } = await t.anyone.get('/openapi.json');
  const lists = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    'get' in methods && !path.includes('pending-posts') && !/event|export|openapi|readyz|metrics/.test(path)
      ? [path]
      : [],
  );
  expect(lists.length).toBeGreaterThan(60);
  const word = 'zümrütanka';
  const mentions = `${word} #${word} @${bora.username}`;
  /**
   * Every GET path, for every member, with the ids of the author and the parent post and the words of the
   * text.
   */
  const found = async () => {
    const places: string[] = [];
    for (const viewer of [bora, moderator]) {
      for (const pattern of lists) {
        for (const id of [ayse.id, parent.id]) {
          const path = pattern.replace('{tag}', word).replace(/\{[^}]+\}/g, id);
          const query = path.includes('/search') ? `?q=${word}` : '';
          const { body } = await t.as(viewer).raw('GET', `${path}${query}`);
          const text = JSON.stringify(body) ?? '';
          // A search or a hashtag page may repeat the query.
          const isMentioned =
            text.includes(mentions) || text.includes(`"replies":1`) || text.includes(`"quotes":1`);
          if (isMentioned) places.push(pattern);
        }
      }
    }
    return new Set(places);
  };
  const busEvents: string[] = [];
  const unsubscribe = await t.ctx.bus.subscribe('content.published', (payload) =>
    busEvents.push(JSON.stringify(payload)),
  );
  const jobs = async (): Promise<string[]> =>
    (await t.ctx.pool.query('select task_identifier as job from graphile_worker.jobs')).rows.map(
      ({ job }) => job,
    );
  const before = await jobs();
  const { body: pending } = await send(ayse, {
    content: mentions,
    replyToId: parent.id,
    quoteOfId: parent.id,
  });
  expect(await jobs()).toEqual([...before, 'content.publishPending']);
  await t.settled();
  expect([...(await found())]).toEqual([]);
  expect((await t.as(bora).get('/notifications')).items).not.toContainEqual(
    expect.objectContaining({ kind: expect.stringMatching(/reply|mention|quote/) }),
  );
  expect(await count('select from content.posts where author_id = $1', ayse.id)).toBe(0);
  expect(await count('select from content.hashtags where key = $1', word)).toBe(0);
  expect(busEvents).toEqual([]);

  // Once the post is published, the same search finds it: so it would have found it before.
  await runPublishJob(pending.id);
  await t.settled();
  const after = await found();
  for (const path of ['/posts/{id}/thread', '/feed/home', '/search/posts', '/hashtags/{tag}/posts'])
    expect(after).toContain(`/api/v1${path}`);
  await unsubscribe();
});

test('undone, it is a draft with all its content, and nothing else is left', async () => {
  const [ayse, bora] = await two();
  const parent = await makePost(t, { author: bora });
  const picture = await makePicture(t, ayse);
  const post = {
    content: 'Geri alınacak',
    replyToId: parent.id,
    visibility: 'followers',
    replyPolicy: 'mentioned',
    contentWarning: 'Dikkat',
    mediaIds: [picture.id],
  };
  const poll = { options: ['a', 'b'], multiple: true, closesInMinutes: 60 };
  const ways = [post, { content: 'Anketli', poll, quoteOfId: parent.id }];
  for (const way of ways) {
    const key = { 'idempotency-key': way.content };
    const { body: pending } = await send(ayse, way, key);
    const back = await undoPendingPost(ayse, pending.id);
    expect(back).toMatchObject({ status: 200, body: { post: way, draft: { post: way } } });
    expect(await pendingOf(ayse)).toEqual([]);
    await runPublishJob(pending.id);
    wait(60_000);
    await runDueJob();
    expect(await postsOf(ayse)).toEqual([]);
    expect((await t.as(ayse).get('/drafts')).items).toContainEqual(back.body.draft);
    // No text of it remains.
    expect(await send(ayse, way, key)).toMatchObject({ status: 410, body: { code: 'already_deleted' } });
    // The member changes their mind again and publishes the draft.
    const again = await t.as(ayse).raw('POST', `/drafts/${back.body.draft.id}/pending`);
    expect(again).toMatchObject({ status: 202, body: { post: way } });
    await runPublishJob(again.body.id);
    expect(await postsOf(ayse)).toMatchObject([{ content: way.content }]);
    await t
      .as(ayse)
      .delete(`/posts/${(await t.as(ayse).get(`/users/${ayse.id}/posts?replies=true`)).items[0].id}`);
  }
});

test('of a concurrent undo and publishing exactly one succeeds, and the other is refused', async () => {
  const [ayse] = await two();
  for (let round = 0; round < 12; round += 1) {
    const { body: pending } = await send(ayse, { content: `Yarış ${round}` });
    const [undone, published] = await Promise.all([
      undoPendingPost(ayse, pending.id),
      t.as(ayse).raw('POST', `/pending-posts/${pending.id}/publish`),
      runPublishJob(pending.id),
      runPublishJob(pending.id),
    ]);
    const isPublished = (await postsOf(ayse)).filter(({ content }) => content === `Yarış ${round}`).length;
    if (undone.status === 200) {
      expect(isPublished).toBe(0);
      expect(published).toMatchObject({ status: 404, body: { code: 'pending_post_not_found' } });
    } else {
      expect(undone).toMatchObject({ status: 404, body: { code: 'pending_post_not_found' } });
      expect(isPublished).toBe(1);
    }
  }
});

test('only its author gets the pictures of a pending post, under signed URLs that work before it is published', async () => {
  const [ayse, bora] = await two();
  const read = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;
  const urlsOf = ({ preview }: PendingPost) =>
    preview.media.flatMap(({ url, previewUrl }) => [url ?? '', previewUrl ?? '']);
  const pictures = [await makePicture(t, ayse), await makePicture(t, ayse)];
  const mediaIds = pictures.map(({ id }) => id);
  const key = { 'idempotency-key': 'pictures' };
  const post = { content: 'Fotoğraflı', mediaIds };
  const sent = PendingPost.parse((await send(ayse, post, key)).body);
  const repeated = PendingPost.parse((await send(ayse, post, key)).body);
  const [listed] = await pendingOf(ayse);
  for (const pending of [sent, repeated, listed!]) {
    expect(pending.preview.media.map(({ id }) => id)).toEqual(mediaIds);
    for (const url of urlsOf(pending)) {
      expect(url).toContain('signature=');
      expect(await read(url)).toBe(200);
    }
  }
  expect(await pendingOf(bora)).toEqual([]);

  // Undone, the pictures belong to the draft; they go with it.
  const { body: undone } = await undoPendingPost(ayse, sent.id);
  expect(await pendingOf(ayse)).toEqual([]);
  await t.as(ayse).delete(`/drafts/${undone.draft.id}`);
  for (const id of mediaIds) await t.as(ayse).delete(`/media/${id}`);
  await t.settled();
  for (const url of urlsOf(sent)) expect(await read(url)).toBe(404);
});

test('the pictures of a draft in its undo window work too, also after it is published', async () => {
  const [ayse] = await two();
  const read = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;
  const picture = await makePicture(t, ayse);
  const draft = await t.as(ayse).post('/drafts', { post: { content: 'Taslak', mediaIds: [picture.id] } });
  const { body: pending } = await t.as(ayse).raw('POST', `/drafts/${draft.id}/pending`);
  const { url } = pending.preview.media[0];
  expect(await read(url)).toBe(200);
  const { body: published } = await t.as(ayse).raw('POST', `/pending-posts/${pending.id}/publish`);
  expect(published.media[0].url).not.toBe(url);
  // A page that still shows the pending post keeps its picture.
  for (const shown of [url, published.media[0].url]) expect(await read(shown)).toBe(200);
});

test('another’s pending post can be neither undone nor published', async () => {
  const [ayse, bora] = await two();
  const { body: pending } = await send(ayse, { content: 'Benim' });
  expect(await undoPendingPost(bora, pending.id)).toMatchObject({ status: 404 });
  expect(await t.as(bora).raw('POST', `/pending-posts/${pending.id}/publish`)).toMatchObject({ status: 404 });
  expect(await pendingOf(ayse)).toHaveLength(1);
});

test('a post that a killed worker had taken is published within the minute', async () => {
  const [ayse] = await two();
  const { body: pending } = await send(ayse, { content: 'Dayanıklı' });
  const dying = await t.ctx.pool.connect();
  await dying.query('begin');
  await dying.query('delete from content.scheduled_posts where id = $1', [pending.id]);
  await runPublishJob(pending.id);
  expect(await postsOf(ayse)).toEqual([]);
  const { rows } = await dying.query('select pg_backend_pid() as pid');
  await t.ctx.pool.query('select pg_terminate_backend($1, 5000)', [rows[0].pid]);
  dying.release(true);
  wait(60_000);
  await runDueJob();
  await runDueJob();
  expect(await postsOf(ayse)).toMatchObject([{ content: 'Dayanıklı' }]);
});

test('a post that may no longer be published is failed among the scheduled posts, and its author is notified', async () => {
  const [ayse, bora] = await two();
  const parent = await makePost(t, { author: bora });
  const { body: pending } = await send(ayse, { content: 'Yanıt', replyToId: parent.id });
  await t.as(bora).put(`/users/${ayse.id}/block`);
  await runPublishJob(pending.id);
  expect(await postsOf(ayse)).toEqual([]);
  expect((await t.as(ayse).get('/scheduled-posts')).items).toMatchObject([
    { id: pending.id, status: 'failed', failure: 'post_not_found', post: { content: 'Yanıt' } },
  ]);
  await t.settled();
  expect((await t.as(ayse).get('/notifications')).items).toMatchObject([{ kind: 'system' }]);
});

test('a member who is suspended meanwhile publishes nothing', async () => {
  const [ayse] = await two();
  const { body: pending } = await send(ayse, { content: 'Sonra' });
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [ayse.id]);
  await runPublishJob(pending.id);
  expect(await count('select from content.posts where author_id = $1', ayse.id)).toBe(0);
  expect(
    await count(
      `select from content.scheduled_posts where id = $1 and failure = 'account_suspended'`,
      pending.id,
    ),
  ).toBe(1);
});

test('a repeated request makes one pending post, and returns the post once it is published', async () => {
  const [ayse] = await two();
  const key = { 'idempotency-key': 'k' };
  const [a, b] = await Promise.all([
    send(ayse, { content: 'Bir' }, key),
    send(ayse, { content: 'Bir' }, key),
  ]);
  expect(a).toMatchObject({ status: 202 });
  expect(b.body).toEqual(a.body);
  const published = await t.as(ayse).raw('POST', `/pending-posts/${a.body.id}/publish`);
  expect(published.status).toBe(201);
  expect(Post.strict().parse(published.body)).toMatchObject({ content: 'Bir' });
  expect(await send(ayse, { content: 'Bir' }, key)).toMatchObject({ status: 201, body: published.body });
  await t.as(ayse).delete(`/posts/${published.body.id}`);
  expect(await send(ayse, { content: 'Bir' }, key)).toMatchObject({ status: 410 });
  expect(await postsOf(ayse)).toEqual([]);
});

test.for([
  [{ content: ' ' }, 422, 'empty_post'],
  [{ content: 'a'.repeat(281) }, 422, 'post_too_long'],
  [{ content: 'Yanıt', replyToId: '01890000-0000-7000-8000-000000000000' }, 404, 'post_not_found'],
] as const)('the post %j is refused at once', async ([body, status, code]) => {
  const [ayse] = await two();
  expect(await send(ayse, body)).toMatchObject({ status, body: { code } });
  expect(await pendingOf(ayse)).toEqual([]);
});

test('members choose their undo window; for a reply it is five seconds at most', async () => {
  const [ayse, bora] = await two();
  const parent = await makePost(t, { author: bora });
  const seconds = async (part: object = {}) => {
    const { status, body } = await send(ayse, { content: 'Deneme', ...part });
    return status === 201 ? 0 : Math.round(body.publishesInMs / 1000);
  };
  const choose = (undoSeconds: number) => t.as(ayse).patch('/writing-preferences', { undoSeconds });
  expect(await t.as(ayse).get('/writing-preferences')).toMatchObject({ undoSeconds: 10 });
  expect(await seconds({ replyToId: parent.id })).toBe(5);
  expect(await seconds({ quoteOfId: parent.id })).toBe(10);
  expect(await choose(30)).toMatchObject({ undoSeconds: 30 });
  expect([await seconds(), await seconds({ replyToId: parent.id })]).toEqual([30, 5]);
  await choose(0);
  expect([await seconds(), await seconds({ replyToId: parent.id })]).toEqual([0, 0]);
  expect(await t.as(ayse).get('/writing-preferences')).toMatchObject({ undoSeconds: 0 });
  expect(await choose(7)).toMatchObject({ status: 400 });
  expect(await t.as(bora).get('/writing-preferences')).toMatchObject({ undoSeconds: 10 });
});

test('a post without undo window is published at once', async () => {
  const [ayse] = await two();
  expect((await t.as(ayse).raw('POST', '/posts', { body: { content: 'Hemen' } })).status).toBe(201);
  expect(await postsOf(ayse)).toMatchObject([{ content: 'Hemen' }]);
});

test('each pending post counts once towards the rate limit', async () => {
  const limited = await testServer({ RATE_LIMITS: 'on' });
  try {
    const [ayse] = (await limited.members(1)) as [TestMember];
    // As after 57 posts: three more are allowed.
    for (let index = 0; index < 57; index += 1)
      await limited.ctx.cache.increment(`content.posts:${ayse.id}`, 600);
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      const { status, body } = await limited
        .as(ayse)
        .raw('POST', '/pending-posts', { body: { content: `Sel ${index}` } });
      statuses.push(status);
      if (status === 202) await limited.as(ayse).raw('POST', `/pending-posts/${body.id}/publish`);
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
  } finally {
    await limited.close();
  }
});
