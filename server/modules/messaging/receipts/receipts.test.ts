import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const threeMembers = async () => (await t.members(3)) as [TestMember, TestMember, TestMember];
const status = async (member: TestMember, message: { id: string }) =>
  (await t.as(member).get(`/messages/${message.id}`)).status;
const othersWatermarks = async (member: TestMember, id: string) => {
  const { othersDeliveredSeq, othersReadSeq } = await t.as(member).get(`/conversations/${id}`);
  return [othersDeliveredSeq, othersReadSeq];
};
const mark = (member: TestMember, kind: 'read' | 'delivered', id: string, seq: number) =>
  t.as(member).put(`/conversations/${id}/${kind}`, { seq });

interface PublishedReceipt {
  userId: string;
  deliveredSeq: number;
  readSeq: number;
  only: string[];
}
/** Receipts that are published while something happens. */
async function publishedDuring(work: () => Promise<unknown>): Promise<PublishedReceipt[]> {
  const published: PublishedReceipt[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.receipt', (payload) => {
    published.push(payload as unknown as PublishedReceipt);
  });
  // Events arrive in order, so earlier ones can be separated.
  const lastOf = async (userId: string) => {
    await t.ctx.bus.publish('messaging.receipt', { userId });
    await expect.poll(() => published.at(-1)?.userId).toBe(userId);
  };
  await lastOf('first');
  published.length = 0;
  await work();
  await lastOf('last');
  await stop();
  return published.slice(0, -1);
}

test('a blocker shows the blocked member neither delivery nor reading, and both again after the block', async () => {
  const [ayse, bora] = await twoMembers();
  const { id } = await makeDirect(t, ayse, bora);
  const first = await makeMessage(t, bora, { id });
  await mark(ayse, 'read', id, first.seq);
  const second = await makeMessage(t, bora, { id });
  await makeBlock(t, ayse, bora);
  const receipts = await publishedDuring(() => mark(ayse, 'read', id, second.seq));
  expect(receipts.map(({ only }) => only)).toEqual([[ayse.id]]);
  expect(await status(bora, first)).toBe('read');
  expect(await status(bora, second)).toBe('sent');
  expect(await othersWatermarks(bora, id)).toEqual([1, 1]);
  expect(await t.as(ayse).get(`/conversations/${id}`)).toMatchObject({ readSeq: 2, unreadCount: 0 });

  await t.as(ayse).delete(`/users/${bora.id}/block`);
  expect(await status(bora, second)).toBe('sent');
  const third = await makeMessage(t, bora, { id });
  await mark(ayse, 'read', id, third.seq);
  expect(await status(bora, third)).toBe('read');
  expect(await othersWatermarks(bora, id)).toEqual([3, 3]);
});

test('a member who answers after a block has read what came before', async () => {
  const [ayse, bora] = await twoMembers();
  const { id } = await makeDirect(t, ayse, bora);
  const first = await makeMessage(t, bora, { id });
  await makeBlock(t, ayse, bora);
  await mark(ayse, 'read', id, 1);
  await t.as(ayse).delete(`/users/${bora.id}/block`);
  await makeMessage(t, ayse, { id });
  expect(await status(bora, first)).toBe('read');
});

test('a member who hides delivery receipts is not shown as having received, and does not see the other’s', async () => {
  const [ayse, bora] = await twoMembers();
  const { id } = await makeDirect(t, ayse, bora);
  expect(await t.as(bora).patch('/conversations/settings', { deliveredReceipts: false })).toMatchObject({
    deliveredReceipts: false,
    readReceipts: true,
  });
  const aysesMessage = await makeMessage(t, ayse, { id });
  const receipts = await publishedDuring(() => mark(bora, 'delivered', id, aysesMessage.seq));
  expect(receipts.filter(({ only }) => only.includes(ayse.id))).toEqual([]);
  expect(await status(ayse, aysesMessage)).toBe('sent');
  const borasMessage = await makeMessage(t, bora, { id });
  await mark(ayse, 'delivered', id, borasMessage.seq);
  expect(await status(bora, borasMessage)).toBe('sent');
  // Read implies delivered, and both share read receipts.
  const [receipt] = (await publishedDuring(() => mark(ayse, 'read', id, borasMessage.seq))).filter(
    ({ only }) => only.includes(bora.id),
  );
  expect(receipt).toMatchObject({ readSeq: borasMessage.seq, deliveredSeq: borasMessage.seq });
  expect(await status(bora, borasMessage)).toBe('read');
});

test('in a group, a member who hides receipts does not see those of others either', async () => {
  const [ayse, bora, can] = await threeMembers();
  const { id } = await makeGroup(t, [ayse, bora, can]);
  await t.as(ayse).patch('/conversations/settings', { readReceipts: false });
  const aysesMessage = await makeMessage(t, ayse, { id });
  const borasMessage = await makeMessage(t, bora, { id });
  await mark(bora, 'read', id, borasMessage.seq);
  await mark(can, 'read', id, borasMessage.seq);
  await mark(ayse, 'delivered', id, borasMessage.seq);
  expect(await status(ayse, aysesMessage)).toBe('delivered');
  expect((await othersWatermarks(ayse, id))[1]).toBe(0);
  // Can has read it, and Ayşe hides it: all who share receipts have read it.
  expect(await status(bora, borasMessage)).toBe('read');
  await t.as(ayse).patch('/conversations/settings', { deliveredReceipts: false });
  expect(await status(ayse, aysesMessage)).toBe('sent');
  expect(await othersWatermarks(ayse, id)).toEqual([0, 0]);
});

test('deleting a conversation does not publish it as read, and leaves nothing unread', async () => {
  const [ayse, bora] = await twoMembers();
  const { id } = await makeDirect(t, ayse, bora);
  const message = await makeMessage(t, bora, { id });
  await t.as(ayse).patch(`/conversations/${id}/me`, { markedUnread: true });
  await t.as(ayse).delete(`/conversations/${id}`);
  expect(await status(bora, message)).toBe('sent');
  expect(await t.as(ayse).get('/conversations/unread')).toEqual({ conversations: 0, requests: 0 });
  expect((await t.as(ayse).get('/auth/me')).unread.messages).toBe(0);
});

test('in a group, a blocker shows the blocked member no receipts, and does not hide those of others', async () => {
  const [ayse, bora, can] = await threeMembers();
  const { id } = await makeGroup(t, [ayse, bora, can]);
  await makeBlock(t, ayse, bora);
  const borasMessage = await makeMessage(t, bora, { id });
  const receipts = await publishedDuring(() => mark(ayse, 'read', id, borasMessage.seq));
  expect(receipts.filter(({ only }) => only.includes(bora.id))).toEqual([]);
  expect(receipts.filter(({ only }) => only.includes(can.id))).toMatchObject([{ readSeq: borasMessage.seq }]);
  expect(await status(bora, borasMessage)).toBe('sent');
  await mark(can, 'read', id, borasMessage.seq);
  expect(await status(bora, borasMessage)).toBe('read');
  expect(await othersWatermarks(bora, id)).toEqual([borasMessage.seq, borasMessage.seq]);
  const next = await makeMessage(t, bora, { id });
  await mark(can, 'read', id, next.seq);
  // Ayşe has not read it; all whose receipts he sees have.
  expect(await status(bora, next)).toBe('read');
  await t.as(ayse).delete(`/users/${bora.id}/block`);
  expect(await status(bora, next)).toBe('sent');
});

test('in a group with only blockers, nothing is delivered or read', async () => {
  const [ayse, bora] = await twoMembers();
  const { id } = await makeGroup(t, [ayse, bora]);
  await makeBlock(t, ayse, bora);
  const borasMessage = await makeMessage(t, bora, { id });
  await mark(ayse, 'read', id, borasMessage.seq);
  expect(await status(bora, borasMessage)).toBe('sent');
  expect(await othersWatermarks(bora, id)).toEqual([0, 0]);
});
