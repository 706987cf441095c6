import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests on a bare server that boots for them. As root; `npm run test:host` installs what they need. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/host/**/*.test.ts'],
    // The machines share one network.
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000, interval: 200 } },
  },
});
