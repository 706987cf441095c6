import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queryValue, tokenFromHash, tokenFromQuery } from './link-token.ts';

const token = fc.stringMatching(/^[\w-]{20,60}$/);
const added = fc.array(
  fc
    .tuple(fc.stringMatching(/^[a-z_]{1,12}$/), fc.string({ maxLength: 20 }))
    .filter(([name]) => name !== 'token'),
  { maxLength: 4 },
);

test('the token of an emailed link is found whatever a link rewriter adds', () => {
  fc.assert(
    fc.property(token, added, added, (value, before, after) => {
      const query = new URLSearchParams([...before, ['token', value], ...after]);
      expect(tokenFromQuery(`?${query}`)).toBe(value);
    }),
  );
});

test.for([
  ['?token=abcDEF-_123', 'abcDEF-_123'],
  ['?utm_source=mail&token=abcDEF-_123&mc_eid=1', 'abcDEF-_123'],
  ['?utm_source=mail&amp;token=abcDEF-_123', 'abcDEF-_123'],
  ['?token=&token=abcDEF-_123', 'abcDEF-_123'],
  ['?token=abcDEF-_123%20', 'abcDEF-_123'],
  ['?token=abcDEF-_123.', 'abcDEF-_123'],
  ['?token=abcDEF-_123%3E', 'abcDEF-_123'],
  ['?token=', ''],
  ['?utm_source=mail', null],
] as const)('%s contains the token %s', ([search, expected]) => {
  expect(tokenFromQuery(search)).toBe(expected);
});

test('an email address in a link is read unchanged', () => {
  expect(queryValue('?email=a.b%2Bx%40cinar.edu.tr&utm_source=mail', 'email')).toBe('a.b+x@cinar.edu.tr');
});

test.for([
  ['#abcDEF-_123', 'abcDEF-_123'],
  ['#abcDEF-_123?utm_source=mail', 'abcDEF-_123'],
  ['#abcDEF-_123&utm_source=mail', 'abcDEF-_123'],
  ['#', ''],
  ['', ''],
] as const)('%s contains the invitation %s', ([hash, expected]) => {
  expect(tokenFromHash(hash)).toBe(expected);
});
