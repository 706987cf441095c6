import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonValue } from '../../../platform/bus/types.ts';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePicture } from '../../media/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../../messaging/factory.ts';
import type { Message } from '../../messaging/index.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
let moderator: TestMember;
let other: TestMember;
beforeAll(async () => {
  [moderator, other] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});

const decide = (by: Pick<TestMember, 'accessToken'>, id: string, outcome: 'upheld' | 'rejected') =>
  t.as(by).raw('PATCH', `/admin/appeals/${id}`, { body: { outcome, answer: 'Baktık.' } });
const eraseHidden = async () => {
  await t.ctx.jobs.add('messaging.eraseHidden', {});
  await t.settled();
};
const read = (member: Pick<TestMember, 'accessToken'>, { id }: Message) =>
  t.as(member).get(`/messages/${id}`);
/** What the database still holds of what a message said. */
const held = async ({ id }: Message) => {
  const { rows } = await t.ctx.pool.query(
    `select (select count(*)::int from messaging.hidden_messages where message_id = $1) as texts,
      (select count(*)::int from media.files where subject_type = 'message' and subject_id = $1) as files`,
    [id],
  );
  return rows[0];
};

/** A group with a message of `ayse` that has a picture, an answer and a reaction. */
async function reportedMessage() {
  const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const group = await makeGroup(t, [bora, ayse, can]);
  const picture = await makePicture(t, ayse);
  const message: Message = await t.as(ayse).post(`/conversations/${group.id}/messages`, {
    clientId: 'resim',
    type: 'image',
    content: `Bak @${bora.username} https://example.com/kavga`,
    mediaIds: [picture.id],
  });
  await t.as(bora).put(`/messages/${message.id}/reactions/${encodeURIComponent('👍')}`);
  const { id } = await t
    .as(bora)
    .post('/reports', { subjectType: 'message', subjectId: message.id, reason: 'harassment' });
  const remove = () =>
    t
      .as(moderator)
      .raw('PATCH', `/admin/reports/${id}`, { body: { decision: 'remove_post', note: 'Hakaret' } });
  return { ayse, bora, can, group, message, remove };
}

/** The same, removed, with an appeal of its author. */
async function appealedMessage() {
  const reported = await reportedMessage();
  expect((await reported.remove()).status).toBe(200);
  const [decision] = (await t.as(reported.ayse).get('/users/me/decisions')).items;
  const { id } = await t
    .as(reported.ayse)
    .post('/appeals', { decisionId: decision.id, text: 'Hakaret değil' });
  return { ...reported, appealId: id as string };
}

/** What a member sees of a conversation: its last message, unread messages and mentions, in it and in all, and what a search finds. */
async function view(member: TestMember, { id }: { id: string }) {
  const { lastMessage, unreadCount, mentioned } = await t.as(member).get(`/conversations/${id}`);
  const { conversations } = await t.as(member).get('/conversations/unread');
  const found = (await t.as(member).get(`/conversations/${id}/search?q=bak`)).items.length;
  const shared = (await t.as(member).get(`/conversations/${id}/shared?kind=image`)).items.length;
  return { last: lastMessage?.content, unreadCount, mentioned, conversations, found, shared };
}

test('an upheld appeal brings a message back as it was: text, files, reactions, search, counts, quotes', async () => {
  const { ayse, bora, can, group, message, remove } = await reportedMessage();
  await t.as(bora).put(`/conversations/${group.id}/read`, { seq: message.seq });
  const shown = { ...(await read(can, message)), changedAt: null };
  const [unread, seen] = [await view(can, group), await view(bora, group)];
  expect([unread.unreadCount, unread.conversations, unread.found, unread.shared]).toEqual([1, 1, 1, 1]);
  expect(shown).toMatchObject({ media: [{ kind: 'image' }], reactions: [{ emoji: '👍', count: 1 }] });

  const download = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;
  expect(await download(shown.media[0].url)).toBe(200);

  await remove();
  // An address from before does not serve it either.
  expect(await download(shown.media[0].url)).toBe(404);
  for (const member of [ayse, bora, can]) {
    expect(await read(member, message)).toMatchObject({
      content: '',
      entities: [],
      media: [],
      reactions: [],
      deletedAt: expect.any(String),
    });
    expect(await view(member, group)).toMatchObject({
      last: '',
      unreadCount: 0,
      mentioned: false,
      conversations: 0,
      found: 0,
      shared: 0,
    });
  }
  const [decision] = (await t.as(ayse).get('/users/me/decisions')).items;
  const { id: appealId } = await t
    .as(ayse)
    .post('/appeals', { decisionId: decision.id, text: 'Hakaret değil' });
  const answer = await t.as(can).post(`/conversations/${group.id}/messages`, {
    clientId: 'yanıt',
    content: 'Ne oldu?',
    replyToId: message.id,
  });
  const since = t.ctx.clock().toISOString();
  const published: { seq: number }[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.message', (payload: JsonValue) =>
    published.push(payload as never),
  );
  // What was published before has arrived by now.
  await t.ctx.bus.publish('messaging.message', { conversationId: group.id, seq: 0 });
  await expect.poll(() => published.at(-1)?.seq).toBe(0);
  published.length = 0;
  expect((await decide(other, appealId, 'upheld')).status).toBe(200);
  // The message and the answer that quotes it.
  await expect.poll(() => published.map(({ seq }) => seq)).toEqual([message.seq, answer.seq]);
  await stop();

  for (const member of [ayse, bora, can]) {
    const back = await read(member, message);
    expect(back).toMatchObject({
      content: shown.content,
      entities: shown.entities,
      reactions: shown.reactions,
      deletedAt: null,
      editedAt: null,
    });
    expect(back.media.map(({ id }: { id: string }) => id)).toEqual(
      shown.media.map(({ id }: { id: string }) => id),
    );
    expect(await download(back.media[0].url)).toBe(200);
    const { items } = await t
      .as(member)
      .post('/conversations/sync', { conversations: { [group.id]: answer.seq }, since });
    const [changed, quote] = items as Message[];
    expect([changed?.content, quote?.replyTo?.excerpt]).toEqual([shown.content, shown.content]);
  }
  // The last message is the answer now; deleted, the one that is back is.
  await t.as(can).delete(`/messages/${answer.id}?for=me`);
  await t.as(bora).delete(`/messages/${answer.id}?for=me`);
  expect(await view(bora, group)).toEqual(seen);
  expect(await held(message)).toEqual({ texts: 0, files: 1 });
});

test('unread counts are those from before, for who had read it and who had not', async () => {
  const { ayse, bora, can, group, message, appealId } = await appealedMessage();
  await t.as(bora).put(`/conversations/${group.id}/read`, { seq: message.seq });
  await decide(other, appealId, 'upheld');
  expect(await view(can, group)).toMatchObject({
    last: message.content,
    unreadCount: 1,
    mentioned: false,
    conversations: 1,
    found: 1,
  });
  expect(await view(bora, group)).toMatchObject({ last: message.content, unreadCount: 0, conversations: 0 });
  expect(await view(ayse, group)).toMatchObject({ last: message.content, unreadCount: 0, conversations: 0 });
});

test.for(['appeal', 'deletion'])(
  'a message whose author deletes it while the appeal is upheld stays deleted: the %s first',
  async (first) => {
    const { ayse, can, group, message, appealId } = await appealedMessage();
    const lock = await holdLock(t, 'select from messaging.messages where id = $1 for update', [message.id]);
    const acts = {
      appeal: () => decide(other, appealId, 'upheld'),
      deletion: () => t.as(ayse).raw('DELETE', `/messages/${message.id}`),
    };
    const begun = [first === 'appeal' ? acts.appeal() : acts.deletion()];
    await lock.waitForBlocked(1);
    begun.push(first === 'appeal' ? acts.deletion() : acts.appeal());
    await lock.waitForBlocked(2);
    await lock.release();
    expect((await Promise.all(begun)).map(({ status }) => status).sort()).toEqual([200, 204]);
    await t.settled();
    expect(await read(can, message)).toMatchObject({ content: '', media: [], deletedAt: expect.any(String) });
    expect(await view(can, group)).toMatchObject({ last: '', unreadCount: 0, conversations: 0, found: 0 });
    expect(await held(message)).toEqual({ texts: 0, files: 0 });
  },
);

test('who left the conversation meanwhile gets nothing of it; the others do, also without its author', async () => {
  const { ayse, bora, can, group, message, appealId } = await appealedMessage();
  const leave = ({ accessToken, id }: TestMember) =>
    t.as({ accessToken }).raw('DELETE', `/conversations/${group.id}/participants/${id}`);
  const lock = await holdLock(t, 'select from messaging.conversations where id = $1 for update', [group.id]);
  const leaving = [leave(ayse)];
  await lock.waitForBlocked(1);
  const upheld = decide(other, appealId, 'upheld');
  await lock.waitForBlocked(2);
  leaving.push(leave(can));
  await lock.waitForBlocked(3);
  await lock.release();
  expect((await Promise.all([...leaving, upheld])).map(({ status }) => status)).toEqual([204, 204, 200]);
  expect((await read(bora, message)).content).toBe(message.content);
  for (const member of [ayse, can]) {
    expect(await t.as(member).raw('GET', `/messages/${message.id}`)).toMatchObject({ status: 404 });
    expect(await t.as(member).get('/conversations/unread')).toMatchObject({ conversations: 0 });
    const { items } = await t
      .as(member)
      .post('/conversations/sync', { conversations: { [group.id]: message.seq }, since: message.createdAt });
    expect(items).toEqual([]);
  }
});

test('a removed message is erased with its files after 30 days, at once when its appeal is rejected, and never during it', async () => {
  const [unappealed, rejected, open] = [
    await reportedMessage(),
    await appealedMessage(),
    await appealedMessage(),
  ];
  await unappealed.remove();
  await decide(other, rejected.appealId, 'rejected');
  await eraseHidden();
  expect(await held(rejected.message)).toEqual({ texts: 0, files: 0 });
  expect(await held(unappealed.message)).toEqual({ texts: 1, files: 1 });
  t.clock.advance(31 * DAY_MS);
  await eraseHidden();
  expect(await held(unappealed.message)).toEqual({ texts: 0, files: 0 });
  expect(await held(open.message)).toEqual({ texts: 1, files: 1 });
  t.clock.advance(-31 * DAY_MS);
});

test('a message that disappears is held no longer than that, and does not come back after it', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const direct = await makeDirect(t, ayse, bora);
  await t.as(ayse).patch(`/conversations/${direct.id}`, { disappearAfterSeconds: 86_400 });
  const message = await makeMessage(t, ayse, direct, 'Bir gün dururum');
  const report = { subjectType: 'message', subjectId: message.id, reason: 'spam' };
  const { id } = await t.as(bora).post('/reports', report);
  await t.as(moderator).patch(`/admin/reports/${id}`, { decision: 'remove_post', note: 'İlan' });
  const [decision] = (await t.as(ayse).get('/users/me/decisions')).items;
  const appeal = await t.as(ayse).post('/appeals', { decisionId: decision.id, text: 'İlan değil' });
  t.clock.advance(2 * DAY_MS);
  const login = (member: TestMember) =>
    t.anyone.post('/auth/login', { identifier: member.username, password: member.password });
  expect((await decide(await login(other), appeal.id, 'upheld')).status).toBe(200);
  expect(await read(await login(bora), message)).toMatchObject({
    content: '',
    deletedAt: expect.any(String),
  });
  await eraseHidden();
  expect(await held(message)).toEqual({ texts: 0, files: 0 });
  t.clock.advance(-2 * DAY_MS);
});
