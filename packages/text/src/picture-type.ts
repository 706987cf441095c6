const AVIF = new Set(['avif', 'avis']);
const HEIC = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** The bytes at the start of a file that `pictureTypeOf` reads. */
export const PICTURE_HEAD_BYTES = 256;

/**
 * Detects a picture that the campus accepts by the start of its file, whatever its name.
 * @returns its media type; undefined for anything else
 */
export function pictureTypeOf(head: Uint8Array): string | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  const start = text(0, 12);
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp';
  if (text(4, 8) !== 'ftyp') return undefined;
  const brands = brandsOf(head);
  if (brands.some((brand) => AVIF.has(brand))) return 'image/avif';
  return brands.some((brand) => HEIC.has(brand)) ? 'image/heic' : undefined;
}

/** The brands of an ISO media file, the major one first. */
export function brandsOf(head: Uint8Array): string[] {
  const text = (from: number) => String.fromCharCode(...head.subarray(from, from + 4));
  const [a = 0, b = 0, c = 0, d = 0] = head;
  const length = Math.min(((a << 24) | (b << 16) | (c << 8) | d) >>> 0, head.length, PICTURE_HEAD_BYTES);
  const brands = [text(8)];
  for (let at = 16; at + 4 <= length; at += 4) brands.push(text(at));
  return brands;
}
