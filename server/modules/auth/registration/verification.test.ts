import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';
import { makeOwner } from '../roles/service.ts';

const t = await testServer();
const limited = await testServer({ RATE_LIMITS: 'on', CAMPUS_NETWORKS: '10.20.0.0/16' });
afterAll(async () => {
  await t.close();
  await limited.close();
});
beforeAll(async () => {
  await openTestUniversities(t.ctx);
  await openTestUniversities(limited.ctx);
});

const PASSWORD = 'mor kestane bulut 71';
const domain = testUniversities.cinar.domain;
let count = 0;
const fresh = (overrides: Record<string, unknown> = {}) => {
  count += 1;
  return {
    email: `yeni${count}@${domain}`,
    password: PASSWORD,
    username: `yeni_${count}`,
    displayName: 'Yeni',
    ...overrides,
  };
};
async function emailsTo(address: string) {
  await t.settled();
  return (await t.emails())
    .filter((mail) => mail.to?.[0]?.address === address)
    .map(({ text = '', subject }) => ({
      subject,
      token: text.match(/token=([\w-]+)/)?.[1] ?? '',
      code: text.match(/: (\d{6})$/m)?.[1] ?? '',
    }));
}
const wrongOf = (code: string | undefined) => (code === '000000' ? '000001' : '000000');

test('one mailbox gets five emails an hour, however often and under whatever name it is registered', async () => {
  const email = `sel@${domain}`;
  for (let tries = 0; tries < 4; tries += 1)
    expect((await t.anyone.raw('POST', '/auth/register', { body: fresh({ email }) })).status).toBe(202);
  for (let tries = 0; tries < 4; tries += 1)
    expect((await t.anyone.raw('POST', '/auth/verify-email/resend', { body: { email } })).status).toBe(202);
  expect(
    (await t.anyone.raw('POST', '/auth/register', { body: fresh({ email: `sel+x@${domain}` }) })).status,
  ).toBe(202);
  const emails = await emailsTo(email);
  expect(emails).toHaveLength(5);
  expect(await emailsTo(`sel+x@${domain}`)).toEqual([]);
  // The last email that was sent is still valid: nobody is flooded, and nobody is locked out.
  const { email: _email, ...chosen } = fresh();
  expect(
    await t.anyone.post('/auth/verify-email', { token: emails.at(-1)!.token, ...chosen }),
  ).toHaveProperty('accessToken');
});

test('password reset links are few, and the newest stays valid when no more are sent', async () => {
  const [ayse] = await t.members(1);
  for (let tries = 0; tries < 6; tries += 1)
    await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: ayse!.email } });
  const emails = await emailsTo(ayse!.email);
  expect(emails).toHaveLength(3);
  expect(
    await t.anyone.post('/auth/password/reset', { token: emails[0]!.token, password: PASSWORD }),
  ).toMatchObject({ code: 'link_invalid' });
  const reset = { token: emails[2]!.token, password: PASSWORD };
  expect((await t.anyone.raw('POST', '/auth/password/reset', { body: reset })).status).toBe(204);
});

test('a password reset link expires after half an hour, or when the password changes', async () => {
  const [ayse, bora] = await t.members(2);
  for (const member of [ayse, bora])
    await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: member!.email } });
  const [late] = await emailsTo(ayse!.email);
  const [stale] = await emailsTo(bora!.email);
  await t.as(bora!).raw('POST', '/auth/password/change', {
    body: { currentPassword: bora!.password, newPassword: PASSWORD },
  });
  t.clock.advance(31 * 60_000);
  for (const mailed of [late, stale])
    expect(
      await t.anyone.post('/auth/password/reset', {
        token: mailed!.token,
        password: 'yeşil fincan 3 merdiven',
      }),
    ).toMatchObject({ status: 422, code: 'link_invalid' });
  expect((await emailsTo(bora!.email)).at(-1)?.subject).toBe('ChitLaq parolan değişti');
});

test('a stranger’s wrong codes use up the code, never the link', async () => {
  const body = fresh();
  await t.anyone.post('/auth/register', body);
  const [mailed] = await emailsTo(body.email);
  for (let tries = 0; tries < 5; tries += 1)
    await t.anyone.post('/auth/verify-email', { email: body.email, code: wrongOf(mailed!.code) });
  expect(await t.anyone.post('/auth/verify-email', { email: body.email, code: mailed!.code })).toMatchObject({
    code: 'verification_failed',
  });
  expect(await t.anyone.post('/auth/verify-email', { token: mailed!.token })).toHaveProperty('accessToken');
});

test('requesting new codes does not allow endless guesses', async () => {
  const body = fresh();
  await t.anyone.post('/auth/register', body);
  let [mailed] = await emailsTo(body.email);
  for (let tries = 0; tries < 10; tries += 1) {
    if (tries === 5) {
      await t.anyone.raw('POST', '/auth/verify-email/resend', { body: { email: body.email } });
      mailed = (await emailsTo(body.email)).at(-1);
    }
    expect(
      await t.anyone.post('/auth/verify-email', { email: body.email, code: wrongOf(mailed!.code) }),
    ).toMatchObject({ status: 422 });
  }
  const response = await t.anyone.raw('POST', '/auth/verify-email', {
    body: { email: body.email, code: mailed!.code },
  });
  expect(response).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
});

test('only the right link or code reports that it has expired', async () => {
  const [first, second] = [fresh(), fresh()];
  for (const body of [first, second]) await t.anyone.post('/auth/register', body);
  const [byLink] = await emailsTo(first.email);
  const [byCode] = await emailsTo(second.email);
  t.clock.advance(25 * 3_600_000);
  expect(await t.anyone.post('/auth/verify-email', { token: byLink!.token })).toMatchObject({
    code: 'verification_expired',
  });
  expect(
    await t.anyone.post('/auth/verify-email', { email: second.email, code: wrongOf(byCode!.code) }),
  ).toMatchObject({ code: 'verification_failed' });
  expect(
    await t.anyone.post('/auth/verify-email', { email: second.email, code: byCode!.code }),
  ).toMatchObject({ code: 'verification_expired' });
});

test('of two concurrent confirmations one succeeds; confirming during a new registration runs in order', async () => {
  const twice = fresh();
  await t.anyone.post('/auth/register', twice);
  const [mailed] = await emailsTo(twice.email);
  const responses = await Promise.all([
    t.anyone.raw('POST', '/auth/verify-email', { body: { token: mailed!.token } }),
    t.anyone.raw('POST', '/auth/verify-email', { body: { email: twice.email, code: mailed!.code } }),
    t.anyone.raw('POST', '/auth/verify-email', { body: { token: mailed!.token } }),
  ]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 422, 422]);

  for (let round = 0; round < 8; round += 1) {
    const body = fresh();
    await t.anyone.post('/auth/register', body);
    const [sent] = await emailsTo(body.email);
    const [confirmed, repeatedRegistration, resent] = await Promise.all([
      t.anyone.raw('POST', '/auth/verify-email', { body: { token: sent!.token } }),
      t.anyone.raw('POST', '/auth/register', { body: fresh({ email: body.email }) }),
      t.anyone.raw('POST', '/auth/verify-email/resend', { body: { email: body.email } }),
      t.settled(),
    ]);
    expect([200, 422]).toContain(confirmed.status);
    expect([repeatedRegistration.status, resent.status]).toEqual([202, 202]);
  }
});

test('unconfirmed registrations are deleted after two days, including those at known addresses', async () => {
  const [ayse] = await t.members(1);
  const [pending, repeated] = [fresh(), fresh({ email: ayse!.email })];
  for (const body of [pending, repeated]) await t.anyone.post('/auth/register', body);
  t.clock.advance(49 * 3_600_000);
  await t.ctx.jobs.add('auth.cleanUp', {});
  await t.settled();
  for (const { username } of [pending, repeated])
    expect(await t.anyone.get(`/auth/username-available?username=${username}`)).toMatchObject({
      available: true,
    });
  expect(
    await t.anyone.post('/auth/login', { identifier: ayse!.email, password: ayse!.password }),
  ).toHaveProperty('accessToken');
});

test('the first owner is the member who confirms the designated address, and nobody after them', async () => {
  const [owner, second] = [fresh(), fresh()];
  expect(await makeOwner(t.ctx, owner.email.toUpperCase())).toBe('designated');
  const enter = async (body: ReturnType<typeof fresh>) => {
    const { headers } = await t.anyone.raw('POST', '/auth/register', { body });
    const [mailed] = await emailsTo(body.email);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    return t.anyone.post('/auth/verify-email', { token: mailed!.token }, { cookie });
  };
  expect((await enter(second)).user.roles).toEqual(['member']);
  expect((await enter(owner)).user.roles).toEqual(['member', 'owner']);
  const third = fresh();
  expect(await makeOwner(t.ctx, third.email)).toBe('owner_exists');
  expect((await enter(third)).user.roles).toEqual(['member']);
  expect(await makeOwner(t.ctx, third.email)).toBe('granted');
});

test('every step is in the audit log, with its origin', async () => {
  const body = fresh();
  await t.anyone.post('/auth/register', body);
  const [mailed] = await emailsTo(body.email);
  const { user } = await t.anyone.post('/auth/verify-email', { token: mailed!.token });
  await t.anyone.raw('POST', '/auth/register', { body: fresh({ email: body.email }) });
  await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: body.email } });
  const reset = (await emailsTo(body.email)).at(-1);
  await t.anyone.raw('POST', '/auth/password/reset', {
    body: { token: reset!.token, password: 'yeşil fincan 3 merdiven' },
  });
  const { rows } = await t.ctx.pool.query(
    `select event, host(ip) as ip, request_id is not null as named from auth.audit_log
     where actor_id = $1::uuid or subject_id = $1::text order by id`,
    [user.id],
  );
  expect(rows.map((row) => row.event)).toEqual([
    'registered',
    'email_verified',
    'signed_in',
    'registered_with_known_address',
    'password_reset_requested',
    'password_reset',
  ]);
  for (const row of rows) expect(row).toMatchObject({ ip: '127.0.0.1', named: true });
});

test.for([
  ['Işıl', 202],
  ['张伟 🌱', 202],
  ['محمد علي', 202],
  ['O’Neil-Šťastný Jr.', 202],
  ['👩‍👩‍👧‍👦'.repeat(18), 202],
  ['ğ'.repeat(50), 202],
  ['ğ'.repeat(51), 400],
  ['a\u0344\u0344\u0344'.repeat(50), 400],
  ['   ', 400],
  ['\u3164\u200d\u2800', 400],
  ['a\u202eb', 400],
  ['a\u0000b', 400],
] as const)('the display name %j is answered with %i', async ([displayName, status]) => {
  const { body, ...response } = await t.anyone.raw('POST', '/auth/register', {
    body: fresh({ displayName }),
  });
  expect(response.status).toBe(status);
  if (status === 400) expect(body.errors).toMatchObject([{ path: 'displayName' }]);
});

test('suggestions are found for a name that half a campus has', async () => {
  const taken = ['isilsahin', 'isil_sahin', 'isahin', 'sahin_isil', 'isil_sahin2', 'isil_sahin3'];
  for (const username of taken) await t.members(1, { username });
  expect(
    await t.anyone.get(
      `/auth/username-available?username=isil_sahin&displayName=${encodeURIComponent('Işıl Şahin')}`,
    ),
  ).toEqual({
    available: false,
    problem: 'taken',
    suggestions: ['isil_sahin4', 'isil_sahin5', 'isil_sahin6'],
  });
  expect(await t.anyone.get('/auth/username-available?username=admin')).toMatchObject({
    available: false,
    problem: 'reserved',
  });
});

test('mass registration from one address is limited, while a campus behind one address can register', async () => {
  const from = (ip: string) => {
    const body = { ...fresh(), password: 'galatasaray' }; // refused later, so that no hash is computed here
    return limited.anyone.raw('POST', '/auth/register', { body, ip });
  };
  for (let person = 0; person < 300; person += 1) expect((await from('203.0.113.7')).status).toBe(422);
  expect(await from('203.0.113.7')).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect((await from('203.0.113.8')).status).toBe(422);
  for (let person = 0; person < 301; person += 1) expect((await from('10.20.3.4')).status).toBe(422);
});
