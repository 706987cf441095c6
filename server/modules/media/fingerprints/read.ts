import type { Sharp } from 'sharp';
import { openSharp } from '../images/process.ts';
import { type Fingerprint, fingerprintOf, PDQ_SIDE } from './pdq.ts';

/** The fingerprint of a decoded picture. What is transparent shows the background. About 1 ms, and what decoding takes. */
export async function readFingerprint(image: Sharp, background = '#fff'): Promise<Fingerprint> {
  const pixels = await image
    .flatten({ background })
    .resize({ width: PDQ_SIDE, height: PDQ_SIDE, fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  return fingerprintOf(pixels);
}

/** Frames of an animation or a video whose fingerprints are kept, beside the first. */
export const MORE_FRAMES = [0.25, 0.5, 0.75] as const;

/**
 * Fingerprints of an encoded picture; of an animation, of its first and some later frames. What is transparent is read on white and on
 * black, as in the light and the dark app: a picture can be drawn that shows in one of them alone.
 */
export async function readFingerprints(picture: Buffer): Promise<Fingerprint[]> {
  const sharp = await openSharp();
  const { pages = 1, hasAlpha } = await sharp(picture).metadata();
  const later = pages === 1 ? [] : MORE_FRAMES.map((share) => Math.floor(share * pages));
  const found: Fingerprint[] = [];
  for (const background of hasAlpha ? ['#fff', '#000'] : ['#fff'])
    for (const page of new Set([0, ...later]))
      found.push(await readFingerprint(sharp(picture, { page }), background));
  return found;
}

/** How much is cut off each side of a listed picture: a hash tells nothing of a copy that was cut by more than 2 %. */
const CUTS = [0.025, 0.05, 0.075, 0.1];

/** The fingerprints that a picture would have if its edges were cut off, or if it were cut to a square, as for an avatar. */
export async function readCutFingerprints(picture: Buffer): Promise<Fingerprint[]> {
  const sharp = await openSharp();
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const found: Fingerprint[] = [];
  const inside = (left: number, top: number) => ({
    left,
    top,
    width: width - 2 * left,
    height: height - 2 * top,
  });
  const side = Math.min(width, height);
  const rests = CUTS.map((cut) => inside(Math.round(width * cut), Math.round(height * cut)));
  rests.push({
    left: Math.floor((width - side) / 2),
    top: Math.floor((height - side) / 2),
    width: side,
    height: side,
  });
  for (const rest of rests) {
    if (rest.width < 1 || rest.height < 1) continue;
    // Two steps: sharp would otherwise scale first.
    const inner = await sharp(data, { raw: { width, height, channels } }).extract(rest).png().toBuffer();
    found.push(await readFingerprint(sharp(inner)));
  }
  return found;
}
