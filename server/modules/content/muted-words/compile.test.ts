import { foldLookAlikes } from '@chitlaq/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { isSuffix, mutedWordKey } from './words.ts';

const matcher = (words: string[], suffixes = true) =>
  compile(
    words.map((word) => ({
      word,
      key: word.startsWith('#') ? word.toLowerCase() : mutedWordKey(word),
      suffixes,
    })),
  );
const post = (content: string) => ({ content, contentWarning: null, entities: [] });
const matchOf = (word: string, content: string, suffixes = true) =>
  matcher([word], suffixes)(post(content)) !== null;

test.for([
  ['sınav', 'Yarın SINAV var'],
  ['Sınav', 'sinav'],
  ['SINAV', '“Sınav!”'],
  ['sınav', '#sınav'],
  ['kalın', '_kalın_'],
  ['salonu', '#spor_salonu'],
  ['spor salonu', '#spor_salonu'],
  ['spor_salonu', 'Spor salonunda'],
  ['şenlik', 'şen\u00adlik'],
  ['şen\u3164lik', 'şenlik'],
  ['sınav', 'Sınav’ın saati'],
  ['sınav', 'sınavlarımızdan'],
  ['sınav', 'sınavdakiler'],
  ['sınav', 'sınavmış'],
  ['sınav', 'Sınavsız olmaz'],
  ['kitap', 'kitabımdan'],
  ['köpek', 'köpeğin'],
  ['ağaç', 'ağacı'],
  ['exam', 'two exams'],
  ['dizi finali', 'O dizi finalinde ne oldu'],
  ['dizi finali', 'dizi, FİNALİ!'],
  ['şampiyonlar ligi', 'Şampiyonlar\nLigi’nde'],
  ['🤡', 'Bak şuna 🤡🤡'],
  ['at', 'Bir at gördüm'],
  ["don't", 'I don’t know'],
  ['math102', 'MATH-102 sınavı'],
  ['math102', 'Math 102’de'],
  ['MATH 102', '#math102'],
  ['math-102', 'math102de'],
] as const)('"%s" matches "%s"', ([word, content]) => {
  expect(matchOf(word, content)).toBe(true);
});

test.for([
  ['sınav', 'sınavcıbaşı'],
  ['at', 'atlar ata bindi'],
  ['kar', 'karanlık kargo'],
  ['dizi finali', 'finali dizi'],
  ['dizi finali', 'dizi'],
  ['kitap', 'kitabevi'],
  ['exam', 'example'],
  ['🤡', 'palyaço'],
  ['math102', 'MATH-1024'],
  ['math102', '102 math'],
] as const)('"%s" does not match "%s"', ([word, content]) => {
  expect(matchOf(word, content)).toBe(false);
});

test('without endings a word only matches itself', () => {
  expect(matchOf('sınav', 'sınavlar', false)).toBe(false);
  expect(matchOf('sınav', 'sınav', false)).toBe(true);
});

test('a hashtag mutes the tag and not the word', () => {
  const muted = matcher(['#vize']);
  expect(muted(post('Vize haftası'))).toBeNull();
  const tagged = { ...post('#Vize'), entities: [{ type: 'hashtag', tag: 'Vize' }] };
  expect(muted(tagged)).toBe('#vize');
});

test('the warning and the poll options are matched too', () => {
  const muted = matcher(['spoiler']);
  expect(muted({ ...post('Film'), contentWarning: 'Spoiler!' })).toBe('spoiler');
  expect(muted({ ...post('Hangisi?'), poll: { options: [{ text: 'ev' }, { text: 'spoilerlar' }] } })).toBe(
    'spoiler',
  );
});

/** The rule, word by word and muted word by muted word: the compiled matcher must agree with it. */
function naiveMatch(words: readonly string[], token: readonly string[]): boolean {
  return words.some((word) =>
    token.some(
      (one) => one === word || (word.length >= 3 && one.startsWith(word) && isSuffix(one.slice(word.length))),
    ),
  );
}

test('the compiled matcher agrees with the naive one', () => {
  const word = fc.stringMatching(/^[aelrdinms]{1,8}$/);
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 8 }),
      fc.array(word, { minLength: 1, maxLength: 8 }),
      (muted, token) => {
        const text = token.join(' ');
        // As it is written, and as it is read: single letters are joined, and a letter that stands three times stands once.
        const expected = naiveMatch(muted, token) || naiveMatch(muted, foldLookAlikes(text).split(' '));
        expect(matcher(muted)(post(text)) !== null).toBe(expected);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('no text and no word throws, and a word matches itself', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(text, text, (word, content) => {
      matcher([word])(post(content));
      const key = mutedWordKey(word);
      if (key !== '' && !word.startsWith('#')) expect(matchOf(word, word)).toBe(true);
    }),
  );
});
