import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';
import { makeOwner } from '../roles/service.ts';

/** Nothing that somebody chose before the mailbox was verified becomes part of its owner's account. */
const t = await testServer();
afterAll(t.close);
beforeAll(async () => {
  await openTestUniversities(t.ctx);
});

const domain = testUniversities.cinar.domain;
const OWNERS = 'mor kestane bulut 71';
const STRANGERS = 'yeşil fincan 3 merdiven';
let count = 0;
const address = () => {
  count += 1;
  return `posta${count}@${domain}`;
};
const fresh = (email: string, password: string) => {
  count += 1;
  return { email, password, username: `kayit_${count}`, displayName: `Kayıt ${count}` };
};
type Body = ReturnType<typeof fresh>;

const cookieOf = (headers: Record<string, string | string[] | undefined>): string =>
  [headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .find((pair) => pair?.startsWith('cl_registration=')) ?? '';
/** Registers in a browser of its own. */
async function register(body: Body, ip = '10.0.0.1') {
  const { status, headers } = await t.anyone.raw('POST', '/auth/register', { body, ip });
  expect(status).toBe(202);
  return cookieOf(headers);
}
async function emailsTo(email: string) {
  await t.settled();
  return (await t.emails())
    .filter((mail) => mail.to?.[0]?.address === email)
    .map(({ text = '' }) => ({
      token: text.match(/token=([\w-]+)/)?.[1] ?? '',
      code: text.match(/: (\d{6})$/m)?.[1] ?? '',
    }))
    .filter(({ token }) => token !== '');
}
const lastEmailTo = async (email: string) => (await emailsTo(email)).at(-1)!;
const verify = (body: object, headers: Record<string, string> = {}) =>
  t.anyone.raw('POST', '/auth/verify-email', { body, headers });
const login = (identifier: string, password: string) =>
  t.anyone.raw('POST', '/auth/login', { body: { identifier, password } });
const chosen = ({ email: _email, ...details }: Body) => details;
const BROWSER = { 'x-session-mode': 'cookie' };

test('a registration sets a secret that scripts cannot read, for known addresses as well', async () => {
  const [ayse] = await t.members(1);
  for (const email of [address(), ayse!.email]) {
    const { headers } = await t.anyone.raw('POST', '/auth/register', { body: fresh(email, OWNERS) });
    expect(String(headers['set-cookie'])).toMatch(
      /^cl_registration=[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  }
});

test.for(['before', 'after'] as const)(
  'a stranger who registers a mailbox %s its owner gets no part of the account',
  async (order) => {
    const email = address();
    const [owners, strangers] = [fresh(email, OWNERS), fresh(email, STRANGERS)];
    if (order === 'before') await register(strangers);
    const cookie = await register(owners);
    const own = await lastEmailTo(email);
    if (order === 'after') await register(strangers);
    const response = await verify({ token: own.token }, { cookie });
    expect(response.body).toMatchObject({
      user: { username: owners.username, displayName: owners.displayName },
    });
    expect((await login(email, STRANGERS)).status).toBe(401);
    expect((await login(email, OWNERS)).status).toBe(200);
    // The stranger's link, which only the owner could open, has ended with it, and its username is free.
    for (const { token } of await emailsTo(email))
      expect((await verify({ token }, { cookie })).body).toMatchObject({ code: 'verification_failed' });
    expect(await t.anyone.get(`/auth/username-available?username=${strangers.username}`)).toMatchObject({
      available: true,
    });
  },
);

test.for(['link', 'code'] as const)(
  'the %s of one of two registrations confirms what is chosen with it, and nothing else',
  async (by) => {
    const email = address();
    const [first, second] = [fresh(email, OWNERS), fresh(email, STRANGERS)];
    const cookies = [await register(first), await register(second)];
    const emails = await emailsTo(email);
    for (const [index, mailed] of emails.entries()) {
      const proof = by === 'link' ? { token: mailed.token } : { email, code: mailed.code };
      // Without a browser's secret, with that of another registration, and with an invented one.
      for (const cookie of ['', cookies[1 - index]!, `cl_registration=${'x'.repeat(43)}`]) {
        const response = await verify(proof, cookie ? { cookie } : {});
        expect(response).toMatchObject({ status: 422, body: { code: 'registration_details_required' } });
        expect(response.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
          'displayName',
          'password',
          'username',
        ]);
      }
    }
    const third = fresh(email, 'gümüş kapı 88 leylek');
    const proof = by === 'link' ? { token: emails[0]!.token } : { email, code: emails[0]!.code };
    const partial = await verify({ ...proof, password: third.password });
    expect(partial.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'displayName',
      'username',
    ]);
    expect((await verify({ ...proof, ...chosen(third) })).body.user).toMatchObject({
      username: third.username,
      displayName: third.displayName,
    });
    expect((await login(email, third.password)).status).toBe(200);
    for (const password of [OWNERS, STRANGERS]) expect((await login(email, password)).status).toBe(401);
  },
);

test('what is chosen with the link follows the rules of a registration, and a refusal uses nothing up', async () => {
  const email = address();
  const [taken] = await t.members(1);
  await register(fresh(email, OWNERS));
  await register(fresh(email, STRANGERS));
  const { token } = await lastEmailTo(email);
  const details = chosen(fresh(email, 'gümüş kapı 88 leylek'));
  for (const [change, status, code] of [
    [{ password: 'sifre12345' }, 422, 'weak_password'],
    [{ password: 'kisa' }, 422, 'weak_password'],
    [{ username: taken!.username }, 409, 'username_taken'],
    [{ username: 'admin' }, 400, 'invalid_request'],
    [{ displayName: '\u3164' }, 400, 'invalid_request'],
  ] as const)
    expect(await verify({ token, ...details, ...change })).toMatchObject({ status, body: { code } });
  expect((await verify({ token, ...details })).status).toBe(200);
});

test('a browser that did not register must choose again, even if nobody else has registered', async () => {
  const email = address();
  const body = fresh(email, STRANGERS);
  await register(body);
  const { token } = await lastEmailTo(email);
  expect((await verify({ token }, BROWSER)).body).toMatchObject({ code: 'registration_details_required' });
  // A program without cookies works as before.
  expect((await verify({ token })).body.user).toMatchObject({ username: body.username });
});

test.for(['older', 'younger'] as const)(
  'a registration a day %s than another leaves it unclear whose values an email confirms',
  async (age) => {
    const email = address();
    const [owners, strangers] = [fresh(email, OWNERS), fresh(email, STRANGERS)];
    await register(age === 'older' ? strangers : owners);
    t.clock.advance(25 * 3_600_000);
    await register(age === 'older' ? owners : strangers);
    const { token } = await lastEmailTo(email);
    expect((await verify({ token })).body).toMatchObject({ code: 'registration_details_required' });
    expect((await verify({ token, ...chosen(owners) })).status).toBe(200);
    expect((await login(email, STRANGERS)).status).toBe(401);
  },
);

test('the browser that registered is trusted for two hours', async () => {
  const email = address();
  const cookie = await register(fresh(email, OWNERS));
  const { token } = await lastEmailTo(email);
  t.clock.advance(2 * 3_600_000 + 1_000);
  expect((await verify({ token }, { ...BROWSER, cookie })).body).toMatchObject({
    code: 'registration_details_required',
  });
});

test('the language of the emails is the owner’s choice, too', async () => {
  const email = address();
  await t.anyone.post('/auth/register', { ...fresh(email, STRANGERS), locale: 'en' });
  await register(fresh(email, OWNERS));
  const { token } = await lastEmailTo(email);
  const entry = await verify({ token, ...chosen(fresh(email, OWNERS)) });
  expect((await t.as(entry.body).get('/auth/me')).locale).toBe('tr');
});

test('a stranger who registers the designated owner’s address does not become the owner', async () => {
  const email = address();
  expect(await makeOwner(t.ctx, email)).toBe('designated');
  await register(fresh(email, STRANGERS));
  const { token } = await lastEmailTo(email);
  // Not even if the owner opens the link of the only registration with a program.
  expect((await verify({ token })).body).toMatchObject({ code: 'registration_details_required' });
  const own = fresh(email, OWNERS);
  expect((await verify({ token, ...chosen(own) })).body.user).toMatchObject({
    username: own.username,
    roles: ['member', 'owner'],
  });
  expect((await login(email, STRANGERS)).status).toBe(401);
});

test('a stranger who registers a mailbox again and again does not stop its owner’s email', async () => {
  const email = address();
  for (let tries = 0; tries < 12; tries += 1) await register(fresh(email, STRANGERS), '10.9.0.66');
  expect(await emailsTo(email)).toHaveLength(5);
  const owners = fresh(email, OWNERS);
  const cookie = await register(owners, '10.9.0.1');
  const emails = await emailsTo(email);
  expect(emails).toHaveLength(6);
  for (let tries = 0; tries < 12; tries += 1) await register(fresh(email, STRANGERS), '10.9.0.66');
  expect((await verify({ token: emails[5]!.token }, { cookie })).body.user).toMatchObject({
    username: owners.username,
  });
});

test('many strangers together leave links in the mailbox that its owner can use, and a resend sends the owner’s own', async () => {
  const email = address();
  for (let tries = 0; tries < 30; tries += 1) await register(fresh(email, STRANGERS), `10.10.${tries}.1`);
  const owners = fresh(email, OWNERS);
  const cookie = await register(owners, '10.11.0.1');
  // No more emails within the hour; but every link that was sent is still valid for what is chosen with it.
  const emails = await emailsTo(email);
  expect(emails).toHaveLength(10);
  for (const { token } of emails)
    expect((await verify({ token }, { cookie })).body).toMatchObject({
      code: 'registration_details_required',
    });
  // After an hour, the browser that was answered 202 can get the email of its own registration.
  await t.ctx.cache.close(); // drops the counters, as the end of the hour does
  await t.anyone.raw('POST', '/auth/verify-email/resend', {
    body: { email },
    headers: { cookie },
    ip: '10.11.0.1',
  });
  const { token } = await lastEmailTo(email);
  expect((await verify({ token }, { cookie })).body.user).toMatchObject({ username: owners.username });
});

test('what a link rewriter appends to an address changes nothing', async () => {
  const email = address();
  const body = fresh(email, OWNERS);
  await register(body);
  const { token } = await lastEmailTo(email);
  const response = await t.anyone.raw('POST', '/auth/verify-email?utm_source=mail&mc_eid=1', {
    body: { token },
  });
  expect(response.body.user).toMatchObject({ username: body.username });
});

test('a resend invalidates no earlier link, no matter who requests it', async () => {
  const email = address();
  const cookie = await register(fresh(email, OWNERS));
  const first = await lastEmailTo(email);
  await t.anyone.raw('POST', '/auth/verify-email/resend', { body: { email } });
  const second = await lastEmailTo(email);
  expect(second.token).toBe(first.token);
  expect((await verify({ token: first.token }, { cookie })).status).toBe(200);
});

test('a registration reserves its username for an hour, and never against a member who proves a mailbox', async () => {
  const [firstEmail, two, three] = [address(), address(), address()];
  const reserved = fresh(firstEmail, STRANGERS);
  await register(reserved);
  const wanted = { ...fresh(two, OWNERS), username: reserved.username };
  expect((await t.anyone.raw('POST', '/auth/register', { body: wanted })).body).toMatchObject({
    code: 'username_taken',
  });
  await register(fresh(three, OWNERS));
  const { token } = await lastEmailTo(three);
  expect((await verify({ token, username: reserved.username })).body.user).toMatchObject({
    username: reserved.username,
  });
  const repeated = fresh(firstEmail, STRANGERS);
  await register(repeated);
  t.clock.advance(3_600_000 + 1_000);
  await register({ ...wanted, username: repeated.username });
});

test('the second to confirm with a username taken meanwhile chooses another, and keeps the rest', async () => {
  const [firstEmail, two] = [address(), address()];
  const first = fresh(firstEmail, OWNERS);
  const firstCookie = await register(first);
  t.clock.advance(3_600_000 + 1_000);
  const second = { ...fresh(two, OWNERS), username: first.username };
  const secondCookie = await register(second);
  expect((await verify({ token: (await lastEmailTo(two)).token }, { cookie: secondCookie })).status).toBe(
    200,
  );
  const { token } = await lastEmailTo(firstEmail);
  expect((await verify({ token }, { cookie: firstCookie })).body).toMatchObject({
    code: 'username_taken',
    errors: [{ path: 'username' }],
  });
  expect(
    (await verify({ token, username: `${first.username}_b` }, { cookie: firstCookie })).body,
  ).toMatchObject({ user: { username: `${first.username}_b`, displayName: first.displayName } });
});

test('after a rule was removed, a registration that it admitted opens no account', async () => {
  const [admin] = await t.members(1, { roles: ['admin'] });
  const [university] = (await t.as(admin!).get('/admin/universities?q=nar%20university')).items;
  const rule = await t.as(admin!).post(`/admin/universities/${university.id}/rules`, {
    domain: testUniversities.nar.domain,
    prefix: 'gecici',
    affiliation: 'staff',
  });
  const gecici = rule.rules.find(({ prefix }: { prefix: string }) => prefix === 'gecici');
  const email = `gecici1@${testUniversities.nar.domain}`;
  const cookie = await register(fresh(email, OWNERS));
  const { token } = await lastEmailTo(email);
  await t.as(admin!).delete(`/admin/universities/${university.id}/rules/${gecici.id}`);
  // Only the rule without a prefix remains. Members who register by it are students, whatever the registration said.
  const entry = await verify({ token }, { cookie });
  expect((await t.as(entry.body).get('/auth/me')).profile.affiliation).toBe('student');

  const late = `gec1@${testUniversities.nar.domain}`;
  const lateCookie = await register(fresh(late, OWNERS));
  const mailed = await lastEmailTo(late);
  await t.as(admin!).patch(`/admin/universities/${university.id}`, { isOpen: false });
  expect((await verify({ token: mailed.token }, { cookie: lateCookie })).body).toMatchObject({
    code: 'university_not_allowed',
  });
  await t.as(admin!).patch(`/admin/universities/${university.id}`, { isOpen: true });
  expect((await verify({ token: mailed.token }, { cookie: lateCookie })).status).toBe(200);
});

test('whatever the order of registrations, only the confirming browser’s values or those chosen with it survive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('owner', 'stranger'), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.constantFrom('own', 'other', 'none', 'browser'),
      fc.boolean(),
      async (people, pick, isKept, choose) => {
        const email = address();
        const made: { body: Body; cookie: string; token: string }[] = [];
        for (const [index, person] of people.entries()) {
          const body = fresh(email, person === 'owner' ? OWNERS : STRANGERS);
          const cookie = await register(body, `10.20.${index}.1`);
          made.push({ body, cookie, token: (await lastEmailTo(email)).token });
        }
        const target = made[pick % made.length]!;
        const other = made.find((firstEmail) => firstEmail !== target);
        const cookie = isKept === 'own' ? target.cookie : isKept === 'other' ? other?.cookie : undefined;
        const headers = { ...(cookie ? { cookie } : {}), ...(isKept === 'browser' ? BROWSER : {}) };
        const now = fresh(email, 'gümüş kapı 88 leylek');
        const response = await verify({ token: target.token, ...(choose ? chosen(now) : {}) }, headers);
        const isTrusted = isKept === 'own' || (made.length === 1 && isKept !== 'browser');
        if (choose) expect(response.body.user).toMatchObject({ username: now.username });
        else if (isTrusted) expect(response.body.user).toMatchObject({ username: target.body.username });
        else expect(response.body).toMatchObject({ status: 422, code: 'registration_details_required' });
      },
    ),
    { numRuns: exampleCount(25) },
  );
}, 60_000);

test.each([
  ['tr', 'ChitLaq kampüsün hazır'],
  ['en', 'Your ChitLaq campus is ready'],
] as const)('the designated owner is invited by email, in %s', async (locale, subject) => {
  await t.ctx.pool.query(`delete from auth.user_roles where role = 'owner'`);
  const email = address();
  expect(await makeOwner(t.ctx, email, locale)).toBe('designated');
  await t.settled();
  const emails = await t.emails();
  const sent = emails.find((mail) => mail.to?.[0]?.address === email);
  expect(sent?.subject).toBe(subject);
  expect(sent?.text).toContain(`${t.ctx.config.publicUrl}/register`);
});

test('nobody is invited who is an owner already, or would not become one', async () => {
  const before = (await t.emails()).length;
  const [member] = await t.members(1);
  expect(await makeOwner(t.ctx, member!.email, 'en')).toBe('granted');
  expect(await makeOwner(t.ctx, address(), 'en')).toBe('owner_exists');
  await t.settled();
  expect(await t.emails()).toHaveLength(before);
});
