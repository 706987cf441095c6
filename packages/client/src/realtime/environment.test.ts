import { afterEach, expect, test, vi } from 'vitest';
import { realEnvironment } from './environment.ts';

afterEach(() => {
  vi.useRealTimers();
});

test.for([2 ** 31, 1e12, Number.POSITIVE_INFINITY])('a timer of %d ms does not fire at once', (ms) => {
  vi.useFakeTimers();
  const work = vi.fn();
  realEnvironment().after(ms, work);
  vi.advanceTimersByTime(86_400_000);
  expect(work).not.toHaveBeenCalled();
});
