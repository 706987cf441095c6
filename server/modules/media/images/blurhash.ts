import { encode } from 'blurhash';

/** About 30 characters that a client turns into a blurred picture while the real one loads. @param rgba 4 bytes per pixel */
export function blurhashOf(rgba: Buffer, width: number, height: number): string {
  const [x, y] = width >= height ? [4, 3] : [3, 4];
  return encode(new Uint8ClampedArray(rgba), width, height, x, y);
}
