import { afterAll, expect, test } from 'vitest';
import { makeDirect } from '../../modules/messaging/factory.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { type Device, openDevice } from './testing/device.ts';
import { startRealtime } from './testing/process.ts';

const t = await testServer();
const realtime = await startRealtime(t);
afterAll(async () => {
  await realtime.stop();
  await t.close();
});

const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
const room = await makeDirect(t, ayse, bora);

/** Bytes received over the wire so far. */
const received = (device: Device) =>
  (device.socket as unknown as { _socket: { bytesRead: number } })._socket.bytesRead;

/** Size in bytes of the answer to a message of 3,000 characters. */
async function answerBytes(device: Device, clientId: string): Promise<number> {
  const before = received(device);
  const content = 'Çalışma grubu yarın kütüphanede. '.repeat(90);
  const message = await device.request('message', { conversationId: room.id, clientId, content });
  expect(message.content).toBe(content);
  return received(device) - before;
}

test('frames are compressed only for clients that ask for it', async () => {
  const asking = await openDevice(`${realtime.url}?compress=1`, ayse.accessToken);
  const silent = await openDevice(realtime.url, bora.accessToken);
  expect(asking.socket.extensions).toContain('permessage-deflate');
  expect(silent.socket.extensions).toBe('');
  expect(await answerBytes(asking, 'asking')).toBeLessThan(1_500);
  expect(await answerBytes(silent, 'silent')).toBeGreaterThan(3_000);
  await expect.poll(() => asking.events('message').length).toBe(2);
  await asking.close();
  await silent.close();
});

test('a small frame that decompresses to a large one closes only its own connection', async () => {
  const device = await openDevice(`${realtime.url}?compress=1`, ayse.accessToken);
  device.send({ type: 'ping', id: '1', data: { x: 'a'.repeat(20_000_000) } });
  await device.closed;
  const next = await openDevice(`${realtime.url}?compress=1`, ayse.accessToken);
  expect(await next.request('ping', {})).toBeTruthy();
  await next.close();
});
