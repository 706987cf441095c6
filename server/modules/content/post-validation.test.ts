import { codePointCount, entityText, parseEntities, postLength } from '@chitlaq/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../platform/problem.ts';
import {
  hashtagsIn,
  mentionedUsernames,
  storedEntities,
  validateContent,
  validateContentWarning,
} from './post-validation.ts';

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

test.for([
  ['letters', 'ş'.repeat(280), null],
  ['one letter more', 'ş'.repeat(281), 'post_too_long'],
  ['families joined by ZWJ', '👩‍👩‍👧‍👦'.repeat(280), null],
  ['one family more', '👩‍👩‍👧‍👦'.repeat(281), 'post_too_long'],
  ['decomposed letters', 's\u0327'.repeat(280), null],
  ['flags', '🇹🇷'.repeat(280), null],
  ['skin tones', '👍🏽'.repeat(281), 'post_too_long'],
  ['marks that a script needs', 'בְּרֵאשִׁ֖ית مُحَمَّدٌ ที่ nghiêng', null],
  ['a stack of marks on one letter', `a${'\u0301'.repeat(3_999)}`, 'too_many_combining_marks'],
  ['small stacks on many letters', `a${'\u0301'.repeat(7)}`.repeat(200), 'too_many_combining_marks'],
  ['a longer stack', `a${'\u0301'.repeat(4_000)}`, 'post_too_long'],
  ['marks that composition doubles', `a${'\u0344'.repeat(3_999)}`, 'post_too_long'],
  ['a long link and 257 letters', `https://example.com/${'a'.repeat(900)} ${'b'.repeat(256)}`, null],
  [
    'a long link and 258 letters',
    `https://example.com/${'a'.repeat(900)} ${'b'.repeat(257)}`,
    'post_too_long',
  ],
  ['a text far above the limit', 'a'.repeat(60_000), 'post_too_long'],
  ['nothing', '', 'empty_post'],
  ['white space', ' \n\t\u00a0\u3000', 'empty_post'],
  ['invisible characters', '\u200b\u200d\u2060\ufeff\u3164\u2800', 'empty_post'],
  ['more invisible characters', '\u034f\ufe0f\u{e0100}\u17b4\u{13441}\ufffc', 'empty_post'],
  ['NUL', 'a\u0000b', 'forbidden_character'],
  ['a directional override', 'a\u202eb', 'forbidden_character'],
  ['half an emoji', 'a\ud83d', 'forbidden_character'],
  ['newline and tab', 'a\n\tb', null],
] as const)('%s', ([, text, code]) => {
  expect(codeOf(() => validateContent(text))).toBe(code);
});

test('a text is stored in NFC with plain newlines, and otherwise as typed', () => {
  expect(validateContent(' s\u0327aka\r\n\n ').content).toBe(' \u015faka\n\n ');
});

test('a blank warning is stored as none, a long one is refused', () => {
  expect(validateContentWarning(undefined)).toBeNull();
  expect(validateContentWarning('  ')).toBeNull();
  expect(validateContentWarning(' final sorusu ')).toBe('final sorusu');
  expect(validateContentWarning('👩‍👩‍👧‍👦'.repeat(50))).toHaveLength(550);
  expect(codeOf(() => validateContentWarning('a'.repeat(101)))).toBe('content_warning_too_long');
  expect(codeOf(() => validateContentWarning('a\u0000'))).toBe('forbidden_character');
});

test('the first ten hashtags count, by key and not by spelling', () => {
  const tags = Array.from({ length: 12 }, (_, index) => `#etiket${index}`);
  const { entities: found } = validateContent(`#Sınav #sinav ${tags.join(' ')} #SINAV`);
  expect(hashtagsIn(found).map(({ key }) => key)).toEqual([
    'sinav',
    ...Array.from({ length: 9 }, (_, index) => `etiket${index}`),
  ]);
  expect(storedEntities(found, new Map())).toHaveLength(12);
});

test('a mention of an unknown username stays text', () => {
  const { content, entities: found } = validateContent('🙂 @Ayse ve @hayalet @ayse');
  expect(mentionedUsernames(found)).toEqual(['ayse', 'hayalet']);
  const entities = storedEntities(found, new Map([['ayse', 'id of ayse']]));
  expect(entities.map((entity) => entityText(content, entity))).toEqual(['@Ayse', '@ayse']);
  expect(entities[0]).toEqual({ type: 'mention', start: 2, end: 7, username: 'ayse', userId: 'id of ayse' });
});

test('for any input, the stored text obeys the database constraints and equals what was parsed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('a', '\u0344', '\u{1d160}', '👩‍👧', ' ', '#ş', '@ayse', 'a.co'),
      maxLength: 400,
    }),
  );
  fc.assert(
    fc.property(typed, (text) => {
      let written: ReturnType<typeof validateContent>;
      try {
        written = validateContent(text);
      } catch (error) {
        if (error instanceof Problem) return;
        throw error;
      }
      expect(written.length).toBe(postLength(written.content));
      expect(written.length).toBeLessThanOrEqual(280);
      expect(codePointCount(written.content)).toBeLessThanOrEqual(8_000);
      expect(written.entities).toEqual(parseEntities(written.content));
      expect(validateContent(written.content)).toEqual(written);
    }),
  );
});
