import { open } from 'node:fs/promises';
import type { ImageInfo } from './images/process.ts';
import { fullSize } from './images/sizes.ts';

/** Longer side of an animation, as the pipeline makes it. */
const ANIMATED_SIDE = 800;
const HEADER = 12;
/** What a picture consists of. Everything else, such as `EXIF`, `XMP ` and `ICCP`, is metadata or unknown. */
const PICTURE = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'];
const FRAME = ['VP8 ', 'VP8L', 'ALPH'];
/** Flags of `VP8X` that announce metadata. */
const METADATA_FLAGS = 0x20 | 0x08 | 0x04;
/** Of the chunk `ANMF`, before the chunks of the frame. */
const FRAME_HEADER = 16;

/**
 * Whether a WebP file is one that the pipeline of a campus could have made: of its sizes, with pixels only and nothing behind them.
 * Such a file may be kept byte for byte; whether its pixels can be decoded is seen when the smaller sizes are made.
 */
export async function isOwnWebp(path: string, { width, height, frames }: ImageInfo): Promise<boolean> {
  const full =
    frames > 1
      ? { width: Math.min(width, ANIMATED_SIDE), height: Math.min(height, ANIMATED_SIDE) }
      : fullSize({ width, height });
  if (full.width !== width || full.height !== height) return false;
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const read = async (at: number, length: number) => {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await handle.read(bytes, 0, length, at);
      return bytesRead === length ? bytes : undefined;
    };
    /** Whether a part of the file is chunks of these names, one after the other up to its last byte. */
    const isChunks = async (from: number, to: number, allowed: readonly string[]): Promise<boolean> => {
      let at = from;
      while (at < to) {
        const head = await read(at, 8);
        if (head === undefined) return false;
        const name = head.toString('latin1', 0, 4);
        const length = head.readUInt32LE(4);
        const body = at + 8;
        at = body + length + (length % 2);
        if (!allowed.includes(name) || at > to) return false;
        if (name === 'VP8X' && (((await read(body, 1))?.[0] ?? METADATA_FLAGS) & METADATA_FLAGS) !== 0)
          return false;
        if (name === 'ANMF' && !(await isChunks(body + FRAME_HEADER, body + length, FRAME))) return false;
      }
      return at === to;
    };
    const head = await read(0, HEADER);
    return (
      head !== undefined &&
      head.toString('latin1', 0, 4) === 'RIFF' &&
      head.toString('latin1', 8, 12) === 'WEBP' &&
      head.readUInt32LE(4) + 8 === size &&
      (await isChunks(HEADER, size, PICTURE))
    );
  } finally {
    await handle.close();
  }
}
