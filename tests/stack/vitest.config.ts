import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests of the running stack, which `npm run test:stack` has built: one stack for all files, one file after the other. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/stack/**/*.test.ts'],
    globalSetup: ['tests/stack/global-setup.ts'],
    fileParallelism: false,
    sequence: { shuffle: false },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 200 } },
  },
});
