import { afterAll, afterEach, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../factory.ts';
import { jobs as schedulingJobs } from './jobs.ts';
import { ScheduledPost } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let moved = 0;
const wait = (milliseconds: number) => {
  moved += milliseconds;
  t.clock.advance(milliseconds);
};
afterEach(() => {
  t.clock.advance(-moved);
  moved = 0;
});

const MINUTE = 60_000;
const two = async () => (await t.members(2)) as [TestMember, TestMember];
const inMinutes = (minutes: number) => new Date(t.ctx.clock().getTime() + minutes * MINUTE).toISOString();
/** Runs the job that the worker runs each minute. */
const runDueJob = () => schedulingJobs['content.publishDue']!(t.ctx, {});
const postsOf = async (member: TestMember) =>
  (await t.as(member).get(`/users/${member.id}/posts?replies=true`)).items as { content: string }[];

test('a scheduled post is published when it is due, and not before', async () => {
  const [ayse, bora] = await two();
  const made = await t.as(ayse).raw('POST', '/scheduled-posts', {
    body: {
      post: {
        content: `Yarın sınav var @${bora.username}`,
        poll: { options: ['a', 'b'], closesInMinutes: 5 },
      },
      scheduledFor: inMinutes(5),
    },
  });
  expect(made.status).toBe(201);
  expect(ScheduledPost.strict().parse(made.body)).toMatchObject({ status: 'waiting', failure: null });
  expect((await t.as(ayse).get('/scheduled-posts')).items).toEqual([made.body]);
  expect(await t.as(bora).get(`/scheduled-posts/${made.body.id}`)).toMatchObject({ status: 404 });

  wait(4 * MINUTE);
  await runDueJob();
  expect(await postsOf(ayse)).toEqual([]);
  wait(MINUTE);
  await runDueJob();
  const [post] = (await t.as(bora).get(`/users/${ayse.id}/posts`)).items;
  expect(post).toMatchObject({ entities: [{ userId: bora.id }], poll: { closed: false } });
  expect(Date.parse(post.poll.closesAt) - Date.parse(post.createdAt)).toBe(5 * MINUTE);
  expect((await t.as(ayse).get('/scheduled-posts')).items).toEqual([]);
});

test('with any number of workers, each post is published once', async () => {
  const [ayse] = await two();
  const contents = Array.from({ length: 6 }, (_, index) => `Zamanlı ${index}`);
  for (const content of contents) {
    await t.as(ayse).post('/scheduled-posts', { post: { content }, scheduledFor: inMinutes(2) });
  }
  wait(3 * MINUTE);
  await Promise.all(Array.from({ length: 4 }, runDueJob));
  await runDueJob();
  expect((await postsOf(ayse)).map(({ content }) => content).sort()).toEqual(contents);
});

test('a post that a killed worker had taken is published by the next', async () => {
  const [ayse] = await two();
  await t.as(ayse).post('/scheduled-posts', { post: { content: 'Dayanıklı' }, scheduledFor: inMinutes(2) });
  wait(3 * MINUTE);
  const dying = await t.ctx.pool.connect();
  await dying.query('begin');
  await dying.query('delete from content.scheduled_posts where user_id = $1', [ayse.id]);
  await runDueJob();
  expect(await postsOf(ayse)).toEqual([]);
  const { rows } = await dying.query('select pg_backend_pid() as pid');
  await t.ctx.pool.query('select pg_terminate_backend($1, 5000)', [rows[0].pid]);
  dying.release(true);
  await runDueJob();
  expect(await postsOf(ayse)).toMatchObject([{ content: 'Dayanıklı' }]);
});

test('a post that can no longer be published says why, and waits again once it is changed', async () => {
  const [ayse, bora] = await two();
  const answered = await makePost(t, { author: bora });
  const body = { post: { content: 'Yanıt', replyToId: answered.id }, scheduledFor: inMinutes(2) };
  const { id } = await t.as(ayse).post('/scheduled-posts', body);
  await t.as(bora).delete(`/posts/${answered.id}`);
  wait(3 * MINUTE);
  await runDueJob();
  const failed = await t.as(ayse).get(`/scheduled-posts/${id}`);
  expect(failed).toMatchObject({ status: 'failed', failure: 'post_not_found' });
  expect(await postsOf(ayse)).toEqual([]);

  const waiting = await t.as(ayse).patch(`/scheduled-posts/${id}`, {
    updatedAt: failed.updatedAt,
    post: { content: 'Yanıt değil artık' },
    scheduledFor: inMinutes(2),
  });
  expect(waiting).toMatchObject({ status: 'waiting', failure: null });
  wait(3 * MINUTE);
  await runDueJob();
  expect(await postsOf(ayse)).toMatchObject([{ content: 'Yanıt değil artık' }]);
});

test('a suspended member’s post is not published, but others’ posts are', async () => {
  const [ayse, bora] = await two();
  for (const member of [ayse, bora]) {
    await t.as(member).post('/scheduled-posts', { post: { content: 'Sonra' }, scheduledFor: inMinutes(2) });
  }
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [ayse.id]);
  wait(3 * MINUTE);
  await runDueJob();
  const { rows } = await t.ctx.pool.query(
    'select user_id, failure from content.scheduled_posts where user_id = any($1)',
    [[ayse.id, bora.id]],
  );
  expect(rows).toEqual([{ user_id: ayse.id, failure: 'account_suspended' }]);
});

test('published now, it is published once, and a late change is refused', async () => {
  const [ayse] = await two();
  const body = { post: { content: 'Şimdi' }, scheduledFor: inMinutes(60) };
  const { id, updatedAt } = await t.as(ayse).post('/scheduled-posts', body);
  const publish = () => t.as(ayse).raw('POST', `/scheduled-posts/${id}/publish`);
  const answers = await Promise.all([publish(), publish(), publish()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
  expect(await postsOf(ayse)).toMatchObject([{ content: 'Şimdi' }]);
  expect(await t.as(ayse).patch(`/scheduled-posts/${id}`, { updatedAt })).toMatchObject({
    code: 'scheduled_post_not_found',
  });
  expect(await t.as(ayse).delete(`/scheduled-posts/${id}`)).toMatchObject({
    code: 'scheduled_post_not_found',
  });
});

test('a change based on an outdated version is refused', async () => {
  const [ayse] = await two();
  const body = { post: { content: 'Bir' }, scheduledFor: inMinutes(60) };
  const { id, updatedAt } = await t.as(ayse).post('/scheduled-posts', body);
  const changed = await t.as(ayse).patch(`/scheduled-posts/${id}`, { updatedAt, post: { content: 'İki' } });
  expect(changed).toMatchObject({ post: { content: 'İki' }, scheduledFor: body.scheduledFor });
  expect(
    await t.as(ayse).patch(`/scheduled-posts/${id}`, { updatedAt, scheduledFor: inMinutes(30) }),
  ).toMatchObject({ status: 409, code: 'scheduled_post_changed' });
  expect((await t.as(ayse).raw('DELETE', `/scheduled-posts/${id}`)).status).toBe(204);
});

test.for([
  [0, {}, 'scheduled_time_out_of_range'],
  [367 * 24 * 60, {}, 'scheduled_time_out_of_range'],
  [5, { content: ' ' }, 'empty_post'],
  [5, { content: 'a'.repeat(281) }, 'post_too_long'],
  [5, { poll: { options: ['a', 'A'] } }, 'poll_option_repeated'],
  [5, { replyToId: '01890000-0000-7000-8000-000000000000' }, 'post_not_found'],
] as const)('in %d minutes, the post %j is refused at once', async ([minutes, part, code]) => {
  const [ayse] = await two();
  const body = { post: { content: 'Sonra', ...part }, scheduledFor: inMinutes(minutes) };
  expect(await t.as(ayse).post('/scheduled-posts', body)).toMatchObject({ code });
  expect((await t.as(ayse).get('/scheduled-posts')).items).toEqual([]);
});

test('scheduling leaves no trace of the dry run', async () => {
  const [ayse, bora] = await two();
  const answered = await makePost(t, { author: bora });
  const body = { post: { content: 'Sonra #prova', replyToId: answered.id }, scheduledFor: inMinutes(5) };
  await t.as(ayse).post('/scheduled-posts', body);
  expect((await t.as(bora).get(`/posts/${answered.id}`)).counts.replies).toBe(0);
  const { rows } = await t.ctx.pool.query(`select key from content.hashtags where key = 'prova'`);
  expect(rows).toEqual([]);
});

test('a member has fifty scheduled posts at most, also when they are created concurrently', async () => {
  const [ayse] = await two();
  const make = () =>
    t.as(ayse).raw('POST', '/scheduled-posts', {
      body: { post: { content: 'Sonra' }, scheduledFor: inMinutes(60) },
    });
  for (let index = 0; index < 48; index += 1) await make();
  const answers = await Promise.all(Array.from({ length: 4 }, make));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422]);
});
