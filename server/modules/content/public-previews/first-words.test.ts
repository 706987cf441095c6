import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWords } from './first-words.ts';

const mention = (start: number, end: number, username: string) =>
  ({ type: 'mention', start, end, username, userId: '01890000-0000-7000-8000-000000000000' }) as const;

test('a short text stays, on one line', () => {
  expect(firstWords(' Merhaba\n\nkampüs ', [])).toBe('Merhaba kampüs');
  expect(firstWords('', [])).toBe('');
});

test('a long text ends after a word', () => {
  expect(firstWords('kelime '.repeat(40), [])).toBe(`${'kelime '.repeat(20).trim()}…`);
  expect(firstWords('a'.repeat(200), [])).toBe(`${'a'.repeat(140)}…`);
});

test('mentioned members are not named, whatever stands before them', () => {
  expect(firstWords('🎓 @ayse ile @bora_1 geldi', [mention(2, 7, 'ayse'), mention(12, 19, 'bora_1')])).toBe(
    '🎓 @… ile @… geldi',
  );
});

test('no text is longer than allowed, or cut within a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const words = firstWords(text, []);
      const count = [...new Intl.Segmenter('tr', { granularity: 'grapheme' }).segment(words)].length;
      expect(count).toBeLessThanOrEqual(141);
      const line = text.replaceAll(/\s+/gu, ' ').trim();
      expect(line.startsWith(words.endsWith('…') ? words.slice(0, -1) : words)).toBe(true);
    }),
  );
});
