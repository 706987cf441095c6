import { afterAll, beforeEach, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { closeDueApprovals } from '../../auth/approvals/service.ts';
import { makePost } from '../../content/factory.ts';
import { runBatch } from './running.ts';
import { Batch, BatchPreview } from './schemas.ts';
import { undoBatch } from './undoing.ts';

const t = await testServer();
afterAll(t.close);

let can: TestMember;
let derya: TestMember;
let admin: TestMember;
let reporter: TestMember;
beforeEach(async () => {
  [can, derya] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [reporter] = (await t.members(1)) as [TestMember];
});

const origin = { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' };
const path = '/admin/moderation/batches';
const members = async (count: number) => (await t.members(count)) as [TestMember, ...TestMember[]];
const report = async (by: TestMember, subjectId: string, subjectType = 'post') =>
  (await t.as(by).post('/reports', { subjectType, subjectId, reason: 'spam' })).id as string;
/** A reported post of a new member, or of this one. */
const reported = async (author?: TestMember) => {
  const owner = author ?? (await members(1))[0];
  const post = await makePost(t, { author: owner, content: 'Reklam: tıkla kazan' });
  return { owner, post, id: await report(reporter, post.id) };
};
const removal = (reportIds: string[]) => ({
  reportIds,
  decision: 'remove_post',
  rule: 'spam',
  reason: 'Aynı reklamı birçok yere yazdın.',
  note: 'Reklam dalgası',
});
const start = (by: TestMember, body: object) => t.as(by).raw('POST', path, { body });
const found = async (by: TestMember, id: string): Promise<Batch> =>
  Batch.strict().parse(await t.as(by).get(`${path}/${id}`));
const done = async (by: TestMember, body: object): Promise<Batch> => {
  const answer = await start(by, body);
  expect(answer).toMatchObject({ status: 202 });
  await t.settled();
  return found(by, answer.body.id);
};
const undo = (by: TestMember, id: string) =>
  t.as(by).raw('POST', `${path}/${id}/undo`, { body: { reason: 'Yanlış seçtim' } });
const undone = async (by: TestMember, id: string): Promise<Batch> => {
  expect(await undo(by, id)).toMatchObject({ status: 202 });
  await t.settled();
  return found(by, id);
};
const decide = (by: TestMember, id: string, decision: string) =>
  t.as(by).raw('PATCH', `/admin/reports/${id}`, { body: { decision, note: 'Bakıldı' } });
const exists = async (id: string) => (await t.as(admin).raw('GET', `/posts/${id}`)).status === 200;
const refused = (status: number, code: string) => ({ status, body: { code } });
const topics = async (member: TestMember): Promise<string[]> => {
  await t.settled();
  return (await t.as(member).get('/notifications')).items.map(({ topic }: { topic: string }) => topic);
};
const actsOf = async (): Promise<string[]> =>
  (await t.ctx.pool.query('select entry from moderation.log order by seq')).rows.map(
    ({ entry }) => JSON.parse(entry).act,
  );

test('cases are decided as alone, one message for each member, and all of it is taken back once', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const again = await reported(a.owner);
  const body = removal([a.id, again.id, b.id, c.id]);
  const preview = await start(can, { ...body, preview: true });
  expect(BatchPreview.strict().parse(preview.body)).toEqual({
    items: 4,
    members: 3,
    leftOut: [],
    hasMore: false,
    needsSecond: false,
  });
  expect(await exists(a.post.id)).toBe(true);
  const before = (await actsOf()).length;
  const batch = await done(can, body);
  expect(batch).toMatchObject({ state: 'done', items: 4, done: 4, leftOut: 0, members: 3, undo: null });
  for (const { post } of [a, again, b, c]) expect(await exists(post.id)).toBe(false);
  expect(await topics(a.owner)).toEqual(['posts_removed']);
  expect(await topics(b.owner)).toEqual(['post_removed']);
  expect(await topics(reporter)).toEqual(['report_upheld']);
  expect((await t.as(b.owner).get('/users/me/decisions')).items[0]).toMatchObject({
    act: 'post_removed',
    reason: 'Aynı reklamı birçok yere yazdın.',
    canAppeal: true,
  });

  const back = await undone(can, batch.id);
  expect(back).toMatchObject({ state: 'undone', undo: { done: 4, leftOut: 0 }, undoUntil: null });
  for (const { post } of [a, again, b, c]) expect(await exists(post.id)).toBe(true);
  expect((await topics(a.owner)).sort()).toEqual(['decisions_undone', 'posts_removed']);
  expect((await actsOf()).slice(before)).toEqual([
    ...Array.from({ length: 4 }, () => 'post_removed'),
    ...Array.from({ length: 4 }, () => 'decision_undone'),
  ]);
  // The cases are open again, and their member still sees what was decided about which words.
  expect(await t.as(can).get(`/admin/reports/${a.id}`)).toMatchObject({ decision: null, reportCount: 1 });
  expect((await t.as(b.owner).get('/users/me/decisions')).items[0]).toMatchObject({
    content: 'Reklam: tıkla kazan',
    canAppeal: false,
  });
  expect(await undo(can, batch.id)).toMatchObject(refused(409, 'bulk_act_undone'));
  expect(await decide(derya, b.id, 'dismiss')).toMatchObject({ status: 200 });
});

test('what cannot be decided alone is left out, and says why', async () => {
  const [own, mine, claimed, taken, hidden, fine] = [
    await reported(can),
    await reported(),
    await reported(),
    await reported(),
    await reported(),
    await reported(),
  ];
  await report(can, mine.post.id);
  await t.as(derya).put(`/admin/reports/${claimed.id}/claim`, {});
  await decide(derya, taken.id, 'dismiss');
  const followers = await makePost(t, { author: hidden.owner, visibility: 'followers' });
  const closed = await report(reporter, followers.id);
  const member = await report(reporter, hidden.owner.id, 'user');
  const unknown = '01890000-0000-7000-8000-000000000000';
  const ids = [own.id, mine.id, claimed.id, taken.id, closed, member, unknown, fine.id];
  const { body } = await start(can, { ...removal(ids), preview: true });
  const problems = [
    'own_case',
    'own_report',
    'case_claimed',
    'already_resolved',
    'case_not_opened',
    'not_a_post',
    'report_not_found',
  ];
  expect(body.leftOut.map(({ problem }: { problem: string }) => problem)).toEqual(problems);
  const batch = await done(can, removal(ids));
  expect(batch.list.map(({ problem }) => problem)).toEqual([...problems, null]);
  expect(batch).toMatchObject({ done: 1, leftOut: 7 });
  await t.as(can).post(`/admin/reports/${closed}/open`, { reason: 'Reklam mı?' });
  expect(await done(can, removal([closed]))).toMatchObject({ done: 1 });
  expect(await start(can, removal([own.id]))).toMatchObject(refused(422, 'nothing_to_decide'));
  const many = Array.from(
    { length: 101 },
    (_, nr) => `01890000-0000-7000-8000-${String(nr).padStart(12, '0')}`,
  );
  expect((await start(can, removal(many))).status).toBe(400);
});

test('a mute, a suspension and a dismissal are taken back as well; a moderator suspends nobody', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const until = new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
  const act = (decision: string, id: string) => ({ ...removal([id]), decision, until });
  expect(await start(can, act('suspend_author', a.id))).toMatchObject(refused(403, 'admin_required'));
  expect(await start(can, { ...act('mute_author', a.id), until: undefined })).toMatchObject(
    refused(422, 'until_required'),
  );
  expect(await start(can, { ...act('mute_author', a.id), until: '2020-01-01T00:00:00.000Z' })).toMatchObject(
    refused(422, 'until_in_past'),
  );
  const warned = { ...removal([a.id]), decision: 'warn_content' };
  expect(await start(can, { ...warned, contentWarning: 'a\u0000b' })).toMatchObject(
    refused(400, 'forbidden_character'),
  );
  expect(await start(can, { ...warned, rule: undefined })).toMatchObject(refused(422, 'unknown_rule'));
  const muted = await done(can, act('mute_author', a.id));
  const suspended = await done(admin, act('suspend_author', b.id));
  const dismissed = await done(can, { ...removal([c.id]), decision: 'dismiss' });
  expect(await t.as(a.owner).raw('POST', '/posts', { body: { content: 'Merhaba' } })).toMatchObject({
    status: 403,
  });
  expect(await undo(can, suspended.id)).toMatchObject(refused(404, 'bulk_act_not_found'));
  for (const [by, { id }] of [
    [can, muted],
    [admin, suspended],
    [admin, dismissed],
  ] as const)
    expect(await undone(by, id)).toMatchObject({ undo: { done: 1 } });
  await t.as(a.owner).post('/posts', { content: 'Merhaba' });
  expect((await t.as(admin).get(`/admin/users/${b.owner.id}`)).status).toBe('active');
  expect(await t.as(can).get(`/admin/reports/${c.id}`)).toMatchObject({ decision: null });
  expect(await topics(c.owner)).toEqual([]);
});

test('the newest posts of a member are removed and come back; reported ones with their case', async () => {
  const [author] = await members(1);
  const old = await makePost(t, { author });
  await t.ctx.pool.query(
    "update content.posts set created_at = created_at - interval '3 hours' where id = $1",
    [old.id],
  );
  const { post, id } = await reported(author);
  const other = await makePost(t, { author });
  const body = {
    ...removal([]),
    reportIds: undefined,
    posts: { memberId: author.id, hours: 2 },
  };
  expect((await start(can, { ...body, preview: true })).body).toMatchObject({ items: 2, members: 1 });
  expect(await start(can, { ...body, decision: 'dismiss' })).toMatchObject(refused(422, 'nothing_chosen'));
  expect(await start(can, { ...body, posts: { memberId: admin.id, hours: 2 } })).toMatchObject(
    refused(403, 'insufficient_rank'),
  );
  const batch = await done(can, body);
  expect(batch).toMatchObject({ done: 2, member: { id: author.id } });
  expect([await exists(old.id), await exists(post.id), await exists(other.id)]).toEqual([true, false, false]);
  expect((await t.as(can).get(`/admin/reports/${id}`)).decision).toMatchObject({ outcome: 'post_removed' });
  await undone(can, batch.id);
  expect([await exists(post.id), await exists(other.id)]).toEqual([true, true]);
});

test('an appeal that was decided stays, one that waits is answered by the undo', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const batch = await done(can, removal([a.id, b.id, c.id]));
  const appeal = async ({ owner }: { owner: TestMember }) => {
    const decisionId = (await t.as(owner).get('/users/me/decisions')).items[0].id;
    return (await t.as(owner).post('/appeals', { decisionId, text: 'Reklam değil' })).id as string;
  };
  const judge = async (one: { owner: TestMember }, outcome: string) =>
    t.as(derya).patch(`/admin/appeals/${await appeal(one)}`, { outcome, answer: 'Bakıldı' });
  await judge(a, 'upheld');
  await judge(b, 'rejected');
  await appeal(c);
  const back = await undone(can, batch.id);
  expect(back.list.map(({ undoProblem }) => undoProblem)).toEqual([
    'already_reversed',
    'appeal_decided',
    null,
  ]);
  expect([await exists(a.post.id), await exists(b.post.id), await exists(c.post.id)]).toEqual([
    true,
    false,
    true,
  ]);
  expect((await t.as(c.owner).get('/users/me/decisions')).items[0].appeal).toMatchObject({
    status: 'upheld',
    answer: 'Yanlış seçtim',
  });
  const { byModerator } = await t.as(admin).get('/admin/appeals/figures');
  expect(
    byModerator.find(({ moderator }: { moderator: { id: string } | null }) => moderator?.id === can.id),
  ).toMatchObject({ decisions: 3, appeals: 3, upheld: 2, rejected: 1, undone: 1 });
});

test('a batch can be taken back for 24 hours, by who did it and by admins', async () => {
  const { id } = await reported();
  const batch = await done(can, removal([id]));
  expect(await undo(derya, batch.id)).toMatchObject(refused(404, 'bulk_act_not_found'));
  expect((await t.as(derya).get(path)).items).toEqual([]);
  expect((await t.as(admin).get(path)).items[0]).toMatchObject({ id: batch.id });
  await t.ctx.pool.query(
    "update moderation.batches set finished_at = finished_at - interval '24 hours' where id = $1",
    [batch.id],
  );
  expect(await undo(can, batch.id)).toMatchObject(refused(409, 'bulk_undo_too_late'));
  expect((await found(can, batch.id)).undoUntil).toBeNull();
});

const run = (id: string) => runBatch(t.ctx, { batchId: id, origin });
const holdReport = (id: string) =>
  holdLock(t, 'select from moderation.reports where id = $1 for update', [id]);
const decisionsAbout = async (subjectId: string): Promise<number> =>
  (await t.ctx.pool.query('select from moderation.decisions where subject_id = $1', [subjectId])).rowCount ??
  0;

test('two overlapping batches at once decide each case once', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const lock = await holdReport(a.id);
  const first = await start(can, removal([a.id, b.id]));
  const second = await start(derya, removal([a.id, c.id, b.id]));
  const runs = [run(first.body.id)];
  await lock.waitForBlocked(1);
  runs.push(run(second.body.id));
  await lock.waitForBlocked(2);
  await lock.release();
  await Promise.all(runs);
  const batches = [await found(can, first.body.id), await found(derya, second.body.id)];
  expect(batches.map((batch) => batch.state)).toEqual(['done', 'done']);
  expect(batches.reduce((sum, batch) => sum + batch.done, 0)).toBe(3);
  expect(batches.flatMap(({ list }) => list.flatMap(({ problem }) => problem ?? []))).toEqual([
    'already_resolved',
    'already_resolved',
  ]);
  await t.settled();
  for (const { post } of [a, b, c]) expect(await decisionsAbout(post.id)).toBe(1);
});

test('of a batch and a single decision at once the first decides, and a deleted post is no obstacle', async () => {
  const [a, b] = [await reported(), await reported()];
  const lock = await holdReport(a.id);
  const batch = await start(can, removal([a.id, b.id]));
  const single = decide(derya, a.id, 'dismiss');
  await lock.waitForBlocked(1);
  const running = run(batch.body.id);
  await lock.waitForBlocked(2);
  await t.as(b.owner).delete(`/posts/${b.post.id}`);
  await lock.release();
  expect((await single).status).toBe(200);
  await running;
  expect((await found(can, batch.body.id)).list).toMatchObject([
    { state: 'left_out', problem: 'already_resolved' },
    { state: 'done' },
  ]);
  expect(await exists(a.post.id)).toBe(true);
});

test('a post that its author deletes meanwhile is left out, with its batch of posts', async () => {
  const [author] = await members(1);
  const [first, second] = [await makePost(t, { author }), await makePost(t, { author })];
  const lock = await holdLock(t, 'select from content.posts where id = $1 for update', [second.id]);
  const { body } = await start(can, {
    ...removal([]),
    reportIds: undefined,
    posts: { memberId: author.id, hours: 1 },
  });
  const running = run(body.id);
  await lock.waitForBlocked(1);
  await t.as(author).delete(`/posts/${first.id}`);
  await lock.release();
  await running;
  const batch = await found(can, body.id);
  expect(batch.list).toMatchObject([{ state: 'done' }, { state: 'left_out', problem: 'post_not_found' }]);
});

test('a run that is killed goes on where it stopped, also twice at once', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const lock = await holdReport(b.id);
  const { body } = await start(can, removal([a.id, b.id, c.id]));
  const killed = run(body.id).catch((error: Error) => error);
  await lock.waitForBlocked(1);
  expect(await found(can, body.id)).toMatchObject({ state: 'running', done: 1 });
  await lock.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  await lock.release();
  expect(await killed).toBeInstanceOf(Error);
  await Promise.all([run(body.id), run(body.id)]);
  expect(await found(can, body.id)).toMatchObject({ state: 'done', done: 3, leftOut: 0 });
  for (const { post } of [a, b, c]) expect(await decisionsAbout(post.id)).toBe(1);
  await undo(can, body.id);
  await Promise.all([
    undoBatch(t.ctx, { batchId: body.id, origin }),
    undoBatch(t.ctx, { batchId: body.id, origin }),
  ]);
  await t.settled();
  expect((await found(can, body.id)).undo).toMatchObject({ done: 3, leftOut: 0 });
  expect(await topics(b.owner)).toHaveLength(2);
});

test('an undo ends a batch that still runs, and takes back what it did', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const lock = await holdReport(b.id);
  const { body } = await start(can, removal([a.id, b.id, c.id]));
  const running = run(body.id);
  await lock.waitForBlocked(1);
  const undoing = undo(can, body.id);
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await undoing).status).toBe(202);
  await running;
  await t.settled();
  const batch = await found(can, body.id);
  expect(batch.state).toBe('undone');
  for (const { post } of [a, b, c]) expect(await exists(post.id)).toBe(true);
  for (const { undoState, problem } of batch.list)
    expect(['done', 'bulk_act_undone']).toContain(undoState ?? problem);
});

test('who loses the role in the middle decides no further', async () => {
  const [a, b, c] = [await reported(), await reported(), await reported()];
  const lock = await holdReport(b.id);
  const { body } = await start(can, removal([a.id, b.id, c.id]));
  const running = run(body.id);
  await lock.waitForBlocked(1);
  await t.ctx.pool.query('delete from auth.user_roles where user_id = $1', [can.id]);
  await lock.release();
  await running;
  expect((await found(admin, body.id)).list).toMatchObject([
    { state: 'done' },
    { state: 'left_out', problem: 'forbidden' },
    { state: 'left_out', problem: 'forbidden' },
  ]);
  expect([await exists(b.post.id), await exists(c.post.id)]).toEqual([true, true]);
});

/** A batch that waits for a second person. */
async function waiting() {
  const reports = [];
  for (let nr = 0; nr < 21; nr++) reports.push(await reported());
  const until = new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
  const { body } = await start(can, {
    ...removal(reports.map(({ id }) => id)),
    decision: 'mute_author',
    until,
  });
  expect(body).toMatchObject({ state: 'waiting', mayWithdraw: true });
  return body.id as string;
}
const withdraw = (by: TestMember, id: string) =>
  t.as(by).raw('POST', `/admin/moderation/batches/${id}/withdraw`);
const requestOf = async (batchId: string) =>
  (await t.as(admin).get('/admin/approvals')).items.find(
    ({ targetId }: { targetId: string }) => targetId === batchId,
  );

test('who started a batch that waits takes it back, nobody else, and once', async () => {
  const id = await waiting();
  expect(await withdraw(derya, id)).toMatchObject(refused(404, 'bulk_act_not_found'));
  expect(await withdraw(admin, id)).toMatchObject(refused(404, 'bulk_act_not_found'));
  expect((await t.as(admin).get(`/admin/moderation/batches/${id}`)).mayWithdraw).toBe(false);
  const { id: approvalId } = await requestOf(id);
  expect(await withdraw(can, id)).toMatchObject({
    status: 200,
    body: { state: 'withdrawn', done: 0, leftOut: 21, mayWithdraw: false, undoUntil: null },
  });
  expect(await withdraw(can, id)).toMatchObject(refused(409, 'bulk_act_not_waiting'));
  expect(
    await t.as(admin).raw('PATCH', `/admin/approvals/${approvalId}`, { body: { decision: 'approve' } }),
  ).toMatchObject(refused(409, 'approval_closed'));
  await t.settled();
  expect(await found(can, id)).toMatchObject({ state: 'withdrawn', done: 0 });
  const { rows } = await t.ctx.pool.query(
    `select event from auth.audit_log where event in ('bulk_act_withdrawn', 'approval_cancelled') and actor_id = $1`,
    [can.id],
  );
  expect(rows).toHaveLength(2);
});

test('a withdrawal and an approval at the same moment: one of them wins', async () => {
  const id = await waiting();
  const { id: approvalId } = await requestOf(id);
  const lock = await holdLock(t, 'select from auth.users where id = $1 for update', [can.id]);
  const both = [
    withdraw(can, id),
    t.as(admin).raw('PATCH', `/admin/approvals/${approvalId}`, { body: { decision: 'approve' } }),
  ];
  await lock.waitForBlocked(2);
  await lock.release();
  const [taken, approved] = (await Promise.all(both)).map(({ status }) => status);
  expect([taken, approved].sort()).toEqual([200, 409]);
  await t.settled();
  expect((await found(can, id)).state).toBe(taken === 200 ? 'withdrawn' : 'done');
});

test('muting more than twenty members takes a second person', async () => {
  const reports = [];
  for (let nr = 0; nr < 21; nr++) reports.push(await reported());
  const until = new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
  const body = { ...removal(reports.map(({ id }) => id)), decision: 'mute_author', until };
  expect((await start(can, { ...body, preview: true })).body).toMatchObject({ needsSecond: true });
  const { body: batch } = await start(can, body);
  expect(batch).toMatchObject({ state: 'waiting', done: 0, undoUntil: null });
  expect(await start(can, body)).toMatchObject(refused(409, 'approval_pending'));
  const approval = (await t.as(admin).get('/admin/approvals')).items[0];
  expect(approval).toMatchObject({ act: 'mass_moderation', targetId: batch.id, mayDecide: 'yes' });
  await t.as(admin).patch(`/admin/approvals/${approval.id}`, { decision: 'approve' });
  await t.settled();
  expect(await found(can, batch.id)).toMatchObject({ state: 'done', done: 21 });
  expect((await undone(can, batch.id)).undo).toMatchObject({ done: 21 });
});

test('a bulk act that nobody approves in time is not done', async () => {
  const reports = [];
  for (let nr = 0; nr < 21; nr++) reports.push(await reported());
  const until = new Date(t.ctx.clock().getTime() + 6 * 86_400_000).toISOString();
  const { body } = await start(can, {
    ...removal(reports.map(({ id }) => id)),
    decision: 'mute_author',
    until,
  });
  t.clock.advance(72 * 3_600_000);
  await closeDueApprovals(t.ctx);
  await t.settled();
  const [later] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  expect(await found(later, body.id)).toMatchObject({ state: 'refused', done: 0, leftOut: 21 });
});

test('suspending an account for several cases sends one email, and the undo brings it back', async () => {
  const a = await reported();
  const b = await reported(a.owner);
  const batch = await done(admin, {
    ...removal([a.id, b.id]),
    decision: 'suspend_author',
    until: new Date(t.ctx.clock().getTime() + 6 * 3_600_000).toISOString(),
  });
  expect(batch).toMatchObject({ done: 2, members: 1 });
  const mails = (await t.emails()).filter(({ to }) => to?.[0]?.address === a.owner.email);
  expect(mails.map(({ subject }) => subject)).toEqual(['Hesabın askıya alındı']);
  await undone(admin, batch.id);
  expect((await t.as(admin).get(`/admin/users/${a.owner.id}`)).status).toBe('active');
});

test('a local moderator decides in bulk about their own university alone', async () => {
  const [local] = (await t.members(1, { roles: ['moderator'], university: 'nar' })) as [TestMember];
  const { id } = await reported();
  expect(await start(local, removal([id]))).toMatchObject(refused(422, 'nothing_to_decide'));
});
