import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import long from './tests/long.json' with { type: 'json' };
import slow from './tests/slow.json' with { type: 'json' };

const root = fileURLToPath(new URL('.', import.meta.url));
const SYSTEM_TESTS = ['tests/e2e/**', 'tests/failure/**', 'tests/wide/**', 'tests/stack/**'];
const IGNORED = ['**/node_modules/**', '**/dist/**', 'tests/host/**'];
const isLong = process.env.TEST_LONG === '1';
const named = (pattern: string) => [`{apps,server,packages,database,tools,tests,bench}/**/${pattern}`];

/** The longest files first, so that the workers end together. Files of one project follow one another and share their workers. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const priority = ({ moduleId }: TestSpecification): number => {
      const found = slow.indexOf(relative(root, moduleId));
      return found < 0 ? slow.length : found;
    };
    return (await super.sort(files)).sort(
      (a, b) => a.project.name.localeCompare(b.project.name) || priority(a) - priority(b),
    );
  }
}

/**
 * Unit and module tests, next to what they test. `tests/slow.json` lists the files that take over four seconds of CPU each, the
 * longest first; `npm run test:quick` leaves them out. `tests/long.json` lists those about what is far from members' requests and takes longest
 * (codecs, restored and brought copies, child processes, whole campuses and their models): `npm test -- --part long`. An `*.isolated.test.ts` replaces
 * a library, or counts what its process has done: it shares none with other files.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: isLong ? long.filter((file) => !file.includes('.isolated.')) : named('*.test.ts'),
          exclude: [
            ...IGNORED,
            ...SYSTEM_TESTS,
            ...(isLong ? [] : long),
            '**/*.isolated.test.ts',
            ...(process.env.TEST_QUICK === '1' ? slow : []),
          ],
          // Files of one worker share what they import, which is a third of the work: no module keeps a connection or a setting.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: isLong ? long.filter((file) => file.includes('.isolated.')) : named('*.isolated.test.ts'),
          exclude: [...IGNORED, ...(isLong ? [] : long)],
        },
      },
    ],
    globalSetup: ['server/testing/global-setup.ts'],
    // One more than two processors: with two workers, a fifth of the processors waited for timers and commits.
    maxWorkers: 3,
    // Of the work of a test file, a tenth is short-lived garbage.
    execArgv: ['--max-semi-space-size=32'],
    sequence: { sequencer: LongestFirst },
    // The projects share transformed modules, and the next run has them at once. Found by content.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/vitest' },
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
    // The default is one second, which a loaded machine exceeds.
    expect: { poll: { timeout: 15_000, interval: 20 } },
  },
});
