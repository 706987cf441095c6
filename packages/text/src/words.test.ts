import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitWords } from './index.ts';
import { adversarial, entityDenseText } from './testing.ts';

const wordsOf = (text: string) => splitWords(text).map((word) => word.text);

test.for([
  ['_kalın_ #spor_salonu __init__', ['kalın', 'spor', 'salonu', 'init']],
  ['MATH-102, EE 201', ['MATH', '102', 'EE', '201']],
  ["İstanbul'da", ['İstanbul', 'da']],
  ['şen\u00adlik a\u200b\u3164b', ['şen\u00adlik', 'a\u200b\u3164b']],
  ['हिन्दी می\u200cخواهم', ['हिन्दी', 'می\u200cخواهم']],
  ['\u3164 ❤️ 👩‍👧 \ufe0f', []],
] as const)('the words of %j are %j', ([text, expected]) => {
  expect(wordsOf(text)).toEqual(expected);
});

test('words are in order, do not overlap, and are at their offsets', () => {
  fc.assert(
    fc.property(entityDenseText, (text) => {
      let position = 0;
      for (const word of splitWords(text)) {
        expect(word.start).toBeGreaterThanOrEqual(position);
        expect(text.slice(word.start, word.end)).toBe(word.text);
        position = word.end;
      }
    }),
  );
});

test.for([...adversarial, '\u200b', 'a\u200b', '\u3164', '\u0301\u200d'])(
  'splitting a long run of %j terminates',
  (pattern) => {
    const text = `a${pattern.repeat(8_000)}`;
    expect(splitWords(text).length).toBeLessThan(text.length + 1);
  },
);
