import { afterAll, beforeEach, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { closeDueApprovals } from './service.ts';

const t = await testServer();
afterAll(t.close);

let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
/** Three owners, and nobody else is one. */
beforeEach(async () => {
  await t.ctx.pool.query(`delete from auth.user_roles where role = 'owner'`);
  [ayse, bora, can] = (await t.members(3, { roles: ['owner'] })) as [TestMember, TestMember, TestMember];
});

const HOURS = 3_600_000;
const newMember = async (roles: 'admin'[] = []) => (await t.members(1, { roles }))[0] as TestMember;
const ask = (by: TestMember, method: 'PUT' | 'DELETE', about: TestMember) =>
  t.as(by).raw(method, `/admin/users/${about.id}/owner`, { body: { reason: 'Yeni dönem' } });
const decide = (by: TestMember, id: string, decision: 'approve' | 'refuse') =>
  t.as(by).raw('PATCH', `/admin/approvals/${id}`, { body: { decision } });
const cancel = (by: TestMember, id: string) => t.as(by).raw('DELETE', `/admin/approvals/${id}`);
const found = async (id: string) =>
  (await t.as(await newMember(['admin'])).get('/admin/approvals')).items.find(
    (item: { id: string }) => item.id === id,
  );
const rolesOf = async (member: TestMember): Promise<string[]> =>
  (await t.ctx.pool.query('select role from auth.user_roles where user_id = $1', [member.id])).rows.map(
    ({ role }) => role,
  );
const refused = (status: number, code: string) => ({ status, body: { code } });
const onlyOwners = (...kept: TestMember[]) =>
  t.ctx.pool.query(`delete from auth.user_roles where role = 'owner' and user_id <> all($1::uuid[])`, [
    kept.map(({ id }) => id),
  ]);
const later = async (hours: number) => {
  t.clock.advance(hours * HOURS);
  await closeDueApprovals(t.ctx);
};
const mailsTo = async (member: TestMember) => {
  await t.settled();
  return (await t.emails()).filter(({ to }) => to?.[0]?.address === member.email);
};
const eventsOf = async (member: TestMember): Promise<string[]> =>
  (
    await t.ctx.pool.query('select event from auth.audit_log where subject_id = $1 order by id', [member.id])
  ).rows.map(({ event }) => event);

test('a second owner approves, and the member is an owner at once; every step is logged and mailed', async () => {
  const derya = await newMember();
  const { status, body } = await ask(ayse, 'PUT', derya);
  expect({ status, ...body }).toMatchObject({
    status: 202,
    act: 'owner_granted',
    member: { id: derya.id },
    requestedBy: { id: ayse.id },
    reason: 'Yeni dönem',
    needsSecond: true,
    state: 'waiting',
    mayDecide: 'own_request',
    mayCancel: true,
  });
  expect(await rolesOf(derya)).toEqual([]);
  expect(await ask(bora, 'PUT', derya)).toMatchObject(refused(409, 'approval_pending'));
  expect(await decide(ayse, body.id, 'approve')).toMatchObject(refused(422, 'own_request'));
  expect(await decide(await newMember(['admin']), body.id, 'approve')).toMatchObject(
    refused(403, 'forbidden'),
  );
  expect(await cancel(await newMember(['admin']), body.id)).toMatchObject(refused(403, 'not_your_request'));
  expect((await decide(bora, body.id, 'approve')).body).toMatchObject({
    state: 'carried_out',
    closedBy: { id: bora.id },
    mayDecide: 'closed',
    mayCancel: false,
  });
  expect(await rolesOf(derya)).toEqual(['owner']);
  expect((await t.as(derya).raw('GET', '/admin/roles')).status).toBe(200);
  expect(await eventsOf(derya)).toEqual(['approval_requested', 'role_granted', 'approval_carried_out']);
  expect(await decide(can, body.id, 'approve')).toMatchObject(refused(409, 'approval_closed'));
  const [requested, closed] = await mailsTo(bora);
  expect(requested?.text).toContain(
    `@${ayse.username} şunu istedi: @${derya.username} kampüsün sahibi yapılsın`,
  );
  expect(closed?.subject).toBe('ChitLaq: istek yerine getirildi');
  expect((await mailsTo(derya)).map(({ subject }) => subject)).toContain(
    'ChitLaq kampüsündeki yetkilerin değişti',
  );
});

test('whom it concerns does not decide, and a refusal changes nothing', async () => {
  const { body } = await ask(ayse, 'DELETE', bora);
  expect(await decide(bora, body.id, 'refuse')).toMatchObject(refused(422, 'concerns_you'));
  expect(await cancel(bora, body.id)).toMatchObject(refused(403, 'not_your_request'));
  expect((await decide(can, body.id, 'refuse')).body).toMatchObject({ state: 'refused' });
  expect(await rolesOf(bora)).toContain('owner');
  expect(await eventsOf(bora)).toEqual(['approval_requested', 'approval_refused']);
  const again = await ask(ayse, 'DELETE', bora);
  expect((await decide(can, again.body.id, 'approve')).status).toBe(200);
  expect(await rolesOf(bora)).not.toContain('owner');
  expect((await t.as(bora).raw('GET', '/admin/roles')).status).toBe(403);
});

test('an owner resigns with the approval of another, and the last one cannot', async () => {
  const { body } = await ask(bora, 'DELETE', bora);
  expect((await decide(ayse, body.id, 'approve')).status).toBe(200);
  await onlyOwners(ayse);
  expect(await ask(ayse, 'DELETE', ayse)).toMatchObject(refused(409, 'last_owner'));
  expect(await ask(ayse, 'PUT', ayse)).toMatchObject(refused(409, 'already_owner'));
  expect(await ask(ayse, 'DELETE', bora)).toMatchObject(refused(409, 'not_owner'));
});

test('request and decision need a fresh confirmation, and a reason that says something', async () => {
  const derya = await newMember();
  const { body } = await ask(ayse, 'PUT', derya);
  await t.ctx.pool.query(`update auth.sessions set authenticated_at = 'epoch' where id = any($1)`, [
    [bora.sessionId, can.sessionId],
  ]);
  expect(await decide(bora, body.id, 'approve')).toMatchObject(refused(403, 'reauthentication_required'));
  expect(await ask(can, 'DELETE', ayse)).toMatchObject(refused(403, 'reauthentication_required'));
  const blank = { body: { reason: ' \u2800 ' } };
  expect((await t.as(ayse).raw('DELETE', `/admin/users/${bora.id}/owner`, blank)).status).toBe(400);
});

test('a request that nobody decides about expires after 72 hours', async () => {
  const derya = await newMember();
  const { body } = await ask(ayse, 'PUT', derya);
  await later(71);
  expect(await found(body.id)).toMatchObject({ state: 'waiting' });
  await later(1);
  expect(await found(body.id)).toMatchObject({ state: 'expired', closedBy: null });
  expect(await rolesOf(derya)).toEqual([]);
  expect(await eventsOf(derya)).toEqual(['approval_requested', 'approval_expired']);
});

test('without a second owner it is carried out after 72 hours, unless an admin stops it', async () => {
  await onlyOwners(ayse);
  const [derya, ece] = [await newMember(), await newMember()];
  const admin = await newMember(['admin']);
  const first = (await ask(ayse, 'PUT', derya)).body;
  expect(first).toMatchObject({ needsSecond: false });
  const [mail] = await mailsTo(admin);
  expect(mail?.text).toContain('kimse durdurmazsa istek kendiliğinden yerine getirilir');
  expect(mail?.text).toContain('/admin/approvals');
  const second = (await ask(ayse, 'PUT', ece)).body;
  expect((await cancel(admin, second.id)).status).toBe(204);
  expect(await cancel(admin, second.id)).toMatchObject(refused(409, 'approval_closed'));
  await later(71);
  expect(await rolesOf(derya)).toEqual([]);
  await later(1);
  expect(await rolesOf(derya)).toEqual(['owner']);
  expect(await rolesOf(ece)).toEqual([]);
  expect(await found(first.id)).toMatchObject({ state: 'carried_out', closedBy: null });
  expect(await eventsOf(derya)).toEqual(['approval_requested', 'role_granted', 'approval_carried_out']);
});

test('of two owners, one can be unmade by the other only after the wait, and may stop it', async () => {
  await onlyOwners(ayse, bora);
  const { body } = await ask(ayse, 'DELETE', bora);
  expect(body).toMatchObject({ needsSecond: false });
  expect(await decide(bora, body.id, 'approve')).toMatchObject(refused(422, 'concerns_you'));
  expect((await cancel(bora, body.id)).status).toBe(204);
  const again = (await ask(ayse, 'DELETE', bora)).body;
  // A third owner who comes in the meantime could decide: then time alone does not.
  await t.ctx.pool.query(`insert into auth.user_roles values ($1, 'owner')`, [can.id]);
  await later(72);
  expect(await found(again.id)).toMatchObject({ state: 'expired' });
  expect(await rolesOf(bora)).toContain('owner');
});

test('a request is void once who made it may not make it, or the member has changed', async () => {
  const derya = await newMember();
  const first = (await ask(ayse, 'PUT', derya)).body;
  await t.ctx.pool.query(`delete from auth.user_roles where role = 'owner' and user_id = $1`, [ayse.id]);
  expect(await decide(bora, first.id, 'approve')).toMatchObject(refused(409, 'approval_void'));
  expect(await found(first.id)).toMatchObject({ state: 'void' });
  const second = (await ask(can, 'PUT', derya)).body;
  await t.as(bora).put(`/admin/users/${derya.id}/suspend`, { reason: 'Deneme' });
  expect(await decide(bora, second.id, 'approve')).toMatchObject(refused(409, 'approval_void'));
  expect((await t.ctx.pool.query('select from auth.user_roles where user_id = $1', [derya.id])).rows).toEqual(
    [],
  );
});

const OWNERS_LOCK = `select pg_advisory_xact_lock(hashtextextended('auth.owners', 7))`;

test.for([
  ['two approvals', () => decide(bora, id, 'approve'), () => decide(can, id, 'approve'), [200, 409], true],
  [
    'approval and refusal',
    () => decide(bora, id, 'approve'),
    () => decide(can, id, 'refuse'),
    [200, 409],
    true,
  ],
  [
    'refusal and approval',
    () => decide(bora, id, 'refuse'),
    () => decide(can, id, 'approve'),
    [200, 409],
    false,
  ],
  ['approval and withdrawal', () => decide(bora, id, 'approve'), () => cancel(ayse, id), [200, 409], true],
  ['withdrawal and approval', () => cancel(ayse, id), () => decide(bora, id, 'approve'), [204, 409], false],
  [
    'suspension of the requester and approval',
    () => suspend(can, ayse),
    () => decide(bora, id, 'approve'),
    [204, 409],
    false,
  ],
  [
    'suspension of the approver and approval',
    () => suspend(can, bora),
    () => decide(bora, id, 'approve'),
    [204, 403],
    false,
  ],
] as const)('%s at once: the first decides', async ([, first, second, statuses, isOwner]) => {
  const derya = await newMember();
  id = (await ask(ayse, 'PUT', derya)).body.id;
  const lock = await holdLock(t, OWNERS_LOCK);
  const firstCall = first();
  await lock.waitForBlocked(1);
  const secondCall = second();
  await lock.waitForBlocked(2);
  await lock.release();
  expect([(await firstCall).status, (await secondCall).status]).toEqual(statuses);
  expect((await rolesOf(derya)).includes('owner')).toBe(isOwner);
});
let id: string;
const suspend = (by: TestMember, of: TestMember) =>
  t.as(by).raw('PUT', `/admin/users/${of.id}/suspend`, { body: { reason: 'Deneme' } });

test('two owners who unmake each other at once: both wait, and after one approval the other is void', async () => {
  const [first, second] = await Promise.all([ask(ayse, 'DELETE', bora), ask(bora, 'DELETE', ayse)]);
  expect([first.status, second.status]).toEqual([202, 202]);
  expect((await decide(can, first.body.id, 'approve')).status).toBe(200);
  expect(await decide(can, second.body.id, 'approve')).toMatchObject(refused(409, 'approval_void'));
  expect(await rolesOf(ayse)).toContain('owner');
});

test('two runs of the job at once carry it out once', async () => {
  await onlyOwners(ayse);
  const derya = await newMember();
  await ask(ayse, 'PUT', derya);
  t.clock.advance(72 * HOURS);
  await Promise.all([closeDueApprovals(t.ctx), closeDueApprovals(t.ctx)]);
  expect(await eventsOf(derya)).toEqual(['approval_requested', 'role_granted', 'approval_carried_out']);
});
