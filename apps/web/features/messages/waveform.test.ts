import { expect, test } from 'vitest';
import { BAR_COUNT, toBars } from './waveform.ts';

test('the bars span the whole recording for any number of samples', () => {
  for (const count of [1, 7, 40, 64, 79, 8_000]) {
    const rising = Array.from({ length: count }, (_, at) => (at + 1) / count);
    const bars = toBars(rising);
    expect(bars, String(count)).toHaveLength(BAR_COUNT);
    expect(bars.at(-1), String(count)).toBe(1);
    expect(bars, String(count)).toEqual([...bars].sort((one, other) => one - other));
  }
});

test('silence has flat bars', () => {
  expect(toBars(Array(64).fill(0))).toEqual(Array(BAR_COUNT).fill(0));
  expect(toBars([])).toEqual(Array(BAR_COUNT).fill(0));
});
