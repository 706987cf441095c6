import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../platform/bus/types.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeArchive, makeDirect, makeGroup, makeMessage } from '../factory.ts';
import { messaging } from '../index.ts';
import type { Message } from '../schemas.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const DAY_MS = 86_400_000;
let sent = 0;
const answer = async (member: TestMember, to: Message, content = 'Evet'): Promise<Message> =>
  t.as(member).post(`/conversations/${to.conversationId}/messages`, {
    clientId: `answer ${++sent}`,
    content,
    replyToId: to.id,
  });

/** The changes that a device gets on its return, among the messages that it has. */
async function changedSince(member: TestMember, { conversationId }: Message, upTo: number, since: string) {
  const { items } = await t
    .as(member)
    .post('/conversations/sync', { conversations: { [conversationId]: upTo }, since });
  return items as Message[];
}
/** Numbers of the messages that are published while something happens. */
async function publishedDuring(message: Message, work: () => Promise<unknown>) {
  const published: { seq: number; only?: string[] }[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.message', (payload: JsonValue) =>
    published.push(payload as never),
  );
  // Everything published before has arrived by now.
  await t.ctx.bus.publish('messaging.message', { conversationId: message.conversationId, seq: 0 });
  await expect.poll(() => published.at(-1)?.seq).toBe(0);
  published.length = 0;
  await work();
  await expect.poll(() => published.length).toBeGreaterThan(1);
  await stop();
  return published;
}

describe('a reply, when the quoted message', () => {
  async function setUpQuote() {
    const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const { id } = await makeGroup(t, [ayse, bora, can]);
    const message = await makeMessage(t, ayse, { id }, 'Eski söz');
    const first = await answer(bora, message);
    const since = new Date(t.ctx.clock().getTime()).toISOString();
    return { ayse, bora, can, message, first, since };
  }
  const changes: [
    what: string,
    act: (quote: Awaited<ReturnType<typeof setUpQuote>>) => Promise<unknown>,
    now: string,
  ][] = [
    [
      'is edited',
      ({ ayse, message }) => t.as(ayse).patch(`/messages/${message.id}`, { content: 'Yeni söz' }),
      'Yeni söz',
    ],
    ['is deleted', ({ ayse, message }) => t.as(ayse).delete(`/messages/${message.id}`), ''],
    [
      'is removed by the staff',
      ({ message }) => t.ctx.transaction((tx) => messaging.hide(tx, message.id)),
      '',
    ],
  ];

  test.each(changes)(
    '%s, is published at once and returned by sync, with the current quote',
    async (_what, change, now) => {
      const quote = await setUpQuote();
      const published = await publishedDuring(quote.message, () => change(quote));
      expect(published.map(({ seq }) => seq)).toEqual([quote.message.seq, quote.first.seq]);
      for (const reader of [quote.ayse, quote.bora, quote.can]) {
        const changed = await changedSince(reader, quote.message, quote.first.seq, quote.since);
        expect(changed.find(({ id }) => id === quote.first.id)?.replyTo).toMatchObject({ excerpt: now });
        expect(JSON.stringify(changed)).not.toContain('Eski söz');
      }
      const [event] = await messaging.eventsFor(t.ctx, quote.message.conversationId, quote.first.seq, [
        quote.can.id,
      ]);
      expect(event?.message.replyTo?.excerpt).toBe(now);
      expect(event?.message.changedAt).not.toBeNull();
    },
  );

  test('is deleted for oneself, loses its quote for that member only', async () => {
    const { bora, can, message, first, since } = await setUpQuote();
    const published = await publishedDuring(message, () =>
      t.as(bora).delete(`/messages/${message.id}?for=me`),
    );
    expect(published.map(({ only }) => only)).toEqual([[bora.id], [bora.id]]);
    const changed = await changedSince(bora, message, first.seq, since);
    expect(changed.find(({ id }) => id === first.id)?.replyTo?.excerpt).toBe('');
    expect((await t.as(can).get(`/messages/${first.id}`)).replyTo.excerpt).toBe('Eski söz');
    // Nothing has changed for the others.
    expect(await changedSince(can, message, first.seq, since)).toEqual([]);
  });

  test('is edited by a blocked member, quotes the original text for the blocker', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const conversation = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, ayse, conversation, 'Eski söz');
    const first = await answer(bora, message);
    await t.as(bora).put(`/users/${ayse.id}/block`);
    const published = await publishedDuring(message, () =>
      t.as(ayse).patch(`/messages/${message.id}`, { content: 'Yeni söz' }),
    );
    expect(published.map(({ only }) => only)).toEqual([[ayse.id], [ayse.id]]);
    expect((await t.as(bora).get(`/messages/${first.id}`)).replyTo.excerpt).toBe('Eski söz');
    expect((await t.as(ayse).get(`/messages/${first.id}`)).replyTo.excerpt).toBe('Yeni söz');
  });

  test('disappears, is among the changes', async () => {
    const { can, message, first, since } = await setUpQuote();
    await t.ctx.pool.query(
      "update messaging.messages set expires_at = now() - interval '1 second' where id = $1",
      [message.id],
    );
    await t.ctx.jobs.add('messaging.expire', {});
    await t.settled();
    const changed = await changedSince(can, message, first.seq, since);
    expect(changed.map(({ id }) => id)).toEqual([message.id, first.id]);
    expect(changed[1]?.replyTo?.excerpt).toBe('');
  });

  test('is quoted very often, is published if it is one of the newest fifty', async () => {
    const { ayse, message } = await setUpQuote();
    await t.ctx.pool.query(
      `with numbered as (update messaging.conversations set last_seq = last_seq + 10000 where id = $1 returning last_seq - 10000 as last)
       insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, reply_to_id, created_at)
       select $1, last + nr, gen_random_uuid(), $2, 'many ' || nr, 'text', 'Evet', $3, now() from numbered cross join generate_series(1, 10000) nr`,
      [message.conversationId, ayse.id, message.id],
    );
    const published = await publishedDuring(message, () =>
      t.as(ayse).patch(`/messages/${message.id}`, { content: 'Yeni' }),
    );
    expect(published).toHaveLength(51);
    const { rows } = await t.ctx.pool.query(
      'select min(seq)::int as first, count(*)::int as count from messaging.messages where reply_to_id = $1 and changed_at is not null',
      [message.id],
    );
    expect(rows).toEqual([{ first: 9_956, count: 50 }]);
    // Older replies quote the same when they are read.
    const { items } = await t
      .as(ayse)
      .get(`/conversations/${message.conversationId}/messages?afterSeq=100&limit=1`);
    expect(items[0].replyTo.excerpt).toBe('Yeni');
  });
});

test('a disappearing message has an expiry, and is in no answer after it', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const conversation = await makeDirect(t, ayse, bora);
  const path = `/conversations/${conversation.id}`;
  await t.as(ayse).patch(path, { disappearAfterSeconds: 86_400 });
  const message = await makeMessage(t, ayse, conversation, 'kaybolansöz');
  await t.as(bora).put(`/messages/${message.id}/pin`);
  await t.as(ayse).patch(path, { disappearAfterSeconds: null });
  const first = await answer(bora, message);
  const last = await makeMessage(t, bora, conversation, 'kalıcı');
  const { expiresAt } = message;
  expect(Date.parse(expiresAt ?? '') - Date.parse(message.createdAt)).toBe(DAY_MS);
  expect(first.replyTo).toMatchObject({ excerpt: 'kaybolansöz', expiresAt });
  await t.as(ayse).patch(path, { disappearAfterSeconds: 86_400 });
  const newest = await makeMessage(t, ayse, conversation, 'kaybolansöz da');

  const listed = async () => (await t.as(bora).get('/conversations')).items[0];
  expect((await listed()).lastMessage).toMatchObject({ id: newest.id, expiresAt: newest.expiresAt });
  const answers = async () =>
    JSON.stringify([
      await listed(),
      await t.as(bora).get(`${path}/messages`),
      await t.as(bora).get(`/messages/${message.id}`),
      await t.as(bora).get(`/messages/${first.id}`),
      await t.as(bora).get(`${path}/pins`),
      await t.as(bora).get(`${path}/search?q=kaybolansöz`),
      await t.as(bora).get('/conversations/search?q=kaybolansöz'),
      await t.as(bora).post('/conversations/sync', { conversations: { [conversation.id]: 0 } }),
      await messaging.eventsFor(t.ctx, conversation.id, message.seq, [bora.id]),
      await messaging.eventsFor(t.ctx, conversation.id, first.seq, [bora.id]),
      await messaging.unreadFor(t.ctx, [conversation.id], [ayse.id, bora.id]),
      (
        await t
          .as(bora)
          .raw('POST', `${path}/messages`, { body: { clientId: 'yine', forwardOfId: message.id } })
      ).body,
    ]);
  expect(await answers()).toContain('kaybolansöz');
  // They have expired, and no job has run.
  await t.ctx.pool.query(
    "update messaging.messages set expires_at = now() - interval '1 second' where conversation_id = $1 and expires_at is not null",
    [conversation.id],
  );
  const after = await answers();
  expect(after).not.toContain('kaybolansöz');
  expect(after).toContain('kalıcı');
  expect((await t.as(bora).get(`/messages/${first.id}`)).replyTo).toMatchObject({
    excerpt: '',
    expiresAt: null,
  });
  const gone = await t.as(bora).get(`/messages/${message.id}`);
  expect(gone.deletedAt).toBe(gone.expiresAt);
  expect(last.expiresAt).toBeNull();
});

test('an archive, which outlives them, contains no disappearing messages', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const conversation = await makeDirect(t, ayse, bora);
  await t.as(ayse).patch(`/conversations/${conversation.id}`, { disappearAfterSeconds: 86_400 });
  const message = await makeMessage(t, ayse, conversation, 'kaybolansöz');
  await t.as(ayse).patch(`/conversations/${conversation.id}`, { disappearAfterSeconds: null });
  await answer(bora, message, 'kalıcı');
  const copy = await makeArchive(t, bora, conversation);
  expect(copy).toContain('kalıcı');
  expect(copy).not.toContain('kaybolansöz');
});
