import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost } from '../content/factory.ts';
import { makeFollow } from '../social/factory.ts';

const t = await testServer();
afterAll(t.close);

let moderator: TestMember;
let otherModerator: TestMember;
beforeAll(async () => {
  [moderator, otherModerator] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});
const report = async (member: TestMember, subjectId: string): Promise<string> =>
  (await t.as(member).post('/reports', { subjectType: 'post', subjectId, reason: 'hate' })).id;
const read = (member: TestMember, id: string) => t.as(member).get(`/admin/reports/${id}`);
const open = (member: TestMember, id: string) =>
  t.as(member).raw('POST', `/admin/reports/${id}/open`, { body: { reason: 'Nefret söylemi bildirildi' } });
const decide = (member: TestMember, id: string) =>
  t.as(member).raw('PATCH', `/admin/reports/${id}`, { body: { decision: 'dismiss', note: 'Bakıldı' } });
const findListed = async (member: TestMember, id: string) =>
  (await t.as(member).get('/admin/reports?limit=100')).items.find((one: { id: string }) => one.id === id);

test.for(['followers', 'private account'] as const)(
  'a post that a moderator may not read (%s) is closed to them until they give a reason',
  async (kind) => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    await makeFollow(t, bora, ayse);
    if (kind === 'private account') await t.as(ayse).patch('/users/me', { isPrivate: true });
    const visibility = kind === 'followers' ? 'followers' : 'public';
    const post = await makePost(t, { author: ayse, content: 'Gizli yazı', visibility });
    const id = await report(bora, post.id);
    for (const found of [await read(moderator, id), await findListed(moderator, id)]) {
      expect(found).toMatchObject({ isRestricted: true, post: null, currentContent: null, isDeleted: false });
      expect(JSON.stringify(found)).not.toContain('Gizli');
    }
    expect((await open(moderator, id)).body).toMatchObject({
      isRestricted: true,
      post: { content: 'Gizli yazı' },
    });
    expect((await read(moderator, id)).post.content).toBe('Gizli yazı');
    expect((await read(otherModerator, id)).post).toBeNull();
    await t.settled();
    expect((await t.as(ayse).get('/notifications?kinds=moderation')).items).toMatchObject([
      { topic: 'post_reviewed' },
    ]);
  },
);

test('a public post is read without a reason, and its author is not notified', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: ayse, content: 'Açık yazı' });
  const id = await report(bora, post.id);
  expect(await read(moderator, id)).toMatchObject({ isRestricted: false, post: { content: 'Açık yazı' } });
  expect((await open(moderator, id)).status).toBe(200);
  await t.settled();
  expect((await t.as(ayse).get('/notifications?kinds=moderation')).items).toEqual([]);
  await t.as(ayse).delete(`/posts/${post.id}`);
  expect(await read(moderator, id)).toMatchObject({ isRestricted: false, isDeleted: true });
});

test('reporting a post by its id lets a moderator neither read nor decide it', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: ayse, content: 'Gizli yazı', visibility: 'followers' });
  const id = await report(moderator, post.id);
  expect(await read(moderator, id)).toMatchObject({ isRestricted: true, post: null });
  for (const answer of [await open(moderator, id), await decide(moderator, id)])
    expect(answer).toMatchObject({ status: 422, body: { code: 'own_report' } });
  // Not even if somebody else has reported it too.
  await makeFollow(t, bora, ayse);
  const second = await report(bora, post.id);
  for (const answer of [await open(moderator, second), await decide(moderator, second)])
    expect(answer).toMatchObject({ status: 422, body: { code: 'own_report' } });
  expect((await decide(otherModerator, second)).status).toBe(200);
});

test('an edit after the report is closed like the post', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await makeFollow(t, bora, ayse);
  const post = await makePost(t, { author: ayse, content: 'Önce', visibility: 'followers' });
  const id = await report(bora, post.id);
  await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Sonra gizli' });
  expect(JSON.stringify(await findListed(moderator, id))).not.toContain('Sonra');
  expect((await open(moderator, id)).body).toMatchObject({
    post: { content: 'Önce' },
    currentContent: 'Sonra gizli',
  });
});

test.for(['private account', 'reply to a narrow post', 'block', 'narrowed before it was deleted'] as const)(
  'a deleted post that a moderator could not read (%s) stays closed until they give a reason',
  async (kind) => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    await makeFollow(t, bora, ayse);
    await makeFollow(t, ayse, bora);
    if (kind === 'private account') await t.as(ayse).patch('/users/me', { isPrivate: true });
    const root =
      kind === 'reply to a narrow post'
        ? await makePost(t, { author: bora, visibility: 'followers' })
        : undefined;
    const post = await makePost(t, {
      author: ayse,
      content: 'Gizli yazı',
      ...(root ? { replyTo: root } : {}),
    });
    const id = await report(bora, post.id);
    if (kind === 'block') await t.as(ayse).put(`/users/${moderator.id}/block`);
    if (kind === 'narrowed before it was deleted')
      await t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'followers' });
    await t.as(ayse).delete(`/posts/${post.id}`);
    for (const found of [await read(moderator, id), await findListed(moderator, id)]) {
      expect(found).toMatchObject({ isRestricted: true, post: null, isDeleted: true });
      expect(JSON.stringify(found)).not.toContain('Gizli');
    }
    expect((await open(moderator, id)).body.post.content).toBe('Gizli yazı');
    if (kind === 'block') await t.as(ayse).delete(`/users/${moderator.id}/block`);
  },
);

test('a reported member does not learn who reported them', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: moderator, content: 'Benim yazım' });
  const { id } = await t.as(bora).post('/reports', {
    subjectType: 'post',
    subjectId: post.id,
    reason: 'other',
    comment: 'Bana yazdıkları',
  });
  for (const found of [await read(moderator, id), await findListed(moderator, id)]) {
    expect(found).toMatchObject({ reportCount: 1, reports: [{ reporter: null, comment: null }] });
    expect(JSON.stringify(found)).not.toContain(bora.username);
  }
  expect((await read(otherModerator, id)).reports[0]).toMatchObject({ reporter: { id: bora.id } });
});

test.for(['dismiss', 'remove_post', 'open'] as const)(
  'a moderator whose role is removed while their request (%s) waits changes nothing',
  async (action) => {
    const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
    const [former] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    await makeFollow(t, bora, ayse);
    const post = await makePost(t, { author: ayse, content: 'Gizli yazı', visibility: 'followers' });
    const id = await report(bora, post.id);
    const lock = await holdLock(t, 'select id from auth.users where id = $1 for update', [former.id]);
    const waiting =
      action === 'open'
        ? open(former, id)
        : t.as(former).raw('PATCH', `/admin/reports/${id}`, { body: { decision: action, note: 'Bakıldı' } });
    await lock.waitForBlocked(1);
    await lock.query('delete from auth.user_roles where user_id = $1', [former.id]);
    await lock.release();
    expect(await waiting).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await read(owner, id)).toMatchObject({ isDeleted: false, decision: null });
  },
);
