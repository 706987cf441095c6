import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
/** The compiler of TypeScript 7, which has no programming interface yet: our tools and those of others use version 6 next to it. */
const tsc = join(root, 'node_modules/typescript-7/bin/tsc');
mkdirSync(join(root, '.cache'), { recursive: true });

type Check = [name: string, command: string, args: string[]];

/** Generates Next's types of an app's pages, so that `tsc` checks what pages export and builds need not. */
const pagesOf = (app: string): Check => [`pages: ${app}`, bin('next'), ['typegen', `apps/${app}`]];
/** What `npm run check` proves, each with the command that proves it. */
const checks: Check[] = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['types: server', process.execPath, [tsc, '-p', 'tsconfig.json']],
  ['types: web', process.execPath, [tsc, '-p', 'apps/web/tsconfig.json']],
  ['types: admin', process.execPath, [tsc, '-p', 'apps/admin/tsconfig.json']],
  [
    'import boundaries',
    bin('depcruise'),
    [
      '--config',
      'tools/import-boundaries.cjs',
      'server',
      'packages',
      'apps',
      'database',
      'tests',
      'tools',
      'bench',
    ],
  ],
  ['module order', process.execPath, ['--import', 'tsx', join(root, 'tools/module-order/main.ts')]],
  ['licenses and secrets', process.execPath, ['--import', 'tsx', join(root, 'tools/supply-chain/check.ts')]],
  ['generated files', process.execPath, ['--import', 'tsx', join(root, 'tools/generate.ts'), '--check']],
];

function runCheck([name, command, args]: Check): Promise<boolean> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const output: Buffer[] = [];
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => output.push(data));
    child.on('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`  ${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (code !== 0) console.error(Buffer.concat(output).toString());
      resolve(code === 0);
    });
  });
}

/** Runs two checks at a time: CI has two cores. */
async function main(): Promise<boolean> {
  const results = await Promise.all(['web', 'admin'].map(pagesOf).map(runCheck));
  const waiting = [...checks];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all([worker(), worker()]);
  return results.every(Boolean);
}

process.exit((await main()) ? 0 : 1);
