import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { BUDGETS } from '../attempts/service.ts';

const t = await testServer({ RATE_LIMITS: 'on' });
afterAll(t.close);

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.ctx.clock().getTime() });
const wrongCodeFor = (secret: string) => (codeOf(secret) === '000000' ? '000001' : '000000');
async function withTotp() {
  const [ayse] = await t.members(1);
  const { secret } = await t.as(ayse!).post('/auth/mfa/totp', { password: ayse!.password });
  const { recoveryCodes } = await t.as(ayse!).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
  t.clock.advance(30_000);
  return { ayse: ayse!, secret: secret as string, recoveryCodes: recoveryCodes as string[] };
}
/** Calls until the first 429, which must say how long to wait. @returns the number of calls before it */
async function countTries(call: () => ReturnType<typeof t.anyone.raw>, max = 100): Promise<number> {
  for (let tries = 0; tries < max; tries += 1) {
    const { status, body, headers } = await call();
    if (status !== 429) {
      expect([401, 422]).toContain(status);
      continue;
    }
    expect(body.code).toBe('too_many_attempts');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    return tries;
  }
  return max;
}

test('raw checks of secrets are called in one place only', () => {
  const raw =
    /\b(passwordMatches|verifyDummyPassword|verifySecondFactor|consumeRecoveryCode|consumeStep|verifyAssertion)\(/;
  const root = join(import.meta.dirname, '../..');
  const callers = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .some((line) => raw.test(line) && !/export (async )?function/.test(line)),
    )
    .sort();
  expect(callers).toEqual(['auth/credentials/service.ts', 'auth/mfa/codes.ts', 'auth/password-hash.ts']);
  // Exceptions: the dummy check uses a fixed hash, and the code check reads its own tables. All else is a counted attempt.
  const service = readFileSync(join(root, 'auth/credentials/service.ts'), 'utf8');
  expect(service.match(/\battempt\(/g)).toHaveLength(5);
});

const PASSWORD_WAYS = {
  'POST /auth/mfa/totp': (member: TestMember) =>
    t.as(member).raw('POST', '/auth/mfa/totp', { body: { password: 'yanlış parola' } }),
  'POST /auth/password/change': (member: TestMember) =>
    t.as(member).raw('POST', '/auth/password/change', {
      body: { currentPassword: 'yanlış parola', newPassword: 'mor kestane bulut 71' },
    }),
  'DELETE /auth/mfa/totp': (member: TestMember) =>
    t.as(member).raw('DELETE', '/auth/mfa/totp', { body: { password: 'yanlış parola', totp: '000000' } }),
  'POST /auth/reauthenticate': (member: TestMember) =>
    t.as(member).raw('POST', '/auth/reauthenticate', { body: { password: 'yanlış parola' } }),
};

test.for(Object.entries(PASSWORD_WAYS))('guesses at a password by %s are limited', async ([, call]) => {
  const [ayse] = await t.members(1);
  expect(await countTries(() => call(ayse!))).toBe(BUDGETS.device.failures);
  // They share one budget.
  for (const other of Object.values(PASSWORD_WAYS)) expect((await other(ayse!)).status).toBe(429);
  // The session itself continues, and so does another of the same member.
  expect(await t.as(ayse!).get('/auth/me')).toHaveProperty('user');
});

const CODE_WAYS = {
  'DELETE /auth/mfa/totp': (member: TestMember, totp: string) =>
    t.as(member).raw('DELETE', '/auth/mfa/totp', { body: { password: member.password, totp } }),
  'POST /auth/reauthenticate': (member: TestMember, totp: string) =>
    t.as(member).raw('POST', '/auth/reauthenticate', { body: { totp } }),
};

test.for(Object.entries(CODE_WAYS))('guesses at a code by %s are limited', async ([, call]) => {
  const { ayse, secret, recoveryCodes } = await withTotp();
  expect(await countTries(() => call(ayse, wrongCodeFor(secret)))).toBe(BUDGETS.device.failures);
  // Then even correct codes of either kind are refused.
  for (const right of [codeOf(secret), recoveryCodes[0]!]) expect((await call(ayse, right)).status).toBe(429);
  t.clock.advance(BUDGETS.device.windowMs + 1_000);
  const next = await t.anyone.post('/auth/refresh', { refreshToken: ayse.refreshToken });
  expect((await call({ ...ayse, ...next }, codeOf(secret))).status).toBe(204);
});

test('guesses at the first code of a set-up are limited', async () => {
  const [ayse] = await t.members(1);
  const { secret } = await t.as(ayse!).post('/auth/mfa/totp', { password: ayse!.password });
  expect(
    await countTries(() =>
      t.as(ayse!).raw('POST', '/auth/mfa/totp/confirm', { body: { code: wrongCodeFor(secret) } }),
    ),
  ).toBe(BUDGETS.device.failures);
});

test('guesses at recovery codes are limited', async () => {
  const { ayse } = await withTotp();
  expect(await countTries(() => CODE_WAYS['POST /auth/reauthenticate'](ayse, 'aaaaa-aaaaa'))).toBe(
    BUDGETS.device.failures,
  );
});

test('a right password between the guesses does not allow more guesses at a code', async () => {
  const { ayse, secret } = await withTotp();
  const login = (totp?: string) =>
    t.anyone.raw('POST', '/auth/login', {
      body: { identifier: ayse.username, password: ayse.password, ...(totp ? { totp } : {}) },
      ip: '10.30.0.1',
    });
  let guesses = 0;
  for (; guesses < 40; guesses += 1) {
    expect((await login()).status).toBe(401);
    if ((await login(wrongCodeFor(secret))).status === 429) break;
  }
  expect(guesses).toBe(BUDGETS.pair.failures);
  // Guesses by address use the same budget.
  const byAddress = await t.anyone.raw('POST', '/auth/login', {
    body: { identifier: ayse.email, password: ayse.password, totp: wrongCodeFor(secret) },
    ip: '10.30.0.1',
  });
  expect(byAddress.status).toBe(429);
  // In her own session the owner is not affected.
  expect((await CODE_WAYS['POST /auth/reauthenticate'](ayse, codeOf(secret))).status).toBe(204);
});

test('guesses at the code for a mailed sign-in are limited, and the link stays valid', async () => {
  const { ayse, secret } = await withTotp();
  for (let tries = 0; tries < BUDGETS.account.failures; tries += 1)
    await t.anyone.raw('POST', '/auth/login', {
      body: { identifier: ayse.username, password: 'yanlış parola' },
      ip: `10.31.${tries}.1`,
    });
  await t.anyone.raw('POST', '/auth/login', {
    body: { identifier: ayse.username, password: ayse.password },
    ip: '10.32.0.1',
  });
  await t.settled();
  const email = (await t.emails()).filter((mail) => mail.to?.[0]?.address === ayse.email).at(-1);
  const token = email?.text?.match(/token=([\w-]+)/)?.[1];
  const confirm = (totp: string, ip: string) =>
    t.anyone.raw('POST', '/auth/confirm-sign-in', { body: { token, totp }, ip });
  expect(await countTries(() => confirm(wrongCodeFor(secret), '10.33.0.1'))).toBe(BUDGETS.pair.failures);
  expect((await confirm(codeOf(secret), '10.33.0.2')).status).toBe(200);
});

test('concurrent guesses are counted like sequential ones', async () => {
  const { ayse, secret } = await withTotp();
  const wrong = wrongCodeFor(secret);
  const responses = await Promise.all(
    Array.from({ length: 60 }, () => CODE_WAYS['POST /auth/reauthenticate'](ayse, wrong)),
  );
  const checked = responses.filter(({ status }) => status === 422);
  expect(checked.length).toBeLessThanOrEqual(BUDGETS.device.failures);
  expect(responses.length - checked.length).toBe(responses.filter(({ status }) => status === 429).length);
});

test('a code is accepted once, for all purposes together', async () => {
  const { ayse, secret } = await withTotp();
  const code = codeOf(secret);
  const both = await Promise.all([1, 2].map(() => CODE_WAYS['POST /auth/reauthenticate'](ayse, code)));
  expect(both.map(({ status }) => status).sort()).toEqual([204, 422]);
  expect((await CODE_WAYS['DELETE /auth/mfa/totp'](ayse, code)).body).toMatchObject({ code: 'wrong_code' });
  expect(
    await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password, totp: code }),
  ).toMatchObject({ code: 'invalid_credentials' });
});

test('right attempts use nothing up', async () => {
  const [ayse] = await t.members(1);
  for (let times = 0; times < 2 * BUDGETS.device.failures; times += 1)
    expect(
      (await t.as(ayse!).raw('POST', '/auth/reauthenticate', { body: { password: ayse!.password } })).status,
    ).toBe(204);
});

test('the wrong passwords of a suspended member count, before and after a new token', async () => {
  const [ayse, admin] = [(await t.members(1))[0]!, (await t.members(1, { roles: ['admin'] }))[0]!];
  await t.as(admin).put(`/admin/users/${ayse.id}/suspend`, { reason: 'Tehdit' });
  const session = await t.anyone.post('/auth/login', {
    identifier: ayse.username,
    password: ayse.password,
  });
  const proveAs = ({ accessToken }: { accessToken: string }, password: string) =>
    t.as({ accessToken }).raw('POST', '/auth/reauthenticate', { body: { password } });
  expect(await countTries(() => proveAs(session, 'yanlış'))).toBe(BUDGETS.device.failures);
  const renewed = await t.anyone.post('/auth/refresh', { refreshToken: session.refreshToken });
  expect((await proveAs(renewed, ayse.password)).status).toBe(429);
  t.clock.advance(BUDGETS.device.windowMs);
  const { accessToken } = await t.anyone.post('/auth/refresh', { refreshToken: renewed.refreshToken });
  expect((await proveAs({ accessToken }, ayse.password)).status).toBe(204);
});
