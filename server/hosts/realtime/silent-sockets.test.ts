import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type TestServer, testServer } from '../../testing/server.ts';
import { LIMITS } from './limits.ts';
import { openSilentSockets } from './silent-sockets.ts';
import { openDevice } from './testing/device.ts';
import { type RealtimeProcess, startRealtime } from './testing/process.ts';

test('one address can fill only its own quota, and its oldest silent socket is evicted', () => {
  const silentSockets = openSilentSockets((address) => address === '10.0.0.1');
  const closed: number[] = [];
  const connectFrom = (address: string, index: number, now: number) => {
    if (!silentSockets.hasRoom(address, now)) return false;
    silentSockets.add(address, { index }, { since: now, close: () => closed.push(index) });
    return true;
  };
  const accepted = Array.from({ length: LIMITS.maxSilentPerAddress + 50 }, (_, index) =>
    connectFrom('203.0.113.9', index, 0),
  );
  expect(accepted.filter(Boolean)).toHaveLength(LIMITS.maxSilentPerAddress);
  expect(connectFrom('203.0.113.10', -1, 0)).toBe(true);
  for (let index = 0; index < LIMITS.maxSilentPerAddress + 50; index++)
    expect(connectFrom('10.0.0.1', -1, 0)).toBe(true);
  expect(closed).toEqual([]);

  expect(connectFrom('203.0.113.9', 1_000, LIMITS.silentEvictionMs - 1)).toBe(false);
  expect(connectFrom('203.0.113.9', 1_000, LIMITS.silentEvictionMs)).toBe(true);
  expect(connectFrom('203.0.113.9', 1_001, LIMITS.silentEvictionMs)).toBe(true);
  expect(closed).toEqual([0, 1]);
});

test('sockets that have spoken or closed free their quota, and no state is kept', () => {
  const silentSockets = openSilentSockets(() => false);
  const all = Array.from({ length: LIMITS.maxSilentPerAddress }, () => ({}));
  for (const socketKey of all)
    silentSockets.add('2001:db8::1', socketKey, { since: 0, close: () => undefined });
  expect(silentSockets.hasRoom('2001:db8::2', 0)).toBe(false);
  for (const socketKey of all) silentSockets.remove('2001:db8::1', socketKey);
  for (const socketKey of all) silentSockets.remove('2001:db8::1', socketKey);
  expect(silentSockets.size).toBe(0);
  expect(silentSockets.hasRoom('2001:db8::2', 0)).toBe(true);
});

let t: TestServer;
let realtime: RealtimeProcess;
beforeAll(async () => {
  t = await testServer();
  realtime = await startRealtime(t, { RATE_LIMITS: 'on', CAMPUS_NETWORKS: '198.51.100.0/24' });
});
afterAll(async () => {
  await realtime.stop();
  await t.close();
});

const connect = (from: string) =>
  new Promise<WebSocket | null>((resolve) => {
    const socket = new WebSocket(realtime.url, { headers: { 'x-forwarded-for': from } });
    socket.on('open', () => resolve(socket));
    socket.on('error', () => resolve(null));
  });

test('hundreds of silent sockets of one address are refused; other addresses and signed-in members are not', async () => {
  const attempts = LIMITS.maxSilentPerAddress + 100;
  const silentSockets = await Promise.all(Array.from({ length: attempts }, () => connect('203.0.113.9')));
  const open = silentSockets.filter((socket) => socket !== null);
  expect(open.length).toBeLessThan(attempts);
  const silentCount = async () =>
    Number(/^realtime_silent_connections (\d+)/m.exec(await realtime.metrics())?.[1]);
  expect(await silentCount()).toBeLessThanOrEqual(LIMITS.maxSilentPerAddress);

  const [ayse] = await t.members(1);
  if (!ayse) throw new Error('no member');
  const device = await openDevice(realtime.url, ayse.accessToken);
  expect(await device.request('ping', {})).toBeTruthy();
  await device.close();

  const campus = await Promise.all(Array.from({ length: attempts }, () => connect('198.51.100.7')));
  expect(campus.every((socket) => socket !== null)).toBe(true);
  for (const socket of [...open, ...campus]) socket?.terminate();
  await expect.poll(silentCount).toBe(0);
});
