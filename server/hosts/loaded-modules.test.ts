import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, serverBundle } from '../../tools/bootstrap.mjs';
import { roles } from '../roles.ts';
import { testDatabase } from '../testing/database.ts';
import { TEST_SECRET } from '../testing/server.ts';

// Checks which scripts V8 has loaded after the start of a process. A static import that loads a library into
// every process fails here. Load such a library where it is used: `await import('…')`.

let folder: string;
let bundle: Metafile;
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  // Inside the server's folder, so that its packages resolve.
  mkdirSync(join(root, 'server/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'server/.cache/loaded-'));
  const { metafile } = await build({ ...serverBundle(), outdir: join(folder, 'dist'), metafile: true });
  if (metafile === undefined) throw new Error('the bundle was not described');
  bundle = metafile;
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The packages and own files that a process has loaded when it is ready. */
async function loadedByProcess(
  kind: string,
  names: string,
): Promise<{ packages: string[]; files: string[] }> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(import.meta.dirname, '../testing/script-list.cjs'),
      join(folder, 'dist/main.js'),
      kind,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        ROLES: names,
        PORT: '0',
        DATABASE_URL: database.url,
        DATA_DIR: folder,
        SECRET_KEY: TEST_SECRET,
        SMTP_URL: 'smtp://127.0.0.1:9',
        S3_URL: 'http://key:secret@127.0.0.1:9/bucket',
        LOG_LEVEL: 'fatal',
      },
    },
  );
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${kind} ended (${code})`))),
  );
  ended.catch(() => undefined);
  const answer = () =>
    new Promise<{ scripts?: string[] }>((resolve) => child.once('message', resolve as never));
  await Promise.race([answer(), ended]);
  child.send('scripts');
  const { scripts = [] } = await Promise.race([answer(), ended]);
  child.kill('SIGTERM');
  await ended.catch(() => undefined);
  const packages = new Set<string>();
  const files = new Set<string>();
  for (const script of scripts) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(script)?.[1];
    if (name !== undefined) packages.add(name);
    if (!script.startsWith('file:')) continue;
    const path = fileURLToPath(script).slice(root.length).replace(/^\//, '');
    for (const [file, { bytesInOutput }] of Object.entries(bundle.outputs[path]?.inputs ?? {}))
      if (bytesInOutput > 0) files.add(file);
  }
  return { packages: [...packages].sort(), files: [...files].sort() };
}

/** Needed only if traces are on. The counters of `prom-client` load `@opentelemetry/api`, which does nothing alone. */
const TRACING_PACKAGES = [
  '@opentelemetry/core',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/otlp-exporter-base',
  '@opentelemetry/otlp-transformer',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
];
/** Needed by workers, by few requests, or with settings that are absent here. */
const LAZY_PACKAGES = [
  '@fastify/swagger',
  '@node-rs/argon2',
  ...TRACING_PACKAGES,
  '@redis/client',
  '@zxcvbn-ts/core',
  'graphile-worker',
  'htmlparser2',
  'libheif-js',
  'next',
  'nodemailer',
  'pino-roll',
  'redis',
  's3mini',
  'sharp',
  'socket.io',
  'web-push',
  'yaml',
  'yazl',
];
/** Needed only by the gateway. */
const GATEWAY_PACKAGES = [
  '@fastify/http-proxy',
  '@fastify/rate-limit',
  '@fastify/reply-from',
  '@fastify/swagger-ui',
];
/** Needed only by one role. */
const ROLE_PACKAGES: Record<string, string[]> = {
  auth: ['otpauth'],
  media: ['@fastify/multipart', 'blurhash'],
};

const isRoutes = (file: string) => /(?:^|[./])routes\.ts$/.test(file);
const isJobs = (file: string) => /(?:^|\/)jobs\.ts$/.test(file) && file !== 'server/platform/jobs.ts';
const moduleOf = (file: string) => /^server\/modules\/([^/]+)\//.exec(file)?.[1];

const httpRoles = Object.entries(roles).filter(([, { host }]) => host === 'http');

test.for(httpRoles)(
  'role %s loads only its own routes, and nothing of workers, gateway and other roles',
  async ([name, { modules }]) => {
    const { packages, files } = await loadedByProcess('http', name);
    const others = Object.entries(ROLE_PACKAGES).flatMap(([role, rolePackages]) =>
      role === name ? [] : rolePackages,
    );
    expect(packages).toContain('fastify');
    expect(
      packages.filter((found) => [...LAZY_PACKAGES, ...GATEWAY_PACKAGES, ...others].includes(found)),
    ).toEqual([]);
    expect(new Set(files.filter(isRoutes).map(moduleOf))).toEqual(new Set(modules));
    expect(files.filter(isJobs)).toEqual([]);
    expect(files).not.toContain('server/platform/job-runner.ts');
    expect(files.filter((file) => file.endsWith('.json'))).toEqual([]);
    // A process that presents or serves files loads the rules of which files are public.
    if (files.includes('server/modules/media/visibility.ts')) {
      expect(files).toContain('server/modules/content/attachments/visibility.ts');
      expect(files).toContain('server/modules/profiles/visibility.ts');
    }
  },
);

test('a gateway without modules loads no routes or jobs of modules and no API document', async () => {
  const { packages, files } = await loadedByProcess('gateway', 'gateway');
  const lazyPackages = LAZY_PACKAGES.filter((name) => !['@fastify/swagger', 'yaml'].includes(name)); // the documentation pages need these
  expect(
    packages.filter((found) => [...lazyPackages, ...Object.values(ROLE_PACKAGES).flat()].includes(found)),
  ).toEqual([]);
  expect(files.filter((file) => isRoutes(file) || isJobs(file) || file.endsWith('.json'))).toEqual([]);
});

/** The files of a chunk of the bundle and of its static imports, without dynamic ones. */
function bundledFiles(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const { inputs = {}, imports = [] } = bundle.outputs[path] ?? {};
  const own = Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file] : [],
  );
  const imported = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return [...own, ...imported.flatMap((chunk) => bundledFiles(chunk.path, seen))];
}

test('a realtime process needs the realtime parts of modules, and no routes or jobs', () => {
  const isPart = (file = '') => /^server\/modules\/[^/]+\/realtime(?:\/index)?\.ts$/.test(file);
  const entries = Object.entries(bundle.outputs).filter(
    ([, { entryPoint }]) => entryPoint === 'server/hosts/realtime.ts' || isPart(entryPoint),
  );
  const parts = entries.flatMap(([, { entryPoint = '' }]) =>
    isPart(entryPoint) ? [moduleOf(entryPoint)] : [],
  );
  expect(parts.sort()).toEqual(['announcements', 'feed', 'messaging', 'notifications']);
  const files = entries.flatMap(([path]) => bundledFiles(path));
  expect(files).toContain('server/modules/messaging/sending/service.ts');
  expect(files.filter((file) => isRoutes(file) || isJobs(file))).toEqual([]);
  expect(files).toContain('server/platform/tracing/index.ts');
  expect(files).not.toContain('server/platform/tracing/opentelemetry.ts');
});

test('a worker loads every job, and nothing that only answers requests', async () => {
  const { packages, files } = await loadedByProcess('worker', 'worker');
  expect(packages).toContain('graphile-worker');
  expect(files.filter(isJobs).length).toBeGreaterThan(10);
  const unused = [
    '@fastify/multipart',
    'fastify',
    'nodemailer',
    'redis',
    's3mini',
    'sharp',
    'yazl',
    ...GATEWAY_PACKAGES,
    ...TRACING_PACKAGES,
  ];
  expect(packages.filter((found) => unused.includes(found))).toEqual([]);
  expect(files.filter(isRoutes)).toEqual([]);
});
