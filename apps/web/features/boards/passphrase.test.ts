import { expect, test } from 'vitest';
import { passphraseWeakness, suggestPassphrase } from './passphrase.ts';

const personal = ['ayse_y', 'Ayşe Yılmaz', 'Çınar Üniversitesi'];

test.for([
  ['mor kestane', 'short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'simple'],
  ['123456789012345678', 'simple'],
  ['qwertyuiopasdfghjkl', 'simple'],
  ['Ayşe Yılmaz çınar 7', 'simple'],
  ['AYSE.YILMAZ.2026.cinar', 'simple'],
  ['kestane kestane kestane', 'simple'],
  ['mor kestane bulut 71', undefined],
  ['yağmurda üç şemsiye kayboldu', undefined],
] as const)('%s: %s', ([passphrase, weakness]) => {
  expect(passphraseWeakness(passphrase, personal)).toBe(weakness);
});

test('a suggestion is long, new each time, and strong', () => {
  const all = Array.from({ length: 200 }, suggestPassphrase);
  expect(new Set(all).size).toBe(200);
  for (const passphrase of all) {
    expect(passphrase).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
    expect(passphraseWeakness(passphrase, personal)).not.toBe('short');
  }
});
