import { entityText, parseEntities } from '@chitlaq/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionAtCaret } from './completion-at-caret.ts';
import { insertCompletion, startsLike } from './insert-completion.ts';

/** The text with the caret at "|". */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return { text: marked.replace('|', ''), caret };
};
const find = (marked: string) => {
  const { text, caret } = at(marked);
  return completionAtCaret(text, caret);
};
const choose = (marked: string, name: string): string => {
  const { text, caret } = at(marked);
  const target = completionAtCaret(text, caret);
  if (!target) return 'none';
  const after = insertCompletion(text, target, name);
  return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
};

test.for([
  ['Selam @be|', '@', 'be'],
  ['@|', '@', ''],
  ['#|', '#', ''],
  ['(@İpek|', '@', 'İpek'],
  ['“#sınav|', '#', 'sınav'],
  ['satır\n#vize|', '#', 'vize'],
  ['@ay|şe geldi', '@', 'ay'],
  ['👍@can|', '@', 'can'],
] as const)('%s is unfinished', ([marked, sigil, typed]) => {
  expect(find(marked)).toMatchObject({ sigil, typed });
});

test.for([
  'ad@okul|',
  '@bora geldi|',
  '@@a|',
  'C#|',
  '&#39|',
  'https://medium.com/@ad|',
  'medium.com/@|',
  'sayfa.com/#bolum|',
  '|@ayse',
  'a|b',
])('%s is nothing to complete', (marked) => {
  expect(find(marked)).toBeUndefined();
});

test('a name replaces what is typed, and the caret follows it and a space', () => {
  expect(choose('Selam @be|', 'berk')).toBe('Selam @berk |');
  expect(choose('Selam @be| nasılsın', 'berk')).toBe('Selam @berk |nasılsın');
  expect(choose('Selam @be|, nasılsın', 'berk')).toBe('Selam @berk|, nasılsın');
  expect(choose('@be|\nikinci', 'berk')).toBe('@berk|\nikinci');
  expect(choose('(#vi|)', 'vize')).toBe('(#vize|)');
});

test('in the middle of a word, the rest is replaced only if it belongs to the name', () => {
  expect(choose('@ay|se geldi', 'ayse')).toBe('@ayse |geldi');
  expect(choose('@Ay|ŞE geldi', 'ayse')).toBe('@ayse |geldi');
  expect(choose('@|Merhaba', 'ayse')).toBe('@ayse |Merhaba');
  expect(choose('@ay|.com', 'ayse')).toBe('@ayse |.com');
});

test.for([
  ['İPEK', 'ipek', true],
  ['Işık Çağlayan', 'ıs', true],
  ['Işık Çağlayan', 'cag', true],
  ['Işık Çağlayan', 'ğla', false],
  ['ayse', '', true],
] as const)('%s begins with %s: %s', ([name, typed, expected]) => {
  expect(startsLike(name, typed)).toBe(expected);
});

const piece = fc.constantFrom(
  ...'@@##a şİıZ9_ .,)\n-/&:',
  'ayse',
  '@bora',
  'medium.com/',
  'https://',
  '👩🏽‍🚀',
  'i\u0307',
  '\u200d',
  '️⃣',
);
const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

test('whatever is around, the text before stays, nothing but the word is lost, and the result is an entity', () => {
  fc.assert(
    fc.property(
      texts,
      texts,
      fc.constantFrom('@', '#'),
      fc.constantFrom('', 'a', 'ay', 'İ', 'sı'),
      (before, after, sigil, typed) => {
        const text = before + sigil + typed + after;
        const caret = (before + sigil + typed).length;
        const target = completionAtCaret(text, caret);
        if (!target) return;
        expect(text.slice(target.start, caret)).toBe(target.sigil + target.typed);
        const name = target.sigil === '@' ? 'ayse_k' : 'sınavİkinci';
        const made = insertCompletion(text, target, name);
        const head = text.slice(0, target.start);
        expect(made.text.startsWith(head + target.sigil + name)).toBe(true);
        const rest = made.text.slice((head + target.sigil + name).length).replace(/^ /, '');
        expect(text.slice(caret).endsWith(rest) || ` ${rest}` === text.slice(caret)).toBe(true);
        expect(made.caret).toBeGreaterThanOrEqual(target.start + 1 + name.length);
        expect(
          parseEntities(made.text).some(
            (entity) => entity.type !== 'link' && entityText(made.text, entity) === target.sigil + name,
          ),
        ).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
