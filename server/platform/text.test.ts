import { expect, test } from 'vitest';
import { Problem } from './problem.ts';
import { readLine, toPlainLine } from './text.ts';

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

test.for([
  ['Ayşe’nin telefonu 📱', 'Ayşe’nin telefonu 📱'],
  [' a\r\n\tb\u2028c\u0085d ', 'a b c d'],
  ['a\u202eb\u2066c\u0000d\u0007', 'abcd'],
  ['a\ud800b', 'ab'],
  [`a${'\u0336'.repeat(60)}b`, `a${'\u0336'.repeat(5)}b`],
  ['\u202e\u3164\u2800', ''],
] as const)('of what a program says, %j, %j is shown', ([given, shown]) => {
  expect(toPlainLine(given)).toBe(shown);
});

test.for([
  ['De\u200brya', 'Derya'],
  ['\u2060De\u00adrya\ufeff', 'Derya'],
  ['\u0301\u0301', ''],
  ['\u200b\u0301', ''],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['Ada 👩\u200d💻', 'Ada 👩\u200d💻'],
  ['S\u0301a', 'Śa'],
] as const)('the name %j is %j', ([typed, name]) => {
  expect(readLine(typed, { ...rule, isName: true })).toBe(name);
});
