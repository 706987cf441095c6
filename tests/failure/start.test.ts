import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { freePort } from '../../server/testing/free-port.ts';
import {
  type Campus,
  call,
  newDataDir,
  openCampus,
  processesOf,
  removeDataDir,
  signIn,
  startCampus,
} from '../system/campus.ts';

const folders: string[] = [];
const dataDir = () => {
  const folder = newDataDir();
  folders.push(folder);
  return folder;
};

/** Runs all the time; the test that kills it starts it again. */
let campus: Campus;
beforeAll(async () => {
  campus = await openCampus({ dataDir: dataDir() });
});
afterAll(async () => {
  await campus?.stop();
  for (const folder of folders) removeDataDir(folder);
});

describe('another one', () => {
  const folder = dataDir();
  let second: Campus;
  let ports: number[];
  beforeAll(async () => {
    ports = [await freePort(), await freePort()];
    const [workerPort, realtimePort] = ports;
    second = await openCampus({
      dataDir: folder,
      env: { WORKER_PORT: String(workerPort), REALTIME_PORT: String(realtimePort) },
    });
  });
  afterAll(() => second?.stop());

  test('starts from nothing', async () => {
    await expect.poll(() => second.output()).toContain('Demo sign-ins');
    expect((await call(second, 'GET', '/ready')).body).toMatchObject({
      status: 'ok',
      database: 'ok',
      bus: 'ok',
      cache: 'ok',
    });
    const services = async () => (await call(second, 'GET', '/status')).body.services;
    await expect.poll(async () => (await services()).worker.status).toBe('ok');
    for (const port of ports) {
      const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
      expect((await at('/health')).status).toBe(200);
      expect((await at('/ready')).status).toBe(200);
      expect(await (await at('/metrics')).text()).toContain('process_resident_memory_bytes');
    }
  });

  test('runs at once with the first, with another port and data folder', async () => {
    for (const each of [campus, second]) expect((await call(each, 'GET', '/ready')).status).toBe(200);
  });

  test('stops on Ctrl-C, and leaves no process behind', async () => {
    expect(await second.stop()).toBe(0);
    expect(await processesOf(folder)).toEqual([]);
  });
});

test('a killed process restarts by itself, on the same address', async () => {
  const realtime = (await processesOf(campus.dataDir)).find((line) => line.includes('realtime.js'));
  process.kill(Number(realtime?.split(' ')[0]), 'SIGKILL');
  await expect
    .poll(async () => (await call(campus, 'GET', '/status')).body.services.realtime.status, {
      timeout: 15_000,
    })
    .toBe('ok');
});

test('a busy port gives one clear sentence and exit code 1', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const started = await startCampus({ dataDir: dataDir(), port });
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(`Port ${port} is busy`);
  other.close();
});

test('invalid settings are all reported at once', async () => {
  const started = await startCampus({
    dataDir: dataDir(),
    env: { REDIS_URL: 'nonsense', LOG_LEVEL: 'loud' },
  });
  expect(await started.ended).toBe(1);
  expect(started.output()).toMatch(/REDIS_URL: /);
  expect(started.output()).toMatch(/LOG_LEVEL: /);
});

test('production refuses to start without its secrets, and with demo data or lifted limits', async () => {
  const started = await startCampus({
    dataDir: dataDir(),
    env: { NODE_ENV: 'production', DEMO: '1', RATE_LIMITS: 'off' },
  });
  expect(await started.ended).toBe(1);
  for (const name of ['SECRET_KEY', 'PUBLIC_URL', 'DEMO', 'RATE_LIMITS'])
    expect(started.output()).toContain(`${name}: `);
});

test('a second start on a data folder in use is refused, and the first continues', async () => {
  const second = await startCampus({ dataDir: campus.dataDir });
  expect(await second.ended).toBe(1);
  expect((await call(campus, 'GET', '/ready')).status).toBe(200);
});

test('a module that is not mounted is served by the process that has it', async () => {
  const token = await signIn(campus);
  const shared = {
    DATABASE_URL: readFileSync(`${campus.dataDir}/run/database-url`, 'utf8'),
    PUBLIC_URL: campus.at(''),
    SECRET_KEY: readFileSync(`${campus.dataDir}/secrets/secret-key`, 'utf8'),
    DEMO: '0',
  };
  const feed = await startCampus({ dataDir: dataDir(), env: { ...shared, ROLES: 'feed' } });
  const gatewayOnly = await startCampus({
    dataDir: dataDir(),
    env: { ...shared, ROLES: 'gateway,auth', FEED_SERVICE_URL: feed.url },
  });
  expect((await call(gatewayOnly, 'GET', '/api/v1/auth/me', { token })).status).toBe(200);
  const posted = await call(gatewayOnly, 'POST', '/api/v1/posts', {
    token,
    body: { content: 'İki süreç, tek kapı' },
  });
  expect(posted.status).toBe(201);
  expect((await call(gatewayOnly, 'GET', '/api/v1/feed/home?limit=1', { token })).body.items).toMatchObject([
    { id: posted.body.id },
  ]);
  // Refusals pass through unchanged, and a module without a process gives an error.
  expect((await call(gatewayOnly, 'GET', '/api/v1/feed/home')).body).toMatchObject({
    status: 401,
    code: 'not_signed_in',
  });
  expect((await call(gatewayOnly, 'GET', '/api/v1/admin/overview', { token })).body).toMatchObject({
    status: 503,
    code: 'module_not_available',
  });
  await Promise.all([gatewayOnly.stop(), feed.stop()]);
});

test('a socket opens with a token, is kept alive, and is closed when its session ends', async () => {
  const token = await signIn(campus);
  const socket = new WebSocket(`${campus.url.replace('http', 'ws')}/ws`);
  const frames: { type: string; [key: string]: unknown }[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(JSON.stringify({ type: 'auth', id: '1', data: { token } }));
  await expect
    .poll(() => frames[0])
    .toMatchObject({ type: 'ack', id: '1', ok: true, data: { heartbeatMs: expect.any(Number) } });
  socket.send(JSON.stringify({ type: 'no_such_thing', id: '2' }));
  await expect
    .poll(() => frames[1])
    .toMatchObject({ type: 'ack', id: '2', ok: false, error: { code: 'unknown_type' } });
  await call(campus, 'POST', '/api/v1/auth/logout', { token });
  expect(await closed).toBe(4401);

  for (const transport of ['websocket', 'polling']) {
    const other = io(campus.url, {
      path: '/ws/socket.io',
      auth: { token: await signIn(campus) },
      transports: [transport],
    });
    expect(await other.timeout(10_000).emitWithAck('feed:watch', { feeds: ['home'] })).toEqual({
      ok: true,
      data: null,
    });
    other.disconnect();
  }

  const stranger = new WebSocket(`${campus.url.replace('http', 'ws')}/ws`);
  const refused = new Promise<number>((resolve) => stranger.on('close', resolve));
  await new Promise((resolve) => stranger.on('open', resolve));
  stranger.send('no frame at all');
  expect(await refused).toBe(4400);
});

test('after kill -9 no process is left, no acknowledged post is lost, and it starts again', async () => {
  const token = await signIn(campus, 'ayse');
  const answered: string[] = [];
  for (let index = 0; index < 20; index++) {
    const { status, body } = await call(campus, 'POST', '/api/v1/posts', {
      token,
      body: { content: `Kayıp yok ${index}` },
    });
    expect(status).toBe(201);
    answered.push(body.id);
  }
  campus.process.kill('SIGKILL');
  await campus.ended;
  await expect.poll(() => processesOf(campus.dataDir), { timeout: 10_000 }).toEqual([]);

  campus = await openCampus({ dataDir: campus.dataDir });
  const { body } = await call(campus, 'GET', '/api/v1/feed/home?limit=20', {
    token: await signIn(campus, 'ayse'),
  });
  expect(body.items.map((post: { id: string }) => post.id)).toEqual(answered.reverse());
});
