import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRealtime, type RealtimeClient } from '@chitlaq/client/realtime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { trafficLogKey } from '../../server/platform/traffic-log/files.ts';
import { type Extracted, extract } from '../../server/platform/traffic-log/read.ts';
import { freePort } from '../../server/testing/free-port.ts';
import {
  BACK_END,
  type Campus,
  call,
  DEMO_PASSWORD,
  makeConversation,
  newDataDir,
  openCampus,
  removeDataDir,
  root,
  signIn,
} from '../system/campus.ts';

const nginx = ['/usr/sbin/nginx', '/usr/local/bin/nginx'].find((path) => existsSync(path));
/** The proxy's default timeout. Locations that wait longer must set their own. A busy machine answers well within it. */
const IMPATIENT_SECONDS = 4;

describe.skipIf(!nginx)('behind Nginx, with the shipped configuration', () => {
  const dataDir = newDataDir();
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-nginx-'));
  const clients: RealtimeClient[] = [];
  let campus: Campus;
  let proxy: ChildProcess;
  let stalledServer: Server;
  /** The same campus through the proxy. */
  let proxied: Campus;
  /** A URL through the proxy to a server that never answers. */
  let nowhere: string;

  beforeAll(async () => {
    const [port, other] = [await freePort(), await freePort()];
    const env = {
      ROLES: `${BACK_END},media,messaging`,
      PUBLIC_URL: `http://localhost:${port}`,
      TRAFFIC_LOG: 'on',
    };
    campus = await openCampus({ dataDir, env });
    stalledServer = createServer().listen(0, '127.0.0.1');
    await once(stalledServer, 'listening');
    const { port: stalledPort } = stalledServer.address() as AddressInfo;
    const site = readFileSync(join(root, 'deploy/nginx/chitlaq.conf'), 'utf8')
      .replaceAll('127.0.0.1:3000', new URL(campus.url).host)
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replace('listen [::]:80;', '');
    writeFileSync(join(folder, 'site.conf'), site);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${folder}/${kind};`,
    );
    writeFileSync(
      join(folder, 'nginx.conf'),
      `${process.getuid?.() === 0 ? 'user root;' : ''}
      daemon off; pid ${folder}/pid; error_log stderr warn; events {}
      http {
        access_log off; ${temporary.join(' ')}
        proxy_read_timeout ${IMPATIENT_SECONDS}s;
        server { listen 127.0.0.1:${other}; location / { proxy_pass http://127.0.0.1:${stalledPort}; } }
        include ${folder}/site.conf;
      }`,
    );
    proxy = spawn(nginx ?? '', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
    proxied = { ...campus, url: `http://localhost:${port}` };
    nowhere = `http://127.0.0.1:${other}`;
    const isThere = async () => expect((await call(proxied, 'GET', '/ready')).status).toBe(200);
    await vi.waitFor(isThere, { timeout: 10_000 });
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    const ended = new Promise((resolve) => proxy?.once('close', resolve));
    if (proxy?.kill('SIGQUIT')) await ended;
    stalledServer?.close();
    await campus?.stop();
    removeDataDir(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });

  const device = async (name: string) => {
    const token = await signIn(campus, name);
    const client = connectRealtime(`${proxied.url.replace('http', 'ws')}/ws`, {
      token: () => token,
      WebSocket: WebSocket as never, // of `ws`: has what the client uses
    });
    clients.push(client);
    await expect.poll(() => client.state.name, { timeout: 10_000 }).toBe('online');
    return client;
  };

  test('sockets open, stay open idle for longer than the default timeout, and carry messages', async () => {
    const conversationId = await makeConversation(campus, 'derya', 'bora');
    const [derya, bora] = [await device('derya'), await device('bora')];
    const states: string[] = [];
    for (const client of [derya, bora]) client.on('state', ({ name }) => states.push(name));
    // Twice: requests made while the sockets are idle time out first.
    for (let turn = 0; turn < 2; turn++) expect((await fetch(nowhere)).status).toBe(504);
    const received = new Promise((resolve) => bora.on('message', ({ content }) => resolve(content)));
    bora.follow(conversationId, 0);
    await derya.send({ conversationId, content: 'Vekilin arkasından' });
    expect(await received).toBe('Vekilin arkasından');
    expect(states).toEqual([]);
  });

  test("a file larger than Nginx's default limit arrives, and comes back", async () => {
    const token = await signIn(proxied);
    const bytes = Buffer.alloc(3 * 1024 * 1024, 'ders notu ');
    const form = new FormData();
    form.set('file', new Blob([bytes]), 'notlar.txt');
    const headers = { authorization: `Bearer ${token}` };
    const sent = await fetch(`${proxied.url}/api/v1/media`, { method: 'POST', headers, body: form });
    expect(sent.status).toBe(201);
    const { url } = (await sent.json()) as { url: string };
    const back = await fetch(new URL(url, proxied.url));
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('metrics are not reachable from outside', async () => {
    expect((await fetch(`${proxied.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${proxied.url}//metrics`)).status).not.toBe(200);
    expect((await call(proxied, 'GET', '/status')).body.services).toBeUndefined();
    expect((await call(campus, 'GET', '/status')).body.services.worker.status).toBe('ok');
    expect((await fetch(`${campus.url}/metrics`)).status).toBe(200);
  });

  /** Lines of the traffic log that a test asks for; written within a second. */
  const traffic = async (isWanted: (line: Extracted) => boolean, count: number) => {
    const key = trafficLogKey(join(dataDir, 'secrets/traffic-log-key'));
    const find = async () => {
      const lines: Extracted[] = [];
      for await (const line of extract(join(dataDir, 'traffic-log'), { from: '2020', to: '2100' }, key))
        if (isWanted(line)) lines.push(line);
      return lines;
    };
    await expect.poll(async () => (await find()).length, { timeout: 10_000 }).toBe(count);
    return find();
  };
  const spoofed = {
    'x-forwarded-for': '203.0.113.1',
    'x-client-port': '7',
    'x-chitlaq-caller': '01900000-0000-7000-8000-000000000000 01900000-0000-7000-8000-000000000000',
  };

  test('the traffic log has the address and port of the client, whatever headers it sends', async () => {
    const body = JSON.stringify({ identifier: 'derya', password: DEMO_PASSWORD });
    const headers = { ...spoofed, 'content-type': 'application/json' };
    const { port } = new URL(proxied.url);
    const sent = request({
      host: '127.0.0.1',
      port,
      path: '/api/v1/auth/login',
      method: 'POST',
      headers,
      agent: false,
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const { localPort } = sent.socket ?? {};
    const { user } = JSON.parse(Buffer.concat(await response.toArray()).toString());
    expect(response.headers['x-chitlaq-caller']).toBeUndefined();
    const requestId = response.headers['x-request-id'];
    const [line] = await traffic((found) => found.request === requestId, 1);
    expect(line).toMatchObject({ address: '127.0.0.1', port: localPort, member: user.id, status: 200 });
    expect(localPort).toBeGreaterThan(1_000);
  });

  test('sockets are in it from when they are signed in until they close, and what is sent over them', async () => {
    const conversationId = await makeConversation(campus, 'derya', 'bora');
    const token = await signIn(campus, 'derya');
    const socket = new WebSocket(`${proxied.url.replace('http', 'ws')}/ws`, { headers: spoofed });
    await once(socket, 'open');
    const { localPort } = (socket as unknown as { _socket: Socket })._socket;
    const ask = async (id: string, type: string, data: object) => {
      socket.send(JSON.stringify({ id, type, data }));
      for (;;) {
        const [answer] = (await once(socket, 'message')) as [Buffer];
        const read = JSON.parse(answer.toString());
        if (read.id === id) return expect(read, JSON.stringify(read)).toMatchObject({ ok: true });
      }
    };
    await ask('1', 'auth', { token });
    await ask('2', 'message', { conversationId, clientId: randomUUID(), content: 'Bu metin kayda girmez' });
    socket.close();
    const lines = await traffic(({ route, port }) => route.startsWith('/ws') && port === localPort, 3);
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['OPEN', '/ws', null],
      ['SEND', '/ws message', 200],
      ['CLOSE', '/ws', null],
    ]);
    expect(new Set(lines.map(({ address, member, session }) => `${address} ${member} ${session}`)).size).toBe(
      1,
    );
    expect(lines[0]).toMatchObject({
      address: '127.0.0.1',
      member: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.stringify(lines)).not.toContain('metin');
  });

  test('clients are identified by their own address, whatever header they send', async () => {
    const tries = async (address: string) => {
      const body = JSON.stringify({ identifier: 'mert_k', password: 'yanlış parola' });
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      return (await fetch(`${proxied.url}/api/v1/auth/login`, { method: 'POST', headers, body })).status;
    };
    const statuses: number[] = [];
    for (let turn = 0; turn < 30 && !statuses.includes(429); turn++)
      statuses.push(await tries(`203.0.113.${turn}`));
    expect(statuses).toContain(429);
  });
});
