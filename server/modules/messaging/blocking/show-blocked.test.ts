import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../factory.ts';
import { messaging } from '../index.ts';
import type { Message } from '../schemas.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const people = async () => (await t.members(4)) as [TestMember, TestMember, TestMember, TestMember];
const getShown = (member: TestMember, id: string) => t.as(member).raw('GET', `/messages/${id}?show=blocked`);
const viewer = (member: TestMember) => ({ ...member, roles: ['member' as const] });

test('a group message of a blocked member is shown on request, and only to participants', async () => {
  const [ayse, bora, can, derya] = await people();
  const { id } = await makeGroup(t, [ayse, bora, can]);
  const message = await makeMessage(t, bora, { id }, 'Duyuyor musun?');
  await makeBlock(t, ayse, bora);
  expect(await t.as(ayse).get(`/messages/${message.id}`)).toMatchObject({
    content: '',
    sender: null,
    redacted: true,
    senderBlocked: true,
  });
  expect((await getShown(ayse, message.id)).body).toMatchObject({
    content: 'Duyuyor musun?',
    sender: { id: bora.id },
    redacted: false,
    senderBlocked: true,
  });
  expect((await getShown(can, message.id)).body).toMatchObject({ redacted: false, senderBlocked: false });
  expect((await getShown(derya, message.id)).status).toBe(404);
  expect((await t.as(ayse).raw('GET', `/messages/${message.id}?show=all`)).status).toBe(400);
});

test('consecutive messages are shown by one request, up to its limit, without pin notices', async () => {
  const [ayse, bora, can, derya] = await people();
  const { id } = await makeGroup(t, [ayse, bora, can]);
  await makeMessage(t, can, { id }, 'Önce');
  const run: Message[] = [];
  for (const content of ['Bir', 'İki', 'Üç']) run.push(await makeMessage(t, bora, { id }, content));
  await t.as(bora).put(`/messages/${run[0]!.id}/pin`);
  await makeMessage(t, bora, { id }, 'Dört');
  await makeBlock(t, ayse, bora);
  const path = `/conversations/${id}/messages?limit=4&afterSeq=${run[0]!.seq - 1}`;
  const list = (member: TestMember, query = '') => t.as(member).raw('GET', path + query);
  const read = async (member: TestMember, query = '') =>
    (await list(member, query)).body.items.map((message: Message) => [
      message.content,
      message.redacted,
      message.senderBlocked,
    ]);
  expect(await read(ayse)).toEqual([
    ['', true, true],
    ['', true, true],
    ['', true, true],
    ['', true, false],
  ]);
  expect(await read(ayse, '&show=blocked')).toEqual([
    ['Bir', false, true],
    ['İki', false, true],
    ['Üç', false, true],
    ['', true, false],
  ]);
  // For her it is not pinned, so she cannot unpin it for the others.
  await t.as(ayse).delete(`/messages/${run[0]!.id}/pin`);
  expect((await t.as(can).get(`/conversations/${id}/pins`)).items).toMatchObject([{ id: run[0]!.id }]);
  const usual = await list(can);
  expect((await list(can, '&show=blocked')).body).toEqual(usual.body);
  expect((await list(derya, '&show=blocked')).status).toBe(404);
  expect((await list(ayse, '&show=all')).status).toBe(400);
});

test('messages deleted for oneself, or sent in a direct conversation during a block, are never shown', async () => {
  const [ayse, bora] = await people();
  const { id } = await makeGroup(t, [ayse, bora]);
  const inGroup = await makeMessage(t, bora, { id });
  await t.as(ayse).delete(`/messages/${inGroup.id}?for=me`);
  const direct = await makeDirect(t, ayse, bora);
  await makeBlock(t, ayse, bora);
  const betweenBoth = await makeMessage(t, bora, direct);
  for (const message of [inGroup, betweenBoth])
    expect((await getShown(ayse, message.id)).body).toMatchObject({
      content: '',
      redacted: true,
      senderBlocked: false,
    });
});

test('it can be reported, but not forwarded', async () => {
  const [ayse, bora, can] = await people();
  const { id } = await makeGroup(t, [ayse, bora, can]);
  const message = await makeMessage(t, bora, { id }, 'Kötü söz');
  await makeBlock(t, ayse, bora);
  expect((await messaging.messageWithContext(t.ctx, viewer(ayse), message.id, 5))?.message.content).toBe(
    'Kötü söz',
  );
  const { id: elsewhere } = await makeDirect(t, ayse, can);
  const forwarded = await t.as(ayse).raw('POST', `/conversations/${elsewhere}/messages`, {
    body: { clientId: 'ilet', forwardOfId: message.id },
  });
  expect(forwarded).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
});

test('a membership and a block created at the same time know of each other', async () => {
  const [ayse, bora, can] = await people();
  for (let round = 0; round < 8; round++) {
    const [blocker, blocked] = round % 2 === 0 ? [ayse, bora] : [bora, ayse];
    await t.as(blocker).delete(`/users/${blocked.id}/block`);
    const { id } = await makeGroup(t, [can, blocker]);
    const { token } = await t.as(can).post(`/conversations/${id}/invites`, {});
    await Promise.all([
      t.as(blocked).raw('POST', '/conversations/invites/join', { body: { token } }),
      t.as(blocker).raw('PUT', `/users/${blocked.id}/block`),
    ]);
    const { rows } = await t.ctx.pool.query(
      'select blocked_by from messaging.memberships where conversation_id = $1 and member_id = $2',
      [id, blocked.id],
    );
    expect(rows).toEqual([{ blocked_by: [blocker.id] }]);
    await t.as(blocker).delete(`/users/${blocked.id}/block`);
    const { rows: after } = await t.ctx.pool.query(
      'select blocked_by from messaging.memberships where conversation_id = $1 and member_id = $2',
      [id, blocked.id],
    );
    expect(after).toEqual([{ blocked_by: null }]);
  }
});
