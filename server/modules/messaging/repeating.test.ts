import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makeGroup, makeMessage } from './factory.ts';

/* A second tap, or a retry after a lost answer: whoever asks for the same once more is answered as before. */

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const people = async () => (await t.members(4)) as [TestMember, TestMember, TestMember, TestMember];
const kinds = async (member: TestMember, id: string) =>
  (await t.as(member).get(`/conversations/${id}/messages?limit=100`)).items.map(
    (one: { notice: { kind: string } | null }) => one.notice?.kind ?? 'text',
  );

test('joining by an invitation gives the group to whoever has joined, used up, withdrawn or over', async () => {
  const [ayse, bora, can, derya] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  const made = await t.as(ayse).post(`/conversations/${id}/invites`, { maxUses: 1 });
  const join = (member: TestMember) =>
    t.as(member).raw('POST', '/conversations/invites/join', { body: { token: made.token } });
  const look = (member: TestMember) =>
    t.as(member).raw('POST', '/conversations/invites/look', { body: { token: made.token } });
  expect(await join(can)).toMatchObject({ status: 200, body: { id } });
  const said = await kinds(ayse, id);
  const again = async () => {
    expect(await join(can)).toMatchObject({ status: 200, body: { id, memberCount: 3 } });
    expect(await look(can)).toMatchObject({ status: 200, body: { conversationId: id } });
    for (const ask of [join, look])
      expect(await ask(derya)).toMatchObject({ status: 404, body: { code: 'invite_not_found' } });
    expect(await kinds(ayse, id)).toEqual(said);
  };
  await again();
  await t.as(ayse).delete(`/conversations/${id}/invites/${made.id}`);
  await again();
  await t.ctx.pool.query("update messaging.invites set expires_at = now() - interval '1 day' where id = $1", [
    made.id,
  ]);
  await again();
  // Who made it may have left; who has joined is in the group all the same.
  await t.as(ayse).put(`/conversations/${id}/participants/${bora.id}`, { role: 'owner' });
  await t.as(ayse).delete(`/conversations/${id}/participants/${ayse.id}`);
  expect(await join(can)).toMatchObject({ status: 200, body: { id } });
  // Who was removed, or left, has no way back by it.
  await t.as(bora).delete(`/conversations/${id}/participants/${can.id}`);
  expect(await join(can)).toMatchObject({ status: 404 });
  expect(await join(ayse)).toMatchObject({ status: 404 });
});

test('one who was invited and has not joined does not join by an invitation that is used up', async () => {
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

test('leaving, declining, accepting and withdrawing an invitation are said once, and answered each time', async () => {
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
  for (const [who, method, path, status] of calls) {
    expect((await t.as(who).raw(method, path)).status, path).toBe(status);
    const said = await kinds(ayse, id);
    expect((await t.as(who).raw(method, path)).status, `${path} again`).toBe(status);
    expect(await kinds(ayse, id)).toEqual(said);
  }
  // Who was taken out, or was never there, is told that there is no such conversation, as anywhere else.
  await t.as(ayse).delete(`/conversations/${id}/participants/${can.id}`);
  for (const [who, path] of [
    [can, `/conversations/${id}/participants/${can.id}`],
    [can, `/conversations/${direct.id}`],
    [bora, `/conversations/${id}`],
  ] as const)
    expect(await t.as(who).raw('DELETE', path)).toMatchObject({ status: 404 });
});

test('withdrawing a copy of one’s messages is answered each time', async () => {
  const [ayse, bora] = await people();
  const copy = await t.as(ayse).post('/conversations/exports', { timeZone: 'Europe/Istanbul' });
  for (let time = 0; time < 2; time++)
    expect((await t.as(ayse).raw('DELETE', `/conversations/exports/${copy.id}`)).status).toBe(204);
  expect((await t.as(bora).raw('DELETE', `/conversations/exports/${copy.id}`)).status).toBe(404);
});

test('reactions, pins, deletions and what is read are the same when they are said again', async () => {
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
