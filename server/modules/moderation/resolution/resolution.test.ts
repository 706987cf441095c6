import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { Case } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'], username: 'yonetici' })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'], username: 'gozcu' })) as [TestMember];
});

const report = async (member: TestMember, subjectType: 'post' | 'user', subjectId: string, reason = 'spam') =>
  (await t.as(member).post('/reports', { subjectType, subjectId, reason })).id as string;
const decide = (member: TestMember, id: string, body: object) =>
  t.as(member).raw('PATCH', `/admin/reports/${id}`, { body: { note: 'Bakıldı.', ...body } });
const list = async (query = ''): Promise<Case[]> =>
  (await t.as(moderator).get(`/admin/reports?limit=100${query}`)).items;
const caseOf = async (subjectId: string, query = '') =>
  (await list(query)).find((item) => item.subjectId === subjectId);

test('many reports of one post are one case, with what was seen and who reported it why', async () => {
  const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const post = await makePost(t, { author: bora, content: 'Kötü söz' });
  const first = await report(ayse, 'post', post.id, 'hate');
  await t.as(bora).patch(`/posts/${post.id}`, { content: 'İyi söz' });
  await report(can, 'post', post.id, 'harassment');
  const found = await caseOf(post.id);
  expect(Case.strict().parse(found)).toMatchObject({
    id: first,
    subjectType: 'post',
    owner: { username: bora.username, status: 'active', priorViolations: 0 },
    post: { content: 'Kötü söz' },
    member: null,
    currentContent: 'İyi söz',
    isDeleted: false,
    reportCount: 2,
    reports: [
      { reporter: { id: can.id }, reason: 'harassment' },
      { reporter: { id: ayse.id }, reason: 'hate' },
    ],
    decision: null,
  });
});

const preview = {
  url: 'https://example.com/kazan',
  host: 'example.com',
  title: 'Sen de kazan',
  description: 'Kart numaran yeter',
  siteName: null,
  picture: { url: '/uploads/kart.webp', width: 288, height: 288 },
};

test('a case shows the link preview that the reporter saw, after the post has lost it or is removed', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: bora, content: `Bak: ${preview.url}` });
  await t.ctx.pool.query('update content.posts set link_preview = $1 where id = $2', [
    JSON.stringify(preview),
    post.id,
  ]);
  const id = await report(ayse, 'post', post.id);
  await t.as(bora).patch(`/posts/${post.id}`, { content: 'Masum' });
  const found = await caseOf(post.id);
  expect(Case.strict().parse(found).post).toMatchObject({ linkPreview: preview });
  const decided = await decide(moderator, id, { decision: 'remove_post' });
  expect(decided.body.post).toMatchObject({ content: post.content, linkPreview: preview });
});

test('a post without a link, and a report from before, show no preview', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: bora });
  const id = await report(ayse, 'post', post.id);
  expect((await caseOf(post.id))?.post).toMatchObject({ linkPreview: null });
  await t.ctx.pool.query(`update moderation.reports set snapshot = snapshot - 'linkPreview' where id = $1`, [
    id,
  ]);
  expect((await caseOf(post.id))?.post).toMatchObject({ content: post.content, linkPreview: null });
});

test('a dismissal resolves every open report of the subject, stores the note, and is logged', async () => {
  const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const ids = [await report(ayse, 'user', bora.id), await report(can, 'user', bora.id)];
  const answer = await decide(moderator, ids[1] ?? '', { decision: 'dismiss' });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      id: ids[0],
      reportCount: 2,
      member: { username: bora.username },
      decision: { outcome: 'dismissed', note: 'Bakıldı.', decidedBy: { username: 'gozcu' } },
    },
  });
  expect(await caseOf(bora.id)).toBeUndefined();
  expect(await caseOf(bora.id, '&status=resolved')).toEqual(answer.body);
  for (const member of [ayse, can])
    expect((await t.as(member).get('/reports')).items).toMatchObject([{ status: 'dismissed' }]);
  const log = await t.as(admin).get(`/admin/audit-log?subjectType=member&subject=${bora.id}`);
  expect(log.items).toMatchObject([
    {
      action: 'reports_resolved',
      actor: { id: moderator.id },
      details: { outcome: 'dismissed', reports: 2 },
    },
  ]);
  expect(JSON.stringify(log.items)).not.toContain('Bakıldı');
  expect(await decide(moderator, ids[0] ?? '', { decision: 'dismiss' })).toMatchObject({
    status: 409,
    body: { code: 'already_resolved' },
  });
  // It may be reported again, which creates a new case.
  await report(ayse, 'user', bora.id);
  expect(await caseOf(bora.id)).toMatchObject({ reportCount: 1, owner: { priorViolations: 0 } });
});

test('the decision removes a post, even one that the moderator cannot see', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await t.as(ayse).put(`/users/${bora.id}/follow`);
  const post = await makePost(t, { author: bora, visibility: 'followers', content: 'Yalnız takipçilere' });
  const id = await report(ayse, 'post', post.id);
  expect(await decide(moderator, id, { decision: 'remove_post' })).toMatchObject({
    status: 200,
    body: { isDeleted: true, decision: { outcome: 'post_removed' }, owner: { priorViolations: 1 } },
  });
  expect(await t.as(bora).get(`/posts/${post.id}`)).toMatchObject({ status: 404 });
  expect((await t.as(ayse).get('/reports')).items).toMatchObject([{ status: 'upheld' }]);
  const auditEntries = (await t.as(admin).get(`/admin/audit-log?subject=${post.id}`)).items;
  expect(auditEntries.map(({ action }: { action: string }) => action)).toEqual([
    'reports_resolved',
    'post_deleted_by_moderator',
  ]);
});

test('a post that its author has deleted can still be decided on', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: bora });
  const id = await report(ayse, 'post', post.id);
  await t.as(bora).delete(`/posts/${post.id}`);
  expect(await caseOf(post.id)).toMatchObject({ isDeleted: true });
  expect((await decide(moderator, id, { decision: 'remove_post' })).status).toBe(200);
});

test('an admin can suspend the author by a decision, a moderator cannot', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: bora });
  const id = await report(ayse, 'post', post.id);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const body = { decision: 'suspend_author', note: 'Üç kez uyarıldı', until };
  expect(await decide(moderator, id, body)).toMatchObject({ status: 403, body: { code: 'admin_required' } });
  expect(await decide(admin, id, { ...body, until: '2020-01-01T00:00:00.000Z' })).toMatchObject({
    status: 422,
    body: { code: 'until_in_past' },
  });
  expect((await decide(admin, id, body)).status).toBe(200);
  expect(await t.as(moderator).get(`/admin/users/${bora.id}`)).toMatchObject({
    status: 'suspended',
    suspension: { reason: 'Üç kez uyarıldı', until },
  });
});

test('a failing decision leaves report, post and member unchanged', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: admin });
  const id = await report(ayse, 'post', post.id);
  // An admin does not outrank another: the suspension fails, and the decision with it.
  const [other] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  expect(await decide(other, id, { decision: 'suspend_author' })).toMatchObject({
    status: 403,
    body: { code: 'insufficient_rank' },
  });
  expect(await decide(admin, id, { decision: 'dismiss' })).toMatchObject({
    status: 422,
    body: { code: 'own_case' },
  });
  expect(await caseOf(post.id)).toMatchObject({ id, decision: null, isDeleted: false });
  expect((await t.as(ayse).get('/reports')).items).toMatchObject([{ status: 'open' }]);
});

test.for([
  [{ decision: 'dismiss', note: '  ' }, 422, 'note_required'],
  [{ decision: 'dismiss', note: 'a'.repeat(1_001) }, 422, 'comment_too_long'],
  [{ decision: 'dismiss', note: 'a\u0000' }, 400, 'forbidden_character'],
  [{ decision: 'dismiss', until: '2030-01-01T00:00:00.000Z' }, 422, 'until_without_suspension'],
  [{ decision: 'remove_post' }, 422, 'not_a_post'],
  [{ decision: 'hide' }, 400, 'invalid_request'],
  [{ decision: 'dismiss', colour: 'red' }, 400, 'invalid_request'],
] as const)('the decision %j on a member is refused', async ([body, status, code]) => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const id = await report(ayse, 'user', bora.id);
  expect(await decide(moderator, id, body)).toMatchObject({ status, body: { code } });
});

test('of two concurrent decisions, the second is refused', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const [other] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const post = await makePost(t, { author: bora });
  const id = await report(ayse, 'post', post.id);
  const answers = await Promise.all([
    decide(moderator, id, { decision: 'remove_post' }),
    decide(other, id, { decision: 'dismiss' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { rows } = await t.ctx.pool.query('select 1 from moderation.decisions where subject_id = $1', [
    post.id,
  ]);
  expect(rows).toHaveLength(1);
});

test('cases are paged: open ones oldest first, decided ones newest first', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const postIds: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const post = await makePost(t, { author: bora });
    await report(ayse, 'post', post.id);
    postIds.push(post.id);
  }
  const listAllIds = async (query: string) => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: Case[]; nextCursor: string | null } = await t
        .as(moderator)
        .get(`/admin/reports?limit=2${query}${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map((item) => item.subjectId));
      cursor = page.nextCursor;
    }
    return seen.filter((id) => postIds.includes(id));
  };
  expect(await listAllIds('')).toEqual(postIds);
  expect(await listAllIds('&subjectType=post')).toEqual(postIds);
  expect(await listAllIds('&subjectType=user')).toEqual([]);
  for (const postId of postIds)
    await decide(moderator, (await caseOf(postId))?.id ?? '', { decision: 'dismiss' });
  expect(await listAllIds('&status=resolved')).toEqual([...postIds].reverse());
});

test('a report outlives its reporter and post, and a missing one is not found', async () => {
  const missing = '01890000-0000-7000-8000-000000000000';
  expect(await decide(moderator, missing, { decision: 'dismiss' })).toMatchObject({
    status: 404,
    body: { code: 'report_not_found' },
  });
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await report(ayse, 'user', bora.id);
  await t.ctx.pool.query(
    'update moderation.reports set reporter_id = null, subject_owner_id = null where subject_id = $1',
    [bora.id],
  );
  expect(await caseOf(bora.id)).toMatchObject({
    owner: null,
    isDeleted: true,
    reports: [{ reporter: null }],
  });
});
