import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { coalesceNow, makeDirect, makeGroup, makeMessage } from '../factory.ts';
import { messaging } from '../index.ts';
import type { Message } from '../schemas.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const reply = (member: TestMember, id: string, replyToId: string): Promise<Message> =>
  t
    .as(member)
    .post(`/conversations/${id}/messages`, { clientId: `yanıt-${replyToId}`, content: 'Evet', replyToId });
const unread = async (member: TestMember) => [
  (await t.as(member).get('/conversations/unread')).conversations,
  (await t.as(member).get('/auth/me')).unread.messages,
];

describe('a message deleted for oneself', () => {
  test('stays for the others until it is deleted for everyone', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, ayse, { id }, 'Pardon');
    await t.as(ayse).delete(`/messages/${message.id}?for=me`);
    expect((await t.as(bora).get(`/messages/${message.id}`)).content).toBe('Pardon');
    await t.as(ayse).delete(`/messages/${message.id}`);
    expect(await t.as(bora).get(`/messages/${message.id}`)).toMatchObject({
      content: '',
      deletedAt: expect.any(String),
    });
  });

  test('publishes nothing: what others read, receive and query is unchanged', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    const message = await makeMessage(t, bora, { id }, 'Pardon');
    const answer = await t.as(bora).post(`/conversations/${id}/messages`, {
      clientId: 'answer',
      content: 'Yani',
      replyToId: message.id,
    });
    await coalesceNow(t);
    await t.settled();
    const since = t.ctx.clock().toISOString();
    const changedFor = async (reader: TestMember) =>
      (await t.as(reader).post('/conversations/sync', { conversations: { [id]: 2 }, since })).items;
    const read = () =>
      Promise.all([
        t.as(bora).get(`/messages/${message.id}`),
        t.as(bora).get(`/messages/${answer.id}`),
        t.as(bora).get(`/conversations/${id}`),
        changedFor(bora),
      ]);
    const before = await read();
    const quotedExcerpts: { only?: string[] }[] = [];
    const stops = [];
    for (const topic of ['messaging.message', 'messaging.conversation', 'messaging.positions'])
      stops.push(
        await t.ctx.bus.subscribe(topic, (published) =>
          quotedExcerpts.push(published as { only?: string[] }),
        ),
      );
    await t.as(ayse).delete(`/messages/${message.id}?for=me`);
    await coalesceNow(t);
    await t.settled();
    await expect.poll(() => quotedExcerpts.length).toBe(2);
    await Promise.all(stops.map((stop) => stop()));
    expect(quotedExcerpts.map(({ only }) => only)).toEqual([[ayse.id], [ayse.id]]);
    expect(await read()).toEqual(before);
    // The member's own devices find it.
    expect(await changedFor(ayse)).toMatchObject([
      { id: message.id, redacted: true, content: '' },
      { id: answer.id, replyTo: { excerpt: '' } },
    ]);
  });

  test('reaches the member’s other devices by sync, page by page', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    await makeMessage(t, bora, { id });
    await t.ctx.pool.query(
      `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, entities, created_at)
       select conversation_id, number, gen_random_uuid(), sender_id, 'copy ' || number, type, content, entities, created_at
       from messaging.messages, generate_series(2, 450) number where conversation_id = $1`,
      [id],
    );
    await t.ctx.pool.query('update messaging.conversations set last_seq = 450 where id = $1', [id]);
    let since = t.ctx.clock().toISOString();
    await t.ctx.pool.query(
      `insert into messaging.deleted_for_member (member_id, conversation_id, seq, at)
       select $1, $2, number, $3::timestamptz + number * interval '1 millisecond' from generate_series(1, 450) number`,
      [ayse.id, id, since],
    );
    const found = new Set<number>();
    for (let more = true, pages = 0; more; pages += 1) {
      expect(pages).toBeLessThan(4);
      const answer = await t.as(ayse).post('/conversations/sync', { conversations: { [id]: 450 }, since });
      for (const { seq, redacted: senderOnly } of answer.items) if (senderOnly) found.add(seq);
      ({ more, at: since } = answer);
    }
    expect(found.size).toBe(450);
  });

  test('is not unread on any device, and mentions nobody', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeGroup(t, [ayse, bora]);
    await t.as(bora).put(`/conversations/${id}/read`, { seq: 99 });
    const message = await makeMessage(t, ayse, { id }, `Selam @${bora.username}`);
    expect(await unread(bora)).toEqual([1, 1]);
    expect(await messaging.unreadFor(t.ctx, [id], [bora.id])).toMatchObject([{ mentioned: true }]);
    expect((await t.as(bora).get(`/conversations/${id}`)).mentioned).toBe(true);
    await t.as(bora).delete(`/messages/${message.id}?for=me`);
    expect(await t.as(bora).get(`/conversations/${id}`)).toMatchObject({ unreadCount: 0, mentioned: false });
    expect(await unread(bora)).toEqual([0, 0]);
    expect(await messaging.unreadFor(t.ctx, [id], [bora.id])).toEqual([]);
  });
});

describe('the quoted message', () => {
  /** The quote above a reply as each device receives it. */
  const quotedExcerpts = async (id: string, answer: Message, members: TestMember[]) => {
    const events = await messaging.eventsFor(
      t.ctx,
      id,
      answer.seq,
      members.map((member) => member.id),
    );
    return members.map(
      (member) => events.find(({ memberId }) => memberId === member.id)?.message.replyTo?.excerpt,
    );
  };

  test('is published only to members who may read it', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    await makeBlock(t, ayse, bora);
    const senderOnly = await makeMessage(t, bora, { id }, 'Duyuyor musun?');
    await t.as(ayse).delete(`/users/${bora.id}/block`);
    const payloads: { seq: number }[] = [];
    const stop = await t.ctx.bus.subscribe('messaging.message', (payload) => {
      const published = payload as { seq: number };
      if (published.seq > senderOnly.seq) payloads.push(published);
    });
    const answer = await reply(bora, id, senderOnly.id);
    await expect.poll(() => payloads.length).toBe(1);
    await stop();
    expect(JSON.stringify(payloads)).not.toContain('Duyuyor musun?');
    expect(await quotedExcerpts(id, answer, [ayse, bora])).toEqual(['', 'Duyuyor musun?']);
  });
});

describe('a disappearing message', () => {
  test('leaves the pins, makes room for others, and makes devices sync', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    for (let count = 0; count < 20; count++) {
      const { id: pinned } = await makeMessage(t, ayse, { id });
      await t.as(ayse).put(`/messages/${pinned}/pin`);
      // Deleted, expired and erased, or expired and not erased yet.
      if (count % 2 === 0) await t.as(ayse).delete(`/messages/${pinned}`);
      else await t.ctx.pool.query('update messaging.messages set expires_at = now() where id = $1', [pinned]);
    }
    const another = await makeMessage(t, ayse, { id });
    expect((await t.as(ayse).put(`/messages/${another.id}/pin`)).items).toHaveLength(1);
    expect((await t.as(ayse).raw('PUT', `/messages/${another.id}/pin`)).status).toBe(200);
    await t.ctx.pool.query('delete from messaging.position_outbox');
    await t.ctx.jobs.add('messaging.expire', {});
    await t.settled();
    expect(
      (await t.ctx.pool.query('select seq from messaging.pins where conversation_id = $1', [id])).rowCount,
    ).toBe(1);
    const outboxRows = await t.ctx.pool.query('select conversation_id as id from messaging.position_outbox');
    expect(outboxRows.rows).toContainEqual({ id });
  });
});

describe('a page of messages', () => {
  test('that is empty says on which side the others are', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    const page = (query: string) => t.as(ayse).get(`/conversations/${id}/messages${query}`);
    expect(await page('')).toMatchObject({ items: [], hasBefore: false, hasAfter: false });
    await makeMessage(t, ayse, { id });
    expect(await page('?afterSeq=1')).toMatchObject({ items: [], hasBefore: true, hasAfter: false });
    expect(await page('?beforeSeq=1')).toMatchObject({ items: [], hasBefore: false, hasAfter: true });
  });
});

test('a blocker sees no reactions of the blocked member, who does not notice', async () => {
  const [ayse, bora] = await two();
  const { id } = await makeDirect(t, ayse, bora);
  const message = await makeMessage(t, ayse, { id });
  await makeBlock(t, ayse, bora);
  const reacted = await t
    .as(bora)
    .raw('PUT', `/messages/${message.id}/reactions/${encodeURIComponent('👎')}`);
  expect(reacted).toMatchObject({ status: 200, body: { reactions: [{ emoji: '👎' }] } });
  expect((await t.as(ayse).get(`/messages/${message.id}`)).reactions).toEqual([]);
  const quotedExcerpts = await messaging.eventsFor(t.ctx, id, message.seq, [ayse.id, bora.id]);
  expect(
    new Map(quotedExcerpts.map(({ memberId, message: { reactions } }) => [memberId, reactions.length])),
  ).toEqual(
    new Map([
      [ayse.id, 0],
      [bora.id, 1],
    ]),
  );
});

test('a symbol that is also an emoji is stored as the emoji, however it is typed', async () => {
  const [ayse, bora] = await two();
  const { id } = await makeDirect(t, ayse, bora);
  const message = await makeMessage(t, ayse, { id });
  const react = (emoji: string) =>
    t.as(bora).raw('PUT', `/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`);
  await react('\u2764');
  expect((await react('\u2764\ufe0f')).body.reactions).toEqual([
    { emoji: '\u2764\ufe0f', count: 1, userIds: [bora.id] },
  ]);
  for (const invalidEmoji of ['a', '#', '😀😀', '\u200d', '\ufe0f'])
    expect((await react(invalidEmoji)).status).toBe(422);
});

test.for([
  ['👍', '👍\ufe0f'],
  ['☝🏽', '☝\ufe0f🏽'],
  ['🕵\ufe0f\u200d♀\ufe0f', '🕵\u200d♀\ufe0f'],
  ['🏳\ufe0f\u200d🌈', '🏳\u200d🌈'],
  ['1\ufe0f\u20e3', '1\u20e3'],
  ['🇹🇷', '🇹🇷\ufe0f'],
] as const)('%s is one reaction, whatever its variation selectors', async ([emoji, other]) => {
  const [ayse, bora] = await two();
  const { id } = await makeDirect(t, ayse, bora);
  const message = await makeMessage(t, ayse, { id });
  const path = (typed: string) => `/messages/${message.id}/reactions/${encodeURIComponent(typed)}`;
  await t.as(ayse).put(path(emoji));
  const both = (await t.as(bora).put(path(other))).reactions;
  expect(both).toMatchObject([{ emoji, count: 2 }]);
  expect((await t.as(ayse).delete(path(other))).reactions).toMatchObject([{ emoji, userIds: [bora.id] }]);
});

test('the sender alone is enough to search', async () => {
  const [ayse, bora] = await two();
  const { id } = await makeGroup(t, [ayse, bora]);
  await makeMessage(t, ayse, { id }, 'Benden');
  await makeMessage(t, bora, { id }, 'Ondan');
  const found = await t.as(ayse).get(`/conversations/${id}/search?q=from:${bora.username}`);
  expect(found.items.map((message: Message) => message.content)).toEqual(['Ondan']);
  const refused = await t.as(ayse).raw('GET', `/conversations/search?q=from:${bora.username}%20-ondan`);
  expect(refused.body.code).toBe('empty_search');
});

describe('sync', () => {
  const insertMessages = async (id: string, writer: TestMember, count: number, content: string) => {
    await t.ctx.pool.query(
      `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, created_at)
       select $1, n, gen_random_uuid(), $2, n::text, 'text', $4, now() - interval '1 day' from generate_series(1, $3::int) n`,
      [id, writer.id, count, content],
    );
    await t.ctx.pool.query('update messaging.conversations set last_seq = $2 where id = $1', [id, count]);
  };
  /** Syncs like a client, until there is no more. */
  const syncAllChanges = async (member: TestMember, id: string, knownSeq: number, characters: number) => {
    const { rows } = await t.ctx.pool.query(
      'select university_id as "universityId" from auth.users where id = $1',
      [member.id],
    );
    const viewer = {
      id: member.id,
      universityId: rows[0].universityId,
      sessionId: member.id,
      roles: ['member' as const],
    };
    const seen = new Set<number>();
    let since = new Date(t.ctx.clock().getTime() - 12 * 3_600_000).toISOString();
    for (let answers = 1; answers < 40; answers++) {
      const answer = await messaging.sync(
        t.ctx,
        viewer,
        { conversations: { [id]: knownSeq }, since },
        characters,
      );
      for (const message of answer.items) seen.add(message.seq);
      if (!answer.more) return { seen: seen.size, answers };
      since = answer.at;
    }
    throw new Error('no end');
  };

  test('returns every change, however many there are', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    await insertMessages(id, ayse, 650, 'x');
    await t.ctx.pool.query(
      "update messaging.messages set changed_at = date_trunc('milliseconds', now()) - seq * interval '1 minute' where conversation_id = $1",
      [id],
    );
    expect(await syncAllChanges(bora, id, 650, Number.POSITIVE_INFINITY)).toEqual({ seen: 650, answers: 4 });
  });

  test('terminates if changes exceed a frame, and if all have the same time', async () => {
    const [ayse, bora] = await two();
    const { id } = await makeDirect(t, ayse, bora);
    await insertMessages(id, ayse, 300, 'uzun '.repeat(400));
    await t.ctx.pool.query(
      "update messaging.messages set changed_at = date_trunc('milliseconds', now()) - seq * interval '1 second' - interval '1 hour' where conversation_id = $1 and seq <= 150",
      [id],
    );
    await t.ctx.pool.query(
      "update messaging.messages set changed_at = date_trunc('milliseconds', now()) - interval '30 minutes' where conversation_id = $1 and seq > 150",
      [id],
    );
    const { seen, answers } = await syncAllChanges(bora, id, 300, 60_000);
    expect(seen).toBe(300);
    expect(answers).toBeGreaterThan(5);
  });
});
