import { afterAll, beforeEach, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { coalesceNow, makeDirect, makeGroup, makeMessage } from '../../messaging/factory.ts';
import { makeBlock } from '../../social/factory.ts';

const t = await testServer();
afterAll(t.close);

let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
beforeEach(async () => {
  [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  for (const member of [ayse, bora, can]) await listMessagesInApp(member);
});

const listMessagesInApp = (member: TestMember) =>
  t.as(member).patch('/notifications/preferences', { kinds: { message: { inApp: true } } });
/** Runs the delayed jobs now. */
const runJobs = async () => {
  await coalesceNow(t);
  await t.settled();
};
const listNotifications = async (member: TestMember) => (await t.as(member).get('/notifications')).items;

test('all messages before the member looks are one notification of the conversation', async () => {
  const conversation = await makeDirect(t, ayse, bora);
  for (let index = 0; index < 12; index++) await makeMessage(t, bora, conversation);
  await runJobs();
  for (let index = 0; index < 12; index++) await makeMessage(t, bora, conversation);
  await runJobs();
  await runJobs();
  expect(await listNotifications(ayse)).toMatchObject([
    {
      kind: 'message',
      topic: null,
      count: 1,
      subjectId: conversation.id,
      actors: [{ id: bora.id }],
      isRead: false,
    },
  ]);
  expect(await listNotifications(bora)).toEqual([]);
});

test('messages read in the conversation are not notified, later ones are', async () => {
  const conversation = await makeDirect(t, ayse, bora);
  const { seq } = await makeMessage(t, bora, conversation);
  await runJobs();
  expect(await listNotifications(ayse)).toHaveLength(1);
  await t.as(ayse).put(`/conversations/${conversation.id}/read`, { seq });
  expect(await listNotifications(ayse)).toEqual([]);
  await makeMessage(t, bora, conversation);
  await runJobs();
  expect(await listNotifications(ayse)).toHaveLength(1);
});

test('a group notification names the sender; a muted group causes none', async () => {
  const group = await makeGroup(t, [ayse, bora, can]);
  await t.as(can).patch(`/conversations/${group.id}/me`, { muted: true });
  await makeMessage(t, bora, group);
  await runJobs();
  expect(await listNotifications(ayse)).toMatchObject([{ kind: 'message', actors: [{ id: bora.id }] }]);
  expect(await listNotifications(can)).toEqual([]);
});

test('a message request notifies once, however many messages it has', async () => {
  const { id } = await t.as(bora).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
  for (let index = 0; index < 2; index++) {
    await makeMessage(t, bora, { id });
    await runJobs();
  }
  const [first, ...rest] = await listNotifications(ayse);
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ kind: 'message', topic: 'request', count: 1 });
});

test('a member who blocks the sender is not notified', async () => {
  const conversation = await makeDirect(t, ayse, bora);
  await makeMessage(t, bora, conversation);
  await runJobs();
  await makeBlock(t, ayse, bora);
  await makeMessage(t, bora, conversation).catch(() => undefined);
  await runJobs();
  expect(await listNotifications(ayse)).toEqual([]);
});

test('a message creates no notification for unreachable members', async () => {
  const [derya] = (await t.members(1)) as [TestMember];
  const conversation = await makeDirect(t, derya, bora);
  await makeMessage(t, bora, conversation);
  await runJobs();
  const { rowCount } = await t.ctx.pool.query('select 1 from notifications.activities where user_id = $1', [
    derya.id,
  ]);
  expect(rowCount).toBe(0);
});

test('messages that are deleted or expired before the member looks are not notified; other unread ones are', async () => {
  const conversation = await makeDirect(t, ayse, bora);
  const first = await makeMessage(t, bora, conversation);
  const last = await makeMessage(t, bora, conversation);
  await runJobs();
  const { unread } = await t.as(ayse).get('/notifications');
  expect(unread).toBe(1);
  await t.as(bora).delete(`/messages/${last.id}`);
  expect(await listNotifications(ayse)).toHaveLength(1);
  await t.as(ayse).delete(`/messages/${first.id}?for=me`);
  expect(await t.as(ayse).get('/notifications')).toMatchObject({ items: [], unread: 0 });
  const short = await makeMessage(t, bora, conversation);
  await runJobs();
  expect(await listNotifications(ayse)).toHaveLength(1);
  await t.ctx.pool.query('update messaging.messages set expires_at = now() where id = $1', [short.id]);
  expect(await listNotifications(ayse)).toEqual([]);
});
