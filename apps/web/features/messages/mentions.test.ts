import { expect, test } from 'vitest';
import { mentionAtCaret } from './mentions.tsx';

test('"@" at the start of a word begins a mention, up to the caret', () => {
  expect(mentionAtCaret('Selam @be', 9)).toEqual({ start: 7, typed: 'be' });
  expect(mentionAtCaret('@', 1)).toEqual({ start: 1, typed: '' });
  expect(mentionAtCaret('ad@okul', 7)).toBeUndefined();
  expect(mentionAtCaret('@bora geldi', 11)).toBeUndefined();
});
