import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeDirect, makeMessage } from '../../messaging/factory.ts';

const t = await testServer();
afterAll(t.close);

test('a member sees which role read what, and what was done to the account, without names', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  expect((await t.as(ayse).get('/users/me/accesses')).items).toEqual([]);
  const message = await makeMessage(t, ayse, await makeDirect(t, ayse, bora), 'Tehdit');
  const { id } = await t
    .as(bora)
    .post('/reports', { subjectType: 'message', subjectId: message.id, reason: 'harassment' });
  await t.as(moderator).post(`/admin/reports/${id}/open`, { reason: 'Şikâyet var' });
  await t.as(admin).put(`/admin/users/${ayse.id}/suspend`, { reason: 'Tehdit' });
  await t.as(admin).put(`/admin/users/${ayse.id}/restore`);
  const back = await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password });
  const page = await t.as(back).get('/users/me/accesses?limit=2');
  expect(page.items).toMatchObject([
    { event: 'member_restored', role: 'admin', subject: null },
    { event: 'member_suspended', role: 'admin', subject: null },
  ]);
  const rest = await t.as(back).get(`/users/me/accesses?limit=2&cursor=${page.nextCursor}`);
  expect(rest).toMatchObject({
    items: [{ event: 'content_read', role: 'moderator', subject: { type: 'message', id: message.id } }],
    nextCursor: null,
  });
  const told = JSON.stringify([page, rest]);
  for (const { id: staffId, username } of [admin, moderator]) {
    expect(told).not.toContain(staffId);
    expect(told).not.toContain(username);
  }
  expect((await t.as(bora).get('/users/me/accesses')).items).toEqual([]);
});

test('what is held about a member is counted by kind, with how long it is kept', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await makePost(t, { author: ayse });
  await makePost(t, { author: ayse });
  await makeMessage(t, ayse, await makeDirect(t, ayse, bora), 'Selam');
  const { items, backupDays, trafficLogMonths } = await t.as(ayse).get('/users/me/data');
  const counts = Object.fromEntries(
    items.map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
  );
  expect(counts).toMatchObject({ posts: 2, messages: 1, conversations: 1, sessions: 1, likes: 0 });
  expect(items).toContainEqual({ kind: 'notifications', count: 0, keptDays: 180, outlivesAccount: false });
  expect(items).toContainEqual({ kind: 'messages', count: 1, keptDays: null, outlivesAccount: true });
  expect(backupDays).toBe(367);
  expect(trafficLogMonths).toBeNull();
});
