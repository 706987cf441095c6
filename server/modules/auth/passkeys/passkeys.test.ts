import { afterAll, expect, test } from 'vitest';
import { softwareAuthenticator } from '../../../testing/authenticator.ts';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { totpCode } from '../../../testing/totp.ts';
import { BUDGETS } from '../attempts/service.ts';

const t = await testServer({ RATE_LIMITS: 'on' });
afterAll(t.close);

type Authenticator = ReturnType<typeof softwareAuthenticator>;
const MINUTE_MS = 60_000;

const makeMember = async (overrides: Parameters<typeof t.members>[1] = {}) =>
  (await t.members(1, overrides))[0] as TestMember;
async function add(member: Pick<TestMember, 'accessToken'>, authenticator: Authenticator, name?: string) {
  const options = await t.as(member).post('/auth/passkeys/options');
  return t.as(member).post('/auth/passkeys', { ...authenticator.create(options), ...(name ? { name } : {}) });
}
/** A member with one passkey. */
async function withPasskey(overrides: Parameters<typeof t.members>[1] = {}, counts = true) {
  const member = await makeMember(overrides);
  const authenticator = softwareAuthenticator({ counts });
  const passkey = await add(member, authenticator);
  return { member, authenticator, passkey };
}
const options = () => t.anyone.post('/auth/login/passkey/options');
const signIn = async (authenticator: Authenticator, faults = {}) =>
  t.anyone.post('/auth/login/passkey', authenticator.show(await options(), faults));
const suspend = async (member: TestMember) =>
  t.as(await makeMember({ roles: ['admin'] })).put(`/admin/users/${member.id}/suspend`, { reason: 'Deneme' });

test('a passkey is added, named, listed, renamed and removed', async () => {
  const ayse = await makeMember();
  const phone = await add(ayse, softwareAuthenticator(), 'Telefonum');
  expect(phone).toMatchObject({ name: 'Telefonum', backedUp: false, lastUsedAt: null });
  const laptop = await add(ayse, softwareAuthenticator());
  expect(await t.as(ayse).patch(`/auth/passkeys/${laptop.id}`, { name: ' İş  bilgisayarı ' })).toMatchObject({
    id: laptop.id,
    name: 'İş bilgisayarı',
  });
  expect(await t.as(ayse).patch(`/auth/passkeys/${laptop.id}`, { name: ' ' })).toMatchObject({ status: 400 });
  expect(await t.as(ayse).get('/auth/passkeys')).toMatchObject({
    items: [{ name: 'Telefonum' }, { name: 'İş bilgisayarı' }],
  });
  expect(await t.as(ayse).raw('DELETE', `/auth/passkeys/${phone.id}`)).toMatchObject({ status: 204 });
  expect((await t.as(ayse).get('/auth/passkeys')).items).toHaveLength(1);
});

test('a browser is asked for a discoverable passkey whose holder it has recognised, and not for one that it has', async () => {
  const { member, authenticator } = await withPasskey();
  const creation = await t.as(member).post('/auth/passkeys/options');
  expect(creation).toMatchObject({
    rp: { id: 'localhost' },
    user: { name: member.username },
    attestation: 'none',
    excludeCredentials: [{ id: authenticator.show({ challenge: '' }).id }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  expect(await options()).toEqual({
    challenge: expect.any(String),
    rpId: 'localhost',
    timeout: expect.any(Number),
    userVerification: 'required',
  });
});

test('a passkey signs in without a password and counts as both factors', async () => {
  const { member, authenticator, passkey } = await withPasskey({ roles: ['owner'] });
  const session = await signIn(authenticator);
  expect(session).toMatchObject({ user: { id: member.id }, accessToken: expect.any(String) });
  expect(await t.as(session).get('/auth/me')).toMatchObject({ secondFactorRequired: false });
  const { rows } = await t.ctx.pool.query(
    'select second_factor_at, passkey_id from auth.sessions where user_id = $1 and passkey_id is not null',
    [member.id],
  );
  expect(rows).toEqual([{ second_factor_at: expect.any(Date), passkey_id: passkey.id }]);
  const { items } = await t.as(member).get('/auth/passkeys');
  expect(items[0].lastUsedAt).toEqual(expect.any(String));
});

test('an authenticator that does not count signs in again and again', async () => {
  const { authenticator } = await withPasskey({}, false);
  for (let time = 0; time < 3; time++) expect(await signIn(authenticator)).toHaveProperty('accessToken');
});

test.for<[string, object]>([
  ['for another site', { origin: 'https://ch1tlaq.example' }],
  ['without user verification', { userVerified: false }],
  ['with a counter that has not grown', { counter: 1 }],
  ['for another account', { userHandle: Buffer.alloc(16).toString('base64url') }],
  ['that creates a passkey', { type: 'webauthn.create' }],
])('a response %s does not sign in', async ([, faults]) => {
  const { authenticator } = await withPasskey();
  expect(await signIn(authenticator, faults)).toMatchObject({ status: 401, code: 'invalid_credentials' });
  expect(await signIn(authenticator)).toHaveProperty('accessToken');
});

test('a signature by another key, and an unknown passkey, do not sign in', async () => {
  const { authenticator } = await withPasskey();
  const shown = authenticator.show(await options());
  const other = softwareAuthenticator().show(await options(), { userHandle: shown.response.userHandle });
  for (const response of [
    other,
    { ...shown, response: { ...shown.response, signature: other.response.signature } },
    { ...shown, response: { ...shown.response, signature: 'AAAA' } },
  ])
    expect(await t.anyone.post('/auth/login/passkey', response)).toMatchObject({
      code: 'invalid_credentials',
    });
});

test.for(['for another site', 'without user verification'] as const)(
  'a passkey created %s is refused',
  async (fault) => {
    const ayse = await makeMember();
    const creation = await t.as(ayse).post('/auth/passkeys/options');
    const faults =
      fault === 'for another site' ? { origin: 'https://ch1tlaq.example' } : { userVerified: false };
    expect(
      await t.as(ayse).post('/auth/passkeys', softwareAuthenticator().create(creation, faults)),
    ).toMatchObject({ status: 422, code: 'passkey_invalid' });
  },
);

test('a challenge counts once, for five minutes, for what it was made for and for whom', async () => {
  const { member, authenticator } = await withPasskey({}, false);
  const bora = await makeMember();
  const post = (challenge: string) => t.anyone.post('/auth/login/passkey', authenticator.show({ challenge }));

  const { challenge } = await options();
  expect(await post(challenge)).toHaveProperty('accessToken');
  expect(await post(challenge)).toMatchObject({ code: 'invalid_credentials' });

  const old = await options();
  t.clock.advance(5 * MINUTE_MS);
  expect(await post(old.challenge)).toMatchObject({ code: 'invalid_credentials' });
  expect(await post(Buffer.alloc(54).toString('base64url'))).toMatchObject({ code: 'invalid_credentials' });

  const creation = await t.as(member).post('/auth/passkeys/options');
  expect(await post(creation.challenge)).toMatchObject({ code: 'invalid_credentials' });
  // Another member's challenge would tie this authenticator to the wrong account.
  expect(await t.as(bora).post('/auth/passkeys', softwareAuthenticator().create(creation))).toMatchObject({
    code: 'passkey_invalid',
  });
  const fresh = softwareAuthenticator();
  expect(await t.as(member).post('/auth/passkeys', fresh.create(creation))).toHaveProperty('id');
  expect(await t.as(member).post('/auth/passkeys', fresh.create(creation))).toMatchObject({
    code: 'passkey_invalid',
  });
});

test('of two sign-ins with one response, one succeeds', async () => {
  const { authenticator } = await withPasskey({}, false);
  const shown = authenticator.show(await options());
  const both = await Promise.all(
    [1, 2].map(() => t.anyone.raw('POST', '/auth/login/passkey', { body: shown })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('of two sign-ins with one counter, one succeeds', async () => {
  const { authenticator } = await withPasskey();
  const shown = [
    authenticator.show(await options(), { counter: 9 }),
    authenticator.show(await options(), { counter: 9 }),
  ];
  const both = await Promise.all(shown.map((body) => t.anyone.raw('POST', '/auth/login/passkey', { body })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('one authenticator belongs to one account', async () => {
  const { authenticator } = await withPasskey();
  expect(await add(await makeMember(), authenticator)).toMatchObject({ code: 'passkey_invalid' });
});

test('adding and removing need a recent proof, and a passkey is one', async () => {
  const { member, authenticator, passkey } = await withPasskey();
  const creation = await t.as(member).post('/auth/passkeys/options');
  t.clock.advance(14 * MINUTE_MS);
  const late = await t.as(member).post('/auth/passkeys/options');
  t.clock.advance(2 * MINUTE_MS);
  // The token ends as well after 15 minutes.
  const { accessToken } = await t.anyone.post('/auth/refresh', { refreshToken: member.refreshToken });
  const again = t.as({ accessToken });
  expect(creation).toHaveProperty('challenge');
  for (const refusal of [
    await again.post('/auth/passkeys/options'),
    await again.post('/auth/passkeys', softwareAuthenticator().create(late)),
    await again.delete(`/auth/passkeys/${passkey.id}`),
  ])
    expect(refusal).toMatchObject({ status: 403, code: 'reauthentication_required' });
  expect((await again.get('/auth/passkeys')).items).toHaveLength(1);

  const body = { passkey: authenticator.show(await options()) };
  expect(await again.raw('POST', '/auth/reauthenticate', { body })).toMatchObject({ status: 204 });
  expect(await again.raw('POST', '/auth/reauthenticate', { body })).toMatchObject({ status: 422 });
  expect(await again.post('/auth/passkeys/options')).toHaveProperty('challenge');
});

test("nobody re-authenticates with, renames or removes another member's passkey", async () => {
  const { authenticator, passkey } = await withPasskey();
  const bora = t.as(await makeMember());
  expect(
    await bora.post('/auth/reauthenticate', { passkey: authenticator.show(await options()) }),
  ).toMatchObject({ code: 'passkey_invalid' });
  expect(await bora.patch(`/auth/passkeys/${passkey.id}`, { name: 'x' })).toMatchObject({ status: 404 });
  expect(await bora.delete(`/auth/passkeys/${passkey.id}`)).toMatchObject({ status: 404 });
  expect(await signIn(authenticator)).toHaveProperty('accessToken');
});

test('a suspended member signs in with a passkey to read why, and to nothing else', async () => {
  const { member, authenticator } = await withPasskey();
  await suspend(member);
  const session = await signIn(authenticator);
  expect(session.user).toMatchObject({ status: 'suspended' });
  expect(await t.as(session).get('/users/me/decisions')).toHaveProperty('items');
  expect(await t.as(session).get('/auth/passkeys')).toMatchObject({ code: 'account_suspended' });
});

test('a sign-in overtaken by a suspension opens nothing but what the suspended may', async () => {
  const { member, authenticator } = await withPasskey();
  const shown = authenticator.show(await options());
  const lock = await holdLock(t, 'select id from auth.users where id = $1 for update', [member.id]);
  const entry = t.anyone.raw('POST', '/auth/login/passkey', { body: shown });
  await lock.waitForBlocked(1);
  await lock.query(`update auth.users set status = 'suspended' where id = $1`, [member.id]);
  await lock.release();
  const session = (await entry).body;
  expect(session.user).toMatchObject({ status: 'suspended' });
  expect(await t.as(session).get('/auth/passkeys')).toMatchObject({ code: 'account_suspended' });
});

test('a removed passkey signs in no more, its other sessions end, and the password remains', async () => {
  const { member, authenticator, passkey } = await withPasskey({ roles: ['moderator'] });
  const [here, elsewhere] = [await signIn(authenticator), await signIn(authenticator)];
  await t.as(here).delete(`/auth/passkeys/${passkey.id}`);
  expect(await t.as(elsewhere).get('/auth/me')).toMatchObject({ code: 'session_ended' });
  expect(await t.as(here).get('/auth/me')).toHaveProperty('user');
  expect(await t.as(member).get('/auth/me')).toHaveProperty('user');
  expect(await signIn(authenticator)).toMatchObject({ code: 'invalid_credentials' });
  const { rows } = await t.ctx.pool.query(
    'select id from auth.sessions where user_id = $1 and ended_at is null and second_factor_at is not null',
    [member.id],
  );
  expect(rows).toEqual([]);
  expect(
    await t.anyone.post('/auth/login', { identifier: member.username, password: member.password }),
  ).toHaveProperty('accessToken');
});

test.for(['sign-in', 'removal'] as const)(
  'no session of a removed passkey survives a sign-in at the same moment, whichever comes first: %s',
  async (first) => {
    const { member, authenticator, passkey } = await withPasskey();
    const shown = authenticator.show(await options());
    const lock = await holdLock(t, 'select id from auth.users where id = $1 for update', [member.id]);
    const enter = () => t.anyone.raw('POST', '/auth/login/passkey', { body: shown });
    const remove = () => t.as(member).raw('DELETE', `/auth/passkeys/${passkey.id}`);
    const one = first === 'sign-in' ? enter() : remove();
    await lock.waitForBlocked(1);
    const two = first === 'sign-in' ? remove() : enter();
    await lock.waitForBlocked(2);
    await lock.release();
    await Promise.all([one, two]);
    const { rows } = await t.ctx.pool.query(
      'select id from auth.sessions where passkey_id = $1 and ended_at is null',
      [passkey.id],
    );
    expect(rows).toEqual([]);
    // The password is always a way in.
    expect(
      await t.anyone.post('/auth/login', { identifier: member.username, password: member.password }),
    ).toHaveProperty('accessToken');
  },
);

test('a session that has ended adds nothing', async () => {
  const ayse = await makeMember();
  const creation = await t.as(ayse).post('/auth/passkeys/options');
  const lock = await holdLock(t, 'select id from auth.users where id = $1 for update', [ayse.id]);
  const adding = t.as(ayse).raw('POST', '/auth/passkeys', { body: softwareAuthenticator().create(creation) });
  await lock.waitForBlocked(1);
  await lock.query('update auth.sessions set ended_at = now() where user_id = $1', [ayse.id]);
  await lock.release();
  expect((await adding).status).toBe(403);
  const { rows } = await t.ctx.pool.query('select id from auth.passkeys where user_id = $1', [ayse.id]);
  expect(rows).toEqual([]);
});

test('switching the authenticator app off leaves what a passkey has shown', async () => {
  const { member, authenticator } = await withPasskey({ roles: ['moderator'] });
  const session = await signIn(authenticator);
  const { secret } = await t.as(member).post('/auth/mfa/totp', { password: member.password });
  await t.as(member).post('/auth/mfa/totp/confirm', { code: totpCode(secret, t.ctx.clock()) });
  t.clock.advance(30_000);
  const totp = totpCode(secret, t.ctx.clock());
  expect(
    await t.as(member).raw('DELETE', '/auth/mfa/totp', { body: { password: member.password, totp } }),
  ).toMatchObject({ status: 204 });
  const { rows } = await t.ctx.pool.query(
    'select id, second_factor_at is not null as second_factor from auth.sessions where user_id = $1',
    [member.id],
  );
  expect(session).toHaveProperty('accessToken');
  expect(rows.map((row) => row.second_factor).sort()).toEqual([false, true]);
});

test('failed attempts of one network are counted', async () => {
  const { authenticator } = await withPasskey();
  const ip = '203.0.113.9';
  const attempt = (faults = {}) =>
    options().then((given) =>
      t.anyone.raw('POST', '/auth/login/passkey', { body: authenticator.show(given, faults), ip }),
    );
  for (let failures = 0; failures < BUDGETS.pair.failures; failures++)
    expect((await attempt({ userVerified: false })).status).toBe(401);
  const refused = await attempt();
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await signIn(authenticator)).toHaveProperty('accessToken');
});

test('an account keeps twenty passkeys at most', async () => {
  const ayse = await makeMember();
  for (let count = 0; count < 20; count++)
    expect(await add(ayse, softwareAuthenticator())).toHaveProperty('id');
  expect(await t.as(ayse).post('/auth/passkeys/options')).toMatchObject({ code: 'too_many_passkeys' });
});
