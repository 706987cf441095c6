import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type S3Server, startS3Server } from '../../../testing/s3-server.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';
import { diskStorage } from './disk.ts';
import { s3Storage } from './s3.ts';
import type { Storage } from './types.ts';

let s3: S3Server;
let folder: string;
beforeAll(async () => {
  s3 = await startS3Server();
  folder = mkdtempSync(join(tmpdir(), 'chitlaq-storage-'));
});
afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

const open: Record<string, () => Storage> = { disk: () => diskStorage(folder), S3: () => s3Storage(s3.url) };

describe.each(Object.keys(open))('on %s', (kind) => {
  const name = randomBytes(16).toString('hex');
  const storage = () => open[kind]!();

  test('what is stored is read again, in full and in part', async () => {
    const bytes = randomBytes(5_000);
    await storage().put(`${name}/full.webp`, bytes, 'image/webp');
    expect(await buffer(await storage().read(`${name}/full.webp`))).toEqual(bytes);
    expect(await buffer(await storage().read(`${name}/full.webp`, { from: 10, to: 19 }))).toEqual(
      bytes.subarray(10, 20),
    );
  });

  test('a large file is stored from its path, and comes back the same', async () => {
    const bytes = randomBytes(19 * 1024 * 1024);
    const path = join(folder, `large-${kind}`);
    writeFileSync(path, bytes);
    await storage().put(`${name}/full.mp4`, { path }, 'video/mp4');
    expect((await buffer(await storage().read(`${name}/full.mp4`))).equals(bytes)).toBe(true);
  });

  test('a missing key cannot be read, and may be removed', async () => {
    await expect(storage().read(`${name}/none.webp`)).rejects.toThrow();
    await storage().remove(`${name}/none.webp`);
  });

  test('a key is removed, and no other', async () => {
    const [removed, other] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    for (const key of [removed, other]) await storage().put(key, Buffer.from('x'), 'text/plain');
    await storage().remove(removed);
    await expect(storage().read(removed)).rejects.toThrow();
    expect(await buffer(await storage().read(other))).toEqual(Buffer.from('x'));
  });
});

test('on disk, what a crash left half written is removed with its key', async () => {
  const key = randomBytes(16).toString('hex');
  const here = () => readdirSync(join(folder, 'uploads', 'files', key.slice(0, 2)));
  await diskStorage(folder).put(key, Buffer.from('whole'), 'text/plain');
  expect(here()).toEqual([key]);
  writeFileSync(join(folder, 'uploads', 'files', key.slice(0, 2), `${key}.part`), 'wh');
  await diskStorage(folder).remove(key);
  expect(here()).toEqual([]);
});

test('S3 is refused with a wrong secret', async () => {
  const wrong = new URL(s3.url);
  wrong.password = 'another';
  await expect(s3Storage(wrong.href).put('0'.repeat(32), Buffer.from('x'), 'image/webp')).rejects.toThrow(
    /403|Signature/,
  );
});

describe('with S3_URL, end to end', () => {
  let t: TestServer;
  let ayse: TestMember;
  beforeAll(async () => {
    t = await testServer({ MEDIA_MIN_FREE_MB: '1', S3_URL: s3.url });
    [ayse] = (await t.members(1)) as [TestMember];
  });
  afterAll(() => t.close());

  test('a picture is stored, served in part, processed by a job, and deleted', async () => {
    s3.objects.clear();
    const { body } = await upload(t, ayse, await picture(5_000, 4_000).jpeg({ quality: 40 }).toBuffer());
    expect(body.status).toBe('processing');
    expect(s3.objects.size).toBe(1);
    await t.settled();
    expect(s3.objects.size).toBe(4);
    const { url } = await t.as(ayse).get(`/media/${body.id}`);
    const complete = await t.app.inject({ method: 'GET', url });
    expect(complete.statusCode).toBe(200);
    const part = await t.app.inject({ method: 'GET', url, headers: { range: 'bytes=8-11' } });
    expect(part.statusCode).toBe(206);
    expect(part.rawPayload).toEqual(complete.rawPayload.subarray(8, 12));
    await t.as(ayse).delete(`/media/${body.id}`);
    await t.settled();
    expect(s3.objects.size).toBe(0);
    expect((await t.app.inject({ method: 'GET', url })).statusCode).toBe(404);
  });
});
