import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../server/testing/free-port.ts';
import { type Campus, call, newDataDir, openCampus, removeDataDir, root, signIn } from '../system/campus.ts';

// The commands of docs/handbook/backup.md on a running campus.
const dataDir = newDataDir();
const target = newDataDir();
let campus: Campus;
let workerPort: number;
const env = () => ({ BACKUP_DIR: target, BACKUP_LOG_SECONDS: '1', WORKER_PORT: String(workerPort) });

beforeAll(async () => {
  workerPort = await freePort();
  campus = await openCampus({ dataDir, env: env() });
});
afterAll(async () => {
  await campus?.stop();
  removeDataDir(dataDir);
  removeDataDir(target);
});

/** Runs `npm run …`, with the settings of the campus. */
function run(command: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [program = '', ...own] = scripts[command]?.split(' ') ?? [];
  const child = spawn(program, [...own, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, ...env() },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const backups = () => {
  const folder = join(target, 'backups');
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
};
const post = async (content: string) => {
  const token = await signIn(campus, 'ayse');
  const { status, body } = await call(campus, 'POST', '/api/v1/posts', { token, body: { content } });
  expect(status).toBe(201);
  return body.id as string;
};
/** When the log was last archived in full, in seconds. */
const archivedAt = async () => {
  const metrics = await (await fetch(`http://127.0.0.1:${workerPort}/metrics`)).text();
  return Number(/^backup_log_archived_timestamp_seconds (\S+)/m.exec(metrics)?.[1] ?? 0);
};
const history = async () => (await call(campus, 'GET', '/api/v1/status/history')).body;
const drill = async () => (await history()).restoreDrill;

test('a campus with BACKUP_DIR makes its first backup by itself, and more on demand', async () => {
  await expect.poll(() => backups().length, { timeout: 60_000 }).toBe(1);
  await expect
    .poll(async () => (await history()).backup)
    .toMatchObject({ isSetUp: true, copies: [{ location: 'here', status: 'ok', kind: 'full' }] });
  expect(existsSync(join(dataDir, 'secrets/backup-key'))).toBe(true);
  const { code, output } = await run('backup');
  expect(output).toContain('Backup complete: ');
  expect(code).toBe(0);
  expect((await run('backup', '--list')).output).toContain(backups().sort().at(-1));
}, 90_000);

test('a drill restores it, signs a member in and measures; one damaged block turns it red', async () => {
  const { code, output } = await run('restore-drill');
  expect(output).toMatch(/can be restored\. RPO \d+ s, RTO \d+ s\./);
  expect(code).toBe(0);
  await expect.poll(drill).toMatchObject({ status: 'ok', failedStep: null });
  expect((await drill()).rpoSeconds).toBeLessThan(300);

  const newest = backups().sort().at(-1) ?? '';
  const part = join(target, 'backups', newest, 'database-0001.sealed');
  const whole = readFileSync(part);
  const damaged = Buffer.from(whole);
  damaged[whole.length >> 1] = (damaged[whole.length >> 1] ?? 0) ^ 1;
  writeFileSync(part, damaged);
  const failed = await run('restore-drill');
  expect(failed.output).toContain('database-0001.sealed is damaged');
  expect(failed.code).toBe(1);
  await expect.poll(drill).toMatchObject({ status: 'failed', failedStep: 'backup' });
  writeFileSync(part, whole);
}, 120_000);

test('after kill -9 and a restore, every post is there that was acknowledged before the log was archived', async () => {
  const ids = [await post('Yedekten sonra'), await post('Diskten önce')];
  const acknowledgedAt = Date.now() / 1_000;
  await expect.poll(archivedAt, { timeout: 20_000 }).toBeGreaterThan(acknowledgedAt);
  campus.process.kill('SIGKILL');
  await campus.ended;

  const { code, output } = await run('restore', '--from', target, '--replace');
  expect(output).toContain('What was there before is now in');
  expect(code).toBe(0);
  campus = await openCampus({ dataDir, env: env() });
  const token = await signIn(campus, 'ayse');
  for (const id of ids)
    expect((await call(campus, 'GET', `/api/v1/posts/${id}`, { token })).status).toBe(200);
  removeDataDir(/is now in (.*)\. Delete it/.exec(output)?.[1] ?? '');
}, 90_000);
