import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm run client-package [-- --to FOLDER]`: builds the client library as a package, JavaScript with its types, in
 * `packages/client/dist`. To publish it: `npm publish packages/client/dist`. It contains `@chitlaq/protocol` and has no
 * dependencies.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'packages/client');
const { values } = parseArgs({ options: { to: { type: 'string', default: join(source, 'dist') } } });

rmSync(values.to, { recursive: true, force: true });
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const compiled = spawnSync(
  process.execPath,
  [tsc, '-p', join(source, 'tsconfig.package.json'), '--outDir', values.to],
  { stdio: 'inherit' },
);
if (compiled.status !== 0) process.exit(1);

// The compiler writes `client/src` and `protocol/src`. The protocol is no package there: import it by path.
for (const name of readdirSync(values.to, { recursive: true, encoding: 'utf8' })) {
  if (!/\.(?:js|d\.ts)$/.test(name)) continue;
  const path = join(values.to, name);
  const protocol = relative(dirname(path), join(values.to, 'protocol/src/index.js')).replaceAll('\\', '/');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(['"])@chitlaq\/protocol\1/g, `'${protocol}'`));
}

const {
  private: _,
  dependencies: __,
  exports,
  ...about
} = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Record<string, unknown> & {
  exports: Record<string, string>;
};
const built = (path: string, ending: string) =>
  path.replace('./src/', './client/src/').replace(/\.ts$/, ending);
const entries = Object.entries(exports).map(([name, path]) => [
  name,
  { types: built(path, '.d.ts'), default: built(path, '.js') },
]);
writeFileSync(
  join(values.to, 'package.json'),
  `${JSON.stringify({ ...about, exports: Object.fromEntries(entries) }, null, 2)}\n`,
);
copyFileSync(join(source, 'README.md'), join(values.to, 'README.md'));
copyFileSync(join(root, 'LICENSE'), join(values.to, 'LICENSE'));
console.log(`  The package is in ${values.to}.`);
