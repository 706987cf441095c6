import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Of this run alone, and for all of its processes.
process.env.STACK_FOLDER = join(tmpdir(), `chitlaq-stack-${process.pid}`);
process.env.STACK_PROCESS_NETWORK = `127.${64 + ((process.pid >> 8) & 63)}.${process.pid & 255}`;

/** Of each process of the stack some endpoints. The whole tables go through the containers. */
const TABLES = ['platform', 'me', 'feed', 'search', 'media', 'analytics'];
/** Members come while mail is still fast: nobody takes that of the tables. The file of the pools looks at what all others left behind. */
const FILES = [
  'tests/stack/members.test.ts',
  'tests/stack/nginx.test.ts',
  ...TABLES.map((name) => `tests/access/endpoints/${name}.test.ts`),
  'tests/stack/pools.test.ts',
];

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => FILES.findIndex((file) => moduleId.endsWith(file));
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

/** The part of `npm run test:stack` that `npm test` runs: without containers, with the same programs as processes of this machine. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: FILES,
    globalSetup: ['tests/stack/processes-setup.ts'],
    // They share the stack, and what they import.
    fileParallelism: false,
    isolate: false,
    sequence: { sequencer: InOrder },
    // As in the other parts: found by content.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/vitest' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
});
