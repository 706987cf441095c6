import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointCount, findForbidden, normalise, sliceCodePoints } from './characters.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\r', '\n', '\ud83d', '\udc4d', '\u0301'),
  ),
});

test('letters typed as base and mark, and Windows line ends, are normalised', () => {
  expect(normalise('s\u0327\r\n\r\r\n')).toBe('\u015f\n\n');
});

test('normalising is idempotent', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }),
  );
});

test.for([
  ['\0', 0x00],
  ['\u001b', 0x1b],
  ['\r', 0x0d],
  ['\u007f', 0x7f],
  ['\u0085', 0x85],
  ['\u009f', 0x9f],
  ['\u202a', 0x202a],
  ['\u202e', 0x202e],
  ['\u2066', 0x2066],
  ['\u2069', 0x2069],
  ['\ud800', 0xd800],
  ['\udfff', 0xdfff],
] as const)('the control character %j is found, at its code point', ([character, codePoint]) => {
  expect(findForbidden(`🙂ı${character}`)).toEqual({ index: 2, codePoint });
});

test.for([
  '',
  'satır\n\tgirinti',
  'Işık ğüşiöç ÂÎÛ',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️',
  'سلام\u200f می\u200cخواهم',
  '\u00a0\u2028',
])('the text %j has no forbidden character', (text) => {
  expect(findForbidden(text)).toBeNull();
});

test('slices by code points agree with an array of code points', () => {
  fc.assert(
    fc.property(anyText, fc.nat(30), fc.nat(30), (text, one, other) => {
      const [start, end] = one < other ? [one, other] : [other, one];
      expect(sliceCodePoints(text, start, end)).toBe([...text].slice(start, end).join(''));
      expect(sliceCodePoints(text, start)).toBe([...text].slice(start).join(''));
      expect(codePointCount(text)).toBe([...text].length);
    }),
  );
});
