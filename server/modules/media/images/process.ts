import { open, readFile, rm } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { LIMITS } from '../limits.ts';
import {
  animatedAvifNotSupported,
  heicNotSupported,
  tooManyFrames,
  tooManyPixels,
  unreadable,
} from '../problems.ts';
import type { VariantName } from '../types.ts';
import { probe } from '../video/probe.ts';
import { hasFfmpeg, inputArgs, run } from '../video/run-program.ts';
import { countFrames, readApng, renderFrames } from './apng.ts';
import { blurhashOf } from './blurhash.ts';
import { decodeHeic } from './heic.ts';
import { fullSize, isLong, previewSize, type Size } from './sizes.ts';

export interface ImageInfo {
  width: number;
  height: number;
  frames: number;
  /** The decoder for what sharp cannot read by itself. */
  needs?: 'heic' | 'apng' | 'animated-avif';
}
export interface EncodedImage {
  data: Buffer;
  file: string;
  mimeType: string;
  width: number;
  height: number;
}
export interface ProcessedImage {
  animated: boolean;
  blurhash: string;
  variants: Record<Exclude<VariantName, 'source'>, EncodedImage>;
}

/** In pixels: the longer side of an animation; `square` and `thumb` are cropped to squares, for avatars and icons. */
const SIDE = { animated: 800, square: 400, thumb: 96 } as const;
const WEBP = { quality: 82, effort: 3, smartSubsample: true } as const;
const TIMEOUT_SECONDS = 60;

/** sharp is a native Node module: load it on use, never at import. */
export async function openSharp() {
  const { default: sharp } = await import('sharp');
  // One thread per picture, and as many pictures as LIMITS.concurrentImages: the rest of the CPU answers requests.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/**
 * Reads the header of a picture without decoding it, so that oversized pictures are refused before any memory is allocated.
 * @throws Problem 422 `image_too_large`, `animation_too_long`, `heic_not_supported`, `animated_avif_not_supported`,
 * `file_unreadable`
 */
export async function inspectImage(path: string, mimeType: string): Promise<ImageInfo> {
  const info = await readHead(path, mimeType);
  const { width, height } = info;
  if (width > LIMITS.side || height > LIMITS.side || width * height > LIMITS.pixels) throw tooManyPixels();
  if (mimeType === 'image/png') {
    info.frames = await readFile(path)
      .then(countFrames)
      .catch((error) => {
        throw unreadable(error);
      });
    if (info.frames > 1) info.needs = 'apng';
  }
  if (info.frames > 1 && (info.frames > LIMITS.frames || info.frames * width * height > LIMITS.framePixels)) {
    throw tooManyFrames();
  }
  return info;
}

async function readHead(path: string, mimeType: string): Promise<ImageInfo> {
  if (mimeType === 'image/avif' && (await isAvifSequence(path))) {
    if (!(await hasFfmpeg())) throw animatedAvifNotSupported();
    const { width, height, frames } = await probe(path, 'mov');
    return {
      width: width ?? 0,
      height: height ?? 0,
      frames: frames ?? LIMITS.frames,
      needs: 'animated-avif',
    };
  }
  const sharp = await openSharp();
  let head: Awaited<ReturnType<Sharp['metadata']>>;
  try {
    head = await sharp(path, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw mimeType === 'image/heic' ? heicNotSupported() : unreadable(error);
  }
  const { width, height, format, compression, pages = 1 } = head;
  if (format === 'heif' && compression !== 'av1') {
    if (compression !== 'hevc') throw heicNotSupported();
    return { width, height, frames: 1, needs: 'heic' };
  }
  const isAnimatedFormat = mimeType === 'image/gif' || mimeType === 'image/webp';
  return { width, height, frames: isAnimatedFormat ? pages : 1 };
}

/** Animated AVIF declares it in one of its first brands. */
async function isAvifSequence(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(64);
    await handle.read(head, 0, head.length, 0);
    const length = Math.min(head.readUInt32BE(0), head.length);
    return head.toString('latin1', 8, length).includes('avis');
  } finally {
    await handle.close();
  }
}

/**
 * Re-encodes a picture in all sizes as WebP, so that only pixels remain. Applies its orientation, converts colours to sRGB and
 * drops metadata (location, camera, thumbnails). Animations stay animated.
 *
 * Cost: 12 million pixels of JPEG take 0.75 s of one core and about 100 MB; of HEIC 3.3 s and 220 MB.
 * @throws Problem 422 `file_unreadable`
 */
export async function processImage(path: string, info: ImageInfo): Promise<ProcessedImage> {
  const decodedPath = `${path}.readable`;
  try {
    switch (info.needs) {
      case 'heic': {
        await decodeToTiff(path, decodedPath);
        return await encode(decodedPath, info);
      }
      case 'animated-avif': {
        await toApng(path, decodedPath);
        return await encode(decodedPath, { ...info, needs: 'apng' });
      }
      default:
        return await encode(path, info);
    }
  } catch (error) {
    throw unreadable(error);
  } finally {
    await rm(decodedPath, { force: true });
  }
}

async function decodeToTiff(path: string, to: string): Promise<void> {
  const sharp = await openSharp();
  const { icc } = await sharp(path, { limitInputPixels: false }).metadata();
  await decodeHeic(path, to, { profile: icc, maxPixels: LIMITS.pixels });
}

/** Converts an animated AVIF to an animated PNG, with ffmpeg. */
async function toApng(path: string, to: string): Promise<void> {
  const input = inputArgs('mov', path, LIMITS.pixels);
  const frames = ['-frames:v', String(LIMITS.frames), '-an', '-sn', '-dn'];
  const args = ['-v', 'error', ...input, ...frames, '-f', 'apng', '-plays', '0', to];
  await run('ffmpeg', args, { timeoutMs: TIMEOUT_SECONDS * 1000, isLowPriority: true });
}

async function encode(path: string, { frames, needs }: ImageInfo): Promise<ProcessedImage> {
  const sharp = await openSharp();
  const input = { limitInputPixels: LIMITS.framePixels, failOn: 'error', sequentialRead: true } as const;
  // Decode once to the largest size; make the others from these pixels, not from a lossy file.
  const { autoOrient } = await sharp(path, input).metadata();
  const { data, info } = await sharp(path, input)
    .timeout({ seconds: TIMEOUT_SECONDS })
    .autoOrient()
    .resize({ ...fullSize(autoOrient), fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = () =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  // The preview of a tall picture shows its top, which people read first.
  const crop = (size: Size) =>
    pixels().resize({
      ...size,
      fit: 'cover',
      position: isLong(info) && info.height > info.width ? 'top' : 'centre',
    });

  const still = async (name: string, image: Sharp): Promise<EncodedImage> => {
    const encoded = await image.webp(WEBP).toBuffer({ resolveWithObject: true });
    const { width, height } = encoded.info;
    return { data: encoded.data, file: `${name}.webp`, mimeType: 'image/webp', width, height };
  };
  const webp = { quality: 70, effort: 2 } as const;
  const animation = async (): Promise<EncodedImage> => {
    const moving = needs === 'apng' ? await openApng(path, frames) : undefined;
    const image = moving
      ? moving.image.webp({ ...webp, loop: moving.loop, delay: moving.delay })
      : sharp(path, { ...input, animated: true })
          .resize({ width: SIDE.animated, height: SIDE.animated, fit: 'inside', withoutEnlargement: true })
          .webp(webp);
    const encoded = await image.timeout({ seconds: TIMEOUT_SECONDS }).toBuffer({ resolveWithObject: true });
    const { width, pageHeight, height } = encoded.info;
    return {
      data: encoded.data,
      file: 'full.webp',
      mimeType: 'image/webp',
      width,
      height: moving?.height ?? pageHeight ?? height,
    };
  };

  const animated = frames > 1;
  const full = animated ? await animation() : await still('full', pixels());
  // Of a small picture, such as a cropped avatar, several sizes are the same: it is encoded once.
  const smaller = async (name: string, size: Size): Promise<EncodedImage> =>
    !animated && size.width === info.width && size.height === info.height
      ? { ...full, file: `${name}.webp` }
      : still(name, crop(size));
  const variants = {
    full,
    preview: await smaller('preview', previewSize(info)),
    square: await smaller('square', { width: SIDE.square, height: SIDE.square }),
    thumb: await smaller('thumb', { width: SIDE.thumb, height: SIDE.thumb }),
  };
  const small = await pixels()
    .resize({ width: 32, height: 32, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { animated, variants, blurhash: blurhashOf(small.data, small.info.width, small.info.height) };
}

/** The frames of an animated PNG stacked vertically, each scaled to its final size. */
async function openApng(path: string, maxFrames: number) {
  const sharp = await openSharp();
  const animation = readApng(await readFile(path), maxFrames);
  const decode = (png: Buffer) =>
    sharp(png, { limitInputPixels: LIMITS.framePixels, failOn: 'error' })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer();
  const { width, height } = animation;
  const scale = Math.min(1, SIDE.animated / Math.max(width, height));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const frames: Buffer[] = [];
  for await (const canvas of renderFrames(animation, decode)) {
    const frame = sharp(canvas, { raw: { width, height, channels: 4 } });
    frames.push(
      scale === 1
        ? Buffer.from(canvas)
        : await frame
            .resize({ ...size, fit: 'fill' })
            .raw()
            .toBuffer(),
    );
  }
  const raw = {
    width: size.width,
    height: size.height * frames.length,
    channels: 4,
    pageHeight: size.height,
  } as const;
  return {
    image: sharp(Buffer.concat(frames), { raw, limitInputPixels: LIMITS.framePixels }),
    height: size.height,
    delay: animation.frames.map(({ delayMs }) => delayMs),
    loop: animation.loops,
  };
}
