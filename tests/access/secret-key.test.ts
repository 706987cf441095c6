import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { keys as keysCommand } from '../../server/commands/keys.ts';
import { openTestUniversities, testUniversities } from '../../server/modules/auth/factory.ts';
import { makePicture } from '../../server/modules/media/factory.ts';
import { media } from '../../server/modules/media/index.ts';
import { makeGroup } from '../../server/modules/messaging/factory.ts';
import { unsubscribeToken } from '../../server/modules/notifications/digests/token.ts';
import { readSecrets } from '../../server/platform/config.ts';
import { prepareDatabase } from '../../server/prepare.ts';
import { type TestDatabase, testDatabase } from '../../server/testing/database.ts';
import { openServer, type TestMember, type TestServer } from '../../server/testing/server.ts';

const OLD = 'an-old-key-0123456789-abcdefghijk';
const NEW = 'a-new-key-9876543210-zyxwvutsrqpo';
const PASSWORD = 'mor kestane bulut 71';
const HOUR_MS = 3_600_000;
const dataDir = mkdtempSync(join(tmpdir(), 'chitlaq-secret-key-'));
let database: TestDatabase;
let t: TestServer;

async function stop(): Promise<void> {
  const running = t;
  t = undefined as never; // until it starts again
  await running?.close();
}
/** Restarts the server with these keys. */
async function start(...list: string[]): Promise<void> {
  await stop();
  t = await openServer(database, { SECRET_KEY: list.join('\n'), DATA_DIR: dataDir });
}
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.ctx.clock().getTime() });
const status = async (path: string) => (await t.app.inject(path)).statusCode;
const login = (member: { username: string; password: string }, more: object) =>
  t.anyone.post('/auth/login', { identifier: member.username, password: member.password, ...more });
/** What is sealed again, and what waits for an older key. */
async function reseal(...list: string[]): Promise<Record<string, number>> {
  const said: string[] = [];
  const env = { SECRET_KEY: list.join('\n') };
  await keysCommand(t.ctx.config, ['reseal'], (line) => said.push(line), env);
  return Object.fromEntries(said.map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]));
}

/** Everything that a member may hold that follows from SECRET_KEY. */
interface Held {
  ayse: TestMember;
  cookies: { cookie: string; csrf: string };
  totp: string;
  recoveryCodes: string[];
  deviceToken: string;
  privateUrl: string;
  publicUrl: string;
  unsubscribe: string;
  pushKey: string;
  invite: { conversationId: string; key: string; token: string };
  registration: { email: string; username: string; code: string; link: string };
}

async function mailedTo(address: string): Promise<{ code: string; link: string }> {
  await t.settled();
  const text = (await t.emails()).filter((mail) => mail.to?.[0]?.address === address).at(-1)?.text ?? '';
  return { code: text.match(/: (\d{6})$/m)?.[1] ?? '', link: text.match(/token=([\w-]+)/)?.[1] ?? '' };
}

async function register(username: string) {
  const email = `${username}@${testUniversities.cinar.domain}`;
  const body = { email, username, displayName: 'Işıl Şahin', password: PASSWORD };
  expect(await t.anyone.post('/auth/register', body)).toMatchObject({ status: 'verification_sent' });
  return { email, username, ...(await mailedTo(email)) };
}

async function hold(name: string): Promise<Held> {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { secret } = await t.as(ayse).post('/auth/mfa/totp', { password: ayse.password });
  const { recoveryCodes } = await t.as(ayse).post('/auth/mfa/totp/confirm', { code: codeOf(secret) });
  const { headers } = await t.anyone.raw('POST', '/auth/login', {
    body: { identifier: ayse.username, password: ayse.password, totp: recoveryCodes[0] },
    headers: { 'x-session-mode': 'cookie' },
  });
  const cookie = (headers['set-cookie'] as string[]).map((line) => line.split(';')[0]).join('; ');
  const { deviceToken } = await login(bora, {});
  const { id: mediaId, url: privateUrl } = await makePicture(t, ayse);
  const publicUrl = await t.ctx.transaction((tx) =>
    media.setPicture(tx, ayse.id, { type: 'avatar', id: ayse.id }, mediaId),
  );
  const group = await makeGroup(t, [ayse, bora]);
  const key = `davet-${name}`;
  const { token } = await t
    .as(ayse)
    .post(`/conversations/${group.id}/invites`, {}, { 'idempotency-key': key });
  return {
    ayse,
    cookies: { cookie, csrf: decodeURIComponent(cookie.match(/cl_csrf=([^;]+)/)?.[1] ?? '') },
    totp: secret,
    recoveryCodes,
    deviceToken,
    privateUrl,
    publicUrl: publicUrl ?? '',
    unsubscribe: unsubscribeToken(t.ctx, ayse.id),
    pushKey: (await t.as(ayse).get('/notifications/preferences')).pushKey,
    invite: { conversationId: group.id, key, token },
    registration: await register(name),
  };
}

/** What works however old SECRET_KEY is: it is kept or sealed again. */
async function expectKept({ ayse, ...held }: Held, recoveryCode: number): Promise<void> {
  expect(await t.as(ayse).get('/auth/me')).toHaveProperty('user');
  expect(await login(ayse, { totp: held.recoveryCodes[recoveryCode] })).toHaveProperty('accessToken');
  t.clock.advance(30_000);
  const refreshed = await t.anyone.post('/auth/refresh', { refreshToken: ayse.refreshToken });
  expect(refreshed).toHaveProperty('accessToken');
  Object.assign(ayse, refreshed);
  expect(await status(held.publicUrl)).toBe(200);
  expect((await t.as(ayse).get('/notifications/preferences')).pushKey).toBe(held.pushKey);
  const { invite } = held;
  const again = await t
    .as(ayse)
    .post(`/conversations/${invite.conversationId}/invites`, {}, { 'idempotency-key': invite.key });
  expect(again.token).toBe(invite.token);
  expect((await t.anyone.raw('POST', `/notifications/unsubscribe?token=${held.unsubscribe}`)).status).toBe(
    200,
  );
}

let held: Held;
beforeAll(async () => {
  database = await testDatabase();
  await start(OLD);
  await prepareDatabase(
    { ...t.ctx.config, demo: false },
    readSecrets({ SECRET_KEY: OLD }, dataDir),
    () => undefined,
  );
  await start(OLD);
  await openTestUniversities(t.ctx);
  held = await hold('isil_1');
  // An email that was asked for before, and is sent after.
  await t.anyone.post('/auth/register', {
    ...{ email: `gec@${testUniversities.cinar.domain}`, username: 'gec_kalan', displayName: 'Geç' },
    password: PASSWORD,
  });
});
afterEach(stop);
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

// Processes that do not use the new key yet run beside others that make things with it.
test('first, all accept the new SECRET_KEY', async () => {
  await start(OLD, NEW);
  await expectKept(held, 1);
});

test('a new SECRET_KEY ends nothing while the old one is accepted', async () => {
  await start(NEW, OLD);
  const { ayse } = held;
  await expectKept(held, 2);
  const { cookie, csrf } = held.cookies;
  const headers = { cookie, 'x-csrf-token': csrf };
  expect(await t.anyone.post('/posts', { content: 'çerezle' }, headers)).toHaveProperty('id');
  expect(await t.anyone.post('/posts', { content: 'x' }, { ...headers, 'x-csrf-token': 'x' })).toMatchObject({
    code: 'csrf_failed',
  });
  expect(await status(held.privateUrl)).toBe(200);
  expect(await login(ayse, { totp: codeOf(held.totp) })).toHaveProperty('accessToken');
  const late = await mailedTo(`gec@${testUniversities.cinar.domain}`);
  expect(late.code).toMatch(/^\d{6}$/);

  // The link is the same after a resend.
  const { registration } = held;
  await t.anyone.post('/auth/verify-email/resend', { email: registration.email });
  expect((await mailedTo(registration.email)).link).toBe(registration.link);

  // Both links wait for the old key; all that is stored is sealed again.
  const stored = { secondFactors: 0, signingKeys: 0, keptKeys: 0, letters: 0 };
  expect(await reseal(NEW, OLD)).toEqual({ ...stored, mailedLinks: 2 });
  const confirm = { password: PASSWORD, displayName: 'Işıl Şahin' };
  expect(
    await t.anyone.post('/auth/verify-email', {
      ...{ email: `gec@${testUniversities.cinar.domain}`, code: late.code },
      ...{ ...confirm, username: 'gec_kalan' },
    }),
  ).toHaveProperty('accessToken');
  expect(
    await t.anyone.post('/auth/verify-email', {
      ...{ token: registration.link, ...confirm, username: registration.username },
    }),
  ).toHaveProperty('accessToken');
  expect(await reseal(NEW, OLD)).toEqual({ ...stored, mailedLinks: 0 });
});

test('the old SECRET_KEY may go when nothing waits for it', async () => {
  await start(NEW);
  const { ayse } = held;
  await expectKept(held, 3);
  t.clock.advance(30_000);
  expect(await login(ayse, { totp: codeOf(held.totp) })).toHaveProperty('accessToken');
});

test('a server whose SECRET_KEY does not list the right key does not start', async () => {
  await expect(start(OLD)).rejects.toThrow('SECRET_KEY does not list');
});

test('a file with keys is read again while the server runs', async () => {
  const file = join(dataDir, 'key');
  writeFileSync(file, OLD);
  const secrets = readSecrets({ SECRET_KEY_FILE: file }, dataDir);
  const old = secrets.key('csrf');
  expect(secrets.hasOlder).toBe(false);
  writeFileSync(file, `${NEW}\n${OLD}\n`);
  await expect.poll(() => secrets.hasOlder, { timeout: 5_000 }).toBe(true);
  expect(secrets.keys('csrf').at(1)?.equals(old)).toBe(true);
  // A file that is being written, or that is lost, changes nothing.
  for (const broken of ['', 'short']) {
    writeFileSync(file, broken);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(secrets.keys('csrf')).toHaveLength(2);
  }
});

test.for(['planned', 'leaked'] as const)('%s: a new signing key signs nobody out', async (reason) => {
  await start(NEW);
  const [bora] = (await t.members(1, { username: `bora_${reason}` })) as [TestMember];
  const kids = async () =>
    (await t.anyone.get('/auth/jwks.json')).keys.map((key: { kid: string }) => key.kid);
  const signed = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
  const before = signed(bora.accessToken);
  await keysCommand(
    t.ctx.config,
    ['rotate-signing-key', ...(reason === 'leaked' ? ['--leaked'] : [])],
    () => undefined,
    { SECRET_KEY: NEW },
  );
  expect(await t.as(bora).get('/auth/me')).toHaveProperty('user');
  t.clock.advance(3 * 60_000);
  const old = await t.as(bora).get('/auth/me');
  if (reason === 'leaked') expect(old).toMatchObject({ status: 401 });
  else expect(old).toHaveProperty('user');
  const refreshed = await t.anyone.post('/auth/refresh', { refreshToken: bora.refreshToken });
  expect(signed(refreshed.accessToken)).not.toBe(before);
  expect(await t.as(refreshed).get('/auth/me')).toHaveProperty('user');
  expect((await kids()).includes(before)).toBe(reason === 'planned');
  t.clock.advance(HOUR_MS);
});
