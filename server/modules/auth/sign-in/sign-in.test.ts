import { createLocalJWKSet, jwtVerify } from 'jose';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { BUDGETS } from '../attempts/service.ts';

const t = await testServer();
afterAll(t.close);

const login = (
  member: { username: string; password: string },
  options: { ip?: string; headers?: Record<string, string> } = {},
) =>
  t.anyone.raw('POST', '/auth/login', {
    body: { identifier: member.username, password: member.password },
    ...options,
  });
const wrong = (member: { username: string }, ip: string) =>
  login({ username: member.username, password: 'yanlış parola' }, { ip });

test('a member signs in by username or address, in any case', async () => {
  const [ayse] = await t.members(1);
  for (const identifier of [ayse!.username, ayse!.email, ayse!.email.toUpperCase(), `@${ayse!.username}`]) {
    const response = await t.anyone.post('/auth/login', { identifier, password: ayse!.password });
    expect(response).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, user: { id: ayse!.id } });
  }
});

test('a wrong password and an unknown account are answered alike', async () => {
  const [ayse] = await t.members(1);
  const known = await wrong(ayse!, '10.1.0.1');
  const unknown = await wrong({ username: 'kimse_yok' }, '10.1.0.2');
  expect(known.status).toBe(401);
  expect({ ...known.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
});

test('anybody can verify an access token with the published keys', async () => {
  const [ayse] = await t.members(1);
  const jwks = await t.anyone.get('/auth/jwks.json');
  const { payload, protectedHeader } = await jwtVerify(ayse!.accessToken, createLocalJWKSet(jwks), {
    issuer: 'http://localhost:3000',
  });
  expect(protectedHeader.alg).toBe('ES256');
  expect(payload.sub).toBe(ayse!.id);
  expect(JSON.stringify(jwks)).not.toContain('"d"');
});

test('a token that was changed, or signed with another key, is refused', async () => {
  const [ayse] = await t.members(1);
  const [head, body, signature] = ayse!.accessToken.split('.');
  const other = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(body!, 'base64url').toString()), sub: 'x' }),
  ).toString('base64url');
  for (const accessToken of [
    `${head}.${other}.${signature}`,
    'abc',
    `${head}.${body}.`,
    `eyJhbGciOiJub25lIn0.${body}.`,
  ]) {
    expect(await t.as({ accessToken }).get('/auth/me')).toMatchObject({ status: 401, code: 'token_invalid' });
  }
});

test('an access token expires after 15 minutes, and a refresh token brings the next', async () => {
  const [ayse] = await t.members(1);
  t.clock.advance(16 * 60_000);
  expect(await t.as(ayse!).get('/auth/me')).toMatchObject({ status: 401, code: 'token_expired' });
  const next = await t.anyone.post('/auth/refresh', { refreshToken: ayse!.refreshToken });
  expect(await t.as(next).get('/auth/me')).toHaveProperty('user');
});

test('reusing a spent refresh token ends the whole session', async () => {
  const [ayse] = await t.members(1);
  const next = await t.anyone.post('/auth/refresh', { refreshToken: ayse!.refreshToken });
  expect(await t.anyone.post('/auth/refresh', { refreshToken: ayse!.refreshToken })).toMatchObject({
    status: 401,
    code: 'refresh_reused',
  });
  expect(await t.anyone.post('/auth/refresh', { refreshToken: next.refreshToken })).toMatchObject({
    status: 401,
    code: 'refresh_invalid',
  });
  await expect.poll(() => t.as(next).get('/auth/me')).toMatchObject({ code: 'session_ended' });
});

test('of two concurrent refreshes exactly one gets a pair', async () => {
  const [ayse] = await t.members(1);
  const both = await Promise.all(
    [1, 2].map(() => t.anyone.raw('POST', '/auth/refresh', { body: { refreshToken: ayse!.refreshToken } })),
  );
  expect(both.map((response) => response.status).sort()).toEqual([200, 401]);
});

test('in cookie mode tokens are in HttpOnly cookies only, and changes need the CSRF token', async () => {
  const [ayse] = await t.members(1);
  const response = await login(ayse!, { headers: { 'x-session-mode': 'cookie' } });
  expect(response.body).not.toHaveProperty('accessToken');
  expect(response.body).not.toHaveProperty('refreshToken');
  const set = response.headers['set-cookie'] as string[];
  expect(set.find((line) => line.startsWith('cl_access='))).toMatch(/HttpOnly.*SameSite=Lax/);
  expect(set.find((line) => line.startsWith('cl_refresh='))).toMatch(
    /Path=\/api\/v1\/auth.*HttpOnly.*SameSite=Strict/,
  );
  const cookie = set.map((line) => line.split(';')[0]).join('; ');
  const csrf = decodeURIComponent(cookie.match(/cl_csrf=([^;]+)/)?.[1] ?? '');
  expect(await t.anyone.get('/auth/me', { cookie })).toHaveProperty('user');
  expect(await t.anyone.post('/posts', { content: 'çerezle' }, { cookie })).toMatchObject({
    status: 403,
    code: 'csrf_failed',
  });
  expect(
    await t.anyone.post('/posts', { content: 'çerezle' }, { cookie, 'x-csrf-token': csrf }),
  ).toHaveProperty('id');
  expect(await t.anyone.post('/auth/refresh', {}, { cookie })).toMatchObject({ code: 'refresh_invalid' });
  expect(
    (
      await t.anyone.raw('POST', '/auth/refresh', {
        body: {},
        headers: { cookie, 'x-session-mode': 'cookie' },
      })
    ).status,
  ).toBe(200);
});

test('sessions are listed; ending one stops its access token', async () => {
  const [ayse, bora] = await t.members(2);
  const phone = (await login(ayse!)).body;
  const { items } = await t.as(ayse!).get('/auth/sessions');
  expect(items).toHaveLength(2);
  const other = items.find((session: { current: boolean }) => !session.current);
  expect(await t.as(bora!).delete(`/auth/sessions/${other.id}`)).toMatchObject({
    status: 404,
    code: 'session_not_found',
  });
  expect((await t.as(ayse!).raw('DELETE', `/auth/sessions/${other.id}`)).status).toBe(204);
  await expect.poll(() => t.as(phone).get('/auth/me')).toMatchObject({ code: 'session_ended' });
});

test('signing out ends this session, signing out everywhere all of them', async () => {
  const [ayse] = await t.members(1);
  const [first, second] = [(await login(ayse!)).body, (await login(ayse!)).body];
  await t.as(first).post('/auth/logout');
  await expect.poll(() => t.as(first).get('/auth/me')).toMatchObject({ status: 401 });
  expect(await t.as(second).get('/auth/me')).toHaveProperty('user');
  await t.as(second).post('/auth/logout-all');
  await expect.poll(() => t.as(ayse!).get('/auth/me')).toMatchObject({ status: 401 });
});

test('a stranger can neither guess an account’s password nor lock its owner out', async () => {
  const [ayse] = await t.members(1);
  const known = await login(ayse!, { ip: '10.2.0.1' });
  for (let tries = 0; tries < BUDGETS.pair.failures; tries++)
    expect((await wrong(ayse!, '10.2.0.66')).status).toBe(401);
  const stopped = await login(ayse!, { ip: '10.2.0.66' });
  expect(stopped).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  // From elsewhere, and from the same address on a known device, the owner signs in.
  expect((await login(ayse!, { ip: '10.2.0.1' })).status).toBe(200);
  const device = { 'x-device-token': known.body.deviceToken };
  expect((await login(ayse!, { ip: '10.2.0.66', headers: device })).status).toBe(200);
});

test('many strangers together are limited too, and then the owner on a new device signs in by email', async () => {
  const [ayse] = await t.members(1);
  for (let tries = 0; tries < BUDGETS.account.failures; tries++) await wrong(ayse!, `10.3.${tries}.1`);
  const right = await login(ayse!, { ip: '10.4.0.1' });
  const stranger = await wrong(ayse!, '10.4.0.2');
  expect(right.status).toBe(429);
  expect({ ...right.body, requestId: '', detail: '' }).toEqual({
    ...stranger.body,
    requestId: '',
    detail: '',
  });
  await t.settled();
  const emails = (await t.emails()).filter((mail) => mail.to?.[0]?.address === ayse!.email);
  expect(emails.map((email) => email.subject)).toEqual(['ChitLaq girişini onayla']);
  const token = emails[0]?.text?.match(/token=([\w-]+)/)?.[1];
  expect(await t.anyone.post('/auth/confirm-sign-in', { token })).toHaveProperty('accessToken');
  expect(await t.anyone.post('/auth/confirm-sign-in', { token })).toMatchObject({ code: 'link_invalid' });
});

test('a campus behind one address signs in on the first morning, including forgetful members', async () => {
  const members = await t.members(40);
  const ip = '10.5.0.1';
  for (const member of members) {
    expect((await wrong(member, ip)).status).toBe(401);
    expect((await login(member, { ip })).status).toBe(200);
  }
  // Correct passwords use up no budget: the address has its forty failures, whatever the number of sign-ins.
  const { rows } = await sql<{
    most: number;
  }>`select max(failures) as most from auth.attempts where key like 'address:%'`.execute(t.ctx.db);
  expect(rows[0]?.most).toBeLessThan(BUDGETS.address.failures);
});

test('a wait comes after the same number of failures, at the same spellings, whether or not the account exists', async () => {
  const [ayse] = await t.members(1);
  const domain = ayse!.email.split('@')[1];
  let ip = 0;
  /** Which of these identifiers get a wait after enough failures of one address at the first of them. */
  const limitedAfter = async (first: string, others: string[]) => {
    ip += 1;
    for (let tries = 0; tries < BUDGETS.pair.failures; tries++)
      expect((await wrong({ username: first }, `10.8.0.${ip}`)).status).toBe(401);
    const responses = [];
    for (const username of [first, ...others])
      responses.push((await wrong({ username }, `10.8.0.${ip}`)).status);
    return responses;
  };
  for (const [username, email] of [
    [ayse!.username, ayse!.email],
    ['hic_yok', `hic_yok@${domain}`],
  ] as const) {
    const spellings = [`@${username}`, ` ${username.toUpperCase()} `];
    expect(await limitedAfter(username, [...spellings, email])).toEqual([429, 429, 429, 401]);
    expect(await limitedAfter(email, [email.toUpperCase(), ` ${email}`, username])).toEqual([
      429, 429, 429, 401,
    ]);
  }
});

test('one password tried on every account stops the address, not the members', async () => {
  const ip = '10.6.0.1';
  const [ayse] = await t.members(1);
  for (let tries = 0; tries < BUDGETS.address.failures; tries++)
    await wrong({ username: `kisi_${tries}` }, ip);
  expect((await login(ayse!, { ip })).status).toBe(429);
  expect((await login(ayse!, { ip: '10.6.0.2' })).status).toBe(200);
}, 60_000);

test('a suspended member loses every session at once, and signs in to a session that opens nothing else', async () => {
  const [ayse] = await t.members(1);
  await t.as(ayse!).get('/auth/me');
  await sql`update auth.users set status = 'suspended' where id = ${ayse!.id}`.execute(t.ctx.db);
  const { auth } = await import('../index.ts');
  auth.publishViewerChanged(t.ctx, { userId: ayse!.id });
  await expect
    .poll(() => t.as(ayse!).get('/auth/me'))
    .toMatchObject({ status: 403, code: 'account_suspended' });
  const { identifier, password } = { identifier: ayse!.username, password: ayse!.password };
  const entry = await t.anyone.raw('POST', '/auth/login', { body: { identifier, password } });
  expect(entry).toMatchObject({ status: 200, body: { user: { status: 'suspended' } } });
  const renewed = await t.anyone.post('/auth/refresh', { refreshToken: entry.body.refreshToken });
  expect(renewed).toMatchObject({ user: { status: 'suspended' } });
  for (const session of [entry.body, renewed])
    expect(await t.as(session).get('/auth/me')).toMatchObject({ status: 403, code: 'account_suspended' });
  // Sockets ask for the same.
  await expect(auth.identifyWithExpiry(t.ctx, renewed.accessToken)).rejects.toMatchObject({
    code: 'account_suspended',
  });
  // Where anybody may come, as nobody.
  expect((await t.as(renewed).raw('GET', '/auth/jwks.json')).status).toBe(200);
  expect((await t.as(renewed).raw('POST', '/auth/logout')).status).toBe(204);
  expect((await t.as(renewed).raw('POST', '/auth/logout')).status).toBe(401);
});

test('keys rotate after a month, and tokens of the old one stay valid', async () => {
  const [ayse] = await t.members(1);
  const before = (await t.anyone.get('/auth/jwks.json')).keys;
  t.clock.advance(31 * 86_400_000);
  await t.ctx.jobs.add('auth.rotateKeys', {});
  await t.settled();
  t.clock.advance(2 * 60_000);
  const after = (await t.anyone.get('/auth/jwks.json')).keys;
  expect(after.map((key: { kid: string }) => key.kid)).toContain(before[0].kid);
  expect(after).toHaveLength(before.length + 1);
  const session = (await login(ayse!)).body;
  t.clock.advance(3 * 60_000);
  expect(await t.as(session).get('/auth/me')).toHaveProperty('user');
});

test('acts are in the log, and the log cannot be changed', async () => {
  const [ayse] = await t.members(1);
  await login(ayse!);
  await wrong(ayse!, '10.7.0.1');
  const { rows } = await sql<{
    event: string;
  }>`select event from auth.audit_log where actor_id = ${ayse!.id} or subject_id = ${ayse!.id} order by id`.execute(
    t.ctx.db,
  );
  expect(rows.map((row) => row.event)).toEqual(['signed_in', 'sign_in_failed']);
  await expect(sql`update auth.audit_log set event = 'x'`.execute(t.ctx.db)).rejects.toThrow('append-only');
  await expect(sql`delete from auth.audit_log`.execute(t.ctx.db)).rejects.toThrow('append-only');
});
