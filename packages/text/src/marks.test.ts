import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMarkStack, MARKS_MAX, normalise, withoutMarkStacks } from './index.ts';

test.for([
  ['Vietnamese', 'Tiếng Việt Nghiêng ngả ườ'],
  ['Vietnamese, decomposed', 'Tiếng Việt ườ'.normalize('NFD')],
  ['Arabic with shadda and vowels', 'ٱلرَّحْمَـٰنِ مُحَمَّدٌ ٱللَّهِ'],
  ['Quranic signs', 'مِنۢ بَعْدِهِۦ ۚ وَٱلَّذِينَ'],
  ['Hebrew with cantillation', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים יְרוּשָׁלִַ֔ם'],
  ['Thai', 'ที่นี่ น้ำ ก็ ผู้'],
  ['Tibetan', 'བསྒྲུབས་ རྒྱུད་ ཧྐྵྨླྺྼྻྂ'],
  ['Devanagari', 'क्षेत्रज्ञः र्त्स्न्य श्री हिन्दी ज़्यों'],
  ['Burmese', 'မြန်မာ မြွှေး ကြွ'],
  ['Khmer', 'ខ្ញុំ ស្ត្រី'],
  ['Tamil', 'நிலை கொண்டு'],
  ['Greek', 'ᾧ ᾷ ἄ'.normalize('NFD')],
  ['phonetic signs', 'ã̠́ ɔ̃ː t̪̚'],
  ['emoji', '👩‍❤️‍💋‍👨 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👋🏽'],
] as const)('%s has no excess marks', ([, text]) => {
  expect(findMarkStack(normalise(text))).toBeNull();
});

test.for([
  ['on one letter', `ab${'\u0336'.repeat(6)}`, 2],
  ['under one letter', `🙂 b${'\u0323'.repeat(150)}`, 3],
  ['of enclosing marks', `a${'\u20dd'.repeat(9)}`, 1],
  ['of vowel signs', `क${'\u0947'.repeat(6)}`, 1],
  ['of Tibetan letters', `ཀ${'\u0fb2'.repeat(11)}`, 1],
  ['of spacing marks', `क${'\u093e'.repeat(11)}`, 1],
  ['with joiners between', `a${'\u0301\u034f\u0302\u200d\u0303\ufe0f'.repeat(3)}`, 1],
  ['after a space', ` ${'\u0300'.repeat(6)}`, 1],
  ['without a letter', '\u0300'.repeat(6), 0],
] as const)('a stack %s is found at its first mark', ([, text, index]) => {
  expect(findMarkStack(text)).toEqual({ index });
});

test('each letter may have the maximum number of marks, and not one more', () => {
  const mark = fc.constantFrom(...'\u0308\u0323\u0336\u0651\u05b4\u0e48\u20d7');
  const marks = (count: number) => fc.array(mark, { minLength: count, maxLength: count });
  fc.assert(
    fc.property(fc.array(marks(MARKS_MAX)), marks(MARKS_MAX + 1), (allowed, excess) => {
      const text = allowed.map((stack) => `x${stack.join('')}`).join('');
      expect(findMarkStack(text)).toBeNull();
      expect(findMarkStack(`${text}x${excess.join('')}`)).toEqual({ index: [...text].length + 1 });
    }),
  );
});

test('what is left of a stack may stand on a letter, and nothing else is taken away', () => {
  expect(withoutMarkStacks(`a${'\u0336'.repeat(60)}b${'\u0301'.repeat(3)}.txt`)).toBe(
    `a${'\u0336'.repeat(MARKS_MAX)}b${'\u0301'.repeat(3)}.txt`,
  );
  const unit = fc.constantFrom(
    'a',
    'ş',
    '👍',
    '\u0301',
    '\u0336',
    '\u0947',
    '\u093e',
    '\u200d',
    '\ufe0f',
    '\u0fb2',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (typed) => {
      const text = normalise(typed);
      const shown = withoutMarkStacks(text);
      expect(findMarkStack(shown)).toBeNull();
      expect(normalise(shown)).toBe(shown);
      if (findMarkStack(text) === null) expect(shown).toBe(text);
    }),
  );
});
