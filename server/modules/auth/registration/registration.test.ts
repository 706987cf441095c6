import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';

const t = await testServer();
afterAll(t.close);
beforeAll(async () => {
  await openTestUniversities(t.ctx);
});

const PASSWORD = 'mor kestane bulut 71';
const domain = testUniversities.cinar.domain;
let count = 0;
const fresh = (overrides: Record<string, unknown> = {}) => {
  count += 1;
  return {
    email: `kisi${count}@${domain}`,
    password: PASSWORD,
    username: `kisi_${count}`,
    displayName: 'Işıl Şahin',
    ...overrides,
  };
};
/** The newest email to an address, with its token and code. */
async function emailTo(address: string) {
  await t.settled();
  const newest = (await t.emails()).filter((mail) => mail.to?.[0]?.address === address).at(-1);
  const text = newest?.text ?? '';
  return {
    newest,
    text,
    token: text.match(/token=([\w-]+)/)?.[1] ?? '',
    code: text.match(/: (\d{6})$/m)?.[1] ?? '',
  };
}

test('a registration gets an email, and its code opens the account', async () => {
  const body = fresh();
  expect(await t.anyone.post('/auth/register', body)).toEqual({
    status: 'verification_sent',
    email: body.email,
  });
  expect(await t.anyone.post('/auth/login', { identifier: body.email, password: PASSWORD })).toMatchObject({
    code: 'email_not_verified',
  });
  const { newest, code } = await emailTo(body.email);
  expect(newest?.subject).toContain('doğrulama');
  const entry = await t.anyone.post('/auth/verify-email', { email: body.email, code });
  expect(entry).toMatchObject({
    user: { username: body.username, emailVerified: true, status: 'active', roles: ['member'] },
    expiresIn: 900,
  });
  expect((await t.as(entry).get('/auth/me')).profile).toMatchObject({ affiliation: 'student' });
});

test('the link’s token opens the account once, and never again', async () => {
  const body = fresh({ locale: 'en' });
  await t.anyone.post('/auth/register', body);
  const { token, newest } = await emailTo(body.email);
  expect(newest?.subject).toContain('your ChitLaq verification code');
  expect(newest?.html).toContain(token);
  expect(await t.anyone.post('/auth/verify-email', { token })).toHaveProperty('accessToken');
  expect(await t.anyone.post('/auth/verify-email', { token })).toMatchObject({
    status: 422,
    code: 'verification_failed',
  });
});

test('five wrong codes use a code up, and the right one then fails as the wrong ones did', async () => {
  const body = fresh();
  await t.anyone.post('/auth/register', body);
  const { code } = await emailTo(body.email);
  const wrong = code === '000000' ? '000001' : '000000';
  for (let tries = 0; tries < 5; tries++) {
    expect(await t.anyone.post('/auth/verify-email', { email: body.email, code: wrong })).toMatchObject({
      code: 'verification_failed',
    });
  }
  expect(await t.anyone.post('/auth/verify-email', { email: body.email, code })).toMatchObject({
    code: 'verification_failed',
  });
});

test('a known address gets the same response, and its owner a notice', async () => {
  const [ayse] = await t.members(1);
  const response = await t.anyone.raw('POST', '/auth/register', { body: fresh({ email: ayse!.email }) });
  const other = await t.anyone.raw('POST', '/auth/register', { body: fresh() });
  expect(response.status).toBe(202);
  expect(Object.keys(response.body)).toEqual(Object.keys(other.body));
  const { newest } = await emailTo(ayse!.email);
  expect(newest?.subject).toBe('Zaten bir ChitLaq hesabın var');
});

test('of two concurrent registrations of one username one gets it; one mailbox at once makes one account', async () => {
  const username = 'ayni_anda';
  const twoPeople = await Promise.all([
    t.anyone.raw('POST', '/auth/register', { body: fresh({ username }) }),
    t.anyone.raw('POST', '/auth/register', { body: fresh({ username }) }),
  ]);
  expect(twoPeople.map((response) => response.status).sort()).toEqual([202, 409]);
  const body = fresh();
  const sameMailbox = await Promise.all([
    t.anyone.raw('POST', '/auth/register', { body }),
    t.anyone.raw('POST', '/auth/register', { body: { ...body, username: `${body.username}_c` } }),
  ]);
  expect(sameMailbox.map((response) => response.status)).toEqual([202, 202]);
  await t.settled();
  const tokens = (await t.emails())
    .filter((mail) => mail.to?.[0]?.address === body.email)
    .map((mail) => mail.text?.match(/token=([\w-]+)/)?.[1]);
  expect(tokens).toHaveLength(2);
  const confirmed = await Promise.all(
    tokens.map((token, index) =>
      t.anyone.raw('POST', '/auth/verify-email', {
        body: { token, password: PASSWORD, username: `birlikte_${index}`, displayName: 'Birlikte' },
      }),
    ),
  );
  expect(confirmed.map((response) => response.status).sort()).toEqual([200, 422]);
});

test.for([
  ['another domain', 'kisi@gmail.com'],
  ['a domain that ends alike', `kisi@evil${domain}`],
  ['a subdomain the rule does not cover', `kisi@x.${domain}`],
])('%s is refused with the field named', async ([, email]) => {
  expect(await t.anyone.post('/auth/register', fresh({ email }))).toMatchObject({
    status: 422,
    code: 'university_not_allowed',
    errors: [{ path: 'email' }],
  });
});

test.for([
  ['a second @', `a@b@${domain}`],
  ['quotes', `"kisi"@${domain}`],
  ['a trailing dot', `kisi@${domain}.`],
  ['a look-alike letter', `kisi@${domain.replace('c', 'с')}`],
  ['a space inside', `ki si@${domain}`],
])('an address with %s is refused', async ([, email]) => {
  expect(await t.anyone.post('/auth/register', fresh({ email }))).toMatchObject({
    status: 400,
    code: 'invalid_request',
    errors: [{ path: 'email' }],
  });
});

test('no string that is not a plain address of the domain passes the email policy', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 30 }), async (noise) => {
      const { status } = await t.anyone.raw('POST', '/auth/register', {
        body: fresh({ email: `kisi@${domain}${noise}` }),
      });
      expect(status === 202).toBe(noise.trim() === '');
    }),
    { numRuns: exampleCount(60) },
  );
});

test.for([
  'sifre12345',
  'galatasaray1905',
  'password1234',
  'kisi_kisi_kisi',
  'kısa',
  '1234567890',
  'isil sahin',
])('the password %s is refused as weak', async (password) => {
  expect(await t.anyone.post('/auth/register', fresh({ password }))).toMatchObject({
    status: 422,
    code: 'weak_password',
    errors: [{ path: 'password' }],
  });
});

test.for(['ab', 'a'.repeat(21), 'Büyük', 'nokta.li', 'admin', 'chitlaq_resmi'])(
  'the username %s is refused',
  async (username) => {
    expect(await t.anyone.post('/auth/register', fresh({ username }))).toMatchObject({
      status: 400,
      errors: [{ path: 'username' }],
    });
  },
);

test('a taken username is answered with available suggestions', async () => {
  const [ayse] = await t.members(1);
  const response = await t.anyone.get(
    `/auth/username-available?username=${ayse!.username}&displayName=${encodeURIComponent('Işıl Şahin')}`,
  );
  expect(response).toMatchObject({ available: false, problem: 'taken' });
  expect(response.suggestions.length).toBeGreaterThan(0);
  for (const suggestion of response.suggestions) {
    expect(await t.anyone.get(`/auth/username-available?username=${suggestion}`)).toMatchObject({
      available: true,
    });
  }
});

test('a password reset by email ends every session, and its link works once', async () => {
  const [ayse] = await t.members(1);
  expect((await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: ayse!.email } })).status).toBe(
    202,
  );
  expect(
    (await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: `kimse@${domain}` } })).status,
  ).toBe(202);
  const { token } = await emailTo(ayse!.email);
  expect(await t.anyone.post('/auth/password/reset', { token, password: 'kolay' })).toMatchObject({
    code: 'weak_password',
  });
  expect(
    (await t.anyone.raw('POST', '/auth/password/reset', { body: { token, password: PASSWORD } })).status,
  ).toBe(204);
  expect(await t.as(ayse!).get('/auth/me')).toMatchObject({ code: 'session_ended' });
  expect(await t.anyone.post('/auth/password/reset', { token, password: PASSWORD })).toMatchObject({
    code: 'link_invalid',
  });
  expect(
    await t.anyone.post('/auth/login', { identifier: ayse!.username, password: PASSWORD }),
  ).toHaveProperty('accessToken');
});

test('a changed password ends the other sessions and keeps this one', async () => {
  const [ayse] = await t.members(1);
  const other = await t.anyone.post('/auth/login', { identifier: ayse!.username, password: ayse!.password });
  expect(
    await t
      .as(ayse!)
      .post('/auth/password/change', { currentPassword: 'başka bir şey', newPassword: PASSWORD }),
  ).toMatchObject({ code: 'wrong_password', errors: [{ path: 'currentPassword' }] });
  expect(
    (
      await t.as(ayse!).raw('POST', '/auth/password/change', {
        body: { currentPassword: ayse!.password, newPassword: PASSWORD },
      })
    ).status,
  ).toBe(204);
  expect(await t.as(ayse!).get('/auth/me')).toHaveProperty('user');
  await expect.poll(() => t.as(other).get('/auth/me')).toMatchObject({ code: 'session_ended' });
});

test('unconfirmed registrations are deleted after two days, and their username is free', async () => {
  const body = fresh();
  await t.anyone.post('/auth/register', body);
  t.clock.advance(49 * 3_600_000);
  await t.ctx.jobs.add('auth.cleanUp', {});
  await t.settled();
  expect(await t.anyone.get(`/auth/username-available?username=${body.username}`)).toMatchObject({
    available: true,
  });
});

test('the queue holds neither addresses nor tokens', async () => {
  const body = fresh();
  await t.anyone.post('/auth/register', body);
  const { rows } = await sql<{
    payload: string;
  }>`select payload::text from graphile_worker._private_jobs`.execute(t.ctx.db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => row.payload).join()).not.toContain(body.email);
  await t.settled();
});

test('universities are found as one types, in any case and without accents', async () => {
  for (const q of ['Çınar', 'cinar', 'ÇINAR ÜNİ', 'cinar.edu']) {
    const { items } = await t.anyone.get(`/auth/universities?q=${encodeURIComponent(q)}`);
    expect(items).toMatchObject([{ name: 'Çınar Üniversitesi', domains: [{ domain, prefixes: [''] }] }]);
  }
  expect((await t.anyone.get('/auth/universities?q=yok')).items).toEqual([]);
});
