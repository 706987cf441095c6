import { existsSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture } from '../factory.ts';
import { jobs } from '../jobs.ts';
import { readMetadata } from './routes.ts';

let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
let endpoint: string;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  endpoint = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}/api/v1/media/uploads`;
});
afterAll(() => t.close());

const tus = { 'tus-resumable': '1.0.0' };
const bytes = 'application/offset+octet-stream';
const open = (length: number, member = ayse) =>
  t.as(member).raw('POST', '/media/uploads', { headers: { ...tus, 'upload-length': String(length) } });
const send = (id: string, offset: number, body: Buffer, member = ayse) =>
  t.as(member).raw('PATCH', `/media/uploads/${id}`, {
    body,
    headers: { ...tus, 'upload-offset': String(offset), 'content-type': bytes },
  });

/** A third-party client, which knows the protocol and not our server. */
function byTusClient(content: Buffer, chunkSize: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(content, {
      endpoint,
      chunkSize,
      retryDelays: null,
      headers: { authorization: `Bearer ${ayse.accessToken}` },
      metadata: { filename: 'Boğaz.jpg', alt: 'Vapur' },
      onError: reject,
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    });
    upload.start();
  });
}

test('a common tus client uploads in parts', async () => {
  const photo = await picture(900, 700).png({ compressionLevel: 0 }).toBuffer();
  const id = await byTusClient(photo, 300_000);
  expect(await t.as(ayse).get(`/media/uploads/${id}`)).toMatchObject({
    offset: photo.length,
    media: { kind: 'image', status: 'ready', width: 900, alt: 'Vapur' },
  });
});

test('after a broken connection it continues from its offset', async () => {
  const photo = await picture(900, 700).png({ compressionLevel: 0 }).toBuffer();
  const { body: upload } = await open(photo.length);
  const half = Math.floor(photo.length / 2);
  const line = httpRequest(`${endpoint}/${upload.id}`, {
    method: 'PATCH',
    headers: {
      ...tus,
      authorization: `Bearer ${ayse.accessToken}`,
      'upload-offset': '0',
      'content-type': bytes,
      'content-length': String(photo.length),
    },
  });
  const broken = new Promise((resolve) => line.once('error', resolve));
  line.write(photo.subarray(0, half));
  const path = join(t.ctx.config.dataDir, 'uploads', 'incoming', `upload-${upload.id}`);
  await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.size, { timeout: 20_000 }).toBe(half);
  line.destroy();
  await broken;
  const head = await t.app.inject({
    method: 'HEAD',
    url: `/api/v1/media/uploads/${upload.id}`,
    headers: { ...tus, authorization: `Bearer ${ayse.accessToken}` },
  });
  expect(head.statusCode).toBe(200);
  expect(head.headers).toMatchObject({
    'upload-length': String(photo.length),
    'cache-control': 'no-store',
    'tus-resumable': '1.0.0',
  });
  const offset = Number(head.headers['upload-offset']);
  expect(offset).toBe(half);

  expect(await send(upload.id, offset + 1, photo.subarray(offset + 1))).toMatchObject({
    status: 409,
    body: { code: 'upload_offset_conflict' },
  });
  expect(await send(upload.id, offset, photo.subarray(offset))).toMatchObject({
    status: 204,
    headers: { 'upload-offset': String(photo.length) },
  });
  const done = await t.as(ayse).get(`/media/uploads/${upload.id}`);
  expect(done.media).toMatchObject({ kind: 'image', width: 900, height: 700 });
  // The last response may be lost as well: sending it again changes nothing.
  expect(await send(upload.id, photo.length, Buffer.alloc(0))).toMatchObject({ status: 204 });
  expect((await t.as(ayse).get(`/media/uploads/${upload.id}`)).media.id).toBe(done.media.id);
});

describe('refused', () => {
  test('more bytes than declared', async () => {
    const { body: upload } = await open(4);
    expect(await send(upload.id, 0, Buffer.from('12345'))).toMatchObject({
      status: 413,
      body: { code: 'upload_too_long' },
    });
  });

  test('a file of an unsupported type; the upload is deleted with it', async () => {
    const elf = Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1');
    const { body: upload } = await open(elf.length);
    expect(await send(upload.id, 0, elf)).toMatchObject({
      status: 422,
      body: { code: 'file_type_not_supported' },
    });
    expect(await t.as(ayse).raw('GET', `/media/uploads/${upload.id}`)).toMatchObject({ status: 404 });
  });

  test('another member’s upload', async () => {
    const { body: upload } = await open(4);
    expect(await send(upload.id, 0, Buffer.from('1234'), bora)).toMatchObject({ status: 404 });
    expect(await send(upload.id, 0, Buffer.from('1234'))).toMatchObject({ status: 204 });
  });

  test.for([
    [{ ...tus }, 400],
    [{ ...tus, 'upload-length': '0' }, 400],
    [{ ...tus, 'upload-length': '-5' }, 400],
    [{ ...tus, 'upload-length': '99999999999' }, 413],
    [{ 'upload-length': '5' }, 412],
    [{ 'tus-resumable': '0.2.2', 'upload-length': '5' }, 412],
  ] as [Record<string, string>, number][])('the headers %o', async ([headers, status]) => {
    expect(await t.as(ayse).raw('POST', '/media/uploads', { headers })).toMatchObject({ status });
  });

  test('more uploads in progress than a member may have', async () => {
    const [can] = (await t.members(1)) as [TestMember];
    const statuses: number[] = [];
    for (let index = 0; index < 11; index++) statuses.push((await open(9, can)).status);
    expect(statuses).toEqual([...Array(10).fill(201), 422]);
  });
});

test('an unfinished upload expires, and its bytes are deleted', async () => {
  const { body: upload, headers } = await open(9);
  expect(Date.parse(String(headers['upload-expires']))).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  await send(upload.id, 0, Buffer.from('12'));
  const path = join(t.ctx.config.dataDir, 'uploads', 'incoming', `upload-${upload.id}`);
  expect(existsSync(path)).toBe(true);
  expect(await t.as(ayse).get(`/media/uploads/${upload.id}`)).toMatchObject({ offset: 2 });
  t.clock.advance(25 * 3_600_000);
  await jobs['media.cleanUp']?.(t.ctx, null);
  expect(existsSync(path)).toBe(false);
  const fresh = await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password });
  expect(await t.as(fresh).raw('GET', `/media/uploads/${upload.id}`)).toMatchObject({ status: 404 });
  t.clock.advance(-25 * 3_600_000);
});

test('an upload that is ended is gone', async () => {
  const { body: upload } = await open(9);
  expect(await t.as(ayse).raw('DELETE', `/media/uploads/${upload.id}`, { headers: tus })).toMatchObject({
    status: 204,
  });
  expect(await t.as(ayse).raw('GET', `/media/uploads/${upload.id}`)).toMatchObject({ status: 404 });
});

test('metadata is parsed as the protocol defines it', () => {
  expect(readMetadata('filename Qm/En2F6LmpwZw==,is_confidential, alt VmFwdXI=')).toEqual({
    filename: 'Boğaz.jpg',
    is_confidential: '',
    alt: 'Vapur',
  });
  expect(readMetadata(undefined)).toEqual({});
});
