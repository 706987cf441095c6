import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildApps, buildServer, locked } from '../../tools/bootstrap.mjs';
import { startProcesses } from './processes.ts';
import { folder, root, writeSecrets } from './site.ts';

const say = (words: string) => console.log(`  ${words}`);

/** Builds what is not built yet, and starts the stack as processes of this machine. */
export default async function setup({ vitest }: TestProject): Promise<() => Promise<void>> {
  await locked(() => buildServer(say));
  await buildApps(say, ['web', 'admin']);
  mkdirSync(folder, { mode: 0o700 });
  // Also when this process is interrupted.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeSecrets();
  const stop = await startProcesses();
  return async () => {
    await stop();
    if (vitest.state.getCountOfFailedTests() > 0)
      cpSync(join(folder, 'logs'), join(root, '.cache/reports/stack'), { recursive: true });
  };
}
