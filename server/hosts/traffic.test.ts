import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../platform/root.ts';
import { SERVICE_ROLES } from '../platform/settings.ts';
import { trafficLogKey } from '../platform/traffic-log/files.ts';
import { hashSession } from '../platform/traffic-log/line.ts';
import { extract } from '../platform/traffic-log/read.ts';
import { roles } from '../roles.ts';
import { client } from '../testing/client.ts';
import { type TestMember, type TestServer, testServer } from '../testing/server.ts';
import { gateway } from './gateway.ts';
import { type HttpProcess, httpProcess } from './http.ts';
import { UNLOGGED_ROUTES } from './traffic.ts';

let t: TestServer;
let ayse: TestMember;
/** A gateway with every module in processes behind it. */
let split: HttpProcess;
const behind: HttpProcess[] = [];
beforeAll(async () => {
  t = await testServer({ TRAFFIC_LOG: 'on' });
  [ayse] = (await t.members(1)) as [TestMember];
  const serviceUrls = { ...t.ctx.config.serviceUrls };
  for (const role of SERVICE_ROLES.filter((name) => roles[name].host === 'http')) {
    const process = await httpProcess(t.ctx, roles[role].modules, { limited: false });
    await process.app.listen({ port: 0, host: '127.0.0.1' });
    behind.push(process);
    serviceUrls[role] = `http://127.0.0.1:${(process.app.server.address() as AddressInfo).port}`;
  }
  split = await gateway({ ...t.ctx, config: { ...t.ctx.config, serviceUrls } }, []);
  await split.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await split.app.close();
  for (const { app } of behind) await app.close();
  await t.close();
});

/** The line of the request with this id; it is written within a second. */
async function lineOf(requestId: string) {
  const { folder, keyFile } = t.ctx.config.trafficLog;
  const find = async () => {
    for await (const line of extract(folder, { from: '2020', to: '2100' }, trafficLogKey(keyFile)))
      if (line.request === requestId) return line;
    return undefined;
  };
  await expect.poll(find, { timeout: 5_000 }).toBeDefined();
  return find();
}
const idOf = ({ headers }: { headers: Record<string, unknown> }) => String(headers['x-request-id']);

test.for(['one process', 'processes behind a gateway'])(
  '%s: a sign-in, a failed one, a post, a sign-out',
  async (how) => {
    const { app } = how === 'one process' ? t : split;
    const anyone = client(app);
    const body = { identifier: ayse.email, password: ayse.password };
    const signedIn = await anyone.raw('POST', '/auth/login', { body, ip: '203.0.113.9' });
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers['x-chitlaq-caller']).toBeUndefined();
    const { accessToken } = signedIn.body;
    const { sid } = JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString());
    expect(await lineOf(idOf(signedIn))).toMatchObject({
      address: '203.0.113.9',
      method: 'POST',
      route: '/api/v1/auth/login',
      status: 200,
      member: ayse.id,
      session: hashSession(sid),
      destination: 'http://localhost:3000',
    });
    const failed = await anyone.raw('POST', '/auth/login', {
      body: { ...body, password: 'not-her-password-1' },
    });
    expect(await lineOf(idOf(failed))).toMatchObject({ status: 401, member: null, session: null });
    const member = client(app, accessToken);
    const posted = await member.raw('POST', '/posts?secret=query', {
      body: { content: 'Bunu kimse kaydetmesin' },
    });
    expect(posted.status).toBe(201);
    const line = await lineOf(idOf(posted));
    expect(line).toMatchObject({
      route: '/api/v1/posts',
      status: 201,
      member: ayse.id,
      session: hashSession(sid),
    });
    expect(JSON.stringify(line)).not.toMatch(/secret|kimse|@/);
    const edited = await member.raw('PATCH', `/posts/${posted.body.id}`, { body: { content: 'Yeni' } });
    expect(await lineOf(idOf(edited))).toMatchObject({ route: '/api/v1/posts/{id}', member: ayse.id });
    const signedOut = await member.raw('POST', '/auth/logout');
    expect(await lineOf(idOf(signedOut))).toMatchObject({ route: '/api/v1/auth/logout', member: ayse.id });
  },
);

test('what a member reads, marks or saves is in no line', async () => {
  const member = t.as(ayse);
  const ids = [];
  for (const [method, path, body] of [
    ['GET', '/feed/home', undefined],
    ['PUT', '/notifications/read', {}],
    ['POST', '/drafts', { content: 'taslak' }],
  ] as const)
    ids.push(idOf(await member.raw(method, path, { body })));
  const last = await member.raw('POST', '/posts', { body: { content: 'son' } });
  await lineOf(idOf(last));
  const { folder, keyFile } = t.ctx.config.trafficLog;
  for await (const line of extract(folder, { from: '2020', to: '2100' }, trafficLogKey(keyFile)))
    expect(ids).not.toContain(line.request);
});

test('each route that is left out exists', () => {
  const file = join(projectRoot(), 'packages/protocol/src/generated/openapi.json');
  const { paths } = JSON.parse(readFileSync(file, 'utf8'));
  for (const route of UNLOGGED_ROUTES) {
    const [method = '', path = ''] = route.split(' ');
    expect(paths[path]?.[method.toLowerCase()], route).toBeDefined();
  }
});

/** A request over a real connection, with the port that it came from. */
function overSocket(headers: Record<string, string>): Promise<{ id: string; port: number | undefined }> {
  const { port } = split.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: '/api/v1/auth/logout', method: 'POST', headers });
    let localPort: number | undefined;
    sent.on('socket', (socket) =>
      socket.on('connect', () => {
        localPort = socket.localPort;
      }),
    );
    sent.on('response', (response) => {
      response.resume();
      resolve({ id: String(response.headers['x-request-id']), port: localPort });
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('the port is that of the connection, or what a named proxy passes on', async () => {
  const direct = await overSocket({});
  expect(await lineOf(direct.id)).toMatchObject({ address: '127.0.0.1', port: direct.port });
  const proxied = await overSocket({ 'x-forwarded-for': '203.0.113.7', 'x-client-port': '51000' });
  expect(await lineOf(proxied.id)).toMatchObject({ address: '203.0.113.7', port: 51_000 });
  for (const port of ['0', '65536', '-1', '1e4', ' ', '51000, 4']) {
    const odd = await overSocket({ 'x-forwarded-for': '203.0.113.7', 'x-client-port': port });
    expect(await lineOf(odd.id), port).toMatchObject({ address: '203.0.113.7', port: null });
  }
  const several = await overSocket({ 'x-forwarded-for': '203.0.113.7, 127.0.0.2', 'x-client-port': '51000' });
  expect(await lineOf(several.id)).toMatchObject({ address: '203.0.113.7', port: null });
});

test('nobody else says where they come from', async () => {
  const headers = {
    'x-forwarded-for': '203.0.113.7',
    'x-client-port': '51000',
    'x-chitlaq-caller': `${ayse.id} ${ayse.id}`,
  };
  const spoofed = await client(split.app).raw('POST', '/auth/logout', { headers, ip: '198.51.100.4' });
  const line = await lineOf(idOf(spoofed));
  expect(line).toMatchObject({ address: '198.51.100.4', member: null });
  expect(line?.port).not.toBe(51_000);
});

test('off, it writes nothing', async () => {
  const off = await testServer();
  const [deniz] = (await off.members(1)) as [TestMember];
  await off.as(deniz).post('/posts', { content: 'iz yok' });
  await off.app.close();
  const { isOn, folder, keyFile } = off.ctx.config.trafficLog;
  const there = [folder, keyFile].map((path) => existsSync(path));
  await off.close();
  expect({ isOn, there }).toEqual({ isOn: false, there: [false, false] });
});
