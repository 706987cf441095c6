import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makeGroup, makeMessage } from './factory.ts';

/* Repeating a request (a second tap, or a retry after a lost answer) gets the same answer. */

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const people = async () => (await t.members(4)) as [TestMember, TestMember, TestMember, TestMember];
const kinds = async (member: TestMember, id: string) =>
  (await t.as(member).get(`/conversations/${id}/messages?limit=100`)).items.map(
    (item: { notice: { kind: string } | null }) => item.notice?.kind ?? 'text',
  );

test('joining by an invite returns the group to participants, even if it is used up, revoked or expired', async () => {
  const [ayse, bora, can, derya] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  const invite = await t.as(ayse).post(`/conversations/${id}/invites`, { maxUses: 1 });
  const join = (member: TestMember) =>
    t.as(member).raw('POST', '/conversations/invites/join', { body: { token: invite.token } });
  const previewInvite = (member: TestMember) =>
    t.as(member).raw('POST', '/conversations/invites/preview', { body: { token: invite.token } });
  expect(await join(can)).toMatchObject({ status: 200, body: { id } });
  const noticeKinds = await kinds(ayse, id);
  const expectSameAnswer = async () => {
    expect(await join(can)).toMatchObject({ status: 200, body: { id, memberCount: 3 } });
    expect(await previewInvite(can)).toMatchObject({ status: 200, body: { conversationId: id } });
    for (const request of [join, previewInvite])
      expect(await request(derya)).toMatchObject({ status: 404, body: { code: 'invite_not_found' } });
    expect(await kinds(ayse, id)).toEqual(noticeKinds);
  };
  await expectSameAnswer();
  await t.as(ayse).delete(`/conversations/${id}/invites/${invite.id}`);
  await expectSameAnswer();
  await t.ctx.pool.query("update messaging.invites set expires_at = now() - interval '1 day' where id = $1", [
    invite.id,
  ]);
  await expectSameAnswer();
  // The creator may have left; participants still get the group.
  await t.as(ayse).put(`/conversations/${id}/participants/${bora.id}`, { role: 'owner' });
  await t.as(ayse).delete(`/conversations/${id}/participants/${ayse.id}`);
  expect(await join(can)).toMatchObject({ status: 200, body: { id } });
  // Members who were removed, or who left, cannot use it to return.
  await t.as(bora).delete(`/conversations/${id}/participants/${can.id}`);
  expect(await join(can)).toMatchObject({ status: 404 });
  expect(await join(ayse)).toMatchObject({ status: 404 });
});

test('an invited member who has not joined cannot join by a used-up invite', async () => {
  const [ayse, bora, can, derya] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  const { token } = await t.as(ayse).post(`/conversations/${id}/invites`, { maxUses: 1 });
  await t.as(ayse).put(`/conversations/${id}/participants/${derya.id}`, {});
  await t.as(can).post('/conversations/invites/join', { token });
  expect(await t.as(derya).raw('POST', '/conversations/invites/join', { body: { token } })).toMatchObject({
    status: 404,
    body: { code: 'invite_not_found' },
  });
});

test('leaving, declining, accepting and revoking an invite add one notice, and succeed each time', async () => {
  const [ayse, bora, can, derya] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  await t.as(ayse).put(`/conversations/${id}/participants/${can.id}`, {});
  await t.as(ayse).put(`/conversations/${id}/participants/${derya.id}`, {});
  const invite = await t.as(ayse).post(`/conversations/${id}/invites`, {});
  const direct = await t.as(ayse).post('/conversations', { type: 'direct', participantIds: [derya.id] });
  await makeMessage(t, ayse, direct);
  const calls: [who: TestMember, method: 'PUT' | 'DELETE', path: string, status: number][] = [
    [can, 'PUT', `/conversations/${id}/accept`, 200],
    [bora, 'DELETE', `/conversations/${id}/participants/${bora.id}`, 204],
    [derya, 'DELETE', `/conversations/${id}/participants/${derya.id}`, 204],
    [derya, 'DELETE', `/conversations/${direct.id}`, 204],
    [ayse, 'DELETE', `/conversations/${id}/invites/${invite.id}`, 204],
  ];
  for (const [member, method, path, status] of calls) {
    expect((await t.as(member).raw(method, path)).status, path).toBe(status);
    const noticeKinds = await kinds(ayse, id);
    expect((await t.as(member).raw(method, path)).status, `${path} again`).toBe(status);
    expect(await kinds(ayse, id)).toEqual(noticeKinds);
  }
  // A removed member and a stranger get 404, as everywhere.
  await t.as(ayse).delete(`/conversations/${id}/participants/${can.id}`);
  for (const [member, path] of [
    [can, `/conversations/${id}/participants/${can.id}`],
    [can, `/conversations/${direct.id}`],
    [bora, `/conversations/${id}`],
  ] as const)
    expect(await t.as(member).raw('DELETE', path)).toMatchObject({ status: 404 });
});

test('withdrawing an archive succeeds each time', async () => {
  const [ayse, bora] = await people();
  const exportJob = await t.as(ayse).post('/conversations/exports', { timeZone: 'Europe/Istanbul' });
  for (let time = 0; time < 2; time++)
    expect((await t.as(ayse).raw('DELETE', `/conversations/exports/${exportJob.id}`)).status).toBe(204);
  expect((await t.as(bora).raw('DELETE', `/conversations/exports/${exportJob.id}`)).status).toBe(404);
});

test('repeated reactions, pins, deletions and reads change nothing', async () => {
  const [ayse, bora] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  const message = await makeMessage(t, ayse, { id });
  const thumb = encodeURIComponent('👍');
  const calls: [method: 'PUT' | 'DELETE', path: string, body?: object][] = [
    ['PUT', `/messages/${message.id}/reactions/${thumb}`],
    ['DELETE', `/messages/${message.id}/reactions/${thumb}`],
    ['PUT', `/messages/${message.id}/pin`],
    ['DELETE', `/messages/${message.id}/pin`],
    ['PUT', `/conversations/${id}/read`, { seq: 2 }],
    ['DELETE', `/messages/${message.id}?for=me`],
    ['DELETE', `/messages/${message.id}`],
  ];
  for (const [method, path, body] of calls) {
    const first = await t.as(ayse).raw(method, path, body === undefined ? {} : { body });
    const second = await t.as(ayse).raw(method, path, body === undefined ? {} : { body });
    expect(second.status, path).toBe(first.status);
    expect(first.status, path).toBeLessThan(300);
  }
});
