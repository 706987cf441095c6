import { expect, test } from 'vitest';
import { openLimiter } from './sign-in-limiter.ts';

test('runs two at a time, in order of arrival, even if one fails', async () => {
  const limiter = openLimiter(2);
  const started: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const runs = [0, 1, 2, 3].map((index) =>
    limiter.run(() => {
      started.push(index);
      return new Promise<number>((resolve, reject) => {
        ends[index] = (error) => (error ? reject(error) : resolve(index));
      });
    }),
  );
  const failed = expect(runs[1]).rejects.toThrow('broken');
  await expect.poll(() => started).toEqual([0, 1]);
  ends[1]?.(new Error('broken'));
  await expect.poll(() => started).toEqual([0, 1, 2]);
  ends[0]?.();
  await expect.poll(() => started).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  ends[3]?.();
  expect(await Promise.all([runs[0], runs[2], runs[3]])).toEqual([0, 2, 3]);
  await failed;
  expect(await limiter.run(async () => 'free again')).toBe('free again');
});

test('estimates the wait by the speed of earlier work', async () => {
  let time = 0;
  const limiter = openLimiter(1, () => time);
  const ends: (() => void)[] = [];
  const runs = Array.from({ length: 1_000 }, () =>
    limiter.run(() => new Promise<void>((resolve) => ends.push(resolve))),
  );
  expect(limiter.waitMs).toBe(0);
  const endNext = async (count: number) => {
    await expect.poll(() => ends.length, { interval: 1 }).toBe(count + 1);
    time += 20;
    ends[count]?.();
  };
  for (let count = 0; count < 500; count++) await endNext(count);
  await runs[499];
  expect(limiter.waitMs / 499).toBeCloseTo(20, 1);
  for (let count = 500; count < 1_000; count++) await endNext(count);
  await Promise.all(runs);
  expect(limiter.waitMs).toBe(0);
});
