import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock, inLockOrder } from '../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { sendLink } from './emails/links.ts';
import { openTestUniversities, testUniversities } from './factory.ts';
import { makeOwner } from './roles/service.ts';
import { type AccountRow, findAccountById } from './sign-in/queries.ts';

/**
 * A decision based on something that was read must be made under the lock that the opposing change takes. Each test holds one of
 * the two in the middle, on a connection of its own.
 */
const t = await testServer();
afterAll(t.close);
beforeAll(async () => {
  await openTestUniversities(t.ctx);
});

const domain = testUniversities.cinar.domain;
const PASSWORD = 'mor kestane bulut 71';
let count = 0;
const fresh = (overrides: object = {}) => {
  count += 1;
  return {
    email: `yaris${count}@${domain}`,
    password: PASSWORD,
    username: `yaris_${count}`,
    displayName: 'Yarış',
    ...overrides,
  };
};
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.ctx.clock().getTime() });
const lockWith = (text: string, values: unknown[] = []) => holdLock(t, text, values);
const lockMailbox = (mailbox: string) =>
  lockWith('select pg_advisory_xact_lock(hashtextextended($1, 7))', [mailbox]);
const login = (member: TestMember) =>
  t.anyone.raw('POST', '/auth/login', { body: { identifier: member.username, password: member.password } });
const openSessionsOf = async (member: TestMember) =>
  (
    await t.ctx.pool.query('select id from auth.sessions where user_id = $1 and ended_at is null', [
      member.id,
    ])
  ).rows.length;
const member = async (overrides: Parameters<typeof t.members>[1] = {}) =>
  (await t.members(1, overrides))[0] as TestMember;
async function register(body: ReturnType<typeof fresh>) {
  const { headers } = await t.anyone.raw('POST', '/auth/register', { body });
  await t.settled();
  const mailed = (await t.emails()).filter((mail) => mail.to?.[0]?.address === body.email).at(-1);
  return {
    token: mailed?.text?.match(/token=([\w-]+)/)?.[1] ?? '',
    cookie: String(headers['set-cookie']).split(';')[0] ?? '',
  };
}
const verify = ({ token, cookie }: { token: string; cookie: string }) =>
  t.anyone.raw('POST', '/auth/verify-email', { body: { token }, headers: { cookie } });

test('a sign-in overtaken by a suspension opens a session of a suspended member', async () => {
  const ayse = await member();
  const lock = await lockWith('select id from auth.users where id = $1 for update', [ayse.id]);
  const entry = login(ayse);
  await lock.waitForBlocked(1);
  await lock.query(`update auth.users set status = 'suspended' where id = $1`, [ayse.id]);
  await lock.query('update auth.sessions set ended_at = now() where user_id = $1', [ayse.id]);
  await lock.release();
  const { body } = await entry;
  expect(body.user.status).toBe('suspended');
  expect(await t.as(body).get('/auth/me')).toMatchObject({ status: 403, code: 'account_suspended' });
});

test('a sign-in overtaken by a new password opens no session, and does not restore the old one', async () => {
  const ayse = await member();
  const lock = await lockWith('select user_id from auth.credentials where user_id = $1 for update', [
    ayse.id,
  ]);
  const entry = login(ayse);
  await lock.waitForBlocked(1);
  await lock.query(`update auth.credentials set password_hash = 'another' where user_id = $1`, [ayse.id]);
  await lock.release();
  expect((await entry).status).toBe(401);
  expect(await openSessionsOf(ayse)).toBe(1);
});

test('a sign-in without a code is asked for one if two-factor is switched on meanwhile', async () => {
  const ayse = await member();
  const lock = await lockWith('select user_id from auth.credentials where user_id = $1 for update', [
    ayse.id,
  ]);
  const entry = login(ayse);
  await lock.waitForBlocked(1);
  await lock.query('update auth.credentials set totp_confirmed_at = now() where user_id = $1', [ayse.id]);
  await lock.release();
  expect((await entry).body).toMatchObject({ code: 'mfa_required' });
});

test.for(['sign-in', 'proof'] as const)(
  'a %s with a code does not count as a second factor if two-factor is switched off meanwhile',
  async (act) => {
    const ayse = await member();
    const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
    await t.as(ayse).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
    t.clock.advance(30_000);
    const lock = await lockWith('select id from auth.users where id = $1 for update', [ayse.id]);
    const totp = codeOf(secret);
    const body = { identifier: ayse.username, password: ayse.password, totp };
    const response =
      act === 'sign-in'
        ? t.anyone.raw('POST', '/auth/login', { body })
        : t.as(ayse).raw('POST', '/auth/reauthenticate', { body: { totp } });
    await lock.waitForBlocked(1);
    await lock.query(
      'update auth.credentials set totp_secret = null, totp_confirmed_at = null where user_id = $1',
      [ayse.id],
    );
    await lock.query('update auth.sessions set second_factor_at = null where user_id = $1', [ayse.id]);
    await lock.release();
    expect((await response).status).toBe(act === 'sign-in' ? 200 : 422);
    const { rows } = await t.ctx.pool.query(
      'select id from auth.sessions where user_id = $1 and second_factor_at is not null',
      [ayse.id],
    );
    expect(rows).toEqual([]);
  },
);

test.for(['sign-in', 'proof'] as const)(
  'a %s with a code or recovery code of a second factor that was replaced meanwhile is refused',
  async (act) => {
    for (const kind of ['code', 'recovery code'] as const) {
      const ayse = await member();
      const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
      const { recoveryCodes } = await t.as(ayse).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
      t.clock.advance(30_000);
      await t.ctx.pool.query('update auth.sessions set second_factor_at = null where user_id = $1', [
        ayse.id,
      ]);
      const lock = await lockWith('select id from auth.users where id = $1 for update', [ayse.id]);
      const totp = kind === 'code' ? codeOf(secret) : recoveryCodes[0];
      const body = { identifier: ayse.username, password: ayse.password, totp };
      const response =
        act === 'sign-in'
          ? t.anyone.raw('POST', '/auth/login', { body })
          : t.as(ayse).raw('POST', '/auth/reauthenticate', { body: { totp } });
      await lock.waitForBlocked(1);
      await lock.query(`update auth.credentials set totp_secret = 'another' where user_id = $1`, [ayse.id]);
      await lock.release();
      expect((await response).status).toBe(act === 'sign-in' ? 401 : 422);
      const { rows } = await t.ctx.pool.query(
        'select id from auth.sessions where user_id = $1 and second_factor_at is not null',
        [ayse.id],
      );
      expect(rows).toEqual([]);
    }
  },
);

test.for(['begun', 'switched off'] as const)(
  'two-factor is not %s by a password that was changed meanwhile',
  async (act) => {
    const ayse = await member();
    const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
    if (act === 'switched off') await t.as(ayse).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
    t.clock.advance(30_000);
    const lock = await lockWith(`update auth.credentials set password_hash = 'another' where user_id = $1`, [
      ayse.id,
    ]);
    const { password } = ayse;
    const change =
      act === 'begun'
        ? t.as(ayse).raw('POST', '/auth/mfa/totp', { body: { password } })
        : t.as(ayse).raw('DELETE', '/auth/mfa/totp', { body: { password, totp: codeOf(secret) } });
    await lock.waitForBlocked(1);
    await lock.release();
    expect((await change).body).toMatchObject({ code: 'wrong_password' });
    expect((await t.as(ayse).get('/auth/me')).mfaEnabled).toBe(act === 'switched off');
  },
);

test('of two concurrent changes of one password the second is refused', async () => {
  const ayse = await member();
  const lock = await lockWith(`update auth.credentials set password_hash = 'another' where user_id = $1`, [
    ayse.id,
  ]);
  const change = t.as(ayse).raw('POST', '/auth/password/change', {
    body: { currentPassword: ayse.password, newPassword: PASSWORD },
  });
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await change).body).toMatchObject({ code: 'wrong_password' });
  const { rows } = await t.ctx.pool.query('select password_hash from auth.credentials where user_id = $1', [
    ayse.id,
  ]);
  expect(rows[0].password_hash).toBe('another');
});

test('a first code confirms the secret that it proves, not one from a set-up started meanwhile', async () => {
  const ayse = await member();
  const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
  const lock = await lockWith(`update auth.credentials set totp_secret = 'another' where user_id = $1`, [
    ayse.id,
  ]);
  const confirm = t.as(ayse).raw('POST', '/auth/mfa/totp/confirm', { body: { code: codeOf(secret) } });
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await confirm).body).toMatchObject({ code: 'wrong_code' });
  expect((await t.as(ayse).get('/auth/me')).mfaEnabled).toBe(false);
});

test('a set-up that is started while another is confirmed does not switch that off', async () => {
  const ayse = await member();
  await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
  const lock = await lockWith('update auth.credentials set totp_confirmed_at = now() where user_id = $1', [
    ayse.id,
  ]);
  const start = t.as(ayse).raw('POST', '/auth/mfa/totp', { body: { password: ayse.password } });
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await start).body).toMatchObject({ code: 'mfa_already_on' });
  expect((await t.as(ayse).get('/auth/me')).mfaEnabled).toBe(true);
});

test('switching off removes the secret that the code proves, not one that was set up meanwhile', async () => {
  const ayse = await member();
  const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
  await t.as(ayse).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
  t.clock.advance(30_000);
  const lock = await lockWith(`update auth.credentials set totp_secret = 'another' where user_id = $1`, [
    ayse.id,
  ]);
  const body = { password: ayse.password, totp: codeOf(secret) };
  const remove = t.as(ayse).raw('DELETE', '/auth/mfa/totp', { body });
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await remove).status).toBe(422);
  expect((await t.as(ayse).get('/auth/me')).mfaEnabled).toBe(true);
});

test('of two concurrent confirmations of one mailbox one creates the account', async () => {
  const body = fresh();
  const registration = await register(body);
  const lock = await lockMailbox(body.email);
  const both = Promise.all([verify(registration), verify(registration)]);
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await both).map(({ status }) => status).sort()).toEqual([200, 422]);
});

test.for(['confirmation', 'registration'] as const)(
  'a registration and a confirmation of one mailbox run in order, the %s first',
  async (first) => {
    const body = fresh();
    const registration = await register(body);
    const lock = await lockMailbox(body.email);
    const calls = {
      confirmation: () => verify(registration),
      registration: () =>
        t.anyone.raw('POST', '/auth/register', { body: fresh({ email: body.email }), ip: '10.0.0.2' }),
    };
    const second = first === 'confirmation' ? 'registration' : 'confirmation';
    const firstCall = calls[first]();
    await lock.waitForBlocked(1);
    const secondCall = calls[second]();
    await lock.waitForBlocked(2);
    await lock.release();
    const responses = { [first]: await firstCall, [second]: await secondCall };
    expect(responses.registration!.status).toBe(202);
    expect(responses.confirmation!.body.user).toMatchObject({ username: body.username });
    // Nothing is left to confirm.
    await t.settled();
    for (const mail of (await t.emails()).filter(({ to }) => to?.[0]?.address === body.email)) {
      const token = mail.text?.match(/token=([\w-]+)/)?.[1];
      if (token) expect((await verify({ token, cookie: '' })).status).toBe(422);
    }
  },
);

test('of two concurrent registrations with one username one gets it', async () => {
  const username = 'ayni_anda';
  const lock = await lockWith('select pg_advisory_xact_lock(hashtextextended($1, 8))', [username]);
  const both = Promise.all(
    [1, 2].map(() => t.anyone.raw('POST', '/auth/register', { body: fresh({ username }) })),
  );
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await both).map(({ status }) => status).sort()).toEqual([202, 409]);
});

test('of two concurrent confirmations with one username one gets it, and the other keeps its link', async () => {
  const [firstCall, secondCall] = [fresh(), fresh()];
  const registrations = [await register(firstCall), await register(secondCall)];
  const lock = await lockWith('lock table auth.users in share mode');
  const send = ({ token, cookie }: { token: string; cookie: string }, username: string) =>
    t.anyone.raw('POST', '/auth/verify-email', { body: { token, username }, headers: { cookie } });
  const both = Promise.all(registrations.map((registration) => send(registration, 'son_ad')));
  await lock.waitForBlocked(2);
  await lock.release();
  const responses = await both;
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  const conflicting = responses.findIndex(({ status }) => status === 409);
  expect((await send(registrations[conflicting]!, 'baska_ad')).status).toBe(200);
});

test('a confirmation overtaken by a change of rules uses the new ones', async () => {
  const body = fresh();
  const registration = await register(body);
  const lock = await lockWith(`select pg_advisory_xact_lock(hashtextextended('auth.allowed_prefixes', 7))`);
  const confirmation = verify(registration);
  await lock.waitForBlocked(1);
  await lock.query(`update auth.allowed_prefixes set affiliation = 'alumni' where domain = $1`, [domain]);
  await lock.release();
  expect((await t.as((await confirmation).body).get('/auth/me')).profile.affiliation).toBe('alumni');
  await t.ctx.pool.query(`update auth.allowed_prefixes set affiliation = 'student' where domain = $1`, [
    domain,
  ]);
});

test.for(['confirmation', 'note'] as const)(
  'an address that is designated while it is confirmed makes its member the owner, the %s first',
  async (first) => {
    await t.ctx.pool.query(`delete from auth.user_roles where role = 'owner'`);
    const body = fresh();
    const registration = await register(body);
    const lock = await lockMailbox(body.email);
    const calls = { confirmation: () => verify(registration), note: () => makeOwner(t.ctx, body.email) };
    const firstCall = calls[first]();
    await lock.waitForBlocked(1);
    const secondCall = calls[first === 'note' ? 'confirmation' : 'note']();
    await lock.waitForBlocked(2);
    await lock.release();
    await Promise.all([firstCall, secondCall]);
    const entry = await t.anyone.post('/auth/login', { identifier: body.email, password: PASSWORD });
    expect(entry.user.roles).toEqual(['member', 'owner']);
  },
);

const lockOwners = () => lockWith(`select pg_advisory_xact_lock(hashtextextended('auth.owners', 7))`);
const suspend = (by: TestMember, of: TestMember) =>
  t.as(by).raw('PUT', `/admin/users/${of.id}/suspend`, { body: { reason: 'Deneme' } });
async function twoOwners() {
  await t.ctx.pool.query(`delete from auth.user_roles where role = 'owner'`);
  return [await member({ roles: ['owner'] }), await member({ roles: ['owner'] })] as const;
}
const activeOwners = async () =>
  (
    await t.ctx.pool.query(`select user_id from auth.user_roles role join auth.users u on u.id = role.user_id
      where role.role = 'owner' and u.status = 'active'`)
  ).rows.length;

test('of two owners who suspend each other one is left', async () => {
  const [ayse, bora] = await twoOwners();
  const lock = await lockOwners();
  const first = suspend(ayse, bora);
  await lock.waitForBlocked(1);
  const second = suspend(bora, ayse);
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await first).status).toBe(204);
  expect((await second).status).toBe(403);
  expect(await activeOwners()).toBe(1);
});

test('a renewal overtaken by the end of its session returns no tokens', async () => {
  const ayse = await member();
  const lock = await lockWith('update auth.sessions set ended_at = now() where id = $1', [ayse.sessionId]);
  const renewal = t.anyone.raw('POST', '/auth/refresh', { body: { refreshToken: ayse.refreshToken } });
  await lock.waitForBlocked(1);
  await lock.release();
  expect((await renewal).body).toMatchObject({ code: 'refresh_invalid' });
});

test('of two concurrent renewals with one token one gets a pair, and the session ends', async () => {
  const ayse = await member();
  const lock = await lockWith('select 1 from auth.refresh_tokens where session_id = $1 for update', [
    ayse.sessionId,
  ]);
  const body = { refreshToken: ayse.refreshToken };
  const both = Promise.all([1, 2].map(() => t.anyone.raw('POST', '/auth/refresh', { body })));
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await both).map(({ status }) => status).sort()).toEqual([200, 401]);
  expect(await openSessionsOf(ayse)).toBe(0);
});

test('a mailed link that is used twice at once works once', async () => {
  const ayse = await member();
  await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: ayse.email } });
  await t.settled();
  const mailed = (await t.emails()).filter((mail) => mail.to?.[0]?.address === ayse.email).at(-1);
  const token = mailed?.text?.match(/token=([\w-]+)/)?.[1];
  const lock = await lockWith('select 1 from auth.one_time_tokens where user_id = $1 for update', [ayse.id]);
  const reset = () => t.anyone.raw('POST', '/auth/password/reset', { body: { token, password: PASSWORD } });
  const both = Promise.all([reset(), reset()]);
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await both).map(({ status }) => status).sort()).toEqual([204, 422]);
});

test.for(['reset_password', 'confirm_sign_in'] as const)(
  'of two mailed links for %s that are created at once one is valid',
  async (purpose) => {
    const ayse = await member();
    const account = (await findAccountById(t.ctx.db, ayse.id)) as AccountRow;
    const send = () => sendLink(t.ctx, account, purpose);
    await inLockOrder(
      await lockWith('select id from auth.users where id = $1 for update', [ayse.id]),
      send,
      send,
    );
    const { rows } = await t.ctx.pool.query(
      'select id from auth.one_time_tokens where user_id = $1 and used_at is null',
      [ayse.id],
    );
    expect(rows).toHaveLength(1);
  },
);

test('of two concurrent changes of one username the second is too soon after the first', async () => {
  const ayse = await member();
  const lock = await lockWith('select 1 from auth.users where id = $1 for update', [ayse.id]);
  const rename = (username: string) => t.as(ayse).raw('PATCH', '/users/me', { body: { username } });
  const both = Promise.all([rename('ilk_yeni_ad'), rename('ikinci_yeni_ad')]);
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await both).map(({ status }) => status).sort()).toEqual([200, 422]);
});

test('a suspension that is renewed while the old one expires stays in force', async () => {
  const admin = await member({ roles: ['admin'] });
  const ayse = await member();
  const until = new Date(t.ctx.clock().getTime() + 60_000).toISOString();
  await t.as(admin).put(`/admin/users/${ayse.id}/suspend`, { reason: 'Deneme', until });
  await t.settled(); // its notification would wait for the member as well
  t.clock.advance(61_000);
  const lock = await lockWith('select id from auth.suspensions where user_id = $1 for update', [ayse.id]);
  const renewed = suspend(admin, ayse);
  await lock.waitForBlocked(1);
  await t.ctx.jobs.add('auth.liftExpiredSuspensions', {});
  const lifted = t.settled(); // waits for the member, whom the renewal has locked
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await renewed).status).toBe(204);
  await lifted;
  expect((await login(ayse)).body).toMatchObject({ user: { status: 'suspended' } });
});
