import { LOGO_SIDES } from '@chitlaq/text/campus';
import { inspectImage, openSharp } from '../images/process.ts';
import { LIMITS } from '../limits.ts';
import { imageTooSmall, typeNotSupported, unreadable } from '../problems.ts';
import { inImageSlot } from '../processing.ts';
import { sniff } from '../sniff.ts';

/** Pictures made of pixels, which sharp reads by itself. No SVG: it is a program. */
const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];
/** In pixels. Smaller ones would be blurred on every phone. */
const MIN_SIDE = 96;

/**
 * Squares of a logo as PNG, by side. The whole logo fits into the square; what remains is transparent. Only pixels remain.
 * @throws Problem 422 `file_type_not_supported`, `file_unreadable`, `image_too_large`, `image_too_small`
 */
export async function makeLogo(path: string): Promise<Map<number, Buffer>> {
  const sniffed = await sniff(path);
  if (!sniffed || !TYPES.includes(sniffed.mimeType)) throw typeNotSupported();
  const { width, height } = await inspectImage(path, sniffed.mimeType);
  if (Math.max(width, height) < MIN_SIDE) throw imageTooSmall(MIN_SIDE);
  const sharp = await openSharp();
  return inImageSlot(async () => {
    const made = new Map<number, Buffer>();
    try {
      for (const side of LOGO_SIDES) {
        const square = sharp(path, { limitInputPixels: LIMITS.pixels, failOn: 'error', pages: 1 })
          .timeout({ seconds: 20 })
          .autoOrient()
          .resize({ width: side, height: side, fit: 'contain', background: '#00000000' })
          .toColourspace('srgb')
          .png({ compressionLevel: 9, palette: true });
        made.set(side, await square.toBuffer());
      }
    } catch (error) {
      throw unreadable(error);
    }
    return made;
  });
}
