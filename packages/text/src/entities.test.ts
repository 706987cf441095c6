import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointCount, sliceCodePoints } from './characters.ts';
import { entityText, parseEntities } from './entities.ts';
import { hashtagKey } from './fold.ts';
import { adversarial, entityDenseText } from './testing.ts';
import { USERNAME_PATTERN } from './username.ts';

const found = (text: string) => parseEntities(text).map((entity) => entityText(text, entity));

test('offsets count code points, so letters outside the BMP count as one', () => {
  expect(parseEntities('🙂𝒜 @Ayse_9 #Sınav https://example.com/ş')).toEqual([
    { type: 'mention', start: 3, end: 10, username: 'ayse_9' },
    { type: 'hashtag', start: 11, end: 17, tag: 'Sınav', key: 'sinav' },
    { type: 'link', start: 18, end: 39, url: 'https://example.com/%C5%9F' },
  ]);
});

test.for([
  ['@ayse', ['@ayse']],
  ['(@ayse), .@bora "@can_1"!', ['@ayse', '@bora', '@can_1']],
  ["@ayse'nin notları @bora’ya", ['@ayse', '@bora']],
  ['Selam.@ayse', ['@ayse']],
  ['@ayse.Teşekkürler @bora.', ['@ayse', '@bora']],
  ['@ab', []],
  ['@abcdefghijklmnopqrstu', []],
  ['@ayşe', []],
  ['a@ayse', []],
  ['ş@ayse', []],
  ['@@ayse', []],
  ['ayse@itu.edu.tr', []],
  ['@itu.edu.tr', []],
  ['@ayse@mastodon.example', []],
  ['@\u212aelvin', []],
  ['https://example.com/@ayse', ['https://example.com/@ayse']],
] as const)('in %j the mentions and links are %j', ([text, expected]) => {
  expect(found(text)).toEqual(expected);
});

test.for([
  ['#sınav', ['#sınav']],
  ['(#Güz2026), #final_haftası! #2026güz', ['#Güz2026', '#final_haftası', '#2026güz']],
  ["#sınav'da #s\u0327en", ['#sınav', '#s\u0327en']],
  ['#हिन्दी #漢字 #می\u200cخواهم', ['#हिन्दी', '#漢字', '#می\u200cخواهم']],
  ['#1 #2026 #_ #', []],
  ['a#sınav 5#sınav &#sınav; ##sınav', []],
  ['#️⃣ #1️⃣ #\u0301a', []],
  ['#bir#iki', ['#bir']],
  ['#🙂', []],
  [`#${'a'.repeat(50)}`, [`#${'a'.repeat(50)}`]],
  [`#${'a'.repeat(51)}`, []],
  ['#ders.com', ['#ders']],
  ['https://example.com/#sınav x/#y', ['https://example.com/#sınav']],
] as const)('in %j the hashtags and links are %j', ([text, expected]) => {
  expect(found(text)).toEqual(expected);
});

test.for([
  ['https://example.com/a?b=1&c=[2]#d', ['https://example.com/a?b=1&c=[2]#d']],
  [
    'Bak: https://example.com. Sonra http://example.com/a, (https://example.com/b)!',
    ['https://example.com', 'http://example.com/a', 'https://example.com/b'],
  ],
  [
    'https://tr.wikipedia.org/wiki/Ay_(uydu) (https://tr.wikipedia.org/wiki/Ay_(uydu))',
    ['https://tr.wikipedia.org/wiki/Ay_(uydu)', 'https://tr.wikipedia.org/wiki/Ay_(uydu)'],
  ],
  ['HTTPS://EXAMPLE.COM', ['HTTPS://EXAMPLE.COM']],
  ['http://localhost:3000/x', ['http://localhost:3000/x']],
  ['example.com/yol www.itu.edu.tr socket.io', ['example.com/yol', 'www.itu.edu.tr', 'socket.io']],
  ["itu.edu.tr'de, https://example.com/afiş'e bak", ['itu.edu.tr', 'https://example.com/afiş']],
  ["https://tr.wikipedia.org/wiki/Kur'an", ["https://tr.wikipedia.org/wiki/Kur'an"]],
  ['https://tr.wikipedia.org/wiki/Kur’an’da geçer', ['https://tr.wikipedia.org/wiki/Kur’an']],
  ["https://example.com/Ankara'nın_tarihi", ["https://example.com/Ankara'nın_tarihi"]],
  ["https://example.com/Ankara'nın/tarihi'nde", ["https://example.com/Ankara'nın/tarihi"]],
  ["https://example.com/d'Ivoire (example.com/x's)", ["https://example.com/d'Ivoire", "example.com/x's"]],
  ["https://example.com'un example.com’a", ['https://example.com', 'example.com']],
  ['‘https://example.com/a’ “https://example.com/b”', ['https://example.com/a', 'https://example.com/b']],
  ['forms.gle/abc (chat.whatsapp.com/x)', ['forms.gle/abc', 'chat.whatsapp.com/x']],
  ["forms.gle/abc'yi doldur", ['forms.gle/abc']],
  ['forms.gle bitti.now ödev.Sonra/önce node.js/x a.k.a/b main.rs 3.5/4 son.zip', []],
  ['✨example.com✨ https://example.com/a🙂', ['example.com', 'https://example.com/a']],
  [
    'https://example.com/a\u200b example.com/b\u200eson https://example.com/c\ufeff',
    ['https://example.com/a', 'example.com/b', 'https://example.com/c'],
  ],
  [
    'https://ban\u00adka.com/x ban\u200bka.com bank\u2060.com.tr www.odtu.\u00adedu.tr bak:\u200bitu.edu.tr',
    ['itu.edu.tr'],
  ],
  ['https://fa.wikipedia.org/wiki/می\u200cخواهم', ['https://fa.wikipedia.org/wiki/می\u200cخواهم']],
  ['tamam.de geldim.ne main.py readme.md index.ts node.js 3.14 v1.2.3 1.2.3.4', []],
  ['www.spiegel.de spiegel.de/politik', ['www.spiegel.de', 'spiegel.de/politik']],
  ['Geldim.Sonra gittim...sonra', []],
  ['javascript:alert(1) data:text/html,x ftp://example.com/a mailto:a@example.com //example.com', []],
  ['ayse@itu.edu.tr a.com@itu.edu.tr', []],
  ['http://bank.com@evil.com/x http://ayse:gizli@example.com/ http://obs', []],
] as const)('in %j the links are %j', ([text, expected]) => {
  expect(found(text)).toEqual(expected);
});

test('a bare domain opens with https', () => {
  expect(parseEntities('itu.edu.tr')).toMatchObject([{ url: 'https://itu.edu.tr/' }]);
});

test('a host of look-alike letters is punycode in the url', () => {
  expect(parseEntities('https://\u0430pple.com')).toMatchObject([{ url: 'https://xn--pple-43d.com/' }]);
});

test('in any text, entities are in order, do not overlap, and slice to their text', () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 4, arbitrary: entityDenseText }, fc.string({ unit: 'binary' })),
      (text) => {
        let position = 0;
        for (const entity of parseEntities(text)) {
          expect(entity.start).toBeGreaterThanOrEqual(position);
          expect(entity.end).toBeGreaterThan(entity.start);
          position = entity.end;
          const slice = sliceCodePoints(text, entity.start, entity.end);
          if (entity.type === 'mention') {
            expect(slice.toLowerCase()).toBe(`@${entity.username}`);
            expect(entity.username).toMatch(USERNAME_PATTERN);
          } else if (entity.type === 'hashtag') {
            expect(slice).toBe(`#${entity.tag}`);
            expect(entity.key).toBe(hashtagKey(entity.tag));
            expect(entity.key).not.toBe('');
          } else {
            expect(entity.url).toMatch(/^https?:\/\/[^\s"<>]+$/);
            expect(slice.includes('.') || /^https?:/i.test(slice)).toBe(true);
          }
        }
        expect(position).toBeLessThanOrEqual(codePointCount(text));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('an address keeps its apostrophes, except for a case ending after one', () => {
  const ending = fc.constantFrom(
    ...'a e ı i u ü ya ye yı yi yu yü na ne nı ni ın in un ün nın nin nun nün da de ta te dan den tan ten'.split(
      ' ',
    ),
    ...'nda nde ndan nden la le yla yle lar ler lara leri lerin larda lerden daki deki ndeki dır dir'.split(
      ' ',
    ),
  );
  const path = fc
    .string({ unit: fc.constantFrom(...'abckmşöz09/_-'), minLength: 1 })
    .map((text) => `${text}z`);
  const name = fc.constantFrom('Kur', 'O', 'Côte_d', 'Rubik');
  const apostrophe = fc.constantFrom("'", '’');
  fc.assert(
    fc.property(
      path,
      name,
      apostrophe,
      fc.constantFrom('an', 's', 'Ivoire', 'Neill'),
      ending,
      (end, word, sign, own, hung) => {
        for (const host of ['https://example.com/', 'itu.edu.tr/', 'forms.gle/']) {
          const address = `${host}${end}/${word}${sign}${own}`;
          expect(found(`${address} `)).toEqual([address]);
          expect(found(`${address}${sign}${hung}.`)).toEqual([address]);
          expect(found(`(${host}${word}${sign}${hung}_${end})`)).toEqual([
            `${host}${word}${sign}${hung}_${end}`,
          ]);
        }
      },
    ),
  );
});

test('an entity between spaces is found, whatever else the text contains', () => {
  fc.assert(
    fc.property(entityDenseText, entityDenseText, (before, after) => {
      expect(found(`${before} @ayse ${after}`)).toContain('@ayse');
      expect(found(`${before} #sınav ${after}`)).toContain('#sınav');
      expect(found(`${before} https://example.com/x ${after}`)).toContain('https://example.com/x');
    }),
  );
});

test.for(adversarial)('parsing 4,000 code points of %j terminates', (pattern) => {
  for (const before of ['', 'http://a.co/', 'a.co/(', '@', '#', '#a']) {
    const text = sliceCodePoints(before + pattern.repeat(4_000), 0, 4_000);
    expect(parseEntities(text).length).toBeLessThan(4_000);
  }
});
