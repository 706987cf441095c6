import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makeBlock, makeFollow } from '../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from './factory.ts';
import type { Message } from './schemas.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const startConversation = (member: TestMember, other: TestMember) =>
  t.as(member).raw('POST', '/conversations', { body: { type: 'direct', participantIds: [other.id] } });
let clientIdCount = 0;
const write = (member: TestMember, id: string, content: string, more: object = {}) => {
  clientIdCount += 1;
  return t.as(member).raw('POST', `/conversations/${id}/messages`, {
    body: { clientId: `anahtar-${clientIdCount}`, content, ...more },
  });
};
const seqs = (list: { items: { seq: number }[] }) => list.items.map((message) => message.seq);

describe('a direct conversation', () => {
  test('exists once, no matter who starts it and how often', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const [first, second] = await Promise.all([startConversation(ayse, bora), startConversation(bora, ayse)]);
    expect(new Set([first.status, second.status])).toEqual(new Set([200, 201]));
    expect(first.body.id).toBe(second.body.id);
    expect((await startConversation(ayse, bora)).status).toBe(200);
  });

  test('numbers messages 1, 2, 3 and returns them in order in either direction', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    for (const content of ['Selam', 'Nasılsın?', 'Kütüphanedeyim'])
      await makeMessage(t, ayse, { id }, content);
    await makeMessage(t, bora, { id }, 'Geliyorum');
    const seen = await t.as(bora).get(`/conversations/${id}/messages`);
    expect(seqs(seen)).toEqual([1, 2, 3, 4]);
    expect(seen.items.map((message: { content: string }) => message.content)).toEqual([
      'Selam',
      'Nasılsın?',
      'Kütüphanedeyim',
      'Geliyorum',
    ]);
    expect(seqs(await t.as(ayse).get(`/conversations/${id}/messages?beforeSeq=3&limit=1`))).toEqual([2]);
    expect(await t.as(ayse).get(`/conversations/${id}/messages?afterSeq=2&limit=1`)).toMatchObject({
      items: [{ seq: 3 }],
      hasBefore: true,
      hasAfter: true,
      lastSeq: 4,
    });
    expect(seqs(await t.as(ayse).get(`/conversations/${id}/messages?aroundSeq=3&limit=2`))).toEqual([2, 3]);
  });

  test('returns messages from a time on, as far as the viewer may read them', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    await t.as(ayse).patch(`/conversations/${id}`, { history: 'joined' });
    const minute = 60_000; // short enough for a session to hold
    const start = t.ctx.clock().getTime();
    const sent: Message[] = [];
    for (let count = 0; count < 9; count++) {
      // Two minutes pass after each third message.
      t.clock.advance(count % 3 === 0 ? 2 * minute : 1_000);
      sent.push(await makeMessage(t, ayse, { id }));
      if (count === 3) await t.as(ayse).put(`/conversations/${id}/participants/${can.id}`, {});
      if (count === 3) await t.as(can).put(`/conversations/${id}/accept`);
    }
    const from = async (member: TestMember, moment: number, limit = 1) =>
      (
        await t
          .as(member)
          .get(
            `/conversations/${id}/messages?limit=${limit}&aroundTime=${encodeURIComponent(new Date(moment).toISOString())}`,
          )
      ).items.map((message: { id: string }) => message.id);
    const at = (index: number) => Date.parse(sent[index]?.createdAt ?? '');
    for (const index of [0, 3, 6]) {
      expect(await from(bora, at(index) - minute)).toEqual([sent[index]?.id]);
      expect(await from(bora, at(index))).toEqual([sent[index]?.id]);
    }
    expect(await from(bora, at(4) + 1, 2)).toEqual([sent[4]?.id, sent[5]?.id]);
    // After the last one, returns what is before; before the first readable one, returns just that.
    expect((await from(bora, at(8) + minute, 4)).at(-1)).toBe(sent[8]?.id);
    const [first] = (await t.as(can).get(`/conversations/${id}/messages?limit=100`)).items;
    expect(await from(can, start)).toEqual([first.id]);
    expect(Date.parse(first.createdAt)).toBeGreaterThan(at(2));
    expect(await t.as(bora).raw('GET', `/conversations/${id}/messages?aroundTime=d%C3%BCn`)).toMatchObject({
      status: 400,
    });
  });

  test('concurrent sends get numbers without a gap', async () => {
    const people = (await t.members(6)) as [TestMember, ...TestMember[]];
    const { id, lastSeq } = await makeGroup(t, people);
    const before = (await t.as(people[0]).get(`/conversations/${id}`)).lastSeq;
    expect(before).toBeGreaterThan(lastSeq); // joining adds notices
    const sent = await Promise.all(
      Array.from({ length: 60 }, (_, index) => makeMessage(t, people[index % 6] ?? people[0], { id })),
    );
    const numbers = sent.map((message) => message.seq).sort((one, other) => one - other);
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => before + 1 + index));
  });

  test('the same clientId is the same message, even if it is sent twice at once', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    const body = { clientId: 'bir-kere', content: 'Bir kere' };
    const send = () => t.as(ayse).raw('POST', `/conversations/${id}/messages`, { body });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await makeMessage(t, ayse, { id })).toMatchObject({ seq: 2 });
    // Another member's clientId is another message.
    const other = await t.as(bora).raw('POST', `/conversations/${id}/messages`, { body });
    expect(other).toMatchObject({ status: 201, body: { seq: 3 } });
  });

  test('statuses: sent, delivered, read, and never back', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await makeMessage(t, ayse, { id });
    await makeMessage(t, ayse, { id });
    const states = async () =>
      (await t.as(ayse).get(`/conversations/${id}/messages`)).items.map(
        (one: { status: string }) => one.status,
      );
    expect(await states()).toEqual(['sent', 'sent']);
    await t.as(bora).put(`/conversations/${id}/delivered`, { seq: 2 });
    expect(await states()).toEqual(['delivered', 'delivered']);
    expect(await t.as(bora).put(`/conversations/${id}/read`, { seq: 1 })).toMatchObject({ readSeq: 1 });
    expect(await states()).toEqual(['read', 'delivered']);
    expect(await t.as(bora).put(`/conversations/${id}/read`, { seq: 0 })).toMatchObject({ readSeq: 1 });
    // A number that does not exist cannot be read.
    expect(await t.as(bora).put(`/conversations/${id}/read`, { seq: 99 })).toMatchObject({ readSeq: 2 });
  });

  test('a member who hides read receipts is not shown as reading, and does not see the other’s', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await t.as(bora).patch('/conversations/settings', { readReceipts: false });
    await makeMessage(t, ayse, { id });
    await makeMessage(t, bora, { id });
    await t.as(ayse).put(`/conversations/${id}/read`, { seq: 2 });
    for (const member of [ayse, bora]) {
      const { items } = await t.as(member).get(`/conversations/${id}/messages`);
      expect(items.map((one: { status: string }) => one.status)).toEqual(['delivered', 'delivered']);
    }
  });
});

describe('the list of conversations', () => {
  test('is sorted by the newest message, counts unread messages, and shows the last one', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const withBora = await makeDirect(t, ayse, bora);
    const withCan = await makeDirect(t, ayse, can);
    await makeMessage(t, bora, withBora, 'Bir');
    await makeMessage(t, bora, withBora, 'İki');
    await makeMessage(t, can, withCan, 'Üç');
    const { items } = await t.as(ayse).get('/conversations');
    expect(items).toMatchObject([
      { id: withCan.id, unreadCount: 1, lastMessage: { content: 'Üç' }, participants: [{ id: can.id }] },
      { id: withBora.id, unreadCount: 2, lastMessage: { content: 'İki' }, participants: [{ id: bora.id }] },
    ]);
    expect(await t.as(ayse).get('/conversations/unread')).toEqual({ conversations: 2, requests: 0 });
    await t.as(ayse).put(`/conversations/${withBora.id}/read`, { seq: 2 });
    expect(await t.as(ayse).get('/conversations/unread')).toEqual({ conversations: 1, requests: 0 });
  });

  test('pages neither repeat nor skip while an older conversation moves up', async () => {
    const [ayse, ...others] = (await t.members(6)) as [TestMember, ...TestMember[]];
    const made = [];
    for (const other of others) {
      const one = await makeDirect(t, ayse, other);
      await makeMessage(t, ayse, one);
      made.push(one);
    }
    const first = await t.as(ayse).get('/conversations?limit=2');
    await makeMessage(t, ayse, first.items[1]);
    const second = await t.as(ayse).get(`/conversations?limit=4&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map((one: { id: string }) => one.id);
    expect(ids).toEqual(made.map((one) => one.id).reverse());
    expect(second.nextCursor).toBeNull();
    expect(await t.as(ayse).get('/conversations?cursor=yok')).toMatchObject({ code: 'invalid_cursor' });
  });

  test('deleting for oneself affects nobody else, and the next message brings it back', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await makeMessage(t, ayse, { id }, 'Eski');
    await t.as(bora).delete(`/conversations/${id}`);
    expect((await t.as(bora).get('/conversations')).items).toEqual([]);
    expect((await t.as(bora).get(`/conversations/${id}/messages`)).items).toEqual([]);
    expect((await t.as(ayse).get(`/conversations/${id}/messages`)).items).toHaveLength(1);
    await makeMessage(t, ayse, { id }, 'Yeni');
    expect((await t.as(bora).get('/conversations')).items).toMatchObject([
      { id, firstSeq: 2, unreadCount: 1 },
    ]);
    expect(seqs(await t.as(bora).get(`/conversations/${id}/messages`))).toEqual([2]);
  });

  test('muting, archiving, pinning and marking unread affect only oneself', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await makeMessage(t, ayse, { id });
    await t.as(bora).patch(`/conversations/${id}/me`, { muted: true, pinned: true });
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({
      muted: true,
      mutedUntil: null,
      pinned: true,
    });
    expect(await t.as(bora).get('/conversations/unread')).toMatchObject({ conversations: 0 });
    expect(await t.as(ayse).get(`/conversations/${id}`)).toMatchObject({ muted: false, pinned: false });
    await t.as(bora).patch(`/conversations/${id}/me`, { muted: false, archived: true });
    expect((await t.as(bora).get('/conversations')).items).toEqual([]);
    expect((await t.as(bora).get('/conversations?folder=archived')).items).toMatchObject([
      { id, muted: false },
    ]);
  });
});

describe('who may write', () => {
  test.for([
    ['everyone', 201, 201],
    ['university', 201, 201],
    ['following', 403, 201],
    ['nobody', 403, 403],
  ] as const)('to a member who has chosen "%s"', async ([whoMayWrite, stranger, followed]) => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    await t.as(can).patch('/conversations/settings', { whoMayWrite });
    await makeFollow(t, can, bora);
    expect((await startConversation(ayse, can)).status).toBe(stranger);
    expect((await startConversation(bora, can)).status).toBe(followed);
  });

  test('a stranger gets a request of at most five texts, and learns nothing until it is accepted', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = (await startConversation(ayse, bora)).body;
    for (let count = 0; count < 5; count++) expect((await write(ayse, id, 'Merhaba')).status).toBe(201);
    expect((await write(ayse, id, 'Orada mısın?')).body.code).toBe('request_pending');
    expect((await t.as(bora).get('/conversations')).items).toEqual([]);
    expect((await t.as(bora).get('/conversations?folder=requests')).items).toMatchObject([
      { id, request: true, awaitsAcceptance: false },
    ]);
    expect((await t.as(ayse).get('/conversations')).items).toMatchObject([{ id, awaitsAcceptance: true }]);
    expect(await t.as(bora).get('/conversations/unread')).toEqual({ conversations: 0, requests: 1 });
    await t.as(bora).put(`/conversations/${id}/read`, { seq: 5 });
    expect((await t.as(ayse).get(`/conversations/${id}`)).othersReadSeq).toBe(0);
    expect((await t.as(ayse).get(`/conversations/${id}`)).othersDeliveredSeq).toBe(0);
    await t.as(bora).put(`/conversations/${id}/accept`);
    expect(await t.as(ayse).get(`/conversations/${id}`)).toMatchObject({
      othersReadSeq: 5,
      awaitsAcceptance: false,
    });
    expect((await write(ayse, id, 'Teşekkürler')).status).toBe(201);
  });

  test('answering accepts; declining is secret, and later messages reach nobody', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const borasConversation = (await startConversation(ayse, bora)).body;
    expect(borasConversation.awaitsAcceptance).toBe(true);
    await makeMessage(t, ayse, borasConversation);
    await makeMessage(t, bora, borasConversation);
    expect((await t.as(ayse).get(`/conversations/${borasConversation.id}`)).awaitsAcceptance).toBe(false);
    expect((await t.as(bora).get('/conversations')).items).toMatchObject([
      { id: borasConversation.id, request: false },
    ]);

    const cansConversation = (await startConversation(ayse, can)).body;
    await makeMessage(t, ayse, cansConversation);
    const ofAyse = () => t.as(ayse).get(`/conversations/${cansConversation.id}`);
    const beforeDecline = await ofAyse();
    expect(beforeDecline.awaitsAcceptance).toBe(true);
    await t.as(can).delete(`/conversations/${cansConversation.id}`);
    expect(await ofAyse()).toEqual(beforeDecline);
    expect((await write(ayse, cansConversation.id, 'Hâlâ buradayım')).status).toBe(201);
    expect(await t.as(can).get(`/conversations/${cansConversation.id}`)).toMatchObject({
      code: 'conversation_not_found',
    });
    expect((await t.as(can).get('/conversations?folder=requests')).items).toEqual([]);
  });

  test('a blocked member notices nothing, and nothing reaches the blocker', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await makeMessage(t, ayse, { id }, 'Önce');
    await makeBlock(t, bora, ayse);
    const sent = await write(ayse, id, 'Sonra');
    expect(sent).toMatchObject({ status: 201, body: { seq: 2, status: 'sent', content: 'Sonra' } });
    expect((await t.as(ayse).get(`/conversations/${id}/messages`)).items[1]).toMatchObject({
      content: 'Sonra',
    });
    const { items } = await t.as(bora).get(`/conversations/${id}/messages`);
    expect(items[1]).toMatchObject({ seq: 2, redacted: true, content: '' });
    expect((await t.as(bora).get('/conversations')).items).toEqual([]);
    expect(await t.as(bora).get('/conversations/unread')).toMatchObject({ conversations: 0 });
    await t.as(bora).put(`/conversations/${id}/read`, { seq: 2 });
    expect((await t.as(ayse).get(`/conversations/${id}/messages`)).items[1].status).toBe('sent');
    expect((await write(bora, id, 'Ben')).body.code).toBe('recipient_blocked');
    expect((await startConversation(ayse, (await t.members(1))[0] as TestMember)).status).toBe(201);
  });
});

describe('a message', () => {
  test('is edited by its sender within a day, and by nobody else', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, ayse, { id }, 'Saat üçte');
    expect(await t.as(bora).patch(`/messages/${message.id}`, { content: 'Hayır' })).toMatchObject({
      code: 'not_your_message',
    });
    const edited = await t.as(ayse).patch(`/messages/${message.id}`, { content: 'Saat dörtte' });
    expect(edited).toMatchObject({ seq: 1, content: 'Saat dörtte', editedAt: expect.any(String) });
  });

  test('deleted for everyone keeps its number; deleted for oneself stays for the others', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    const [one, second] = [await makeMessage(t, ayse, { id }), await makeMessage(t, ayse, { id }, 'Kalsın')];
    expect(await t.as(bora).delete(`/messages/${one.id}`)).toMatchObject({ code: 'not_your_message' });
    expect((await t.as(ayse).raw('DELETE', `/messages/${one.id}`)).status).toBe(204);
    expect((await t.as(bora).raw('DELETE', `/messages/${second.id}?for=me`)).status).toBe(204);
    const forBora = (await t.as(bora).get(`/conversations/${id}/messages`)).items;
    expect(forBora).toMatchObject([
      { seq: 1, content: '', deletedAt: expect.any(String), redacted: false },
      { seq: 2, content: '', deletedAt: null, redacted: true },
    ]);
    expect((await t.as(ayse).get(`/conversations/${id}/messages`)).items[1]).toMatchObject({
      content: 'Kalsın',
    });
    expect(await t.as(ayse).patch(`/messages/${one.id}`, { content: 'Geri' })).toMatchObject({
      code: 'message_deleted',
    });
  });

  test('replies to another, and quotes it', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    const question = await makeMessage(t, ayse, { id }, 'Geliyor musun?');
    const answer = await write(bora, id, 'Evet', { replyToId: question.id });
    expect(answer.body.replyTo).toMatchObject({ id: question.id, seq: 1, excerpt: 'Geliyor musun?' });
    await t.as(ayse).delete(`/messages/${question.id}`);
    const { items } = await t.as(ayse).get(`/conversations/${id}/messages`);
    expect(items[1].replyTo).toMatchObject({ id: question.id, excerpt: '' });
    // A reply cannot quote a message of another conversation.
    const elsewhere = await makeMessage(t, bora, await makeDirect(t, bora, can));
    expect((await write(ayse, id, 'Ne?', { replyToId: elsewhere.id })).body.code).toBe('message_not_found');
  });

  test('gets emoji reactions, each member once with each', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, ayse, { id });
    const path = (emoji: string) => `/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`;
    await t.as(bora).put(path('👍🏽'));
    await t.as(bora).put(path('👍🏽'));
    expect((await t.as(ayse).put(path('👍🏽'))).reactions).toEqual([
      { emoji: '👍🏽', count: 2, userIds: [bora.id, ayse.id] },
    ]);
    expect((await t.as(bora).delete(path('👍🏽'))).reactions).toMatchObject([
      { count: 1, userIds: [ayse.id] },
    ]);
    expect(await t.as(bora).put(path('iyi'))).toMatchObject({ code: 'not_an_emoji' });
    for (const emoji of ['❤️', '😂', '😮', '😢', '🙏']) await t.as(bora).put(path(emoji));
    expect(await t.as(bora).put(path('🔥'))).toMatchObject({ code: 'too_many_reactions' });
  });

  test.for([
    [{ content: '   ' }, 422, 'empty_message'],
    [{ content: 'a'.repeat(4_001) }, 422, 'message_too_long'],
    [{ content: 'a\u0000b' }, 400, 'forbidden_character'],
    [{ type: 'notice', content: 'Ben kurdum' }, 400, 'invalid_request'],
    [{ type: 'image', content: '' }, 422, 'empty_message'],
    [{ type: 'image', content: 'yazı' }, 422, 'media_kind_not_allowed'],
    [{ clientId: '' }, 400, 'invalid_request'],
  ] as const)('%j is refused with a problem', async ([part, status, code]) => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    expect(await write(ayse, id, 'Selam', part)).toMatchObject({ status, body: { code } });
    expect(await makeMessage(t, ayse, { id })).toMatchObject({ seq: 1 }); // no number is used
  });

  test('disappears after the time set in the conversation', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await t.as(ayse).patch(`/conversations/${id}`, { disappearAfterSeconds: 86_400 });
    const message = await makeMessage(t, ayse, { id }, 'Sır');
    expect(message.expiresAt).not.toBeNull();
    await t.ctx.pool.query(
      `update messaging.messages set expires_at = now() - interval '1 second' where id = $1`,
      [message.id],
    );
    const last = async () => (await t.as(bora).get(`/conversations/${id}/messages`)).items.at(-1);
    expect(await last()).toMatchObject({ seq: message.seq, content: '', deletedAt: expect.any(String) });
    await t.ctx.jobs.add('messaging.expire', {});
    await t.settled();
    const { rows } = await t.ctx.pool.query('select content from messaging.messages where id = $1', [
      message.id,
    ]);
    expect(rows).toEqual([{ content: '' }]);
  });
});

describe('a group', () => {
  test('adds notices of its changes, which only its admins may make', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora], 'Bitirme');
    expect(await t.as(bora).patch(`/conversations/${id}`, { name: 'Benim' })).toMatchObject({
      code: 'admins_only',
    });
    expect(await t.as(ayse).patch(`/conversations/${id}`, { name: 'Bitirme projesi' })).toMatchObject({
      name: 'Bitirme projesi',
    });
    expect(await t.as(bora).put(`/conversations/${id}/participants/${can.id}`, {})).toMatchObject({
      code: 'admins_only',
    });
    await t.as(ayse).put(`/conversations/${id}/participants/${can.id}`, {});
    await t.as(ayse).put(`/conversations/${id}/participants/${bora.id}`, { role: 'admin' });
    const kinds = (await t.as(ayse).get(`/conversations/${id}/messages`)).items.map(
      (message: { notice: { kind: string } | null }) => message.notice?.kind,
    );
    expect(kinds).toEqual(['created', 'joined', 'renamed', 'added', 'role']);
    expect((await t.as(can).get('/conversations?folder=requests')).items).toMatchObject([{ id }]);
    expect((await t.as(ayse).get(`/conversations/${id}/participants`)).items).toHaveLength(3);
  });

  test('a member who leaves or is removed reads nothing more; a leaving owner hands the group over', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora, can]);
    await t.as(ayse).delete(`/conversations/${id}/participants/${can.id}`);
    expect(await t.as(can).get(`/conversations/${id}/messages`)).toMatchObject({
      code: 'conversation_not_found',
    });
    expect(await write(can, id, 'Ben?')).toMatchObject({ status: 404 });
    await t.as(ayse).delete(`/conversations/${id}/participants/${ayse.id}`);
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({ role: 'owner', memberCount: 1 });
  });

  test('new members read from when they joined, if it is set so, and no older quotes', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    await t.as(ayse).patch(`/conversations/${id}`, { history: 'joined' });
    const old = await makeMessage(t, ayse, { id }, 'Gizli');
    await t.as(ayse).put(`/conversations/${id}/participants/${can.id}`, {});
    await write(bora, id, 'Katılıyorum', { replyToId: old.id });
    const { items } = await t.as(can).get(`/conversations/${id}/messages`);
    expect(JSON.stringify(items)).not.toContain('Gizli');
    expect(items.at(-1)).toMatchObject({ content: 'Katılıyorum', replyTo: null });
    expect(await t.as(can).get(`/messages/${old.id}`)).toMatchObject({ code: 'message_not_found' });
  });

  test('where only admins write, members read', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    await t.as(ayse).patch(`/conversations/${id}`, { whoWrites: 'admins' });
    expect((await write(bora, id, 'Duyuru')).body.code).toBe('only_admins_write');
    expect((await write(ayse, id, 'Duyuru')).status).toBe(201);
  });

  test('a member who may not write any more cannot edit their messages, but can delete them', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    const message = await makeMessage(t, bora, { id }, 'Merhaba');
    const edit = () => t.as(bora).raw('PATCH', `/messages/${message.id}`, { body: { content: 'Duyuru' } });
    await t.as(ayse).patch(`/conversations/${id}`, { whoWrites: 'admins' });
    expect(await edit()).toMatchObject({ status: 403, body: { code: 'only_admins_write' } });
    await t.as(ayse).patch(`/conversations/${id}`, { whoWrites: 'members' });
    expect((await edit()).status).toBe(200);
    // Back in the group by an invitation that they have not accepted.
    await t.as(bora).delete(`/conversations/${id}/participants/${bora.id}`);
    await t.as(ayse).put(`/conversations/${id}/participants/${bora.id}`, {});
    expect(await edit()).toMatchObject({ status: 403, body: { code: 'request_not_accepted' } });
    expect((await t.as(bora).raw('DELETE', `/messages/${message.id}`)).status).toBe(204);
  });

  test('mentions count only for members of the group', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    const sent = await write(ayse, id, `@${bora.username} @${can.username} bakar mısınız?`);
    expect(sent.body.entities).toMatchObject([{ type: 'mention', userId: bora.id }]);
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({ mentioned: true });
  });
});

describe('sync', () => {
  test('returns what was missed and what changed, and nothing of other members’ conversations', async () => {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    const [one] = [await makeMessage(t, ayse, { id }), await makeMessage(t, ayse, { id })];
    const ask = (member: TestMember, body: object) => t.as(member).post('/conversations/sync', body);
    const first = await ask(bora, { conversations: { [id]: 1 } });
    expect(first).toMatchObject({ items: [{ seq: 2 }], more: false });
    await t.as(ayse).patch(`/messages/${one.id}`, { content: 'Başka' });
    await makeMessage(t, ayse, { id });
    const second = await ask(bora, { conversations: { [id]: 2 }, since: first.at });
    expect(second.items).toMatchObject([{ seq: 3 }, { seq: 1, content: 'Başka' }]);
    expect((await ask(can, { conversations: { [id]: 0 } })).items).toEqual([]);
  });

  test('says whether there is more', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { id } = await makeDirect(t, ayse, bora);
    await t.ctx.pool.query(
      `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, created_at)
       select $1, n, gen_random_uuid(), $2, n::text, 'text', 'x', now() from generate_series(1, 620) n`,
      [id, ayse.id],
    );
    await t.ctx.pool.query('update messaging.conversations set last_seq = 620 where id = $1', [id]);
    const seen: number[] = [];
    for (let more = true; more; ) {
      const answer = await t
        .as(bora)
        .post('/conversations/sync', { conversations: { [id]: seen.at(-1) ?? 0 } });
      seen.push(...seqs(answer));
      more = answer.more;
    }
    expect(seen).toEqual(Array.from({ length: 620 }, (_, index) => index + 1));
  });
});
