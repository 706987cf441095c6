import { defineConfig } from 'vitest/config';

const HOUSE = ['tests/e2e/**', 'tests/failure/**'];
const NOT_OURS = ['**/node_modules/**', '**/dist/**'];
const rooms = (names: string) => [`{apps,server,packages,database,tools,tests,bench}/**/${names}`];

/** The rooms' tests: beside what they are about. `*.alone.test.ts` put something in a library's place. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: rooms('*.test.ts'),
          exclude: [...NOT_OURS, ...HOUSE, '**/*.alone.test.ts'],
          // No module keeps a connection or a setting: files share what they import, which is a third of the work.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: rooms('*.alone.test.ts'), exclude: NOT_OURS } },
    ],
    globalSetup: ['server/testing/global-setup.ts'],
    maxWorkers: 2,
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
