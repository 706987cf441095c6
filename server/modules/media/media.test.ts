import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { form, makePicture, picture, upload } from './factory.ts';
import { OwnMedia } from './schemas.ts';

let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
});
afterAll(() => t.close());

const load = async (url: string, headers: Record<string, string> = {}) =>
  t.app.inject({ method: 'GET', url, headers });

describe('a picture', () => {
  test('is re-encoded in its sizes and served to callers with its URL', async () => {
    const photo = await picture(2400, 1200).jpeg().toBuffer();
    const { status, body } = await upload(t, ayse, photo, 'tatil.jpg', { alt: ' Boğaz, akşam ' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'ready',
      kind: 'image',
      width: 1600,
      height: 800,
      mimeType: 'image/webp',
      alt: 'Boğaz, akşam',
      animated: false,
      use: null,
    });
    OwnMedia.parse(body);
    expect(body.blurhash).toMatch(/^.{20,40}$/);

    const full = await load(body.url);
    expect(full.statusCode).toBe(200);
    expect(full.headers).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
    expect(full.rawPayload.length).toBe(body.size);
    expect(await sharp(full.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 1600 });
    const preview = await load(body.previewUrl);
    expect(await sharp(preview.rawPayload).metadata()).toMatchObject({ width: 400, height: 200 });
  });

  test('sent again with one key, at once or later, is one file; another one with the key is refused', async () => {
    const photo = await picture(120, 80).png().toBuffer();
    const send = (content: Buffer) => upload(t, ayse, content, 'bir.png', {}, 'bir resim');
    const [first, second] = await Promise.all([send(photo), send(photo)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect((await send(photo)).body).toMatchObject({ id: first.body.id, status: 'ready' });
    expect(await send(await picture(10, 10).png().toBuffer())).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    await t.as(ayse).delete(`/media/${first.body.id}`);
    expect(await send(photo)).toMatchObject({ status: 410, body: { code: 'already_deleted' } });
  });

  test('loses its location and camera, and is upright without them', async () => {
    const photo = await sharp({
      create: { width: 300, height: 200, channels: 3, background: '#fff' },
    })
      .composite([
        {
          input: { create: { width: 300, height: 20, channels: 3, background: '#f00' } },
          top: 0,
          left: 0,
        },
      ])
      .withExif({
        IFD0: { Make: 'Kamera', Copyright: 'gizli' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 5/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const before = await sharp(photo).metadata();
    expect(before).toMatchObject({ orientation: 6, width: 300 });

    const { body } = await upload(t, ayse, photo);
    expect(body).toMatchObject({ width: 200, height: 300 });
    for (const url of [body.url, body.previewUrl]) {
      const { rawPayload } = await load(url);
      const { exif, xmp, iptc, orientation } = await sharp(rawPayload).metadata();
      expect({ exif, xmp, iptc, orientation }).toEqual({});
      expect(rawPayload.includes('gizli')).toBe(false);
    }
    // Orientation 6 rotates the red edge from the top to the right.
    const { rawPayload } = await load(body.url);
    const { data, info } = await sharp(rawPayload).raw().toBuffer({ resolveWithObject: true });
    const right = data.subarray((150 * info.width + info.width - 3) * info.channels);
    expect(right[0]).toBeGreaterThan(200);
    expect(right[1]).toBeLessThan(80);
  });

  test('is recognised by its content, not by its name', async () => {
    const png = await picture(32, 32).png().toBuffer();
    expect((await upload(t, ayse, png, 'belge.pdf')).body).toMatchObject({ kind: 'image' });
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    const { body } = await upload(t, ayse, page, 'resim.png');
    expect(body).toMatchObject({ kind: 'file', mimeType: 'text/plain', fileName: 'resim.png' });
    const served = await load(body.url);
    expect(served.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(served.headers['content-disposition']).toMatch(/^attachment;/);
  });

  test('loses whatever was appended to it', async () => {
    const jpeg = await picture(64, 64).jpeg().toBuffer();
    const polyglot = Buffer.concat([jpeg, Buffer.from('PK\x03\x04<script>alert(1)</script>')]);
    const { status, body } = await upload(t, ayse, polyglot);
    expect(status).toBe(201);
    expect((await load(body.url)).rawPayload.includes('script')).toBe(false);
  });

  test.for(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('is recognised as %s', async (format) => {
    const bytes = await picture(80, 60).toFormat(format).toBuffer();
    expect(await upload(t, ayse, bytes)).toMatchObject({ status: 201, body: { width: 80, height: 60 } });
  });
});

test('a request that says it carries more than one may is refused for that, before the disk is asked for room', async () => {
  const { payload, headers } = form(await picture(10, 10).png().toBuffer());
  expect(
    await t.as(ayse).raw('POST', '/media', {
      body: payload,
      headers: { ...headers, 'content-length': '1000000000000000' },
    }),
  ).toMatchObject({ status: 413, body: { code: 'use_resumable_upload' } });
});

test('without a token nothing is accepted, and nothing is listed', async () => {
  expect(await t.anyone.raw('POST', '/media')).toMatchObject({ status: 401 });
  expect(await t.anyone.raw('GET', '/media')).toMatchObject({ status: 401 });
});

test('another member’s upload is not found', async () => {
  const { id } = await makePicture(t, ayse);
  expect(await t.as(ayse).get(`/media/${id}`)).toMatchObject({ id });
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    expect(
      await t.as(bora).raw(method, `/media/${id}`, method === 'PATCH' ? { body: { alt: 'x' } } : {}),
    ).toMatchObject({ status: 404, body: { code: 'media_not_found' } });
  }
});
