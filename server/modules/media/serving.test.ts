import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makePicture, upload } from './factory.ts';
import { media } from './index.ts';
import { readRange } from './serving.ts';

let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
});
afterAll(() => t.close());

const load = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  t.app.inject({ method, url, headers });

/** An unattached file is private; one on an avatar is public. */
async function publicUrl(): Promise<string> {
  const { id } = await makePicture(t, ayse);
  const url = await t.ctx.transaction((tx) =>
    media.setPicture(tx, ayse.id, { type: 'avatar', id: ayse.id }, id),
  );
  return url ?? '';
}

test('only browsers cache a file: a public one for a minute, a private one while its URL is valid', async () => {
  const open = await load(await publicUrl());
  expect(open.statusCode).toBe(200);
  expect(open.headers['cache-control']).toBe('private, max-age=60');
  const { url } = await makePicture(t, ayse);
  const closed = await load(url);
  expect(closed.statusCode).toBe(200);
  expect(closed.headers['cache-control']).toMatch(/^private, max-age=[1-7]\d{3}$/);
});

test('a private URL stays the same for a while, then expires', async () => {
  const { id, url } = await makePicture(t, ayse);
  expect((await load(url)).statusCode).toBe(200);
  t.clock.advance(2 * 3_600_000);
  const late = await load(url);
  expect({ status: late.statusCode, code: late.json().code }).toEqual({
    status: 403,
    code: 'address_expired',
  });
  const [entry] = await t.members(1);
  expect(entry).toBeDefined();
  const fresh = await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password });
  ayse = { ...ayse, accessToken: fresh.accessToken };
  const renewed = await t.as(ayse).get(`/media/${id}`);
  expect(renewed.url).not.toBe(url);
  expect((await load(renewed.url)).statusCode).toBe(200);
});

test('no change to a private URL opens anything', async () => {
  const { url } = await makePicture(t, ayse);
  const shared = await publicUrl();
  const [path = '', query = ''] = url.split('?');
  const other = (await makePicture(t, ayse)).url;
  const name = path.split('/')[3] ?? '';
  const forged = [
    path,
    `${path}?${query.replace(/expires=\d+/, 'expires=99999999999')}`,
    `${path}?${query.replace(/signature=.{4}/, 'signature=AAAA')}`,
    `${path.replace('full', 'preview')}?${query}`,
    `${other.split('?')[0]}?${query}`,
    // The tag of a public file before a private name, and a private signature as a tag.
    `/uploads/${shared.split('/')[2]}/${name}/full.webp`,
    `/uploads/${new URLSearchParams(query).get('signature')}/${name}/full.webp`,
    `/uploads/private/${name}/..%2f..%2fsecrets?${query}`,
  ];
  for (const address of forged) {
    const { statusCode } = await load(address);
    expect([400, 404], address).toContain(statusCode);
  }
  expect((await load(url)).statusCode).toBe(200);
});

test('a range is served on request, and a full response announces ranges', async () => {
  const text = Buffer.from('0123456789'.repeat(100));
  const { body } = await upload(t, ayse, text, 'notlar.txt');
  const complete = await load(body.url);
  expect(complete.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': '1000' });
  expect(complete.headers['content-disposition']).toContain("filename*=UTF-8''notlar.txt");

  const part = await load(body.url, { range: 'bytes=995-' });
  expect(part.statusCode).toBe(206);
  expect(part.headers).toMatchObject({ 'content-range': 'bytes 995-999/1000', 'content-length': '5' });
  expect(part.body).toBe('56789');
  expect((await load(body.url, { range: 'bytes=-3' })).body).toBe('789');
  expect((await load(body.url, { range: 'bytes=2-4' })).body).toBe('234');
  const beyond = await load(body.url, { range: 'bytes=1000-' });
  expect({ status: beyond.statusCode, range: beyond.headers['content-range'] }).toEqual({
    status: 416,
    range: 'bytes */1000',
  });
  const head = await load(body.url, {}, 'HEAD');
  expect({ length: head.headers['content-length'], body: head.body }).toEqual({ length: '1000', body: '' });
  const second = await load(body.url, { 'if-none-match': String(complete.headers.etag) });
  expect(second.statusCode).toBe(304);
});

test('whatever a Range header says, the range lies within the file', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.nat(2_000), fc.nat(2_000)).map(([a, b]) => `bytes=${a}-${b}`),
        fc.nat(2_000).map((a) => `bytes=${a}-`),
        fc.nat(2_000).map((a) => `bytes=-${a}`),
      ),
      fc.integer({ min: 1, max: 1_500 }),
      (header, size) => {
        const range = readRange(header, size);
        if (typeof range === 'string') return true;
        return range.from >= 0 && range.from <= range.to && range.to < size;
      },
    ),
  );
});

test('with FILES_LOCATION, Nginx gets the path of a file that the caller may have, and nobody else does', async () => {
  const { body } = await upload(t, ayse, Buffer.from('0123456789'), 'notlar.txt');
  const shared = await publicUrl();
  const direct = await load(body.url);
  t.ctx.config.filesLocation = '/internal-files/';
  try {
    for (const url of [body.url, shared]) {
      const allowed = await load(url, { range: 'bytes=2-4' });
      // Nginx answers the range, so it must see the status of the whole file.
      expect(allowed.statusCode).toBe(200);
      expect(allowed.headers['x-accel-redirect']).toMatch(/^\/internal-files\/([\w-]{2})\/\1[\w.-]+$/);
      expect(allowed.body).toBe('');
    }
    const allowed = await load(body.url);
    for (const name of ['content-type', 'content-disposition', 'content-security-policy'])
      expect(allowed.headers[name], name).toBe(direct.headers[name]);
    // The seconds that are left may differ by one: a moment passes between two requests.
    expect(allowed.headers['cache-control']).toMatch(/^private, max-age=\d{4}$/);
    const unchanged = await load(body.url, { 'if-none-match': String(direct.headers.etag) });
    expect(unchanged.statusCode).toBe(304);
    expect(unchanged.headers['x-accel-redirect']).toBeUndefined();
    const refused = await load(body.url.replace(/signature=.{4}/, 'signature=AAAA'));
    expect(refused.statusCode).toBe(404);
    expect(refused.headers['x-accel-redirect']).toBeUndefined();
  } finally {
    t.ctx.config.filesLocation = undefined;
  }
});
