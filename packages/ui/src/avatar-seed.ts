/**
 * Hues (degrees of OKLCH) of avatars. The red around 22 is left out, because red has a meaning in this design. The
 * theme sets lightness and chroma, which keep the initials legible on every hue.
 */
export const seedHues = [62, 95, 128, 160, 195, 230, 262, 295, 330] as const;

/** The hue of a seed (an id), evenly distributed. FNV-1a, 32 bit. */
export function hueOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (const character of seed) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return seedHues[(hash >>> 0) % seedHues.length] ?? seedHues[0];
}

/**
 * First letters of the first and the last word. Keeps the case, since "i" has another capital in Turkish than in
 * English. Grapheme clusters stay whole. Empty for a name without letters or digits.
 * @param letters  1 for the first word only
 */
export function initialsOf(name: string, letters: 1 | 2 = 2): string {
  const words = name.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = letters === 2 && words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last].map((word) => (word === undefined ? '' : firstLetter(word))).join('');
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment;
  }
  return '';
}
