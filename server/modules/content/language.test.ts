import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectLanguage } from './language.ts';

test.for([
  ['Yarınki sınav için notları olan var mı?', 'tr'],
  ['arkadaslar yarin ders var mi', 'tr'],
  ['SINAV NE ZAMAN OLACAK', 'tr'],
  ['Kütüphane kaçta kapanıyor', 'tr'],
  ['Does anyone have the notes for tomorrow?', 'en'],
  ['THIS IS NOT A DRILL', 'en'],
  ['I will be at Boğaziçi today, are you coming?', 'en'],
  ['Hello', null],
  ['', null],
  ['🙂🙂 123', null],
  ['今日は図書館で勉強します', null],
] as const)('%j is detected as %s', ([text, language]) => {
  expect(detectLanguage(text)).toBe(language);
});

test('links, mentions and hashtags do not affect the detection', () => {
  expect(
    detectLanguage('@the_one #şenlik', [
      { start: 0, end: 8 },
      { start: 9, end: 16 },
    ]),
  ).toBeNull();
});

test('no text makes the detection throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['tr', 'en', null]).toContain(detectLanguage(text));
    }),
  );
});
