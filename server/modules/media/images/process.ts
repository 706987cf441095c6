import type { Sharp } from 'sharp';
import { LIMITS } from '../limits.ts';
import { heicNotSupported, tooManyFrames, tooManyPixels, unreadable } from '../problems.ts';
import type { VariantName } from '../shapes.ts';
import { blurhashOf } from './blurhash.ts';
import { fullSize, isLong, previewSize, type Size } from './sizes.ts';

export interface Inspected {
  width: number;
  height: number;
  frames: number;
}
export interface Made {
  data: Buffer;
  file: string;
  mimeType: string;
  width: number;
  height: number;
}
export interface ProcessedImage {
  animated: boolean;
  blurhash: string;
  variants: Record<Exclude<VariantName, 'source'>, Made>;
}

/** In pixels: the longer side of an animation; `square` and `thumb` are cut to squares, for faces and icons. */
const SIDE = { animated: 800, square: 400, thumb: 96 } as const;
const WEBP = { quality: 82, effort: 3, smartSubsample: true } as const;
const SECONDS = 60;

/** sharp is a binary made for Node: loaded where it is used, never at import. */
async function openSharp() {
  const { default: sharp } = await import('sharp');
  // One thread a picture, as many pictures as LIMITS.together: the rest of the CPU answers requests.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/**
 * Reads a picture's head, decoding nothing: what it claims to be is refused before any memory is given to it.
 * @throws Problem 422 `image_too_large`, `animation_too_long`, `heic_not_supported_here`, `file_unreadable`
 */
export async function inspectImage(path: string, mimeType: string): Promise<Inspected> {
  const sharp = await openSharp();
  let head: Awaited<ReturnType<Sharp['metadata']>>;
  try {
    head = await sharp(path, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw mimeType === 'image/heic' ? heicNotSupported() : unreadable(error);
  }
  if (head.format === 'heif' && head.compression !== 'av1') throw heicNotSupported();
  const { width, height } = head;
  if (width > LIMITS.side || height > LIMITS.side || width * height > LIMITS.pixels) throw tooManyPixels();
  const moves = mimeType === 'image/gif' || mimeType === 'image/webp';
  const frames = moves ? (head.pages ?? 1) : 1;
  if (frames > 1 && (frames > LIMITS.frames || frames * width * height > LIMITS.framePixels)) {
    throw tooManyFrames();
  }
  return { width, height, frames };
}

/**
 * A picture in all its sizes, as WebP: decoded and encoded anew, so that nothing but pixels passes. Its orientation is
 * applied, colours are brought to sRGB, metadata (place, camera, thumbnails) is left behind. Animations stay animated.
 *
 * Cost: 12 million pixels of JPEG take 0.75 s of one core and some 100 MB.
 * @throws Problem 422 `file_unreadable`
 */
export async function processImage(path: string, inspected: Inspected): Promise<ProcessedImage> {
  try {
    return await encode(path, inspected);
  } catch (error) {
    throw unreadable(error);
  }
}

async function encode(path: string, { frames }: Inspected): Promise<ProcessedImage> {
  const sharp = await openSharp();
  const input = { limitInputPixels: LIMITS.framePixels, failOn: 'error', sequentialRead: true } as const;
  // Decoded once to the largest size; the others are made from these pixels, not from a file that has lost some.
  const { autoOrient } = await sharp(path, input).metadata();
  const { data, info } = await sharp(path, input)
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .resize({ ...fullSize(autoOrient), fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = () =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  // Of a long picture the beginning: what is read first.
  const cut = (size: Size) =>
    pixels().resize({
      ...size,
      fit: 'cover',
      position: isLong(info) && info.height > info.width ? 'top' : 'centre',
    });
  const square = (side: number) => cut({ width: side, height: side });

  const still = async (name: string, image: Sharp): Promise<Made> => {
    const made = await image.webp(WEBP).toBuffer({ resolveWithObject: true });
    const { width, height } = made.info;
    return { data: made.data, file: `${name}.webp`, mimeType: 'image/webp', width, height };
  };
  const animation = async (): Promise<Made> => {
    const made = await sharp(path, { ...input, animated: true })
      .timeout({ seconds: SECONDS })
      .resize({ width: SIDE.animated, height: SIDE.animated, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 70, effort: 2 })
      .toBuffer({ resolveWithObject: true });
    const { width, pageHeight, height } = made.info;
    return {
      data: made.data,
      file: 'full.webp',
      mimeType: 'image/webp',
      width,
      height: pageHeight ?? height,
    };
  };

  const animated = frames > 1;
  const variants = {
    full: animated ? await animation() : await still('full', pixels()),
    preview: await still('preview', cut(previewSize(info))),
    square: await still('square', square(SIDE.square)),
    thumb: await still('thumb', square(SIDE.thumb)),
  };
  const small = await pixels()
    .resize({ width: 32, height: 32, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { animated, variants, blurhash: blurhashOf(small.data, small.info.width, small.info.height) };
}
