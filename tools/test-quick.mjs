// `npm run test:quick [files]`: the unit and module tests without the slow files, and without a browser.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensurePackages, locked, root } from './bootstrap.mjs';

checkNode();
await locked(async () => ensurePackages((words) => console.log(`  ${words}`)));
const child = spawn(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TEST_QUICK: '1' } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
