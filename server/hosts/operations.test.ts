import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readConfig } from '../platform/config.ts';
import { openDb } from '../platform/db.ts';
import { health } from '../platform/health.ts';
import { createApp } from '../platform/http/app.ts';
import { openMetrics } from '../platform/metrics.ts';
import '../testing/provided.ts';
import { startRedisServer } from '../testing/redis-server.ts';
import { type TestMember, type TestServer, testServer } from '../testing/server.ts';
import { worker, workerHealth } from './worker.ts';

let t: TestServer;
let named: TestServer;
beforeAll(async () => {
  t = await testServer();
  named = await testServer({
    METRICS_NETWORKS: '10.9.0.0/16, 2001:db8::/32, 192.0.2.7',
    TRUST_PROXY: 'loopback, 10.8.0.1',
  });
});
afterAll(async () => {
  await t.close();
  await named.close();
});

interface Caller {
  remoteAddress: string;
  headers?: Record<string, string>;
}

const canReadMetrics = async ({ app }: TestServer, caller: Caller) => {
  const [metrics, status] = await Promise.all(
    ['/metrics', '/status'].map((url) => app.inject({ method: 'GET', url, ...caller })),
  );
  expect(status?.statusCode).toBe(200);
  const hasDetails = status?.json().services !== undefined;
  expect(metrics?.statusCode).toBe(hasDetails ? 200 : 403);
  return hasDetails;
};

const localHost: Caller[] = [
  { remoteAddress: '127.0.0.1' },
  { remoteAddress: '::1', headers: { host: '[::1]:3000' } },
  { remoteAddress: '::ffff:127.0.0.1', headers: { host: '127.0.0.1:3000' } },
];
const others: Caller[] = [
  ...['10.1.2.3', '192.168.1.4', '172.16.0.9', 'fd00::5', '203.0.113.9', '10.10.0.1'].map(
    (remoteAddress) => ({
      remoteAddress,
    }),
  ),
  // Requests through a proxy on this machine, whatever the caller's header says.
  ...['203.0.113.9', '127.0.0.1', '::1', '10.9.0.1, 203.0.113.9'].map((address) => ({
    remoteAddress: '127.0.0.1',
    headers: { 'x-forwarded-for': address },
  })),
  { remoteAddress: '127.0.0.1', headers: { forwarded: 'for=127.0.0.1' } },
  { remoteAddress: '127.0.0.1', headers: { 'x-real-ip': '127.0.0.1' } },
  { remoteAddress: '127.0.0.1', headers: { via: '1.1 tunnel' } },
  { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-proto': 'https' } },
  { remoteAddress: '127.0.0.1', headers: { 'x-client-ip': '203.0.113.9' } },
  { remoteAddress: '127.0.0.1', headers: { 'cf-connecting-ip': '203.0.113.9' } },
  { remoteAddress: '127.0.0.1', headers: { host: 'kampus.example.edu.tr' } },
  { remoteAddress: '10.1.2.3', headers: { host: 'localhost', 'x-forwarded-for': '127.0.0.1' } },
];

test('metrics are available to programs on this machine', async () => {
  for (const caller of localHost) expect(await canReadMetrics(t, caller), JSON.stringify(caller)).toBe(true);
  for (const caller of others) {
    expect(await canReadMetrics(t, caller), JSON.stringify(caller)).toBe(false);
    expect(await canReadMetrics(named, caller), JSON.stringify(caller)).toBe(false);
  }
});

test('and to networks that the operator configures', async () => {
  const allowed: Caller[] = [
    ...['10.9.200.1', '::ffff:10.9.0.1', '2001:db8:7::1', '192.0.2.7'].map((remoteAddress) => ({
      remoteAddress,
    })),
    { remoteAddress: '10.8.0.1', headers: { 'x-forwarded-for': '10.9.0.1' } },
  ];
  for (const caller of allowed) {
    expect(await canReadMetrics(named, caller), JSON.stringify(caller)).toBe(true);
    expect(await canReadMetrics(t, caller), JSON.stringify(caller)).toBe(false);
  }
});

test.for(['nonsense', '10.0.0.0/33', '10.0.0/8', '::1/129', '10.1.2.3/', '10.0.0.0/8/8'])(
  'the network "%s" is refused with a problem',
  (METRICS_NETWORKS) => {
    expect(() => readConfig({ METRICS_NETWORKS })).toThrow(/METRICS_NETWORKS: must be networks/);
    expect(() => readConfig({ CAMPUS_NETWORKS: METRICS_NETWORKS })).toThrow(/CAMPUS_NETWORKS: must be/);
  },
);

test('a worker reports its health, and the status includes it', async () => {
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const workerStatus = async () => (await t.app.inject({ method: 'GET', url: '/status' })).json();
  expect((await workerStatus()).services.worker).toMatchObject({ status: 'down', processes: 0 });

  const health = await workerHealth(t.ctx, { host: '127.0.0.1', port: 0 });
  const running = await worker(t.ctx);
  const fetchFrom = async (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${health.port}${path}`, { headers });
  expect(await (await fetchFrom('/health')).json()).toMatchObject({
    status: 'ok',
    uptime: expect.any(Number),
  });
  expect(await (await fetchFrom('/ready')).json()).toMatchObject({ status: 'ok', database: 'ok', bus: 'ok' });
  const [closed, absent] = [
    await fetchFrom('/metrics', { 'x-forwarded-for': '203.0.113.9' }),
    await fetchFrom('/jobs'),
  ];
  for (const { headers } of [closed, absent])
    expect(headers.get('content-type')).toBe('application/problem+json');
  expect(await closed.json()).toMatchObject({ status: 403, code: 'operators_only' });
  expect(await absent.json()).toMatchObject({ status: 404, code: 'not_found' });

  await t.as(owner).patch('/users/me', { displayName: 'Ayşe Yeni' });
  await expect
    .poll(async () => (await fetchFrom('/metrics')).text())
    .toMatch(/job_duration_seconds_count\{name="[^"]+",outcome="done"\}/);
  await expect.poll(async () => (await workerStatus()).services.worker.status).toBe('ok');
  expect(await workerStatus()).toMatchObject({
    services: { worker: { processes: 1, uptime: expect.any(Number), ageSeconds: expect.any(Number) } },
    jobs: { waiting: expect.any(Number), oldestSeconds: expect.any(Number) },
  });
  await running.stop();
  await health.close();
  await expect.poll(async () => (await workerStatus()).services.worker.status).toBe('down');
});

/** A database at an address where nothing listens. */
const openAbsentDb = () =>
  openDb({
    url: 'postgres://chitlaq@127.0.0.1:1/none',
    pool: 1,
    name: 'away',
    onError: () => undefined,
    prepare: false,
  });

test('a worker without its database is alive but not ready', async () => {
  const absent = openAbsentDb();
  const workerWithoutDatabase = await workerHealth(
    { ...t.ctx, db: absent.db },
    { host: '127.0.0.1', port: 0 },
  );
  const ready = await fetch(`http://127.0.0.1:${workerWithoutDatabase.port}/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: 'unavailable', database: 'down', bus: 'ok' });
  expect((await fetch(`http://127.0.0.1:${workerWithoutDatabase.port}/health`)).status).toBe(200);
  await workerWithoutDatabase.close();
  await absent.pool.end();
});

const redisBinary = inject('redisServer');
test.runIf(redisBinary)('without Redis processes are degraded but ready, and members go on', async () => {
  let redis = await startRedisServer(redisBinary ?? '');
  const campus = await testServer({ REDIS_URL: redis.url });
  const [ayse] = (await campus.members(1)) as [TestMember];
  const running = await workerHealth(campus.ctx, { host: '127.0.0.1', port: 0 });
  /** What gateway and worker answer. */
  const ready = async () => {
    const gateway = await campus.app.inject({ method: 'GET', url: '/ready' });
    const ofWorker = await fetch(`http://127.0.0.1:${running.port}/ready`);
    return [
      { code: gateway.statusCode, ...gateway.json() },
      { code: ofWorker.status, ...((await ofWorker.json()) as object) },
    ];
  };
  const whole = { code: 200, status: 'ok', bus: 'ok', cache: 'ok' };
  expect(await ready()).toMatchObject([whole, whole]);
  await redis.kill();
  const degraded = { code: 200, status: 'degraded', database: 'ok', bus: 'down', cache: 'down' };
  await expect.poll(ready).toMatchObject([degraded, degraded]);
  const { id } = await campus.as(ayse).post('/posts', { content: 'Redis olmadan' });
  expect((await campus.as(ayse).get('/feed/home')).items).toMatchObject([{ id }]);
  redis = await startRedisServer(redisBinary ?? '', redis.port);
  await expect.poll(ready, { timeout: 20_000 }).toMatchObject([whole, whole]);
  await running.close();
  await campus.close();
  await redis.kill();
});

test('the status lists what is down, even if it is the database', async () => {
  const absent = openAbsentDb();
  const ctx = { ...t.ctx, db: absent.db };
  const metrics = openMetrics(ctx);
  const identify = () => Promise.reject(new Error('nobody is signed in'));
  const app = await createApp(ctx, { identify, metrics, limited: false });
  health(app, ctx, metrics);
  const answer = await app.inject({ method: 'GET', url: '/status' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    status: 'unavailable',
    database: 'down',
    cache: 'ok',
    services: {
      database: { status: 'down' },
      bus: { status: 'ok' },
      worker: { status: 'down', processes: 0 },
    },
  });
  expect(answer.json().jobs).toBeUndefined();
  await app.close();
  await absent.pool.end();
});
