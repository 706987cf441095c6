import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../factory.ts';
import { messaging } from '../index.ts';
import type { Message } from '../schemas.ts';
import type { MessagingTopics } from '../topics.ts';

const topics = ['messaging.message', 'messaging.conversation'] satisfies (keyof MessagingTopics)[];

let t: TestServer;
const payloads: { conversationId?: string; only?: string[] }[] = [];
let unsubscribes: (() => Promise<void>)[];
beforeAll(async () => {
  t = await testServer();
  unsubscribes = await Promise.all(
    topics.map((topic) =>
      t.ctx.bus.subscribe(topic, (payload) => {
        payloads.push(payload as (typeof payloads)[number]);
      }),
    ),
  );
});
afterAll(async () => {
  for (const stop of unsubscribes) await stop();
  await t.close();
});

const twoMembers = async () => (await t.members(2)) as [TestMember, TestMember];
const thumb = encodeURIComponent('👍');
const list = async (member: TestMember, id: string): Promise<Message[]> =>
  (await t.as(member).get(`/conversations/${id}/messages?limit=100`)).items;
const pinned = async (member: TestMember, id: string) =>
  (await t.as(member).get(`/conversations/${id}/pins`)).items.map(({ seq }: Message) => seq);
const originalTexts = async (message: { conversationId: string }) =>
  (
    await t.ctx.pool.query('select content from messaging.original_texts where conversation_id = $1', [
      message.conversationId,
    ])
  ).rows;

let markers = 0;
/** Waits for every event so far: those of a topic arrive in order. */
const allArrived = async () => {
  const conversationId = `marker ${++markers}`;
  for (const topic of topics) await t.ctx.bus.publish(topic, { conversationId });
  const arrived = () => payloads.filter((payload) => payload.conversationId === conversationId);
  await expect.poll(() => arrived().length).toBe(topics.length);
};
/** Forgets the events so far. */
const forgetEvents = async () => {
  await allArrived();
  payloads.length = 0;
};

describe('in a direct conversation with a block', () => {
  /** Bora and Ayşe each wrote one message; then she blocks him. */
  const blocked = async () => {
    const [ayse, bora] = await twoMembers();
    const { id } = await makeDirect(t, ayse, bora);
    const borasMessage = await makeMessage(t, bora, { id }, 'Saat üçte');
    const aysesMessage = await makeMessage(t, ayse, { id }, 'Olur');
    await makeBlock(t, ayse, bora);
    await forgetEvents();
    return { ayse, bora, id, his: borasMessage, hers: aysesMessage };
  };
  /** Checks that nobody but one member was notified. */
  const expectOnlySelfNotified = async (member: TestMember, id: string) => {
    await allArrived();
    for (const payload of payloads.filter(({ conversationId }) => conversationId === id))
      expect(payload.only).toEqual([member.id]);
  };

  test('an edit is visible to its author only, and to both after the block', async () => {
    const { ayse, bora, id, his: borasMessage } = await blocked();
    for (const content of ['Saat dörtte', 'Görüşmeyelim']) {
      const edited = await t.as(bora).raw('PATCH', `/messages/${borasMessage.id}`, { body: { content } });
      expect(edited).toMatchObject({ status: 200, body: { content, editedAt: expect.any(String) } });
    }
    const same = { content: 'Saat üçte', editedAt: null };
    expect((await list(ayse, id))[0]).toMatchObject(same);
    expect(await t.as(ayse).get(`/messages/${borasMessage.id}`)).toMatchObject(same);
    const events = await messaging.eventsFor(t.ctx, id, borasMessage.seq, [ayse.id, bora.id]);
    expect(new Map(events.map(({ memberId, message: { content } }) => [memberId, content]))).toEqual(
      new Map([
        [ayse.id, 'Saat üçte'],
        [bora.id, 'Görüşmeyelim'],
      ]),
    );
    expect((await t.as(ayse).get(`/conversations/${id}/search?q=görüşmeyelim`)).items).toEqual([]);
    expect((await t.as(bora).get(`/conversations/${id}/search?q=görüşmeyelim`)).items).toHaveLength(1);
    await expectOnlySelfNotified(bora, id);
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    expect((await list(ayse, id))[0]).toMatchObject({ content: 'Görüşmeyelim' });
    expect(await originalTexts(borasMessage)).toEqual([]);
    // After a second block, the text that she read last is kept.
    await makeBlock(t, ayse, bora);
    await t.as(bora).patch(`/messages/${borasMessage.id}`, { content: 'Üçüncü' });
    expect((await list(ayse, id))[0]).toMatchObject({ content: 'Görüşmeyelim' });
  });

  test('the original text of an edited and then deleted message is deleted', async () => {
    const { ayse, bora, id, his: borasMessage } = await blocked();
    await t.as(bora).patch(`/messages/${borasMessage.id}`, { content: 'Saat dörtte' });
    expect(await originalTexts(borasMessage)).toEqual([{ content: 'Saat üçte' }]);
    await t.as(bora).delete(`/messages/${borasMessage.id}`);
    expect(await originalTexts(borasMessage)).toEqual([]);
    expect((await list(ayse, id))[0]).toMatchObject({ content: '', deletedAt: expect.any(String) });
  });

  test('a reaction is visible to its author only', async () => {
    const { ayse, bora, id, hers: aysesMessage } = await blocked();
    expect((await t.as(bora).put(`/messages/${aysesMessage.id}/reactions/${thumb}`)).reactions).toHaveLength(
      1,
    );
    expect((await list(ayse, id))[1]?.reactions).toEqual([]);
    await expectOnlySelfNotified(bora, id);
  });

  test('pinning and unpinning applies to one member only', async () => {
    const { ayse, bora, id, his: borasMessage, hers: aysesMessage } = await blocked();
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    await t.as(ayse).put(`/messages/${aysesMessage.id}/pin`);
    await makeBlock(t, ayse, bora);
    await t.settled();
    await forgetEvents();
    await t.as(bora).put(`/messages/${borasMessage.id}/pin`);
    expect((await t.as(bora).delete(`/messages/${aysesMessage.id}/pin`)).items).toMatchObject([
      { seq: borasMessage.seq },
    ]);
    expect(await pinned(ayse, id)).toEqual([aysesMessage.seq]);
    const [notice] = (await list(ayse, id)).slice(-1);
    expect(notice).toMatchObject({ redacted: true, senderBlocked: false, notice: null });
    expect((await list(bora, id)).at(-1)).toMatchObject({ notice: { kind: 'pinned' }, redacted: false });
    await expectOnlySelfNotified(bora, id);
    await t.as(bora).put(`/messages/${aysesMessage.id}/pin`);
    expect((await pinned(bora, id)).sort()).toEqual([borasMessage.seq, aysesMessage.seq]);
    expect(await pinned(ayse, id)).toEqual([aysesMessage.seq]);
  });

  test('a pin removed meanwhile is gone after the block, one that was restored is where it was', async () => {
    const { ayse, bora, id, his: borasMessage, hers: aysesMessage } = await blocked();
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    for (const message of [aysesMessage, borasMessage]) await t.as(ayse).put(`/messages/${message.id}/pin`);
    const third = await makeMessage(t, bora, { id });
    await makeBlock(t, ayse, bora);
    for (const on of [false, true])
      await t.as(bora)[on ? 'put' : 'delete'](`/messages/${aysesMessage.id}/pin`);
    for (const on of [true, false]) await t.as(bora)[on ? 'put' : 'delete'](`/messages/${third.id}/pin`);
    // The latest pin is first.
    expect(await pinned(ayse, id)).toEqual([borasMessage.seq, aysesMessage.seq]);
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    for (const member of [ayse, bora])
      expect(await pinned(member, id)).toEqual([borasMessage.seq, aysesMessage.seq]);
  });

  test('unpinning twice publishes nothing', async () => {
    const { ayse, bora, id, hers: aysesMessage } = await blocked();
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    await t.as(ayse).put(`/messages/${aysesMessage.id}/pin`);
    await makeBlock(t, ayse, bora);
    await t.settled();
    const changes: string[] = [];
    const stop = await t.ctx.bus.subscribe('realtime.member_event', (payload) => {
      const { userIds, data } = payload as { userIds: string[]; data: { change: string } };
      if (userIds.includes(bora.id)) changes.push(data.change);
    });
    for (let turn = 0; turn < 2; turn++) await t.as(bora).delete(`/messages/${aysesMessage.id}/pin`);
    // Events of a topic arrive in order: this one is the last.
    await t.as(bora).put(`/conversations/${id}/draft`, { content: 'Yarın' });
    await expect.poll(() => changes).toContain('draft');
    await stop();
    expect(changes).toEqual(['changed', 'draft']);
  });

  test('a changed disappearing time applies to the blocked member’s own messages until the block ends', async () => {
    const [DAY, WEEK, QUARTER] = [86_400, 604_800, 7_776_000];
    const { ayse, bora, id } = await blocked();
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    await t.as(ayse).patch(`/conversations/${id}`, { disappearAfterSeconds: WEEK });
    await makeBlock(t, ayse, bora);
    await t.settled();
    await forgetEvents();
    /** Sets a time as Bora and returns what he reads and how long his messages stay. */
    const set = async (disappearAfterSeconds: number | null) => {
      const changed = await t.as(bora).patch(`/conversations/${id}`, { disappearAfterSeconds });
      return [changed.disappearAfterSeconds, await disappearsAfter()];
    };
    const disappearsAfter = async () => {
      const { createdAt, expiresAt } = await makeMessage(t, bora, { id });
      return expiresAt && (Date.parse(expiresAt) - Date.parse(createdAt)) / 1_000;
    };
    expect(await set(DAY)).toEqual([DAY, DAY]);
    expect(await t.as(ayse).get(`/conversations/${id}`)).toMatchObject({ disappearAfterSeconds: WEEK });
    expect((await list(ayse, id)).slice(3)).toMatchObject([
      { redacted: true, notice: null },
      { redacted: true },
    ]);
    expect(await set(null)).toEqual([null, null]);
    expect(await set(QUARTER)).toEqual([QUARTER, QUARTER]);
    await expectOnlySelfNotified(bora, id);
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({ disappearAfterSeconds: WEEK });
    expect(await disappearsAfter()).toBe(WEEK);
  });

  test('a disappearing time changed while a block ends applies to both members or to none', async () => {
    const { ayse, bora, id } = await blocked();
    for (let round = 0; round < 6; round++) {
      const disappearAfterSeconds = 86_400 + round * 3_600;
      await Promise.all([
        t.as(bora).patch(`/conversations/${id}`, { disappearAfterSeconds }),
        t.as(ayse).delete(`/users/${bora.id}/block`),
      ]);
      const times = [];
      for (const member of [ayse, bora])
        times.push((await t.as(member).get(`/conversations/${id}`)).disappearAfterSeconds);
      expect(times[0]).toBe(times[1]);
      await makeBlock(t, ayse, bora);
    }
  });

  test('a blocker can neither react, pin, edit, nor change the disappearing time', async () => {
    const { ayse, id, his: borasMessage, hers: aysesMessage } = await blocked();
    const refused = { status: 403, body: { code: 'recipient_blocked' } };
    const as = t.as(ayse);
    expect(await as.raw('PUT', `/messages/${borasMessage.id}/reactions/${thumb}`)).toMatchObject(refused);
    expect(await as.raw('PUT', `/messages/${borasMessage.id}/pin`)).toMatchObject(refused);
    expect(await as.raw('PATCH', `/messages/${aysesMessage.id}`, { body: { content: 'Yok' } })).toMatchObject(
      refused,
    );
    const time = { body: { disappearAfterSeconds: 86_400 } };
    expect(await as.raw('PATCH', `/conversations/${id}`, time)).toMatchObject(refused);
    expect((await as.raw('DELETE', `/messages/${aysesMessage.id}`)).status).toBe(204);
  });
});

describe('an unanswered request', () => {
  const asked = async () => {
    const [ayse, bora] = await twoMembers();
    const { body } = await t
      .as(ayse)
      .raw('POST', '/conversations', { body: { type: 'direct', participantIds: [bora.id] } });
    return { ayse, bora, id: body.id as string, message: await makeMessage(t, ayse, { id: body.id }) };
  };
  const time = { body: { disappearAfterSeconds: 86_400 } };

  test('allows its recipient no reaction, pin or change before accepting, and is not accepted by them', async () => {
    const { bora, id, message } = await asked();
    const refused = { status: 403, body: { code: 'request_not_accepted' } };
    const as = t.as(bora);
    expect(await as.raw('PUT', `/messages/${message.id}/reactions/${thumb}`)).toMatchObject(refused);
    expect(await as.raw('PUT', `/messages/${message.id}/pin`)).toMatchObject(refused);
    expect(await as.raw('PATCH', `/conversations/${id}`, time)).toMatchObject(refused);
    expect(await messaging.typingRecipients(t.ctx, { id: bora.id }, id)).toBe('nobody');
    expect((await as.get(`/conversations/${id}`)).request).toBe(true);
    await as.put(`/conversations/${id}/accept`);
    expect((await as.raw('PUT', `/messages/${message.id}/reactions/${thumb}`)).status).toBe(200);
    expect((await as.raw('PUT', `/messages/${message.id}/pin`)).status).toBe(200);
    expect((await as.raw('PATCH', `/conversations/${id}`, time)).status).toBe(200);
  });

  test('allows the requester no notices, with the same answers after declining', async () => {
    const { ayse, bora, id, message } = await asked();
    for (let count = 0; count < 4; count++) await makeMessage(t, ayse, { id });
    const answers = async () => [
      await t.as(ayse).raw('PUT', `/messages/${message.id}/pin`),
      await t.as(ayse).raw('PATCH', `/conversations/${id}`, time),
      await t
        .as(ayse)
        .raw('POST', `/conversations/${id}/messages`, { body: { clientId: 'bir daha', content: '?' } }),
    ];
    const pending = { status: 403, body: { code: 'request_pending' } };
    expect(await answers()).toMatchObject([pending, pending, pending]);
    await t.as(bora).delete(`/conversations/${id}`);
    expect(await answers()).toMatchObject([pending, pending, pending]);
  });

  test('behaves the same in a group', async () => {
    const [ayse, bora] = await twoMembers();
    const can = (await t.members(1))[0] as TestMember;
    const { id } = await makeGroup(t, [ayse, can]);
    const message = await makeMessage(t, ayse, { id });
    await t.as(ayse).put(`/conversations/${id}/participants/${bora.id}`, {});
    expect(await t.as(bora).raw('PUT', `/messages/${message.id}/reactions/${thumb}`)).toMatchObject({
      status: 403,
      body: { code: 'request_not_accepted' },
    });
  });
});
