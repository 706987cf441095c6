import { expect, test } from 'vitest';
import { readProblem } from './problem.ts';

test('a problem carries the seconds of Retry-After, in either form', async () => {
  const headers = { 'retry-after': 'Sun, 29 Nov 2026 12:02:00 GMT', date: 'Sun, 29 Nov 2026 12:00:00 GMT' };
  expect((await readProblem(new Response('{}', { status: 503, headers }))).retryAfter).toBe(120);
  expect(
    (await readProblem(new Response('{}', { status: 429, headers: { 'retry-after': '7' } }))).retryAfter,
  ).toBe(7);
});
