import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makePicture } from '../../media/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../../messaging/factory.ts';
import { makeFollow } from '../../social/factory.ts';
import type { OwnDecision } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(t.ctx.clock().getTime() + hours * HOUR_MS).toISOString();
const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const act = (kind: 'mute' | 'limit-reach', id: string, body: object = {}, by = moderator) =>
  t.as(by).raw('POST', `/admin/users/${id}/${kind}`, {
    body: { reason: 'Aynı şeyi yüz kez yazdın.', rule: 'spam', until: inHours(2), ...body },
  });
const report = async (by: TestMember, subjectType: 'post' | 'user', subjectId: string) =>
  (await t.as(by).post('/reports', { subjectType, subjectId, reason: 'harassment' })).id as string;
const decide = (id: string, body: object, by = moderator) =>
  t.as(by).raw('PATCH', `/admin/reports/${id}`, { body: { note: 'Bakıldı.', ...body } });
const decisionsOf = async (member: TestMember): Promise<OwnDecision[]> =>
  (await t.as(member).get('/users/me/decisions')).items;
const restrictionsOf = async (member: TestMember) => (await t.as(member).get('/auth/me')).restrictions;
async function uphold(member: TestMember, decisionId: string | undefined): Promise<void> {
  const { id } = await t.as(member).post('/appeals', { decisionId, text: 'Haksızlık' });
  const answer = await t
    .as(admin)
    .raw('PATCH', `/admin/appeals/${id}`, { body: { outcome: 'upheld', answer: 'Haklısın' } });
  expect(answer.status).toBe(200);
}
const lastLogged = async () => {
  const { rows } = await t.ctx.pool.query('select entry from moderation.log order by seq desc limit 1');
  return JSON.parse(rows[0].entry);
};
const muted = { status: 403, body: { code: 'account_muted' } };

test('a muted member reads, reacts and appeals, and writes nothing until it ends by itself', async () => {
  const [ayse, bora] = await twoMembers();
  const own = await makePost(t, { author: ayse, content: 'Eski' });
  const theirs = await makePost(t, { author: bora });
  const direct = await makeDirect(t, ayse, bora);
  const sent = await makeMessage(t, ayse, direct, 'Selam');
  const group = await makeGroup(t, [ayse, bora]);
  const photo = await makePicture(t, ayse);
  const until = inHours(2);
  expect(await act('mute', ayse.id, { until })).toMatchObject({ status: 204 });
  expect(await restrictionsOf(ayse)).toEqual({ mutedUntil: until, limitedUntil: null });

  const as = t.as(ayse);
  const writes: [string, 'POST' | 'PATCH' | 'PUT', string, object][] = [
    ['a post', 'POST', '/posts', { content: 'Merhaba' }],
    ['a reply', 'POST', '/posts', { content: 'Evet', replyToId: theirs.id }],
    ['an edit', 'PATCH', `/posts/${own.id}`, { content: 'Yeni' }],
    ['a repost', 'PUT', `/posts/${theirs.id}/repost`, {}],
    ['a message', 'POST', `/conversations/${direct.id}/messages`, { clientId: 'bir', content: 'Hey' }],
    ['an edited message', 'PATCH', `/messages/${sent.id}`, { content: 'Hey' }],
    ['a conversation', 'POST', '/conversations', { type: 'direct', participantIds: [moderator.id] }],
    ['a display name', 'PATCH', '/users/me', { displayName: 'Başka Ad' }],
    ['a username', 'PATCH', '/users/me', { username: 'baska_ad' }],
    ['a biography', 'PATCH', '/users/me', { bio: 'Yine ben' }],
    ['a department', 'PATCH', '/users/me', { department: 'Yine ben' }],
    ['a profile picture', 'PUT', '/users/me/avatar', { mediaId: photo.id }],
    ['a name of a group', 'PATCH', `/conversations/${group.id}`, { name: 'Başka ad' }],
    ['a picture of a group', 'PATCH', `/conversations/${group.id}`, { mediaId: photo.id }],
    ['a member of a group', 'PUT', `/conversations/${group.id}/participants/${moderator.id}`, {}],
    ['an invitation', 'POST', `/conversations/${group.id}/invites`, {}],
    ['a pin', 'PUT', `/messages/${sent.id}/pin`, {}],
  ];
  for (const [name, method, path, body] of writes)
    expect(await as.raw(method, path, { body }), name).toMatchObject(muted);
  expect(await as.raw('GET', '/feed/home')).toMatchObject({ status: 200 });
  expect(await as.raw('PUT', `/posts/${theirs.id}/like`)).toMatchObject({
    status: expect.toSatisfy((s) => s < 300),
  });
  expect(await as.raw('DELETE', `/posts/${own.id}`)).toMatchObject({ status: 204 });
  const allowed: [string, 'PATCH' | 'PUT' | 'DELETE', string, object?][] = [
    ['taking the biography away', 'PATCH', '/users/me', { bio: '', isPrivate: true }],
    ['taking the picture away', 'DELETE', '/users/me/avatar'],
    ['letting admins alone write', 'PATCH', `/conversations/${group.id}`, { whoWrites: 'admins' }],
    ['leaving a group', 'DELETE', `/conversations/${group.id}/participants/${ayse.id}`],
  ];
  for (const [name, method, path, body] of allowed)
    expect(await as.raw(method, path, body === undefined ? {} : { body }), name).toMatchObject({
      status: expect.toSatisfy((s) => s < 300),
    });

  expect(await decisionsOf(ayse)).toMatchObject([
    {
      act: 'muted',
      rule: { id: 'spam' },
      reason: 'Aynı şeyi yüz kez yazdın.',
      endsAt: until,
      canAppeal: true,
    },
  ]);
  expect(await lastLogged()).toMatchObject({ act: 'muted', rule: 'spam', endsAt: until });
  await t.settled();
  expect((await as.get('/notifications')).items).toMatchObject([{ kind: 'moderation', topic: 'muted' }]);

  await t.ctx.pool.query(`update auth.users set muted_until = now() where id = $1`, [ayse.id]);
  expect(await restrictionsOf(ayse)).toEqual({ mutedUntil: null, limitedUntil: null });
  expect(await as.raw('POST', '/posts', { body: { content: 'Döndüm' } })).toMatchObject({ status: 201 });
  await makeMessage(t, ayse, direct, 'Döndüm');
});

test('an upheld appeal lifts a mute, unless another one holds', async () => {
  const [ayse, bora] = await twoMembers();
  await act('mute', ayse.id, { until: inHours(3) });
  const id = await report(bora, 'user', ayse.id);
  const until = inHours(1);
  expect(await decide(id, { decision: 'mute_author', until })).toMatchObject({
    status: 200,
    body: { decision: { outcome: 'muted', endsAt: until } },
  });
  const [second, first] = await decisionsOf(ayse);
  // The shorter one does not end the longer one, nor does it go on after that.
  expect((await restrictionsOf(ayse)).mutedUntil).toBe(first?.endsAt);
  await uphold(ayse, first?.id);
  expect((await restrictionsOf(ayse)).mutedUntil).toBe(until);
  expect(await t.as(ayse).raw('POST', '/posts', { body: { content: 'Yok' } })).toMatchObject(muted);
  await uphold(ayse, second?.id);
  expect((await restrictionsOf(ayse)).mutedUntil).toBeNull();
  expect(await t.as(ayse).raw('POST', '/posts', { body: { content: 'Var' } })).toMatchObject({ status: 201 });
});

test('staff lift a mute, which takes every decision back that it rests on and stands in the log', async () => {
  const [ayse] = await twoMembers();
  const lift = (kind: 'mute' | 'limit-reach') =>
    t.as(moderator).raw('DELETE', `/admin/users/${ayse.id}/${kind}`);
  expect(await lift('mute')).toMatchObject({ status: 204 });
  await act('mute', ayse.id, { until: inHours(1) });
  await act('mute', ayse.id, { until: inHours(3) });
  await act('limit-reach', ayse.id);
  expect((await t.as(moderator).get(`/admin/users/${ayse.id}`)).mutedUntil).not.toBeNull();
  expect(await lift('mute')).toMatchObject({ status: 204 });
  expect(await lastLogged()).toMatchObject({ act: 'mute_lifted', rule: 'spam' });
  expect(await restrictionsOf(ayse)).toEqual({ mutedUntil: null, limitedUntil: expect.any(String) });
  expect((await decisionsOf(ayse)).map(({ act: kind, reversedAt }) => [kind, reversedAt !== null])).toEqual([
    ['reach_limited', false],
    ['muted', true],
    ['muted', true],
  ]);
  expect(await lift('limit-reach')).toMatchObject({ status: 204 });
  expect(await restrictionsOf(ayse)).toEqual({ mutedUntil: null, limitedUntil: null });
});

test('a scheduled post of a muted member is not published, and stays', async () => {
  const [ayse] = await twoMembers();
  const scheduled = await t.as(ayse).post('/scheduled-posts', {
    post: { content: 'Sonra' },
    scheduledFor: inHours(1),
  });
  await act('mute', ayse.id);
  await t.ctx.pool.query(`update content.scheduled_posts set scheduled_for = now() where id = $1`, [
    scheduled.id,
  ]);
  await t.ctx.jobs.add('content.publishDue', {});
  await t.settled();
  const { items } = await t.as(ayse).get('/scheduled-posts');
  expect(items).toMatchObject([{ id: scheduled.id }]);
  expect(JSON.stringify(items)).toContain('account_muted');
});

test('limits, ranks and ends are checked', async () => {
  const [ayse, bora] = await twoMembers();
  const refused = async (
    kind: 'mute' | 'limit-reach',
    id: string,
    body: object,
    status: number,
    code: string,
  ) => expect(await act(kind, id, body)).toMatchObject({ status, body: { code } });
  await refused('mute', ayse.id, { until: inHours(24 * 8) }, 422, 'until_too_late');
  await refused('limit-reach', ayse.id, { until: inHours(24 * 91) }, 422, 'until_too_late');
  await refused('mute', ayse.id, { until: inHours(-1) }, 422, 'until_in_past');
  await refused('mute', ayse.id, { rule: 'yok' }, 422, 'unknown_rule');
  await refused('mute', admin.id, {}, 403, 'insufficient_rank');
  await refused('mute', moderator.id, {}, 422, 'cannot_target_self');
  const id = await report(bora, 'user', ayse.id);
  expect(await decide(id, { decision: 'mute_author' })).toMatchObject({
    status: 422,
    body: { code: 'until_required' },
  });
  expect(await decide(id, { decision: 'warn_content' })).toMatchObject({
    status: 422,
    body: { code: 'not_a_post' },
  });
  expect(await decide(id, { decision: 'warn', until: inHours(1) })).toMatchObject({
    status: 422,
    body: { code: 'until_without_suspension' },
  });
});

test('a limited member is found by followers alone, and their posts are in no list that others did not ask for', async () => {
  const [ayse, bora] = await twoMembers();
  const [can] = (await t.members(1)) as [TestMember];
  await makeFollow(t, bora, ayse);
  const post = await makePost(t, { author: ayse, content: 'Limonata tarifi #limonata' });
  await t.settled();
  const choose = async () => {
    await t.ctx.jobs.add('feed.computePool', {});
    await t.ctx.jobs.add('feed.computeTrends', {});
    await t.settled();
    t.clock.advance(30_000);
  };
  await choose();
  const shown = async (member: TestMember) => {
    const as = t.as(member);
    const lists = {
      search: await as.get('/search/posts?q=limonata'),
      tag: await as.get('/hashtags/limonata/posts'),
      explore: await as.get('/feed/explore?limit=50'),
      profile: await as.get(`/users/${ayse.id}/posts`),
      home: await as.get('/feed/home'),
    };
    return Object.entries(lists)
      .filter(([, { items }]) =>
        items.some((item: { id: string; post?: { id: string } }) => (item.post ?? item).id === post.id),
      )
      .map(([name]) => name);
  };
  expect(await shown(can)).toEqual(['search', 'tag', 'explore', 'profile', 'home']);
  const until = inHours(24);
  expect(await act('limit-reach', ayse.id, { until })).toMatchObject({ status: 204 });
  // At once: the pool still has the post.
  expect(await shown(can)).toEqual(['profile']);
  expect(await shown(bora)).toEqual(['search', 'tag', 'profile', 'home']);
  expect((await shown(ayse)).filter((list) => list !== 'explore')).toEqual([
    'search',
    'tag',
    'profile',
    'home',
  ]);
  expect(await restrictionsOf(ayse)).toEqual({ mutedUntil: null, limitedUntil: until });
  await choose();
  const { rows } = await t.ctx.pool.query('select from feed.pool where author_id = $1', [ayse.id]);
  expect(rows).toEqual([]);

  expect(await lastLogged()).toMatchObject({ act: 'reach_limited', endsAt: until });
  await uphold(ayse, (await decisionsOf(ayse))[0]?.id);
  await choose();
  expect(await shown(can)).toEqual(['search', 'tag', 'explore', 'profile', 'home']);
});

test('a limited reach ends by itself', async () => {
  const [ayse, bora] = await twoMembers();
  const post = await makePost(t, { author: ayse, content: 'Ayran tarifi' });
  await t.settled();
  const found = async () =>
    (await t.as(bora).get('/search/posts?q=ayran')).items.map(({ id }: { id: string }) => id);
  await act('limit-reach', ayse.id);
  expect(await found()).toEqual([]);
  await t.ctx.pool.query('update auth.users set limited_until = now() where id = $1', [ayse.id]);
  expect(await found()).toEqual([post.id]);
});

test('a forced content warning stays through edits, and goes when the appeal is upheld', async () => {
  const [ayse, bora] = await twoMembers();
  const post = await t.as(ayse).post('/posts', { content: 'Kan var', contentWarning: 'film' });
  const id = await report(bora, 'post', post.id);
  expect(await decide(id, { decision: 'warn_content', contentWarning: 'Kan ve yara' })).toMatchObject({
    status: 200,
    body: { decision: { outcome: 'content_warned' } },
  });
  const warningOf = async () => (await t.as(bora).get(`/posts/${post.id}`)).contentWarning;
  expect(await warningOf()).toBe('Kan ve yara');
  for (const contentWarning of ['', 'dizi']) {
    const edited = await t
      .as(ayse)
      .raw('PATCH', `/posts/${post.id}`, { body: { content: `Kan ${contentWarning}`, contentWarning } });
    expect(edited).toMatchObject({ status: 200, body: { contentWarning: 'Kan ve yara' } });
  }
  // Removed and brought back by an appeal, it keeps the warning.
  const removed = await report(bora, 'post', post.id);
  await decide(removed, { decision: 'remove_post' });
  const [removal, warning] = await decisionsOf(ayse);
  await uphold(ayse, removal?.id);
  expect(await warningOf()).toBe('Kan ve yara');
  expect(warning).toMatchObject({ act: 'content_warned', canAppeal: true });
  await uphold(ayse, warning?.id);
  expect(await warningOf()).toBe('film');
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { contentWarning: '' })).toMatchObject({
    contentWarning: null,
  });
});

test('without a text, the warning is the title of the rule; of two, the last one holds until both are taken back', async () => {
  const [ayse, bora] = await twoMembers();
  const post = await makePost(t, { author: ayse, content: 'Bugün kavga çıktı ve çok kötüydü' });
  await decide(await report(bora, 'post', post.id), { decision: 'warn_content', rule: 'violence' });
  const warningOf = async () => (await t.as(bora).get(`/posts/${post.id}`)).contentWarning;
  expect(await warningOf()).toBe('Şiddet yok');
  await decide(await report(bora, 'post', post.id), { decision: 'warn_content', contentWarning: 'Kavga' });
  const [second, first] = await decisionsOf(ayse);
  await uphold(ayse, second?.id);
  expect(await warningOf()).toBe('Kavga');
  await uphold(ayse, first?.id);
  expect(await warningOf()).toBeNull();
});

const writing = (member: TestMember, conversationId: string) => ({
  post: () => t.as(member).raw('POST', '/posts', { body: { content: 'Yarışan' } }),
  message: () =>
    t.as(member).raw('POST', `/conversations/${conversationId}/messages`, {
      body: { clientId: 'yarış', content: 'Yarışan' },
    }),
});

test.for(['post', 'message'] as const)('a %s that waits for a mute is refused', async (kind) => {
  const [ayse, bora] = await twoMembers();
  const direct = await makeDirect(t, ayse, bora);
  await makeMessage(t, ayse, direct, 'Selam');
  const lock = await holdLock(t, 'select from auth.users where id = $1 for update', [ayse.id]);
  const pending = writing(ayse, direct.id)[kind]();
  await lock.waitForBlocked(1);
  await lock.query(`update auth.users set muted_until = now() + interval '1 hour' where id = $1`, [ayse.id]);
  await lock.release();
  expect(await pending).toMatchObject(muted);
});

test('a mute waits for the post that is being written, and its answer means that nothing comes after it', async () => {
  const [ayse] = await twoMembers();
  // As a post in progress: its trigger holds the account.
  const lock = await holdLock(t, 'select auth.lock_unmuted_account($1)', [ayse.id]);
  const pending = act('mute', ayse.id);
  await lock.waitForBlocked(1);
  await lock.release();
  expect(await pending).toMatchObject({ status: 204 });
  expect(await t.as(ayse).raw('POST', '/posts', { body: { content: 'Sonra' } })).toMatchObject(muted);
});

test('an edit that waits for a forced warning keeps it, and a forced warning that waits for an edit comes after it', async () => {
  const [ayse, bora] = await twoMembers();
  for (const first of ['edit', 'act'] as const) {
    const post = await makePost(t, { author: ayse, content: 'Önce' });
    const id = await report(bora, 'post', post.id);
    const acts = {
      edit: () =>
        t.as(ayse).raw('PATCH', `/posts/${post.id}`, { body: { content: 'Sonra', contentWarning: 'benim' } }),
      act: () => decide(id, { decision: 'warn_content', contentWarning: 'Zorunlu' }),
    };
    const lock = await holdLock(t, 'select from content.posts where id = $1 for update', [post.id]);
    const pending = [acts[first]()];
    await lock.waitForBlocked(1);
    pending.push(acts[first === 'edit' ? 'act' : 'edit']());
    await lock.waitForBlocked(2);
    await lock.release();
    for (const answer of await Promise.all(pending)) expect(answer.status).toBe(200);
    expect(await t.as(bora).get(`/posts/${post.id}`)).toMatchObject({
      content: 'Sonra',
      contentWarning: 'Zorunlu',
    });
  }
});

test('two mutes at the same moment leave the later end', async () => {
  const [ayse] = await twoMembers();
  const [other] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const ends = [inHours(1), inHours(5)];
  const lock = await holdLock(t, 'select from auth.users where id = $1 for update', [ayse.id]);
  const pending = [act('mute', ayse.id, { until: ends[1] }), act('mute', ayse.id, { until: ends[0] }, other)];
  await lock.waitForBlocked(2);
  await lock.release();
  for (const answer of await Promise.all(pending)) expect(answer.status).toBe(204);
  expect((await restrictionsOf(ayse)).mutedUntil).toBe(ends[1]);
});
