import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { afterAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { freePort } from '../../server/testing/free-port.ts';
import { call, newDataDir, processesOf, removeDataDir, signIn, startCampus } from '../system/campus.ts';

const folders: string[] = [];
const dataDir = () => {
  const folder = newDataDir();
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) removeDataDir(folder);
});

test('it starts from nothing, stops on Ctrl-C, and leaves no process behind', async () => {
  const folder = dataDir();
  const [workerPort, realtimePort] = [await freePort(), await freePort()];
  const campus = await startCampus({
    dataDir: folder,
    env: { WORKER_PORT: String(workerPort), REALTIME_PORT: String(realtimePort) },
  });
  await expect.poll(() => campus.output()).toContain('Demo sign-ins');
  expect((await call(campus, 'GET', '/ready')).body).toMatchObject({
    status: 'ok',
    database: 'ok',
    bus: 'ok',
    cache: 'ok',
  });
  const services = async () => (await call(campus, 'GET', '/status')).body.services;
  await expect.poll(async () => (await services()).worker.status).toBe('ok');
  for (const port of [workerPort, realtimePort]) {
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await at('/health')).status).toBe(200);
    expect((await at('/ready')).status).toBe(200);
    expect(await (await at('/metrics')).text()).toContain('process_resident_memory_bytes');
  }
  expect(await campus.stop()).toBe(0);
  expect(await processesOf(folder)).toEqual([]);
});

test('after kill -9 no process is left, no acknowledged post is lost, and it starts again', async () => {
  const folder = dataDir();
  const first = await startCampus({ dataDir: folder });
  const token = await signIn(first);
  const answered: string[] = [];
  for (let index = 0; index < 20; index++) {
    const { status, body } = await call(first, 'POST', '/api/v1/posts', {
      token,
      body: { content: `Kayıp yok ${index}` },
    });
    expect(status).toBe(201);
    answered.push(body.id);
  }
  first.process.kill('SIGKILL');
  await first.ended;
  await expect.poll(() => processesOf(folder), { timeout: 10_000 }).toEqual([]);

  const second = await startCampus({ dataDir: folder });
  const { body } = await call(second, 'GET', '/api/v1/feed/home?limit=20', { token: await signIn(second) });
  expect(body.items.map((post: { id: string }) => post.id)).toEqual(answered.reverse());
  await second.stop();
});

test('a killed process restarts by itself, on the same address', async () => {
  const folder = dataDir();
  const campus = await startCampus({ dataDir: folder });
  const realtime = (await processesOf(folder)).find((line) => line.includes('realtime.js'));
  process.kill(Number(realtime?.split(' ')[0]), 'SIGKILL');
  await expect
    .poll(async () => (await call(campus, 'GET', '/status')).body.services.realtime.status, {
      timeout: 15_000,
    })
    .toBe('ok');
  await campus.stop();
});

test('two instances run at once with another port and data folder', async () => {
  const [firstCampus, secondCampus] = await Promise.all([
    startCampus({ dataDir: dataDir() }),
    startCampus({ dataDir: dataDir() }),
  ]);
  for (const campus of [firstCampus, secondCampus])
    expect((await call(campus, 'GET', '/ready')).status).toBe(200);
  await Promise.all([firstCampus.stop(), secondCampus.stop()]);
});

test('a busy port gives one clear sentence and exit code 1', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const campus = await startCampus({ dataDir: dataDir(), port });
  expect(await campus.ended).toBe(1);
  expect(campus.output()).toContain(`Port ${port} is busy`);
  other.close();
});

test('invalid settings are all reported at once', async () => {
  const campus = await startCampus({ dataDir: dataDir(), env: { REDIS_URL: 'nonsense', LOG_LEVEL: 'loud' } });
  expect(await campus.ended).toBe(1);
  expect(campus.output()).toMatch(/REDIS_URL: /);
  expect(campus.output()).toMatch(/LOG_LEVEL: /);
});

test('production refuses to start without its secrets, and with demo data or lifted limits', async () => {
  const campus = await startCampus({
    dataDir: dataDir(),
    env: { NODE_ENV: 'production', DEMO: '1', RATE_LIMITS: 'off' },
  });
  expect(await campus.ended).toBe(1);
  for (const name of ['SECRET_KEY', 'PUBLIC_URL', 'DEMO', 'RATE_LIMITS'])
    expect(campus.output()).toContain(`${name}: `);
});

test('a second start on a data folder in use is refused, and the first continues', async () => {
  const folder = dataDir();
  const first = await startCampus({ dataDir: folder });
  const second = await startCampus({ dataDir: folder });
  expect(await second.ended).toBe(1);
  expect((await call(first, 'GET', '/ready')).status).toBe(200);
  await first.stop();
});

test('a module that is not mounted is served by the process that has it', async () => {
  const folder = dataDir();
  const allRoles = await startCampus({ dataDir: folder });
  const token = await signIn(allRoles);
  const { readFileSync } = await import('node:fs');
  const shared = {
    DATABASE_URL: readFileSync(`${folder}/run/database-url`, 'utf8'),
    PUBLIC_URL: allRoles.at(''),
    SECRET_KEY: readFileSync(`${folder}/secrets/secret-key`, 'utf8'),
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
  await allRoles.stop();
});

test('a socket opens with a token, is kept alive, and is closed when its session ends', async () => {
  const campus = await startCampus({ dataDir: dataDir() });
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
  await campus.stop();
});
