import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{apps,server,packages,database,tools,tests,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/e2e/**', 'tests/failure/**'],
    globalSetup: ['server/testing/global-setup.ts'],
    maxWorkers: 2,
    // No module keeps a connection or a setting: files share what they import, which is a third of the work.
    isolate: false,
    // With --coverage only.
    coverage: {
      provider: 'v8',
      include: ['{server,packages,tools,database}/**/*.{ts,tsx}'],
      exclude: ['**/*.test.ts', '**/generated/**', '**/testing/**'],
      reporter: ['text-summary', 'lcovonly', 'json-summary'],
      reportsDirectory: '.cache/reports/coverage',
    },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
