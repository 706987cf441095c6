import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { picture, upload } from '../factory.ts';
import { fullSize, previewSize } from './sizes.ts';

describe('the stored size', () => {
  test.for([
    // Usual shapes.
    [4_000, 3_000, 1_600, 1_200],
    [2_400, 1_200, 1_600, 800],
    [3_000, 3_000, 1_600, 1_600],
    [640, 480, 640, 480],
    // Long ones.
    [1_080, 8_000, 1_080, 8_000],
    [8_000, 1_080, 8_000, 1_080],
    [1_170, 2_532, 1_080, 2_337],
    [12_000, 3_000, 4_320, 1_080],
    [1_080, 16_000, 900, 13_333],
    [200, 12_000, 200, 12_000],
    [1, 16_000, 1, 16_000],
  ])('of %i by %i is %i by %i', ([width = 0, height = 0, expectedWidth, expectedHeight]) => {
    expect(fullSize({ width, height })).toEqual({ width: expectedWidth, height: expectedHeight });
  });

  test('is never larger than the picture or the limits, and keeps the aspect ratio', () => {
    const side = fc.integer({ min: 1, max: 16_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const full = fullSize({ width, height });
        expect(full.width).toBeLessThanOrEqual(width);
        expect(full.height).toBeLessThanOrEqual(height);
        expect(full.width * full.height).toBeLessThanOrEqual(12_020_000);
        const by = full.width / width;
        expect(Math.abs(full.height - height * by)).toBeLessThanOrEqual(1 + height / width);
        const preview = previewSize(full);
        expect(preview.width * preview.height).toBeLessThanOrEqual(600 * 1_200);
        expect(Math.max(preview.width, preview.height)).toBeLessThanOrEqual(
          2 * Math.min(preview.width, preview.height) + 1,
        );
      }),
    );
  });
});

describe('over HTTP', async () => {
  const t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  afterAll(t.close);
  const [ayse] = await t.members(1);
  const load = async (url: string) => (await t.app.inject({ method: 'GET', url })).rawPayload;

  test.for([
    [1_080, 8_000, 600, 1_200],
    [8_000, 1_080, 1_200, 600],
  ])(
    'a picture of %i by %i stays readable; its preview is its first part',
    async ([width = 0, height = 0, across, down]) => {
      const strip = await picture(width, height, '#2040f0')
        .composite([{ input: await picture(400, 400, '#f02020').png().toBuffer(), left: 0, top: 0 }])
        .png()
        .toBuffer();
      const { body } = await upload(t, ayse!, strip);
      expect(body).toMatchObject({ status: 'ready', width, height });
      expect(await sharp(await load(body.url)).metadata()).toMatchObject({ width, height });
      const preview = sharp(await load(body.previewUrl));
      expect(await preview.metadata()).toMatchObject({ width: across, height: down });
      const { data } = await preview
        .extract({ left: 0, top: 0, width: 1, height: 1 })
        .raw()
        .toBuffer({ resolveWithObject: true });
      // The preview of a panorama shows its middle.
      expect(data[0]).toSatisfy((red: number) => (height > width ? red > 200 : red < 80));
    },
  );

  test('a long picture that is rotated by its metadata is also long', async () => {
    const lying = await picture(4_000, 1_000).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await upload(t, ayse!, lying)).body).toMatchObject({ width: 1_000, height: 4_000 });
  });
});
