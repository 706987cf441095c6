import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { upload } from '../factory.ts';

let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
});
afterAll(() => t.close());

const quarters = readFileSync(new URL('./fixtures/quarters.heic', import.meta.url));

const RED = 'red';
const nameOf = ([r = 0, g = 0, b = 0]: Uint8Array): string => {
  const high = (value: number) => value > 170;
  if (high(r) && high(g) && high(b)) return 'white';
  return high(r) ? RED : high(g) ? 'green' : high(b) ? 'blue' : 'none';
};

/** The colours of the four quarters of the picture at a URL: top, then bottom. */
async function coloursOf(url: string): Promise<string[]> {
  const { rawPayload } = await t.app.inject({ method: 'GET', url });
  const { data, info } = await sharp(rawPayload).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const from = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
    return nameOf(data.subarray(from, from + 3));
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
};
const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const full = (type: string, version: number, ...parts: Buffer[]) =>
  box(type, Buffer.from([version, 0, 0, 0]), ...parts);
const ispe = (width: number, height: number) => full('ispe', 0, u32(width), u32(height));

/** Content of the first box of a type, anywhere in the file. */
function contentOf(file: Buffer, type: string): Buffer {
  const at = file.indexOf(type, 0, 'latin1');
  return file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4));
}

/**
 * A picture as iPhones write it: a grid of equal tiles, here 2 by 2, with a rotation.
 * @param quarterTurns  anticlockwise
 */
function tiled({ quarterTurns = 0, width = 192, height = 128 } = {}): Buffer {
  const pixels = contentOf(quarters, 'mdat');
  const items = [1, 2, 3, 4];
  const grid = Buffer.concat([Buffer.from([0, 0, 1, 1]), u16(width), u16(height)]);
  const infe = (id: number, type: string) =>
    full('infe', 2, u16(id), u16(0), Buffer.from(`${type}\0`, 'latin1'));
  const properties = box(
    'ipco',
    box('hvcC', contentOf(quarters, 'hvcC')),
    ispe(96, 64),
    ispe(width, height),
    box('irot', Buffer.from([quarterTurns])),
  );
  const tile = (id: number) => Buffer.concat([u16(id), Buffer.from([2, 0x81, 0x02])]);
  const meta = (offset: number) =>
    full(
      'meta',
      0,
      full('hdlr', 0, u32(0), Buffer.from('pict'), Buffer.alloc(13)),
      full('pitm', 0, u16(5)),
      full(
        'iloc',
        1,
        Buffer.from([0x44, 0]),
        u16(5),
        ...items.map((id) =>
          Buffer.concat([u16(id), u16(0), u16(0), u16(1), u32(offset), u32(pixels.length)]),
        ),
        Buffer.concat([u16(5), u16(1), u16(0), u16(1), u32(0), u32(grid.length)]),
      ),
      full('iinf', 0, u16(5), ...items.map((id) => infe(id, 'hvc1')), infe(5, 'grid')),
      full('iref', 0, box('dimg', u16(5), u16(4), ...items.map(u16))),
      box(
        'iprp',
        properties,
        full('ipma', 0, u32(5), ...items.map(tile), Buffer.concat([u16(5), Buffer.from([2, 0x03, 0x84])])),
      ),
      box('idat', grid),
    );
  const head = box('ftyp', Buffer.from('heic'), u32(0), Buffer.from('mif1heic'));
  const tableOffset = head.length + meta(0).length + 8;
  return Buffer.concat([head, meta(tableOffset), box('mdat', pixels)]);
}

test('a HEIC picture becomes one that every browser shows', async () => {
  const { status, body } = await upload(t, ayse, quarters, 'IMG_0001.HEIC');
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { kind: 'image', status: 'ready', mimeType: 'image/webp', width: 96, height: 64, animated: false },
  });
  for (const url of [body.url, body.previewUrl])
    expect(await coloursOf(url)).toEqual([RED, 'green', 'blue', 'white']);
});

test.for([
  [0, 192, 128, [RED, RED, RED, RED]],
  [1, 128, 192, ['green', 'green', 'green', 'green']],
  [2, 192, 128, ['white', 'white', 'white', 'white']],
  [3, 128, 192, ['blue', 'blue', 'blue', 'blue']],
] as const)(
  'tiles of a phone that was turned %i times are upright',
  async ([quarterTurns, width, height, colours]) => {
    const { status, body } = await upload(t, ayse, tiled({ quarterTurns }), 'IMG_0002.HEIC');
    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'ready', width, height } });
    const { rawPayload } = await t.app.inject({ method: 'GET', url: body.url });
    const { data, info } = await sharp(rawPayload).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    // The first quarter of each tile.
    const found = [
      [0.1, 0.1],
      [0.6, 0.1],
      [0.1, 0.6],
      [0.6, 0.6],
    ].map(([x = 0, y = 0]) => {
      const from = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
      return nameOf(data.subarray(from, from + 3));
    });
    expect(found).toEqual(colours);
  },
);

test('tiles whose header declares too many pixels are refused before anything is decoded', async () => {
  expect(await upload(t, ayse, tiled({ width: 20_000, height: 20_000 }))).toMatchObject({
    status: 422,
    body: { code: 'image_too_large' },
  });
});

test.for([
  ['whose pixels are cut off', () => quarters.subarray(0, quarters.length - 150)],
  ['that ends within its head', () => quarters.subarray(0, 200)],
] as const)('a HEIC file %s is refused with a clear message, and nothing of it stays', async ([, make]) => {
  const { status, body } = await upload(t, ayse, make());
  expect(status).toBe(422);
  expect(['file_unreadable', 'heic_not_supported']).toContain(body.code);
  const { items } = await t.as(ayse).get('/media?limit=100');
  expect(items.every((file: { status: string }) => file.status === 'ready')).toBe(true);
});
