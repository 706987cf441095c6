import { spawnSync } from 'node:child_process';

/**
 * The quality of post search: recall and order over the judged queries, against PostgreSQL's `simple` configuration. Prints the
 * results of the test, and needs only the demo campus.
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
