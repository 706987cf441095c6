import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeGroup, makeMessage } from '../factory.ts';
import { messaging } from '../index.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

/** Inserts many messages quickly, in one statement. */
const insertMessages = async (id: string, writer: TestMember, count: number): Promise<void> => {
  await t.ctx.pool.query(
    `with grown as (
       update messaging.conversations set last_seq = last_seq + $3::int where id = $1 returning last_seq
     )
     insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, created_at)
     select $1, last_seq - $3::int + n, gen_random_uuid(), $2, gen_random_uuid(), 'text', 'Satır', now()
     from grown, generate_series(1, $3::int) n`,
    [id, writer.id, count],
  );
};

/** Unread counts of a group in every endpoint that has one; they must agree. */
const unreadEverywhere = async (member: TestMember, id: string) => {
  const { unreadCount, mentioned, lastMessage } = await t.as(member).get(`/conversations/${id}`);
  const listed = (await t.as(member).get('/conversations')).items[0];
  expect(listed).toMatchObject({ unreadCount, mentioned });
  const waiting = await messaging.unreadFor(t.ctx, [id], [member.id]);
  expect([
    (await t.as(member).get('/conversations/unread')).conversations,
    (await t.as(member).get('/auth/me')).unread.messages,
    waiting.length,
  ]).toEqual(Array(3).fill(Math.min(1, unreadCount)));
  return { unreadCount, mentioned, last: lastMessage?.content ?? null };
};

test('unread counts scan a thousand numbers of a group, however many are unread', async () => {
  const [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const { id } = await makeGroup(t, [ayse, bora, can]);
  await makeMessage(t, can, { id }, `Selam @${ayse.username}`);
  await insertMessages(id, bora, 999);
  expect(await unreadEverywhere(ayse, id)).toEqual({ unreadCount: 100, mentioned: true, last: 'Satır' });
  await makeBlock(t, ayse, bora);
  expect(await unreadEverywhere(ayse, id)).toEqual({
    unreadCount: 1,
    mentioned: true,
    last: `Selam @${ayse.username}`,
  });
  await insertMessages(id, bora, 1);
  expect(await unreadEverywhere(ayse, id)).toEqual({ unreadCount: 0, mentioned: false, last: null });
  await makeMessage(t, can, { id }, 'Orada mısın?');
  expect(await unreadEverywhere(ayse, id)).toEqual({
    unreadCount: 1,
    mentioned: false,
    last: 'Orada mısın?',
  });
  await t.as(ayse).delete(`/users/${bora.id}/block`);
  expect(await unreadEverywhere(ayse, id)).toEqual({
    unreadCount: 100,
    mentioned: false,
    last: 'Orada mısın?',
  });
});
