import { expect, test } from 'vitest';
import { holdOutcome } from './hold.ts';

test.for([
  [0, 2_000, 'sent'],
  [-79, 2_000, 'sent'],
  [200, 2_000, 'sent'],
  [-80, 2_000, 'cancelled'],
  [-80, 100, 'cancelled'],
  [0, 699, 'tooShort'],
  [0, 700, 'sent'],
] as const)('a slide of %i px after %i ms: %s', ([slide, duration, expected]) => {
  expect(holdOutcome(slide, duration)).toBe(expected);
});
