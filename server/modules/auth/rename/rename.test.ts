import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';

const t = await testServer();
afterAll(t.close);
beforeAll(async () => {
  await openTestUniversities(t.ctx);
});

const DAY_MS = 86_400_000;
const pair = async () => (await t.members(2)) as [TestMember, TestMember];
const taken = { status: 409, body: { code: 'username_taken' } };
let count = 0;
const newName = () => `yeni_ad_${++count}`;
const rename = (member: TestMember, username: string) =>
  t.as(member).raw('PATCH', '/users/me', { body: { username } });
const signIn = async (member: TestMember): Promise<TestMember> => ({
  ...member,
  ...(await t.anyone.post('/auth/login', { identifier: member.email, password: member.password })),
});
const isAvailable = async (username: string) =>
  (await t.anyone.get(`/auth/username-available?username=${username}`)).available;

test('a name that was left is its former owner’s for 90 days, and nobody else’s', async () => {
  let [ayse, bora] = await pair();
  const old = ayse.username;
  expect((await rename(ayse, newName())).status).toBe(200);
  expect(await rename(bora, old)).toMatchObject(taken);
  expect(await rename(bora, ` ${old.toUpperCase()} `)).toMatchObject(taken);
  expect(await isAvailable(old)).toBe(false);
  const email = `devralan@${testUniversities.cinar.domain}`;
  const details = { password: 'mor kestane bulut 71', displayName: 'Devralan' };
  const register = (username: string) =>
    t.anyone.raw('POST', '/auth/register', { body: { email, username, ...details } });
  expect(await register(old)).toMatchObject(taken);
  expect((await register(newName())).status).toBe(202);
  await t.settled();
  const code = (await t.emails()).at(-1)?.text?.match(/: (\d{6})$/m)?.[1];
  // Whoever confirms may choose again.
  const confirm = (username: string) =>
    t.anyone.raw('POST', '/auth/verify-email', { body: { email, code, username, ...details } });
  expect(await confirm(old)).toMatchObject(taken);

  t.clock.advance(31 * DAY_MS);
  [ayse, bora] = [await signIn(ayse), await signIn(bora)];
  expect(await rename(bora, old)).toMatchObject(taken);
  expect((await rename(ayse, old)).status).toBe(200);
  // And leaves it again.
  t.clock.advance(31 * DAY_MS);
  [ayse, bora] = [await signIn(ayse), await signIn(bora)];
  expect((await rename(ayse, newName())).status).toBe(200);
  t.clock.advance(89 * DAY_MS);
  bora = await signIn(bora);
  expect(await rename(bora, old)).toMatchObject(taken);
  t.clock.advance(2 * DAY_MS);
  bora = await signIn(bora);
  expect((await rename(bora, old)).status).toBe(200);
});

test('who takes a name at the moment it is left does not get it', async () => {
  const [ayse, bora] = await pair();
  const left = await holdLock(t, `update auth.users set username = $2 where id = $1`, [ayse.id, newName()]);
  const attempt = rename(bora, ayse.username);
  await left.waitForBlocked(1);
  await left.query(`insert into auth.former_names values ($1, $2, 'Ayşe', $3)`, [
    ayse.id,
    ayse.username,
    t.ctx.clock(),
  ]);
  await left.release();
  expect(await attempt).toMatchObject(taken);
});

test('a change of a name is in the log, without the names', async () => {
  const [ayse] = await pair();
  const name = newName();
  await rename(ayse, name);
  await t.as(ayse).raw('PATCH', '/users/me', { body: { displayName: 'Bambaşka', bio: 'Merhaba' } });
  await t.as(ayse).raw('PATCH', '/users/me', { body: { username: name, bio: 'Aynı' } });
  const { rows } = await t.ctx.pool.query(
    `select details, ip is not null as has_origin from auth.audit_log where actor_id = $1 and event = 'renamed' order by id`,
    [ayse.id],
  );
  expect(rows).toEqual([
    { details: { username: true, displayName: false }, has_origin: true },
    { details: { username: false, displayName: true }, has_origin: true },
  ]);
});
