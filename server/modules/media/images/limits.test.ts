import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';

let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
});
afterAll(() => t.close());

/** A PNG of a few hundred bytes that declares this many pixels, all of one colour. */
function claimingPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8; // bits, grey
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF of a few hundred bytes that declares this size, with frames of one pixel. */
function claimingGif(frames: number, width: number, height: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xf0\0\0', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  const control = Buffer.from('21f9040004000000', 'hex');
  const pixel = Buffer.from('2c0000000001000100000202440100', 'hex');
  return Buffer.concat([
    head,
    ...Array.from({ length: frames }, () => [control, pixel]).flat(),
    Buffer.from(';'),
  ]);
}

async function animation(frames: number, side: number): Promise<Buffer> {
  const images = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      // Neighbouring frames must differ: equal frames are merged.
      picture(side, side, index % 2 ? '#f00000' : '#0000f0')
        .png()
        .toBuffer(),
    ),
  );
  return sharp(images, { join: { animated: true } })
    .gif({ delay: images.map(() => 40), loop: 0 })
    .toBuffer();
}

describe('a picture that declares too much is refused by its header', () => {
  test.for([
    [30_000, 30_000],
    [65_000, 10],
    [10_000, 8_000],
  ])('a PNG of %i by %i pixels', async ([width = 0, height = 0]) => {
    const bomb = claimingPng(width, height);
    expect(bomb.length).toBeLessThan(1_000);
    expect(await upload(t, ayse, bomb)).toMatchObject({ status: 422, body: { code: 'image_too_large' } });
  });

  test('an animation of too many frames', async () => {
    expect(await upload(t, ayse, await animation(301, 4))).toMatchObject({
      status: 422,
      body: { code: 'animation_too_long' },
    });
  });

  test('an animation of few frames and too many pixels', async () => {
    const bomb = claimingGif(16, 2_000, 2_000);
    expect(bomb.length).toBeLessThan(1_000);
    expect(await upload(t, ayse, bomb)).toMatchObject({
      status: 422,
      body: { code: 'animation_too_long' },
    });
  });
});

test('an animation stays one, as WebP, with a still preview', async () => {
  const { status, body } = await upload(t, ayse, await animation(12, 100));
  expect(status).toBe(201);
  expect(body).toMatchObject({ animated: true, width: 100, height: 100, mimeType: 'image/webp' });
  const load = async (url: string) =>
    sharp((await t.app.inject({ method: 'GET', url })).rawPayload).metadata();
  expect(await load(body.url)).toMatchObject({ format: 'webp', pages: 12, loop: 0 });
  expect((await load(body.previewUrl)).pages).toBeUndefined();
});

test.for([
  ['cut off', async () => (await picture(400, 400).png().toBuffer()).subarray(0, 300), 'file_unreadable'],
  ['only a head', async () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'file_unreadable'],
  ['a program', async () => Buffer.from('\x7fELF\x02\x01\x01\x00\x00', 'latin1'), 'file_type_not_supported'],
  ['empty', async () => Buffer.alloc(0), 'file_empty'],
  [
    'an iPhone’s HEIC',
    async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08meta', 'latin1'),
    'heic_not_supported',
  ],
] as const)('a file that is %s is refused with a clear message', async ([, make, code]) => {
  const { status, body } = await upload(t, ayse, await make());
  expect({ status, code: body.code }).toEqual({ status: 422, code });
  const left = await t.as(ayse).get('/media?limit=100');
  expect(left.items.every((file: { status: string }) => file.status === 'ready')).toBe(true);
});

test('a heavy picture is answered at once and processed by a job', async () => {
  const heavy = await picture(5_000, 4_000).jpeg({ quality: 40 }).toBuffer();
  const { status, body } = await upload(t, ayse, heavy);
  expect(status).toBe(201);
  expect(body).toMatchObject({ status: 'processing', url: null, width: 5_000 });
  await t.settled();
  const ready = await t.as(ayse).get(`/media/${body.id}`);
  expect(ready).toMatchObject({ status: 'ready', width: 1_600, height: 1_280, progress: 100 });
  expect((await t.app.inject({ method: 'GET', url: ready.url })).statusCode).toBe(200);
});

test('a heavy picture that turns out damaged ends as failed, with the reason', async () => {
  const original = await picture(5_000, 4_000).jpeg({ quality: 90 }).toBuffer();
  const { body } = await upload(t, ayse, original.subarray(0, original.length / 2));
  expect(body.status).toBe('processing');
  await t.settled();
  expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({
    status: 'failed',
    failure: 'file_unreadable',
    url: null,
    storedBytes: 0,
  });
});

test('many concurrent uploads are all answered', async () => {
  const photo = await picture(1_200, 900).jpeg().toBuffer();
  const responses = await Promise.all(Array.from({ length: 14 }, () => upload(t, ayse, photo)));
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 201));
  await t.settled();
  for (const { body } of responses)
    expect(await t.as(ayse).get(`/media/${body.id}`)).toMatchObject({ status: 'ready' });
});
