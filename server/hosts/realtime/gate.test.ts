import { expect, test } from 'vitest';
import { openGate } from './gate.ts';

test('two at a time, in the order they came, also where one fails', async () => {
  const gate = openGate(2);
  const begun: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const works = [0, 1, 2, 3].map((index) =>
    gate(() => {
      begun.push(index);
      return new Promise<number>((resolve, reject) => {
        ends[index] = (error) => (error ? reject(error) : resolve(index));
      });
    }),
  );
  const failed = expect(works[1]).rejects.toThrow('broken');
  await expect.poll(() => begun).toEqual([0, 1]);
  ends[1]?.(new Error('broken'));
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  ends[3]?.();
  expect(await Promise.all([works[0], works[2], works[3]])).toEqual([0, 2, 3]);
  await failed;
  expect(await gate(async () => 'free again')).toBe('free again');
});
