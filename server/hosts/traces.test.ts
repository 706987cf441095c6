import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, serverBundle } from '../../tools/bootstrap.mjs';
import { makeDirect } from '../modules/messaging/factory.ts';
import { TEST_SECRET, type TestMember, type TestServer, testServer } from '../testing/server.ts';
import { openTraceStore, type ReceivedSpan, type TraceStore } from '../testing/trace-store.ts';
import { openDevice } from './realtime/testing/device.ts';
import { startRealtime } from './realtime/testing/process.ts';

let folder: string;
let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
let store: TraceStore;
beforeAll(async () => {
  // Inside the server's folder, so that its packages resolve.
  mkdirSync(join(root, 'server/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'server/.cache/traces-'));
  await build({ ...serverBundle(), outdir: join(folder, 'dist') });
  t = await testServer();
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  store = await openTraceStore();
});
afterAll(async () => {
  await store.close();
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  url: string;
  child: ChildProcess;
  stop(): Promise<void>;
}

/** A process of the bundle, as in production, that sends its traces to the store. */
async function start(kind: string, roles: string, env: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, [join(folder, 'dist/main.js'), kind], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PUBLIC_URL: t.ctx.config.publicUrl,
      ROLES: roles,
      PORT: '0',
      DATABASE_URL: t.ctx.config.databaseUrl,
      DATABASE_DIRECT_URL: t.databaseUrl,
      DATA_DIR: t.ctx.config.dataDir,
      SECRET_KEY: TEST_SECRET,
      RATE_LIMITS: 'off',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
      OTEL_EXPORTER_OTLP_ENDPOINT: store.url,
      OTEL_TRACES_SAMPLER_ARG: '1',
      ...env,
    },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    void ended.then((code) => reject(new Error(`${kind} ended at its start (code ${code})`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
/** A request as Nginx passes it on. */
const publish = (url: string, headers: Record<string, string> = {}, content = 'Gizli metin') =>
  fetch(`${url}/api/v1/posts?not=gizli`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ayse.accessToken}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ content }),
  });
const inTrace = (traceId: string) => store.spans.filter((span) => span.traceId === traceId);
const named = (spans: ReceivedSpan[], name: string, service?: string) => {
  const found = spans.find((span) => span.name === name && (service ?? span.service) === span.service);
  if (!found) throw new Error(`no span ${name} among ${spans.map((span) => `${span.service} ${span.name}`)}`);
  return found;
};
/** The names from a span up to the first that has no parent among these. */
function pathOf(spans: ReceivedSpan[], span: ReceivedSpan): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [`${span.service}: ${span.name}`, ...(parent ? pathOf(spans, parent) : [])];
}

test('a request is one trace, from the gateway through the service and the database to its jobs', async () => {
  const feed = await start('http', 'feed');
  const [gateway, worker] = await Promise.all([
    start('gateway', 'gateway', { FEED_SERVICE_URL: feed.url }),
    start('worker', 'worker'),
  ]);
  const answer = await publish(gateway.url, {
    'x-request-id': TRACE,
    traceparent: `00-${TRACE}-${PARENT}-01`,
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-request-id')).toBe(TRACE);
  await expect.poll(() => inTrace(TRACE).map(({ name }) => name)).toContain('job feed.fanOut');
  // What is left is sent when a process stops.
  for (const running of [gateway, feed, worker]) await running.stop();
  const spans = inTrace(TRACE);

  const entry = named(spans, 'POST /api/v1/posts', 'gateway');
  expect(entry).toMatchObject({ parentSpanId: PARENT, kind: 2, failed: false });
  expect(entry.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/api/v1/posts',
    'http.response.status_code': 201,
  });
  expect(pathOf(spans, named(spans, 'job feed.fanOut'))).toEqual([
    'worker: job feed.fanOut',
    'feed: write posts',
    'feed: POST /api/v1/posts',
    'gateway: POST',
    'gateway: POST /api/v1/posts',
  ]);
  const statements = spans.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
  expect(new Set(statements.map(({ service }) => service))).toEqual(new Set(['gateway', 'feed', 'worker']));
  // One tree: each span but the first has its parent among the others.
  const orphans = spans.filter((span) => !spans.some(({ spanId }) => spanId === span.parentSpanId));
  expect(orphans).toEqual([entry]);

  const sent = store.texts.join();
  for (const personal of [
    'gizli',
    'Gizli',
    '127.0.0.1',
    ayse.id,
    ayse.username,
    ayse.accessToken,
    ((await answer.json()) as { id: string }).id,
  ])
    expect(sent).not.toContain(personal);
});

test('a frame of a socket is a trace with its statements and what it tells other processes', async () => {
  const realtime = await startRealtime(t, {
    OTEL_EXPORTER_OTLP_ENDPOINT: store.url,
    OTEL_TRACES_SAMPLER_ARG: '1',
    OTEL_SERVICE_NAME: 'sockets',
  });
  const conversation = await makeDirect(t, ayse, bora);
  const device = await openDevice(realtime.url, ayse.accessToken);
  await device.request('message', { conversationId: conversation.id, clientId: '1', content: 'Gizli söz' });
  await device.close();
  await realtime.stop();
  const frame = named(store.spans, 'frame message', 'sockets');
  expect(frame).toMatchObject({ parentSpanId: undefined, attributes: { 'frame.answer': 'ok' } });
  const spans = inTrace(frame.traceId);
  const publication = spans.find(({ name }) => name.startsWith('publish '));
  expect(publication && pathOf(spans, publication).at(-1)).toBe('sockets: frame message');
  expect(spans.filter(({ kind }) => kind === 3).length).toBeGreaterThan(0);
  expect(store.texts.join()).not.toContain('Gizli söz');
});

/** The trace id of each of these requests is its request id, which is the same at each run. */
const requestIds = Array.from({ length: 50 }, (_, nr) =>
  createHash('md5').update(`request ${nr}`).digest('hex'),
);
const ask = (url: string, headers: Record<string, string>) =>
  fetch(`${url}/api/v1/nothing-here`, { headers });

test('a broken traceparent is ignored, and the request id is the trace id', async () => {
  const gateway = await start('gateway', 'gateway');
  const [first = '', second = '', third = ''] = requestIds;
  const broken = [
    '',
    'hello',
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${first}-${PARENT}-01-x`,
    `ff-${first}-${PARENT}-01`,
  ];
  for (const traceparent of broken) await ask(gateway.url, { 'x-request-id': second, traceparent });
  const own = (await ask(gateway.url, {})).headers.get('x-request-id') ?? '';
  await ask(gateway.url, { 'x-request-id': `${third}-not-hex` });
  await gateway.stop();
  expect(inTrace(first)).toEqual([]);
  expect(inTrace(second).map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual(
    broken.map(() => ['GET /api/*', undefined]),
  );
  expect(inTrace(own.replaceAll('-', ''))).toMatchObject([{ name: 'GET /api/*' }]);
  expect(inTrace(third)).toEqual([]);
});

test('a stranger chooses neither the trace nor whether there is one', async () => {
  const [, , , fourth = '', fifth = ''] = requestIds;
  const headers = { 'x-request-id': fifth, traceparent: `00-${fourth}-${PARENT}-01` };
  const gateways = await Promise.all(
    [
      ['open', '1'],
      ['none', '0'],
    ].map(([OTEL_SERVICE_NAME = '', OTEL_TRACES_SAMPLER_ARG = '']) =>
      start('gateway', 'gateway', {
        TRUST_PROXY: '192.0.2.0/24',
        OTEL_SERVICE_NAME,
        OTEL_TRACES_SAMPLER_ARG,
      }),
    ),
  );
  for (const gateway of gateways) {
    await ask(gateway.url, headers);
    await gateway.stop();
  }
  expect([...inTrace(fourth), ...inTrace(fifth)]).toEqual([]);
  expect(store.spans.map(({ service }) => service)).toContain('open');
  expect(store.spans.map(({ service }) => service)).not.toContain('none');
});

test('only the share is recorded, in every process alike, unless the proxy has decided', async () => {
  const half = { OTEL_TRACES_SAMPLER_ARG: '0.5' };
  const feed = await start('http', 'feed', { ...half, OTEL_SERVICE_NAME: 'half-feed' });
  const gateway = await start('gateway', 'gateway', {
    ...half,
    OTEL_SERVICE_NAME: 'half-gateway',
    FEED_SERVICE_URL: feed.url,
  });
  const home = (headers: Record<string, string>) =>
    fetch(`${gateway.url}/api/v1/feed/home`, {
      headers: { authorization: `Bearer ${ayse.accessToken}`, ...headers },
    });
  const [decidedNo = '', decidedYes = '', ...others] = requestIds.slice(10);
  for (const id of others) expect((await home({ 'x-request-id': id })).status).toBe(200);
  await home({ 'x-request-id': decidedNo, traceparent: `00-${decidedNo}-${PARENT}-00` });
  await home({ 'x-request-id': decidedYes, traceparent: `00-${decidedYes}-${PARENT}-01` });
  for (const running of [gateway, feed]) await running.stop();
  const tracesOf = (service: string) =>
    new Set(store.spans.filter((span) => span.service === service).map(({ traceId }) => traceId));
  const recorded = tracesOf('half-gateway');
  expect(tracesOf('half-feed')).toEqual(recorded);
  expect(recorded).toContain(decidedYes);
  expect(recorded).not.toContain(decidedNo);
  expect(recorded.size).toBeGreaterThan(others.length * 0.3);
  expect(recorded.size).toBeLessThan(others.length * 0.7);
});

test.for(['closed', 'silent'])(
  'a store that is %s fails and delays no request, nor the end',
  async (state) => {
    const away = await openTraceStore({ answer: false });
    if (state === 'closed') await away.close();
    const gateway = await start('gateway', 'gateway,feed', { OTEL_EXPORTER_OTLP_ENDPOINT: away.url });
    for (const id of requestIds) {
      const answer = await fetch(`${gateway.url}/api/v1/feed/home`, {
        headers: { authorization: `Bearer ${ayse.accessToken}`, 'x-request-id': id },
      });
      expect(answer.status).toBe(200);
    }
    if (state === 'silent') await expect.poll(() => away.texts.length).toBeGreaterThan(0);
    const stopping = performance.now();
    await gateway.stop();
    expect(performance.now() - stopping).toBeLessThan(3_000);
    expect(gateway.child.exitCode).toBe(0);
    if (state === 'silent') await away.close();
  },
);
