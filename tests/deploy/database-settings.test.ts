import fc from 'fast-check';
import { expect, test } from 'vitest';
import { databaseSettings, POOL_SHARES, settingsFiles } from '../../deploy/database-settings.mjs';
import { roleNames } from '../../server/roles.ts';

const megabytes = (value: string | number | undefined): number => {
  const [, amount, unit] = /^(\d+)(MB|GB)$/.exec(String(value)) ?? [];
  return Number(amount) * (unit === 'GB' ? 1024 : 1);
};
const machine = fc.record({
  memoryMb: fc.integer({ min: 512, max: 131_072 }),
  processors: fc.integer({ min: 1, max: 128 }),
});

test('for any machine, the memory suffices, and every pool fits into the connections', () => {
  fc.assert(
    fc.property(machine, ({ memoryMb, processors }) => {
      const { postgres, pools, connections } = databaseSettings({ memoryMb, processors });
      const value = Object.fromEntries(postgres.map(([name, given]) => [name, given]));
      const shared = megabytes(value.shared_buffers);
      const sorting = (megabytes(value.work_mem) * connections) / 4;
      const vacuums = megabytes(value.autovacuum_work_mem) * Number(value.autovacuum_max_workers);
      expect(shared).toBeLessThanOrEqual(memoryMb / 4);
      // What the buffers, sorts and vacuums take leaves a part of the memory to the page cache.
      if (memoryMb >= 1024) expect(shared + sorting + vacuums).toBeLessThan(memoryMb);
      expect(megabytes(value.effective_cache_size)).toBeLessThanOrEqual(memoryMb);
      const pooled = Object.values(pools).reduce((sum, size) => sum + size, 0);
      expect(pooled).toBeGreaterThanOrEqual(20);
      expect(pooled).toBeLessThanOrEqual(65);
      expect(Number(value.max_connections)).toBe(connections);
      expect(connections).toBeGreaterThan(pooled + Number(value.superuser_reserved_connections));
      expect(Number(value.max_parallel_workers)).toBeLessThanOrEqual(processors);
    }),
  );
});

test('more memory never gives less to any setting', () => {
  fc.assert(
    fc.property(machine, fc.integer({ min: 0, max: 65_536 }), ({ memoryMb, processors }, more) => {
      const sizes = (amount: number) =>
        databaseSettings({ memoryMb: amount, processors })
          .postgres.filter(([, value]) => /^\d+(?:MB|GB)$/.test(String(value)))
          .map(([, value]) => megabytes(value));
      const [before, after] = [sizes(memoryMb), sizes(memoryMb + more)];
      for (const [index, size] of before.entries()) expect(after[index]).toBeGreaterThanOrEqual(size);
    }),
  );
});

test('each role with a database has a pool, and the combined gateway one for all that it serves', () => {
  expect(Object.keys(POOL_SHARES).sort()).toEqual(
    roleNames.filter((role) => role !== 'web' && role !== 'admin').sort(),
  );
  const { pools } = databaseSettings({ memoryMb: 5120, processors: 8 });
  const { 'pgbouncer.ini': text } = settingsFiles({ memoryMb: 5120, processors: 8 });
  for (const [role, size] of Object.entries(pools))
    expect(text).toContain(
      `chitlaq_${role} = host=postgres port=5432 dbname=chitlaq pool_size=${size} max_db_connections=${size}`,
    );
  const sum = Object.values(pools).reduce((total, size) => total + size, 0);
  expect(text).toContain(
    `chitlaq_all = host=postgres port=5432 dbname=chitlaq pool_size=${sum - pools.realtime! - pools.worker!} `,
  );
  expect(text).toMatch(/^pool_mode = transaction$/m);
});

test('a machine that is too small or makes no sense is refused', () => {
  for (const [memoryMb, processors] of [
    [256, 2],
    [Number.NaN, 2],
    [1024.5, 2],
    [2048, 0],
    [2048, 1.5],
  ] as const)
    expect(() => databaseSettings({ memoryMb, processors })).toThrow(/needs at least|number of processors/);
});
