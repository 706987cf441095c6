import { encode } from 'blurhash';

/** Some 30 letters that a client turns into a blurred picture while the real one loads. @param rgba 4 bytes a pixel */
export function blurhashOf(rgba: Buffer, width: number, height: number): string {
  const [x, y] = width >= height ? [4, 3] : [3, 4];
  return encode(new Uint8ClampedArray(rgba), width, height, x, y);
}
