import { expect, test } from 'vitest';
import { croppedName, outputSize } from './crop-picture.ts';

test('a cropped picture keeps its pixels up to what the server stores', () => {
  expect(outputSize({ width: 300.4, height: 300.4 })).toEqual({ width: 300, height: 300 });
  expect(outputSize({ width: 8_000, height: 2_000 })).toEqual({ width: 1_600, height: 400 });
  expect(outputSize({ width: 0.2, height: 0.2 })).toEqual({ width: 1, height: 1 });
});

test.each([
  ['Tatil.JPG', 'image/webp', 'Tatil.webp'],
  ['a.b.png', 'image/jpeg', 'a.b.jpg'],
  ['noextension', 'image/webp', 'noextension.webp'],
  ['.heic', 'image/webp', 'picture.webp'],
])('%s as %s is named %s', (name, type, expected) => {
  expect(croppedName(name, type)).toBe(expected);
});
