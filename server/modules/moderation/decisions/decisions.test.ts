import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makePicture } from '../../media/factory.ts';
import { makeFollow } from '../../social/factory.ts';
import { OwnDecision } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});

const report = async (member: TestMember, subjectType: string, subjectId: string, reason = 'spam') =>
  (await t.as(member).post('/reports', { subjectType, subjectId, reason, comment: 'Gizli şikâyet' }))
    .id as string;
const decide = (member: TestMember, id: string, body: object) =>
  t.as(member).raw('PATCH', `/admin/reports/${id}`, { body: { note: 'Gizli not', ...body } });
const decisionsOf = async (member: Pick<TestMember, 'accessToken'>): Promise<OwnDecision[]> =>
  (await t.as(member).get('/users/me/decisions')).items;
const login = ({ username: identifier, password }: TestMember) =>
  t.anyone.post('/auth/login', { identifier, password });
const topicsOf = async (member: TestMember) => {
  await t.settled();
  return (await t.as(member).get('/notifications')).items.map(({ topic }: { topic: string }) => topic);
};

test('the author reads rule and reason of a decision, not who reported or decided, nor the note', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: bora, content: 'Kötü söz' });
  const id = await report(ayse, 'post', post.id, 'hate');
  const reason = 'Bir arkadaşını kökeni yüzünden aşağılıyorsun.';
  const decided = await decide(moderator, id, { decision: 'remove_post', rule: 'harassment', reason });
  expect(decided.body.decision).toMatchObject({ rule: 'harassment', reason, note: 'Gizli not' });
  const decisions = await decisionsOf(bora);
  expect(OwnDecision.strict().array().parse(decisions)).toMatchObject([
    {
      act: 'post_removed',
      rule: { id: 'harassment', titleEn: 'No harassment or bullying' },
      reason,
      subjectId: post.id,
      content: 'Kötü söz',
      endsAt: null,
      reversedAt: null,
      appeal: null,
      canAppeal: true,
    },
  ]);
  const seen = JSON.stringify(decisions);
  for (const hidden of ['Gizli', ayse.id, `"${ayse.username}"`, moderator.id, `"${moderator.username}"`])
    expect(seen).not.toContain(hidden);
  expect(await decisionsOf(ayse)).toEqual([]);
  expect(await topicsOf(bora)).toEqual(['post_removed']);
});

test('without a rule a decision names the one that most reports name, and its text is the reason', async () => {
  const [ayse, bora, can, derya] = (await t.members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const id = await report(ayse, 'user', derya.id, 'spam');
  await report(bora, 'user', derya.id, 'impersonation');
  await report(can, 'user', derya.id, 'impersonation');
  expect((await decide(moderator, id, { decision: 'warn' })).status).toBe(200);
  expect(await decisionsOf(derya)).toMatchObject([
    { act: 'warned', rule: { id: 'impersonation' }, reason: null, content: null },
  ]);
  expect(await topicsOf(derya)).toEqual(['warned']);
  // A warning counts as a violation; the member goes on.
  const next = await report(ayse, 'user', derya.id);
  expect((await t.as(moderator).get(`/admin/reports/${next}`)).owner).toMatchObject({
    status: 'active',
    priorViolations: 1,
  });
});

test('a rule that the campus does not have is refused, and nothing happens', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: bora });
  const id = await report(ayse, 'post', post.id);
  const unknown = { decision: 'remove_post', rule: 'no_such_rule' };
  expect(await decide(moderator, id, unknown)).toMatchObject({ status: 422, body: { code: 'unknown_rule' } });
  expect((await t.as(bora).raw('GET', `/posts/${post.id}`)).status).toBe(200);
  expect(
    await t.as(admin).put(`/admin/users/${bora.id}/suspend`, { reason: 'x', rule: 'yok' }),
  ).toMatchObject({
    code: 'unknown_rule',
  });
  expect(await decisionsOf(bora)).toEqual([]);
});

test('a dismissal is no decision about the member', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await decide(moderator, await report(ayse, 'user', bora.id), { decision: 'dismiss', reason: 'Temiz' });
  expect(await decisionsOf(bora)).toEqual([]);
  expect(await topicsOf(bora)).toEqual([]);
});

test('a moderator warns without a report, members of lower rank only and not themselves', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const warn = (by: TestMember, id: string) =>
    t.as(by).raw('POST', `/admin/users/${id}/warn`, { body: { reason: 'Kes artık', rule: 'spam' } });
  expect((await warn(moderator, bora.id)).status).toBe(204);
  expect(await decisionsOf(bora)).toMatchObject([
    { act: 'warned', reason: 'Kes artık', subjectType: 'user' },
  ]);
  expect(await warn(moderator, admin.id)).toMatchObject({ status: 403, body: { code: 'insufficient_rank' } });
  expect(await warn(moderator, moderator.id)).toMatchObject({ body: { code: 'cannot_target_self' } });
});

test('a suspended member reads why and until when, in a session that opens nothing else', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const until = new Date(t.ctx.clock().getTime() + 86_400_000).toISOString();
  await t
    .as(admin)
    .put(`/admin/users/${bora.id}/suspend`, { reason: 'Tehdit ettin', rule: 'violence', until });
  // The session from before has ended: it opens this no more than the rest.
  expect(await t.as(bora).get('/users/me/decisions')).toMatchObject({ status: 401, code: 'session_ended' });
  const session = await login(bora);
  expect(session.user.status).toBe('suspended');
  expect(await decisionsOf(session)).toMatchObject([
    { act: 'author_suspended', rule: { id: 'violence' }, reason: 'Tehdit ettin', endsAt: until },
  ]);
  expect(await t.as(session).get('/feed/home')).toMatchObject({ status: 403, code: 'account_suspended' });
  // A second suspension is another decision, and ends that session too.
  await t.as(admin).put(`/admin/users/${bora.id}/suspend`, { reason: 'Yine tehdit' });
  expect(await t.as(session).get('/users/me/decisions')).toMatchObject({ status: 401 });
  expect(await decisionsOf(await login(bora))).toMatchObject([
    { reason: 'Yine tehdit' },
    { reason: 'Tehdit ettin' },
  ]);
  await t.as(admin).put(`/admin/users/${bora.id}/restore`);
  const [last, first] = await decisionsOf(await login(bora));
  expect([last?.reversedAt, first?.reversedAt]).toEqual([expect.any(String), null]);
});

test('a suspended member is told by email, and not once it is lifted', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const mailed = async () => {
    await t.settled();
    return (await t.emails()).filter(
      ({ to, subject }) => to?.[0]?.address === bora.email && /askıya alındı/.test(subject ?? ''),
    );
  };
  await t
    .as(admin)
    .put(`/admin/users/${bora.id}/suspend`, { reason: 'Birini tehdit ettin', rule: 'violence' });
  const [mail] = await mailed();
  expect(mail?.text).toContain('Birini tehdit ettin');
  expect(mail?.text).toContain('Şiddet yok');
  expect(mail?.text).toContain('biri kaldırana kadar');
  expect(mail?.text).toContain('/sign-in');
  await t.as(admin).put(`/admin/users/${bora.id}/restore`);
  await t.as(admin).put(`/admin/users/${bora.id}/suspend`, { reason: 'Yine' });
  await t.as(admin).put(`/admin/users/${bora.id}/restore`);
  expect(await mailed()).toHaveLength(1);
});

test('a suspended member who forgot the password sets another one, and is still suspended', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  await t.as(admin).put(`/admin/users/${bora.id}/suspend`, { reason: 'Tehdit' });
  await t.anyone.post('/auth/password/forgot', { email: bora.email });
  await t.settled();
  const links = (await t.emails()).filter(({ to }) => to?.[0]?.address === bora.email);
  const token = links.map(({ text }) => /token=([\w-]+)/.exec(text ?? '')?.[1]).find(Boolean);
  const password = 'mor kestane bulut 72';
  expect((await t.anyone.raw('POST', '/auth/password/reset', { body: { token, password } })).status).toBe(
    204,
  );
  expect(await login({ ...bora, password })).toMatchObject({ user: { status: 'suspended' } });
});

test('a removed post is gone for everybody, stays 30 days and is then erased with its pictures', async () => {
  const [bora, can] = (await t.members(2)) as [TestMember, TestMember];
  await makeFollow(t, can, bora);
  const picture = await makePicture(t, bora);
  const post = await t.as(bora).post('/posts', { content: 'Resimli #kampus', mediaIds: [picture.id] });
  await t.as(can).put(`/posts/${post.id}/like`);
  await t.settled();
  // From the menu of the post, without a report.
  expect((await t.as(moderator).raw('DELETE', `/posts/${post.id}`)).status).toBe(204);
  expect((await t.as(bora).raw('GET', `/posts/${post.id}`)).status).toBe(404);
  await t.settled();
  expect(await decisionsOf(bora)).toMatchObject([
    { act: 'post_removed', rule: { id: 'other' }, subjectId: post.id },
  ]);
  expect((await t.as(can).get('/feed/home')).items).toEqual([]);
  expect((await t.as(can).get('/search/posts?q=Resimli')).items).toEqual([]);
  const { rows } = await t.ctx.pool.query('select content, length from content.posts where id = $1', [
    post.id,
  ]);
  expect(rows).toEqual([{ content: '', length: 0 }]);

  const filesLeft = async () =>
    (await t.ctx.pool.query('select id from media.files where id = $1', [picture.id])).rows.length;
  const erase = async () => {
    await t.ctx.jobs.add('content.eraseHidden', {});
    await t.settled();
  };
  await erase();
  expect(await filesLeft()).toBe(1);
  t.clock.advance(31 * 86_400_000);
  await erase();
  expect(await filesLeft()).toBe(0);
  const left = await t.ctx.pool.query(
    `select post_id from content.hidden_posts where post_id = $1 union all
     select post_id from content.likes where post_id = $1 union all
     select post_id from content.post_hashtags where post_id = $1`,
    [post.id],
  );
  expect(left.rows).toEqual([]);
});
