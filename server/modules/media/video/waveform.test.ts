import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { hasFfmpeg } from './run-program.ts';
import { loudnessOf, partsOf, waveform } from './waveform.ts';

const run = promisify(execFile);
const log = pino({ level: 'silent' });

const samples = (values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeInt16LE(value, at * 2);
  return bytes;
};
const waveOf = (...data: Buffer[]) => {
  const loudness = loudnessOf();
  for (const part of data) loudness.add(part);
  return partsOf(loudness.squares());
};

test('whatever the sound, its waveform is 64 numbers from 0 to 100, the loudest 100', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 12_000 }), (values) => {
      const wave = waveOf(samples(values));
      expect(wave).toHaveLength(64);
      for (const figure of wave) expect(Number.isInteger(figure) && figure >= 0 && figure <= 100).toBe(true);
      expect([0, 100]).toContain(Math.max(...wave));
    }),
    { numRuns: 50 },
  );
});

test('the chunks of the stream do not matter, not even when a sample is split', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 2, maxLength: 9_000 }),
      fc.array(fc.nat(9_000), { maxLength: 6 }),
      (bytes, cuts) => {
        const original = Buffer.from(bytes);
        const offsets = [0, ...cuts.map((cut) => Math.min(cut, original.length)), original.length].sort(
          (a, b) => a - b,
        );
        const parts = offsets.slice(1).map((to, index) => original.subarray(offsets[index], to));
        expect(waveOf(...parts)).toEqual(waveOf(original));
      },
    ),
    { numRuns: 50 },
  );
});

test('loud parts are high, and silence is flat', () => {
  const loud = Array.from({ length: 8_000 }, (_, at) => (at < 4_000 ? 0 : at % 2 ? 16_000 : -16_000));
  const wave = waveOf(samples(loud));
  expect(wave.slice(0, 31).every((figure) => figure === 0)).toBe(true);
  expect(wave.slice(33).every((figure) => figure === 100)).toBe(true);
  expect(waveOf(samples(loud.map((value) => Math.sign(value))))).toEqual(Array(64).fill(0));
  expect(waveOf(Buffer.alloc(0))).toEqual(Array(64).fill(0));
});

test.skipIf(!(await hasFfmpeg()))(
  'a recording’s waveform shows where one speaks; an unreadable one has none',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chitlaq-wave-'));
    try {
      const path = join(folder, 'a.m4a');
      const voice = "aevalsrc='if(between(t,1,2),0.5,0.05)*sin(880*PI*t)':duration=4:sample_rate=16000";
      await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', voice, path]);
      const wave = (await waveform(path, log)) ?? [];
      expect(wave).toHaveLength(64);
      const mean = (from: number, to: number) =>
        wave.slice(from, to).reduce((sum, figure) => sum + figure, 0) / (to - from);
      expect(mean(18, 30)).toBeGreaterThan(90);
      expect(mean(0, 14)).toBeLessThan(20);
      expect(mean(36, 64)).toBeLessThan(20);
      expect(mean(36, 60)).toBeGreaterThan(2);
      writeFileSync(path, 'no sound at all');
      expect(await waveform(path, log)).toBeNull();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
