import { describe, expect, test } from 'vitest';
import { isFree, licenseFaults, licenseTable, lockedPackages } from './licenses.ts';
import { secretsIn } from './secrets.ts';

const lock = {
  packages: {
    '': { version: '1.0.0' },
    'packages/text': { version: '0.1.0', license: 'AGPL-3.0-only' },
    'node_modules/@chitlaq/text': { link: true },
    'node_modules/free': { version: '1.0.0', license: 'MIT' },
    'node_modules/free/node_modules/inner': { version: '2.0.0', license: '(MIT OR GPL-2.0)', dev: true },
    'node_modules/other/node_modules/inner': { version: '2.0.0', license: '(MIT OR GPL-2.0)', dev: true },
    'node_modules/closed': { version: '3.0.0', license: 'SEE LICENSE IN EULA' },
    'node_modules/silent': { version: '4.0.0' },
  },
};

describe('licenses', () => {
  test('every package of the lock file is listed once; our own are not', () => {
    expect(lockedPackages(lock).map(({ name, isDevelopment }) => [name, isDevelopment])).toEqual([
      ['closed', false],
      ['free', false],
      ['inner', true],
      ['silent', false],
    ]);
  });

  test('a license that is not free or not stated is a fault', () => {
    expect(licenseFaults(lockedPackages(lock))).toEqual([
      expect.stringContaining('closed@3.0.0: SEE LICENSE IN EULA'),
      expect.stringContaining('silent@4.0.0 states no license'),
    ]);
  });

  test.each([
    ['MIT', true],
    ['Apache-2.0 AND LGPL-3.0-or-later AND MIT', true],
    ['(GPL-2.0 OR MIT)', true],
    ['(GPL-2.0 AND MIT)', false],
    ['UNLICENSED', false],
    ['', false],
  ])('%s', (expression, free) => expect(isFree(expression)).toBe(free));

  test('the table has a row for each license', () => {
    expect(licenseTable(lockedPackages(lock)).split('\n')).toEqual([
      '| license | packages | which |',
      '| --- | --- | --- |',
      '| SEE LICENSE IN EULA | 1 | closed 3.0.0 |',
      '| MIT | 1 | free 1.0.0 |',
      '| (MIT OR GPL-2.0) | 1 | inner 2.0.0 |',
      '| unknown | 1 | silent 4.0.0 |',
    ]);
  });
});

describe('secrets', () => {
  // In parts, because this file is searched too.
  const key = ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ');
  const end = ['-----END RSA', 'PRIVATE KEY-----'].join(' ');
  const body = 'MIIEpAIBAAKCAQEA1fYd0SE8vS8u0m1bZ4qZJ3z9GxS2Y6t0QmVn4XhOqk2wLr7N\n'.repeat(12);

  test('a private key is found, with its line and without itself', async () => {
    const found = await secretsIn('deploy/note.md', `one\ntwo\n${key}\n${body}${end}\n`);
    expect(found).toEqual([expect.stringMatching(/^deploy\/note\.md:3 /)]);
    expect(found.join()).not.toContain('MIIEpAIBAAKCAQEA');
  });

  test('a password in an address is found, except in tests', async () => {
    const address = ['https://operator:r4Tz9qLw2', 'mail.campus.example.edu/box'].join('@');
    expect(await secretsIn('docs/page.md', address)).toHaveLength(1);
    expect(await secretsIn('server/mail.test.ts', address)).toEqual([]);
  });

  test('what only looks like a secret passes', async () => {
    expect(await secretsIn('docs/page.md', 'SECRET_KEY: at least 32 random characters')).toEqual([]);
  });
});
