import { afterAll, expect, test } from 'vitest';
import { softwareAuthenticator } from '../../../testing/authenticator.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { totpCode } from '../../../testing/totp.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
const NEW_PASSWORD = 'mor kestane bulut 71';
const codeOf = (secret: string) => totpCode(secret, t.ctx.clock());

const makeMember = async (overrides: Parameters<typeof t.members>[1] = {}) =>
  (await t.members(1, overrides))[0] as TestMember;
const login = (member: TestMember, more: object = {}) =>
  t.anyone.post('/auth/login', { identifier: member.username, password: member.password, ...more });
/** A member who is known to have signed in: their next new device is told. */
async function knownMember(overrides = {}) {
  const member = await makeMember(overrides);
  await login(member);
  return member;
}
async function addPasskey(member: Pick<TestMember, 'accessToken'>) {
  const authenticator = softwareAuthenticator();
  const options = await t.as(member).post('/auth/passkeys/options');
  const passkey = await t.as(member).post('/auth/passkeys', authenticator.create(options));
  return { authenticator, passkey };
}
const signInByPasskey = async (authenticator: ReturnType<typeof softwareAuthenticator>) =>
  t.anyone.post(
    '/auth/login/passkey',
    authenticator.show(await t.anyone.post('/auth/login/passkey/options')),
  );
async function setUpTotp(member: TestMember) {
  const { secret } = await t.as(member).post('/auth/mfa/totp', { password: member.password });
  const { recoveryCodes } = await t.as(member).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
  t.clock.advance(30_000);
  return { secret: secret as string, recoveryCodes: recoveryCodes as string[] };
}
async function mailsTo(email: string) {
  await t.settled();
  return (await t.emails()).filter((mail) => mail.to?.[0]?.address === email);
}
const tokenIn = (text: string | undefined) => /secure-account\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';
const newestToken = async (email: string) => tokenIn((await mailsTo(email)).at(-1)?.text);
const secure = (token: string) => t.anyone.raw('POST', '/auth/secure-account', { body: { token } });

test('each security event is mailed with a link of its own', async () => {
  const ayse = await knownMember();
  await login(ayse);
  const { passkey } = await addPasskey(ayse);
  await t.as(ayse).delete(`/auth/passkeys/${passkey.id}`);
  const { secret, recoveryCodes } = await setUpTotp(ayse);
  await t.as(ayse).post('/auth/reauthenticate', { totp: recoveryCodes[0] });
  await t.as(ayse).delete('/auth/mfa/totp', { password: ayse.password, totp: codeOf(secret) });
  await t
    .as(ayse)
    .post('/auth/password/change', { currentPassword: ayse.password, newPassword: NEW_PASSWORD });
  const mails = await mailsTo(ayse.email);
  expect(mails.map(({ subject }) => subject)).toEqual([
    'ChitLaq hesabına yeni bir cihazdan girildi',
    'ChitLaq hesabına geçiş anahtarı eklendi',
    'ChitLaq hesabından geçiş anahtarı kaldırıldı',
    'ChitLaq hesabında iki adımlı doğrulama açıldı',
    'ChitLaq hesabında bir kurtarma kodu kullanıldı',
    'ChitLaq hesabında iki adımlı doğrulama kapatıldı',
    'ChitLaq parolan değişti',
  ]);
  const tokens = mails.map(({ text }) => tokenIn(text));
  expect(new Set(tokens).size).toBe(mails.length);
  expect(tokens.every((token) => token.length > 40)).toBe(true);
  const { rows } = await t.ctx.pool.query(
    `select 1 from auth.security_events where encode(token_hash, 'escape') like '%' || $1 || '%'`,
    [tokens[0]],
  );
  expect(rows).toEqual([]);
});

test('"This wasn’t me" ends all sessions and the password, removes the passkey, and leads to a new password', async () => {
  const ayse = await makeMember();
  const attacker = await login(ayse);
  const { authenticator } = await addPasskey(attacker);
  const token = await newestToken(ayse.email);
  const { status, body } = await secure(token);
  expect(status).toBe(200);
  for (const session of [ayse, attacker])
    expect(await t.as(session).get('/auth/me')).toMatchObject({ code: 'session_ended' });
  expect(await signInByPasskey(authenticator)).toMatchObject({ code: 'invalid_credentials' });
  expect(await login(ayse)).toMatchObject({ code: 'invalid_credentials' });
  const { resetToken } = body;
  expect(
    await t.anyone.raw('POST', '/auth/password/reset', {
      body: { token: resetToken, password: NEW_PASSWORD },
    }),
  ).toMatchObject({ status: 204 });
  expect(await login({ ...ayse, password: NEW_PASSWORD })).toHaveProperty('accessToken');
});

test('a link works once, for seven days, and no link about a later event works after it', async () => {
  const ayse = await knownMember();
  await login(ayse);
  const first = await newestToken(ayse.email);
  await addPasskey(ayse);
  const later = await newestToken(ayse.email);
  expect(later).not.toBe(first);
  expect(await secure(first)).toMatchObject({ status: 200 });
  expect(await secure(first)).toMatchObject({ status: 422, body: { code: 'link_invalid' } });
  expect(await secure(later)).toMatchObject({ status: 422, body: { code: 'link_invalid' } });

  const bora = await knownMember();
  await login(bora);
  const old = await newestToken(bora.email);
  t.clock.advance(7 * DAY_MS);
  expect(await secure(old)).toMatchObject({ status: 422 });
});

test('of two presses at one moment, one counts', async () => {
  const ayse = await knownMember();
  await login(ayse);
  const token = await newestToken(ayse.email);
  const both = await Promise.all([secure(token), secure(token)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
});

test('what was added in the week before the event goes as well, older passkeys stay', async () => {
  const ayse = await makeMember();
  const own = await addPasskey(ayse);
  t.clock.advance(8 * DAY_MS);
  const session = await signInByPasskey(own.authenticator);
  const before = await addPasskey(session);
  t.clock.advance(3 * DAY_MS);
  await login(ayse);
  await signInByPasskey(before.authenticator);
  expect(await secure(await newestToken(ayse.email))).toMatchObject({ status: 200 });
  expect(await signInByPasskey(before.authenticator)).toMatchObject({ code: 'invalid_credentials' });
  expect(await signInByPasskey(own.authenticator)).toHaveProperty('accessToken');
});

test('an authenticator app that an attacker set up does not keep the owner out; an older one stays', async () => {
  const ayse = await makeMember();
  await setUpTotp(ayse);
  const { body } = await secure(await newestToken(ayse.email));
  await t.anyone.post('/auth/password/reset', { token: body.resetToken, password: NEW_PASSWORD });
  expect(await login({ ...ayse, password: NEW_PASSWORD })).toHaveProperty('accessToken');

  const bora = await makeMember();
  const { secret } = await setUpTotp(bora);
  t.clock.advance(8 * DAY_MS);
  await login(bora, { totp: codeOf(secret) });
  await login(bora, { totp: codeOf(secret) });
  t.clock.advance(30_000);
  const session = await login(bora, { totp: codeOf(secret) });
  await addPasskey(session);
  const reset = (await secure(await newestToken(bora.email))).body.resetToken;
  await t.anyone.post('/auth/password/reset', { token: reset, password: NEW_PASSWORD });
  expect(await login({ ...bora, password: NEW_PASSWORD })).toMatchObject({ code: 'mfa_required' });
});

test('older reset links end with the press', async () => {
  const ayse = await knownMember();
  await t.anyone.post('/auth/password/forgot', { email: ayse.email });
  const reset = /reset\?token=([\w-]+)/.exec((await mailsTo(ayse.email)).at(-1)?.text ?? '')?.[1];
  await login(ayse);
  await secure(await newestToken(ayse.email));
  expect(await t.anyone.post('/auth/password/reset', { token: reset, password: NEW_PASSWORD })).toMatchObject(
    {
      code: 'link_invalid',
    },
  );
});

test('a suspended member takes the account back, and stays suspended', async () => {
  const ayse = await knownMember();
  await login(ayse);
  const token = await newestToken(ayse.email);
  const admin = await makeMember({ roles: ['admin'] });
  await t.as(admin).put(`/admin/users/${ayse.id}/suspend`, { reason: 'Deneme' });
  const { resetToken } = (await secure(token)).body;
  expect(await login(ayse)).toMatchObject({ code: 'invalid_credentials' });
  await t.anyone.post('/auth/password/reset', { token: resetToken, password: NEW_PASSWORD });
  expect(await login({ ...ayse, password: NEW_PASSWORD })).toMatchObject({ user: { status: 'suspended' } });
});
