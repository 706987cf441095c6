import { defineConfig } from 'vitest/config';
import slow from './tests/slow.json' with { type: 'json' };

const SYSTEM_TESTS = ['tests/e2e/**', 'tests/failure/**'];
const IGNORED = ['**/node_modules/**', '**/dist/**'];
const named = (pattern: string) => [`{apps,server,packages,database,tools,tests,bench}/**/${pattern}`];

/** Files of one worker share what they import, which is a third of the work: no module keeps a connection or a setting. */
const shared = { isolate: false };

/**
 * Unit and module tests, next to what they test. Files of `tests/slow.json` take over six seconds each; `npm run test:quick` leaves
 * them out. An `*.isolated.test.ts` replaces a library.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: named('*.test.ts'),
          exclude: [...IGNORED, ...SYSTEM_TESTS, '**/*.isolated.test.ts', ...slow],
          ...shared,
        },
      },
      { extends: true, test: { name: 'slow', include: slow, exclude: IGNORED, ...shared } },
      { extends: true, test: { name: 'isolated', include: named('*.isolated.test.ts'), exclude: IGNORED } },
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
