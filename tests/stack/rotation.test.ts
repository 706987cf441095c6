import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { totpCode } from '../../server/testing/totp.ts';
import { commandsOf } from '../runbook.ts';
import { ADMIN, call, DOOR, MAIL_PORT, secretsFolder } from './site.ts';
import { command, compose, engine, running, serviceOf } from './stack.ts';

const DOMAIN = 'bogazici.edu.tr';
const PASSWORD = 'mor kestane bulut 71';
const api = (path: string) => `/api/v1${path}`;
const secret = (name: string) => readFileSync(join(secretsFolder, name), 'utf8').trim();
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

interface Member {
  username: string;
  accessToken: string;
  refreshToken: string;
}
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
const members: Member[] = [];
let ayse: Member;
let totp = '';

async function mailTo(address: string): Promise<string> {
  await vi.waitFor(() => expect(mailbox.to(address)?.text).toMatch(/: \d{6}$/m), {
    timeout: 30_000,
    interval: 200,
  });
  return mailbox.to(address)?.text?.match(/: (\d{6})$/m)?.[1] ?? '';
}
const detailsOf = (username: string) => ({ username, displayName: 'Işıl Şahin', password: PASSWORD });
async function register(username: string): Promise<string> {
  const email = `${username}@${DOMAIN}`;
  const answer = await call('POST', api('/auth/register'), { body: { email, ...detailsOf(username) } });
  expect(answer.status, answer.bytes.toString()).toBe(202);
  return mailTo(email);
}
async function confirm(username: string, code: string): Promise<Member> {
  const body = { email: `${username}@${DOMAIN}`, code, ...detailsOf(username) };
  const answer = await call('POST', api('/auth/verify-email'), { body });
  expect(answer.status, answer.bytes.toString()).toBe(200);
  return { username, ...answer.body };
}

beforeAll(async () => {
  mailbox = await openMailbox(MAIL_PORT);
  const owner = ['node', 'server/dist/owner.js', '--address', `sahip_donus@${DOMAIN}`, '--open'];
  await compose('exec', '-T', 'gateway', ...owner);
  for (const name of ['ayse_donus', 'deniz_donus', 'ece_donus'])
    members.push(await confirm(name, await register(name)));
  ayse = members[0] as Member;
  const { body } = await call('POST', api('/auth/mfa/totp'), {
    token: ayse.accessToken,
    body: { password: PASSWORD },
  });
  totp = body.secret;
  const confirmed = await call('POST', api('/auth/mfa/totp/confirm'), {
    token: ayse.accessToken,
    body: { code: totpCode(totp) },
  });
  expect(confirmed.status, confirmed.bytes.toString()).toBe(200);
});
afterAll(() => mailbox?.close());

/** Members read, write and search through Nginx until `work` ends, within their limits. @returns what failed */
async function underLoad(work: () => Promise<unknown>): Promise<{ requests: number; failed: string[] }> {
  let [requests, isDone] = [0, false];
  const failed: string[] = [];
  const loop = async (member: Member, method: string, path: string, body?: object) => {
    while (!isDone) {
      requests++;
      try {
        const { status, bytes } = await call(method, api(path), { token: member.accessToken, body });
        if (status >= 400) failed.push(`${method} ${path} ${status} ${bytes.toString().slice(0, 200)}`);
      } catch (error) {
        failed.push(`${method} ${path} ${(error as Error).message}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
  };
  const loops = members.flatMap((member) => [
    loop(member, 'GET', '/feed/home'),
    loop(member, 'GET', '/auth/me'),
    loop(member, 'GET', '/search/posts?q=kestane'),
    loop(member, 'GET', '/conversations'),
    loop(member, 'GET', '/media/quota'),
    loop(member, 'PATCH', '/notifications/preferences', { kinds: { like: { push: true } } }),
  ]);
  await work().finally(() => {
    isDone = true;
  });
  await Promise.all(loops);
  return { requests, failed };
}

/** Ends pooled connections, so that new ones need the new password. */
const dropConnections = async () => {
  const postgres = (await running()).find((one) => serviceOf(one) === 'postgres')?.Id ?? '';
  const sql =
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'chitlaq' and state = 'idle' and application_name like 'chitlaq%'";
  await engine('exec', postgres, 'psql', '--quiet', '-U', 'postgres', '-d', 'chitlaq', '-Atc', sql);
};
const expectSignedIn = async () => {
  for (const member of members) {
    const body = { refreshToken: member.refreshToken };
    const refreshed = await call('POST', api('/auth/refresh'), { body });
    expect(refreshed.status, refreshed.bytes.toString()).toBe(200);
    Object.assign(member, refreshed.body);
    expect((await call('GET', api('/auth/me'), { token: member.accessToken })).status).toBe(200);
  }
};

test.for(['postgres_password', 'database_password', 'redis_password', 'signing_key', 'secret_key'])(
  '%s is replaced while members read and write: no request fails, nobody is signed out',
  async (name) => {
    const file = join(secretsFolder, name);
    const before = name === 'signing_key' ? '' : readFileSync(file, 'utf8').split('\n')[0];
    let said = '';
    const { requests, failed } = await underLoad(async () => {
      said = await command('rotate', [name]);
      // Some time with the new one.
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    });
    console.log(`${name}: ${requests} requests, ${failed.length} failed`);
    expect(failed).toEqual([]);
    expect(requests).toBeGreaterThan(50);
    await expectSignedIn();
    if (name === 'signing_key') return;
    const after = secret(name).split('\n')[0] ?? '';
    expect(after).not.toBe(before);
    for (const value of [before ?? '', after]) expect(said).not.toContain(value);
  },
);

test('a password that does not work is taken back', async () => {
  const before = secret('database_password');
  // No valid statement: as if the database refused.
  writeFileSync(join(secretsFolder, 'database_password.next'), "x'y\n");
  const { failed } = await underLoad(async () => {
    await expect(command('rotate', ['database_password'])).rejects.toThrow('the old one is back');
  });
  expect(failed).toEqual([]);
  expect(secret('database_password')).toBe(before);
  await command('rotate', ['database_password']);
  expect(secret('database_password')).not.toBe(before);
});

test('another push key is known to every process within a minute', async () => {
  const pushKey = async () =>
    (await call('GET', api('/notifications/preferences'), { token: ayse.accessToken })).body.pushKey;
  const before = await pushKey();
  await command('rotate', ['push_key']);
  await expect.poll(pushKey, { timeout: 70_000, interval: 1_000 }).not.toBe(before);
});

test('new connections use the new passwords, the old ones are refused', async () => {
  const old = secret('database_password');
  await command('rotate', ['database_password']);
  const { failed } = await underLoad(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });
  expect(failed).toEqual([]);
  await dropConnections();
  await expect
    .poll(async () => (await call('GET', api('/feed/home'), { token: ayse.accessToken })).status)
    .toBe(200);
  const postgres = (await running()).find((one) => serviceOf(one) === 'postgres')?.Id ?? '';
  const open = (password: string) =>
    engine(
      'exec',
      '-e',
      `PGPASSWORD=${password}`,
      postgres,
      'psql',
      '-h',
      '127.0.0.1',
      '-U',
      'chitlaq',
      '-Atc',
      'select 1',
    );
  expect(await open(secret('database_password'))).toContain('1');
  await expect(open(old)).rejects.toThrow('authentication failed');
});

test('links and codes in mails and second factors outlive secret_key; with --now the old key ends at once', async () => {
  const code = await register('bora_donus');
  await command('rotate', ['secret_key']);
  await confirm('bora_donus', code);
  const login = await call('POST', api('/auth/login'), {
    body: { identifier: ayse.username, password: PASSWORD, totp: totpCode(totp) },
  });
  expect(login.status, login.bytes.toString()).toBe(200);
  expect(secret('secret_key').split('\n').length).toBeGreaterThan(1);
  expect(await command('rotate', ['--list'])).toContain('an older key is still accepted');
  expect(await command('rotate', ['--finish'])).toContain('still accepted');
  await command('rotate', ['secret_key', '--now']);
  expect(secret('secret_key').split('\n')).toHaveLength(1);
  await expectSignedIn();
});

test('a run that was cut off is taken up again', async () => {
  const [old] = secret('secret_key').split('\n');
  // As after the first step: all accept the new key.
  const next = 'a-key-of-a-run-that-was-cut-off-0123456789ABC=';
  await command('rotate', ['--list']);
  writeFileSync(join(secretsFolder, 'secret_key.next'), next);
  writeFileSync(join(secretsFolder, 'secret_key'), `${old}\n${next}\n`);
  await command('rotate', ['secret_key']);
  expect(secret('secret_key').split('\n')).toEqual([next, old]);
  await expectSignedIn();
});

test('the commands of the page about a leaked key work, in both languages the same', async () => {
  const commands = ['A.', 'B.', 'C.'].flatMap((section) => commandsOf('leaked-key.md', section));
  expect(commands).toEqual(['A.', 'B.', 'C.'].flatMap((section) => commandsOf('leaked-key.tr.md', section)));
  const input: Record<string, string> = {
    smtp_url: secret('smtp_url'),
    admin_door: `${DOOR.user}:${DOOR.password}`,
  };
  const { failed } = await underLoad(async () => {
    for (const line of commands) {
      const [, , name = '', ...options] = line.split(' ');
      expect(line).toMatch(/^sudo deploy\/rotate /);
      await command('rotate', [name, ...options], input[name]);
    }
  });
  expect(failed).toEqual([]);
  await expectSignedIn();
});

test('the mail server is tried before its address is kept', async () => {
  const before = secret('smtp_url');
  await expect(command('rotate', ['smtp_url'], 'smtp://172.31.252.1:9\n')).rejects.toThrow(
    'the old address stays',
  );
  expect(secret('smtp_url')).toBe(before);
  await command('rotate', ['smtp_url'], `${before}/?name=campus.test\n`);
  expect(secret('smtp_url')).toBe(`${before}/?name=campus.test`);
  await register('can_donus');
});

test('the door of the administration opens with both names for a day, or with the new one alone', async () => {
  const status = async (headers: Record<string, string>) =>
    (await call('GET', '/admin', { host: ADMIN, headers })).status;
  await command('rotate', ['admin_door'], 'nobetci:yeni kapı 1\n');
  expect(await status(basic('nobetci', 'yeni kapı 1'))).toBe(200);
  expect(await status(basic(DOOR.user, DOOR.password))).toBe(200);
  await command('rotate', ['admin_door', '--now'], `${DOOR.user}:${DOOR.password}\n`);
  expect(await status(basic('nobetci', 'yeni kapı 1'))).toBe(401);
  expect(await status(basic(DOOR.user, DOOR.password))).toBe(200);
});
