import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeDirect, makeGroup, makeMessage } from '../messaging/factory.ts';
import type { Message } from '../messaging/index.ts';
import { makeBlock } from '../social/factory.ts';
import { Case } from './settling/schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});

const three = async () => (await t.members(3)) as [TestMember, TestMember, TestMember];
const report = (who: TestMember, { id: subjectId }: { id: string }) =>
  t.as(who).raw('POST', '/reports', { body: { subjectType: 'message', subjectId, reason: 'harassment' } });
const notFound = { status: 404, body: { code: 'subject_not_found' } };
const open = async (who: TestMember, id: string): Promise<Case> =>
  Case.strict().parse(
    await t.as(who).post(`/admin/reports/${id}/open`, { reason: 'Tehdit olarak bildirildi' }),
  );
const opened = async (id: string) =>
  (await t.as(admin).get(`/admin/audit-log?action=report_opened&subjectType=report&subject=${id}`)).items;
const listed = async (query = ''): Promise<Case[]> =>
  (await t.as(moderator).get(`/admin/reports?limit=100&subjectType=message${query}`)).items;

test('a reported message is kept with the five before it, as its reporter saw them', async () => {
  const [ayse, bora, can] = await three();
  const group = await makeGroup(t, [ayse, bora, can]);
  for (const text of ['bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi'])
    await makeMessage(t, bora, group, text);
  const said = await t.as(ayse).get(`/conversations/${group.id}/messages`);
  const at = (text: string) => said.items.find((one: Message) => one.content === text) as Message;
  await t.as(ayse).delete(`/messages/${at('beş').id}?for=me`);
  await t.as(bora).delete(`/messages/${at('altı').id}`);
  const bad = await makeMessage(t, bora, group, 'Kötü söz');
  const made = await report(ayse, bad);
  expect(made).toMatchObject({ status: 201, body: { subjectType: 'message', subjectId: bad.id } });

  // Later changes do not reach what was seen.
  await t.as(bora).patch(`/messages/${bad.id}`, { content: 'İyi söz' });
  await makeMessage(t, can, group, 'Sonrası');
  const found = await open(moderator, made.body.id);
  expect(found).toMatchObject({
    subjectType: 'message',
    owner: { username: bora.username },
    post: null,
    member: null,
    isGone: false,
    contentNow: null,
    message: { content: 'Kötü söz', sender: { username: bora.username }, type: 'text' },
  });
  // Of the five before it, one is deleted and one hidden.
  expect(found.message?.before.map(({ content }) => content)).toEqual(['üç', 'dört', 'yedi']);
});

test('a message is read through its report alone, and each reading stands in the log', async () => {
  const [ayse, bora] = await three();
  const talk = await makeDirect(t, ayse, bora);
  await makeMessage(t, ayse, talk, 'Öncesi gizli');
  const bad = await makeMessage(t, bora, talk, 'Gizli söz');
  const { id } = (await report(ayse, bad)).body;
  const list = await listed();
  expect(list.find((one) => one.id === id)).toMatchObject({ subjectId: bad.id, message: null });
  expect(JSON.stringify(list)).not.toContain('gizli');
  expect(JSON.stringify(list)).not.toContain('Gizli söz');
  expect(await opened(id)).toEqual([]);

  expect((await open(moderator, id)).message?.content).toBe('Gizli söz');
  await open(admin, id);
  const log = await opened(id);
  expect(log).toMatchObject([
    { actor: { id: admin.id }, subject: { type: 'report', id }, details: { messageId: bad.id } },
    { actor: { id: moderator.id }, subject: { type: 'report', id } },
  ]);
  expect(JSON.stringify(log)).not.toContain('söz');
  expect(log[0].details).toMatchObject({ openingId: expect.any(String) });
  expect(await t.as(ayse).raw('GET', `/admin/reports/${id}`)).toMatchObject({ status: 403 });
  expect(await t.as(moderator).raw('GET', `/admin/reports/${bad.id}`)).toMatchObject({
    status: 404,
    body: { code: 'report_not_found' },
  });
});

test('who may not read a message cannot report it, and learns nothing of it', async () => {
  const [ayse, bora, can] = await three();
  const talk = await makeDirect(t, ayse, bora);
  const written = await makeMessage(t, bora, talk);
  expect(await report(can, written)).toMatchObject(notFound);
  expect(await report(moderator, written)).toMatchObject(notFound);
  expect(await report(bora, written)).toMatchObject({ status: 422, body: { code: 'cannot_report_self' } });
  expect((await report(ayse, written)).status).toBe(201);
});

test('what is deleted, hidden, held back or said by the conversation itself cannot be reported', async () => {
  const [ayse, bora, can] = await three();
  const group = await makeGroup(t, [ayse, bora, can]);
  const deleted = await makeMessage(t, bora, group);
  await t.as(bora).delete(`/messages/${deleted.id}`);
  const hidden = await makeMessage(t, bora, group);
  await t.as(ayse).delete(`/messages/${hidden.id}?for=me`);
  const { items } = await t.as(ayse).get(`/conversations/${group.id}/messages`);
  const notice = items.find((one: Message) => one.type === 'notice') as Message;
  for (const one of [deleted, hidden, notice]) expect(await report(ayse, one)).toMatchObject(notFound);
  // Hidden for one is there for the others.
  expect((await report(can, hidden)).status).toBe(201);

  const talk = await makeDirect(t, ayse, bora);
  await makeBlock(t, ayse, bora);
  const heldBack = await makeMessage(t, bora, talk);
  expect(await report(ayse, heldBack)).toMatchObject(notFound);
});

test('a report opens no conversation to staff', async () => {
  const [ayse, bora] = await three();
  const talk = await makeDirect(t, ayse, bora);
  const bad = await makeMessage(t, bora, talk, 'Kötü söz');
  const { id } = (await report(ayse, bad)).body;
  await open(moderator, id);
  for (const who of [moderator, admin]) {
    const asked = t.as(who);
    for (const path of ['', '/messages', '/search?q=söz', '/pins', '/members'])
      expect(await asked.raw('GET', `/conversations/${talk.id}${path}`), path).toMatchObject({ status: 404 });
    expect(await asked.raw('GET', `/messages/${bad.id}`)).toMatchObject({ status: 404 });
    expect(await asked.raw('DELETE', `/messages/${bad.id}`)).toMatchObject({ status: 404 });
    expect((await asked.get('/conversations')).items).toEqual([]);
    expect(
      await asked.post('/conversations/sync', { conversations: { [talk.id]: 0 }, since: bad.createdAt }),
    ).toMatchObject({ items: [] });
  }
});

test('a message is removed for everyone by the decision; its author and those who reported are told', async () => {
  const [ayse, bora, can] = await three();
  const group = await makeGroup(t, [ayse, bora, can]);
  const bad = await makeMessage(t, bora, group, 'Kötü söz');
  const { id } = (await report(ayse, bad)).body;
  const decided = await t.as(moderator).raw('PATCH', `/admin/reports/${id}`, {
    body: { decision: 'remove_post', note: 'Hakaret' },
  });
  expect(decided).toMatchObject({
    status: 200,
    body: {
      isGone: true,
      message: null,
      decision: { outcome: 'message_removed' },
      owner: { upheldBefore: 1 },
    },
  });
  for (const who of [ayse, bora, can])
    expect(await t.as(who).get(`/messages/${bad.id}`)).toMatchObject({
      content: '',
      deletedAt: expect.any(String),
    });
  await t.settled();
  const news = async (who: TestMember) => (await t.as(who).get('/notifications')).items;
  expect(await news(bora)).toContainEqual(
    expect.objectContaining({ kind: 'moderation', topic: 'message_removed' }),
  );
  expect(await news(ayse)).toContainEqual(expect.objectContaining({ topic: 'report_upheld' }));
  expect(JSON.stringify(await news(can))).not.toContain('moderation');
  const acts = (await t.as(admin).get(`/admin/audit-log?subjectType=message&subject=${bad.id}`)).items;
  expect(acts.map(({ action }: { action: string }) => action)).toEqual([
    'reports_settled',
    'message_deleted_by_moderator',
  ]);
  // Decided, it can still be looked up, and that is logged too.
  expect((await open(moderator, id)).message?.content).toBe('Kötü söz');
  expect(await opened(id)).toHaveLength(1);
});

test('a message that its writer has deleted can be decided on all the same', async () => {
  const [ayse, bora] = await three();
  const talk = await makeDirect(t, ayse, bora);
  const bad = await makeMessage(t, bora, talk);
  const { id } = (await report(ayse, bad)).body;
  await t.as(bora).delete(`/messages/${bad.id}`);
  expect(await open(moderator, id)).toMatchObject({ isGone: true });
  expect(
    (
      await t.as(moderator).raw('PATCH', `/admin/reports/${id}`, {
        body: { decision: 'remove_post', note: 'Hakaret' },
      })
    ).status,
  ).toBe(200);
});

test('a message is read with a reason alone, which is kept, and its author is told once', async () => {
  const [ayse, bora] = await three();
  const talk = await makeDirect(t, ayse, bora);
  const bad = await makeMessage(t, bora, talk, 'Gizli söz');
  const { id } = (await report(ayse, bad)).body;
  const look = (who: TestMember) => t.as(who).get(`/admin/reports/${id}`);
  expect(await look(moderator)).toMatchObject({ isClosed: true, message: null });
  for (const reason of ['', '  '])
    expect(
      await t.as(moderator).raw('POST', `/admin/reports/${id}/open`, { body: { reason } }),
    ).toMatchObject({
      status: 422,
      body: { code: 'reason_needed', errors: [{ path: 'reason' }] },
    });
  expect(await t.as(moderator).raw('POST', `/admin/reports/${id}/open`, { body: {} })).toMatchObject({
    status: 400,
  });
  expect(await opened(id)).toEqual([]);

  expect((await open(moderator, id)).message?.content).toBe('Gizli söz');
  // It stays open to who gave the reason, for a day; each reading is logged. To nobody else.
  expect((await look(moderator)).message.content).toBe('Gizli söz');
  expect((await look(admin)).message).toBeNull();
  expect(await opened(id)).toHaveLength(2);
  await t.ctx.pool.query(
    `update moderation.openings set opened_at = opened_at - interval '25 hours' where subject_id = $1`,
    [bad.id],
  );
  expect((await look(moderator)).message).toBeNull();
  const { rows } = await t.ctx.pool.query(
    'select staff_id, reason from moderation.openings where subject_id = $1',
    [bad.id],
  );
  expect(rows).toEqual([{ staff_id: moderator.id, reason: 'Tehdit olarak bildirildi' }]);

  await open(admin, id);
  await t.settled();
  const news = (await t.as(bora).get('/notifications')).items;
  expect(news).toMatchObject([
    { kind: 'moderation', topic: 'message_opened', actors: [], subjectId: bad.id },
  ]);
  expect((await t.as(ayse).get('/notifications')).items).toEqual([]);
});

test('who wrote what is read together with a reported message is told as well', async () => {
  const [ayse, bora, can] = await three();
  const group = await makeGroup(t, [ayse, bora, can]);
  await makeMessage(t, ayse, group, 'Bildirenin sözü');
  await makeMessage(t, can, group, 'Başkasının sözü');
  const bad = await makeMessage(t, bora, group, 'Kötü söz');
  const { id } = (await report(ayse, bad)).body;
  expect((await open(moderator, id)).message?.before.map(({ content }) => content)).toContain(
    'Başkasının sözü',
  );
  await t.settled();
  const news = async (who: TestMember) => (await t.as(who).get('/notifications?kinds=moderation')).items;
  expect(await news(can)).toMatchObject([{ topic: 'message_before_opened', subjectId: bad.id, actors: [] }]);
  expect(await news(bora)).toMatchObject([{ topic: 'message_opened' }]);
  expect(await news(ayse)).toEqual([]);
});

test('who reported a message, or wrote it, neither opens nor decides it', async () => {
  const [, bora] = await three();
  const [staff] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const talk = await makeDirect(t, staff, bora);
  const bad = await makeMessage(t, bora, talk, 'Kötü söz');
  const own = await makeMessage(t, staff, talk, 'Benim sözüm');
  const { id } = (await report(staff, bad)).body;
  const refused = { status: 422, body: { code: 'own_report' } };
  const act = (path: string, method: 'POST' | 'PATCH', body: object) =>
    t.as(staff).raw(method, path, { body });
  expect(await act(`/admin/reports/${id}/open`, 'POST', { reason: 'Merak' })).toMatchObject(refused);
  expect(await act(`/admin/reports/${id}`, 'PATCH', { decision: 'dismiss', note: 'x' })).toMatchObject(
    refused,
  );
  const about = (await report(bora, own)).body.id;
  expect(await act(`/admin/reports/${about}/open`, 'POST', { reason: 'Merak' })).toMatchObject({
    status: 422,
    body: { code: 'own_case' },
  });
  expect((await open(moderator, id)).message?.content).toBe('Kötü söz');
});
