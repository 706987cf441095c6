import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { erase } from '../erasure/service.ts';
import {
  daysMs,
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type Writer,
  writeReply,
  writeThread,
} from '../factory.ts';

const t = await testServer();
afterAll(t.close);

let ayse: Writer;
let bora: Writer;
let moderator: TestMember;
let other: TestMember;
let boardId: string;
let threadId: string;
let postId: string;
beforeAll(async () => {
  await makeHolders(t);
  await switchOn(t);
  [ayse, bora] = (await makeWriters(t, 2)) as [Writer, Writer];
  [moderator, other] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
  boardId = await makeBoard(t);
});
beforeEach(async () => {
  ({ threadId, postId } = await writeThread(t, ayse, boardId));
  await publishBatch(t);
  await writeReply(t, bora, threadId);
  await publishBatch(t);
});

const hide = (by = moderator, excludeDays = 0, id = postId) =>
  t.as(by).raw('POST', `/admin/boards/posts/${id}/decision`, {
    body: { outcome: 'hide', reason: 'Hakaret', excludeDays },
  });
const review = (outcome: 'show' | 'keep_hidden', by = other, reason = 'Yanlış anlaşılmış') =>
  t.as(by).raw('POST', `/admin/boards/posts/${postId}/review`, { body: { outcome, reason } });
const appeal = (as: Writer = ayse, text = 'Kimseye hakaret yok', secret = as.secret) =>
  t.as(as).raw('PUT', `/boards/threads/${threadId}/posts/${postId}/appeal`, { body: { secret, text } });
const listed = async (appeals: 'open' | 'none', by = other) =>
  (await t.as(by).get(`/admin/boards/hidden?appeals=${appeals}&limit=100`)).items.find(
    ({ id }: { id: string }) => id === postId,
  );
const own = async (as: Writer = ayse) =>
  (await t.as(as).post('/boards/own-posts', { secret: as.secret, threadIds: [threadId] })).items.find(
    ({ id }: { id: string }) => id === postId,
  );
const thread = () => t.as(bora).get(`/boards/threads/${threadId}`);
const shown = async () => (await t.as(bora).get(`/boards/threads/${threadId}/posts`)).items[0];
const acts = async () =>
  (await t.ctx.pool.query('select entry from moderation.log order by seq')).rows.map(
    ({ entry }) => JSON.parse(entry).act as string,
  );

test('a post hidden by mistake is shown again by whoever hid it, with the exclusion that came with it', async () => {
  expect((await hide(moderator, 3)).status).toBe(204);
  expect(await shown()).toMatchObject({ state: 'hidden', text: '' });
  expect(await listed('none')).toMatchObject({
    text: 'Gece de açık olsun mu?',
    reason: 'Hakaret',
    hiddenBy: { id: moderator.id },
    appeal: null,
    isExcluded: true,
    mayReview: 'yes',
  });
  expect(JSON.stringify(await listed('none'))).not.toContain(ayse.id);
  expect((await review('show', moderator)).status).toBe(204);
  expect(await shown()).toMatchObject({ state: 'visible', text: 'Gece de açık olsun mu?' });
  expect(await thread()).toMatchObject({ title: 'Kütüphane saatleri', postCount: 2 });
  expect(await listed('none')).toBeUndefined();
  const write = t.as(ayse).raw('PUT', `/boards/threads/${threadId}/posts/${crypto.randomUUID()}`, {
    body: { secret: ayse.secret, text: 'Döndüm' },
  });
  expect((await write).status).toBe(202);
  expect((await acts()).at(-1)).toBe('board_post_shown');
  expect(await review('show')).toMatchObject({ status: 409, body: { code: 'board_not_hidden' } });
  // Hidden once more, it can be shown once more.
  expect((await hide()).status).toBe(204);
  expect((await review('show')).status).toBe(204);
  expect(await thread()).toMatchObject({ postCount: 2 });
});

test('the author objects with the secret; somebody else decides, and the answer stands among own posts', async () => {
  await hide();
  expect(await own()).toMatchObject({
    state: 'hidden',
    text: 'Gece de açık olsun mu?',
    hiding: { reason: 'Hakaret', appeal: null, mayAppeal: true },
  });
  const sent = await appeal();
  expect(sent).toMatchObject({ status: 202, body: { publishedAt: expect.any(String) } });
  expect(await own()).toMatchObject({
    hiding: { appeal: { text: 'Kimseye hakaret yok', outcome: null, answer: null }, mayAppeal: false },
  });
  // It waits for its batch: the moment of its writing tells nothing.
  expect(await listed('open')).toBeUndefined();
  await publishBatch(t);
  expect(await listed('none')).toBeUndefined();
  const item = await listed('open');
  expect(item).toMatchObject({
    appeal: { text: 'Kimseye hakaret yok', appealedAt: sent.body.publishedAt, outcome: null },
    mayReview: 'yes',
  });
  expect(JSON.stringify(item)).not.toContain(ayse.id);
  expect(await listed('open', moderator)).toMatchObject({ mayReview: 'own_decision' });
  for (const outcome of ['show', 'keep_hidden'] as const)
    expect(await review(outcome, moderator)).toMatchObject({ status: 422, body: { code: 'own_decision' } });
  expect((await review('show')).status).toBe(204);
  expect(await shown()).toMatchObject({ state: 'visible' });
  expect(await own()).toMatchObject({
    state: 'visible',
    hiding: { appeal: { outcome: 'upheld', answer: 'Yanlış anlaşılmış' }, mayAppeal: false },
  });
});

test('a rejected appeal leaves the post hidden, is final, and is told in the list of own posts', async () => {
  await hide();
  expect(await review('keep_hidden')).toMatchObject({ status: 409, body: { code: 'board_no_appeal' } });
  await appeal();
  await publishBatch(t);
  expect((await review('keep_hidden', other, 'Hakaret var')).status).toBe(204);
  expect(await own()).toMatchObject({
    state: 'hidden',
    hiding: { appeal: { outcome: 'rejected', answer: 'Hakaret var' }, mayAppeal: false },
  });
  expect(await appeal(ayse, 'Yine de')).toMatchObject({ status: 409, body: { code: 'board_appealed' } });
  expect(await listed('open')).toBeUndefined();
  expect(await listed('none')).toMatchObject({ appeal: { outcome: 'rejected' } });
  expect((await acts()).at(-1)).toBe('board_appeal_rejected');
  expect(await review('keep_hidden')).toMatchObject({ status: 409, body: { code: 'board_no_appeal' } });
});

test('nobody but the author objects, once, also in twenty requests at once', async () => {
  expect(await appeal()).toMatchObject({ status: 404, body: { code: 'board_post_not_found' } });
  await hide();
  expect(await appeal(bora)).toMatchObject({ status: 404 });
  expect(await appeal(bora, 'Ben Ayşe', ayse.secret)).toMatchObject({
    status: 403,
    body: { code: 'board_secret_wrong' },
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => appeal()));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.publishedAt}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(202);
  expect(await appeal(ayse, 'Başka')).toMatchObject({ status: 409, body: { code: 'board_appealed' } });
  await publishBatch(t);
  expect(await appeal()).toMatchObject({ status: 202, body: answers[0]?.body });
  for (const text of ['', ' \u200b ', 'ş'.repeat(1_001), 'a\u0000b', '\u202eters'])
    expect((await appeal(ayse, text)).status).toBe(400);
});

test('who is muted or excluded objects too', async () => {
  const [can] = (await makeWriters(t, 1)) as [Writer];
  ({ threadId, postId } = await writeThread(t, can, boardId));
  await publishBatch(t);
  await hide(moderator, 14);
  await t.ctx.pool.query(`update auth.users set muted_until = now() + interval '1 day' where id = $1`, [
    can.id,
  ]);
  expect((await appeal(can)).status).toBe(202);
});

test('a moderator who reported the post does not decide about its author’s appeal', async () => {
  await t.as(other).post(`/boards/posts/${postId}/reports`, { reason: 'spam' });
  await hide();
  await appeal();
  await publishBatch(t);
  expect(await listed('open')).toMatchObject({ mayReview: 'own_report' });
  expect(await review('keep_hidden')).toMatchObject({ status: 422, body: { code: 'own_report' } });
});

test('an author who deletes the hidden post takes the appeal with it', async () => {
  await hide();
  await appeal();
  await publishBatch(t);
  const deletion = await t
    .as(ayse)
    .raw('POST', `/boards/threads/${threadId}/posts/${postId}/deletion`, { body: { secret: ayse.secret } });
  expect(deletion.status).toBe(204);
  expect(await listed('open')).toBeUndefined();
  expect(await review('show')).toMatchObject({ status: 409, body: { code: 'board_not_hidden' } });
  const { rows } = await t.ctx.pool.query(
    'select from boards.appeals join boards.hidings on id = hiding_id where post_id = $1',
    [postId],
  );
  expect(rows).toEqual([]);
});

test('two decisions about one appeal at once: one holds', async () => {
  const [third] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  await hide();
  await appeal();
  await publishBatch(t);
  const lock = await holdLock(t, 'select from boards.posts where id = $1 for update', [postId]);
  const both = [review('show'), review('keep_hidden', third)];
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([204, 409]);
  const { hiding, state } = await own();
  expect(hiding.appeal.outcome).toBe(state === 'visible' ? 'upheld' : 'rejected');
});

test('a batch that meets a review puts no appeal beside a post that is shown', async () => {
  await hide();
  await appeal();
  const lock = await holdLock(t, 'select from boards.posts where id = $1 for update', [postId]);
  await lock.query(`update boards.posts set state = 'visible' where id = $1`, [postId]);
  await lock.query('update boards.hidings set shown_at = now() where post_id = $1', [postId]);
  const batch = publishBatch(t);
  await lock.waitForBlocked(1);
  await lock.release();
  await batch;
  const { rows } = await t.ctx.pool.query(
    'select from boards.appeals join boards.hidings on id = hiding_id where post_id = $1',
    [postId],
  );
  expect(rows).toEqual([]);
  expect((await own()).hiding).toBeNull();
});

test('a batch waits for a review without a lock that the review needs', async () => {
  await hide();
  await appeal();
  const lock = await holdLock(t, 'select from boards.posts where id = $1 for update', [postId]);
  const batch = publishBatch(t);
  await lock.waitForBlocked(1);
  await lock.query('set local lock_timeout = 500');
  await lock.query('update boards.hidings set shown_at = now() where post_id = $1', [postId]);
  await lock.query(`update boards.posts set state = 'visible' where id = $1`, [postId]);
  await lock.release();
  await batch;
  expect((await own()).hiding).toBeNull();
});

test('to a local moderator, hidden posts of other universities do not exist', async () => {
  const [nar] = (await makeWriters(t, 1, { university: 'nar' })) as [Writer];
  ({ threadId, postId } = await writeThread(t, nar, await makeBoard(t, nar.universityId)));
  await publishBatch(t);
  await hide();
  const [local] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  expect(await listed('none', local)).toBeUndefined();
  expect(await review('show', local)).toMatchObject({ status: 404 });
});

test('an appeal keeps its hiding until it was answered, and 180 days longer', async () => {
  const eraseAfter = (days: number) =>
    erase({ ...t.ctx, clock: () => new Date(t.ctx.clock().getTime() + daysMs(days)) });
  await hide();
  await appeal();
  await eraseAfter(181);
  await publishBatch(t);
  await eraseAfter(181);
  expect(await listed('open')).toMatchObject({ id: postId });
  expect((await review('keep_hidden', other, 'Hakaret var')).status).toBe(204);
  await eraseAfter(179);
  expect(await listed('none')).toMatchObject({ appeal: { outcome: 'rejected', answer: 'Hakaret var' } });
  await eraseAfter(181);
  expect(await listed('none')).toBeUndefined();
});

test('hidings end after 180 days, and pages of them are whole', async () => {
  const ids = [];
  for (let nth = 0; nth < 3; nth++) {
    const written = await writeThread(t, ayse, boardId);
    await publishBatch(t);
    await hide(moderator, 0, written.postId);
    ids.push(written.postId);
  }
  const seen = [];
  let cursor = '';
  do {
    const page = await t.as(other).get(`/admin/boards/hidden?appeals=none&limit=2${cursor}`);
    seen.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen.slice(0, 3)).toEqual(ids.reverse());
  expect(new Set(seen).size).toBe(seen.length);
  await erase({ ...t.ctx, clock: () => new Date(t.ctx.clock().getTime() + daysMs(181)) });
  expect((await t.as(other).get('/admin/boards/hidden?appeals=none')).items).toEqual([]);
});
