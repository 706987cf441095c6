import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { Report } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const send = (member: TestMember, body: object, headers: Record<string, string> = {}) =>
  t.as(member).raw('POST', '/reports', { body, headers });

test('a report of a post stores what the reporter saw and is in their list', async () => {
  const [ayse, bora] = await twoMembers();
  const post = await makePost(t, { author: bora, content: 'Kötü söz' });
  const body = { subjectType: 'post', subjectId: post.id, reason: 'harassment', comment: ' Bana yazıldı. ' };
  const created = await send(ayse, body);
  expect(created.status).toBe(201);
  expect(Report.strict().parse(created.body)).toMatchObject({
    subjectType: 'post',
    subjectId: post.id,
    reason: 'harassment',
    comment: 'Bana yazıldı.',
    status: 'open',
    resolvedAt: null,
  });
  expect((await t.as(ayse).get('/reports')).items).toEqual([created.body]);
  expect((await t.as(bora).get('/reports')).items).toEqual([]);

  await t.as(bora).delete(`/posts/${post.id}`);
  const { rows } = await t.ctx.pool.query(
    'select snapshot, subject_owner_id from moderation.reports where id = $1',
    [created.body.id],
  );
  expect(rows).toMatchObject([{ snapshot: { content: 'Kötü söz' }, subject_owner_id: bora.id }]);
});

test('a repeated report returns the open one, even if many come at once', async () => {
  const [ayse, bora] = await twoMembers();
  const body = { subjectType: 'user', subjectId: bora.id, reason: 'spam' };
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(ayse, body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  const other = await send(ayse, { ...body, reason: 'hate', comment: 'Bir daha' });
  expect(other).toMatchObject({ status: 200, body: { reason: 'spam', comment: null } });

  await t.ctx.pool.query(
    `update moderation.reports set status = 'dismissed', resolved_at = now() where reporter_id = $1`,
    [ayse.id],
  );
  expect(await send(ayse, { ...body, reason: 'hate' })).toMatchObject({
    status: 201,
    body: { reason: 'hate' },
  });
  expect((await t.as(ayse).get('/reports')).items).toMatchObject([
    { status: 'open' },
    { status: 'dismissed', resolvedAt: expect.any(String) },
  ]);
});

test('a repeated request with one key gets the same answer', async () => {
  const [ayse, bora] = await twoMembers();
  const body = { subjectType: 'user', subjectId: bora.id, reason: 'impersonation' };
  const answers = [
    await send(ayse, body, { 'idempotency-key': 'k' }),
    await send(ayse, body, { 'idempotency-key': 'k' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
});

const MISSING = '01890000-0000-7000-8000-000000000000';
const openCases = async () => {
  const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  return (await t.as(moderator).get('/admin/reports?limit=100')).items as {
    subjectId: string;
    isDeleted: boolean;
    owner: { id: string };
    post: { content: string } | null;
  }[];
};

test('a blocked member can report the author and their posts, and is shown nothing of them', async () => {
  const [ayse, bora] = await twoMembers();
  const post = await makePost(t, { author: bora, content: 'Eziyet' });
  const reply = await makePost(t, { author: bora, content: 'Yanıtta da', replyTo: post });
  const followersPost = await makePost(t, { author: bora, content: 'Takipçiye', visibility: 'followers' });
  await t.as(ayse).put(`/users/${bora.id}/follow`);
  await t.as(bora).put(`/users/${ayse.id}/block`);
  const hidden = [post, reply, followersPost];
  for (const { id } of hidden) expect((await t.as(ayse).raw('GET', `/posts/${id}`)).status).toBe(404);
  const answers = [
    ...(await Promise.all(
      hidden.map(({ id }) => send(ayse, { subjectType: 'post', subjectId: id, reason: 'harassment' })),
    )),
    await send(ayse, { subjectType: 'user', subjectId: bora.id, reason: 'harassment' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  const visibleText = JSON.stringify([answers.map(({ body }) => body), await t.as(ayse).get('/reports')]);
  for (const secret of ['Eziyet', 'Yanıtta', 'Takipçiye', bora.username])
    expect(visibleText).not.toContain(secret);
  const waiting = await openCases();
  for (const { id, content } of hidden)
    expect(waiting).toContainEqual(
      expect.objectContaining({
        subjectId: id,
        isDeleted: false,
        owner: expect.objectContaining({ id: bora.id }),
        // A post for followers is opened by a moderator with a reason.
        post: id === followersPost.id ? null : expect.objectContaining({ content }),
      }),
    );
  for (const { id } of hidden) expect((await t.as(ayse).raw('GET', `/posts/${id}`)).status).toBe(404);
});

test('a deleted post is reported with its author', async () => {
  const [ayse, bora] = await twoMembers();
  const post = await makePost(t, { author: bora });
  await t.as(bora).delete(`/posts/${post.id}`);
  expect((await send(ayse, { subjectType: 'post', subjectId: post.id, reason: 'hate' })).status).toBe(201);
  expect(await openCases()).toContainEqual(
    expect.objectContaining({
      subjectId: post.id,
      isDeleted: true,
      owner: expect.objectContaining({ id: bora.id }),
      post: expect.objectContaining({ content: '' }),
    }),
  );
});

test.for(['post', 'user'])(
  'the answer to a report of a %s does not reveal whether it exists',
  async (subjectType) => {
    const [ayse, bora] = await twoMembers();
    const post = await makePost(t, { author: bora });
    await t.as(bora).put(`/users/${ayse.id}/block`);
    const existing = await send(ayse, {
      subjectType,
      subjectId: subjectType === 'post' ? post.id : bora.id,
      reason: 'spam',
    });
    const missing = await send(ayse, { subjectType, subjectId: MISSING, reason: 'spam' });
    const withoutIds = ({ status, body }: typeof existing) => ({
      status,
      body: { ...body, id: '', subjectId: '', createdAt: '', answerBy: '' },
    });
    expect(withoutIds(missing)).toEqual(withoutIds(existing));
    expect((await send(ayse, { subjectType, subjectId: MISSING, reason: 'spam' })).status).toBe(200);
    expect((await t.as(ayse).get('/reports')).items).toHaveLength(2);

    const waiting = (await openCases()).map(({ subjectId }) => subjectId);
    expect(waiting).toContain(existing.body.subjectId);
    expect(waiting).not.toContain(MISSING);
    const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
    const path = `/admin/reports/${missing.body.id}`;
    expect((await t.as(moderator).raw('GET', path)).status).toBe(404);
    const body = { decision: 'dismiss', note: 'Yok' };
    expect((await t.as(moderator).raw('PATCH', path, { body })).status).toBe(404);
  },
);

test('own posts and oneself cannot be reported', async () => {
  const [ayse] = await twoMembers();
  const post = await makePost(t, { author: ayse });
  for (const [subjectType, subjectId] of [
    ['post', post.id],
    ['user', ayse.id],
  ]) {
    expect(await send(ayse, { subjectType, subjectId, reason: 'spam' })).toMatchObject({
      status: 422,
      body: { code: 'cannot_report_self' },
    });
  }
});

test.for([
  [{ reason: 'other' }, 422, 'comment_required'],
  [{ reason: 'other', comment: ' \n' }, 422, 'comment_required'],
  [{ comment: 'a'.repeat(1_001) }, 422, 'comment_too_long'],
  [{ comment: 'a'.repeat(20_000) }, 422, 'comment_too_long'],
  [{ comment: 'a\u0000' }, 400, 'forbidden_character'],
  [{ reason: 'boring' }, 400, 'invalid_request'],
  [{ subjectType: 'group' }, 400, 'invalid_request'],
  [{ subjectId: 'x' }, 400, 'invalid_request'],
] as const)('the report %j is refused', async ([part, status, code]) => {
  const [ayse, bora] = await twoMembers();
  const body = { subjectType: 'user', subjectId: bora.id, reason: 'spam', ...part };
  expect(await send(ayse, body)).toMatchObject({ status, body: { code } });
});

test('own reports are paged, newest first', async () => {
  const members = await t.members(4);
  const [ayse, ...others] = members as [TestMember, ...TestMember[]];
  for (const { id } of others) await send(ayse, { subjectType: 'user', subjectId: id, reason: 'spam' });
  const first = await t.as(ayse).get('/reports?limit=2');
  const second = await t.as(ayse).get(`/reports?limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ subjectId }) => subjectId)).toEqual(
    others.map(({ id }) => id).reverse(),
  );
  expect(second.nextCursor).toBeNull();
});

test('fifty reports a day are the limit', async () => {
  const limitedServer = await testServer({ RATE_LIMITS: 'on' });
  try {
    const [ayse, bora] = (await limitedServer.members(2)) as [TestMember, TestMember];
    const posts: string[] = [];
    for (let index = 0; index < 51; index += 1)
      posts.push((await makePost(limitedServer, { author: bora })).id);
    const statuses: number[] = [];
    for (const subjectId of posts) {
      const body = { subjectType: 'post', subjectId, reason: 'spam' };
      statuses.push((await limitedServer.as(ayse).raw('POST', '/reports', { body })).status);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(50);
    expect(statuses.at(-1)).toBe(429);
  } finally {
    await limitedServer.close();
  }
});
