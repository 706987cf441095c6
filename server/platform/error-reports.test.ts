import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { parseDsn, withErrorReports } from './error-reports.ts';
import { openLog } from './log.ts';

interface Report {
  path: string;
  auth: string;
  parts: Record<string, never>[];
}

const reports: Report[] = [];
const receiver = createServer((request, response) => {
  let text = '';
  request.on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    const { url: path = '', headers } = request;
    const parts = text.split('\n').map((line) => JSON.parse(line));
    reports.push({ path, auth: String(headers['x-sentry-auth']), parts });
    response.end('{}');
  });
});
let dsn: string;
beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  dsn = `http://key123@127.0.0.1:${(receiver.address() as AddressInfo).port}/7`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  reports.length = 0;
});

function reportingLog(to = dsn) {
  const lines: string[] = [];
  const address = parseDsn(to);
  if (!address) throw new Error('no address');
  const destination = withErrorReports({ write: (line) => void lines.push(line) }, address, 'production');
  return { log: openLog('info', 'gateway', destination), lines };
}

test('an error is reported with its stack, its release and a pseudonym of the member', async () => {
  const { log, lines } = reportingLog();
  log.info({ err: new Error('no error') }, 'fine');
  log.error({ err: new TypeError('kırık'), requestId: 'req-1', userId: 'member-1' }, 'request.failed');
  await expect.poll(() => reports.length).toBe(1);
  expect(lines).toHaveLength(2);
  const [{ path, auth, parts }] = reports as [Report];
  expect(path).toBe('/api/7/envelope/');
  expect(auth).toContain('sentry_key=key123');
  const [header, item, event] = parts;
  expect(item).toEqual({ type: 'event' });
  expect(event).toMatchObject({
    ...header,
    event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    level: 'error',
    release: expect.stringMatching(/^chitlaq@\d/),
    environment: 'production',
    logger: 'request.failed',
    tags: { process: 'gateway', requestId: 'req-1' },
    user: { id: expect.stringMatching(/^[0-9a-f]{16}$/) },
    exception: { values: [{ type: 'TypeError', value: 'kırık' }] },
  });
  const { frames } = (event as unknown as { exception: { values: [{ stacktrace: { frames: object[] } }] } })
    .exception.values[0].stacktrace;
  expect(frames.at(-1)).toMatchObject({
    filename: expect.stringContaining('error-reports.test.ts'),
    lineno: expect.any(Number),
    in_app: true,
  });
  expect(JSON.stringify(parts)).not.toContain('member-1');
});

test('what the log masks is not reported either', async () => {
  const { log } = reportingLog();
  const message = 'no mailbox ayse@cinar.edu.tr at 10.20.30.40';
  log.error({ err: new Error(message), password: 'gizli' }, 'mail.failed');
  await expect.poll(() => reports.length).toBe(1);
  const text = JSON.stringify(reports);
  for (const secret of ['ayse@', '10.20.30.40', 'gizli']) expect(text).not.toContain(secret);
  expect(text).toContain('[address]');
});

test('a flood of errors is reported a few times, and written in full', async () => {
  const { log, lines } = reportingLog();
  for (let nr = 0; nr < 100; nr++) log.error({ err: new Error(`no. ${nr}`) }, 'request.failed');
  const { log: other } = reportingLog();
  other.fatal('last');
  await expect.poll(() => reports.some(({ parts }) => JSON.stringify(parts).includes('last'))).toBe(true);
  await expect.poll(() => reports.length).toBe(21);
  expect(lines).toHaveLength(100);
});

test('a receiver that is away disturbs nobody', async () => {
  const { log, lines } = reportingLog('http://key@127.0.0.1:9/1');
  log.error(new Error('away'), 'request.failed');
  expect(lines).toHaveLength(1);
});

test('an address names a server, a key and a project', () => {
  expect(parseDsn('https://abc@errors.example.edu/sentry/42')).toEqual({
    endpoint: 'https://errors.example.edu/sentry/api/42/envelope/',
    key: 'abc',
  });
  for (const SENTRY_DSN of [
    'https://errors.example.edu/42',
    'https://abc@errors.example.edu',
    'https://abc@errors.example.edu/x',
    'ftp://abc@errors.example.edu/42',
    'https://abc:secret@errors.example.edu/42',
    'errors',
  ]) {
    expect(parseDsn(SENTRY_DSN)).toBeUndefined();
    expect(() => readConfig({ SENTRY_DSN })).toThrow(/SENTRY_DSN/);
  }
});
