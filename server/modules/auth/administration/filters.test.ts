import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});
const ids = async (path: string): Promise<string[]> =>
  (await t.as(admin).get(path)).items.map((item: { id: string }) => item.id);

test('members are filtered by state, university and role, and by all of them together', async () => {
  const [ayse] = (await t.members(1, { university: 'nar' })) as [TestMember];
  const [bora] = (await t.members(1)) as [TestMember];
  await t.as(admin).put(`/admin/users/${bora.id}/suspend`, { reason: 'Deneme' });
  expect(await ids('/admin/users?status=suspended')).toEqual([bora.id]);
  expect(await ids('/admin/users?role=moderator')).toEqual([moderator.id]);
  const { university } = await t.as(admin).get(`/admin/users/${ayse.id}`);
  expect(await ids(`/admin/users?universityId=${university.id}`)).toEqual([ayse.id]);
  expect(await ids(`/admin/users?universityId=${university.id}&status=suspended`)).toEqual([]);
  expect(await t.as(admin).get('/admin/users?status=gone')).toMatchObject({ code: 'invalid_request' });
});

test('a member’s address is hidden from moderators, and their devices are shown to admins only', async () => {
  const [can] = (await t.members(1)) as [TestMember];
  const seen = await t.as(moderator).get(`/admin/users/${can.id}`);
  expect(seen).toMatchObject({ id: can.id, status: 'active', roles: ['member'] });
  expect(seen).not.toHaveProperty('email');
  expect(await t.as(admin).get(`/admin/users/${can.id}`)).toMatchObject({ email: can.email });
  const missing = '01890000-0000-7000-8000-000000000000';
  for (const path of [`/admin/users/${missing}`, `/admin/users/${missing}/sessions`])
    expect(await t.as(admin).get(path)).toMatchObject({ status: 404, code: 'user_not_found' });

  await t.anyone.post('/auth/login', {
    identifier: can.username,
    password: can.password,
    deviceName: 'Telefon',
  });
  const sessions = async () => (await t.as(admin).get(`/admin/users/${can.id}/sessions`)).items;
  expect((await sessions()).map(({ device }: { device: string }) => device)).toContain('Telefon');
  expect((await t.as(moderator).raw('GET', `/admin/users/${can.id}/sessions`)).status).toBe(403);
  await t.as(admin).delete(`/admin/users/${can.id}/sessions`);
  expect(await sessions()).toEqual([]);
});

test('universities are filtered to the open ones, and one shows how many members it has', async () => {
  await t.members(1, { university: 'nar' });
  const open = (await t.as(admin).get('/admin/universities?state=open&limit=100')).items;
  expect(open.length).toBeGreaterThan(0);
  expect(open.every(({ isOpen }: { isOpen: boolean }) => isOpen)).toBe(true);
  const [nar] = (await t.as(admin).get('/admin/universities?q=nar%20university')).items;
  const before = (await t.as(admin).get(`/admin/universities/${nar.id}`)).members;
  await t.members(2, { university: 'nar' });
  expect(await t.as(admin).get(`/admin/universities/${nar.id}`)).toMatchObject({
    id: nar.id,
    rules: nar.rules,
    members: before + 2,
  });
  await t.as(admin).patch(`/admin/universities/${nar.id}`, { isOpen: false });
  expect(await ids('/admin/universities?state=closed&q=nar%20university')).toEqual([nar.id]);
});

test('the log is filtered by time and by university, which it names', async () => {
  const [nar] = (await t.as(admin).get('/admin/universities?q=nar%20university')).items;
  await t.as(admin).patch(`/admin/universities/${nar.id}`, { isOpen: true });
  const about = `/admin/audit-log?subjectType=university&subject=${nar.id}`;
  const [entry] = (await t.as(admin).get(about)).items;
  expect(entry).toMatchObject({ action: 'university_opened', subject: { name: nar.name, username: null } });
  const at = Date.parse(entry.at);
  const moment = (offsetMs: number) => encodeURIComponent(new Date(at + offsetMs).toISOString());
  expect(await ids(`${about}&since=${moment(0)}&before=${moment(1)}`)).toEqual([entry.id]);
  expect(await ids(`${about}&since=${moment(1)}`)).toEqual([]);
  expect(await ids(`${about}&before=${moment(0)}`)).not.toContain(entry.id);
});
