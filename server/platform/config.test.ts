import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig, readSecrets } from './config.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://kampus.example.edu.tr',
  DATABASE_URL: 'postgres://chitlaq@db/chitlaq',
  SMTP_URL: 'smtps://user:password@mail:465',
  SECRET_KEY: 'q7Rk2v9Xw4Zs8Tn1Yp6Lm3Jc5Hb0Gd_fA-e',
};
const refusal = (env: Record<string, string>): string => {
  try {
    readConfig(env);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('development stays on this machine', () => {
  test.for([
    'https://kampus.example.edu.tr',
    'http://kampus.example.edu.tr',
    'http://10.0.0.5:3000',
    'http://192.168.1.20:3000',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'https://[2001:db8::1]',
  ])('a public origin without NODE_ENV=production is refused: %s', (url) => {
    expect(refusal({ PUBLIC_URL: url })).toMatch(/^PUBLIC_URL: .*NODE_ENV=production/);
    expect(refusal({ PUBLIC_URL: url, NODE_ENV: 'test' })).toMatch(/^PUBLIC_URL: /);
    expect(refusal({ PUBLIC_URL: url, NODE_ENV: '' })).toMatch(/^PUBLIC_URL: /);
  });

  test.for([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://web.localhost:3000',
  ])('a loopback origin is accepted: %s', (url) => {
    expect(readConfig({ PUBLIC_URL: url }).demo).toBe(true);
  });

  test.for(['0.0.0.0', '::', '192.168.1.20'])('no demo campus for callers from outside: HOST=%s', (host) => {
    expect(readConfig({ HOST: host }).demo).toBe(false);
    expect(refusal({ HOST: host, DEMO: '1' })).toMatch(/^DEMO: /);
  });
});

describe('production', () => {
  test('starts with every required setting', () => {
    expect(readConfig(production)).toMatchObject({ production: true, demo: false });
  });

  test('a process that serves only pages needs neither secrets nor a database', () => {
    const { NODE_ENV, PUBLIC_URL } = production;
    for (const ROLES of ['web', 'admin', 'web,admin'])
      expect(readConfig({ NODE_ENV, PUBLIC_URL, ROLES })).toMatchObject({ databaseUrl: undefined });
    for (const ROLES of ['', 'web,auth', 'gateway'])
      expect(refusal({ NODE_ENV, PUBLIC_URL, ROLES })).toMatch(
        /SECRET_KEY: must be set.*DATABASE_URL.*SMTP_URL/s,
      );
    expect(refusal({ NODE_ENV, ROLES: 'web' })).toMatch(/^PUBLIC_URL: must be set/);
  });

  test.for(['SECRET_KEY', 'PUBLIC_URL', 'DATABASE_URL', 'SMTP_URL'])('refuses a missing %s', (name) => {
    expect(refusal({ ...production, [name]: '' })).toMatch(new RegExp(`^${name}: must be set`));
  });

  test.for([
    'a'.repeat(32),
    'changeme'.repeat(4),
    'ab'.repeat(30),
    '01234567890123456789012345678901',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
    'secretsecretsecretsecretsecretsecret',
    'abcdefghijklmnopqrstuvwxyz012345',
    'zyxwvutsrqponmlkjihgfedcba9876543210',
    'ACEGIKMOQSUWY13579acegikmoqsuwy2468',
  ])('refuses a weak secret: %s', (secret) => {
    expect(refusal({ ...production, SECRET_KEY: secret })).toMatch(/^SECRET_KEY: too easy/);
  });

  test.for([
    '3f9c1b7ae25d80461c9e7fb3a2d5480e',
    'VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw9=',
    'correct horse battery staple mor kestane bulut',
  ])('accepts a random secret: %s', (secret) => {
    expect(refusal({ ...production, SECRET_KEY: secret })).toBe('accepted');
  });

  test.for([
    'https://kampus.example.edu.tr/campus',
    'https://kampus.example.edu.tr//',
    'https://kampus.example.edu.tr?x=1',
    'https://kampus.example.edu.tr/#home',
    'https://user:word@kampus.example.edu.tr',
  ])('refuses more than an origin: %s', (url) => {
    expect(refusal({ ...production, PUBLIC_URL: url })).toMatch(/^PUBLIC_URL: must be an origin/);
    expect(refusal({ ...production, CORS_ORIGINS: `https://app.example.edu, ${url}` })).toMatch(
      /^CORS_ORIGINS: must be origins/,
    );
  });

  test.for([
    ['https://kampus.example.edu.tr/', 'https://kampus.example.edu.tr'],
    ['https://Kampus.Example.EDU.tr:443', 'https://kampus.example.edu.tr'],
    ['https://kampüs.example.edu.tr:8443', 'https://xn--kamps-nva.example.edu.tr:8443'],
  ] as const)('normalises %s to the origin that browsers send', ([url, origin]) => {
    expect(readConfig({ ...production, PUBLIC_URL: url, CORS_ORIGINS: url })).toMatchObject({
      publicUrl: origin,
      corsOrigins: [origin],
    });
  });

  test.for(['*', 'null', 'app.example.edu', 'file:///x', 'https://*.example.edu/x'])(
    'refuses the non-canonical origin %s',
    (origin) => expect(refusal({ ...production, CORS_ORIGINS: origin })).toMatch(/^CORS_ORIGINS: /),
  );

  test('mail is sent from the host of the origin by default', () => {
    expect(readConfig(production).mailFrom).toBe('ChitLaq <no-reply@kampus.example.edu.tr>');
    expect(readConfig({ ...production, PUBLIC_URL: 'https://[2001:db8::1]' }).mailFrom).toBe(
      'ChitLaq <no-reply@localhost>',
    );
    expect(readConfig({}).mailFrom).toBe('ChitLaq <no-reply@localhost>');
    for (const given of ['posta@kampus.example', 'ChitLaq Çınar <posta@kampus.example>'])
      expect(readConfig({ ...production, MAIL_FROM: given }).mailFrom).toBe(given);
  });

  test.for(['nonsense', 'ChitLaq <>', 'ChitLaq <posta>', 'a@b@c', 'a b@c.example', '<a@b.example> x'])(
    'refuses the sender %s',
    (given) => expect(refusal({ ...production, MAIL_FROM: given })).toMatch(/^MAIL_FROM: must be an address/),
  );

  test('refuses a mail server without a host', () => {
    expect(refusal({ ...production, SMTP_URL: 'smtp://' })).toMatch(/^SMTP_URL: /);
  });

  test('refuses plain http except on this machine', () => {
    expect(refusal({ ...production, PUBLIC_URL: 'http://kampus.example.edu.tr' })).toMatch(/must be https/);
    expect(refusal({ ...production, PUBLIC_URL: 'http://localhost:3000' })).toBe('accepted');
  });

  test.for([
    '0.0.0.0/0',
    '::/0',
    'loopback, 0.0.0.0/0',
    '128.0.0.0/1',
    'true',
    '*',
    '0.0.0.0/128.0.0.0',
    '::ffff:0:0/96',
    '::ffff:0.0.0.0/96',
    '::ffff:128.0.0.0/97',
    '::/17',
    '64.0.0.0/7',
    'banana',
    '1',
  ])('refuses to trust everybody as a proxy: %s', (proxies) => {
    expect(refusal({ ...production, TRUST_PROXY: proxies })).toMatch(/^TRUST_PROXY: /);
  });

  test('trusts named proxies', () => {
    expect(
      refusal({
        ...production,
        TRUST_PROXY: 'loopback, 10.0.0.0/8, 10.1.2.3, uniquelocal, 2001:db8::/32, ::ffff:10.0.0.0/104',
      }),
    ).toBe('accepted');
  });

  test.for(['METRICS_NETWORKS', 'CAMPUS_NETWORKS'])('refuses all networks as %s', (name) => {
    for (const wide of ['0.0.0.0/0', '::/0', '10.0.0.0/8, ::ffff:0:0/96'])
      expect(refusal({ ...production, [name]: wide })).toMatch(new RegExp(`^${name}: `));
    expect(refusal({ ...production, [name]: '10.0.0.0/8, 2001:db8::/32' })).toBe('accepted');
  });

  test('reports all faults at once', () => {
    const message = refusal({ NODE_ENV: 'production', DEMO: '1', RATE_LIMITS: 'off' });
    for (const name of ['SECRET_KEY', 'PUBLIC_URL', 'DATABASE_URL', 'SMTP_URL', 'DEMO', 'RATE_LIMITS'])
      expect(message).toContain(`${name}: `);
  });
});

describe('settings in files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chitlaq-settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const { SECRET_KEY, ...withoutKey } = production;

  test('a file replaces the variable, without the line break at its end', () => {
    const SECRET_KEY_FILE = file('key', `${SECRET_KEY}\n`);
    const SMTP_URL_FILE = file('smtp', 'smtp://mail:25\r\n');
    const { SMTP_URL, ...env } = withoutKey;
    expect(SMTP_URL).not.toBe('smtp://mail:25');
    expect(readConfig({ ...env, SECRET_KEY_FILE, SMTP_URL_FILE })).toMatchObject({
      smtpUrl: 'smtp://mail:25',
    });
    const fromFile = readSecrets({ SECRET_KEY_FILE }, folder).key('totp');
    expect(fromFile.equals(readSecrets({ SECRET_KEY }, folder).key('totp'))).toBe(true);
  });

  test('a file that is missing, empty or too easy to guess is refused like the variable', () => {
    const refused = (SECRET_KEY_FILE: string) => refusal({ ...withoutKey, SECRET_KEY_FILE });
    expect(refused(join(folder, 'nowhere'))).toMatch(/^SECRET_KEY_FILE: cannot be read: .*ENOENT/);
    expect(refused(folder)).toMatch(/^SECRET_KEY_FILE: cannot be read/);
    expect(refused(file('empty', '\n'))).toMatch(/^SECRET_KEY: must be set/);
    expect(refused(file('easy', 'a'.repeat(40)))).toMatch(/^SECRET_KEY: too easy/);
  });

  test('a setting in both places is refused', () => {
    const SECRET_KEY_FILE = file('both', production.SECRET_KEY);
    expect(refusal({ ...production, SECRET_KEY_FILE })).toMatch(
      /^SECRET_KEY: set either SECRET_KEY or SECRET_KEY_FILE/,
    );
  });

  test('passwords are added to addresses without one, whatever they contain', () => {
    const password = 'p@ss:/w%ö#?d ';
    const addresses = {
      DATABASE_URL: 'postgres://chitlaq@pgbouncer:6432/chitlaq_feed',
      DATABASE_DIRECT_URL: 'postgres://chitlaq:own@postgres/chitlaq',
      REDIS_URL: 'redis://valkey:6379',
    };
    const config = readConfig({
      ...production,
      ...addresses,
      DATABASE_PASSWORD_FILE: file('database', password),
      REDIS_PASSWORD: password,
    });
    const passwordOf = (url = '') => decodeURIComponent(new URL(url).password);
    expect(passwordOf(config.databaseUrl)).toBe(password);
    expect(new URL(config.databaseUrl ?? '').pathname).toBe('/chitlaq_feed');
    expect(config.databaseDirectUrl).toBe(addresses.DATABASE_DIRECT_URL);
    expect(passwordOf(config.redisUrl)).toBe(password);
  });
});
