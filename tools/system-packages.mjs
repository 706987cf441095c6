import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's Chromium without a window system, which takes a third less CPU time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Browsers that the tests can use, the cheapest first. */
export const BROWSERS = [HEADLESS_SHELL, ...CHROMIUM];
export const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'];
/** The engine, Compose as a program or as a plugin of `docker`, and what makes a Debian system. */
export const DOCKERD = ['/usr/sbin/dockerd', '/usr/bin/dockerd'];
export const COMPOSE = [
  '/usr/bin/docker-compose',
  '/usr/libexec/docker/cli-plugins/docker-compose',
  '/usr/lib/docker/cli-plugins/docker-compose',
];
export const MMDEBSTRAP = ['/usr/bin/mmdebstrap'];

let updated = false;

/**
 * The path of a program that tests need, installed through apt if it is missing and we may.
 * @returns null if it is not available: the tests are then skipped with a message
 */
export function ensureSystemPackage(name, paths, say) {
  const found = () => paths.find((path) => existsSync(path)) ?? null;
  if (found()) return found();
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const apt = (args) =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  say(`Installing ${name} …`);
  if (!updated) apt(['update']);
  updated = true;
  apt(['install', '-y', '--no-install-recommends', name]);
  return found();
}

/** The browser of the tests, installed if there is none. @returns null if there is none and none can be installed */
export const ensureBrowser = (say) =>
  ensureSystemPackage('chromium-headless-shell', [HEADLESS_SHELL], say) ??
  ensureSystemPackage('chromium', CHROMIUM, say);
