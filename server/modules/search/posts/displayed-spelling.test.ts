import { expect, test } from 'vitest';
import { displayedSpelling } from './displayed-spelling.ts';

test.for([
  ['kutuphane', ['Akşam Kütüphanede yer var mı'], 'kütüphane'],
  ['kutuphane', ['Yemekhane', 'KÜTÜPHANE kapalı'], 'kütüphane'],
  ['sinav', ['SINAV haftası'], 'sınav'],
  ['mulakat', ['mülakat'], 'mülakat'],
  ['kitap', ['Kitabım nerede'], 'kitap'],
  ['fotograf', [], 'fotograf'],
] as const)('%s in %j is shown as %s', ([word, texts, shown]) => {
  expect(displayedSpelling(word, texts)).toBe(shown);
});
