import { afterAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { Welcome } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const one = async () => (await t.members(1))[0] as TestMember;
const change = (member: TestMember, body: object) => t.as(member).raw('PATCH', '/users/me/welcome', { body });
const welcomeOf = async (member: Pick<TestMember, 'accessToken'>) =>
  Welcome.strict()
    .nullable()
    .parse((await t.as(member).get('/auth/me')).welcome);
const ALL = ['picture', 'study', 'interests', 'people', 'notifications'];

test('a new member is at the first step; steps are kept in their order and once each, for every session', async () => {
  const ayse = await one();
  expect(await welcomeOf(ayse)).toEqual({ passed: [], remaining: ALL });
  await change(ayse, { passed: ['people', 'picture'] });
  const { body } = await change(ayse, { passed: ['picture', 'picture'] });
  const expected = { passed: ['picture', 'people'], remaining: ['study', 'interests', 'notifications'] };
  expect(body).toEqual({ welcome: expected });
  const other = await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password });
  expect((await t.as(other).get('/auth/me')).welcome).toEqual(expected);
});

test('a finished welcome is not offered again, whatever another device still sends, until it is reopened', async () => {
  const ayse = await one();
  expect((await change(ayse, { passed: ['picture'], isFinished: true })).body).toEqual({ welcome: null });
  expect((await change(ayse, { passed: ['study'] })).body).toEqual({ welcome: null });
  expect(await welcomeOf(ayse)).toBeNull();
  await change(ayse, { isFinished: false });
  expect(await welcomeOf(ayse)).toMatchObject({ passed: ['picture', 'study'] });
});

test('two devices that pass different steps at the same moment lose neither', async () => {
  const ayse = await one();
  await change(ayse, {});
  const row = await holdLock(t, 'select from profiles.welcomes where user_id = $1 for update', [ayse.id]);
  const changes = Promise.all([
    change(ayse, { passed: ['picture'] }),
    change(ayse, { passed: ['study'] }),
    change(ayse, { isFinished: true }),
  ]);
  await row.waitForBlocked(3);
  await row.release();
  expect((await changes).map(({ status }) => status)).toEqual([200, 200, 200]);
  await change(ayse, { isFinished: false });
  expect(await welcomeOf(ayse)).toMatchObject({ passed: ['picture', 'study'] });
});

test('it is offered for thirty days after registration', async () => {
  const ayse = await one();
  await t.ctx.pool.query(
    `update auth.users set created_at = now() - interval '29 days 23 hours' where id = $1`,
    [ayse.id],
  );
  expect(await welcomeOf(ayse)).not.toBeNull();
  await t.ctx.pool.query(`update auth.users set created_at = now() - interval '31 days' where id = $1`, [
    ayse.id,
  ]);
  expect(await welcomeOf(ayse)).toBeNull();
});

test.for([{ passed: ['bio'] }, { passed: 'picture' }, { passed: Array(6).fill('picture') }, { step: 1 }])(
  '%j is refused',
  async (body) => {
    expect(await change(await one(), body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  },
);

test('a registration has no welcome; the account that it becomes has one at once', async () => {
  await one(); // opens the university
  const email = 'yeni.uye@cinar.edu.tr';
  const details = { password: 'mor kestane bulut 71', username: 'yeni_uye', displayName: 'Yeni Üye' };
  await t.anyone.post('/auth/register', { email, ...details });
  expect(await t.anyone.raw('PATCH', '/users/me/welcome', { body: {} })).toMatchObject({ status: 401 });
  await t.settled();
  const code = (await t.emails()).at(-1)?.text?.match(/: (\d{6})$/m)?.[1];
  const session = await t.anyone.post('/auth/verify-email', { email, code });
  expect(await welcomeOf(session)).toEqual({ passed: [], remaining: ALL });
});

test('the welcome goes with the account', async () => {
  const ayse = await one();
  await change(ayse, { passed: ['picture'] });
  await t.ctx.pool.query('delete from auth.users where id = $1', [ayse.id]);
  const { rows } = await t.ctx.pool.query('select from profiles.welcomes where user_id = $1', [ayse.id]);
  expect(rows).toEqual([]);
});
