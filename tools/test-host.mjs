// `npm run test:host`: hardens a bare server that boots for the test, and seals its secrets. `npm run test:install`: installs a campus on
// one, with Debian 12 if INSTALL_SUITE is bookworm. As root on Debian or Ubuntu; installs what it needs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensurePackages, fail, locked, root } from './bootstrap.mjs';
import { ensureSystemPackage } from './system-packages.mjs';

const say = (words) => console.log(`  ${words}`);
checkNode();
await locked(async () => ensurePackages(say));
if (process.getuid?.() !== 0) fail('Run it as root: a machine is booted for the test.');
for (const [name, path] of [
  ['mmdebstrap', '/usr/bin/mmdebstrap'],
  ['systemd-container', '/usr/bin/systemd-nspawn'],
  ['iproute2', '/usr/sbin/ip'],
  ['iptables', '/usr/sbin/iptables'],
  ['debian-archive-keyring', '/usr/share/keyrings/debian-archive-keyring.gpg'],
])
  if (ensureSystemPackage(name, [path, path.replace('/usr', '')], say) === null)
    fail(`${name} is missing and cannot be installed.`);
const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'tests/host/vitest.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
