import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hueOf, initialsOf, seedHues } from './avatar-seed.ts';

test.for([
  ['Ayşe Yılmaz', 'AY'],
  ['İlknur Çağla Şahin', 'İŞ'],
  ['ışıl', 'ı'],
  ['  Bora   ', 'B'],
  ['“Can” (Derya)', 'CD'],
  ['Zoë 🌿', 'Z'],
  ['🌿', ''],
  ['', ''],
])('the initials of "%s" are "%s"', ([name, initials]) => {
  expect(initialsOf(name!)).toBe(initials);
});

test('a small avatar shows one letter, and never half a character', () => {
  expect(initialsOf('Ayşe Yılmaz', 1)).toBe('A');
  expect(initialsOf('s\u0327ule', 1)).toBe('s\u0327');
});

test('a seed always has the same hue, and the theme defines it', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      expect(hueOf(seed)).toBe(hueOf(seed));
      expect(seedHues).toContain(hueOf(seed));
    }),
  );
});

test('similar seeds spread over all hues', () => {
  const hues = new Set(Array.from({ length: 200 }, (_, n) => hueOf(`018f-${n}`)));
  expect(hues.size).toBe(seedHues.length);
});
