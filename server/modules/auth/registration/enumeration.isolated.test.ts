import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';

/**
 * Neither a response nor its timing reveals whether an address has an account. Timing is judged by its cause: the same statements
 * in the same order, and the same uses of the hash function. Statements are recorded as they are sent to PostgreSQL, so the hook
 * must be in place before any connection opens.
 */
const { statements, underWay } = await vi.hoisted(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  const statements: string[] = [];
  const underWay = {
    // Only what the request itself does. The process also queries on its own, such as for the heartbeat of its bus.
    request: new AsyncLocalStorage<true>(),
    note: (text: string) => {
      if (underWay.request.getStore()) statements.push(text);
    },
  };
  return { statements, underWay };
});
// biome-ignore lint/suspicious/noExplicitAny: a dozen forms of one function, passed through as they come
const prototype = pg.Client.prototype as any;
const query = prototype.query;
prototype.query = function (this: unknown, ...args: unknown[]) {
  const [first] = args;
  const text = typeof first === 'string' ? first : (first as { text?: string }).text;
  if (text) underWay.note(text);
  return query.apply(this, args);
};

/** The hash function itself, with every use recorded: it takes nearly all the time of a request. */
vi.mock('@node-rs/argon2', async (original) => {
  const library = await original<typeof import('@node-rs/argon2')>();
  return {
    hash: (...given: Parameters<typeof library.hash>) => {
      underWay.note('argon2 hash');
      return library.hash(...given);
    },
    verify: (...given: Parameters<typeof library.verify>) => {
      underWay.note('argon2 verify');
      return library.verify(...given);
    },
  };
});

const t = await testServer();
/** Background work of the process that must not be attributed to a request. */
const noise = setInterval(() => {
  // Not by `pool.query`: it would run in the context of the request that releases a connection to it.
  sql`select 1`.execute(t.ctx.db).catch(() => undefined);
}, 2);
afterAll(async () => {
  clearInterval(noise);
  prototype.query = query;
  await t.close();
});
beforeAll(async () => {
  await openTestUniversities(t.ctx);
});

const PASSWORD = 'mor kestane bulut 71';
const domain = testUniversities.cinar.domain;
let count = 0;
const register = (email: string, overrides: Record<string, unknown> = {}) => {
  count += 1;
  return t.anyone.raw('POST', '/auth/register', {
    body: { email, password: PASSWORD, username: `orak_${count}`, displayName: 'Orak', ...overrides },
  });
};
/** The response of a request, and the work that it causes. */
async function seen(call: () => ReturnType<typeof t.anyone.raw>) {
  statements.length = 0;
  const response = await underWay.request.run(true, call);
  const did = [...statements];
  const { date: _date, 'x-request-id': _id, ...headers } = response.headers;
  const { email: _email, requestId: _requestId, ...body } = response.body ?? {};
  return { status: response.status, headers: Object.keys(headers).sort(), body, did };
}
const same = (length: number) => Array.from({ length }, (_, index) => index);

test('registering shows and costs the same for a known address, and also the second time', async () => {
  const [ayse] = await t.members(1);
  const unknown = `a${'y'.repeat(ayse!.email.length - domain.length - 2)}@${domain}`;
  await register(`isinma@${domain}`); // what only the first request loads
  for (const _ of same(2)) {
    const known = await seen(() => register(ayse!.email));
    const fresh = await seen(() => register(unknown));
    expect(known).toEqual(fresh);
    expect(known.status).toBe(202);
    expect(known.did.length).toBeGreaterThan(10);
  }
});

test('a suspended member’s address is answered like any other', async () => {
  const [bora] = await t.members(1);
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [bora!.id]);
  expect(await seen(() => register(bora!.email))).toEqual(await seen(() => register(`suresiz@${domain}`)));
});

test('a registration reserves its username, whether or not the address was known', async () => {
  const [ayse] = await t.members(1);
  for (const [email, username] of [
    [ayse!.email, 'tutulan_bir'],
    [`bilinmez@${domain}`, 'tutulan_iki'],
  ] as const) {
    expect(await register(email, { username })).toMatchObject({ status: 202 });
    expect(await t.anyone.get(`/auth/username-available?username=${username}`)).toMatchObject({
      available: false,
    });
    // The same mailbox may register it again, and nobody else.
    expect(await register(email, { username })).toMatchObject({ status: 202 });
    expect(await register(`baskasi@${domain}`, { username })).toMatchObject({ status: 409 });
    expect(await t.anyone.post('/auth/login', { identifier: username, password: PASSWORD })).toMatchObject({
      code: 'email_not_verified',
    });
    // A newer registration of the mailbox releases it.
    expect(await register(email)).toMatchObject({ status: 202 });
    expect(await t.anyone.get(`/auth/username-available?username=${username}`)).toMatchObject({
      available: true,
    });
  }
});

test('a taken username is reported alike for known and unknown addresses', async () => {
  const [ayse, bora] = await t.members(2);
  const known = await seen(() => register(ayse!.email, { username: bora!.username }));
  expect(known).toEqual(await seen(() => register(`yok1@${domain}`, { username: bora!.username })));
  expect(known.status).toBe(409);
  // Not even the owner's own username at the owner's own address is an exception.
  const own = await seen(() => register(ayse!.email, { username: ayse!.username }));
  expect(own).toEqual(await seen(() => register(`yok2@${domain}`, { username: ayse!.username })));
});

test.for(['/auth/password/forgot', '/auth/verify-email/resend'])(
  '%s shows and costs the same for a member, a pending registration and a stranger',
  async (path) => {
    const [ayse] = await t.members(1);
    const pending = `bekleyen${path.length}@${domain}`;
    await register(pending);
    await t.settled();
    const all = [];
    for (const email of [ayse!.email, pending, `hickimse@${domain}`])
      all.push(await seen(() => t.anyone.raw('POST', path, { body: { email } })));
    expect(all[0]).toMatchObject({ status: 202 });
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
  },
);

test('a wrong code shows and costs the same, up to the wait after many of them', async () => {
  const [ayse] = await t.members(1);
  const pending = `kodlu@${domain}`;
  await register(pending);
  const wrong = (email: string) => () =>
    t.anyone.raw('POST', '/auth/verify-email', { body: { email, code: '000000' } });
  for (const tries of same(11)) {
    const [known, waiting, nobody] = [
      await seen(wrong(ayse!.email)),
      await seen(wrong(pending)),
      await seen(wrong(`kimse@${domain}`)),
    ];
    expect(known.status).toBe(tries < 10 ? 422 : 429);
    const { detail: _1, ...knownBody } = known.body;
    for (const other of [waiting, nobody]) {
      const { detail: _2, ...body } = other.body;
      expect({ ...other, body }).toEqual({ ...known, body: knownBody });
    }
  }
});

test('a registration at a known address can never be confirmed, not by its username either', async () => {
  const [ayse] = await t.members(1);
  await register(ayse!.email, { username: 'golge_uye' });
  await t.settled();
  const before = (await t.emails()).length;
  expect(
    (await t.anyone.raw('POST', '/auth/verify-email/resend', { body: { email: 'golge_uye' } })).status,
  ).toBe(202);
  expect((await t.anyone.raw('POST', '/auth/password/forgot', { body: { email: 'golge_uye' } })).status).toBe(
    202,
  );
  await t.settled();
  expect((await t.emails()).length).toBe(before);
  expect(await t.anyone.post('/auth/verify-email', { email: 'golge_uye', code: '000000' })).toMatchObject({
    code: 'verification_failed',
  });
  const emails = (await t.emails()).filter((mail) => mail.to?.[0]?.address === ayse!.email);
  expect(emails).toHaveLength(1);
  expect(emails[0]?.text).not.toContain('token=');
});

const signIn = (identifier: string, password = PASSWORD) =>
  t.anyone.raw('POST', '/auth/login', { body: { identifier, password } });

test('signing in after registering shows and costs the same, whether or not the address was known', async () => {
  const [ayse] = await t.members(1);
  const pending = `yenigelen@${domain}`;
  await register(ayse!.email);
  await register(pending);
  await signIn('isinma_ikinci'); // what only the first sign-in creates
  for (const password of [PASSWORD, 'başka bir parola']) {
    const known = await seen(() => signIn(ayse!.email, password));
    expect(known).toEqual(await seen(() => signIn(pending, password)));
    expect(known).toMatchObject(
      password === PASSWORD
        ? { status: 403, body: { code: 'email_not_verified' } }
        : { status: 401, body: { code: 'invalid_credentials' } },
    );
    expect(known.did.filter((step) => step.startsWith('argon2'))).toHaveLength(2);
  }
  // The owner's own password still opens the account.
  expect((await signIn(ayse!.email, ayse!.password)).status).toBe(200);
});

test('a sign-in before the address is confirmed is not a failure, however often it is tried', async () => {
  const [ayse] = await t.members(1);
  const pending = `sabirsiz@${domain}`;
  await register(ayse!.email);
  await register(pending);
  for (const _ of same(12))
    for (const email of [ayse!.email, pending]) expect((await signIn(email)).status).toBe(403);
});
