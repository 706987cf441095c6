import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointCount, normalise } from './characters.ts';
import { LINK_LENGTH, POST_MAX, POST_MAX_CODE_POINTS, postLength, splitAtLimit } from './length.ts';
import { adversarial, entityDenseText } from './testing.ts';

test('a link counts 23, whether long, short or bare', () => {
  expect(postLength(`https://example.com/${'a'.repeat(200)}`)).toBe(LINK_LENGTH);
  expect(postLength('bak: http://a.co!')).toBe('bak: '.length + LINK_LENGTH + '!'.length);
  expect(postLength('example.com/a example.com/b')).toBe(2 * LINK_LENGTH + 1);
});

test('a post of 280 of the longest common emoji stays within the limit of code points', () => {
  const post = '👩🏽‍❤️‍💋‍👩🏿'.repeat(POST_MAX);
  expect(postLength(post)).toBe(POST_MAX);
  expect(codePointCount(post)).toBeLessThanOrEqual(POST_MAX_CODE_POINTS);
});

test('the length is that of the normalised text', () => {
  fc.assert(
    fc.property(entityDenseText, (text) => {
      expect(postLength(normalise(text))).toBe(postLength(text));
      expect(postLength(normalise(text).normalize('NFD'))).toBe(postLength(text));
    }),
  );
});

test('the excess begins at the first grapheme or link that does not fit', () => {
  expect(splitAtLimit('merhaba', 7)).toEqual({ within: 'merhaba', over: '' });
  expect(splitAtLimit('merhaba👩‍👩‍👧‍👦!', 7)).toEqual({ within: 'merhaba', over: '👩‍👩‍👧‍👦!' });
  expect(splitAtLimit('bak https://example.com/x ok', 26)).toEqual({
    within: 'bak ',
    over: 'https://example.com/x ok',
  });
  expect(splitAtLimit('bak https://example.com/x ok', 27)).toEqual({
    within: 'bak https://example.com/x',
    over: ' ok',
  });
});

test('the two parts make the whole, and there is an excess exactly when the post is too long', () => {
  fc.assert(
    fc.property(entityDenseText, fc.nat(60), (text, max) => {
      const { within, over } = splitAtLimit(text, max);
      expect(within + over).toBe(normalise(text));
      expect(over === '').toBe(postLength(text) <= max);
    }),
  );
});

test.for(adversarial)('counting 4,000 code points of %j terminates', (pattern) => {
  const text = pattern.repeat(4_000).slice(0, 4_000);
  const { within, over } = splitAtLimit(text, POST_MAX);
  expect(within + over).toBe(normalise(text));
});
