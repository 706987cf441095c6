// Runs one of our TypeScript programs, also in a fresh clone: `node tools/run.mjs database/seed/cli.ts --users 10`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensurePackages, locked, root } from './bootstrap.mjs';

checkNode();
await locked(async () => ensurePackages((words) => console.error(`  ${words}`)));
const [entry, ...args] = process.argv.slice(2);
const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/esm/index.mjs')).href;
const child = spawn(process.execPath, ['--import', tsx, join(root, entry), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
