import type { Sharp } from 'sharp';
import { LIMITS } from '../limits.ts';
import { type EncodedImage, inspectImage, openSharp } from './process.ts';

/** In pixels. Cards show a square of 96 points at most; phones have up to three pixels per point. */
const SIDE = 288;
/** Smaller ones are tracking pixels and icons. */
const MIN_SIDE = 48;
/** What pages use. Others need a slower decoder, or a program. */
const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/**
 * A square WebP from the middle of a picture of a web page. Only pixels remain; of an animation, its first frame.
 *
 * Cost: as one picture of at most `LIMITS.inRequest.pixels` pixels.
 * @returns undefined for a type or size that is not accepted
 * @throws Problem 422 if it cannot be decoded
 */
export async function makeLinkPicture(path: string, mimeType: string): Promise<EncodedImage | undefined> {
  if (!TYPES.includes(mimeType)) return undefined;
  const { width, height } = await inspectImage(path, mimeType);
  const shorterSide = Math.min(width, height);
  if (shorterSide < MIN_SIDE || width * height > LIMITS.inRequest.pixels) return undefined;
  const sharp = await openSharp();
  const image: Sharp = sharp(path, { limitInputPixels: LIMITS.inRequest.pixels, failOn: 'error', pages: 1 });
  const side = Math.min(SIDE, shorterSide);
  const { data, info } = await image
    .timeout({ seconds: 20 })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'cover' })
    .toColourspace('srgb')
    .webp({ quality: 80, effort: 3 })
    .toBuffer({ resolveWithObject: true });
  return { data, file: 'picture.webp', mimeType: 'image/webp', width: info.width, height: info.height };
}
