import { defineConfig } from 'vitest/config';

/** The house tests: running processes, sockets, a browser, `kill -9`. Two files at once: each has a campus of its own. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/e2e/**/*.test.ts', 'tests/failure/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
