import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../testing/server.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const status = async (remoteAddress: string, headers: Record<string, string> = {}) =>
  (await t.app.inject({ method: 'GET', url: '/dev/mail', remoteAddress, headers })).statusCode;

test('development mail is shown to this machine only', async () => {
  expect(await status('127.0.0.1')).toBe(200);
  expect(await status('::1', { host: '[::1]:3000' })).toBe(200);
  expect(await status('192.168.1.7')).toBe(404);
  expect(await status('10.0.0.3', { host: 'localhost:3000' })).toBe(404);
});

test('a tunnel or a proxy on this machine does not open it', async () => {
  expect(await status('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).toBe(404);
  expect(await status('127.0.0.1', { host: 'kampus.example.edu.tr' })).toBe(404);
  expect(await status('127.0.0.1', { 'x-forwarded-host': 'kampus.example.edu.tr' })).toBe(404);
});
