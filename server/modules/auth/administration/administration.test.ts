import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { insertCatalogue } from '../universities/queries.ts';

const t = await testServer();
afterAll(t.close);

let owner: TestMember;
let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [owner] = (await t.members(1, { roles: ['owner'], username: 'sahip' })) as [TestMember];
  [admin] = (await t.members(1, { roles: ['admin'], username: 'yonetici' })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'], username: 'gozcu' })) as [TestMember];
});
const status = async (caller: TestMember, method: 'PUT' | 'DELETE', path: string, body?: unknown) =>
  (await t.as(caller).raw(method, path, { body })).status;
const login = ({ username, password }: TestMember) =>
  t.anyone.post('/auth/login', { identifier: username, password });
const log = async (query: string) =>
  (await t.as(admin).get(`/admin/audit-log?${query}`)).items.map((item: { action: string }) => item.action);

test('a suspension ends every session at once, and a restored member signs in again', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  expect(await t.as(ayse).get('/auth/me')).toHaveProperty('user');
  expect(await status(admin, 'PUT', `/admin/users/${ayse.id}/suspend`, { reason: 'Tehdit' })).toBe(204);
  await expect
    .poll(() => t.as(ayse).get('/auth/me'))
    .toMatchObject({ status: 403, code: 'account_suspended' });
  expect(await t.anyone.post('/auth/refresh', { refreshToken: ayse.refreshToken })).toMatchObject({
    status: 401,
  });
  expect(await login(ayse)).toMatchObject({ user: { status: 'suspended' } });
  const [found] = (await t.as(moderator).get(`/admin/users?q=${ayse.username}`)).items;
  expect(found).toMatchObject({ status: 'suspended', suspension: { reason: 'Tehdit', until: null } });

  expect(await status(admin, 'PUT', `/admin/users/${ayse.id}/restore`)).toBe(204);
  expect(await status(admin, 'PUT', `/admin/users/${ayse.id}/restore`)).toBe(409);
  expect(await login(ayse)).toMatchObject({ user: { status: 'active' } });
  expect(await t.as(ayse).get('/auth/me')).toMatchObject({ status: 401 }); // ended sessions stay ended
  expect(await log(`actor=${admin.id}&subject=${ayse.id}`)).toEqual(['member_restored', 'member_suspended']);
});

test('a suspension with an end expires by itself', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const path = `/admin/users/${bora.id}/suspend`;
  const past = { reason: 'x', until: new Date(Date.now() - 1000).toISOString() };
  expect(await t.as(admin).put(path, past)).toMatchObject({ status: 422, code: 'until_in_past' });
  const until = new Date(Date.now() + 3 * 60_000).toISOString();
  expect(await status(admin, 'PUT', path, { reason: 'Üç dakika', until })).toBe(204);
  const liftExpired = async () => {
    await t.ctx.jobs.add('auth.liftExpiredSuspensions', {});
    await t.settled();
  };
  await liftExpired();
  expect(await login(bora)).toMatchObject({ user: { status: 'suspended' } });
  t.clock.advance(4 * 60_000);
  await liftExpired();
  expect(await login(bora)).toMatchObject({ user: { status: 'active' } });
  expect(await log(`subject=${bora.id}&action=member_restored`)).toEqual(['member_restored']);
});

test('staff act only on members of lower rank and not on themselves, but owners act on all', async () => {
  const [other] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const body = { reason: 'Deneme' };
  for (const [caller, target, expected] of [
    [admin, admin, 422],
    [admin, other, 403],
    [admin, owner, 403],
    [owner, owner, 422],
    [owner, other, 204],
  ] as const) {
    expect(await status(caller, 'PUT', `/admin/users/${target.id}/suspend`, body)).toBe(expected);
    expect(await status(caller, 'DELETE', `/admin/users/${target.id}/sessions`)).toBe(expected);
  }
  expect(await status(owner, 'PUT', '/admin/users/00000000-0000-7000-8000-000000000000/restore')).toBe(404);
});

test('an owner grants and revokes roles at once, but makes no owner alone', async () => {
  const [can] = (await t.members(1)) as [TestMember];
  const path = `/admin/users/${can.id}/roles`;
  expect(await status(admin, 'PUT', path, { roles: ['moderator'] })).toBe(403);
  expect(await t.as(owner).put(path, { roles: ['moderator'] })).toMatchObject({
    roles: ['member', 'moderator'],
  });
  await expect.poll(async () => (await t.as(can).raw('GET', '/admin/users')).status).toBe(200);
  // Owners are made and unmade by two people.
  for (const [id, roles] of [
    [can.id, ['moderator', 'owner']],
    [owner.id, []],
  ] as const)
    expect(await t.as(owner).raw('PUT', `/admin/users/${id}/roles`, { body: { roles } })).toMatchObject({
      status: 409,
      body: { code: 'approval_required' },
    });
  expect((await log(`subject=${can.id}`)).filter((action: string) => action === 'role_granted')).toHaveLength(
    1,
  );
});

test('moderators find members by name only, admins by address too and see it', async () => {
  const [derya] = (await t.members(1, { username: 'derya_b', displayName: 'Derya Işık' })) as [TestMember];
  for (const q of ['derya_b', '@DERYA_B', 'ışık', 'ISIK'])
    expect((await t.as(moderator).get(`/admin/users?q=${encodeURIComponent(q)}`)).items).toMatchObject([
      { id: derya.id },
    ]);
  const address = encodeURIComponent(derya.email);
  expect((await t.as(moderator).get(`/admin/users?q=${address}`)).items).toEqual([]);
  expect(JSON.stringify(await t.as(moderator).get('/admin/users'))).not.toContain(derya.email);
  expect((await t.as(admin).get(`/admin/users?q=${address}`)).items).toMatchObject([{ email: derya.email }]);
  expect((await t.as(admin).get('/admin/users?q=%25')).items).toEqual([]);
});

test('members and the log are paged, each entry once', async () => {
  for (const path of ['/admin/users', '/admin/audit-log']) {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await t
        .as(admin)
        .get(`${path}?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort().reverse());
  }
});

test('an admin opens a university by rules, and closes it; each act is in the log', async () => {
  await insertCatalogue(t.ctx.db, [
    { name: 'Ladin Üniversitesi', country: 'TR', domains: ['ladin.edu.tr'] },
    { name: 'Ardıç Üniversitesi', country: 'TR', domains: ['ardic.edu.tr'] },
  ]);
  const as = t.as(admin);
  const [ladin] = (await as.get('/admin/universities?q=LADİN')).items;
  expect(ladin).toMatchObject({ isOpen: false, domains: ['ladin.edu.tr'], rules: [] });
  const path = `/admin/universities/${ladin.id}`;
  expect(await as.patch(path, { isOpen: true })).toMatchObject({ code: 'no_rules' });
  const wide = { domain: 'edu.tr', includeSubdomains: true };
  expect(await as.post(`${path}/rules`, wide)).toMatchObject({ status: 422, code: 'domain_too_broad' });
  expect(await as.post(`${path}/rules`, { domain: 'ladin' })).toMatchObject({ code: 'invalid_request' });
  const body = { domain: 'Ladin.edu.tr', prefix: 'B', affiliation: 'student', note: 'Öğrenci işleri' };
  const opened = await as.post(`${path}/rules`, body);
  expect(opened).toMatchObject({
    isOpen: true,
    rules: [{ domain: 'ladin.edu.tr', prefix: 'b', mailboxRule: 'exact', note: 'Öğrenci işleri' }],
  });
  expect(await as.post(`${path}/rules`, body)).toMatchObject({ status: 409, code: 'rule_exists' });
  const rule = `${path}/rules/${opened.rules[0].id}`;
  expect(await as.patch(rule, { prefix: '', includeSubdomains: true })).toMatchObject({
    rules: [{ prefix: '', includeSubdomains: true, note: 'Öğrenci işleri' }],
  });
  expect(await as.patch(path, { isOpen: false })).toMatchObject({ isOpen: false });
  expect(await as.patch(path, { isOpen: true })).toMatchObject({ isOpen: true });
  expect(await as.delete(rule)).toMatchObject({ isOpen: false, rules: [] });
  expect(await as.delete(rule)).toMatchObject({ status: 404, code: 'rule_not_found' });
  expect(await log(`subject=${ladin.id}`)).toEqual([
    'university_rule_removed',
    'university_opened',
    'university_closed',
    'university_rule_changed',
    'university_rule_added',
  ]);
});

test('when a domain’s mailbox rule changes, members still sign in, and two accounts never become one', async () => {
  const [fidan] = (await t.members(1, { username: 'fidan', university: 'nar' })) as [TestMember];
  await t.ctx.pool.query(
    `update auth.users set email = 'f.idan@nar.edu.tr', mailbox = 'f.idan@nar.edu.tr' where id = $1`,
    [fidan.id],
  );
  const as = t.as(admin);
  const [nar] = (await as.get('/admin/universities?q=nar%20university')).items;
  const rule = `/admin/universities/${nar.id}/rules/${nar.rules[0].id}`;
  expect(await as.patch(rule, { mailboxRule: 'dots_plus' })).toMatchObject({
    rules: [{ mailboxRule: 'dots_plus' }],
  });
  for (const identifier of ['f.idan@nar.edu.tr', 'fidan+x@nar.edu.tr'])
    expect(await t.anyone.post('/auth/login', { identifier, password: fidan.password })).toMatchObject({
      user: { id: fidan.id },
    });
  await as.patch(rule, { mailboxRule: 'exact' });
  await t.members(1, { username: 'fi_dan', university: 'nar' });
  await t.ctx.pool.query(
    `update auth.users set email = 'fi.dan@nar.edu.tr', mailbox = 'fi.dan@nar.edu.tr' where username = 'fi_dan'`,
  );
  expect(await as.patch(rule, { mailboxRule: 'dots_plus' })).toMatchObject({
    status: 409,
    code: 'mailbox_conflict',
  });
  expect((await as.get('/admin/universities?q=nar%20university')).items).toMatchObject([
    { rules: [{ mailboxRule: 'exact' }] },
  ]);
});
