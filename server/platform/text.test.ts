import { expect, test } from 'vitest';
import { Problem } from './problem.ts';
import { readLine } from './text.ts';

const rule = {
  path: 'name',
  graphemes: 20,
  codePoints: 80,
  tooLong: () => new Problem(422, 'too_long', 'Too long.'),
};

test.for([
  ['Ali\u3164', 'Ali'],
  ['\u200b\u2060Ali\ufeff', 'Ali'],
  ['\u2800 Ali \uffa0\u00a0', 'Ali'],
  ['Ali  \u00a0Veli', 'Ali Veli'],
  // An emoji may end with a variation selector, or be joined of several.
  ['Ali \u2764\ufe0f', 'Ali \u2764\ufe0f'],
  ['\u{1f469}\u200d\u{1f467} Ali', '\u{1f469}\u200d\u{1f467} Ali'],
  ['\u3164\u2800', ''],
] as const)('%j is read as %j', ([typed, read]) => {
  expect(readLine(typed, rule)).toBe(read);
});
