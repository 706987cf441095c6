import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [first, second] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});

/** A case about a member, by the id of its report. */
async function makeCase(reporter?: TestMember): Promise<{ id: string; subjectId: string }> {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const body = { subjectType: 'user', subjectId: bora.id, reason: 'spam' };
  return { id: (await t.as(reporter ?? ayse).post('/reports', body)).id, subjectId: bora.id };
}
const claim = (by: TestMember, id: string, body: object = {}) =>
  t.as(by).raw('PUT', `/admin/reports/${id}/claim`, { body });
const release = (by: TestMember, id: string) => t.as(by).raw('DELETE', `/admin/reports/${id}/claim`);
const decide = (by: TestMember, id: string) =>
  t.as(by).raw('PATCH', `/admin/reports/${id}`, { body: { decision: 'dismiss', note: 'Bakıldı.' } });

test('a claimed case is decided by its holder alone, and everybody sees who that is', async () => {
  const { id } = await makeCase();
  const claimed = await claim(first, id);
  expect(claimed).toMatchObject({
    status: 200,
    body: { id, claim: { moderator: { id: first.id, username: first.username } } },
  });
  const minutes = (Date.parse(claimed.body.claim.expiresAt) - t.ctx.clock().getTime()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThanOrEqual(15);
  const listed = (await t.as(second).get('/admin/reports?limit=100')).items;
  expect(listed.find((item: { id: string }) => item.id === id).claim).toEqual(claimed.body.claim);
  expect(await decide(second, id)).toMatchObject({ status: 409, body: { code: 'case_claimed' } });
  expect(await claim(second, id)).toMatchObject({ status: 409, body: { code: 'case_claimed' } });
  expect(await claim(first, id)).toMatchObject({ status: 200 });
  expect(await decide(first, id)).toMatchObject({ status: 200, body: { claim: null } });
  // Reported again, the case is nobody's.
  expect(
    (await t.ctx.pool.query('select 1 from moderation.claims where moderator_id = $1', [first.id])).rows,
  ).toEqual([]);
});

test('a claim ends when it is released, and by itself', async () => {
  const { id, subjectId } = await makeCase();
  await claim(first, id);
  expect(await release(second, id)).toMatchObject({ status: 204 });
  expect(await decide(second, id)).toMatchObject({ status: 409 });
  expect(await release(first, id)).toMatchObject({ status: 204 });
  expect(await claim(second, id)).toMatchObject({ status: 200 });
  await t.ctx.pool.query('update moderation.claims set expires_at = $1 where subject_id = $2', [
    t.ctx.clock(),
    subjectId,
  ]);
  expect((await t.as(first).get(`/admin/reports/${id}`)).claim).toBeNull();
  expect(await decide(first, id)).toMatchObject({ status: 200 });
});

test('only an admin takes a case over, which is in the audit log', async () => {
  const { id } = await makeCase();
  await claim(first, id);
  expect(await claim(second, id, { takeOver: true })).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
  expect(await claim(admin, id)).toMatchObject({ status: 409 });
  expect(await claim(admin, id, { takeOver: true })).toMatchObject({
    status: 200,
    body: { claim: { moderator: { id: admin.id } } },
  });
  expect(await decide(first, id)).toMatchObject({ status: 409, body: { code: 'case_claimed' } });
  const { items } = await t
    .as(admin)
    .get(`/admin/audit-log?action=case_claimed&subjectType=report&subject=${id}`);
  expect(items).toMatchObject([
    { actor: { id: admin.id }, details: { takenFrom: first.id } },
    { actor: { id: first.id } },
  ]);
});

test('nobody claims what they reported or what is about them, and nothing that is decided', async () => {
  const own = await makeCase(first);
  expect(await claim(first, own.id)).toMatchObject({ status: 422, body: { code: 'own_report' } });
  const [ayse] = (await t.members(1)) as [TestMember];
  const { id } = await t
    .as(ayse)
    .post('/reports', { subjectType: 'user', subjectId: second.id, reason: 'hate' });
  expect(await claim(second, id)).toMatchObject({ status: 422, body: { code: 'own_case' } });
  await decide(first, id);
  expect(await claim(admin, id, { takeOver: true })).toMatchObject({
    status: 409,
    body: { code: 'already_resolved' },
  });
});

test.for([1, 2, 3])('of two who claim a case at the same moment, one gets it (%i)', async () => {
  const { id, subjectId } = await makeCase();
  const lock = await holdLock(t, 'select from moderation.reports where subject_id = $1 for update', [
    subjectId,
  ]);
  const claims = [claim(first, id), claim(second, id)];
  await lock.waitForBlocked(2);
  await lock.release();
  const answers = await Promise.all(claims);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = answers.find(({ status }) => status === 200)?.body.claim.moderator.id;
  expect((await t.as(admin).get(`/admin/reports/${id}`)).claim.moderator.id).toBe(winner);
});

test.for([
  ['a claim that comes first refuses the decision', ['claim', 'decide'], [200, 409]],
  ['a decision that comes first refuses the claim', ['decide', 'claim'], [200, 409]],
] as const)('%s', async ([, order, statuses]) => {
  const { id, subjectId } = await makeCase();
  const lock = await holdLock(t, 'select from moderation.reports where subject_id = $1 for update', [
    subjectId,
  ]);
  const pending = [];
  for (const [index, act] of order.entries()) {
    pending.push(act === 'claim' ? claim(first, id) : decide(second, id));
    await lock.waitForBlocked(index + 1);
  }
  await lock.release();
  const answers = await Promise.all(pending);
  expect(answers.map(({ status }) => status)).toEqual(statuses);
  expect(answers[1]?.body.code).toBe(order[0] === 'claim' ? 'case_claimed' : 'already_resolved');
});
