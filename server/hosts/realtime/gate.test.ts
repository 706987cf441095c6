import { expect, test } from 'vitest';
import { openGate } from './gate.ts';

test('two at a time, in the order they came, also where one fails', async () => {
  const gate = openGate(2);
  const begun: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const works = [0, 1, 2, 3].map((index) =>
    gate.run(() => {
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
  expect(await gate.run(async () => 'free again')).toBe('free again');
});

test('how long one would wait is told by how fast others went before', async () => {
  let time = 0;
  const gate = openGate(1, () => time);
  const ends: (() => void)[] = [];
  const works = Array.from({ length: 1_000 }, () =>
    gate.run(() => new Promise<void>((resolve) => ends.push(resolve))),
  );
  expect(gate.waitMs).toBe(0);
  const endNext = async (count: number) => {
    await expect.poll(() => ends.length).toBe(count + 1);
    time += 20;
    ends[count]?.();
  };
  for (let count = 0; count < 500; count++) await endNext(count);
  await works[499];
  expect(gate.waitMs / 499).toBeCloseTo(20, 1);
  for (let count = 500; count < 1_000; count++) await endNext(count);
  await Promise.all(works);
  expect(gate.waitMs).toBe(0);
});
