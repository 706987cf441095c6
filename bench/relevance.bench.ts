import { spawnSync } from 'node:child_process';

/**
 * How good search of posts is: recall and order over the judged queries, beside PostgreSQL's `simple` configuration. The same
 * as the test, which needs no seeded campus but the demo; printed.
 */
export async function bench(): Promise<void> {
  spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'bench/relevance', '--silent=false'],
    {
      stdio: 'inherit',
      env: { ...process.env, RELEVANCE: '1' },
    },
  );
}
