import { fold } from '@chitlaq/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './corrections.ts';
import { documentOf } from './document.ts';
import { createHighlighter } from './highlight.ts';
import { ANY_AUTHOR, isDate, parseQuery, toTsquery, toWordsTsquery } from './query.ts';
import { splitIntoWords, stemsOf, turkishStems } from './tokenizer.ts';

const shares = (a: string, b: string) => {
  const stems = new Set(stemsOf(fold(a)));
  return stemsOf(fold(b)).some((stem) => stems.has(stem));
};

test.for([
  ['sınavlar', 'sınavı'],
  ['kütüphane', 'kütüphanede'],
  ['kütüphaneye', 'kütüphanenin'],
  ['kedi', 'kedilerimiz'],
  ['kitap', 'kitabını'],
  ['yurt', 'yurdunda'],
  ['renk', 'rengi'],
  ['öğrenci', 'ogrencilerden'],
  ['gitmek', 'gidiyorum'],
  ['oku', 'okuyacağım'],
  ['bekle', 'bekleyen'],
  ['hoca', 'hocamın'],
  ['bekle', 'bekleriz'],
  ['getirmek', 'getiririm'],
  ['koşmak', 'koşarken'],
  ['exam', 'exams'],
  ['bus', 'buses'],
  ['studying', 'study'],
  ['İSTANBUL', 'ıstanbulda'],
] as const)('%s and %s count as forms of one word', ([a, b]) => {
  expect(shares(a, b)).toBe(true);
});

test.for([
  ['kar', 'karar'],
  ['kar', 'kartal'],
  ['final', 'finans'],
  ['ders', 'dershane'],
  ['at', 'atlas'],
  ['son', 'sonra'],
  ['bus', 'bu'],
] as const)('%s and %s do not', ([a, b]) => {
  expect(shares(a, b)).toBe(false);
});

test('any word has stems, the word itself among them, within limits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      for (const { folded, start, end } of splitIntoWords(text)) {
        expect(text.slice(start, end).length).toBeGreaterThan(0);
        expect(turkishStems(folded).length).toBeLessThanOrEqual(20);
      }
    }),
  );
});

test('any text can be a query and a document: nothing throws, and it cannot break out of PostgreSQL’s notation', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const parsedQuery = parseQuery(text);
      const tsquery = toTsquery(parsedQuery, ANY_AUTHOR);
      if (tsquery !== null) expect((tsquery.match(/'/g)?.length ?? 0) % 2).toBe(0);
      const words = documentOf({
        id: '',
        authorId: 'x',
        content: text,
        contentWarning: null,
        language: null,
        hashtags: [],
        hasMedia: false,
        hasPoll: false,
        hasLink: false,
      });
      expect((words.match(/'/g)?.length ?? 0) % 2).toBe(0);
    }),
  );
});

test('a query is parsed', () => {
  expect(
    parseQuery(
      'Vize  notları from:@Ayse -from:bora has:medya -has:anket lang:TR -lang:en since:2026-11-01 until:2026-11-20 #Sınav “orta çim” -final -"ek süre" yem',
    ),
  ).toEqual({
    words: ['vize', 'notlari', 'yem'],
    exact: [],
    isLastPartial: true,
    phrases: [['orta', 'cim']],
    excludedPhrases: [['final'], ['ek', 'sure']],
    hashtags: ['sinav'],
    excludedHashtags: [],
    mentioned: [],
    from: ['ayse'],
    excludedFrom: ['bora'],
    has: ['media'],
    excludedHas: ['poll'],
    language: 'tr',
    excludedLanguages: ['en'],
    since: '2026-11-01',
    until: '2026-11-20',
    invalid: [],
  });
});

test.for(['since:dün', 'since:2026-02-30', 'has:ses', 'lang:de', 'from:a', '-since:2026-11-01'])(
  '%s is reported as invalid',
  (q) => {
    const [operator, value] = q.split(':');
    expect(parseQuery(q).invalid).toEqual([{ operator, value }]);
  },
);

test.for([
  ['kayıp', 'Kaybımız büyük'],
  ['kayıtlar', 'Kaydını yenile'],
  ['ismim', 'hangi isim'],
  ['fikri', 'bir fikir'],
  ['running', 'we ran home'],
  ['wrote', 'write it down'],
  ['kampüs kedisi', 'günaydın #kampüskedileri'],
] as const)('%s finds “%s” by its lemma variants', ([q, text]) => {
  expect(createHighlighter(parseQuery(`${q} `))(text)).toHaveLength(1);
});

test.for([
  ['burn', 'burun'],
  ['make', 'madem'],
  ['eat', 'ateşi'],
  ['ne var', 'nevar'],
] as const)('%s does not find “%s”', ([q, text]) => {
  expect(createHighlighter(parseQuery(`${q} `))(text)).toEqual([]);
});

test('messages indexed before the rule for soft consonants are found as well', () => {
  expect(toWordsTsquery(parseQuery('ad '))).toContain("'s:at'");
  expect(toWordsTsquery(parseQuery('bağ '))).toContain("'s:bak'");
  expect(toTsquery(parseQuery('bağ '), ANY_AUTHOR)).not.toContain("'s:bak'");
});

test('a query that only excludes is empty', () => {
  expect(toTsquery(parseQuery('-vize'), ANY_AUTHOR)).toBeNull();
  expect(toTsquery(parseQuery('  '), ANY_AUTHOR)).toBeNull();
  expect(isDate('2024-02-29')).toBe(true);
  expect(isDate('2023-02-29')).toBe(false);
});

test('the edit distance counts letters added, removed, changed and swapped', () => {
  expect([
    editDistance('sinav', 'sinva'),
    editDistance('kedi', 'kdi'),
    editDistance('kutuphane', 'kutpuhanne'),
  ]).toEqual([1, 1, 2]);
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, a)).toBe(0);
    }),
  );
});
