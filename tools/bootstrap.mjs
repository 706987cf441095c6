// Ensures what our TypeScript needs to run: the right Node, the packages, the server's bundle, the apps' builds. Plain JavaScript
// with Node's own modules only, because it runs in a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

export const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');

/** Prints one sentence and exits with code 1. */
export function fail(sentence) {
  console.error(`\n  ✗ ${sentence}\n`);
  process.exit(1);
}

/** Exits if this version of Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`ChitLaq needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Runs `work`, one at a time per clone: concurrent starts must not install or build over one another. */
export async function locked(work, name = 'build') {
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, `${name}.lock`);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code === 'ENOSPC') fail('The disk is full. Make some room, then start again.');
      if (error.code !== 'EEXIST') fail(`Cannot write under ${cache}: ${error.message}`);
      let holder = 0;
      try {
        holder = Number(readFileSync(lock, 'utf8'));
      } catch {
        continue; // just released
      }
      if (holder > 0 && isAlive(holder)) await delay(200);
      else rmSync(lock, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Runs `npm ci` when the packages are absent or not those of the lock file. */
export function ensurePackages(say) {
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json')));
  const stamp = join(root, 'node_modules', '.chitlaq-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const installed = join(root, 'node_modules', '.package-lock.json');
  const isFresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (!isFresh) {
    say('Installing packages (npm ci) …');
    const npm = process.env.npm_execpath;
    const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
    const done = spawnSync(command, [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'development' },
    });
    if (done.status !== 0)
      fail('npm ci failed; its messages are above. Check the network and the free disk space.');
  }
  writeFileSync(stamp, wanted);
}

/** A hash of source folders: changes when the text of any file in them does, so that a build can be kept for another clone. */
function hashSources(folders) {
  const rows = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (['node_modules', 'dist', '.next', '.cache'].includes(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) {
        rows.push(`${relative(root, path)} ${hashOf(readFileSync(path))}`);
      }
    }
  };
  for (const folder of folders) walk(join(root, folder));
  return hashOf(rows.sort().join('\n') + readFileSync(join(root, 'package-lock.json'), 'utf8'));
}

/** Runs `work` if the output is absent or was built from other sources. */
async function whenChanged(name, folders, output, work) {
  const wanted = hashSources(folders);
  const stamp = join(cache, `${name}.built`);
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await work();
  // Computed again: the first build of an app rewrites its tsconfig.json.
  writeFileSync(stamp, hashSources(folders));
}

const SERVER_SOURCES = ['server', 'packages/text', 'packages/protocol', 'packages/sealing', 'database'];

/** esbuild's options for the server: our TypeScript in a few files, npm packages external. */
export function serverBundle() {
  const dependencies = ['server', 'packages/text', 'packages/protocol', 'packages/sealing'].flatMap(
    (folder) =>
      Object.keys(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).dependencies ?? {}),
  );
  const external = dependencies
    .filter((name) => !name.startsWith('@chitlaq/'))
    .flatMap((name) => [name, `${name}/*`]);
  return {
    absWorkingDir: root,
    entryPoints: {
      start: 'server/start.ts',
      main: 'server/main.ts',
      realtime: 'server/hosts/realtime.ts',
      owner: 'server/owner.ts',
      'traffic-log': 'server/traffic-log.ts',
    },
    outdir: 'server/dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    external: [...external, 'next'],
    logLevel: 'error',
  };
}

/** Bundles the server if its sources have changed. */
export async function buildServer(say) {
  await whenChanged('server', SERVER_SOURCES, join(root, 'server/dist/start.js'), async () => {
    say('Building the server …');
    const { build, stop } = await import('esbuild');
    rmSync(join(root, 'server/dist'), { recursive: true, force: true });
    await build(serverBundle());
    await stop(); // its helper process is no longer needed
  });
}

const compress = promisify(brotliCompress);

const COMPILE_AHEAD = '//# allFunctionsCalledOnLoad\n';

/**
 * Lets Chromium compile the scripts that a page names while they load, off the main thread, instead of one function after the other
 * when each is called: a third of the time to the first post was spent on that. Scripts that no page names are loaded when they are
 * needed, mostly in part, and stay as they are. Other browsers read a comment.
 * @see https://v8.dev/blog/explicit-compile-hints
 */
function hintCompilation(built) {
  const named = new Set();
  const pages = join(built, 'server/app');
  for (const name of readdirSync(pages, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.html')) continue;
    for (const [, script] of readFileSync(join(pages, name), 'utf8').matchAll(
      /<script src="[^"]*\/_next\/static\/([^"?]+\.js)/g,
    ))
      named.add(script);
  }
  for (const script of named) {
    const path = join(built, 'static', script);
    writeFileSync(path, COMPILE_AHEAD + readFileSync(path, 'utf8'));
  }
}

/** Writes a Brotli file next to every script and style: far smaller than compression at request time. */
async function compressAhead(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:js|css)$/.test(name)) continue;
    const path = join(folder, name);
    writeFileSync(`${path}.br`, await compress(readFileSync(path)));
  }
}

/**
 * Builds apps whose sources have changed, one at a time per clone. A separate lock, so that commands that need no app do not
 * wait.
 */
export const buildApps = (say, apps) => locked(() => buildEach(say, apps), 'apps');

async function buildEach(say, apps) {
  for (const app of apps) {
    await whenChanged(
      app,
      [`apps/${app}`, 'packages'],
      join(root, `apps/${app}/.next/BUILD_ID`),
      async () => {
        say(`Building the ${app} app …`);
        const next = join(root, 'node_modules/next/dist/bin/next');
        const lines = [];
        const child = spawn(process.execPath, [next, 'build', join(root, 'apps', app)], {
          cwd: root,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        });
        child.stdout.on('data', (data) => lines.push(data));
        child.stderr.on('data', (data) => lines.push(data));
        const code = await new Promise((resolve) => child.on('close', resolve));
        if (code !== 0) fail(`Building ${app} failed:\n${Buffer.concat(lines)}`);
        hintCompilation(join(root, `apps/${app}/.next`));
        await compressAhead(join(root, `apps/${app}/.next/static`));
      },
    );
  }
}
