import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphemeCount, graphemeStarts } from './graphemes.ts';

test.for([
  ['', 0],
  ['Şıkır', 5],
  ['s\u0327ık', 3],
  ['👩‍👩‍👧‍👦', 1],
  ['🇹🇷🇩🇪', 2],
  ['👍🏽', 1],
  ['a\r\nb', 3],
  ['Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A', 2],
] as const)('%j has %i graphemes', ([text, count]) => {
  expect(graphemeCount(text)).toBe(count);
});

test('segmenting long text in pieces gives the same clusters as the whole', () => {
  const whole = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const piece = fc.oneof(
    fc.constantFrom(
      '🇹',
      '👩',
      '\u200d',
      '🏽',
      '\u0301',
      '\r',
      '\n',
      '\ud83d',
      '\udc4d',
      'é',
      'a',
      '각',
      '\u1100',
      'क',
      '\u094d',
      'ष',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  const text = fc.tuple(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 90 }));
  fc.assert(
    fc.property(text, ([pieces, times]) => {
      const long = pieces.join('').repeat(times);
      expect([...graphemeStarts(long)]).toEqual([...whole.segment(long)].map(({ index }) => index));
    }),
    { numRuns: 500 },
  );
});

test('a cluster longer than a piece stays whole', () => {
  expect(graphemeCount(`a${'\u0301'.repeat(5_000)}b`)).toBe(2);
});

test('a text of 200,000 accented letters terminates', () => {
  expect(graphemeCount('é'.repeat(200_000))).toBe(200_000);
});

test('texts of plain characters, alone or before a mark, count as the segmenter counts them', () => {
  const whole = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const plain = [...Array(0x2030).keys()]
    .filter((code) => /[\t\n -~\u00c0-\u024f\u2010-\u2027]/.test(String.fromCharCode(code)))
    .map((code) => String.fromCharCode(code));
  for (const character of plain) {
    for (const other of ['a', 'ğ', '’', '\n', '\u0301', '\u200d', '👩']) {
      for (const text of [character + other, other + character])
        expect(graphemeCount(text), JSON.stringify(text)).toBe([...whole.segment(text)].length);
    }
  }
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...plain)), (characters) => {
      const text = characters.join('');
      expect(graphemeCount(text)).toBe([...whole.segment(text)].length);
    }),
  );
});
