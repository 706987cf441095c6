import { expect, test } from 'vitest';
import { repeatedOption } from './poll-draft.ts';

test.for<[options: string[], index: number | undefined]>([
  [['Evet', 'Hayır'], undefined],
  [['Evet', ' evet '], 1],
  [['', '', ''], undefined],
  [['', 'Çay', '', 'çay'], 3],
  [['a', 'b', 'A', 'B'], 2],
  [[], undefined],
])('%j', ([options, index]) => {
  expect(repeatedOption({ options })).toBe(index);
});
