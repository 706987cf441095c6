import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';

const t = await testServer();
afterAll(t.close);

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.ctx.clock().getTime() });

async function withTotp() {
  const [ayse] = await t.members(1);
  const { secret } = await t.as(ayse!).post('/auth/mfa/totp', { password: ayse!.password });
  const { recoveryCodes } = await t.as(ayse!).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
  t.clock.advance(30_000);
  return { ayse: ayse!, secret, recoveryCodes: recoveryCodes as string[] };
}
const login = (member: { username: string; password: string }, totp?: string) =>
  t.anyone.post('/auth/login', {
    identifier: member.username,
    password: member.password,
    ...(totp ? { totp } : {}),
  });

test('two-factor is required once it is confirmed, and its secret is not stored in clear', async () => {
  const { ayse, secret } = await withTotp();
  expect(await login(ayse)).toMatchObject({ status: 401, code: 'mfa_required' });
  expect(await login(ayse, '000000')).toMatchObject({ status: 401, code: 'invalid_credentials' });
  expect(await login(ayse, codeOf(secret))).toHaveProperty('accessToken');
  const { rows } = await sql<{
    stored: string;
  }>`select encode(totp_secret, 'escape') as stored from auth.credentials where user_id = ${ayse.id}`.execute(
    t.ctx.db,
  );
  expect(rows[0]?.stored).not.toContain(secret);
});

test('a colon in the name of the campus does not move the border of the account’s name', async () => {
  const [boss, ayse] = await t.members(2, { roles: ['owner'] });
  const { version, settings } = await t.as(boss!).get('/admin/campus');
  const shortName = { tr: 'Kampüs: Çınar', en: 'Campus' };
  await t.as(boss!).put('/admin/campus', { ...settings, shortName, basedOn: version });
  const { otpauthUrl } = await t.as(ayse!).post('/auth/mfa/totp', { password: ayse!.password });
  expect(decodeURIComponent(new URL(otpauthUrl).pathname)).toBe(`/Kampüs Çınar:${ayse!.username}`);
  await t.as(boss!).put('/admin/campus', { ...settings, basedOn: version + 1 });
});

test('a code works once', async () => {
  const { ayse, secret } = await withTotp();
  const code = codeOf(secret);
  expect(await login(ayse, code)).toHaveProperty('accessToken');
  expect(await login(ayse, code)).toMatchObject({ code: 'invalid_credentials' });
  t.clock.advance(30_000);
  expect(await login(ayse, codeOf(secret))).toHaveProperty('accessToken');
});

test('a recovery code works once, in any case and without its dash', async () => {
  const { ayse, recoveryCodes } = await withTotp();
  const [code] = recoveryCodes;
  expect(recoveryCodes).toHaveLength(10);
  expect(await login(ayse, code!.toUpperCase().replace('-', ''))).toHaveProperty('accessToken');
  expect(await login(ayse, code)).toMatchObject({ code: 'invalid_credentials' });
  expect(await t.as(ayse).get('/auth/mfa')).toEqual({ totp: true, recoveryCodesLeft: 9 });
});

test('switching off needs the password and a code', async () => {
  const { ayse, secret, recoveryCodes } = await withTotp();
  expect(
    await t.as(ayse).delete('/auth/mfa/totp', { password: 'yanlış', totp: codeOf(secret) }),
  ).toMatchObject({ code: 'wrong_password' });
  expect(
    await t.as(ayse).delete('/auth/mfa/totp', { password: ayse.password, totp: '000000' }),
  ).toMatchObject({ code: 'wrong_code' });
  expect(
    (
      await t
        .as(ayse)
        .raw('DELETE', '/auth/mfa/totp', { body: { password: ayse.password, totp: recoveryCodes[3] } })
    ).status,
  ).toBe(204);
  expect(await login(ayse)).toHaveProperty('accessToken');
});

test('an unconfirmed set-up is not required at sign-in', async () => {
  const [ayse] = await t.members(1);
  await t.as(ayse!).post('/auth/mfa/totp', { password: ayse!.password });
  expect(await login(ayse!)).toHaveProperty('accessToken');
});
