// `npm run test:stack [files]`: the stack of deploy/ as it runs in production, in real containers: builds all images, brings it up
// behind TLS, and tests it through Nginx. As root on Linux; installs what it needs; starts an engine of its own and leaves nothing behind.
// Without a file it runs all but releases, backups, faults and loads, which have commands of their own: together they would take too long.
// `--minutes N` ends it after N minutes instead of 20. `--data-root FOLDER` keeps the engine's images there for the next run.
// `--profile small` tests the 8 GB profile instead.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkNode, ensurePackages, fail, locked, root } from './bootstrap.mjs';
import { COMPOSE, DOCKERD, ensureSystemPackage, MMDEBSTRAP } from './system-packages.mjs';

/** Jobs of their own: one takes the stack away, the others release, break and load it for minutes. */
const JOBS = [
  ...['backup', 'chaos', 'release'].map((name) => `tests/stack/${name}.test.ts`),
  'bench/stack/load.bench.ts',
];
const SUITES = [
  ['trixie', 'http://deb.debian.org/debian/dists/trixie/InRelease'],
  ['trixie-security', 'http://deb.debian.org/debian-security/dists/trixie-security/InRelease'],
];
const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-trixie-stable.gpg',
];
const IMAGES = [
  { name: 'postgres', context: 'deploy/images/postgres' },
  { name: 'pgbouncer', context: 'deploy/images/pgbouncer' },
  { name: 'valkey', context: 'deploy/images/valkey' },
  { name: 'monitoring', context: '.', options: ['--file', 'deploy/images/monitoring/Dockerfile'] },
  ...['app', 'realtime', 'media', 'nginx', 'backup'].map((name) => ({
    name,
    context: '.',
    options: ['--file', 'deploy/Dockerfile', '--target', name],
  })),
];

const startedAt = performance.now();
const say = (words) =>
  console.log(`  ${String(Math.round((performance.now() - startedAt) / 1000)).padStart(4)} s  ${words}`);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-root': { type: 'string' },
    profile: { type: 'string', default: 'full' },
    minutes: { type: 'string', default: '20' },
  },
});

checkNode();
if (process.platform !== 'linux' || process.getuid?.() !== 0)
  fail('The stack is tested on Linux as root: it starts containers.');
await locked(async () => ensurePackages(say));
for (const [name, paths] of [
  ['docker.io', DOCKERD],
  ['docker-compose', COMPOSE],
  ['mmdebstrap', MMDEBSTRAP],
  ['debian-archive-keyring', KEYRINGS],
  ['iptables', ['/usr/sbin/iptables', '/sbin/iptables']],
])
  if (ensureSystemPackage(name, paths, say) === null)
    fail(`${name} is missing. Install it with \`apt install ${name}\`.`);

const folder = mkdtempSync(join(tmpdir(), 'chitlaq-stack-'));
const dataRoot = values['data-root'] ?? join(folder, 'docker');
mkdirSync(dataRoot, { recursive: true });
const socket = join(folder, 'docker.sock');
const env = {
  ...process.env,
  DOCKER_HOST: `unix://${socket}`,
  DOCKER_CONFIG: folder,
  // BuildKit needs a plugin that not every system has.
  DOCKER_BUILDKIT: '0',
  COMPOSE_DOCKER_CLI_BUILD: '0',
};
const docker = existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker';
const children = new Set();
let timedOut = false;

/** Runs a program to its end. @throws Error with the end of its output if it fails */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    children.add(child);
    let output = '';
    const collect = (data) => {
      output = (output + data).slice(-20_000);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      children.delete(child);
      if (code === 0) resolve(output);
      else
        reject(
          new Error(`${command} ${args.slice(0, 6).join(' ')} ended with ${code}:\n${output.slice(-4_000)}`),
        );
    });
  });
}

const network = networkState();
const daemon = startEngine();
const engineEnded = new Promise((resolve) => daemon.once('exit', resolve));
const deadline = setTimeout(() => {
  timedOut = true;
  console.error(`  ✗ not done after ${values.minutes} minutes`);
  for (const child of children) child.kill('SIGTERM');
}, Number(values.minutes) * 60_000);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    timedOut = true;
    for (const child of children) child.kill('SIGTERM');
  });

let failed = false;
try {
  await engineReady();
  const base = await makeBase();
  await buildImages(base);
  await run(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      'tests/stack/vitest.config.ts',
      ...(positionals.length > 0 ? positionals : JOBS.flatMap((file) => ['--exclude', file])),
    ],
    {
      stdio: 'inherit',
      env: {
        ...env,
        STACK_FOLDER: folder,
        STACK_PROFILE: values.profile,
        STACK_ENGINE_PID: String(daemon.pid),
        STACK_BASE: base,
      },
    },
  );
} catch (error) {
  failed = true;
  console.error(`\n  ✗ ${error.message}\n`);
} finally {
  clearTimeout(deadline);
  await cleanUp();
}
say(failed || timedOut ? 'failed' : 'passed');
process.exit(failed || timedOut ? 1 : 0);

function iptables(...args) {
  return spawnSync('iptables', args, { encoding: 'utf8' }).stdout ?? '';
}

/** What an engine changes for good: packet filters and forwarding. */
function networkState() {
  const forwarding = '/proc/sys/net/ipv4/ip_forward';
  return {
    hasEngine: iptables('--list-rules').includes('DOCKER'),
    policy: /^-P FORWARD (\w+)$/m.exec(iptables('--list-rules', 'FORWARD'))?.[1],
    forwarding,
    forwards: readFileSync(forwarding, 'utf8'),
  };
}

/** Removes the rules and chains of our engine and no others, unless another engine was there already, which has the same. */
function restoreNetwork({ hasEngine, policy, forwarding, forwards }) {
  if (hasEngine) return;
  for (const table of ['filter', 'nat']) {
    const lines = iptables('--table', table, '--list-rules').split('\n');
    const chains = lines.flatMap((line) => /^-N (DOCKER\S*)$/.exec(line)?.slice(1) ?? []);
    for (const line of lines)
      if (line.startsWith('-A ') && line.includes('DOCKER'))
        iptables('--table', table, '-D', ...line.slice(3).split(' '));
    for (const chain of chains) iptables('--table', table, '--delete-chain', chain);
  }
  if (policy) iptables('--policy', 'FORWARD', policy);
  writeFileSync(forwarding, forwards);
}

/** An engine of its own: its own socket, images and containers, whatever else runs on this machine. */
function startEngine() {
  return spawn(
    DOCKERD.find((path) => existsSync(path)) ?? 'dockerd',
    [
      ['--host', env.DOCKER_HOST],
      ['--data-root', dataRoot],
      ['--exec-root', join(folder, 'exec')],
      ['--pidfile', join(folder, 'docker.pid')],
      ['--default-ulimit', 'nofile=20000:20000'],
      ['--bridge', 'none'],
      // As docs/handbook/logs.md asks for where there is no journal.
      ['--log-opt', 'max-size=20m', '--log-opt', 'max-file=5'],
    ].flat(),
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
}

async function engineReady() {
  let log = '';
  daemon.stderr.on('data', (data) => {
    log = (log + data).slice(-4_000);
  });
  for (let tries = 0; tries < 150; tries++) {
    if (daemon.exitCode !== null) throw new Error(`the engine did not start:\n${log}`);
    if (existsSync(socket) && spawnSync(docker, ['version'], { env, stdio: 'ignore' }).status === 0) return;
    await delay(200);
  }
  throw new Error(`the engine did not answer:\n${log}`);
}

/**
 * Debian's base system as an image: the one of production comes from a registry, this one is made here. Kept under .cache until Debian
 * publishes other package lists.
 * @returns its name
 */
async function makeBase() {
  const cache = join(root, '.cache/stack');
  mkdirSync(cache, { recursive: true });
  const dates = await Promise.all(
    SUITES.map(async ([name, address]) => {
      const text = await (await fetch(address)).text();
      return `${name} ${/^Date: (.*)$/m.exec(text)?.[1]}`;
    }),
  );
  const key = createHash('sha256').update(dates.join('\n')).digest('hex').slice(0, 12);
  const file = join(cache, `base-${key}.tar`);
  const name = `debian:trixie-${key}`;
  if (spawnSync(docker, ['image', 'inspect', name], { env, stdio: 'ignore' }).status === 0) return name;
  if (!existsSync(file)) {
    say('Making the base image …');
    for (const old of readdirSync(cache)) if (old.startsWith('base-')) rmSync(join(cache, old));
    const partial = `${file}.part-${process.pid}.tar`;
    await run('deploy/images/make-base', ['tar', partial]);
    renameSync(partial, file);
  }
  await run(docker, [
    'import',
    '--change',
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    file,
    name,
  ]);
  return name;
}

async function buildImages(base) {
  for (const { name, context, options = [] } of IMAGES) {
    say(`Building ${name} …`);
    const output = await run(docker, [
      'build',
      '--network=host',
      '--build-arg',
      `BASE=${base}`,
      '--tag',
      `chitlaq/${name}:latest`,
      ...options,
      context,
    ]);
    if (process.env.STACK_VERBOSE) console.log(output);
  }
}

/** Ends what was started, by its process id, and removes the temporary folder with everything that is still mounted there. */
async function cleanUp() {
  for (const child of children) child.kill('SIGTERM');
  const listed =
    spawnSync(docker, ['ps', '--all', '--quiet'], { env, encoding: 'utf8' })
      .stdout?.split('\n')
      .filter(Boolean) ?? [];
  if (listed.length > 0)
    spawnSync(docker, ['rm', '--force', '--volumes', ...listed], { env, stdio: 'ignore' });
  for (const kind of ['network', 'volume'])
    spawnSync(docker, [kind, 'prune', '--force'], { env, stdio: 'ignore' });
  daemon.kill('SIGTERM');
  await Promise.race([engineEnded, delay(30_000)]);
  if (daemon.exitCode === null) daemon.kill('SIGKILL');
  restoreNetwork(network);
  for (const line of readFileSync('/proc/mounts', 'utf8').split('\n').reverse()) {
    const path = line.split(' ')[1] ?? '';
    if (path === dataRoot || path.startsWith(`${dataRoot}/`) || path.startsWith(`${folder}/`))
      spawnSync('umount', ['--lazy', path], { stdio: 'ignore' });
  }
  const log = join(folder, 'stack.log');
  if (failed && existsSync(log)) {
    mkdirSync(join(root, '.cache/reports'), { recursive: true });
    copyFileSync(log, join(root, '.cache/reports/stack.log'));
  }
  rmSync(folder, { recursive: true, force: true });
}
