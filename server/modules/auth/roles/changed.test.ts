import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

test('who gets or loses a role is told by email and in the app, and only then', async () => {
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const [bora] = (await t.members(1)) as [TestMember];
  const change = async (roles: string[]) => {
    expect((await t.as(owner).raw('PUT', `/admin/users/${bora.id}/roles`, { body: { roles } })).status).toBe(
      200,
    );
    await t.settled();
  };
  const mails = async () =>
    (await t.emails())
      .filter((mail) => mail.to?.[0]?.address === bora.email)
      .map(({ text }) => text?.match(/(Sana verilen|Senden alınan) yetkiler: [^\n]+/)?.[0]);
  const told = async () =>
    (await t.as(bora).get('/notifications')).items.filter(
      (one: { topic: string | null }) => one.topic === 'roles_changed',
    ).length;
  await change(['moderator']);
  expect(await mails()).toEqual(['Sana verilen yetkiler: moderatör.']);
  expect(await told()).toBe(1);
  await change(['moderator']);
  expect(await mails()).toHaveLength(1);
  await change([]);
  expect(await mails()).toEqual(['Sana verilen yetkiler: moderatör.', 'Senden alınan yetkiler: moderatör.']);

  const role = await t.as(owner).post('/admin/roles', { nameTr: 'Arşivci', permissions: ['audit.read'] });
  expect(
    (
      await t.as(owner).raw('PUT', `/admin/users/${bora.id}/roles`, {
        body: { roles: [], customRoles: [role.id] },
      })
    ).status,
  ).toBe(200);
  await t.settled();
  expect((await mails()).at(-1)).toBe('Sana verilen yetkiler: Arşivci.');
});
