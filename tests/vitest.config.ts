import { defineConfig } from 'vitest/config';

/** The house tests: running processes, sockets, a browser, `kill -9`. One after the other. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/e2e/**/*.test.ts', 'tests/failure/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
