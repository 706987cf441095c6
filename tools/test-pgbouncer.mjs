// `npm run test:pgbouncer [files]`: the unit and module tests once with a real PgBouncer in transaction mode before their database.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensurePackages, locked, root } from './bootstrap.mjs';
import { ensureSystemPackage, PGBOUNCER } from './system-packages.mjs';

const say = (words) => console.log(`  ${words}`);
checkNode();
await locked(async () => ensurePackages(say));
if (ensureSystemPackage('pgbouncer', PGBOUNCER, say) === null) {
  console.error('  ✗ pgbouncer is not installed. Install it with `apt install pgbouncer`.');
  process.exit(1);
}
const child = spawn(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TEST_PGBOUNCER: '1' } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
