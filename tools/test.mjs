// `npm test`: does its own set-up, then lint, types, unit and integration tests on real servers, and the journeys in the browser.
// `npm test -- --all` adds the parts `long` (codecs, restored backups, whole campuses: `tests/long.json`) and `wide`: every screen at every size
// and with every kind of content.
// `npm test -- --coverage` also says which lines the unit and module tests have run. Reports: .cache/reports.
// `npm test -- --part system --shard 1/2`: one part (checks, unit, stack, system, long, wide; several with several `--part`), and of its test files the
// first half. `npm test -- --deep`: property tests, evaluations, and journeys in every language and size, in full, as each night;
// otherwise a third of the examples and the first cases.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, ensurePackages, fail, locked, root } from './bootstrap.mjs';
import { ensureBrowser, ensureSystemPackage, PGBOUNCER } from './system-packages.mjs';

const say = (words) => console.log(`  ${words}`);
checkNode();
const PARTS = ['checks', 'unit', 'stack', 'system', 'long', 'wide'];
const USUAL = ['checks', 'unit', 'stack', 'system'];
const options = readOptions();
await locked(async () => ensurePackages(say));

const { chromium = null, hasStack = false } = options.parts.some((part) => part !== 'checks')
  ? ensurePrograms()
  : {};

/** Parts that run beside others print when those have ended. */
let isQuiet = false;
let printLater = [];
function beQuiet(quiet) {
  isQuiet = quiet;
  if (quiet) return;
  for (const data of printLater) process.stdout.write(data);
  printLater = [];
}

const run = (command, args, env = {}, isBeside = false) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: isBeside ? ['inherit', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...(options.isDeep ? { TEST_DEEP: '1' } : {}), ...env },
    });
    const print = (data) => (isQuiet ? printLater.push(data) : process.stdout.write(data));
    child.stdout?.on('data', print);
    child.stderr?.on('data', print);
    child.on('close', (code) => resolve(code ?? 1));
  });

const reports = join(root, '.cache/reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const vitest = (name, args, env, isBeside) =>
  run(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(reports, `${name}.json`)}`,
      ...args,
    ],
    env,
    isBeside,
  );

const runPart = {
  checks: () => run(process.execPath, ['--import', 'tsx', 'tools/check.ts']),
  unit: () => vitest('unit', [...options.coverage, ...options.shard]),
  long: () => vitest('long', options.shard, { TEST_LONG: '1' }, true),
  stack: () =>
    hasStack
      ? vitest('stack', ['--config', 'tests/stack/processes.config.ts', ...options.shard], {}, true)
      : 0,
  system: () => inBrowser('system'),
  wide: () => inBrowser('wide'),
};
const inBrowser = (part) =>
  vitest(
    part,
    ['--config', 'tests/vitest.config.ts', ...options.shard],
    { CHROMIUM: chromium ?? '', TEST_PARTS: part },
    true,
  );
const failures = [];
async function runInOrder(parts) {
  for (const part of parts)
    if (options.parts.includes(part) && (await runPart[part]()) !== 0) failures.push(part);
}
await runInOrder(['checks']);
// Beside one another: each alone waits for a third of the time, for timers, commits and pages.
beQuiet(options.parts.includes('unit'));
const beside = runInOrder(['stack', 'system', 'long', 'wide']);
await runInOrder(['unit']);
beQuiet(false);
await beside;

const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of ['unit', 'stack', 'system', 'long', 'wide']) {
  const file = join(reports, `${name}.json`);
  if (!existsSync(file)) continue;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  for (const file of report.testResults) describeFailures(file);
}
if (failures.length > 0) console.error(`\n  ✗ ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failures.length > 0 ? 1 : 0);

/** Names what failed in a file once more: the end of a long output is what people and CI keep. */
function describeFailures({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const firstLine = (text) => text.split('\n')[0];
  if (status === 'failed' && failed.length === 0)
    console.error(`\n  ✗ ${relative(root, name)}\n    ${firstLine(message)}`);
  for (const test of failed)
    console.error(
      `\n  ✗ ${relative(root, name)}: ${test.fullName}\n    ${test.failureMessages.map(firstLine).join('\n    ')}`,
    );
}

/** The options of the command line. Exits with a sentence if they are wrong. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        part: { type: 'string', multiple: true },
        shard: { type: 'string' },
        coverage: { type: 'boolean' },
        deep: { type: 'boolean' },
        all: { type: 'boolean' },
      },
    });
    const unknown = values.part?.find((part) => !PARTS.includes(part));
    if (unknown) throw new Error(`--part ${unknown}: choose from ${PARTS.join(', ')}`);
    const shard = values.shard === undefined ? [] : [`--shard=${values.shard}`];
    return {
      parts: values.part ?? (values.all || values.deep ? PARTS : USUAL),
      shard,
      coverage: values.coverage ? ['--coverage'] : [],
      isDeep: values.deep === true,
    };
  } catch (error) {
    fail(error.message);
  }
}

/** Installs the programs that tests need, and says which are missing. @returns the path of the browser, or null, and whether the stack can run */
function ensurePrograms() {
  const redis = ensureSystemPackage(
    'redis-server',
    ['/usr/bin/redis-server', '/usr/local/bin/redis-server'],
    say,
  );
  const chromium = process.env.CHROMIUM || ensureBrowser(say);
  const ffmpeg = ensureSystemPackage('ffmpeg', ['/usr/bin/ffmpeg', '/usr/local/bin/ffmpeg'], say);
  const nginx = ensureSystemPackage('nginx-light', ['/usr/sbin/nginx', '/usr/local/bin/nginx'], say);
  ensureSystemPackage(
    'libnginx-mod-http-brotli-static',
    ['/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'],
    say,
  );
  const pgBouncer = ensureSystemPackage('pgbouncer', PGBOUNCER, say);
  const prometheus = ensureSystemPackage('prometheus', ['/usr/bin/promtool', '/usr/local/bin/promtool'], say);
  const victoriaMetrics = ensureSystemPackage(
    'victoria-metrics',
    ['/usr/bin/victoria-metrics', '/usr/local/bin/victoria-metrics'],
    say,
  );
  const alertmanager = ensureSystemPackage(
    'prometheus-alertmanager',
    ['/usr/bin/prometheus-alertmanager', '/usr/local/bin/alertmanager'],
    say,
  );
  const packages = '/usr/lib/python3/dist-packages';
  const socketIo = [
    ensureSystemPackage('python3-socketio', [`${packages}/socketio/__init__.py`], say),
    ensureSystemPackage('python3-aiohttp', [`${packages}/aiohttp/__init__.py`], say),
  ].every(Boolean);
  if (!socketIo) say('No Socket.IO for Python, and it cannot be installed here: that client is not tested.');
  if (!redis) say('No redis-server, and it cannot be installed here: the Redis drivers are not tested.');
  if (!ffmpeg)
    say('No ffmpeg, and it cannot be installed here: what is made of video and sound is not tested.');
  if (!nginx)
    say('No Nginx, and it cannot be installed here: its configuration in deploy/nginx is not tested.');
  if (!prometheus) say('No Prometheus, and it cannot be installed here: alert rules are not run.');
  if (!victoriaMetrics)
    say('No VictoriaMetrics, and it cannot be installed here: the queries of dashboards are not run.');
  if (!alertmanager)
    say('No Alertmanager, and it cannot be installed here: no alert is delivered in the tests.');
  if (!pgBouncer) say('No PgBouncer, and it cannot be installed here: nothing is tested through it.');
  if (!chromium) say('No Chromium, and it cannot be installed here: the browser journeys are skipped.');
  const hasStack = process.platform === 'linux' && [nginx, pgBouncer, redis].every(Boolean);
  if (!hasStack) say('Without Linux, Nginx, PgBouncer and Redis, the part `stack` is skipped.');
  return { chromium, hasStack };
}
