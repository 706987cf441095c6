import { place, stroke } from './svg.ts';

/**
 * Capital letters as lines on a grid of 4 by 6, so that a poster has words without a font: fonts differ between machines.
 * The advance of each is the width of its grid and one unit.
 */
const LINES: Readonly<Record<string, string>> = {
  A: 'M0 6L2 0L4 6M.8 4H3.2',
  B: 'M0 0V6H2.4A1.6 1.6 0 0 0 2.4 2.8H0M0 0H2.2A1.4 1.4 0 0 1 2.2 2.8',
  C: 'M4 1A2.3 3 0 1 0 4 5',
  Ç: 'M4 1A2.3 3 0 1 0 4 5M2.3 6.4L1.9 7.4',
  D: 'M0 0V6H1.6A2.4 3 0 0 0 1.6 0Z',
  E: 'M3.6 0H0V6H3.6M0 3H3',
  F: 'M3.6 0H0V6M0 3H3',
  G: 'M4 1A2.3 3 0 1 0 4 4.6V3.2H2.6',
  Ğ: 'M4 1A2.3 3 0 1 0 4 4.6V3.2H2.6M1.2 -1.6A1.2 .9 0 0 0 3.2 -1.6',
  H: 'M0 0V6M4 0V6M0 3H4',
  I: 'M.6 0V6',
  İ: 'M.6 0V6M.6 -1.5V-1.4',
  J: 'M3 0V4.4A1.5 1.6 0 0 1 0 4.4',
  K: 'M0 0V6M4 0L0 3.4M1.3 2.4L4 6',
  L: 'M0 0V6H3.6',
  M: 'M0 6V0L2 3.4L4 0V6',
  N: 'M0 6V0L4 6V0',
  O: 'M2 0A2 3 0 1 0 2 6A2 3 0 1 0 2 0',
  Ö: 'M2 0A2 3 0 1 0 2 6A2 3 0 1 0 2 0M1.2 -1.4V-1.3M2.8 -1.4V-1.3',
  P: 'M0 6V0H2.3A1.6 1.6 0 0 1 2.3 3.2H0',
  R: 'M0 6V0H2.3A1.6 1.6 0 0 1 2.3 3.2H0M2 3.2L4 6',
  S: 'M3.7 .9A1.8 1.5 0 1 0 2 3A1.8 1.5 0 1 1 .3 5.1',
  Ş: 'M3.7 .9A1.8 1.5 0 1 0 2 3A1.8 1.5 0 1 1 .3 5.1M2.1 6.6L1.7 7.6',
  T: 'M0 0H4M2 0V6',
  U: 'M0 0V4A2 2 0 0 0 4 4V0',
  Ü: 'M0 0V4A2 2 0 0 0 4 4V0M1.2 -1.4V-1.3M2.8 -1.4V-1.3',
  V: 'M0 0L2 6L4 0',
  W: 'M0 0L1.1 6L2 2.4L2.9 6L4 0',
  X: 'M0 0L4 6M4 0L0 6',
  Y: 'M0 0L2 3L4 0M2 3V6',
  Z: 'M0 0H4L0 6H4',
  0: 'M2 0A2 3 0 1 0 2 6A2 3 0 1 0 2 0',
  1: 'M.8 1.2L2.2 0V6',
  2: 'M.2 1.6A1.8 1.6 0 1 1 3.5 2.7L0 6H4',
  3: 'M.3 .8A1.8 1.5 0 1 1 1.8 3A1.8 1.5 0 1 1 .2 5.2',
  4: 'M3 6V0L0 4.2H4',
  5: 'M3.7 0H.6L.3 2.7A1.9 1.7 0 1 1 .2 5.2',
  6: 'M3.4 .4A2 3 0 0 0 .1 4M2 2.6A1.9 1.7 0 1 0 2 6A1.9 1.7 0 1 0 2 2.6',
  7: 'M0 0H4L1.4 6',
  8: 'M2 0A1.6 1.4 0 1 0 2 2.8A1.6 1.4 0 1 0 2 0M2 2.8A1.9 1.6 0 1 0 2 6A1.9 1.6 0 1 0 2 2.8',
  9: 'M2 3.4A1.9 1.7 0 1 0 2 0A1.9 1.7 0 1 0 2 3.4M3.9 1.7A2 3 0 0 1 .6 5.6',
  '.': 'M.2 6V5.9',
  ':': 'M.2 1.8V1.7M.2 5V4.9',
  '-': 'M.6 3H3.4',
  '–': 'M0 3H4',
  '+': 'M.4 3H3.6M2 1.4V4.6',
  '?': 'M.2 1.4A1.8 1.4 0 1 1 2 3.2V4M2 6V5.9',
  '∫': 'M3.6 -.6A1 1 0 0 0 2 .2V5.8A1 1 0 0 1 .4 6.6',
  '(': 'M1.2 -.6A4 4 0 0 0 1.2 6.6',
  ')': 'M.2 -.6A4 4 0 0 1 .2 6.6',
  '/': 'M0 6.6L3 -.6',
  '=': 'M.4 2H3.6M.4 4H3.6',
};
const NARROW = new Set(['.', ':', '(', ')', 'I', 'İ']);

const widthOf = (sign: string): number => {
  if (sign === ' ') return 2.6;
  return NARROW.has(sign) ? 1.2 : 4;
};

/** How wide a word is at a height of its capitals. */
export function wordWidth(word: string, height: number): number {
  const units = [...word].reduce((sum, sign) => sum + widthOf(sign) + 1.3, -1.3);
  return (units * height) / 6;
}

/**
 * A word in capitals.
 * @param y  of the top of the capitals
 * @param weight  of the lines, in sixths of the height
 */
export function word(
  x: number,
  y: number,
  text: string,
  height: number,
  colour: string,
  { weight = 1, align = 'left' }: { weight?: number; align?: 'left' | 'centre' | 'right' } = {},
): string {
  const scale = height / 6;
  const shift = { left: 0, centre: wordWidth(text, height) / 2, right: wordWidth(text, height) }[align];
  const parts: string[] = [];
  let at = 0;
  for (const sign of text) {
    const lines = LINES[sign];
    // A narrow sign stands at its left edge, I and İ in the middle of theirs.
    if (lines !== undefined) parts.push(place(at, 0, [stroke(lines, weight, colour)]));
    at += widthOf(sign) + 1.3;
  }
  return place(x - shift, y, parts, { scale });
}
