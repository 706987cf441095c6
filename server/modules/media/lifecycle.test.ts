import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makePicture, picture, upload } from './factory.ts';
import { media } from './index.ts';
import { jobs } from './jobs.ts';

const DAY_MS = 86_400_000;
let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1', MEDIA_QUOTA_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
});
afterAll(() => t.close());

/** Files in the storage, without their folders. */
const stored = () =>
  readdirSync(join(t.ctx.config.dataDir, 'uploads', 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const incoming = () => readdirSync(join(t.ctx.config.dataDir, 'uploads', 'incoming'));
const cleanUp = async () => {
  await jobs['media.cleanUp']?.(t.ctx, null);
  await t.settled();
};

test('what is unattached for a day is deleted with its bytes; what is used stays', async () => {
  const small = async (colour: string) =>
    (await upload(t, ayse, await picture(64, 48, colour).png().toBuffer())).body as { id: string };
  const [free, used] = [await small('#102030'), await small('#a0b0c0')];
  const post = newId();
  await t.ctx.transaction((tx) => media.attach(tx, ayse.id, [used.id], { type: 'post', id: post }));
  // Of four sizes each: for a small picture the full size equals the preview.
  await t.settled();
  expect(stored()).toHaveLength(6);
  await cleanUp();
  expect(stored()).toHaveLength(6);
  t.clock.advance(DAY_MS + 1_000);
  await cleanUp();
  expect(stored()).toHaveLength(3);
  const { rows } = await sql<{ id: string }>`select id from media.files`.execute(t.ctx.db);
  expect(rows).toEqual([{ id: used.id }]);
  expect(free.id).not.toBe(used.id);

  await t.ctx.transaction((tx) => media.detach(tx, { type: 'post', id: post }));
  await cleanUp();
  expect(stored()).toHaveLength(3);
  t.clock.advance(DAY_MS + 1_000);
  await cleanUp();
  expect(stored()).toEqual([]);
  t.clock.advance(-2 * (DAY_MS + 1_000));
});

test('the quota counts all files of a member, also of concurrent uploads', async () => {
  const noise = (size: number) => Buffer.from(Array.from({ length: size }, (_, at) => 97 + (at % 26)));
  const before = await t.as(ayse).get('/media/quota');
  expect(before).toMatchObject({ limitBytes: 1_048_576, usedBytes: 0, files: 0 });
  const responses = await Promise.all(
    Array.from({ length: 5 }, () => upload(t, ayse, noise(300_000), 'a.txt')),
  );
  expect(responses.map(({ status }) => status).sort()).toEqual([201, 201, 201, 422, 422]);
  expect(responses.find(({ status }) => status === 422)?.body.code).toBe('quota_exceeded');
  expect(await t.as(ayse).get('/media/quota')).toMatchObject({ usedBytes: 900_000, files: 3 });

  const [id] = responses.filter(({ status }) => status === 201).map(({ body }) => body.id);
  await t.as(ayse).delete(`/media/${id}`);
  expect((await upload(t, ayse, noise(300_000), 'a.txt')).status).toBe(201);
  const tus = { 'tus-resumable': '1.0.0', 'upload-length': '200000' };
  expect(await t.as(ayse).post('/media/uploads', undefined, tus)).toMatchObject({ code: 'quota_exceeded' });
});

test('after every response nothing is left in the incoming folder', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  await upload(t, bora, await picture(50, 50).png().toBuffer());
  await upload(t, bora, Buffer.from('\x7fELF', 'latin1'));
  expect(incoming()).toEqual([]);
});

test('a member’s own files are paged, newest first, with their usage', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const ids: string[] = [];
  for (let index = 0; index < 3; index++) ids.unshift((await makePicture(t, bora)).id);
  const first = await t.as(bora).get('/media?limit=2');
  const second = await t.as(bora).get(`/media?limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map((file: { id: string }) => file.id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
  expect((await t.as(bora).get('/media?kind=video')).items).toEqual([]);
});

test('a description and a focus are stored; null removes them', async () => {
  const [bora] = (await t.members(1)) as [TestMember];
  const { id } = await makePicture(t, bora);
  const change = (body: unknown) => t.as(bora).raw('PATCH', `/media/${id}`, { body });
  expect(await change({ alt: 'Kampüste kedi', focus: { x: 0.3, y: 1 } })).toMatchObject({
    status: 200,
    body: { alt: 'Kampüste kedi', focus: { x: 0.3, y: 1 } },
  });
  expect(await change({ alt: null })).toMatchObject({ body: { alt: null, focus: { x: 0.3, y: 1 } } });
  expect(await change({ focus: null })).toMatchObject({ body: { focus: null } });
  expect(await change({ alt: 'ş'.repeat(1_501) })).toMatchObject({
    status: 422,
    body: { code: 'alt_too_long' },
  });
  expect(await change({ alt: 'a\u0000' })).toMatchObject({
    status: 400,
    body: { code: 'forbidden_character', errors: [{ path: 'alt' }] },
  });
  expect(
    await upload(t, bora, await picture(8, 8).png().toBuffer(), 'a.png', { alt: 'a\u202eb' }),
  ).toMatchObject({
    status: 400,
    body: { code: 'forbidden_character', errors: [{ path: 'alt' }] },
  });
  expect(await change({ focus: { x: 2, y: 0 } })).toMatchObject({ status: 400 });
});

test('processing that a stopped worker left is retried, and given up after six hours', async () => {
  const [can] = (await t.members(1)) as [TestMember];
  const heavy = await picture(5_000, 4_000).jpeg({ quality: 30 }).toBuffer();
  const makeStuckFile = async () => {
    const { body } = await upload(t, can, heavy);
    expect(body.status).toBe('processing');
    await sql`delete from graphile_worker._private_jobs`.execute(t.ctx.db);
    return body.id;
  };
  const status = async (id: string) =>
    (await t.ctx.db.selectFrom('media.files').select('status').where('id', '=', id).executeTakeFirstOrThrow())
      .status;
  const first = await makeStuckFile();
  await cleanUp();
  expect(await status(first)).toBe('processing');
  t.clock.advance(50 * 60_000);
  await cleanUp();
  expect(await status(first)).toBe('ready');
  t.clock.advance(-50 * 60_000);
  const second = await makeStuckFile();
  t.clock.advance(6 * 3_600_000 + 1_000);
  await cleanUp();
  expect(await status(second)).toBe('failed');
  t.clock.advance(-(6 * 3_600_000 + 1_000));
});

test('a member who uploads without end gets 429', async () => {
  const limited = await testServer({ MEDIA_MIN_FREE_MB: '1', RATE_LIMITS: 'on' });
  try {
    const [can] = (await limited.members(1)) as [TestMember];
    for (let index = 0; index < 120; index++) {
      expect((await upload(limited, can, Buffer.from('\x7fELF', 'latin1'))).status).toBe(422);
    }
    const { status, body } = await upload(limited, can, Buffer.from('not'));
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'too_many_files' });
  } finally {
    await limited.close();
  }
});

test('uploads stop when the disk runs out of space, and everything else still works', async () => {
  const full = await testServer({ MEDIA_MIN_FREE_MB: '1000000000' });
  try {
    const [can] = (await full.members(1)) as [TestMember];
    expect(await upload(full, can, await picture(10, 10).png().toBuffer())).toMatchObject({
      status: 507,
      body: { code: 'storage_full' },
    });
    const tus = { 'tus-resumable': '1.0.0', 'upload-length': '200' };
    expect(await full.as(can).post('/media/uploads', undefined, tus)).toMatchObject({ status: 507 });
    expect(await full.as(can).raw('POST', '/posts', { body: { content: 'Merhaba' } })).toMatchObject({
      status: 201,
    });
  } finally {
    await full.close();
  }
});
