import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashtagKey, isBlank, parseEntities, withoutInvisible } from './index.ts';

/** Every character that Unicode calls default ignorable, and invisible white space. */
const IGNORABLE: string[] = [];
for (let codePoint = 0; codePoint <= 0xe0fff; codePoint += 1) {
  if (codePoint >= 0x20000 && codePoint < 0xe0000) continue;
  const character = String.fromCodePoint(codePoint);
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) IGNORABLE.push(character);
}
const ignorable = fc.constantFrom(...IGNORABLE);
const invisible = fc.oneof(
  ignorable,
  fc.constantFrom(...' \t\n\u00a0\u1680\u2003\u2028\u3000\u2800\ufffa\ufffc\u{13441}'),
);
const letters = fc.string({
  unit: fc.constantFrom(...'abcçdefgğhıijklmnoöprsştuüvyz'),
  minLength: 1,
  maxLength: 12,
});

test('no ignorable character changes a key', () => {
  expect(IGNORABLE.length).toBeGreaterThan(4_000);
  expect(new Set(IGNORABLE.map((character) => hashtagKey(`şen${character}lik`)))).toEqual(
    new Set(['senlik']),
  );
  expect(new Set(IGNORABLE.map(withoutInvisible))).toEqual(new Set(['']));
});

test('a text of invisible characters is blank, and one letter or emoji makes it not blank', () => {
  fc.assert(
    fc.property(
      fc.array(invisible),
      fc.array(invisible),
      fc.constantFrom('a', '.', '👍', '🇹🇷', 'ۀ', '한'),
      (before, after, drawn) => {
        expect(isBlank(before.join(''))).toBe(true);
        expect(isBlank([...before, drawn, ...after].join(''))).toBe(false);
      },
    ),
  );
});

test('a hashtag is the same tag with any invisible characters inside, and invisible characters alone are no tag', () => {
  fc.assert(
    fc.property(
      letters,
      ignorable,
      letters,
      fc.array(ignorable, { minLength: 1 }),
      (one, inside, other, alone) => {
        const [plain] = parseEntities(`#${one}${other}`);
        const [mixed] = parseEntities(`#${one}${inside}${other}`);
        expect(mixed).toMatchObject({
          type: 'hashtag',
          start: 0,
          key: plain?.type === 'hashtag' && plain.key,
        });
        expect(mixed?.end).toBe((plain?.end ?? 0) + 1);
        expect(parseEntities(`#${alone.join('')}`)).toEqual([]);
      },
    ),
  );
});

test.for([
  ['şen\u00adlik', 'şenlik'],
  ['şen\u3164\u{e0100}lik', 'şenlik'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['şenlik\u200d\ufe0f', 'şenlik'],
] as const)('the tag of #%j is shown as %j', ([typed, shown]) => {
  expect(parseEntities(`#${typed} `)).toMatchObject([{ type: 'hashtag', tag: shown }]);
});

test.for([
  ['❤️#sınav', 1],
  ['❤️@ayse', 1],
  ['@ayse\u200b', 1],
  ['bir\u200b#sınav', 0],
  ['bir\u00ad@ayse', 0],
  ['@ayse\u200bcan', 0],
] as const)('in %j there are %i entities', ([text, count]) => {
  expect(parseEntities(text)).toHaveLength(count);
});

test('flags that differ only in tag characters stay different', () => {
  expect(new Set(['🏴', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'].map(hashtagKey)).size).toBe(3);
});
