import { expect, test } from 'vitest';
import { withTitleCount } from './title-count.ts';

test.for([
  ['Akış', 3, '(3) Akış'],
  ['(2) Akış', 3, '(3) Akış'],
  ['(99+) Akış', 0, 'Akış'],
  ['Akış', 100, '(99+) Akış'],
  ['(bir) Akış', 0, '(bir) Akış'],
] as const)('%s with %i unread is %s', ([title, count, shown]) => {
  expect(withTitleCount(title, count)).toBe(shown);
  expect(withTitleCount(shown, count)).toBe(shown);
});
