import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';

let t: TestServer;
let ayse: TestMember;
let folder: string;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  [ayse] = (await t.members(1)) as [TestMember];
  folder = mkdtempSync(join(tmpdir(), 'chitlaq-animations-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await t.close();
});

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
};
const chunk = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
  return Buffer.concat([u32(body.length - 4), body, u32(crc32(body))]);
};

interface Frame {
  at?: [left: number, top: number];
  size?: [width: number, height: number];
  colour: [red: number, green: number, blue: number, alpha: number];
  disposal?: 0 | 1 | 2;
  isOver?: boolean;
  delay?: [over: number, under: number];
}

/** An animated PNG of rectangles; the first frame is the picture for clients that do not support animation. */
function apng(side: number, frames: Frame[], { loops = 0, declaredFrames = frames.length } = {}): Buffer {
  let sequence = 0;
  const pixelsOf = ([width, height]: [number, number], colour: Frame['colour']) =>
    deflateSync(
      Buffer.concat(
        Array.from({ length: height }, () =>
          Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(colour))]),
        ),
      ),
    );
  const parts = frames.flatMap(
    ({ at = [0, 0], size = [side, side], colour, disposal = 0, isOver, delay = [1, 10] }, nr) => {
      const control = chunk(
        'fcTL',
        u32(sequence++),
        ...[...size, ...at].map(u32),
        ...delay.map(u16),
        Buffer.from([disposal, isOver ? 1 : 0]),
      );
      const pixels = pixelsOf(size, colour);
      return [control, nr === 0 ? chunk('IDAT', pixels) : chunk('fdAT', u32(sequence++), pixels)];
    },
  );
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', u32(side), u32(side), Buffer.from([8, 6, 0, 0, 0])),
    chunk('acTL', u32(declaredFrames), u32(loops)),
    ...parts,
    chunk('IEND'),
  ]);
}

const RED: Frame['colour'] = [255, 0, 0, 255];
const BLUE: Frame['colour'] = [0, 0, 255, 255];
const load = async (url: string) => (await t.app.inject({ method: 'GET', url })).rawPayload;

/** The colour of one point in each frame. */
async function pointOf(bytes: Buffer, x: number, y: number): Promise<number[][]> {
  const { pages = 1 } = await sharp(bytes).metadata();
  const all: number[][] = [];
  for (let page = 0; page < pages; page++) {
    const { data, info } = await sharp(bytes, { page })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const from = (y * info.width + x) * 4;
    all.push([...data.subarray(from, from + 4)].map((value) => Math.round(value / 64) * 64));
  }
  return all;
}
const [R, B, NONE] = [[256, 0, 0, 256], [0, 0, 256, 256], 0];

test('an animated PNG stays animated: its delays, its loops, and a still preview', async () => {
  const bytes = apng(
    40,
    [{ colour: RED, delay: [1, 4] }, { colour: BLUE, delay: [500, 0] }, { colour: RED }],
    { loops: 3 },
  );
  const { status, body } = await upload(t, ayse, bytes, 'kedi.png');
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { animated: true, width: 40, height: 40, mimeType: 'image/webp' },
  });
  const made = await load(body.url);
  expect(await sharp(made).metadata()).toMatchObject({
    format: 'webp',
    pages: 3,
    loop: 3,
    delay: [250, 5_000, 100],
  });
  expect(await pointOf(made, 20, 20)).toEqual([R, B, R]);
  expect((await sharp(await load(body.previewUrl)).metadata()).pages).toBeUndefined();
});

test('partial frames keep, clear or restore what was there', async () => {
  const part = { at: [10, 10], size: [20, 20] } satisfies Partial<Frame>;
  const bytes = apng(40, [
    { colour: RED },
    { ...part, colour: BLUE, disposal: 2 },
    { at: [0, 0], size: [5, 5], colour: BLUE },
    { ...part, colour: BLUE, disposal: 1 },
    { at: [0, 0], size: [5, 5], colour: RED },
    { at: [30, 30], size: [10, 10], colour: [0, 0, 255, 128], isOver: true },
  ]);
  const { body } = await upload(t, ayse, bytes);
  const made = await load(body.url);
  const middle = await pointOf(made, 20, 20);
  expect(middle.slice(0, 4)).toEqual([R, B, R, B]);
  expect(middle.slice(4).map(([, , , alpha]) => alpha)).toEqual([NONE, NONE]);
  expect((await pointOf(made, 35, 35)).at(-1)).toEqual([128, 0, 128, 256]);
});

test('a large animation is scaled down like other animations', async () => {
  const { body } = await upload(t, ayse, apng(1_000, [{ colour: RED }, { colour: BLUE }]));
  expect(body).toMatchObject({ animated: true, width: 800, height: 800 });
});

test('a PNG that is not animated is not reported as animated', async () => {
  expect((await upload(t, ayse, apng(10, [{ colour: RED }]))).body).toMatchObject({ animated: false });
  expect((await upload(t, ayse, await picture(20, 20).png().toBuffer())).body).toMatchObject({
    animated: false,
  });
});

test.for([
  [
    'has too many frames',
    () =>
      apng(
        4,
        Array.from({ length: 301 }, () => ({ colour: RED })),
      ),
    'animation_too_long',
  ],
  [
    'declares too many frames',
    () => apng(4, [{ colour: RED }], { declaredFrames: 1_000_000 }),
    'animation_too_long',
  ],
  [
    'has too many pixels',
    () => apng(2_000, [{ colour: RED }, { colour: BLUE }], { declaredFrames: 20 }),
    'animation_too_long',
  ],
  [
    'has more frames than it declares',
    () => apng(4, [{ colour: RED }, { colour: BLUE }, { colour: RED }], { declaredFrames: 2 }),
    'file_unreadable',
  ],
  [
    'draws outside of its canvas',
    () => apng(10, [{ colour: RED }, { colour: BLUE, at: [5, 5], size: [10, 10] }]),
    'file_unreadable',
  ],
  ['is cut off', () => apng(10, [{ colour: RED }, { colour: BLUE }]).subarray(0, -30), 'file_unreadable'],
] as const)('an animated PNG that %s is refused with a clear message', async ([, make, code]) => {
  const { status, body } = await upload(t, ayse, make());
  expect({ status, code: body.code }).toEqual({ status: 422, code });
});

const hasEncoder =
  spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' }).stdout?.includes('libaom-av1') ===
  true;

test.skipIf(!hasEncoder)('an animated AVIF stays animated', async () => {
  const path = join(folder, 'a.avif');
  const film = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5:duration=1'];
  execFileSync('ffmpeg', [
    '-v',
    'error',
    ...film,
    '-c:v',
    'libaom-av1',
    '-cpu-used',
    '8',
    '-f',
    'avif',
    path,
  ]);
  const { status, body } = await upload(t, ayse, readFileSync(path), 'a.avif');
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { kind: 'image', animated: true, width: 64, height: 48 },
  });
  expect(await sharp(await load(body.url)).metadata()).toMatchObject({
    format: 'webp',
    pages: 5,
    delay: [200, 200, 200, 200, 200],
  });
});
