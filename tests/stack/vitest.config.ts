import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * By name, but the containers are measured before members come, and the tables of endpoints come last: all their members have one password,
 * and a database of such members is refused at its next start as one of sample data.
 */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const key = ({ moduleId }: TestSpecification) => {
      const place = moduleId.endsWith('/containers.test.ts') ? 0 : moduleId.includes('/access/') ? 2 : 1;
      return `${place}${moduleId}`;
    };
    return [...files].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}

/** The tests of the running stack, which `npm run test:stack` has built: one stack for all files, one file after the other. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/stack/**/*.test.ts', 'tests/access/endpoints/*.test.ts', 'bench/stack/load.bench.ts'],
    globalSetup: ['tests/stack/global-setup.ts'],
    fileParallelism: false,
    sequence: { sequencer: InOrder },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 200 } },
  },
});
