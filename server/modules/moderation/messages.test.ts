import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeDirect, makeGroup, makeMessage } from '../messaging/factory.ts';
import type { Message } from '../messaging/index.ts';
import { makeBlock } from '../social/factory.ts';
import { Case } from './resolution/schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});

const threeMembers = async () => (await t.members(3)) as [TestMember, TestMember, TestMember];
const report = (member: TestMember, { id: subjectId }: { id: string }) =>
  t.as(member).raw('POST', '/reports', { body: { subjectType: 'message', subjectId, reason: 'harassment' } });
const notFound = { status: 404, body: { code: 'subject_not_found' } };
const open = async (member: TestMember, id: string): Promise<Case> =>
  Case.strict().parse(
    await t.as(member).post(`/admin/reports/${id}/open`, { reason: 'Tehdit olarak bildirildi' }),
  );
const auditEntriesOf = async (id: string) =>
  (await t.as(admin).get(`/admin/audit-log?action=report_accessed&subjectType=report&subject=${id}`)).items;
const listed = async (query = ''): Promise<Case[]> =>
  (await t.as(moderator).get(`/admin/reports?limit=100&subjectType=message${query}`)).items;

test('a report of a message stores it with the five before it, as its reporter saw them', async () => {
  const [ayse, bora, can] = await threeMembers();
  const group = await makeGroup(t, [ayse, bora, can]);
  for (const text of ['bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi'])
    await makeMessage(t, bora, group, text);
  const messageList = await t.as(ayse).get(`/conversations/${group.id}/messages`);
  const at = (text: string) => messageList.items.find((one: Message) => one.content === text) as Message;
  await t.as(ayse).delete(`/messages/${at('beş').id}?for=me`);
  await t.as(bora).delete(`/messages/${at('altı').id}`);
  const reportedMessage = await makeMessage(t, bora, group, 'Kötü söz');
  const reported = await report(ayse, reportedMessage);
  expect(reported).toMatchObject({
    status: 201,
    body: { subjectType: 'message', subjectId: reportedMessage.id },
  });

  // Later changes do not affect the stored copy.
  await t.as(bora).patch(`/messages/${reportedMessage.id}`, { content: 'İyi söz' });
  await makeMessage(t, can, group, 'Sonrası');
  const found = await open(moderator, reported.body.id);
  expect(found).toMatchObject({
    subjectType: 'message',
    owner: { username: bora.username },
    post: null,
    member: null,
    isDeleted: false,
    currentContent: null,
    message: { content: 'Kötü söz', sender: { username: bora.username }, type: 'text' },
  });
  // Of the five before it, one is deleted and one hidden.
  expect(found.message?.before.map(({ content }) => content)).toEqual(['üç', 'dört', 'yedi']);
});

test('a report of a message stores its link preview, and those of the messages before it', async () => {
  const [ayse, bora] = await threeMembers();
  const group = await makeGroup(t, [ayse, bora]);
  const addPreview = async (content: string, title: string) => {
    const message = await makeMessage(t, bora, group, content);
    const preview = { url: content, host: 'example.com', title, description: null, siteName: null };
    await t.ctx.pool.query(
      'update messaging.messages set preview = $1 where conversation_id = $2 and seq = $3',
      [JSON.stringify(preview), group.id, message.seq],
    );
    return message;
  };
  await addPreview('https://example.com/bir', 'Önceki');
  const reported = await report(ayse, await addPreview('https://example.com/iki', 'Dolandırıcı'));
  const found = await open(moderator, reported.body.id);
  expect(found.message).toMatchObject({
    linkPreview: { title: 'Dolandırıcı' },
    before: [{ linkPreview: { title: 'Önceki' } }],
  });
});

test('a message is only readable through its report, and each reading is logged', async () => {
  const [ayse, bora] = await threeMembers();
  const conversation = await makeDirect(t, ayse, bora);
  await makeMessage(t, ayse, conversation, 'Öncesi gizli');
  const reportedMessage = await makeMessage(t, bora, conversation, 'Gizli söz');
  const { id } = (await report(ayse, reportedMessage)).body;
  const list = await listed();
  expect(list.find((one) => one.id === id)).toMatchObject({ subjectId: reportedMessage.id, message: null });
  expect(JSON.stringify(list)).not.toContain('gizli');
  expect(JSON.stringify(list)).not.toContain('Gizli söz');
  expect(await auditEntriesOf(id)).toEqual([]);

  expect((await open(moderator, id)).message?.content).toBe('Gizli söz');
  await open(admin, id);
  const log = await auditEntriesOf(id);
  expect(log).toMatchObject([
    { actor: { id: admin.id }, subject: { type: 'report', id }, details: { messageId: reportedMessage.id } },
    { actor: { id: moderator.id }, subject: { type: 'report', id } },
  ]);
  expect(JSON.stringify(log)).not.toContain('söz');
  expect(log[0].details).toMatchObject({ accessId: expect.any(String) });
  expect(await t.as(ayse).raw('GET', `/admin/reports/${id}`)).toMatchObject({ status: 403 });
  expect(await t.as(moderator).raw('GET', `/admin/reports/${reportedMessage.id}`)).toMatchObject({
    status: 404,
    body: { code: 'report_not_found' },
  });
});

test('a member who may not read a message cannot report it or learn of it', async () => {
  const [ayse, bora, can] = await threeMembers();
  const conversation = await makeDirect(t, ayse, bora);
  const message = await makeMessage(t, bora, conversation);
  expect(await report(can, message)).toMatchObject(notFound);
  expect(await report(moderator, message)).toMatchObject(notFound);
  expect(await report(bora, message)).toMatchObject({ status: 422, body: { code: 'cannot_report_self' } });
  expect((await report(ayse, message)).status).toBe(201);
});

test('messages that are deleted, deleted for the member, sender-only or notices cannot be reported', async () => {
  const [ayse, bora, can] = await threeMembers();
  const group = await makeGroup(t, [ayse, bora, can]);
  const deleted = await makeMessage(t, bora, group);
  await t.as(bora).delete(`/messages/${deleted.id}`);
  const hidden = await makeMessage(t, bora, group);
  await t.as(ayse).delete(`/messages/${hidden.id}?for=me`);
  const { items } = await t.as(ayse).get(`/conversations/${group.id}/messages`);
  const notice = items.find((one: Message) => one.type === 'notice') as Message;
  for (const one of [deleted, hidden, notice]) expect(await report(ayse, one)).toMatchObject(notFound);
  // Deleted for one member, it is visible to the others.
  expect((await report(can, hidden)).status).toBe(201);

  const conversation = await makeDirect(t, ayse, bora);
  await makeBlock(t, ayse, bora);
  const senderOnly = await makeMessage(t, bora, conversation);
  expect(await report(ayse, senderOnly)).toMatchObject(notFound);
});

test('a report gives staff no access to the conversation', async () => {
  const [ayse, bora] = await threeMembers();
  const conversation = await makeDirect(t, ayse, bora);
  const reportedMessage = await makeMessage(t, bora, conversation, 'Kötü söz');
  const { id } = (await report(ayse, reportedMessage)).body;
  await open(moderator, id);
  for (const member of [moderator, admin]) {
    const client = t.as(member);
    for (const path of ['', '/messages', '/search?q=söz', '/pins', '/members'])
      expect(await client.raw('GET', `/conversations/${conversation.id}${path}`), path).toMatchObject({
        status: 404,
      });
    expect(await client.raw('GET', `/messages/${reportedMessage.id}`)).toMatchObject({ status: 404 });
    expect(await client.raw('DELETE', `/messages/${reportedMessage.id}`)).toMatchObject({ status: 404 });
    expect((await client.get('/conversations')).items).toEqual([]);
    expect(
      await client.post('/conversations/sync', {
        conversations: { [conversation.id]: 0 },
        since: reportedMessage.createdAt,
      }),
    ).toMatchObject({ items: [] });
  }
});

test('the decision removes a message for everyone and notifies its author and the reporters', async () => {
  const [ayse, bora, can] = await threeMembers();
  const group = await makeGroup(t, [ayse, bora, can]);
  const reportedMessage = await makeMessage(t, bora, group, 'Kötü söz');
  const { id } = (await report(ayse, reportedMessage)).body;
  const decided = await t.as(moderator).raw('PATCH', `/admin/reports/${id}`, {
    body: { decision: 'remove_post', note: 'Hakaret' },
  });
  expect(decided).toMatchObject({
    status: 200,
    body: {
      isDeleted: true,
      message: null,
      decision: { outcome: 'message_removed' },
      owner: { priorViolations: 1 },
    },
  });
  for (const member of [ayse, bora, can])
    expect(await t.as(member).get(`/messages/${reportedMessage.id}`)).toMatchObject({
      content: '',
      deletedAt: expect.any(String),
    });
  await t.settled();
  const notifications = async (member: TestMember) => (await t.as(member).get('/notifications')).items;
  expect(await notifications(bora)).toContainEqual(
    expect.objectContaining({ kind: 'moderation', topic: 'message_removed' }),
  );
  expect(await notifications(ayse)).toContainEqual(expect.objectContaining({ topic: 'report_upheld' }));
  expect(JSON.stringify(await notifications(can))).not.toContain('moderation');
  const auditEntries = (
    await t.as(admin).get(`/admin/audit-log?subjectType=message&subject=${reportedMessage.id}`)
  ).items;
  expect(auditEntries.map(({ action }: { action: string }) => action)).toEqual([
    'reports_resolved',
    'message_deleted_by_moderator',
  ]);
  // After the decision it can still be read, and that is logged too.
  expect((await open(moderator, id)).message?.content).toBe('Kötü söz');
  expect(await auditEntriesOf(id)).toHaveLength(1);
});

test('a message that its sender has deleted can still be decided on', async () => {
  const [ayse, bora] = await threeMembers();
  const conversation = await makeDirect(t, ayse, bora);
  const reportedMessage = await makeMessage(t, bora, conversation);
  const { id } = (await report(ayse, reportedMessage)).body;
  await t.as(bora).delete(`/messages/${reportedMessage.id}`);
  expect(await open(moderator, id)).toMatchObject({ isDeleted: true });
  expect(
    (
      await t.as(moderator).raw('PATCH', `/admin/reports/${id}`, {
        body: { decision: 'remove_post', note: 'Hakaret' },
      })
    ).status,
  ).toBe(200);
});

test('reading a message needs a reason, which is stored, and notifies its author once', async () => {
  const [ayse, bora] = await threeMembers();
  const conversation = await makeDirect(t, ayse, bora);
  const reportedMessage = await makeMessage(t, bora, conversation, 'Gizli söz');
  const { id } = (await report(ayse, reportedMessage)).body;
  const readCase = (member: TestMember) => t.as(member).get(`/admin/reports/${id}`);
  expect(await readCase(moderator)).toMatchObject({ isRestricted: true, message: null });
  for (const reason of ['', '  '])
    expect(
      await t.as(moderator).raw('POST', `/admin/reports/${id}/open`, { body: { reason } }),
    ).toMatchObject({
      status: 422,
      body: { code: 'reason_required', errors: [{ path: 'reason' }] },
    });
  expect(await t.as(moderator).raw('POST', `/admin/reports/${id}/open`, { body: {} })).toMatchObject({
    status: 400,
  });
  expect(await auditEntriesOf(id)).toEqual([]);

  expect((await open(moderator, id)).message?.content).toBe('Gizli söz');
  // The case stays open for a day to the moderator who gave the reason, and each reading is logged. It stays
  // closed to others.
  expect((await readCase(moderator)).message.content).toBe('Gizli söz');
  expect((await readCase(admin)).message).toBeNull();
  expect(await auditEntriesOf(id)).toHaveLength(2);
  await t.ctx.pool.query(
    `update moderation.accesses set accessed_at = accessed_at - interval '25 hours' where subject_id = $1`,
    [reportedMessage.id],
  );
  expect((await readCase(moderator)).message).toBeNull();
  const { rows } = await t.ctx.pool.query(
    'select staff_id, reason from moderation.accesses where subject_id = $1',
    [reportedMessage.id],
  );
  expect(rows).toEqual([{ staff_id: moderator.id, reason: 'Tehdit olarak bildirildi' }]);

  await open(admin, id);
  await t.settled();
  const notifications = (await t.as(bora).get('/notifications')).items;
  expect(notifications).toMatchObject([
    { kind: 'moderation', topic: 'message_reviewed', actors: [], subjectId: reportedMessage.id },
  ]);
  expect((await t.as(ayse).get('/notifications')).items).toEqual([]);
});

test('authors of the messages that are read with a reported one are notified too', async () => {
  const [ayse, bora, can] = await threeMembers();
  const group = await makeGroup(t, [ayse, bora, can]);
  await makeMessage(t, ayse, group, 'Bildirenin sözü');
  await makeMessage(t, can, group, 'Başkasının sözü');
  const reportedMessage = await makeMessage(t, bora, group, 'Kötü söz');
  const { id } = (await report(ayse, reportedMessage)).body;
  expect((await open(moderator, id)).message?.before.map(({ content }) => content)).toContain(
    'Başkasının sözü',
  );
  await t.settled();
  const notifications = async (member: TestMember) =>
    (await t.as(member).get('/notifications?kinds=moderation')).items;
  expect(await notifications(can)).toMatchObject([
    { topic: 'message_context_reviewed', subjectId: reportedMessage.id, actors: [] },
  ]);
  expect(await notifications(bora)).toMatchObject([{ topic: 'message_reviewed' }]);
  expect(await notifications(ayse)).toEqual([]);
});

test('the reporter and the author of a message can neither open nor decide its case', async () => {
  const [, bora] = await threeMembers();
  const [staff] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const conversation = await makeDirect(t, staff, bora);
  const reportedMessage = await makeMessage(t, bora, conversation, 'Kötü söz');
  const staffMessage = await makeMessage(t, staff, conversation, 'Benim sözüm');
  const { id } = (await report(staff, reportedMessage)).body;
  const refused = { status: 422, body: { code: 'own_report' } };
  const callAction = (path: string, method: 'POST' | 'PATCH', body: object) =>
    t.as(staff).raw(method, path, { body });
  expect(await callAction(`/admin/reports/${id}/open`, 'POST', { reason: 'Merak' })).toMatchObject(refused);
  expect(await callAction(`/admin/reports/${id}`, 'PATCH', { decision: 'dismiss', note: 'x' })).toMatchObject(
    refused,
  );
  const ownCaseId = (await report(bora, staffMessage)).body.id;
  expect(await callAction(`/admin/reports/${ownCaseId}/open`, 'POST', { reason: 'Merak' })).toMatchObject({
    status: 422,
    body: { code: 'own_case' },
  });
  expect((await open(moderator, id)).message?.content).toBe('Kötü söz');
});
