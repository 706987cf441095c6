import {
  connectRealtime,
  type RealtimeClient,
  type SocketLike,
  type WireMessage,
} from '@chitlaq/client/realtime';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import WebSocket from 'ws';
import { makeDirect, makeMessage } from '../../modules/messaging/factory.ts';
import '../../testing/provided.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { startRealtime } from './testing/process.ts';

const t = await testServer();
const first = await startRealtime(t);
const port = new URL(first.url).port;
let realtime = first;
const clients: RealtimeClient[] = [];
afterAll(async () => {
  for (const client of clients) client.close();
  await realtime.stop();
  await t.close();
});

/** The client library as used outside a browser. */
function openClient(member: TestMember, conversationId: string) {
  const client = connectRealtime(first.url, {
    token: () => member.accessToken,
    WebSocket: WebSocket as unknown as new (url: string) => SocketLike, // has what the client uses
  });
  clients.push(client);
  const received: WireMessage[] = [];
  client.on('message', (message) => received.push(message));
  client.follow(conversationId, 0);
  return { client, got: received };
}

const pair = async () => (await t.members(2)) as [TestMember, TestMember];

test('messages of two members over killed processes reach both, once, in one order', {
  timeout: 120_000,
}, async () => {
  const [ayse, bora] = await pair();
  const conversation = await makeDirect(t, ayse, bora);
  const [aysesClient, borasClient] = [openClient(ayse, conversation.id), openClient(bora, conversation.id)];
  const sent: Promise<WireMessage>[] = [];
  const write = (from: typeof aysesClient, content: string) =>
    sent.push(from.client.send({ conversationId: conversation.id, content }));
  for (let round = 0; round < 3; round++) {
    await expect.poll(() => aysesClient.client.state.name, { timeout: 20_000 }).toBe('online');
    for (let index = 0; index < 10; index++) {
      write(aysesClient, `ayşe ${round} ${index}`);
      write(borasClient, `bora ${round} ${index}`);
    }
    await sent[round * 20];
    await realtime.kill();
    for (let index = 0; index < 5; index++) write(aysesClient, `kesikken ${round} ${index}`);
    realtime = await startRealtime(t, { PORT: port });
  }
  const committed = await Promise.all(sent);
  const last = Math.max(...committed.map(({ seq }) => seq));
  for (const { got: received } of [aysesClient, borasClient]) {
    await expect.poll(() => received.at(-1)?.seq, { timeout: 20_000 }).toBe(last);
    expect(received.map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  }
  expect(aysesClient.got.map(({ content }) => content)).toEqual(
    borasClient.got.map(({ content }) => content),
  );
  expect(new Set(committed.map(({ id }) => id)).size).toBe(75);
  const ayseContents = aysesClient.got.flatMap(({ senderId, content }) =>
    senderId === ayse.id ? [content] : [],
  );
  expect(ayseContents).toEqual(
    [0, 1, 2].flatMap((round) => [
      ...Array.from({ length: 10 }, (_, index) => `ayşe ${round} ${index}`),
      ...Array.from({ length: 5 }, (_, index) => `kesikken ${round} ${index}`),
    ]),
  );
});

test('an event lost by the bus is found without a broken connection', async () => {
  const [ayse, bora] = await pair();
  const conversation = await makeDirect(t, ayse, bora);
  const { client, got: received } = openClient(bora, conversation.id);
  let caughtUp = 0;
  client.on('caughtUp', () => caughtUp++);
  await expect.poll(() => caughtUp, { timeout: 20_000 }).toBe(1);
  // Inserted without publishing, as if its event had been lost.
  await makeMessage(
    { ctx: { ...t.ctx, afterCommit: () => undefined } },
    ayse,
    conversation,
    'kimse söylemedi',
  );
  await t.ctx.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'chitlaq bus' and datname = current_database()`,
  );
  await expect.poll(() => received.at(-1)?.content, { timeout: 20_000 }).toBe('kimse söylemedi');
  expect(client.state.name).toBe('online');
});

test('closing all database connections loses and duplicates nothing', {
  timeout: 120_000,
}, async () => {
  const [ayse, bora] = await pair();
  const conversation = await makeDirect(t, ayse, bora);
  const [aysesClient, borasClient] = [openClient(ayse, conversation.id), openClient(bora, conversation.id)];
  await expect.poll(() => aysesClient.client.state.name, { timeout: 20_000 }).toBe('online');
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  const sent: Promise<WireMessage>[] = [];
  for (let round = 0; round < 5; round++) {
    for (let index = 0; index < 8; index++)
      sent.push(aysesClient.client.send({ conversationId: conversation.id, content: `${round} ${index}` }));
    await sent[round * 8];
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      new URL(t.databaseUrl).pathname.slice(1),
    ]);
  }
  await admin.end();
  const committed = await Promise.all(sent);
  const seqs = committed.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  for (const { got: received } of [aysesClient, borasClient]) {
    await expect.poll(() => received.at(-1)?.seq, { timeout: 20_000 }).toBe(seqs.at(-1));
    expect(received.map(({ seq }) => seq)).toEqual(
      Array.from({ length: seqs.at(-1) ?? 0 }, (_, at) => at + 1),
    );
    expect(received.flatMap(({ type, content }) => (type === 'text' ? [content] : []))).toEqual(
      committed.map(({ content }) => content),
    );
  }
});

test('an edit during an absence arrives after reconnecting', { timeout: 60_000 }, async () => {
  const [ayse, bora] = await pair();
  const conversation = await makeDirect(t, ayse, bora);
  const sent = await makeMessage(t, ayse, conversation, 'yanlış');
  const { client, got: received } = openClient(bora, conversation.id);
  const changes: WireMessage[] = [];
  client.on('messageChanged', (message) => changes.push(message));
  await expect.poll(() => received.at(-1)?.id, { timeout: 20_000 }).toBe(sent.id);
  await realtime.kill();
  await t.as(ayse).patch(`/messages/${sent.id}`, { content: 'doğru' });
  realtime = await startRealtime(t, { PORT: port });
  await expect
    .poll(() => changes.at(-1), { timeout: 20_000 })
    .toMatchObject({ id: sent.id, content: 'doğru' });
});
