import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock, inLockOrder } from '../../../testing/held-lock.ts';
import { otherProcess } from '../../../testing/other-process.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';

const t = await testServer();
const another = await otherProcess(t);
const strict = await testServer({ STAFF_SECOND_FACTOR: '1' });
afterAll(async () => {
  await another.close();
  await t.close();
  await strict.close();
});

let owner: TestMember;
let other: TestMember;
beforeAll(async () => {
  [owner, other] = (await t.members(2, { roles: ['owner'] })) as [TestMember, TestMember];
});

let count = 0;
const body = (over: object = {}) => ({ nameTr: `Rol ${++count}`, permissions: ['audit.read'], ...over });
const make = async (over: object = {}): Promise<{ id: string; version: number }> =>
  t.as(owner).post('/admin/roles', body(over));
const give = (member: TestMember, customRoles: string[], roles: string[] = []) =>
  t.as(owner).raw('PUT', `/admin/users/${member.id}/roles`, { body: { roles, customRoles } });
const newMember = async (roles: ('moderator' | 'admin')[] = []) =>
  (await t.members(1, { roles }))[0] as TestMember;
const permissionsOf = async (member: TestMember): Promise<string[]> =>
  (await t.as(member).get('/auth/me')).permissions;
const refused = (status: number, code: string) => ({ status, body: { code } });

test('an owner composes a role, gives it, and a member does exactly what it allows', async () => {
  const role = await make({
    nameTr: 'Metin sorumlusu',
    nameEn: 'Text editor',
    description: 'Metinleri günceller',
    permissions: ['audit.read', 'legal.write', 'audit.read'],
  });
  expect(role).toMatchObject({
    nameEn: 'Text editor',
    permissions: ['legal.write', 'audit.read'],
    holders: 0,
  });
  const member = await newMember();
  expect((await t.as(member).raw('GET', '/admin/audit-log')).status).toBe(403);
  expect(await give(member, [role.id])).toMatchObject({
    status: 200,
    body: {
      roles: ['member'],
      customRoles: [{ id: role.id, nameTr: 'Metin sorumlusu', nameEn: 'Text editor' }],
      permissions: ['legal.write', 'audit.read'],
    },
  });
  expect((await t.as(member).raw('GET', '/admin/audit-log')).status).toBe(200);
  expect((await t.as(member).raw('GET', '/admin/users')).status).toBe(403);
  const { items } = await t.as(owner).get(`/admin/users?customRoleId=${role.id}`);
  expect(items.map(({ id }: { id: string }) => id)).toEqual([member.id]);
  // Without `customRoles`, they stay as they are.
  await t.as(owner).put(`/admin/users/${member.id}/roles`, { roles: ['auditor'] });
  expect(await permissionsOf(member)).toEqual(['moderation_log.read', 'legal.write', 'audit.read']);
  const { items: entries } = await t
    .as(owner)
    .get(`/admin/audit-log?subject=${member.id}&action=role_granted`);
  expect(entries.map(({ details }: { details: object }) => details)).toEqual([
    { role: 'auditor' },
    { customRoleId: role.id, name: 'Metin sorumlusu' },
  ]);
});

test('a change of a role holds at once for all who have it, and its entry has both states', async () => {
  const role = await make({ permissions: ['audit.read', 'legal.write'] });
  const member = await newMember();
  await give(member, [role.id]);
  expect((await t.as(member).raw('GET', '/admin/legal/texts')).status).toBe(200);
  const change = body({ permissions: ['jobs.write'], basedOn: 1 });
  expect(await t.as(owner).put(`/admin/roles/${role.id}`, change)).toMatchObject({ version: 2, holders: 1 });
  expect((await t.as(member).raw('GET', '/admin/legal/texts')).status).toBe(403);
  expect((await t.as(member).raw('GET', '/admin/jobs')).status).toBe(200);
  expect(await t.as(owner).raw('PUT', `/admin/roles/${role.id}`, { body: change })).toMatchObject(
    refused(409, 'role_changed'),
  );
  const { items } = await t.as(owner).get(`/admin/audit-log?subject=${role.id}&action=custom_role_changed`);
  expect(items).toMatchObject([
    {
      details: {
        before: { permissions: ['legal.write', 'audit.read'] },
        after: { permissions: ['jobs.write'] },
      },
    },
  ]);
});

test('deleting a role takes it from all who have it', async () => {
  const role = await make();
  const [a, b] = [await newMember(), await newMember()];
  await give(a, [role.id]);
  await give(b, [role.id]);
  expect((await t.as(b).raw('GET', '/admin/audit-log')).status).toBe(200);
  expect((await t.as(owner).raw('DELETE', `/admin/roles/${role.id}`)).status).toBe(204);
  for (const member of [a, b]) {
    expect((await t.as(member).raw('GET', '/admin/audit-log')).status).toBe(403);
    expect((await t.as(owner).get(`/admin/users/${member.id}`)).customRoles).toEqual([]);
  }
  expect((await t.as(owner).raw('DELETE', `/admin/roles/${role.id}`)).status).toBe(404);
  expect(await give(a, [role.id])).toMatchObject(refused(422, 'unknown_custom_role'));
});

test('a role holds nothing that only owners may do, no unknown permission, and a name of its own', async () => {
  const attempt = (over: object) => t.as(owner).raw('POST', '/admin/roles', { body: body(over) });
  for (const permissions of [[], ['roles.write'], ['no.such'], ['audit.read', 'roles.write']])
    expect(await attempt({ permissions }), String(permissions)).toMatchObject(
      refused(400, 'invalid_request'),
    );
  for (const nameTr of ['', ' ', '\u2800', 'a\u202eb', 'iki\nsatır', 'x'.repeat(61)])
    expect(await attempt({ nameTr }), nameTr).toMatchObject(refused(400, 'invalid_request'));
  for (const nameTr of ['SAHİP', 'Owner', 'moderator', 'YÖNETİCİ'])
    expect(await attempt({ nameTr }), nameTr).toMatchObject(refused(409, 'role_name_taken'));
  expect((await attempt({ nameTr: 'Etkinlik Ekibi' })).status).toBe(201);
  expect(await attempt({ nameTr: 'ETKİNLİK EKİBİ' })).toMatchObject(refused(409, 'role_name_taken'));
  expect(await attempt({ permissions: ['audit.read'], allUniversities: false })).toMatchObject(
    refused(422, 'not_limitable'),
  );
});

test('only owners see and change roles, with a fresh confirmation', async () => {
  const admin = await newMember(['admin']);
  const { id } = await make();
  for (const [method, path] of [
    ['GET', '/admin/roles'],
    ['POST', '/admin/roles'],
    ['PUT', `/admin/roles/${id}`],
    ['DELETE', `/admin/roles/${id}`],
  ] as const)
    expect(await t.as(admin).raw(method, path, { body: body() })).toMatchObject(refused(403, 'forbidden'));
  await t.ctx.pool.query(
    `update auth.sessions set authenticated_at = now() - interval '1 day' where id = $1`,
    [other.sessionId],
  );
  for (const [method, path, sent] of [
    ['POST', '/admin/roles', body()],
    ['PUT', `/admin/roles/${id}`, body({ basedOn: 1 })],
    ['DELETE', `/admin/roles/${id}`, undefined],
  ] as const)
    expect(await t.as(other).raw(method, path, sent ? { body: sent } : {})).toMatchObject(
      refused(403, 'reauthentication_required'),
    );
});

test('nobody acts on somebody who may do what they may not', async () => {
  const suspender = await newMember();
  await give(suspender, [
    (await make({ permissions: ['members.suspend', 'reports.resolve', 'reports.read'] })).id,
  ]);
  const reader = await newMember();
  await give(reader, [(await make({ permissions: ['jobs.write'] })).id]);
  const [moderator, admin, plain] = [
    await newMember(['moderator']),
    await newMember(['admin']),
    await newMember(),
  ];
  const suspend = (by: TestMember, id: string) =>
    t.as(by).raw('PUT', `/admin/users/${id}/suspend`, { body: { reason: 'Deneme' } });
  for (const outranked of [reader, moderator, admin, owner])
    expect(await suspend(suspender, outranked.id)).toMatchObject(refused(403, 'insufficient_rank'));
  expect((await suspend(suspender, plain.id)).status).toBe(204);
  expect((await suspend(admin, reader.id)).status).toBe(204);
});

test('a limited role sees reports of the own university; another that is not limited sees all', async () => {
  const limited = await make({ permissions: ['reports.read', 'audit.read'], allUniversities: false });
  const whole = await make({ permissions: ['reports.read'] });
  const member = await newMember();
  const [there] = (await t.members(1, { university: 'nar' })) as [TestMember];
  const report = { subjectType: 'user', subjectId: there.id, reason: 'spam' };
  const { id } = await t.as(await newMember()).post('/reports', report);
  const seen = async () => (await t.as(member).raw('GET', `/admin/reports/${id}`)).status;
  await give(member, [limited.id]);
  expect(await seen()).toBe(404);
  await give(member, [limited.id, whole.id]);
  expect(await seen()).toBe(200);
  await give(member, [limited.id]);
  expect(await seen()).toBe(404);
});

test('a limited role acts on members and posts of the own university alone', async () => {
  const limited = await make({ permissions: ['reports.read', 'reports.resolve'], allUniversities: false });
  const whole = await make({ permissions: ['reports.read', 'reports.resolve'] });
  const member = await newMember();
  const here = await newMember();
  const [there] = (await t.members(1, { university: 'nar' })) as [TestMember];
  const warn = (about: TestMember) =>
    t.as(member).raw('POST', `/admin/users/${about.id}/warn`, { body: { reason: 'Deneme' } });
  const remove = async (author: TestMember) => {
    const { id } = await t.as(author).post('/posts', { content: 'Merhaba' });
    return t.as(member).raw('DELETE', `/posts/${id}`);
  };
  await give(member, [limited.id]);
  expect((await warn(here)).status).toBe(204);
  expect(await warn(there)).toMatchObject(refused(403, 'other_university'));
  expect((await remove(here)).status).toBe(204);
  expect(await remove(there)).toMatchObject(refused(403, 'not_your_post'));
  await give(member, [limited.id, whole.id]);
  expect((await warn(there)).status).toBe(204);
  expect((await remove(there)).status).toBe(204);
});

test('a limited role looks up members of the own university alone, unless an act of it knows no limit', async () => {
  const here = await newMember();
  const [there] = (await t.members(1, { university: 'nar' })) as [TestMember];
  const staff = await newMember();
  const look = async (by: TestMember) => ({
    here: (await t.as(by).raw('GET', `/admin/users/${here.id}`)).status,
    there: (await t.as(by).raw('GET', `/admin/users/${there.id}`)).status,
    listed: (await t.as(by).get(`/admin/users?q=${there.username}`)).items.length,
    ofOther: (await t.as(by).get(`/admin/users?universityId=${there.universityId}&limit=1`)).items.length,
  });
  const own = { here: 200, there: 403, listed: 0, ofOther: 0 };
  const all = { here: 200, there: 200, listed: 1, ofOther: 1 };
  const roleOf = async (...permissions: string[]) =>
    (await make({ permissions: ['reports.read', ...permissions], allUniversities: false })).id;
  const [limited, suspends, marks] = [
    await roleOf(),
    await roleOf('members.suspend'),
    await roleOf('official.write'),
  ];
  await give(staff, [limited]);
  expect(await look(staff)).toEqual(own);
  expect(await t.as(staff).raw('GET', `/admin/users/${there.id}`)).toMatchObject(
    refused(403, 'other_university'),
  );
  for (const role of [suspends, marks]) {
    await give(staff, [limited, role]);
    expect(await look(staff)).toEqual(all);
  }
  await give(staff, [limited, (await make({ permissions: ['reports.read'] })).id]);
  expect(await look(staff)).toEqual(all);
  // A moderator who was not granted all universities.
  const local = await newMember();
  const setScope = (allUniversities: boolean) =>
    t.as(owner).put(`/admin/users/${local.id}/roles`, { roles: ['moderator'], allUniversities });
  await setScope(false);
  expect(await look(local)).toEqual(own);
  await setScope(true);
  expect(await look(local)).toEqual(all);
});

test('a permission that opens no page alone is chosen together with what it needs', async () => {
  const attempt = (method: 'POST' | 'PUT', path: string, over: object) =>
    t.as(owner).raw(method, path, { body: body(over) });
  const { permissions } = await t.as(owner).get('/admin/roles');
  const needing = permissions.filter(({ needs }: { needs: string[] }) => needs.length > 0);
  expect(needing.map(({ name }: { name: string }) => name)).toContain('members.suspend');
  for (const { name, needs } of needing) {
    expect(await attempt('POST', '/admin/roles', { permissions: [name] })).toMatchObject({
      ...refused(422, 'permission_needed'),
      body: { errors: [{ path: 'permissions' }] },
    });
    const { status, body: role } = await attempt('POST', '/admin/roles', { permissions: [name, ...needs] });
    expect(status).toBe(201);
    expect(
      await attempt('PUT', `/admin/roles/${role.id}`, { permissions: [name], basedOn: 1 }),
    ).toMatchObject(refused(422, 'permission_needed'));
  }
});

test('another process learns of a change', async () => {
  const role = await make();
  const member = await newMember();
  await give(member, [role.id]);
  const reads = async () => (await another.as(member).raw('GET', '/admin/audit-log')).status;
  await expect.poll(reads).toBe(200);
  const changed = body({ permissions: ['jobs.write'], basedOn: 1 });
  await t.as(owner).put(`/admin/roles/${role.id}`, changed);
  // Sooner than a cached viewer ends by itself, which takes ten seconds.
  await expect.poll(reads, { timeout: 1_000 }).toBe(403);
});

test('a custom role works only in a session with a second factor', async () => {
  const [boss] = (await strict.members(1, { roles: ['owner'] })) as [TestMember];
  await strict.ctx.pool.query('update auth.sessions set second_factor_at = now() where id = $1', [
    boss.sessionId,
  ]);
  const [member] = (await strict.members(1)) as [TestMember];
  const { id } = await strict.as(boss).post('/admin/roles', body());
  await strict.as(boss).put(`/admin/users/${member.id}/roles`, { roles: [], customRoles: [id] });
  expect(await strict.as(member).raw('GET', '/admin/audit-log')).toMatchObject(
    refused(403, 'second_factor_required'),
  );
  expect(await strict.as(member).get('/auth/me')).toMatchObject({
    permissions: [],
    secondFactorRequired: true,
  });
});

test('an act that meets a change of its role waits for it, and is refused without the permission', async () => {
  const role = await make({ permissions: ['hashtags.hide'] });
  const member = await newMember();
  await give(member, [role.id]);
  const hide = () => t.as(member).raw('PUT', '/admin/hashtags/bahis/hidden', { body: { reason: 'Bahis' } });
  expect((await hide()).status).toBe(204);
  // While the role changes, an act that began before waits at the role, and finds the permission gone.
  for (const statement of [
    `update auth.custom_roles set permissions = '{}' where id = $1`,
    'delete from auth.user_custom_roles where role_id = $1',
  ]) {
    await t.ctx.pool.query(`update auth.custom_roles set permissions = '{hashtags.hide}' where id = $1`, [
      role.id,
    ]);
    const lock = await holdLock(t, 'select from auth.custom_roles where id = $1 for update', [role.id]);
    const pending = t.as(member).raw('DELETE', '/admin/hashtags/bahis/hidden');
    await lock.waitForBlocked(1);
    await lock.query(statement, [role.id]);
    await lock.release();
    expect(await pending).toMatchObject(refused(403, 'forbidden'));
  }
});

test('two owners at once: one change of a role, and no role that was deleted meanwhile', async () => {
  const role = await make();
  const [again] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const change = (by: TestMember) => () =>
    t.as(by).raw('PUT', `/admin/roles/${role.id}`, { body: body({ basedOn: 1 }) });
  const both = await inLockOrder(
    await holdLock(t, 'select from auth.custom_roles where id = $1 for update', [role.id]),
    change(owner),
    change(again),
  );
  expect(both.map(({ status }) => status)).toEqual([200, 409]);
  const member = await newMember();
  const [deleted, given] = await inLockOrder(
    await holdLock(t, 'select from auth.custom_roles where id = $1 for update', [role.id]),
    () => t.as(again).raw('DELETE', `/admin/roles/${role.id}`),
    () => give(member, [role.id]),
  );
  expect([deleted?.status, given?.status]).toEqual([204, 422]);
});

test('roles are limited in number, for the campus and for a member', async () => {
  for (;;) {
    const { status, body: made } = await t.as(owner).raw('POST', '/admin/roles', { body: body() });
    if (status !== 201) {
      expect({ status, code: made.code }).toEqual({ status: 422, code: 'too_many_roles' });
      break;
    }
  }
  const { items, max } = await t.as(owner).get('/admin/roles');
  expect(items).toHaveLength(max);
  const ids = items.map(({ id }: { id: string }) => id);
  const member = await newMember();
  expect((await give(member, ids.slice(0, 11))).status).toBe(400);
  expect((await give(member, ids.slice(0, 10))).status).toBe(200);
});
