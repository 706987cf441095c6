import { afterAll, expect, test } from 'vitest';
import { makeDirect, makeGroup, makeMessage } from '../../modules/messaging/factory.ts';
import { makeBlock } from '../../modules/social/factory.ts';
import { newId } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { openDevice } from './testing/device.ts';
import { startRealtime } from './testing/process.ts';

const t = await testServer();
const [firstProcess, secondProcess] = [await startRealtime(t), await startRealtime(t)];
afterAll(async () => {
  await Promise.all([firstProcess.stop(), secondProcess.stop()]);
  await t.close();
});

const newMembers = async <Count extends number>(count: Count) =>
  (await t.members(count)) as unknown as [TestMember, TestMember, TestMember];

test('a message reaches every device of both members, over two processes, and is acknowledged after commit', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const phone = await openDevice(firstProcess.url, ayse.accessToken);
  const others = [
    await openDevice(secondProcess.url, ayse.accessToken),
    await openDevice(firstProcess.url, bora.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  const clientId = newId();
  const sent = await phone.request('message', {
    conversationId: conversation.id,
    clientId,
    content: 'Merhaba 🌳',
  });
  expect(sent).toMatchObject({ conversationId: conversation.id, clientId, content: 'Merhaba 🌳' });
  for (const device of [phone, ...others])
    await expect.poll(() => device.events('message')).toMatchObject([{ id: sent.id, seq: sent.seq }]);
  // Sent again, as after a disconnect: the same message, and nobody gets it twice.
  expect(
    await phone.request('message', { conversationId: conversation.id, clientId, content: 'Merhaba 🌳' }),
  ).toMatchObject({ id: sent.id });
  await phone.request('message', { conversationId: conversation.id, clientId: newId(), content: 'İkinci' });
  for (const device of [phone, ...others])
    await expect
      .poll(() => device.events('message').map(({ content }) => content))
      .toEqual(['Merhaba 🌳', 'İkinci']);
  await Promise.all([phone, ...others].map((device) => device.close()));
});

test('frames of one socket are answered in order', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const device = await openDevice(firstProcess.url, ayse.accessToken);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      device.request('message', { conversationId: conversation.id, clientId: newId(), content: `${index}` }),
    ),
  );
  const seqs = answers.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  await device.close();
});

test('a blocker gets a group without the content of the blocked member; all others get it unchanged', async () => {
  const [ayse, bora, can] = await newMembers(3);
  const { id: conversationId } = await makeGroup(t, [ayse, bora, can]);
  await makeBlock(t, ayse, bora);
  const [aysesDevice, borasDevice, cansDevice] = [
    await openDevice(secondProcess.url, ayse.accessToken),
    await openDevice(firstProcess.url, bora.accessToken),
    await openDevice(secondProcess.url, can.accessToken),
  ];
  await borasDevice.request('typing', { conversationId, active: true });
  const sent = await borasDevice.request('message', {
    conversationId,
    clientId: newId(),
    content: 'Duyuyor musun?',
  });
  await cansDevice.request('message', { conversationId, clientId: newId(), content: 'Duyuyorum' });
  await expect.poll(() => aysesDevice.events('message')).toHaveLength(2);
  await expect.poll(() => cansDevice.events('message')).toHaveLength(2);
  expect(aysesDevice.events('message')).toMatchObject([
    { seq: sent.seq, content: '', sender: null, redacted: true, senderBlocked: true },
    { content: 'Duyuyorum', redacted: false },
  ]);
  expect(cansDevice.events('message')).toMatchObject([
    { content: 'Duyuyor musun?' },
    { content: 'Duyuyorum' },
  ]);
  expect(aysesDevice.events('typing')).toEqual([]);
  await expect.poll(() => cansDevice.events('typing')).toMatchObject([{ userId: bora.id, active: true }]);
  await t.as(ayse).delete(`/users/${bora.id}/block`);
  await t.settled();
  await expect
    .poll(() => aysesDevice.events('conversation'))
    .toContainEqual({ conversationId, change: 'blocks' });
  expect(borasDevice.events('conversation')).toEqual([]);
  await borasDevice.request('message', { conversationId, clientId: newId(), content: 'Ya şimdi?' });
  await expect
    .poll(() => aysesDevice.events('message').at(-1))
    .toMatchObject({ content: 'Ya şimdi?', redacted: false });
  await Promise.all([aysesDevice, borasDevice, cansDevice].map((device) => device.close()));
});

test('a non-participant is refused and gets no events', async () => {
  const [ayse, bora, can] = await newMembers(3);
  const conversation = await makeDirect(t, ayse, bora);
  const [aysesDevice, outsidersDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(firstProcess.url, can.accessToken),
  ];
  const refusal = { ok: false, error: { code: 'conversation_not_found', status: 404 } };
  const conversationId = conversation.id;
  expect(
    await outsidersDevice.requestAck('message', { conversationId, clientId: newId(), content: 'ben de' }),
  ).toMatchObject(refusal);
  expect(await outsidersDevice.requestAck('read', { conversationId, seq: 1 })).toMatchObject(refusal);
  expect(await outsidersDevice.request('sync', { conversations: { [conversationId]: 0 } })).toMatchObject({
    items: [],
  });
  expect(await outsidersDevice.request('typing', { conversationId, active: true })).toBeNull();
  const sent = await makeMessage(t, bora, conversation);
  await expect.poll(() => aysesDevice.events('message')).toMatchObject([{ id: sent.id }]);
  expect(aysesDevice.events('typing')).toEqual([]);
  expect(outsidersDevice.received).toEqual([]);
  await Promise.all([aysesDevice.close(), outsidersDevice.close()]);
});

test('a removed member’s typing is not published any more', async () => {
  const [ayse, bora, can] = await newMembers(3);
  const conversation = await makeGroup(t, [ayse, bora, can]);
  const conversationId = conversation.id;
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  await borasDevice.request('typing', { conversationId, active: true });
  await expect.poll(() => aysesDevice.events('typing')).toHaveLength(1);
  await t.as(ayse).delete(`/conversations/${conversationId}/participants/${bora.id}`);
  await expect.poll(() => aysesDevice.events('conversation').at(-1)).toMatchObject({ change: 'members' });
  await borasDevice.request('typing', { conversationId, active: false });
  await borasDevice.request('typing', { conversationId, active: true });
  // Order guarantees that later events arrive later.
  const cansDevice = await openDevice(secondProcess.url, can.accessToken);
  await cansDevice.request('typing', { conversationId, active: true });
  await expect.poll(() => aysesDevice.events('typing').at(-1)).toMatchObject({ userId: can.id });
  expect(aysesDevice.events('typing')).toHaveLength(2);
  await Promise.all([aysesDevice, borasDevice, cansDevice].map((device) => device.close()));
});

test('read and delivered reach the other member', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const sent = await makeMessage(t, ayse, conversation);
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  const mark = { conversationId: conversation.id, seq: sent.seq };
  expect(await borasDevice.request('delivered', mark)).toMatchObject({
    deliveredSeq: sent.seq,
    userId: bora.id,
  });
  await expect.poll(() => aysesDevice.events('receipt')).toMatchObject([{ deliveredSeq: sent.seq }]);
  expect(await borasDevice.request('read', mark)).toMatchObject({ readSeq: sent.seq });
  await expect.poll(() => aysesDevice.events('receipt').at(-1)).toMatchObject({ readSeq: sent.seq });
  expect(aysesDevice.events('receipt')[0]).not.toHaveProperty('only');
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});

test('typing reaches the others, not the sender, and not for every key', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  const conversationId = conversation.id;
  await aysesDevice.request('typing', { conversationId, active: true });
  await aysesDevice.request('typing', { conversationId, active: true });
  await aysesDevice.request('typing', { conversationId, active: false });
  await expect
    .poll(() => borasDevice.events('typing'))
    .toEqual([
      { conversationId, userId: ayse.id, active: true },
      { conversationId, userId: ayse.id, active: false },
    ]);
  expect(aysesDevice.events('typing')).toEqual([]);
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});

test('a new participant gets events from then on, a former one does not', async () => {
  const [ayse, bora, can] = await newMembers(3);
  const group = await makeGroup(t, [ayse, bora]);
  const [aysesDevice, borasDevice, lateDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
    await openDevice(firstProcess.url, can.accessToken),
  ];
  await makeMessage(t, ayse, group, 'yalnız ikimize');
  await expect.poll(() => borasDevice.events('message').at(-1)).toMatchObject({ content: 'yalnız ikimize' });
  await t.as(ayse).put(`/conversations/${group.id}/participants/${can.id}`, {});
  await expect.poll(() => lateDevice.events('conversation').length).toBeGreaterThan(0);
  await makeMessage(t, ayse, group, 'üçümüze');
  await expect.poll(() => lateDevice.events('message').at(-1)).toMatchObject({ content: 'üçümüze' });
  expect(lateDevice.events('message').map(({ content }) => content)).not.toContain('yalnız ikimize');
  await t.as(bora).delete(`/conversations/${group.id}/participants/${bora.id}`);
  await expect.poll(() => borasDevice.events('conversation').at(-1)).toMatchObject({ change: 'members' });
  await makeMessage(t, ayse, group, 'o gitti');
  await expect.poll(() => lateDevice.events('message').at(-1)).toMatchObject({ content: 'o gitti' });
  expect(borasDevice.events('message').at(-1)).not.toMatchObject({ content: 'o gitti' });
  await Promise.all([aysesDevice, borasDevice, lateDevice].map((device) => device.close()));
});

test('removing a conversation from one’s list notifies only that member', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  await t.as(ayse).delete(`/conversations/${conversation.id}`);
  const removedEvent = { conversationId: conversation.id, change: 'removed' };
  await expect.poll(() => aysesDevice.events('conversation').at(-1)).toEqual(removedEvent);
  await makeMessage(t, ayse, conversation);
  await expect.poll(() => borasDevice.events('message')).toHaveLength(1);
  expect(borasDevice.events('conversation')).not.toContainEqual(removedEvent);
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});

test('sync returns what was missed, oldest first, in frames of limited size', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const texts = Array.from({ length: 100 }, (_, index) => `${index} ${'ş'.repeat(3_900)}`);
  for (const text of texts) await makeMessage(t, ayse, conversation, text);
  const device = await openDevice(firstProcess.url, bora.accessToken);
  const received: string[] = [];
  let last = 0;
  for (let rounds = 0; ; rounds++) {
    const { items, more } = await device.request('sync', { conversations: { [conversation.id]: last } });
    expect(JSON.stringify(items).length).toBeLessThan(300_000);
    received.push(...items.filter(({ type }) => type === 'text').map(({ content }) => content));
    last = items.at(-1)?.seq ?? last;
    if (!more) {
      expect(rounds).toBeGreaterThan(0);
      break;
    }
  }
  expect(received).toEqual(texts);
  await device.close();
});

test('a long message, an edit and a deletion arrive complete', async () => {
  const [ayse, bora] = await newMembers(2);
  const conversation = await makeDirect(t, ayse, bora);
  const device = await openDevice(secondProcess.url, bora.accessToken);
  const long = 'ğ'.repeat(4_000);
  const sent = await makeMessage(t, ayse, conversation, long);
  await expect.poll(() => device.events('message').at(-1)?.content).toBe(long);
  await t.as(ayse).patch(`/messages/${sent.id}`, { content: 'kısa' });
  await expect.poll(() => device.events('message').at(-1)).toMatchObject({ id: sent.id, content: 'kısa' });
  await t.as(ayse).delete(`/messages/${sent.id}`);
  await expect
    .poll(() => device.events('message').at(-1))
    .toMatchObject({ id: sent.id, deletedAt: expect.any(String) });
  await device.close();
});

test('events of other modules reach every device of their recipients', async () => {
  const [ayse, bora] = await newMembers(2);
  const [aysesDevice, borasDevice] = [
    await openDevice(firstProcess.url, ayse.accessToken),
    await openDevice(secondProcess.url, bora.accessToken),
  ];
  await t.ctx.bus.publish('realtime.member_event', {
    userIds: [ayse.id],
    type: 'counts',
    data: { notifications: 2 },
  });
  await expect.poll(() => aysesDevice.events('counts')).toEqual([{ notifications: 2 }]);
  expect(borasDevice.received).toEqual([]);
  await Promise.all([aysesDevice.close(), borasDevice.close()]);
});

test('a post is announced to members who watch home and may see it', async () => {
  const [ayse, bora, can] = await newMembers(3);
  for (const reader of [bora, can]) await t.as(reader).put(`/users/${ayse.id}/follow`);
  await t.as(can).put(`/users/${ayse.id}/mute`);
  const devices = [];
  for (const reader of [ayse, bora, can]) {
    const device = await openDevice(firstProcess.url, reader.accessToken);
    await device.request('feed:watch', { feeds: ['home'] });
    devices.push(device);
  }
  const away = await openDevice(secondProcess.url, bora.accessToken);
  const post = await t.as(ayse).post('/posts', { content: 'Kütüphane açıldı', visibility: 'followers' });
  const event = { feed: 'home', ids: [post.id] };
  const [own, follower, muting] = devices;
  await expect.poll(() => own?.events('post'), { timeout: 5_000 }).toEqual([event]);
  await expect.poll(() => follower?.events('post')).toEqual([event]);
  expect(muting?.events('post')).toEqual([]);
  expect(away.events('post')).toEqual([]);
  await Promise.all([...devices, away].map((device) => device.close()));
});

test('a post for the university is announced to followers of the same one only', async () => {
  const [ayse, bora] = await newMembers(2);
  const [elsewhere] = await t.members(1, { university: 'nar' });
  const devices: Awaited<ReturnType<typeof openDevice>>[] = [];
  for (const member of [bora, elsewhere!]) {
    await t.as(member).put(`/users/${ayse.id}/follow`);
    const device = await openDevice(firstProcess.url, member.accessToken);
    await device.request('feed:watch', { feeds: ['home'] });
    devices.push(device);
  }
  const [colleague, outsider] = devices;
  const closed = await t.as(ayse).post('/posts', { content: 'Yemekhane kapalı', visibility: 'university' });
  const open = await t.as(ayse).post('/posts', { content: 'Şenlik herkese açık' });
  // In one event or in two.
  const idsOf = (device: (typeof devices)[number] | undefined) =>
    (device?.events('post') ?? []).flatMap((event) => (event as { ids: string[] }).ids).sort();
  await expect.poll(() => idsOf(colleague), { timeout: 10_000 }).toEqual([closed.id, open.id].sort());
  await expect.poll(() => idsOf(outsider), { timeout: 10_000 }).toEqual([open.id]);
  await Promise.all(devices.map((device) => device.close()));
});

test('a link preview is announced to those who watch the post and may see it', async () => {
  const [ayse, bora, can] = await newMembers(3);
  const post = await t
    .as(ayse)
    .post('/posts', { content: 'https://example.org/afis', visibility: 'followers' });
  await t.as(bora).put(`/users/${ayse.id}/follow`);
  const own = await openDevice(firstProcess.url, ayse.accessToken);
  const follower = await openDevice(secondProcess.url, bora.accessToken);
  const stranger = await openDevice(firstProcess.url, can.accessToken);
  const past = await openDevice(firstProcess.url, ayse.accessToken);
  for (const device of [own, follower, stranger, past])
    await device.request('post:watch', { ids: [post.id, newId()] });
  await past.request('post:watch', { ids: [] });
  expect(own.events('preview')).toEqual([]);
  await t.ctx.pool.query(`update content.posts set link_preview = '{}' where id = $1`, [post.id]);
  await t.ctx.bus.publish('content.link_previewed', { postId: post.id });
  for (const device of [own, follower])
    await expect.poll(() => device.events('preview'), { timeout: 5_000 }).toEqual([{ postId: post.id }]);
  // Watched too late: announced at once.
  await past.request('post:watch', { ids: [post.id] });
  await expect.poll(() => past.events('preview')).toEqual([{ postId: post.id }]);
  await stranger.request('post:watch', { ids: [post.id] });
  expect(stranger.events('preview')).toEqual([]);
  expect(await stranger.requestAck('post:watch', { ids: Array.from({ length: 21 }, newId) })).toMatchObject({
    ok: false,
    error: { code: 'invalid_request' },
  });
  await Promise.all([own, follower, stranger, past].map((device) => device.close()));
});
