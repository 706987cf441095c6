import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldUsername, suggestUsernames, USERNAME_PATTERN, usernameProblem } from './username.ts';

test.for([
  ['ayse_9', null],
  ['', 'too_short'],
  ['ab', 'too_short'],
  ['a'.repeat(20), null],
  ['a'.repeat(21), 'too_long'],
  ['Ayse', 'bad_characters'],
  ['ayşe', 'bad_characters'],
  ['ay se', 'bad_characters'],
  ['ayse\n', 'bad_characters'],
  ['admin', 'reserved'],
  ['_ad_min_', 'reserved'],
  ['ayarlar', 'reserved'],
  ['settings', 'reserved'],
  ['chitlaq_destek', 'reserved'],
  ['adminoglu', null],
] as const)('the username %j has the problem %s', ([value, problem]) => {
  expect(usernameProblem(value)).toBe(problem);
});

test('a value without a problem always matches the pattern', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ9_ış-\n') }), (value) => {
      if (usernameProblem(value) === null) expect(value).toMatch(USERNAME_PATTERN);
    }),
  );
});

test('a Turkish name gives usernames that are similar to it', () => {
  expect(suggestUsernames('Ayşe Nur Yılmaz')).toEqual([
    'aysenuryilmaz',
    'ayse_yilmaz',
    'ayseyilmaz',
    'ayilmaz',
    'yilmaz_ayse',
  ]);
  expect(suggestUsernames('İĞDE')).toEqual(['igde', 'igde2', 'igde3', 'igde4', 'igde5']);
});

test('taken and reserved names are skipped', () => {
  const taken = new Set(['bora', 'bora2', 'bora3']);
  expect(suggestUsernames('Bora', (username) => taken.has(username))).toEqual([
    'bora4',
    'bora5',
    'bora6',
    'bora7',
    'bora8',
  ]);
  expect(suggestUsernames('Admin')).not.toContain('admin');
});

test('nothing is suggested for a name without Latin letters, or if all suggestions are taken', () => {
  expect(suggestUsernames('محمد 🙂')).toEqual([]);
  expect(suggestUsernames('Bora', () => true)).toEqual([]);
});

test('every suggestion is valid, available and unique, whatever the name', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 4 })),
      fc.nat(3),
      (name, hash) => {
        const taken = (username: string) => username.length % 4 === hash;
        const suggestions = suggestUsernames(name, taken);
        expect(new Set(suggestions).size).toBe(suggestions.length);
        for (const suggestion of suggestions) {
          expect(usernameProblem(suggestion)).toBeNull();
          expect(taken(suggestion)).toBe(false);
        }
      },
    ),
  );
});

test.for([
  ['ayşe', 'ayse'],
  ['AYŞE nur', 'ayse_nur'],
  ['ılgın.öz', 'ilgin_oz'],
  ['__Ada__', 'ada'],
  ['Ş', null],
  ['!!!', null],
  ['Admin', null],
  ['çok uzun bir kullanıcı adı', 'cok_uzun_bir_kullani'],
] as const)('%s is offered as %s', ([typed, username]) => {
  expect(foldUsername(typed)).toBe(username);
});
