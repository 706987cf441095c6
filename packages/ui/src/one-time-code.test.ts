import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitsOf } from './one-time-code.ts';

test.for([
  ['123456', '123456'],
  ['123 456', '123456'],
  [' 123-456\n', '123456'],
  ['Kodun: 123456. Kimseyle paylaşma.', '123456'],
  ['１２３４５６', '123456'],
  ['١٢٣٤٥٦', '123456'],
  ['1234567', '123456'],
  ['abc', ''],
])('"%s" contains the code "%s"', ([text, code]) => {
  expect(digitsOf(text!, 6)).toBe(code);
});

test('any pasted text yields only digits, at most the requested number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 8 }), (text, length) => {
      expect(digitsOf(text, length)).toMatch(new RegExp(`^[0-9]{0,${length}}$`));
    }),
  );
});
