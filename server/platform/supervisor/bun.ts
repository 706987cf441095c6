import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Finds the Bun binary of the npm packages. Their install script moves it to `bun/bin`. Where scripts are blocked it stays in the
 * platform's package, and `bun/bin` contains a text file.
 */
export function findBun(): string {
  const require = createRequire(import.meta.url);
  const platforms = [
    `${process.platform}-${process.arch}`,
    `${process.platform}-${process.arch}-baseline`,
    `${process.platform}-${process.arch}-musl`,
  ].map((name) => name.replace('arm64', 'aarch64'));
  for (const platform of platforms) {
    try {
      const binary = join(dirname(require.resolve(`@oven/bun-${platform}/package.json`)), 'bin/bun');
      if (existsSync(binary)) return binary;
    } catch {
      // not this platform's package
    }
  }
  return join(dirname(require.resolve('bun/package.json')), 'bin/bun.exe');
}
