import { Secret, TOTP } from 'otpauth';
import { afterAll, expect, test } from 'vitest';
import { ConfigProblem, readConfig } from '../../../platform/config.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { auth } from '../index.ts';

const strict = await testServer({ STAFF_SECOND_FACTOR: '1' });
const t = await testServer();
afterAll(async () => {
  await strict.close();
  await t.close();
});

type Server = typeof t;
const codeOf = (server: Server, secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.ctx.clock().getTime() });
async function switchOn(server: Server, member: TestMember) {
  const { secret } = await server.as(member).post('/auth/mfa/totp', { password: member.password });
  const { recoveryCodes } = await server
    .as(member)
    .post('/auth/mfa/totp/confirm', { code: codeOf(server, secret) });
  server.clock.advance(30_000);
  return { secret: secret as string, recoveryCodes: recoveryCodes as string[] };
}
const login = (server: Server, member: TestMember, totp?: string) =>
  server.anyone.post('/auth/login', {
    identifier: member.username,
    password: member.password,
    ...(totp ? { totp } : {}),
  });

test('staff must use a second factor in production, but not in development', () => {
  const production = {
    NODE_ENV: 'production',
    SECRET_KEY: 'a-Master_secret.for+tests,0123456789!',
    PUBLIC_URL: 'https://campus.example.edu',
    DATABASE_URL: 'postgres://localhost/x',
    SMTP_URL: 'smtps://mail.example.edu',
  };
  const of = (env: Record<string, string>) => {
    try {
      return readConfig(env).staffSecondFactor;
    } catch (error) {
      return error instanceof ConfigProblem ? error.message : error;
    }
  };
  expect(of({ NODE_ENV: 'development' })).toBe(false);
  expect(of({ NODE_ENV: 'test' })).toBe(false);
  expect(of(production)).toBe(true);
  expect(of({ ...production, STAFF_SECOND_FACTOR: '0' })).toBe(false);
});

test.for(['moderator', 'admin', 'owner'] as const)(
  'the role of a %s counts only in a session with a second factor',
  async (role) => {
    const [staff] = (await strict.members(1, { roles: [role] })) as [TestMember];
    const [member] = (await strict.members(1)) as [TestMember];
    const post = await strict.as(member).post('/posts', { content: 'Merhaba' });
    const callStaffRoute = (caller: Pick<TestMember, 'accessToken'>) =>
      strict.as(caller).raw('GET', '/admin/reports');
    const refused = { status: 403, body: { code: 'second_factor_required' } };
    expect(await callStaffRoute(staff)).toMatchObject(refused);
    // This includes what the role allows on members' routes.
    expect((await strict.as(staff).raw('DELETE', `/posts/${post.id}`)).status).toBe(403);
    // As a plain member the session works, and learns what is missing.
    expect(await strict.as(staff).get('/auth/me')).toMatchObject({
      permissions: [],
      roles: ['member', role],
      mfaEnabled: false,
      secondFactorRequired: true,
    });
    expect((await strict.as(staff).raw('POST', '/posts', { body: { content: 'Selam' } })).status).toBe(201);
    // A member without a role is refused as before.
    expect((await callStaffRoute(member)).body).toMatchObject({ code: 'forbidden' });

    const { secret, recoveryCodes } = await switchOn(strict, staff);
    expect((await callStaffRoute(staff)).status).toBe(200);
    expect(await strict.as(staff).get('/auth/me')).toMatchObject({ secondFactorRequired: false });
    // A session from before must show a code; one that began with a code need not.
    const before = await login(strict, staff, codeOf(strict, secret));
    expect((await callStaffRoute(before)).status).toBe(200);
    const renewed = await strict.anyone.post('/auth/refresh', { refreshToken: before.refreshToken });
    expect((await callStaffRoute(renewed)).status).toBe(200);
    // After twelve hours the session is a member's again, until it shows a code.
    strict.clock.advance(12 * 3_600_000);
    const later = await strict.anyone.post('/auth/refresh', { refreshToken: renewed.refreshToken });
    auth.publishViewerChanged(strict.ctx, { userId: staff.id }); // what a process keeps is ten seconds old at most
    expect(await callStaffRoute(later)).toMatchObject(refused);
    expect(await strict.as(later).get('/auth/me')).toMatchObject({
      permissions: [],
      secondFactorRequired: true,
    });
    await strict.as(later).post('/auth/reauthenticate', { totp: codeOf(strict, secret) });
    expect((await callStaffRoute(later)).status).toBe(200);
    const recovered = await login(strict, staff, recoveryCodes[0]);
    expect((await callStaffRoute(recovered)).status).toBe(200);
    // Once switched off, it counts in no session.
    strict.clock.advance(30_000);
    const off = { password: staff.password, totp: codeOf(strict, secret) };
    expect((await strict.as(recovered).raw('DELETE', '/auth/mfa/totp', { body: off })).status).toBe(204);
    for (const session of [later, recovered]) expect(await callStaffRoute(session)).toMatchObject(refused);
  },
);

test('an open session shows a code and has its staff role from then on', async () => {
  const [admin] = (await strict.members(1, { roles: ['admin'] })) as [TestMember];
  const { secret } = await switchOn(strict, admin);
  await strict.ctx.pool.query('update auth.sessions set second_factor_at = null where user_id = $1', [
    admin.id,
  ]);
  const old = await strict.anyone.post('/auth/refresh', { refreshToken: admin.refreshToken });
  strict.clock.advance(60_000);
  const other = {
    ...admin,
    ...(await strict.anyone.post('/auth/refresh', { refreshToken: old.refreshToken })),
  };
  auth.publishViewerChanged(strict.ctx, { userId: admin.id });
  const overview = () => strict.as(other).raw('GET', '/admin/overview');
  expect((await overview()).body).toMatchObject({ code: 'second_factor_required' });
  // The password is not a second factor.
  expect(await strict.as(other).post('/auth/reauthenticate', { password: admin.password })).toMatchObject({
    code: 'code_required',
  });
  expect((await overview()).status).toBe(403);
  expect(
    (await strict.as(other).raw('POST', '/auth/reauthenticate', { body: { totp: codeOf(strict, secret) } }))
      .status,
  ).toBe(204);
  expect((await overview()).status).toBe(200);
});

test('outside production staff work without one', async () => {
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  expect((await t.as(admin).raw('GET', '/admin/overview')).status).toBe(200);
  expect(await t.as(admin).get('/auth/me')).toMatchObject({ secondFactorRequired: false });
});

test('granting roles requires a recent re-authentication', async () => {
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const [ayse] = (await t.members(1)) as [TestMember];
  const give = (roles: string[], token = owner.accessToken) =>
    t.as({ accessToken: token }).raw('PUT', `/admin/users/${ayse.id}/roles`, { body: { roles } });
  expect((await give(['moderator'])).status).toBe(200);
  t.clock.advance(15 * 60_000 + 1_000);
  const { accessToken } = await t.anyone.post('/auth/refresh', { refreshToken: owner.refreshToken });
  // Renewing a token is not a re-authentication.
  expect(await give(['admin'], accessToken)).toMatchObject({
    status: 403,
    body: { code: 'reauthentication_required' },
  });
  const prove = (password: string) =>
    t.as({ accessToken }).raw('POST', '/auth/reauthenticate', { body: { password } });
  expect((await prove('yanlış parola')).body).toMatchObject({ code: 'wrong_password' });
  expect((await give(['admin'], accessToken)).status).toBe(403);
  expect((await prove(owner.password)).status).toBe(204);
  expect((await give(['admin'], accessToken)).status).toBe(200);
});

test('the owner of an account is notified when two-factor is switched on or off, and when a recovery code is used', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const { recoveryCodes } = await switchOn(t, ayse);
  await login(t, ayse, recoveryCodes[0]);
  const off = { password: ayse.password, totp: recoveryCodes[1] };
  await t.as(ayse).delete('/auth/mfa/totp', off);
  await t.settled();
  const subjects = (await t.emails())
    .filter((mail) => mail.to?.[0]?.address === ayse.email)
    .map((mail) => mail.subject);
  expect(subjects).toEqual(
    expect.arrayContaining([
      'ChitLaq hesabında iki adımlı doğrulama açıldı',
      'ChitLaq hesabında bir kurtarma kodu kullanıldı',
      'ChitLaq hesabında iki adımlı doğrulama kapatıldı',
    ]),
  );
});

test('an unconfirmed set-up ends with a new password', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
  await t.as(ayse).post('/auth/password/change', {
    currentPassword: ayse.password,
    newPassword: 'mor kestane bulut 71',
  });
  expect(await t.as(ayse).post('/auth/mfa/totp/confirm', { code: codeOf(t, secret) })).toMatchObject({
    code: 'mfa_not_started',
  });
});
