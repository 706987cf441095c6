import http from 'node:http';
import http2 from 'node:http2';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { hasBrotli, nginxLog } from './form.ts';
import { ADMIN, call, certificate, lookup, published, renewCertificate, SITE, serial } from './site.ts';

const direct = { host: published.address, port: published.port, localAddress: published.from };
const plain = (host: string, path: string) =>
  new Promise<http.IncomingMessage>((resolve, reject) => {
    http
      .get(
        { host, port: published.plainPort, path, lookup, localAddress: published.from, agent: false },
        (response) => resolve(response.resume()),
      )
      .on('error', reject);
  });
const connect = (options: tls.ConnectionOptions) =>
  new Promise<{ protocol: string | null; alpn: string | false | null }>((resolve, reject) => {
    const socket = tls.connect({ ...direct, servername: SITE, ca: certificate(), ...options }, () => {
      resolve({ protocol: socket.getProtocol(), alpn: socket.alpnProtocol });
      socket.destroy();
    });
    socket.on('error', reject);
  });

test('plain HTTP leads to HTTPS, and both hosts say that it stays so', async () => {
  for (const host of [SITE, ADMIN]) {
    const answer = await plain(host, '/welcome?a=b');
    expect({ status: answer.statusCode, to: answer.headers.location }).toEqual({
      status: 308,
      to: `https://${host}/welcome?a=b`,
    });
    expect((await call('GET', '/', { host })).headers['strict-transport-security']).toMatch(
      /max-age=31536000/,
    );
  }
  expect((await call('GET', '/health')).headers['strict-transport-security']).toMatch(
    /^max-age=31536000; includeSubDomains$/,
  );
});

test('TLS 1.3 and 1.2, nothing older, and HTTP/2', async () => {
  expect((await connect({})).protocol).toBe('TLSv1.3');
  expect((await connect({ maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  await expect(connect(old)).rejects.toThrow();
  expect((await connect({ ALPNProtocols: ['h2', 'http/1.1'] })).alpn).toBe('h2');
  const session = http2.connect(`https://${SITE}:${published.port}`, { ca: certificate(), lookup });
  const status = await new Promise((resolve, reject) => {
    session.on('error', reject);
    session.request({ ':path': '/health' }).on('response', (headers) => resolve(headers[':status']));
  });
  session.close();
  expect(status).toBe(200);
});

test('a renewed certificate is used without a restart', async () => {
  const served = () =>
    new Promise<string>((resolve, reject) => {
      const options = { ...direct, servername: SITE, rejectUnauthorized: false };
      const socket = tls.connect(options, () => {
        resolve(socket.getPeerCertificate().serialNumber);
        socket.destroy();
      });
      socket.on('error', reject);
    });
  expect(await served()).toBe(serial());
  const before = serial();
  renewCertificate();
  expect(serial()).not.toBe(before);
  await expect.poll(served).toBe(serial());
  expect((await call('GET', '/health')).status).toBe(200);
});

test('a name that is not ours gets neither a certificate nor a page', async () => {
  await expect(connect({ servername: 'elsewhere.test' })).rejects.toThrow();
  await expect(plain('elsewhere.test', '/')).rejects.toThrow();
  await expect(plain('127.0.0.1', '/nginx-health')).rejects.toThrow();
});

test('what is for operators and for development is closed', async () => {
  for (const host of [SITE, ADMIN])
    for (const path of [
      '/metrics',
      '/metrics/',
      '//metrics',
      '/%6detrics',
      '/dev/mail',
      '/dev',
      '/./metrics',
    ]) {
      const { status, bytes } = await call('GET', path, { host });
      expect([401, 404], `${host} ${path}`).toContain(status);
      expect(bytes.toString()).not.toContain('# TYPE');
    }
  expect((await call('GET', '/status')).body.services).toBeUndefined();
});

test('scripts come from Nginx itself, compressed ahead, and are kept for a year; pages are not', async () => {
  const page = await call('GET', '/sign-in', { headers: { accept: 'text/html' } });
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.bytes.toString())?.[0] ?? '';
  expect(script).not.toBe('');
  const headers = { 'accept-encoding': 'br' };
  const found = await call('GET', script, { headers });
  expect(found.status).toBe(200);
  expect(found.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    ...(hasBrotli ? { 'content-encoding': 'br' } : {}),
    'x-content-type-options': 'nosniff',
    'content-type': expect.stringContaining('javascript'),
  });
  // Our processes name each request; Nginx's files have none.
  expect(found.headers['x-request-id']).toBeUndefined();
  expect(page.headers['cache-control']).toContain('private');
  const asset = /\/admin\/_next\/static\/[^"]+\.js/;
  expect(asset.test(page.bytes.toString())).toBe(false);
});

test('each request is a line of JSON with its id and without its query', async () => {
  const { headers } = await call('GET', '/health?token=secret-of-a-member', {
    headers: { 'x-forwarded-for': '203.0.113.9' },
  });
  const id = String(headers['x-request-id']);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const find = async () => (await nginxLog()).split('\n').find((line) => line.includes(id));
  await expect.poll(find).toBeDefined();
  const line = (await find()) ?? '';
  const entry = JSON.parse(line.slice(line.indexOf('{'))) as Record<string, unknown>;
  expect(entry).toMatchObject({
    method: 'GET',
    path: '/health',
    status: 200,
    host: SITE,
    protocol: 'HTTP/1.1',
  });
  expect(line).not.toContain('secret-of-a-member');
  // No proxy is named, so the header of the client counts for nothing.
  expect(entry.client).not.toBe('203.0.113.9');
});
