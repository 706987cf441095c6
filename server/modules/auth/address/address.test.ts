import { afterAll, beforeAll, expect, test } from 'vitest';
import { softwareAuthenticator } from '../../../testing/authenticator.ts';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { totpCode } from '../../../testing/totp.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';

const t = await testServer();
afterAll(t.close);
beforeAll(() => openTestUniversities(t.ctx));

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NEW_PASSWORD = 'mor kestane bulut 71';
let count = 0;
const freshAddress = (university: keyof typeof testUniversities = 'cinar') =>
  `yeni${++count}@${testUniversities[university].domain}`;

const makeMember = async (overrides: Parameters<typeof t.members>[1] = {}) =>
  (await t.members(1, overrides))[0] as TestMember;
type Session = Pick<TestMember, 'accessToken' | 'password'>;
const start = (member: Session, email: string, password: string | undefined = member.password) =>
  t.as(member).raw('POST', '/auth/email/change', { body: { email, password } });
const confirm = (member: Session, code: string) =>
  t.as(member).raw('POST', '/auth/email/change/confirm', { body: { code } });
async function mailsTo(email: string) {
  await t.settled();
  return (await t.emails()).filter((mail) => mail.to?.[0]?.address === email);
}
const codeTo = async (email: string) =>
  /: (\d{6})$/m.exec((await mailsTo(email)).at(-1)?.text ?? '')?.[1] ?? '';
const undoTokenTo = async (email: string) =>
  /secure-account\?token=([\w-]+)/.exec((await mailsTo(email)).at(-1)?.text ?? '')?.[1] ?? '';
const secure = (token: string) => t.anyone.raw('POST', '/auth/secure-account', { body: { token } });
async function move(member: Session, email: string) {
  expect(await start(member, email)).toMatchObject({ status: 202 });
  expect(await confirm(member, await codeTo(email))).toMatchObject({ status: 204 });
}
const addressOf = async (member: Pick<TestMember, 'id'>) =>
  (await t.ctx.pool.query('select email from auth.users where id = $1', [member.id])).rows[0].email;
const login = (identifier: string, password: string) =>
  t.anyone.post('/auth/login', { identifier, password });
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

test('an account moves to an address whose mailbox proves it; other sessions and older links end', async () => {
  const ayse = await makeMember();
  const other = await login(ayse.username, ayse.password);
  await t.anyone.post('/auth/password/forgot', { email: ayse.email });
  const reset = /reset\?token=([\w-]+)/.exec((await mailsTo(ayse.email)).at(-1)?.text ?? '')?.[1];
  const email = freshAddress();
  expect(await start(ayse, ` ${email.toUpperCase()} `)).toMatchObject({ status: 202 });
  expect(await addressOf(ayse)).toBe(ayse.email);
  expect(await confirm(ayse, await codeTo(email))).toMatchObject({ status: 204 });
  expect((await t.as(ayse).get('/auth/me')).user).toMatchObject({ email });
  expect(await t.as(other).get('/auth/me')).toMatchObject({ code: 'session_ended' });
  expect(await t.anyone.post('/auth/password/reset', { token: reset, password: NEW_PASSWORD })).toMatchObject(
    {
      code: 'link_invalid',
    },
  );
  expect(await login(email, ayse.password)).toHaveProperty('accessToken');
  expect(await login(ayse.email, ayse.password)).toMatchObject({ code: 'invalid_credentials' });
});

test('an address that is taken gives the same answer, no code works, and its owner is told', async () => {
  const [ayse, bora] = [await makeMember(), await makeMember()];
  const free = freshAddress();
  const one = await start(ayse, free);
  const two = await start(ayse, bora.email);
  expect([two.status, two.body]).toEqual([one.status, one.body]);
  expect((await mailsTo(bora.email)).at(-1)?.subject).toBe(
    'Adresine başka bir ChitLaq hesabı taşınmak istendi',
  );
  expect(await codeTo(bora.email)).toBe('');
  // The earlier code belonged to the earlier request.
  expect((await confirm(ayse, await codeTo(free))).body).toMatchObject({ code: 'verification_failed' });
  expect(await addressOf(bora)).toBe(bora.email);
});

test('an address that no open university admits is refused', async () => {
  const ayse = await makeMember();
  expect(await start(ayse, 'ayse@gmail.com')).toMatchObject({
    status: 422,
    body: { code: 'university_not_allowed' },
  });
  expect(await start(ayse, 'ayşe')).toMatchObject({ status: 400 });
});

test('a code allows five wrong attempts and one hour', async () => {
  const ayse = await makeMember();
  const email = freshAddress();
  await start(ayse, email);
  const code = await codeTo(email);
  for (let attempts = 0; attempts < 5; attempts++)
    expect((await confirm(ayse, wrong(code))).body).toMatchObject({ code: 'verification_failed' });
  expect((await confirm(ayse, code)).body).toMatchObject({ code: 'verification_failed' });
  await start(ayse, email);
  const late = await codeTo(email);
  t.clock.advance(14 * MINUTE_MS);
  const { accessToken } = await t.anyone.post('/auth/refresh', { refreshToken: ayse.refreshToken });
  t.clock.advance(46 * MINUTE_MS);
  const again = await login(ayse.username, ayse.password);
  expect(accessToken).toEqual(expect.any(String));
  expect((await confirm({ ...ayse, ...again }, late)).body).toMatchObject({ code: 'verification_failed' });
});

test('a code belongs to one member', async () => {
  const [ayse, bora] = [await makeMember(), await makeMember()];
  const email = freshAddress();
  await start(ayse, email);
  await start(bora, freshAddress());
  expect((await confirm(bora, await codeTo(email))).body).toMatchObject({ code: 'verification_failed' });
});

test('one mailbox gets at most three codes an hour, and the last one stays valid', async () => {
  const ayse = await makeMember();
  const email = freshAddress();
  for (let requests = 0; requests < 5; requests++) expect((await start(ayse, email)).status).toBe(202);
  expect(await mailsTo(email)).toHaveLength(3);
  expect((await confirm(ayse, await codeTo(email))).status).toBe(204);
});

test('the password proves it, and with two-factor a recent code as well; without a password a second factor', async () => {
  const ayse = await makeMember();
  const email = freshAddress();
  expect((await start(ayse, email, 'yanlış')).body).toMatchObject({ code: 'wrong_password' });
  const withoutPassword = () => t.as(ayse).post('/auth/email/change', { email });
  expect(await withoutPassword()).toMatchObject({ code: 'reauthentication_required' });
  const authenticator = softwareAuthenticator();
  const options = await t.as(ayse).post('/auth/passkeys/options');
  await t.as(ayse).post('/auth/passkeys', authenticator.create(options));
  const shown = authenticator.show(await t.anyone.post('/auth/login/passkey/options'));
  await t.as(ayse).post('/auth/reauthenticate', { passkey: shown });
  expect(await withoutPassword()).toBeNull();

  const bora = await makeMember();
  const { secret } = await t.as(bora).post('/auth/mfa/totp', { password: bora.password });
  await t.as(bora).post('/auth/mfa/totp/confirm', { code: totpCode(secret, t.ctx.clock()) });
  t.clock.advance(16 * MINUTE_MS);
  const renewed = await t.anyone.post('/auth/refresh', { refreshToken: bora.refreshToken });
  const late = { ...bora, ...renewed };
  expect((await start(late, freshAddress())).body).toMatchObject({ code: 'reauthentication_required' });
  await t.as(late).post('/auth/reauthenticate', { totp: totpCode(secret, t.ctx.clock()) });
  expect((await start(late, freshAddress())).status).toBe(202);
});

test('a member moves to the university of the new address', async () => {
  const ayse = await makeMember();
  const nar = await makeMember({ university: 'nar' });
  await move(ayse, freshAddress('nar'));
  expect(await t.as(nar).get(`/users/${ayse.username}`)).toMatchObject({ university: 'Nar University' });
  const { rows } = await t.ctx.pool.query('select university_id from social.audience_view where id = $1', [
    ayse.id,
  ]);
  expect(rows).toEqual([{ university_id: nar.universityId }]);
});

test('the former mailbox undoes the change: address, university, sessions, passkeys and password', async () => {
  const ayse = await makeMember();
  const attacker = { ...ayse, ...(await login(ayse.username, ayse.password)) };
  const early = softwareAuthenticator();
  await t
    .as(attacker)
    .post('/auth/passkeys', early.create(await t.as(attacker).post('/auth/passkeys/options')));
  const email = freshAddress('nar');
  await move(attacker, email);
  const token = await undoTokenTo(ayse.email);
  const stolenLink = async () => {
    await t.anyone.post('/auth/password/forgot', { email });
    return /reset\?token=([\w-]+)/.exec((await mailsTo(email)).at(-1)?.text ?? '')?.[1] ?? '';
  };
  const reset = await stolenLink();
  expect(reset).not.toBe('');
  const { body } = await secure(token);
  expect(await addressOf(ayse)).toBe(ayse.email);
  expect((await mailsTo(email)).at(-1)?.subject).toBe('ChitLaq hesabının e-posta adresi geri alındı');
  expect(await t.as(attacker).get('/auth/me')).toMatchObject({ code: 'session_ended' });
  expect(
    await t.anyone.post(
      '/auth/login/passkey',
      early.show(await t.anyone.post('/auth/login/passkey/options')),
    ),
  ).toMatchObject({ code: 'invalid_credentials' });
  expect(await login(ayse.username, ayse.password)).toMatchObject({ code: 'invalid_credentials' });
  expect(await t.anyone.post('/auth/password/reset', { token: reset, password: NEW_PASSWORD })).toMatchObject(
    {
      code: 'link_invalid',
    },
  );
  await t.anyone.post('/auth/password/reset', { token: body.resetToken, password: NEW_PASSWORD });
  const session = await login(ayse.email, NEW_PASSWORD);
  expect(session).toHaveProperty('accessToken');
  const { rows } = await t.ctx.pool.query('select university_id from auth.users where id = $1', [ayse.id]);
  expect(rows).toEqual([{ university_id: ayse.universityId }]);
});

test('the oldest mailbox wins, and an older event undoes later changes of address', async () => {
  const ayse = await makeMember();
  await login(ayse.username, ayse.password);
  await login(ayse.username, ayse.password);
  const signInMail = await undoTokenTo(ayse.email);
  const [second, third] = [freshAddress(), freshAddress()];
  await move(ayse, second);
  await move(ayse, third);
  const middle = await undoTokenTo(second);
  expect(await secure(signInMail)).toMatchObject({ status: 200 });
  expect(await addressOf(ayse)).toBe(ayse.email);
  expect(await secure(middle)).toMatchObject({ status: 422 });
});

test('the change stays after seven days', async () => {
  const ayse = await makeMember();
  const email = freshAddress();
  await move(ayse, email);
  const token = await undoTokenTo(ayse.email);
  t.clock.advance(7 * DAY_MS);
  expect(await secure(token)).toMatchObject({ status: 422, body: { code: 'link_invalid' } });
  expect(await addressOf(ayse)).toBe(email);
});

test('nobody takes the former address while its owner may return', async () => {
  const [ayse, bora] = [await makeMember(), await makeMember()];
  await move(ayse, freshAddress());
  const token = await undoTokenTo(ayse.email);
  await start(bora, ayse.email);
  expect(await codeTo(ayse.email)).toBe('');
  const registration = {
    email: ayse.email,
    password: NEW_PASSWORD,
    username: 'baska_biri',
    displayName: 'Başka',
  };
  expect((await t.anyone.raw('POST', '/auth/register', { body: registration })).status).toBe(202);
  const last = (await mailsTo(ayse.email)).at(-1);
  expect(last?.subject).toBe('Zaten bir ChitLaq hesabın var');
  expect(await secure(token)).toMatchObject({ status: 200 });
  expect(await addressOf(ayse)).toBe(ayse.email);
});

test('pending registrations of the new mailbox end with the change', async () => {
  const ayse = await makeMember();
  const email = freshAddress();
  const body = { email, password: NEW_PASSWORD, username: 'yarim_kalan', displayName: 'Yarım' };
  await t.anyone.post('/auth/register', body);
  const token = /token=([\w-]+)/.exec((await mailsTo(email)).at(-1)?.text ?? '')?.[1];
  await move(ayse, email);
  expect(await t.anyone.post('/auth/verify-email', { token })).toMatchObject({ code: 'verification_failed' });
});

test('of two confirmations at one moment, one moves the account', async () => {
  const ayse = await makeMember();
  const email = freshAddress();
  await start(ayse, email);
  const code = await codeTo(email);
  const both = await Promise.all([confirm(ayse, code), confirm(ayse, code)]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 422]);
  expect(await mailsTo(ayse.email)).toHaveLength(1);
});

test('of two members who prove one mailbox at one moment, one gets it', async () => {
  const [ayse, bora] = [await makeMember(), await makeMember()];
  const email = freshAddress();
  await start(ayse, email);
  const first = await codeTo(email);
  await start(bora, email);
  const second = await codeTo(email);
  const both = await Promise.all([confirm(ayse, first), confirm(bora, second)]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 422]);
});

test.for(['confirmation', 'undo'] as const)(
  'an undo and a second confirmation at one moment end at the former address, whichever comes first: %s',
  async (first) => {
    const ayse = await makeMember();
    await move(ayse, freshAddress());
    const token = await undoTokenTo(ayse.email);
    const next = freshAddress();
    await start(ayse, next);
    const code = await codeTo(next);
    const lock = await holdLock(t, 'select id from auth.users where id = $1 for update', [ayse.id]);
    const acts = { confirmation: () => confirm(ayse, code), undo: () => secure(token) };
    const one = acts[first]();
    await lock.waitForBlocked(1);
    const two = acts[first === 'undo' ? 'confirmation' : 'undo']();
    await lock.waitForBlocked(2);
    await lock.release();
    await Promise.all([one, two]);
    expect(await addressOf(ayse)).toBe(ayse.email);
    expect(await t.as(ayse).get('/auth/me')).toMatchObject({ code: 'session_ended' });
  },
);
