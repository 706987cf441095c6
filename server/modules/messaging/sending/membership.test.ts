import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdLock, inLockOrder } from '../../../testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeDirect, makeGroup, makeMessage } from '../factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

type Three = [TestMember, TestMember, TestMember];
const threeMembers = async () => (await t.members(3)) as Three;

let sent = 0;
const send = (member: TestMember, id: string, body: object) => () =>
  t
    .as(member)
    .raw('POST', `/conversations/${id}/messages`, { body: { clientId: `sent ${++sent}`, ...body } });
const remove = (by: TestMember, id: string, member: TestMember) => () =>
  t.as(by).raw('DELETE', `/conversations/${id}/participants/${member.id}`);
const giveRole = (by: TestMember, id: string, member: TestMember, role: string) => () =>
  t.as(by).raw('PUT', `/conversations/${id}/participants/${member.id}`, { body: { role } });

/** Locks the conversation. Later statements wait for it in order. */
const lockConversation = (id: string) =>
  holdLock(t, 'select from messaging.conversations where id = $1 for update', [id]);

const notFound = { status: 404, body: { code: 'conversation_not_found' } };

/** Checks that a former participant reads nothing, writes nothing, and is in no list of participants. */
async function expectNotParticipant(member: TestMember, id: string, witness: TestMember): Promise<void> {
  expect(await t.as(member).raw('GET', `/conversations/${id}`)).toMatchObject(notFound);
  expect(await t.as(member).raw('GET', `/conversations/${id}/messages`)).toMatchObject(notFound);
  expect(await send(member, id, { content: 'Ben?' })()).toMatchObject(notFound);
  const { items } = await t.as(witness).get(`/conversations/${id}/participants`);
  expect(items.map((participant: { id: string }) => participant.id)).not.toContain(member.id);
}

/** Each path that runs the send statement. */
const forms: [form: string, body: (replyToId: string) => object][] = [
  ['a text', () => ({ content: 'Selam' })],
  ['a reply', (replyToId) => ({ content: 'Evet', replyToId })],
  ['a link', () => ({ content: 'https://example.org/sayfa' })],
  ['a reply with a link', (replyToId) => ({ content: 'https://example.org/sayfa', replyToId })],
];

describe.each(forms)('%s during its sending', (_form, bodyOf) => {
  test('by a member who is removed meanwhile is refused, and the member stays out', async () => {
    const [ayse, bora, can] = await threeMembers();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const [removed, answer] = await inLockOrder(lock, remove(ayse, id, bora), send(bora, id, body));
    expect(removed?.status).toBe(204);
    expect(answer).toMatchObject(notFound);
    await expectNotParticipant(bora, id, can);
  });

  test('by a member before their removal stays, and the member is out', async () => {
    const [ayse, bora, can] = await threeMembers();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const [answer, removed] = await inLockOrder(lock, send(bora, id, body), remove(ayse, id, bora));
    expect(answer?.status).toBe(201);
    expect(removed?.status).toBe(204);
    await expectNotParticipant(bora, id, can);
    const { items } = await t.as(can).get(`/conversations/${id}/messages`);
    expect(items.map((participant: { id: string }) => participant.id)).toContain(answer?.body.id);
  });

  test('by a member who leaves meanwhile is refused, and the member stays out', async () => {
    const [ayse, bora, can] = await threeMembers();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const [, answer] = await inLockOrder(lock, remove(bora, id, bora), send(bora, id, body));
    expect(answer).toMatchObject(notFound);
    await expectNotParticipant(bora, id, can);
  });

  test('by an owner who transferred the group and leaves meanwhile is refused, and the owner stays out', async () => {
    const [ayse, bora, can] = await threeMembers();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    const body = bodyOf((await makeMessage(t, bora, { id })).id);
    await giveRole(ayse, id, bora, 'owner')();
    const lock = await lockConversation(id);
    const [left, answer] = await inLockOrder(lock, remove(ayse, id, ayse), send(ayse, id, body));
    expect(left?.status).toBe(204);
    expect(answer).toMatchObject(notFound);
    await expectNotParticipant(ayse, id, can);
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({ role: 'owner' });
  });

  test('by an admin who is demoted meanwhile, where only admins write, is refused', async () => {
    const [ayse, bora, can] = await threeMembers();
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await giveRole(ayse, id, bora, 'admin')();
    await t.as(ayse).patch(`/conversations/${id}`, { whoWrites: 'admins' });
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const [, answer] = await inLockOrder(lock, giveRole(ayse, id, bora, 'member'), send(bora, id, body));
    expect(answer).toMatchObject({ status: 403, body: { code: 'only_admins_write' } });
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({ role: 'member' });
  });

  test('to somebody who blocks the sender meanwhile reaches nobody', async () => {
    const [ayse, bora] = await threeMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const answer = send(ayse, id, body)();
    await lock.waitForBlocked(1);
    expect((await t.as(bora).raw('PUT', `/users/${ayse.id}/block`)).status).toBe(204);
    await lock.release();
    const { status, body: message } = await answer;
    expect(status).toBe(201);
    expect(await t.as(bora).get(`/messages/${message.id}`)).toMatchObject({ redacted: true, content: '' });
    await t.as(bora).delete(`/users/${ayse.id}/block`);
    expect(await t.as(bora).get(`/messages/${message.id}`)).toMatchObject({ redacted: true, content: '' });
  });

  test('to somebody whom the sender blocks meanwhile is refused', async () => {
    const [ayse, bora] = await threeMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const answer = send(ayse, id, body)();
    await lock.waitForBlocked(1);
    expect((await t.as(ayse).raw('PUT', `/users/${bora.id}/block`)).status).toBe(204);
    await lock.release();
    expect(await answer).toMatchObject({ status: 403, body: { code: 'recipient_blocked' } });
  });

  test('while the disappearing time is changed gets the new time', async () => {
    const [ayse, bora] = await threeMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const body = bodyOf((await makeMessage(t, ayse, { id })).id);
    const lock = await lockConversation(id);
    const change = () =>
      t.as(bora).raw('PATCH', `/conversations/${id}`, { body: { disappearAfterSeconds: 86_400 } });
    const [, answer] = await inLockOrder(lock, change, send(ayse, id, body));
    const { createdAt, expiresAt } = answer?.body ?? {};
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(86_400_000);
  });
});

test('a text to somebody who declines meanwhile gets the same answer as before, and reaches nobody', async () => {
  const [ayse, bora] = await threeMembers();
  const { id } = await t.as(ayse).post('/conversations', { type: 'direct', participantIds: [bora.id] });
  await makeMessage(t, ayse, { id });
  const lock = await lockConversation(id);
  const decline = () => t.as(bora).raw('DELETE', `/conversations/${id}`);
  const [, answer] = await inLockOrder(lock, decline, send(ayse, id, { content: 'Orada mısın?' }));
  expect(answer?.status).toBe(201);
  expect(await t.as(bora).raw('GET', `/conversations/${id}`)).toMatchObject(notFound);
  await t.as(bora).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  expect(await t.as(bora).get(`/messages/${answer?.body.id}`)).toMatchObject({ redacted: true, content: '' });
});

test('a text to somebody who accepts meanwhile is no longer a request', async () => {
  const [ayse, bora] = await threeMembers();
  const { id } = await t.as(ayse).post('/conversations', { type: 'direct', participantIds: [bora.id] });
  for (let count = 0; count < 5; count++) await makeMessage(t, ayse, { id });
  const lock = await lockConversation(id);
  const accept = () => t.as(bora).raw('PUT', `/conversations/${id}/accept`);
  const [, answer] = await inLockOrder(lock, accept, send(ayse, id, { content: 'Teşekkürler' }));
  expect(answer?.status).toBe(201);
});
