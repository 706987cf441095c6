import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { closedFolder, daysFolder, firstKeptDay, openFolder, trafficLogKey } from './files.ts';
import type { TrafficLine } from './line.ts';
import { extract, type Wanted } from './read.ts';
import { keepStamp, stampDay, unstampedDays } from './stamp.ts';
import { verify } from './verify.ts';
import { openTrafficLog } from './writer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let folder: string;
let keyFile: string;
let now: Date;
const folders: string[] = [];
const newFolder = (): string => {
  const made = temporaryFolder('traffic-log');
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});
beforeEach(() => {
  const root = newFolder();
  folder = join(root, 'log');
  keyFile = join(root, 'key');
  now = new Date('2026-03-10T09:30:00.000Z');
});
const advance = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds);
};
const start = (process = 'gateway', options: { fileBytes?: number; maxWaiting?: number } = {}) =>
  openTrafficLog({
    folder,
    process,
    destination: 'https://campus.test',
    key: trafficLogKey(keyFile),
    months: 12,
    clock: () => now,
    log: pino({ level: 'silent' }),
    ...options,
  });
const line = (request: string, more: Partial<TrafficLine> = {}) => ({
  address: '203.0.113.5',
  port: 40_001,
  method: 'POST',
  route: '/api/v1/posts',
  status: 201,
  member: null,
  session: null,
  request,
  ...more,
});
const check = (authorities?: string) => verify(folder, { key: trafficLogKey(keyFile), authorities });
const lines = async (wanted: Partial<Wanted> = {}) => {
  const found: TrafficLine[] = [];
  for await (const one of extract(folder, { from: '2020', to: '2040', ...wanted }, trafficLogKey(keyFile)))
    found.push(one);
  return found;
};
const requests = async (wanted?: Partial<Wanted>) => (await lines(wanted)).map(({ request }) => request);
const only = (path: string) => {
  const names = readdirSync(path);
  expect(names).toHaveLength(1);
  return join(path, names[0] ?? '');
};
/** Three closed files of two days, and an open one. */
async function someDays() {
  const log = await start();
  for (const hour of ['a', 'b']) {
    for (const number of [1, 2, 3]) log.record(line(`${hour}${number}`));
    await log.flush();
    advance(HOUR);
    await log.flush();
  }
  advance(DAY);
  log.record(line('c1'));
  await log.flush();
  advance(HOUR);
  await log.flush();
  for (const number of [1, 2, 3]) log.record(line(`d${number}`));
  await log.flush();
  return log;
}

describe('the traffic log', () => {
  test('keeps lines, closes a file each hour, and finds exactly what is wanted', async () => {
    const log = await start();
    log.record(line('one', { member: 'm1', address: '2001:db8::1', port: null }));
    log.record(line('two', { member: 'm2' }));
    await log.flush();
    expect(statSync(only(openFolder(folder))).mode & 0o777).toBe(0o600);
    expect(await requests()).toEqual(['one', 'two']);
    advance(HOUR);
    log.record(line('three', { member: 'm1' }));
    await log.flush();
    expect(readdirSync(closedFolder(folder))).toEqual(['2026-03-10']);
    expect(await requests({ member: 'm1' })).toEqual(['one', 'three']);
    expect(await requests({ address: '203.0.113.5' })).toEqual(['two', 'three']);
    expect(await requests({ address: '2001:db8:0::1' })).toEqual(['one']);
    expect(await requests({ from: '2026-03-10T10:00' })).toEqual(['three']);
    expect(await requests({ to: '2026-03-10T10:00' })).toEqual(['one', 'two']);
    expect((await lines({ member: 'm1' }))[0]).toMatchObject({
      time: '2026-03-10T09:30:00.000Z',
      address: '2001:db8::1',
      port: null,
      destination: 'https://campus.test',
    });
    await log.close();
    expect(readdirSync(openFolder(folder))).toEqual([]);
    expect(await check()).toMatchObject({ faults: [], files: 2, lines: 5 });
  });

  test('closed files say nothing without the key', async () => {
    const log = await start();
    log.record(line('secret-request'));
    await log.close();
    const file = only(only(closedFolder(folder)));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('secret-request')).toBe(false);
    writeFileSync(keyFile, 'x'.repeat(40));
    expect((await check()).faults[0]).toMatch(/is not the file that was closed, or has another key/);
  });

  test('is closed before the hour ends when it is full', async () => {
    const log = await start('gateway', { fileBytes: 500 });
    for (let index = 0; index < 6; index++) {
      log.record(line(`${index}`));
      await log.flush();
    }
    await log.close();
    expect((await check()).files).toBeGreaterThan(2);
    expect((await requests()).sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  test('what a full disk does not take is dropped, counted, and said in the log', async () => {
    const log = await start('gateway', { maxWaiting: 1_000 });
    for (let index = 0; index < 50; index++) log.record(line(`${index}`));
    await log.flush();
    log.record(line('later'));
    await log.close();
    const kept = await requests();
    const { dropped, faults } = await check();
    expect(dropped).toBe(51 - kept.length);
    expect(dropped).toBeGreaterThan(30);
    expect(kept.at(-1)).toBe('later');
    expect(faults).toEqual([]);
  });

  test('goes on when the disk does again', async () => {
    const log = await start();
    await log.flush();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'no folder');
    log.record(line('kept'));
    await log.flush();
    rmSync(folder);
    for (const name of ['open', 'closed', 'manifest', 'days'])
      mkdirSync(join(folder, name), { recursive: true });
    await log.close();
    expect(await requests()).toEqual(['kept']);
    expect((await check()).faults).toEqual([]);
  });

  test('processes write side by side into one chain', async () => {
    const logs = await Promise.all(['gateway', 'gateway', 'realtime'].map((name) => start(name)));
    for (let hour = 0; hour < 5; hour++) {
      for (const [at, log] of logs.entries())
        for (let n = 0; n < 20; n++) log.record(line(`${at}-${hour}-${n}`));
      advance(HOUR);
      await Promise.all(logs.map((log) => log.flush()));
    }
    await Promise.all(logs.map((log) => log.close()));
    expect(await check()).toMatchObject({ faults: [], entries: 15, files: 15 });
    expect(new Set(await requests()).size).toBe(300);
  });
});

describe('a process that is killed', () => {
  test('leaves a readable file, which another closes', async () => {
    const child = fork(join(import.meta.dirname, 'testing.ts'), [folder, keyFile, '5000'], {
      execArgv: ['--import', 'tsx'],
    });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const path = only(openFolder(folder));
    // It died in the middle of a line.
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"time":"2026-`);
    expect(await requests()).toHaveLength(5_000);
    expect((await check()).faults).toEqual([]);
    // The dead process had the time of the machine.
    now = new Date();
    const log = await start();
    await log.flush();
    expect(readdirSync(openFolder(folder))).toHaveLength(1);
    advance(2 * HOUR);
    await log.flush();
    expect(readdirSync(openFolder(folder))).toEqual([]);
    expect(await requests()).toHaveLength(5_000);
    expect(await check()).toMatchObject({ faults: [], files: 1, torn: 1 });
    await log.close();
  });

  test('two that close its file at once enter it once', async () => {
    const dead = await start('dead');
    dead.record(line('one'));
    await dead.flush();
    advance(2 * HOUR);
    const others = await Promise.all([start('a'), start('b'), start('c')]);
    await Promise.all(others.map((log) => log.flush()));
    expect(await check()).toMatchObject({ faults: [], entries: 1, files: 1 });
    // It only stood still: what it writes now goes to another file.
    dead.record(line('two'));
    await Promise.all([dead, ...others].map((log) => log.close()));
    expect((await requests()).sort()).toEqual(['one', 'two']);
    expect((await check()).faults).toEqual([]);
  });
});

describe('verification names', () => {
  const openFile = () => only(openFolder(folder));
  const change = (path: string, edit: (text: string) => string) =>
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
  const dayOne = () => join(closedFolder(folder), '2026-03-10');

  test('nothing, if nothing was changed', async () => {
    const log = await someDays();
    expect(await check()).toMatchObject({ faults: [], entries: 3, files: 3, lines: 3 + 2 * 3 + 1 + 1 + 3 });
    await log.close();
  });

  test.for<[string, (lines: string[]) => string[], string]>([
    [
      'a changed line',
      ([head = '', one = '', ...rest]) => [head, one.replace('203.0.113.5', '203.0.113.6'), ...rest],
      'line 2',
    ],
    ['a dropped line', (all) => all.filter((_, at) => at !== 2), 'line 3'],
    ['a moved line', ([head = '', one = '', two = '', ...rest]) => [head, two, one, ...rest], 'line 2'],
    ['a line that was added', ([head = '', ...rest]) => [head, rest[0] ?? '', ...rest], 'line 3'],
  ])('%s', async ([, edit, named]) => {
    const log = await someDays();
    const path = openFile();
    change(path, (text) => edit(text.split('\n')).join('\n'));
    const { faults } = await check();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${path.split('/').at(-1)}, ${named}`);
    await log.close();
  });

  test('a file that is changed, gone, exchanged or foreign', async () => {
    const log = await someDays();
    const [one = '', two = ''] = readdirSync(dayOne()).map((name) => join(dayOne(), name));
    const [first, second] = [readFileSync(one), readFileSync(two)];
    const name = (path: string) => path.split('/').at(-1)?.replace('.gz.sealed', '');
    const changed = Buffer.from(first);
    changed[40] = (changed[40] ?? 0) ^ 1;
    writeFileSync(one, changed);
    expect((await check()).faults).toEqual([expect.stringContaining(`${name(one)} is not the file`)]);
    writeFileSync(one, second);
    writeFileSync(two, first);
    expect((await check()).faults).toHaveLength(2);
    writeFileSync(one, first);
    rmSync(two);
    expect((await check()).faults).toEqual([`${name(two)} is missing.`]);
    writeFileSync(two, second);
    writeFileSync(join(dayOne(), '2026-03-10T00-00-00.000Z-x-1.jsonl.gz.sealed'), first);
    expect((await check()).faults).toEqual(['2026-03-10T00-00-00.000Z-x-1.jsonl is in no entry.']);
    await log.close();
  });

  test('an entry that is changed, gone or exchanged', async () => {
    const log = await someDays();
    const entry = (number: number) => join(folder, 'manifest', `0000000${number}.json`);
    const [one, two] = [1, 2].map((number) => readFileSync(entry(number), 'utf8'));
    change(entry(1), (text) => text.replace('"lines":4', '"lines":3'));
    expect((await check()).faults).toEqual([
      expect.stringContaining('Entry 2 of the manifest does not follow entry 1'),
      expect.stringContaining('has other lines'),
      'The manifest of 2026-03-10 differs from the entries of that day.',
    ]);
    writeFileSync(entry(1), one ?? '');
    rmSync(entry(2));
    expect((await check()).faults).toContain('Entry 2 of the manifest is missing.');
    writeFileSync(entry(2), one ?? '');
    writeFileSync(entry(1), two ?? '');
    expect((await check()).faults).toContain('Entry 1 of the manifest is that of number 2.');
    await log.close();
  });
});

describe('retention', () => {
  test('keeps whole months', () => {
    expect(firstKeptDay(new Date('2027-03-31T12:00:00Z'), 13)).toBe('2026-02-28');
    expect(firstKeptDay(new Date('2028-02-29T00:00:00Z'), 12)).toBe('2027-02-28');
    expect(firstKeptDay(new Date('2027-03-10T00:00:00Z'), 12)).toBe('2026-03-10');
  });

  test('deletes a day when its months are over, and says so in the manifest', async () => {
    const log = await start();
    log.record(line('old'));
    await log.flush();
    advance(DAY);
    log.record(line('next'));
    await log.flush();
    advance(364 * DAY);
    await log.flush();
    // A year later to the day: it is kept.
    expect(now.toISOString().slice(0, 10)).toBe('2027-03-10');
    expect(await requests()).toEqual(['old', 'next']);
    advance(DAY);
    await log.flush();
    expect(await requests()).toEqual(['next']);
    expect(existsSync(join(closedFolder(folder), '2026-03-10'))).toBe(false);
    expect((await check()).faults).toEqual([]);
    await log.close();
  });

  test('a day that was deleted too early is named, although somebody entered it', async () => {
    const log = await start();
    log.record(line('one'));
    await log.close();
    const { appendEntry } = await import('./manifest.ts');
    await appendEntry(
      folder,
      { kind: 'deletion', day: '2026-03-10', files: 1, months: 12 },
      { now, since: '2026', isSame: () => false },
    );
    rmSync(join(closedFolder(folder), '2026-03-10'), { recursive: true });
    expect((await check()).faults).toEqual([
      '2026-03-10 was deleted on 2026-03-10, before its 12 months were over.',
    ]);
  });
});

describe('time stamps', () => {
  const openssl = (cwd: string, ...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  /** An authority of this test alone: `root.pem` is its certificate. */
  function authority(): { root: string; answer: (request: Buffer) => Buffer } {
    const place = newFolder();
    writeFileSync(
      join(place, 'tsa.cnf'),
      `[req]\ndistinguished_name=dn\n[dn]\n[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n
[tsa_ext]\nextendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n
[tsa]\ndefault_tsa=t\n[t]\nserial=${place}/serial\ncrypto_device=builtin\nsigner_cert=${place}/tsa.pem\nsigner_key=${place}/tsa.key
certs=${place}/root.pem\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`,
    );
    writeFileSync(join(place, 'serial'), '01');
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-config', 'tsa.cnf'];
    openssl(
      place,
      'req',
      '-x509',
      ...key,
      '-subj',
      '/CN=root',
      '-extensions',
      'ca',
      '-days',
      '2',
      '-keyout',
      'root.key',
      '-out',
      'root.pem',
    );
    openssl(place, 'req', '-new', ...key, '-subj', '/CN=tsa', '-keyout', 'tsa.key', '-out', 'tsa.csr');
    openssl(
      place,
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-set_serial',
      '2',
      '-days',
      '2',
      '-extfile',
      'tsa.cnf',
      '-extensions',
      'tsa_ext',
      '-out',
      'tsa.pem',
    );
    return {
      root: join(place, 'root.pem'),
      answer(request) {
        writeFileSync(join(place, 'request.tsq'), request);
        openssl(
          place,
          'ts',
          '-reply',
          '-config',
          'tsa.cnf',
          '-queryfile',
          'request.tsq',
          '-out',
          'answer.tsr',
        );
        return readFileSync(join(place, 'answer.tsr'));
      },
    };
  }

  test('a day has a request, an authority answers it, and openssl verifies it', async () => {
    const { root, answer } = authority();
    const log = await start();
    log.record(line('one'));
    await log.flush();
    advance(DAY + HOUR);
    log.record(line('two'));
    await log.flush();
    expect(readdirSync(daysFolder(folder))).toEqual([]);
    advance(DAY);
    await log.flush();
    expect(await unstampedDays(folder)).toEqual(['2026-03-11']);
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        expect(request.headers['content-type']).toBe('application/timestamp-query');
        response.end(answer(Buffer.concat(parts)));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await stampDay(folder, '2026-03-11', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.close();
    expect(await unstampedDays(folder)).toEqual([]);
    expect(await check(root)).toMatchObject({ faults: [], stampedDays: 1, unstampedDays: 0 });
    const file = (extension: string) => `2026-03-11.${extension}`;
    const said = openssl(
      daysFolder(folder),
      'ts',
      '-verify',
      '-queryfile',
      file('tsq'),
      '-in',
      file('tsr'),
      '-CAfile',
      root,
    );
    expect(String(said)).toContain('Verification: OK');
    // Another authority is not the one that was asked.
    expect((await check(authority().root)).faults).toEqual([
      expect.stringContaining('2026-03-11.tsr is not accepted'),
    ]);
    writeFileSync(join(daysFolder(folder), file('jsonl')), '{}\n');
    expect((await check(root)).faults).toEqual(
      expect.arrayContaining([
        'The manifest of 2026-03-11 differs from the entries of that day.',
        '2026-03-11.tsr is no time stamp of that manifest.',
      ]),
    );
    await log.close();
  });

  test('the answer for another day, a refusal and a second answer are not kept', async () => {
    const { answer } = authority();
    const log = await someDays();
    advance(2 * DAY);
    await log.flush();
    const [day = '', other = ''] = await unstampedDays(folder);
    const request = (of: string) => readFileSync(join(daysFolder(folder), `${of}.tsq`));
    await expect(keepStamp(folder, day, answer(request(other)))).rejects.toThrow('is no time stamp of');
    await expect(keepStamp(folder, day, answer(Buffer.from('x')))).rejects.toThrow('is no time stamp of');
    const good = answer(request(day));
    await keepStamp(folder, day, good);
    await expect(keepStamp(folder, day, good)).rejects.toThrow('has a time stamp already');
    await expect(keepStamp(folder, '2020-01-01', good)).rejects.toThrow('has no manifest');
    await log.close();
  });
});
