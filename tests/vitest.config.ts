import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The longest files come first, so that the last worker does not run one alone. The first of all triggers the build of the apps,
 * so files that need no app come next. Files that are not listed come last.
 */
const LONGEST_FIRST = [
  'admin-screens',
  'start',
  'pwa',
  'writing',
  'uploads',
  'appearance',
  'screens',
  'faults',
  'backup',
  'messages',
  'journey',
  'admin',
  'video',
  'welcome',
  'proxy',
  'conversations',
  'completion',
  'recordings',
  'page-weight',
  'notifications',
  'groups',
  'discovery',
];

class LongestFirst extends BaseSequencer {
  /** Of two machines, each gets every second file by length. */
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shard } = this.ctx.config;
    const sorted = await this.sort(files);
    return shard ? sorted.filter((_, index) => index % shard.count === shard.index - 1) : sorted;
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const priority = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST_FIRST.indexOf(basename(moduleId, '.test.ts'));
      return found < 0 ? LONGEST_FIRST.length : found;
    };
    return [...files].sort((a, b) => priority(a) - priority(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** Test files of each part; `npm test` runs the first, `npm test -- --part wide` the second. */
const FILES: Record<string, string[]> = {
  system: ['tests/e2e/**/*.test.ts', 'tests/failure/**/*.test.ts'],
  wide: ['tests/wide/**/*.test.ts'],
};

/** The system tests: running processes, sockets, a browser, `kill -9`. Each worker has a campus of its own. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: (process.env.TEST_PARTS ?? 'system,wide').split(',').flatMap((part) => FILES[part] ?? []),
    sequence: { sequencer: LongestFirst },
    globalSetup: ['tests/system/global-setup.ts'],
    setupFiles: ['tests/system/setup.ts'],
    // Files of one worker share what they import, its browser and its campus.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 120_000,
    // The first hook waits for the build of the apps.
    hookTimeout: 600_000,
    // The default is one second, which a loaded machine exceeds.
    expect: { poll: { timeout: 30_000, interval: 50 } },
  },
});
