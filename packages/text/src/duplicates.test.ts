import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexOfDuplicate } from './index.ts';

test.for([
  ['oldu', 'öldü'],
  ['on', 'ön'],
  ['kar', 'kâr'],
  ['açı', 'acı'],
  ['kır', 'kir'],
  ['x2', 'x²'],
  ['résumé', 'resume'],
  ['her şey', 'herşey'],
  ['C', 'C++'],
  ['👍', '👎'],
  ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
] as const)('%j and %j differ', (pair) => {
  expect(indexOfDuplicate(pair)).toBe(-1);
});

test.for([
  ['IŞIK', 'ışık'],
  ['İstanbul', 'istanbul'],
  ['Internet', 'internet'],
  ['INTERNET', 'ınternet'],
  [' Evet ', 'evet'],
  ['bir  iki', 'Bir\u00a0iki'],
  ['Evet', 'E\u200bvet'],
  ['Evet', 'Evet\u3164'],
  ['Evet', 'Ｅｖｅｔ'],
  ['Evet', 'Evet\u2800'],
  ['Evet', '\ufffcEvet'],
  ['bir iki', 'bir\u{1d159}\u2800iki'],
  ['❤', '❤️'],
  ['e\u0301', 'é'],
] as const)('%j and %j are duplicates', (pair) => {
  expect(indexOfDuplicate(pair)).toBe(1);
});

test('capitals and surrounding spaces do not make two texts different, whatever the letters', () => {
  const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), minLength: 1 });
  fc.assert(
    fc.property(
      word('abcçdefgğhıijklmnoöprsştuüvyz'),
      word('abcdefghijklmnopqrstuvwxyz'),
      (turkish, english) => {
        expect(indexOfDuplicate(['0', turkish, `  ${turkish.toLocaleUpperCase('tr')} `])).toBe(2);
        expect(indexOfDuplicate(['0', english, `  ${english.toUpperCase()} `])).toBe(2);
      },
    ),
  );
});
