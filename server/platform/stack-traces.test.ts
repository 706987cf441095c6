import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'chitlaq-stack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAIN = `import { mapStackTraces } from ${JSON.stringify(join(import.meta.dirname, 'stack-traces.ts'))};
interface Unused { so: that; lines: move }
mapStackTraces();
async function fails(): Promise<never> {
  await Promise.resolve();
  throw new TypeError('broken');
}
await fails().catch((error: Error) => console.log(error.stack));
try {
  JSON.parse('{');
} catch (error) {
  console.log((error as Error).stack?.split('\\n')[1]);
}
const odd = new Error('odd');
Object.defineProperty(odd, 'name', { get() { return Symbol('not a text'); } });
console.log(typeof odd.stack);
const noMap = new Function('throw new Error("evaluated")');
try { noMap(); } catch (error) { console.log((error as Error).stack?.split('\\n')[0]); }
`;

beforeAll(async () => {
  writeFileSync(join(folder, 'main.ts'), MAIN);
  await build({
    entryPoints: [join(folder, 'main.ts')],
    outdir: join(folder, 'dist'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    sourcemap: true,
    logLevel: 'error',
  });
});

const run = () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'dist/main.js')], {
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`.split('\n');
};

test('a stack trace of the bundle names the line of the source', () => {
  const source = pathToFileURL(join(folder, 'main.ts')).href;
  const [what, where, ...rest] = run();
  expect(what).toBe('TypeError: broken');
  expect(where).toBe(`    at fails (${source}:6:9)`);
  expect(rest.find((line) => line.includes('async'))).toContain(`${source}:8:`);
  expect(rest.some((line) => line.includes('JSON.parse (<anonymous>)'))).toBe(true);
});

test('errors of any kind have a stack trace', () => {
  const lines = run();
  expect(lines).toContain('string');
  expect(lines).toContain('Error: evaluated');
});

test('without a map the bundle itself is named', () => {
  rmSync(join(folder, 'dist/main.js.map'));
  expect(run()[1]).toContain(pathToFileURL(join(folder, 'dist/main.js')).href);
});
