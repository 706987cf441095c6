import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('quotes, commas and line ends stay in their cell; hidden figures are empty', () => {
  expect(
    csv([
      ['Gün', 'Ad "kısa", uzun'],
      ['2026-11-21', null, 7],
    ]),
  ).toBe('\u{feff}Gün,"Ad ""kısa"", uzun"\r\n2026-11-21,,7\r\n');
});

test('a name is never a formula', () => {
  expect(csv([['=1+1'], ['@a'], ['-b']])).toBe("\u{feff}'=1+1\r\n'@a\r\n'-b\r\n");
});
