import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type TestServer, testServer } from '../../testing/server.ts';
import { LIMITS } from './limits.ts';
import { openStrangers } from './strangers.ts';
import { openDevice } from './testing/device.ts';
import { type RealtimeProcess, startRealtime } from './testing/process.ts';

test('one address fills its own room, and the first of it that stays silent makes way', () => {
  const strangers = openStrangers((address) => address === '10.0.0.1');
  const closed: number[] = [];
  const come = (address: string, index: number, now: number) => {
    if (!strangers.admits(address, now)) return false;
    strangers.came(address, { index }, { since: now, close: () => closed.push(index) });
    return true;
  };
  const taken = Array.from({ length: LIMITS.silentOfAddress + 50 }, (_, index) =>
    come('203.0.113.9', index, 0),
  );
  expect(taken.filter(Boolean)).toHaveLength(LIMITS.silentOfAddress);
  expect(come('203.0.113.10', -1, 0)).toBe(true);
  for (let index = 0; index < LIMITS.silentOfAddress + 50; index++)
    expect(come('10.0.0.1', -1, 0)).toBe(true);
  expect(closed).toEqual([]);

  expect(come('203.0.113.9', 1_000, LIMITS.silentForMs - 1)).toBe(false);
  expect(come('203.0.113.9', 1_000, LIMITS.silentForMs)).toBe(true);
  expect(come('203.0.113.9', 1_001, LIMITS.silentForMs)).toBe(true);
  expect(closed).toEqual([0, 1]);
});

test('who has spoken or gone leaves room, and nothing is kept of them', () => {
  const strangers = openStrangers(() => false);
  const all = Array.from({ length: LIMITS.silentOfAddress }, () => ({}));
  for (const one of all) strangers.came('2001:db8::1', one, { since: 0, close: () => undefined });
  expect(strangers.admits('2001:db8::2', 0)).toBe(false);
  for (const one of all) strangers.left('2001:db8::1', one);
  for (const one of all) strangers.left('2001:db8::1', one);
  expect(strangers.size).toBe(0);
  expect(strangers.admits('2001:db8::2', 0)).toBe(true);
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

test('hundreds of silent sockets of one address are refused, others come in, and so does who signs in', async () => {
  const asked = LIMITS.silentOfAddress + 100;
  const strangers = await Promise.all(Array.from({ length: asked }, () => connect('203.0.113.9')));
  const open = strangers.filter((socket) => socket !== null);
  expect(open.length).toBeLessThan(asked);
  const standing = async () => Number(/^realtime_silent (\d+)/m.exec(await realtime.metrics())?.[1]);
  expect(await standing()).toBeLessThanOrEqual(LIMITS.silentOfAddress);

  const [ayse] = await t.members(1);
  if (!ayse) throw new Error('no member');
  const device = await openDevice(realtime.url, ayse.accessToken);
  expect(await device.must('ping', {})).toBeTruthy();
  await device.close();

  const campus = await Promise.all(Array.from({ length: asked }, () => connect('198.51.100.7')));
  expect(campus.every((socket) => socket !== null)).toBe(true);
  for (const socket of [...open, ...campus]) socket?.terminate();
  await expect.poll(standing).toBe(0);
});
