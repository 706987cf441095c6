import { expect, test } from 'vitest';
import { begunAt } from './mentions.tsx';

test('a name is begun by "@" at a word’s start, up to the caret', () => {
  expect(begunAt('Selam @be', 9)).toEqual({ start: 7, typed: 'be' });
  expect(begunAt('@', 1)).toEqual({ start: 1, typed: '' });
  expect(begunAt('ad@okul', 7)).toBeUndefined();
  expect(begunAt('@bora geldi', 11)).toBeUndefined();
});
