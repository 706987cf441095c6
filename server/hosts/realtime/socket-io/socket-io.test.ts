import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { makeDirect, makeMessage } from '../../../modules/messaging/factory.ts';
import { newId } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { openDevice } from '../testing/device.ts';
import { startRealtime } from '../testing/process.ts';

const t = await testServer();
const realtime = await startRealtime(t);
const sockets: Socket[] = [];
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await realtime.stop();
  await t.close();
});

interface ReceivedEvent {
  type: string;
  data: Record<string, unknown>;
}

function open(token: string | undefined, options: Partial<ManagerOptions & SocketOptions> = {}) {
  const socket = io(realtime.origin, {
    path: '/ws/socket.io',
    auth: token === undefined ? {} : { token },
    forceNew: true,
    reconnection: false,
    ...options,
  });
  sockets.push(socket);
  const received: ReceivedEvent[] = [];
  socket.onAny((type, data) => received.push({ type, data }));
  const events = (type: string) => received.filter((event) => event.type === type).map(({ data }) => data);
  return { socket, events };
}

const connected = (socket: Socket) =>
  new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
const pair = async () => (await t.members(2)) as [TestMember, TestMember];
const transportCases: [name: string, transports: string[]][] = [
  ['a WebSocket', ['websocket']],
  ['requests alone', ['polling']],
  ['requests first and then a WebSocket', ['polling', 'websocket']],
];

test.for(transportCases)('by %s: frames are answered in callbacks, events come', async ([, transports]) => {
  const [ayse, bora] = await pair();
  const conversation = await makeDirect(t, ayse, bora);
  const { socket, events } = open(ayse.accessToken, { transports });
  await connected(socket);
  const webSocketDevice = await openDevice(realtime.url, bora.accessToken);
  const content = 'Merhaba ğüşiöç 🌳';
  const answer = await socket
    .timeout(5_000)
    .emitWithAck('message', { conversationId: conversation.id, clientId: newId(), content });
  expect(answer).toMatchObject({ ok: true, data: { content, conversationId: conversation.id } });
  await expect.poll(() => webSocketDevice.events('message')).toMatchObject([{ content }]);
  await expect.poll(() => events('message')).toMatchObject([{ content }]);
  await makeMessage(t, bora, conversation, 'Selam');
  await expect.poll(() => events('message').at(-1)).toMatchObject({ content: 'Selam' });
  expect(
    await socket.timeout(5_000).emitWithAck('sync', { conversations: { [conversation.id]: 0 } }),
  ).toMatchObject({ ok: true, data: { more: false } });
  expect(await socket.timeout(5_000).emitWithAck('ping', {})).toMatchObject({ ok: true });
  socket.disconnect();
  await webSocketDevice.close();
});

test('a bad and a missing token are refused with a problem', async () => {
  for (const [token, code] of [
    ['no.token.atall', 'token_invalid'],
    [undefined, 'not_signed_in'],
  ] as const) {
    const { socket } = open(token, { transports: ['websocket'] });
    await expect(connected(socket)).rejects.toMatchObject({ data: { code, status: 401 } });
  }
});

test('invalid frames are refused in the callback or by an event', async () => {
  const [ayse] = await pair();
  const { socket, events } = open(ayse.accessToken, { transports: ['websocket'] });
  await connected(socket);
  expect(await socket.timeout(5_000).emitWithAck('no_such_thing', {})).toMatchObject({
    ok: false,
    error: { code: 'unknown_type' },
  });
  expect(await socket.timeout(5_000).emitWithAck('read', { conversationId: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'invalid_request' },
  });
  socket.emit('typing', { conversationId: 1 });
  await expect.poll(() => events('error')).toMatchObject([{ code: 'invalid_request', frame: 'typing' }]);
  socket.disconnect();
});

test.for([
  ['bytes', [{ x: Buffer.from('x') }]],
  ['a list', [[1, 2]]],
  ['two things', [{}, {}]],
] as const)('%s end the connection', async ([, args]) => {
  const [ayse] = await pair();
  const { socket } = open(ayse.accessToken, { transports: ['websocket'] });
  await connected(socket);
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  socket.emit('ping', ...args);
  await ended;
  expect((await fetch(`${realtime.origin}/ready`)).status).toBe(200);
});

test('the end of a session closes the connection with a reason', async () => {
  const [ayse] = await pair();
  const { socket, events } = open(ayse.accessToken, { transports: ['websocket'] });
  await connected(socket);
  const ended = new Promise((resolve) => socket.on('disconnect', resolve));
  await t.as(ayse).post('/auth/logout');
  await ended;
  expect(events('closing')).toEqual([{ code: 4401, reason: 'the session has ended' }]);
});

test('a token can be renewed, and presence works between both transports', async () => {
  const [ayse, bora] = await pair();
  await makeMessage(t, ayse, await makeDirect(t, ayse, bora));
  const { socket } = open(ayse.accessToken, { transports: ['websocket'] });
  await connected(socket);
  expect(await socket.timeout(5_000).emitWithAck('auth', { token: ayse.accessToken })).toMatchObject({
    ok: true,
    data: { userId: ayse.id },
  });
  const webSocketDevice = await openDevice(realtime.url, bora.accessToken);
  await webSocketDevice.request('presence:subscribe', { userIds: [ayse.id] });
  socket.disconnect();
  await expect
    .poll(() => webSocketDevice.events('online').at(-1)?.[ayse.id], { timeout: 15_000 })
    .toMatchObject({ online: false });
  await webSocketDevice.close();
});

test('requests that are not Socket.IO do no harm', async () => {
  const garbage = [
    '',
    '4',
    '42',
    '42[',
    '42["ping"',
    '42[1]',
    '42[{}]',
    '420["ping",{}]',
    '40{"token":',
    '40/other,{}',
    '40{}',
    '41',
    '430[]',
    '451-["ping",{"_placeholder":true,"num":0}]',
    '5',
    '2probe',
    '9',
    'x'.repeat(70_000),
    '\u0000',
  ];
  const address = `${realtime.url}/socket.io/?EIO=4&transport=websocket`;
  for (const packet of garbage) {
    const socket = new WebSocket(address);
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(packet);
    socket.send(Buffer.from(packet));
    await new Promise((resolve) => socket.once('close', resolve));
  }
  for (const query of ['', '?EIO=4', '?EIO=3&transport=polling', '?EIO=4&transport=polling&sid=none']) {
    const answer = await fetch(`${realtime.origin}/ws/socket.io/${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
  }
  const poll = `${realtime.origin}/ws/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(poll)).text()).slice(1));
  await fetch(`${poll}&sid=${sid}`, { method: 'POST', body: garbage.join('\u001e') });
  expect((await fetch(`${realtime.origin}/ready`)).status).toBe(200);
  expect(realtime.process.exitCode).toBeNull();
});
