import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSampled, logDestination, openLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chitlaq-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MB = 1024 * 1024;
const sizes = (name: string) =>
  readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => statSync(join(folder, file)).size);

test('a folder of logs keeps at most five files of a size per kind of process, and the last lines', async () => {
  const log = openLog('info', 'gateway', await logDestination({ logDir: folder }, 'gateway', 0.1));
  const other = openLog('info', 'worker', await logDestination({ logDir: folder }, 'worker', 0.1));
  other.info('first');
  for (let line = 0; line < 3_000; line++) {
    log.info({ line, padding: 'x'.repeat(400) }, 'event');
    // Files are rotated between turns of the event loop, as between requests.
    if (line % 20 === 0) await new Promise(setImmediate);
  }
  log.info({ token: 'hidden' }, 'last');
  await expect.poll(() => sizes('gateway').length).toBeLessThanOrEqual(5);
  expect(sizes('gateway').length).toBeGreaterThan(2);
  expect(sizes('gateway').every((size) => size < 0.2 * MB)).toBe(true);
  const all = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  expect(all).toContain('"msg":"last"');
  expect(all).not.toContain('hidden');
  expect(sizes('worker')).toHaveLength(1);
});

test('files of earlier runs are among the five', async () => {
  for (let run = 0; run < 8; run++) {
    const log = openLog('info', 'gateway', await logDestination({ logDir: folder }, 'gateway', 0.01));
    for (let line = 0; line < 60; line++) {
      log.info({ padding: 'x'.repeat(400) }, 'event');
      await new Promise(setImmediate);
    }
  }
  await expect.poll(() => sizes('gateway').length).toBeLessThanOrEqual(5);
});

test('a share of requests is logged, the same ones in every process', () => {
  const ids = Array.from(
    { length: 20_000 },
    (_, n) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  );
  const logged = ids.filter((id) => isSampled(id, 0.1));
  expect(logged.length).toBeGreaterThan(1_700);
  expect(logged.length).toBeLessThan(2_300);
  expect(logged.every((id) => isSampled(id, 0.1) && isSampled(id, 0.5))).toBe(true);
  expect(ids.filter((id) => isSampled(id, 0))).toEqual([]);
  expect(ids.filter((id) => isSampled(id, 1))).toEqual(ids);
});
