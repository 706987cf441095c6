import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalJson,
  GENESIS,
  hashAfter,
  type LogEntry,
  leafOf,
  publishedParts,
  SMALLEST_COUNT,
  verifyLog,
} from './moderation-log.ts';

/** A log with these words. */
async function logOf(words: readonly string[]): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const [index, word] of words.entries()) {
    const seq = index + 1;
    const entry = canonicalJson({ v: 1, seq, word, commitments: {} });
    const hash = await hashAfter(entries.at(-1)?.hash ?? GENESIS, await leafOf(entry));
    entries.push({ seq, entry, hash });
  }
  return entries;
}

const words = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 12 });

test('a log that nobody touched has no fault', () =>
  fc.assert(
    fc.asyncProperty(words, async (given) => {
      expect(await verifyLog(await logOf(given))).toEqual([]);
    }),
  ));

test('whichever entry is changed, dropped or moved is named', () =>
  fc.assert(
    fc.asyncProperty(words, fc.nat(), fc.string({ unit: 'grapheme' }), async (given, nth, word) => {
      const log = await logOf(given);
      const at = nth % log.length;
      const { seq, hash } = log[at] as LogEntry;

      const entry = canonicalJson({ v: 1, seq, word: `${given[at]}${word}!`, commitments: {} });
      expect(await verifyLog(log.with(at, { seq, entry, hash }))).toEqual([{ problem: 'changed', seq }]);

      const head = { day: '2026-11-30', ...(log.at(-1) as LogEntry) };
      expect(await verifyLog(log.toSpliced(at, 1), [head])).toEqual([{ problem: 'missing', seq, upTo: seq }]);

      const other = log[(at + 1) % log.length] as LogEntry;
      const moved = log.map((row) =>
        row.seq === seq
          ? { ...other, seq }
          : row.seq === other.seq
            ? { ...row, entry: log[at]?.entry ?? '', hash }
            : row,
      );
      const misplaced = [seq, other.seq].sort((a, b) => a - b);
      expect((await verifyLog(moved)).map((fault) => [fault.problem, fault.seq])).toEqual(
        misplaced.map((place) => ['misplaced', place]),
      );
    }),
  ));

test('published parts and their sum give no number of one to four away', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 6 }), (counts) => {
      const published = publishedParts(counts);
      const sum = counts.reduce((total, count) => total + count, 0);
      const shown = published.reduce<number>((total, count) => total + (count ?? 0), 0);
      for (const [index, count] of published.entries()) {
        expect([counts[index], null]).toContain(count);
        if (count !== null) expect(count === 0 || count >= SMALLEST_COUNT).toBe(true);
      }
      // The sum is only published from five on.
      if (sum >= SMALLEST_COUNT && published.includes(null))
        expect(sum - shown).toBeGreaterThanOrEqual(SMALLEST_COUNT);
      if (counts.every((count) => count === 0 || count >= SMALLEST_COUNT)) expect(published).toEqual(counts);
    }),
  );
});
