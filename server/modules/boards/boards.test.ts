import { randomUUID } from 'node:crypto';
import { authorTag, commitment, createSecret } from '@chitlaq/sealing';
import { drawName } from '@chitlaq/text/pseudonyms';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { holdLock } from '../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { erase } from './erasure/service.ts';
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
} from './factory.ts';
import { batchAfter } from './limits.ts';
import { publishDue } from './publishing/service.ts';

const t = await testServer();
afterAll(t.close);

let ayse: Writer;
let bora: Writer;
let moderator: TestMember;
let boardId: string;
beforeAll(async () => {
  await makeHolders(t);
  await switchOn(t);
  [ayse, bora] = (await makeWriters(t, 2)) as [Writer, Writer];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});
beforeEach(async () => {
  boardId = await makeBoard(t);
});

const postsOf = async (threadId: string, as: TestMember = ayse) =>
  (await t.as(as).get(`/boards/threads/${threadId}/posts`)).items;
const put = (
  as: Pick<TestMember, 'accessToken'>,
  threadId: string,
  body: object,
  postId: string = randomUUID(),
) => t.as(as).raw('PUT', `/boards/threads/${threadId}/posts/${postId}`, { body });
const remove = (as: Writer, threadId: string, postId: string, secret = as.secret) =>
  t.as(as).raw('POST', `/boards/threads/${threadId}/posts/${postId}/deletion`, { body: { secret } });
const ownThreads = async (as: Writer): Promise<string[]> =>
  (await t.as(as).post('/boards/own-threads', { secret: as.secret })).items.map(
    ({ threadId }: { threadId: string }) => threadId,
  );
const ownPosts = async (as: Writer) =>
  (await t.as(as).post('/boards/own-posts', { secret: as.secret, threadIds: await ownThreads(as) })).items;
const published = async (author: Writer = ayse) => {
  const written = await writeThread(t, author, boardId);
  await publishBatch(t);
  return written;
};

test('a thread and a reply appear with their batch, under names of the thread', async () => {
  const { threadId, postId } = await writeThread(t, ayse, boardId);
  for (const path of [`/boards/threads/${threadId}`, `/boards/threads/${threadId}/posts`])
    expect(await t.as(ayse).raw('GET', path)).toMatchObject({ status: 404 });
  expect((await t.as(ayse).get(`/boards/${boardId}/threads`)).items).toEqual([]);
  await publishBatch(t);
  const thread = await t.as(bora).get(`/boards/threads/${threadId}`);
  const tag = await authorTag(ayse.secret, ayse.id, threadId);
  expect(thread).toMatchObject({
    title: 'Kütüphane saatleri',
    postCount: 1,
    name: { ...drawName(tag), number: null },
    board: { id: boardId, threadCount: 1 },
  });
  const replyId = await writeReply(t, bora, threadId, { replyToId: postId });
  await writeReply(t, ayse, threadId, { text: '@bora haklı https://ornek.edu.tr' });
  await publishBatch(t);
  const items = await postsOf(threadId);
  expect(items[0]).toMatchObject({ text: 'Gece de açık olsun mu?', isStarter: true, tag, name: thread.name });
  expect(
    items
      .slice(1)
      .map(({ isStarter }: { isStarter: boolean }) => isStarter)
      .sort(),
  ).toEqual([false, true]);
  expect(items).toContainEqual(
    expect.objectContaining({ id: replyId, replyToId: postId, isStarter: false, state: 'visible' }),
  );
  const times = items.map(({ publishedAt }: { publishedAt: string }) => Date.parse(publishedAt) % 600_000);
  expect(times).toEqual([0, 0, 0]);
  expect((await t.as(ayse).get('/boards')).items).toContainEqual(
    expect.objectContaining({ id: boardId, threadCount: 1 }),
  );
  expect((await t.as(ayse).get(`/boards/${boardId}/threads`)).items).toMatchObject([
    { id: threadId, postCount: 3 },
  ]);
  // Nobody is told of a reply or of a name.
  await t.settled();
  for (const member of [ayse, bora]) expect((await t.as(member).get('/notifications')).items).toEqual([]);
});

test('ids that hold a time or a device are refused', async () => {
  const { threadId } = await published();
  const old = '019e8f80-2300-717d-9136-9bfabe56ee84';
  const text = { secret: bora.secret, text: 'Merhaba' };
  expect(await put(bora, threadId, text, old)).toMatchObject({ status: 400 });
  const thread = { ...text, title: 'Merhaba' };
  for (const [id, postId] of [
    [old, randomUUID()],
    [randomUUID(), old],
  ])
    expect(
      await t.as(bora).raw('PUT', `/boards/${boardId}/threads/${id}`, { body: { ...thread, postId } }),
    ).toMatchObject({ status: 400 });
});

test('whoever has learnt a secret of another writes, reads and deletes as themselves', async () => {
  const { threadId, postId } = await published();
  const [thief] = (await makeWriters(t, 1)) as [Writer];
  const stolen = { ...thief, secret: ayse.secret };
  await t.ctx.pool.query('delete from boards.commitments where member_id = $1', [thief.id]);
  await t.as(thief).put('/boards/secret', { commitment: await commitment(ayse.secret) });
  expect(await ownPosts(stolen)).toEqual([]);
  expect(await remove(stolen, threadId, postId)).toMatchObject({ status: 404 });
  await writeReply(t, stolen, threadId);
  await publishBatch(t);
  const [first, reply] = await postsOf(threadId);
  expect(first).toMatchObject({ id: postId, state: 'visible', isStarter: true });
  expect(reply).toMatchObject({ isStarter: false });
  expect(reply.tag).not.toBe(first.tag);
  const { rowCount } = await t.ctx.pool.query('select from boards.identities where thread_id = $1', [
    threadId,
  ]);
  expect(rowCount).toBe(2);
});

test('the list says who holds the keys, and whether I may write', async () => {
  const list = await t.as(ayse).get('/boards');
  expect(list).toMatchObject({
    writing: { allowed: true, reason: null, from: null },
    hasCommitment: true,
    identityDays: 180,
    batchMinutes: 10,
  });
  expect(list.keys).toMatchObject([
    { holder: 'staff', label: 'Sahip 1', nextKeyId: null, nextFrom: null },
    { holder: 'council' },
    { holder: 'university' },
  ]);
  const [newcomer] = (await t.members(1)) as [TestMember];
  expect(await t.as(newcomer).get('/boards')).toMatchObject({
    writing: { allowed: false, reason: 'newcomer' },
    hasCommitment: false,
  });
});

test('the same request again changes nothing, also at once and after the batch', async () => {
  const { threadId } = await published();
  const postId = randomUUID();
  const body = { secret: bora.secret, text: 'Bir kez' };
  const answers = await Promise.all([1, 2, 3].map(() => put(bora, threadId, body, postId)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  await publishBatch(t);
  const later = await put(bora, threadId, body, postId);
  expect(later).toMatchObject({ status: 202, body: answers[0]?.body });
  expect((await postsOf(threadId)).length).toBe(2);
  // Somebody else’s id, waiting or published.
  expect(await put(ayse, threadId, { secret: ayse.secret, text: 'Başka' }, postId)).toMatchObject({
    status: 409,
    body: { code: 'board_id_taken' },
  });
  const thread = { secret: bora.secret, title: 'Aynı', text: 'Kimlik', postId: randomUUID() };
  expect(
    await t.as(bora).raw('PUT', `/boards/${boardId}/threads/${threadId}`, { body: thread }),
  ).toMatchObject({
    status: 409,
    body: { code: 'board_id_taken' },
  });
});

test('what was written is answered as it was then, also to an author who may not write any more', async () => {
  const [can] = (await makeWriters(t, 1)) as [Writer];
  const { threadId } = await published();
  const postId = randomUUID();
  const body = { secret: can.secret, text: 'Bir kez' };
  const first = await put(can, threadId, body, postId);
  await t.ctx.pool.query(`update auth.users set muted_until = now() + interval '1 day' where id = $1`, [
    can.id,
  ]);
  expect(await put(can, threadId, body, postId)).toMatchObject({ status: 202, body: first.body });
  expect(await put(can, threadId, body)).toMatchObject({ status: 403, body: { code: 'account_muted' } });
});

test('an id that holds the time of its making is refused', async () => {
  const { threadId } = await published();
  const body = { secret: bora.secret, text: 'Bir kez' };
  expect(await put(bora, threadId, body, newId())).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', errors: [{ path: 'postId' }] },
  });
});

test('a thread that waits is written in by its author alone', async () => {
  const { threadId } = await writeThread(t, ayse, boardId);
  expect(await put(bora, threadId, { secret: bora.secret, text: 'Görmedim' })).toMatchObject({ status: 404 });
  await writeReply(t, ayse, threadId, { text: 'Ek' });
  await publishBatch(t);
  expect(await postsOf(threadId)).toMatchObject([{ isStarter: true }, { text: 'Ek', isStarter: true }]);
  expect((await t.as(bora).get(`/boards/threads/${threadId}`)).title).toBe('Kütüphane saatleri');
});

test('without the secret, with another, and with one that is new, nobody writes', async () => {
  const { threadId } = await published();
  const [can] = (await t.members(1)) as [TestMember];
  const secret = createSecret();
  expect(await put(can, threadId, { secret, text: 'Hey' })).toMatchObject({
    status: 403,
    body: { code: 'board_secret_missing' },
  });
  expect(await put(bora, threadId, { secret: ayse.secret, text: 'Ben Ayşe' })).toMatchObject({
    status: 403,
    body: { code: 'board_secret_wrong' },
  });
  const choose = async (text: string, replace?: boolean) =>
    t.as(can).raw('PUT', '/boards/secret', {
      body: { commitment: await commitment(text), ...(replace === undefined ? {} : { replace }) },
    });
  expect(await choose(secret)).toMatchObject({ status: 200 });
  expect(await choose(secret)).toMatchObject({ status: 200 });
  const next = createSecret();
  expect(await choose(next)).toMatchObject({ status: 409, body: { code: 'board_secret_exists' } });
  expect(await put(can, threadId, { secret, text: 'Hey' })).toMatchObject({
    status: 403,
    body: { code: 'board_newcomer', errors: [{ path: 'from' }] },
  });
  await t.ctx.pool.query(`update auth.users set created_at = created_at - '8 days'::interval where id = $1`, [
    can.id,
  ]);
  const replaced = await choose(next, true);
  const wait = Date.parse(replaced.body.writeFrom) - t.ctx.clock().getTime();
  expect(wait).toBeGreaterThanOrEqual(daysMs(14));
  expect(wait).toBeLessThan(daysMs(15));
  expect(await put(can, threadId, { secret: next, text: 'Hey' })).toMatchObject({
    status: 403,
    body: { code: 'board_secret_new', errors: [{ path: 'from', message: replaced.body.writeFrom }] },
  });
});

test('a muted member reads only', async () => {
  const { threadId } = await published();
  const [can] = (await makeWriters(t, 1)) as [Writer];
  await t.ctx.pool.query(`update auth.users set muted_until = now() + interval '1 day' where id = $1`, [
    can.id,
  ]);
  expect(await put(can, threadId, { secret: can.secret, text: 'Hey' })).toMatchObject({
    status: 403,
    body: { code: 'account_muted' },
  });
  expect((await t.as(can).get('/boards')).writing).toMatchObject({ allowed: false, reason: 'muted' });
});

test('a board of a university is closed to others', async () => {
  const [nar] = (await makeWriters(t, 1, { university: 'nar' })) as [Writer];
  const own = await makeBoard(t, ayse.universityId);
  const { threadId } = await writeThread(t, ayse, own);
  await publishBatch(t);
  const body = { secret: nar.secret, title: 'Bizden', text: 'Selam', postId: randomUUID() };
  for (const answer of [
    await t.as(nar).raw('GET', `/boards/${own}`),
    await t.as(nar).raw('GET', `/boards/${own}/threads`),
    await t.as(nar).raw('GET', `/boards/threads/${threadId}`),
    await t.as(nar).raw('GET', `/boards/threads/${threadId}/posts`),
    await t.as(nar).raw('PUT', `/boards/${own}/threads/${randomUUID()}`, { body }),
    await put(nar, threadId, { secret: nar.secret, text: 'Selam' }),
  ])
    expect(answer.status).toBe(404);
  expect((await t.as(nar).get('/boards')).items.map(({ id }: { id: string }) => id)).not.toContain(own);
});

test('texts are read as those of posts', async () => {
  const { threadId } = await published();
  const { secret } = bora;
  const codes = async (text: string) => (await put(bora, threadId, { secret, text })).body.code;
  expect(await codes('a\u0000b')).toBe('forbidden_character');
  expect(await codes('\u202eters')).toBe('forbidden_character');
  expect(await codes(' \u200b ')).toBe('board_text_empty');
  expect(await codes('ş'.repeat(2_001))).toBe('board_text_too_long');
  expect(await codes(`a${'\u0301'.repeat(20)}`)).toBe('too_many_combining_marks');
  expect((await put(bora, threadId, { secret, text: '👩‍👩‍👧'.repeat(2_000) })).status).toBe(202);
  const thread = (title: string) =>
    t.as(bora).raw('PUT', `/boards/${boardId}/threads/${randomUUID()}`, {
      body: { secret, title, text: 'x', postId: randomUUID() },
    });
  expect((await thread('x'.repeat(121))).body.code).toBe('board_title_too_long');
  expect((await thread(' ')).body.code).toBe('board_text_empty');
  expect((await thread('iki\nsatır')).status).toBe(202);
});

test('an own post is deleted, waiting or published, and nobody else’s', async () => {
  const { threadId, postId } = await published();
  const waiting = await writeReply(t, bora, threadId);
  expect(await remove(ayse, threadId, waiting)).toMatchObject({ status: 404 });
  expect(await remove(bora, threadId, waiting)).toMatchObject({ status: 204 });
  await publishBatch(t);
  expect((await postsOf(threadId)).length).toBe(1);
  const reply = await writeReply(t, bora, threadId);
  await publishBatch(t);
  expect(await remove(bora, threadId, postId)).toMatchObject({ status: 404 });
  expect(await remove(ayse, threadId, postId)).toMatchObject({ status: 204 });
  expect(await remove(ayse, threadId, postId)).toMatchObject({ status: 204 });
  expect(await postsOf(threadId)).toMatchObject([{ state: 'deleted', text: '' }, { id: reply }]);
  expect(await t.as(bora).get(`/boards/threads/${threadId}`)).toMatchObject({ title: null, postCount: 1 });
  const { rows } = await t.ctx.pool.query('select * from boards.posts where id = $1', [postId]);
  expect(JSON.stringify(rows)).not.toContain('Gece');
  expect(await remove(bora, threadId, reply)).toMatchObject({ status: 204 });
  expect(await t.as(bora).raw('GET', `/boards/threads/${threadId}`)).toMatchObject({ status: 404 });
});

test('a deletion at the moment of the batch deletes', async () => {
  const { threadId } = await published();
  const reply = await writeReply(t, bora, threadId);
  const lock = await holdLock(t, 'delete from boards.waiting where id = $1', [reply]);
  const deletion = remove(bora, threadId, reply);
  await lock.waitForBlocked(1);
  await lock.query(`insert into boards.authors values ($1, $2, 1, 1)`, [
    threadId,
    await authorTag(bora.secret, bora.id, threadId),
  ]);
  await lock.query(
    `insert into boards.posts (id, thread_id, tag, text, is_starter, published_at) values ($1, $2, $3, 'Bence de.', false, now() + interval '1 hour')`,
    [reply, threadId, await authorTag(bora.secret, bora.id, threadId)],
  );
  await lock.query('update boards.threads set post_count = 2 where id = $1', [threadId]);
  await lock.release();
  expect(await deletion).toMatchObject({ status: 204 });
  expect((await postsOf(threadId)).at(-1)).toMatchObject({ id: reply, state: 'deleted' });
});

test('own posts are found by the secret alone, also those that wait', async () => {
  const [can] = (await makeWriters(t, 1)) as [Writer];
  const { threadId, postId } = await published(can);
  await writeReply(t, bora, threadId);
  const waiting = await writeReply(t, can, threadId);
  expect(await ownPosts(can)).toMatchObject([
    { id: waiting, waiting: true, threadId, threadTitle: 'Kütüphane saatleri', boardId, isStarter: true },
    { id: postId, waiting: false, threadId, boardId },
  ]);
  const page = await t
    .as(can)
    .post('/boards/own-posts', { secret: can.secret, threadIds: [threadId], limit: 1 });
  expect(page).toMatchObject({ items: [{ id: waiting }, { id: postId }], nextCursor: null });
  expect(await ownThreads(can)).toEqual([threadId]);
  for (const [path, body] of [
    ['own-posts', { secret: can.secret, threadIds: [threadId] }],
    ['own-threads', { secret: can.secret }],
  ] as const)
    expect(await t.as(bora).raw('POST', `/boards/${path}`, { body })).toMatchObject({ status: 403 });
  // Of threads in which they have not written, nothing, however many times they are named.
  const elsewhere = await published();
  const named = { secret: can.secret, threadIds: [elsewhere.threadId, threadId, threadId] };
  expect((await t.as(can).post('/boards/own-posts', named)).items).toHaveLength(2);
  const tooMany = { secret: can.secret, threadIds: Array.from({ length: 501 }, () => randomUUID()) };
  expect(await t.as(can).raw('POST', '/boards/own-posts', { body: tooMany })).toMatchObject({ status: 400 });
});

test('a suspended member lists and deletes own posts, and does nothing else', async () => {
  const [can] = (await makeWriters(t, 1)) as [Writer];
  const { threadId, postId } = await published(can);
  const waiting = await writeReply(t, can, threadId);
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [can.id]);
  const { identifier, password } = { identifier: can.username, password: can.password };
  const suspended = { ...can, ...(await t.anyone.post('/auth/login', { identifier, password })) };
  const own = await ownPosts(suspended);
  expect(own.map(({ id }: { id: string }) => id)).toEqual([waiting, postId]);
  const refused = { status: 403, body: { code: 'account_suspended' } };
  const { secret } = can;
  for (const [method, path, body] of [
    ['GET', '/boards'],
    ['GET', `/boards/threads/${threadId}/posts`],
    ['PUT', `/boards/threads/${threadId}/posts/${randomUUID()}`, { secret, text: 'Hey' }],
    [
      'PUT',
      `/boards/${boardId}/threads/${randomUUID()}`,
      { secret, title: 'a', text: 'b', postId: randomUUID() },
    ],
    ['PUT', `/boards/threads/${threadId}/posts/${postId}/appeal`, { secret, text: 'Neden?' }],
    ['POST', `/boards/posts/${postId}/reports`, { reason: 'spam' }],
    ['PUT', '/boards/secret', { commitment: await commitment(createSecret()), replace: true }],
    ['GET', '/boards/holder'],
  ] as const)
    expect(await t.as(suspended).raw(method, path, body ? { body } : {}), path).toMatchObject(refused);
  expect(await remove(suspended, threadId, waiting)).toMatchObject({ status: 204 });
  expect(await remove(suspended, threadId, postId)).toMatchObject({ status: 204 });
  expect(await ownPosts(suspended)).toMatchObject([{ id: postId, state: 'deleted', text: '' }]);
});

test('a moderator who reported a post leaves the decision to another', async () => {
  const [other] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const { postId } = await published();
  await t.as(moderator).post(`/boards/posts/${postId}/reports`, { reason: 'spam' });
  const decideAs = (by: TestMember) =>
    t
      .as(by)
      .raw('POST', `/admin/boards/posts/${postId}/decision`, { body: { outcome: 'keep', reason: 'Uygun' } });
  expect(await decideAs(moderator)).toMatchObject({ status: 422, body: { code: 'own_report' } });
  expect(await decideAs(other)).toMatchObject({ status: 204 });
});

test('an author who is excluded writes nowhere, and nobody knows who it is', async () => {
  const [can] = (await makeWriters(t, 1)) as [Writer];
  const { threadId, postId } = await published(can);
  await writeReply(t, ayse, threadId);
  await publishBatch(t);
  const report = (by: TestMember) =>
    t.as(by).raw('POST', `/boards/posts/${postId}/reports`, { body: { reason: 'harassment', note: 'Bak' } });
  expect((await Promise.all([report(bora), report(bora), report(ayse)])).map(({ status }) => status)).toEqual(
    [202, 202, 202],
  );
  const { items } = await t.as(moderator).get('/admin/boards/reports');
  expect(items).toMatchObject([
    {
      id: postId,
      reportCount: 2,
      reasons: [{ reason: 'harassment', count: 2 }],
      text: 'Gece de açık olsun mu?',
    },
  ]);
  for (const { id } of [can, ayse, bora]) expect(JSON.stringify(items)).not.toContain(id);
  const decision = { outcome: 'hide', reason: 'Hakaret', excludeDays: 3 };
  expect(
    await t.as(moderator).raw('POST', `/admin/boards/posts/${postId}/decision`, { body: decision }),
  ).toMatchObject({ status: 204 });
  expect((await t.as(moderator).get('/admin/boards/reports')).items).toEqual([]);
  expect((await postsOf(threadId))[0]).toMatchObject({ state: 'hidden', text: '' });
  expect(await t.as(bora).get(`/boards/threads/${threadId}`)).toMatchObject({ title: null, postCount: 1 });
  // In every thread, also one that they begin.
  const refused = {
    status: 403,
    body: { code: 'board_excluded', errors: [{ path: 'until' }, { path: 'reason', message: 'Hakaret' }] },
  };
  const elsewhere = await published();
  expect(await put(can, elsewhere.threadId, { secret: can.secret, text: 'Yine ben' })).toMatchObject(refused);
  expect(await put(bora, elsewhere.threadId, { secret: bora.secret, text: 'Ben değil' })).toMatchObject({
    status: 202,
  });
  const { rows } = await t.ctx.pool.query('select * from boards.exclusions');
  expect(JSON.stringify(rows)).not.toContain(can.id);
  const [exclusion] = (await t.as(moderator).get('/admin/boards/exclusions')).items;
  await t.as(moderator).delete(`/admin/boards/exclusions/${exclusion.id}`, { reason: 'Yanlış' });
  expect(await put(can, elsewhere.threadId, { secret: can.secret, text: 'Döndüm' })).toMatchObject({
    status: 202,
  });
  const acts = (await t.ctx.pool.query('select entry from moderation.log order by seq')).rows.map(
    ({ entry }) => JSON.parse(entry).act,
  );
  expect(acts.slice(-2)).toEqual(['board_post_hidden', 'board_exclusion']);
});

test('who is excluded twice has one exclusion, which ends no earlier, and is free when it is lifted', async () => {
  const { threadId, postId } = await published(bora);
  const decide = (excludeDays: number) =>
    t.as(moderator).post(`/admin/boards/posts/${postId}/decision`, {
      outcome: 'hide',
      reason: `Hakaret ${excludeDays}`,
      excludeDays,
    });
  const exclusions = async () =>
    (await t.as(moderator).get('/admin/boards/exclusions')).items.filter(
      (each: { threadId: string }) => each.threadId === threadId,
    );
  await decide(5);
  const [before] = await exclusions();
  await Promise.all([decide(2), decide(3)]);
  const [exclusion, ...others] = await exclusions();
  expect(others).toEqual([]);
  expect(exclusion.endsAt).toBe(before.endsAt);
  const { threadId: elsewhere } = await published();
  expect(await put(bora, elsewhere, { secret: bora.secret, text: 'Yine' })).toMatchObject({ status: 403 });
  await t.as(moderator).delete(`/admin/boards/exclusions/${exclusion.id}`, { reason: 'Yanlış' });
  expect(await put(bora, elsewhere, { secret: bora.secret, text: 'Döndüm' })).toMatchObject({ status: 202 });
});

test('of two posts of one author decided at the same moment, one exclusion results', async () => {
  const [can] = (await makeWriters(t, 1)) as [Writer];
  const { threadId, postId } = await published(can);
  const second = await writeReply(t, can, threadId);
  await publishBatch(t);
  const decide = (id: string, excludeDays: number) =>
    t.as(moderator).raw('POST', `/admin/boards/posts/${id}/decision`, {
      body: { outcome: 'hide', reason: 'Hakaret', excludeDays },
    });
  // A third connection excludes the author and has not committed yet: both decisions meet it.
  const lock = await holdLock(
    t,
    `insert into boards.exclusions select gen_random_uuid(), thread_id, tag, id, 'Hakaret', null, now(), now() + interval '9 days'
     from boards.posts where id = $1`,
    [postId],
  );
  const decisions = [decide(postId, 5), decide(second, 3)];
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await Promise.all(decisions)).map(({ status }) => status)).toEqual([204, 204]);
  const { items } = await t.as(moderator).get('/admin/boards/exclusions');
  const own = items.filter((each: { threadId: string }) => each.threadId === threadId);
  expect(own).toHaveLength(1);
  expect(Date.parse(own[0].endsAt) - t.ctx.clock().getTime()).toBeGreaterThan(daysMs(8.9));
});

test('reporters read what became of their report, among those of everything else, and are told', async () => {
  const [can, derya] = (await makeWriters(t, 2)) as [Writer, Writer];
  const { postId, threadId } = await published();
  const report = (by: TestMember, id: string) =>
    t.as(by).raw('POST', `/boards/posts/${id}/reports`, { body: { reason: 'harassment', note: 'Bak' } });
  await t.as(can).post('/reports', { subjectType: 'user', subjectId: ayse.id, reason: 'spam' });
  const first = await report(can, postId);
  expect(first).toMatchObject({ status: 202, body: { answerBy: expect.any(String) } });
  expect(await report(can, postId)).toMatchObject({ status: 202, body: first.body });
  await report(derya, postId);
  await t.as(can).post('/reports', { subjectType: 'user', subjectId: bora.id, reason: 'spam' });
  const all = (await t.as(can).get('/reports')).items;
  expect(all).toMatchObject([
    { subjectType: 'user', subjectId: bora.id, path: null },
    {
      subjectType: 'board_post',
      subjectId: postId,
      path: `/boards/${boardId}/${threadId}#${postId}`,
      comment: 'Bak',
      status: 'open',
      answerBy: first.body.answerBy,
      resolvedAt: null,
    },
    { subjectType: 'user', subjectId: ayse.id },
  ]);
  const pages = [];
  for (let cursor = '', nth = 0; nth < 3; nth++) {
    const page = await t.as(can).get(`/reports?limit=1${cursor}`);
    pages.push(...page.items);
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(pages).toEqual(all);
  expect(await t.as(moderator).get('/admin/boards/waiting')).toMatchObject({ reports: 1, appeals: 0 });
  await t
    .as(moderator)
    .post(`/admin/boards/posts/${postId}/decision`, { outcome: 'hide', reason: 'Hakaret' });
  expect(await t.as(moderator).get('/admin/boards/waiting')).toMatchObject({ reports: 0, appeals: 0 });
  expect((await t.as(can).get('/reports')).items[1]).toMatchObject({
    status: 'upheld',
    resolvedAt: expect.any(String),
  });
  expect((await t.as(derya).get('/reports')).items).toHaveLength(1);
  await t.settled();
  for (const reporter of [can, derya])
    expect((await t.as(reporter).get('/notifications')).items).toMatchObject([
      { kind: 'moderation', topic: 'report_upheld' },
    ]);
  for (const member of [ayse, moderator])
    expect(JSON.stringify((await t.as(member).get('/notifications')).items)).not.toContain(postId);
  const { memberData } = await import('./member-data.ts');
  const part = memberData.archive?.find(({ name }) => name === 'board-reports');
  expect(await part?.read(t.ctx, can.id, null, 10)).toMatchObject([{ line: { postId, status: 'upheld' } }]);
});

test('an author of the same colour and animal gets a number, and keeps it', async () => {
  const { threadId } = await published();
  const name = drawName(await authorTag(bora.secret, bora.id, threadId));
  await t.ctx.pool.query(`insert into boards.authors values ($1, $2, $3, $4)`, [
    threadId,
    'AAAAAAAAAAAAAAAAAAAAAA',
    name.colour,
    name.animal,
  ]);
  const taken =
    name.colour === drawName(await authorTag(ayse.secret, ayse.id, threadId)).colour ? undefined : 2;
  for (let post = 0; post < 2; post++) {
    await writeReply(t, bora, threadId);
    await publishBatch(t);
  }
  const own = (await postsOf(threadId)).filter(({ isStarter }: { isStarter: boolean }) => !isStarter);
  expect(own).toHaveLength(2);
  expect(own[0].name).toEqual(own[1].name);
  expect(own[0].name).toMatchObject({ ...name, number: taken ?? expect.any(Number) });
});

test('a batch is published as a whole or not at all, and by one worker', async () => {
  const { threadId } = await published();
  for (let nth = 0; nth < 3; nth++) await writeReply(t, bora, threadId);
  const later = batchAfter(t.ctx.clock());
  const run = () => publishDue({ ...t.ctx, clock: () => later });
  // Its worker dies before the commit: the connection is ended while it waits to write.
  const lock = await holdLock(t, 'select 1 from boards.threads where id = $1 for update', [threadId]);
  const killed = run().catch((error: Error) => error);
  await lock.waitForBlocked(1);
  await lock.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  expect(await killed).toBeInstanceOf(Error);
  await lock.release();
  expect((await postsOf(threadId)).length).toBe(1);
  await Promise.all([run(), run(), run()]);
  expect((await postsOf(threadId)).length).toBe(4);
  expect((await t.as(ayse).get(`/boards/threads/${threadId}`)).postCount).toBe(4);
});

test('identities are erased after 180 days, and the commitments of a day written anew', async () => {
  const { threadId } = await published();
  const sealed = async () =>
    (await t.ctx.pool.query('select * from boards.identities where thread_id = $1', [threadId])).rowCount;
  const rows = async () =>
    (
      await t.ctx.pool.query(
        'select member_id, commitment, made_on::text, write_from, xmin::text as xmin from boards.commitments order by member_id',
      )
    ).rows;
  const at = (days: number) => ({ ...t.ctx, clock: () => new Date(t.ctx.clock().getTime() + daysMs(days)) });
  const before = await rows();
  expect(new Set(before.map(({ xmin }) => xmin)).size).toBeGreaterThan(1);
  await erase(at(1));
  const after = await rows();
  expect(new Set(after.map(({ xmin }) => xmin)).size).toBe(1);
  expect(after.map(({ xmin: _, ...row }) => row)).toEqual(before.map(({ xmin: _, ...row }) => row));
  await erase(at(179));
  expect(await sealed()).toBe(1);
  await erase(at(181));
  expect(await sealed()).toBe(0);
});

test('boards are managed, archived, and deleted when empty', async () => {
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const texts = { title: { tr: 'Yurtlar', en: 'Dormitories' }, description: { tr: '', en: '' } };
  const board = await t.as(admin).post('/admin/boards', { ...texts, universityId: null });
  expect(board).toMatchObject({ ...texts, isArchived: false, threadCount: 0 });
  const { threadId } = await writeThread(t, ayse, board.id);
  expect(await t.as(admin).raw('DELETE', `/admin/boards/${board.id}`)).toMatchObject({ status: 409 });
  await publishBatch(t);
  expect(await t.as(admin).raw('DELETE', `/admin/boards/${board.id}`)).toMatchObject({
    status: 409,
    body: { code: 'board_not_empty' },
  });
  expect(await t.as(admin).patch(`/admin/boards/${board.id}`, { isArchived: true })).toMatchObject({
    isArchived: true,
    ...texts,
  });
  expect(await put(bora, threadId, { secret: bora.secret, text: 'Geç' })).toMatchObject({
    status: 409,
    body: { code: 'board_archived' },
  });
  expect((await postsOf(threadId)).length).toBe(1);
  const empty = await t.as(admin).post('/admin/boards', { ...texts, universityId: ayse.universityId });
  expect(await t.as(admin).raw('DELETE', `/admin/boards/${empty.id}`)).toMatchObject({ status: 204 });
});
