import { expect, test } from 'vitest';
import { createPressGuard } from './press-guard.ts';

test('the second press of a double press does not count, nor any of a key that is held', () => {
  let at = 1_000;
  const counts = createPressGuard(() => at);
  expect(counts()).toBe(true);
  for (const wait of [0, 1, 399, 30, 30, 399]) {
    at += wait;
    expect(counts()).toBe(false);
  }
  at += 400;
  expect(counts()).toBe(true);
});

test('presses of different controls are independent', () => {
  const counts = createPressGuard(() => 5);
  expect([counts('like'), counts('bookmark'), counts('like'), counts('bookmark')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
