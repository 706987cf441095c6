import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makePicture } from '../../media/factory.ts';
import { OwnAppeal, type OwnDecision } from '../decisions/schemas.ts';
import { Appeal } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let otherAdmin: TestMember;
let moderator: TestMember;
let otherModerator: TestMember;
beforeAll(async () => {
  [admin, otherAdmin] = (await t.members(2, { roles: ['admin'] })) as [TestMember, TestMember];
  [moderator, otherModerator] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});

type Session = Pick<TestMember, 'accessToken'>;
const member = async () => (await t.members(1))[0] as TestMember;
const login = async ({ username: identifier, password }: TestMember) =>
  t.anyone.post('/auth/login', { identifier, password });
const decisionsOf = async (session: Session): Promise<OwnDecision[]> =>
  (await t.as(session).get('/users/me/decisions')).items;
const lastDecision = async (session: Session) => (await decisionsOf(session))[0] as OwnDecision;
const appeal = (session: Session, decisionId: string) =>
  t.as(session).raw('POST', '/appeals', { body: { decisionId, text: 'Yanlış anlaşıldım.' } });
const decide = (by: TestMember, id: string, outcome: 'upheld' | 'rejected') =>
  t.as(by).raw('PATCH', `/admin/appeals/${id}`, { body: { outcome, answer: 'Baktık.' } });
const suspend = (by: TestMember, of: TestMember, body: object = {}) =>
  t.as(by).raw('PUT', `/admin/users/${of.id}/suspend`, { body: { reason: 'Tehdit', ...body } });

/** A post of a new member that `by` removed after a report. */
async function removedPost(by: TestMember, input: { mediaIds?: string[]; author?: TestMember } = {}) {
  const { author = await member(), mediaIds = [] } = input;
  const reporter = await member();
  const post = await t.as(author).post('/posts', { content: 'Sınavdan kaldım #final', mediaIds });
  const body = { subjectType: 'post', subjectId: post.id, reason: 'cheating' };
  const { id } = await t.as(reporter).post('/reports', body);
  return {
    author,
    reporter,
    post,
    reportId: id as string,
    remove: () =>
      t.as(by).raw('PATCH', `/admin/reports/${id}`, {
        body: { decision: 'remove_post', note: 'İlan sandım', reason: 'Sınav sorusu satıyorsun' },
      }),
  };
}

/** An appeal against a removed post. */
async function postAppeal(by: TestMember) {
  const removed = await removedPost(by);
  await removed.remove();
  const { body } = await appeal(removed.author, (await lastDecision(removed.author)).id);
  return { ...removed, id: body.id as string };
}

/** An appeal of a new member whom `by` suspended. */
async function suspensionAppeal(by: TestMember, until?: string) {
  const suspended = await member();
  await suspend(by, suspended, until === undefined ? {} : { until });
  const session = await login(suspended);
  const decision = await lastDecision(session);
  const { body } = await appeal(session, decision.id);
  return { suspended, session, decision, id: body.id as string };
}

test('an upheld appeal brings a post back as it was, and its author is told', async () => {
  const author = await member();
  const reader = await member();
  const picture = await makePicture(t, author);
  const removed = await removedPost(moderator, { author, mediaIds: [picture.id] });
  const { post } = removed;
  const reply = await makePost(t, { author: reader, content: 'Geçmiş olsun', replyTo: post });
  await t.as(reader).put(`/posts/${post.id}/like`);
  await t.settled();
  const before = await t.as(reader).get(`/posts/${post.id}`);
  expect(before).toMatchObject({ counts: { likes: 1, replies: 1 } });
  const postCount = async () => (await t.as(reader).get(`/users/${author.username}`)).counts.posts;
  expect(await postCount()).toBe(1);

  await removed.remove();
  expect(await postCount()).toBe(0);
  expect(await t.as(reader).raw('GET', `/posts/${post.id}`)).toMatchObject({ status: 404 });
  const decision = await lastDecision(author);
  const made = await appeal(author, decision.id);
  expect(made.status).toBe(201);
  expect(OwnAppeal.strict().parse(made.body)).toMatchObject({ decisionId: decision.id, status: 'open' });
  expect(await lastDecision(author)).toMatchObject({ canAppeal: false, appeal: { status: 'open' } });

  const answer = await decide(otherModerator, made.body.id, 'upheld');
  expect(Appeal.strict().parse(answer.body)).toMatchObject({
    status: 'upheld',
    answer: 'Baktık.',
    member: { id: author.id },
    decision: { act: 'post_removed', note: 'İlan sandım', decidedBy: { id: moderator.id } },
  });
  await t.settled();
  const after = await t.as(reader).get(`/posts/${post.id}`);
  expect(after.media).toMatchObject([{ id: picture.id, alt: before.media[0].alt }]);
  expect(after).toMatchObject({ content: post.content, counts: before.counts, entities: before.entities });
  expect(await postCount()).toBe(1);
  expect((await t.as(reader).get(`/posts/${reply.id}`)).content).toBe('Geçmiş olsun');
  expect((await t.as(reader).get('/search/posts?q=kaldım')).items).toHaveLength(1);
  expect(await lastDecision(author)).toMatchObject({
    reversedAt: expect.any(String),
    appeal: { status: 'upheld', answer: 'Baktık.' },
  });
  const topics = (await t.as(author).get('/notifications?kinds=moderation')).items.map(
    ({ topic }: { topic: string }) => topic,
  );
  expect(topics).toEqual(['appeal_upheld', 'post_removed']);
  // A reversed decision is no violation any more.
  expect((await t.as(moderator).get(`/admin/reports/${removed.reportId}`)).owner.priorViolations).toBe(0);
});

test('a pinned post that comes back is pinned again where it was, if a place is free', async () => {
  const author = await member();
  const pin = (id: string) => t.as(author).raw('PUT', `/posts/${id}/pin`);
  const pins = async () =>
    (await t.as(author).get(`/users/${author.id}/posts`)).pinned.map(({ id }: { id: string }) => id);
  const write = async () => (await makePost(t, { author })).id;
  const removedPin = async () => {
    const removed = await removedPost(moderator, { author });
    await pin(removed.post.id);
    return removed;
  };
  const bringBack = async () => {
    const { body } = await appeal(author, (await lastDecision(author)).id);
    expect((await decide(otherModerator, body.id, 'upheld')).status).toBe(200);
  };

  const removed = await removedPin();
  const later = await write();
  await pin(later);
  expect(await pins()).toEqual([later, removed.post.id]);
  await removed.remove();
  expect(await pins()).toEqual([later]);
  await bringBack();
  expect(await pins()).toEqual([later, removed.post.id]);

  // Its author gives the place to another one meanwhile.
  const full = await removedPin();
  expect(await pins()).toHaveLength(3);
  await full.remove();
  const instead = await write();
  expect((await pin(instead)).status).toBe(200);
  await bringBack();
  expect(await pins()).toEqual([instead, later, removed.post.id]);

  // A place that is taken at the same moment: never four.
  await t.as(author).delete(`/posts/${instead}/pin`);
  const raced = await removedPin();
  await raced.remove();
  const [another, { body }] = [await write(), await appeal(author, (await lastDecision(author)).id)];
  await Promise.all([decide(otherModerator, body.id, 'upheld'), pin(another)]);
  expect(await pins()).toHaveLength(3);
});

test('a pinned post of somebody who is suspended meanwhile comes back with its pin', async () => {
  const removed = await removedPost(moderator);
  const { author, post } = removed;
  await t.as(author).put(`/posts/${post.id}/pin`);
  await removed.remove();
  const { body } = await appeal(author, (await lastDecision(author)).id);
  await suspend(admin, author);
  expect((await decide(otherModerator, body.id, 'upheld')).status).toBe(200);
  await t.as(admin).put(`/admin/users/${author.id}/restore`);
  const session = await login(author);
  const { pinned } = await t.as(session).get(`/users/${author.id}/posts`);
  expect(pinned.map(({ id }: { id: string }) => id)).toEqual([post.id]);
});

test('the picture of a removed post is served to nobody, until it comes back', async () => {
  const [author, follower] = [await member(), await member()];
  await t.as(follower).put(`/users/${author.id}/follow`);
  const picture = await makePicture(t, author);
  const post = await t
    .as(author)
    .post('/posts', { content: 'Yalnızca takipçilere', mediaIds: [picture.id], visibility: 'followers' });
  const urlNow = async () => (await t.as(follower).get(`/posts/${post.id}`)).media[0].url as string;
  const download = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;
  const url = await urlNow();
  expect([url.includes('/private/'), await download(url)]).toEqual([true, 200]);
  const { id } = await t
    .as(follower)
    .post('/reports', { subjectType: 'post', subjectId: post.id, reason: 'cheating' });
  const removal = { decision: 'remove_post', note: 'İlan sandım' };
  await t.as(moderator).raw('PATCH', `/admin/reports/${id}`, { body: removal });
  expect(await download(url)).toBe(404);
  const { body } = await appeal(author, (await lastDecision(author)).id);
  await decide(otherModerator, body.id, 'upheld');
  expect(await download(await urlNow())).toBe(200);
});

test('a post that was removed by two decisions comes back when neither holds', async () => {
  const { author, post, remove } = await removedPost(moderator);
  await t.as(moderator).delete(`/posts/${post.id}`);
  await remove();
  await t.settled();
  const decisions = await decisionsOf(author);
  expect(decisions.map(({ subjectId }) => subjectId)).toEqual([post.id, post.id]);
  const [second, first] = (await Promise.all(decisions.map(({ id }) => appeal(author, id)))).map(
    ({ body }) => body.id as string,
  ) as [string, string];
  const isBack = async () => (await t.as(author).raw('GET', `/posts/${post.id}`)).status === 200;
  const lock = await holdLock(t, 'select from moderation.decisions where subject_id = $1 for update', [
    post.id,
  ]);
  const both = [decide(otherModerator, first, 'upheld'), decide(admin, second, 'upheld')];
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await isBack()).toBe(true);

  const again = await removedPost(moderator);
  await t.as(moderator).delete(`/posts/${again.post.id}`);
  await again.remove();
  await t.settled();
  const [open, rejected] = (await decisionsOf(again.author)) as [OwnDecision, OwnDecision];
  await appeal(again.author, open.id);
  const { body } = await appeal(again.author, rejected.id);
  await decide(otherModerator, body.id, 'rejected');
  await t.ctx.jobs.add('content.eraseHidden', {});
  await t.settled();
  const kept = await t.ctx.pool.query('select from content.hidden_posts where post_id = $1', [again.post.id]);
  expect(kept.rows).toHaveLength(1);
});

test('an admin who is made a moderator meanwhile does not reject an appeal against a suspension', async () => {
  const { id } = await suspensionAppeal(admin);
  const [other] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const held = await holdLock(t, 'select from auth.users where id = $1 for update', [other.id]);
  const decision = decide(other, id, 'rejected');
  await held.waitForBlocked(1);
  await held.query(`update auth.user_roles set role = 'moderator' where user_id = $1`, [other.id]);
  await held.release();
  expect(await decision).toMatchObject({ status: 403 });
  expect(await decide(other, id, 'rejected')).toMatchObject({ status: 403 });
});

test('an upheld appeal ends a suspension, and the session that made it opens everything', async () => {
  const { suspended, session, id } = await suspensionAppeal(admin);
  expect(await decide(otherModerator, id, 'upheld')).toMatchObject({ body: { code: 'admin_required' } });
  expect((await decide(otherAdmin, id, 'upheld')).status).toBe(200);
  expect(await t.as(session).get('/auth/me')).toMatchObject({ user: { id: suspended.id, status: 'active' } });
});

test('a rejected appeal leaves the act, is final, and the post is erased', async () => {
  const { author, post, id } = await postAppeal(moderator);
  expect((await decide(otherModerator, id, 'rejected')).status).toBe(200);
  expect(await lastDecision(author)).toMatchObject({ reversedAt: null, canAppeal: false });
  const { decisionId } = (await lastDecision(author)).appeal ?? {};
  expect(await appeal(author, decisionId ?? '')).toMatchObject({
    status: 409,
    body: { code: 'already_appealed' },
  });
  await t.ctx.jobs.add('content.eraseHidden', {});
  await t.settled();
  const { rows } = await t.ctx.pool.query('select from content.hidden_posts where post_id = $1', [post.id]);
  expect(rows).toEqual([]);
});

test('while an appeal is open the post is not erased, however long it takes', async () => {
  const { author, post, id } = await postAppeal(moderator);
  t.clock.advance(40 * 86_400_000);
  await t.ctx.jobs.add('content.eraseHidden', {});
  await t.settled();
  const again = { identifier: otherModerator.username, password: otherModerator.password };
  const later = await t.anyone.post('/auth/login', again);
  await t.as(later).patch(`/admin/appeals/${id}`, { outcome: 'upheld', answer: 'Geç oldu' });
  const reader = await t.anyone.post('/auth/login', {
    identifier: author.username,
    password: author.password,
  });
  expect((await t.as(reader).get(`/posts/${post.id}`)).content).toBe(post.content);
  t.clock.advance(-40 * 86_400_000);
});

test('an appeal is for the member concerned alone, once, in time, and not after a reversal', async () => {
  const removed = await removedPost(moderator);
  await removed.remove();
  const { id } = await lastDecision(removed.author);
  expect(await appeal(removed.reporter, id)).toMatchObject({
    status: 404,
    body: { code: 'decision_not_found' },
  });
  // A dismissal about oneself does not exist either.
  const accused = await member();
  const report = { subjectType: 'user', subjectId: accused.id, reason: 'spam' };
  const dismissed = await t.as(removed.reporter).post('/reports', report);
  await t.as(moderator).patch(`/admin/reports/${dismissed.id}`, { decision: 'dismiss', note: 'Temiz' });
  const { rows } = await t.ctx.pool.query('select decision_id from moderation.reports where id = $1', [
    dismissed.id,
  ]);
  expect(await appeal(accused, rows[0].decision_id)).toMatchObject({ status: 404 });

  await t.ctx.pool.query(
    `update moderation.decisions set decided_at = decided_at - interval '31 days' where id = $1`,
    [id],
  );
  expect((await lastDecision(removed.author)).canAppeal).toBe(false);
  expect(await appeal(removed.author, id)).toMatchObject({ status: 422, body: { code: 'appeal_too_late' } });

  const suspended = await member();
  await suspend(admin, suspended);
  const session = await login(suspended);
  const suspension = await lastDecision(session);
  await t.as(admin).put(`/admin/users/${suspended.id}/restore`);
  expect(await appeal(session, suspension.id)).toMatchObject({
    status: 409,
    body: { code: 'already_reversed' },
  });
});

test('nobody decides an appeal against their own decision, of their own, or after their own report', async () => {
  const { id } = await postAppeal(moderator);
  expect(await decide(moderator, id, 'rejected')).toMatchObject({
    status: 422,
    body: { code: 'own_decision' },
  });
  const own = await removedPost(moderator, { author: otherModerator });
  await own.remove();
  const appealed = await appeal(otherModerator, (await lastDecision(otherModerator)).id);
  expect(await decide(otherModerator, appealed.body.id, 'upheld')).toMatchObject({
    body: { code: 'own_case' },
  });
  const [reporting] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const { id: reported, post } = await postAppeal(moderator);
  await t.as(reporting).post('/reports', { subjectType: 'post', subjectId: post.id, reason: 'spam' });
  expect(await decide(reporting, reported, 'rejected')).toMatchObject({ body: { code: 'own_report' } });
  const listed: Appeal[] = (await t.as(moderator).get('/admin/appeals?limit=100')).items;
  expect(listed.find((item) => item.id === id)?.mayDecide).toBe('own_decision');
  expect(listed.every((item) => item.status === 'open')).toBe(true);
});

test('of two moderators who decide an appeal at once, the second is refused and undoes nothing', async () => {
  const { author, post, id } = await postAppeal(moderator);
  const lock = await holdLock(t, 'select from moderation.appeals where id = $1 for update', [id]);
  const first = decide(otherModerator, id, 'rejected');
  await lock.waitForBlocked(1);
  const second = decide(admin, id, 'upheld');
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await first).status).toBe(200);
  expect(await second).toMatchObject({ status: 409, body: { code: 'appeal_decided' } });
  expect((await t.as(author).raw('GET', `/posts/${post.id}`)).status).toBe(404);
});

test('an appeal that meets a reversal is refused, and does not wait for anybody', async () => {
  const suspended = await member();
  await suspend(admin, suspended);
  const session = await login(suspended);
  const { id } = await lastDecision(session);
  const lock = await holdLock(t, 'select from moderation.decisions where id = $1 for update', [id]);
  const restored = t.as(admin).raw('PUT', `/admin/users/${suspended.id}/restore`);
  await lock.waitForBlocked(1);
  const appealed = appeal(session, id);
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await restored).status).toBe(204);
  expect(await appealed).toMatchObject({ status: 409, body: { code: 'already_reversed' } });
});

test('two appeals against one decision at once are one', async () => {
  const removed = await removedPost(moderator);
  await removed.remove();
  const { id } = await lastDecision(removed.author);
  const both = await Promise.all([appeal(removed.author, id), appeal(removed.author, id)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('an upheld appeal leaves a suspension that came after the one it is about', async () => {
  const until = new Date(t.ctx.clock().getTime() + 60_000).toISOString();
  const { suspended, id } = await suspensionAppeal(admin, until);
  const lock = await holdLock(t, 'select from auth.users where id = $1 for update', [suspended.id]);
  const renewed = suspend(admin, suspended, { reason: 'Yeni bir tehdit' });
  await lock.waitForBlocked(1);
  const upheld = decide(otherAdmin, id, 'upheld');
  // Both lock the owners first, so the appeal waits behind the suspension.
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await renewed).status).toBe(204);
  expect((await upheld).status).toBe(200);
  const session = await login(suspended);
  expect(session.user.status).toBe('suspended');
  expect(await decisionsOf(session)).toMatchObject([
    { reason: 'Yeni bir tehdit', reversedAt: null, canAppeal: true },
    { reversedAt: expect.any(String), appeal: { status: 'upheld' } },
  ]);
});

test('the figures count upheld appeals against the rule and the moderator', async () => {
  const [judge] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const { id } = await postAppeal(judge);
  await decide(otherModerator, id, 'upheld');
  await postAppeal(judge);
  const { byRule, byModerator } = await t.as(admin).get('/admin/appeals/figures');
  const own = byModerator.find(({ moderator: of }: { moderator: { id: string } }) => of?.id === judge.id);
  expect(own).toMatchObject({ decisions: 2, appeals: 2, upheld: 1, rejected: 0 });
  const cheating = byRule.find(({ rule }: { rule: { id: string } | null }) => rule?.id === 'cheating');
  expect(cheating.upheld).toBeGreaterThanOrEqual(1);
});
