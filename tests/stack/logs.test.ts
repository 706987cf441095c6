import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, isSmall } from './site.ts';
import { command, compose, containers, deploy, engine, running, serviceOf } from './stack.ts';

const api = (path: string) => `/api/v1${path}`;
/** The columns of a printed line. */
const columns = (text: string) =>
  text
    .split('\n')
    .map((line) => /^(\S+ \S+) {2}(\S+) +(\S+) +(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, time = '', service = '', level = '', rest = '']) => ({ time, service, level, rest }));
/** Lines arrive at the engine a moment after the answer. */
const linesOf = async (id: string, services: string[]) => {
  await expect
    .poll(async () => columns(await command('logs', [id]).catch(() => '')).map(({ service }) => service))
    .toEqual(expect.arrayContaining(services));
  return command('logs', [id]);
};

test('one command shows what every service wrote about a request, in order of time', async () => {
  const secrets = {
    token: 'eyJhbGciOi.a-bearer-that-nobody-may-read.sig',
    cookie: 'a-cookie-that-nobody-may-read',
  };
  const refused = await call('GET', `${api('/auth/sessions')}?token=a-query-that-nobody-may-read`, {
    token: secrets.token,
    headers: { cookie: `session=${secrets.cookie}` },
  });
  expect(refused.status).toBe(401);
  const id: string = refused.body.requestId;
  expect(refused.headers['x-request-id']).toBe(id);

  const services = ['nginx', 'gateway', ...(isSmall ? [] : ['auth'])];
  const text = await linesOf(id, services);
  const lines = columns(text);
  expect(lines.map(({ service }) => service).sort()).toEqual([...services].sort());
  expect(lines.map(({ time }) => time)).toEqual(lines.map(({ time }) => time).sort());
  expect(lines.find(({ service }) => service === 'nginx')).toMatchObject({
    level: 'warn',
    rest: expect.stringContaining('GET /api/v1/auth/sessions 401'),
  });
  expect(lines.find(({ service }) => service === 'gateway')?.rest).toMatch(/^http\.request .*status=401/);
  // Also with capitals, as some programs show ids.
  expect(await command('logs', [id.toUpperCase()])).toBe(text);
  // Nor in anything that was logged meanwhile.
  expect(await command('logs', ['--since', '10m'])).not.toMatch(/nobody-may-read/);
});

test('services, level and time narrow it', async () => {
  const { headers } = await call('GET', api('/nowhere'));
  const id = String(headers['x-request-id']);
  await linesOf(id, ['nginx', 'gateway']);
  const warnings = await command('logs', ['--service', 'nginx', '--since', '1h', '--level', 'warn']);
  expect(warnings).toContain(id);
  const lines = columns(warnings);
  expect(new Set(lines.map(({ service }) => service))).toEqual(new Set(['nginx']));
  expect(lines.filter(({ level }) => !['warn', 'error', 'fatal'].includes(level))).toEqual([]);
  await expect(command('logs', ['--service', 'nginx', '--since', '2099-01-01 00:00'])).rejects.toThrow(
    'no line is like that',
  );
});

test.skipIf(isSmall)('a failure behind the gateway is found with its reason', async () => {
  await compose('stop', 'search');
  try {
    const failed = await call('GET', api('/search/posts?q=a'));
    expect(failed.status).toBe(502);
    const id = failed.body.requestId;
    await linesOf(id, ['nginx', 'gateway']);
    const errors = await command('logs', ['--service', 'gateway', '--since', '5m', '--level', 'error']);
    expect(errors).toContain(`requestId=${id}`);
    expect(errors).toMatch(/Error: /);
  } finally {
    await compose('start', 'search');
  }
});

test('--follow shows new lines until it is stopped', async () => {
  const child = spawn(join(deploy, 'logs'), ['--follow', '--service', 'nginx,gateway'], { cwd: deploy });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const { headers } = await call('GET', api('/nowhere/else'));
    await expect.poll(() => text).toContain(`request_id=${headers['x-request-id']}`);
  } finally {
    child.kill('SIGINT');
  }
  await ended;
});

test('a wrong id, an unknown one and a wrong option are said clearly', async () => {
  for (const wrong of ['abc', '$(id)', `${'a'.repeat(32)}'`, `${'a'.repeat(31)}\n`])
    await expect(command('logs', [wrong])).rejects.toThrow('is not a request id');
  await expect(command('logs', ['0'.repeat(32)])).rejects.toThrow('nothing has the request id');
  await expect(command('logs', ['--since', '$(id)'])).rejects.toThrow('--since is 15m');
  await expect(command('logs', ['--service', '../x'])).rejects.toThrow('--service is a name');
  await expect(command('logs', ['--service', 'mars'])).rejects.toThrow('no line is like that');
  await expect(command('logs', ['--all'])).rejects.toThrow('unknown option --all');
  expect(await command('logs', ['--help'])).toContain('deploy/logs REQUEST_ID');
});

test('logs of every container are bounded', async () => {
  const ids = (await running()).map(({ Id }) => Id);
  const limits = await engine(
    'inspect',
    '--format',
    '{{.HostConfig.LogConfig.Type}} {{index .HostConfig.LogConfig.Config "max-size"}}',
    ...ids,
  );
  expect(new Set(limits.trim().split('\n'))).toEqual(new Set(['json-file 20m']));
  expect((await containers()).map(serviceOf)).toContain('nginx');
});
