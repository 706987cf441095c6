import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, hashtagKey } from './fold.ts';

test('the four spellings of Istanbul fold to one', () => {
  for (const word of ['İSTANBUL', 'istanbul', 'ıstanbul', 'Istanbul', 'I\u0307stanbul']) {
    expect(fold(word)).toBe('istanbul');
  }
});

test.for([
  ['ŞĞÇÖÜÂÎÛ şğçöüâîû', 'sgcouaiu sgcouaiu'],
  ['Straße STRASSE STRAẞE', 'strasse strasse strasse'],
  ['Łódź Ærø Œuvre', 'lodz aero oeuvre'],
  ['ﬁnal Ｆｕｌｌ', 'final full'],
  ['ΟΔΥΣΣΕΥΣ Ὀδυσσεύς', 'οδυσσευσ οδυσσευσ'],
  ['हिन्दी', 'हिन्दी'],
  ['한글', '한글'],
  ['şen\u00adlik SEN\u200cLİK ｓｅｎ\u{e0100}lik', 'senlik senlik senlik'],
] as const)('%s folds to %s', ([text, expected]) => {
  expect(fold(text)).toBe(expected);
});

test('#Sınav, #SINAV and #sinav are one tag', () => {
  expect(new Set(['Sınav', 'SINAV', 'sinav', 'SİNAV'].map(hashtagKey))).toEqual(new Set(['sinav']));
});

test('folding is idempotent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 2_000 },
  );
});

test('folding is idempotent for every single character of the BMP', () => {
  const restless: string[] = [];
  for (let codePoint = 0; codePoint <= 0xffff; codePoint += 1) {
    const once = fold(String.fromCharCode(codePoint));
    if (fold(once) !== once) restless.push(codePoint.toString(16));
  }
  expect(restless).toEqual([]);
});

test('case and accents do not matter, in either language', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcçdefgğhıijklmnoöprsştuüvyzqwxâîûéßñ İIŞ1_\u0301') });
  fc.assert(
    fc.property(word, (text) => {
      for (const locale of ['tr', 'en']) {
        expect(fold(text.toLocaleUpperCase(locale))).toBe(fold(text));
        expect(fold(text.toLocaleLowerCase(locale))).toBe(fold(text));
      }
      expect(fold(text.normalize('NFD'))).toBe(fold(text));
      expect(fold(text.normalize('NFD').replace(/\p{M}/gu, ''))).toBe(fold(text));
    }),
  );
});
