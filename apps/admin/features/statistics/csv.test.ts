import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('quotes, commas and line breaks are escaped; suppressed values are empty', () => {
  expect(
    csv([
      ['Gün', 'Ad "kısa", uzun'],
      ['2026-11-21', null, 7],
    ]),
  ).toBe('\u{feff}Gün,"Ad ""kısa"", uzun"\r\n2026-11-21,,7\r\n');
});

test('a cell is never a formula', () => {
  expect(csv([['=1+1'], ['@a'], ['-b']])).toBe("\u{feff}'=1+1\r\n'@a\r\n'-b\r\n");
});
