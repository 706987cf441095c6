/**
 * Perceptual hashes of pictures: copies that were scaled, encoded again, written over, mirrored or turned have nearly the same one.
 *
 * The algorithm is PDQ (Meta, 2019: https://github.com/facebook/ThreatExchange, `pdq/`, and its paper "The TMK+PDQF Video-Hashing
 * Algorithm and the PDQ Image-Hashing Algorithm"): 256 coefficients of a cosine transform of 64 × 64 brightnesses, each one bit, above
 * or below their median. The picture is scaled by libvips rather than by PDQ's box filter, so hashes are comparable only among
 * themselves.
 */

/** Of the picture that is hashed, in pixels. */
export const PDQ_SIDE = 64;
const COEFFICIENTS = 16;

export interface Fingerprint {
  /** 256 bits, as hexadecimal digits. */
  hash: string;
  /** How much there is to see, from 0 to 100: of flat pictures many have nearly the same hash. */
  quality: number;
}

/** Of frequencies 1 to 16: 0 is the average brightness, which says nothing about the picture. */
const cosines = Array.from({ length: COEFFICIENTS }, (_, frequency) =>
  Float64Array.from({ length: PDQ_SIDE }, (_, at) =>
    Math.cos((Math.PI / (2 * PDQ_SIDE)) * (frequency + 1) * (2 * at + 1)),
  ),
);

/** @param luminance  of 64 × 64 pixels, row by row */
export function fingerprintOf(luminance: Uint8Array): Fingerprint {
  return { hash: hashOf(transform(luminance)), quality: qualityOf(luminance) };
}

/** The two-dimensional cosine transform, row by row. */
function transform(luminance: Uint8Array): Float64Array {
  const byRow = new Float64Array(PDQ_SIDE * COEFFICIENTS);
  for (let y = 0; y < PDQ_SIDE; y++)
    for (const [u, cosine] of cosines.entries()) {
      let sum = 0;
      for (let x = 0; x < PDQ_SIDE; x++) sum += cosine[x]! * luminance[y * PDQ_SIDE + x]!;
      byRow[y * COEFFICIENTS + u] = sum;
    }
  const coefficients = new Float64Array(COEFFICIENTS * COEFFICIENTS);
  for (const [v, cosine] of cosines.entries())
    for (let u = 0; u < COEFFICIENTS; u++) {
      let sum = 0;
      for (let y = 0; y < PDQ_SIDE; y++) sum += cosine[y]! * byRow[y * COEFFICIENTS + u]!;
      coefficients[v * COEFFICIENTS + u] = sum;
    }
  return coefficients;
}

function hashOf(coefficients: Float64Array): string {
  const sorted = coefficients.slice().sort();
  const middle = sorted.length / 2;
  const median = (sorted[middle - 1]! + sorted[middle]!) / 2;
  let hash = '';
  for (let at = 0; at < coefficients.length; at += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) digit = digit * 2 + (coefficients[at + bit]! > median ? 1 : 0);
    hash += digit.toString(16);
  }
  return hash;
}

/** As PDQ: differences of neighbouring pixels, small ones left out. */
function qualityOf(luminance: Uint8Array): number {
  let sum = 0;
  for (let y = 0; y < PDQ_SIDE; y++)
    for (let x = 0; x < PDQ_SIDE; x++) {
      const at = luminance[y * PDQ_SIDE + x]!;
      const difference = (next: number) => Math.trunc((Math.abs(at - next) * 100) / 255);
      if (x + 1 < PDQ_SIDE) sum += difference(luminance[y * PDQ_SIDE + x + 1]!);
      if (y + 1 < PDQ_SIDE) sum += difference(luminance[(y + 1) * PDQ_SIDE + x]!);
    }
  return Math.min(100, Math.trunc(sum / 90));
}

/**
 * The hashes of a picture as it is, mirrored and turned: the eight symmetries of a square. Turning exchanges the two directions, and
 * mirroring changes the sign of every odd frequency, which is nearly always the bit, because the median is near zero. So no picture has
 * to be read again.
 */
export function symmetriesOf(hash: string): string[] {
  const bits = Array.from(hash, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  const isOdd = (frequency: number) => frequency % 2 === 0; // the first of the 16 is frequency 1
  const change = (isTurned: boolean, mirrorsX: boolean, mirrorsY: boolean): string => {
    let changed = '';
    for (let v = 0; v < COEFFICIENTS; v++)
      for (let u = 0; u < COEFFICIENTS; u++) {
        const bit = bits[isTurned ? u * COEFFICIENTS + v : v * COEFFICIENTS + u] === '1';
        changed += bit !== ((mirrorsX && isOdd(u)) !== (mirrorsY && isOdd(v))) ? '1' : '0';
      }
    return hexOf(changed);
  };
  const both = [false, true];
  return both.flatMap((isTurned) => both.flatMap((x) => both.map((y) => change(isTurned, x, y))));
}

/** Hexadecimal digits of a row of bits. */
export const hexOf = (bits: string): string =>
  bits.replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16));

/** How many of the 256 bits differ. */
export function distanceOf(one: string, other: string): number {
  let distance = 0;
  for (let at = 0; at < one.length; at += 8) {
    let bits = Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16);
    for (; bits !== 0; bits &= bits - 1) distance++;
  }
  return distance;
}
