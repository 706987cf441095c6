import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeDirect } from '../../messaging/factory.ts';
import { makeFollow } from '../../social/factory.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
let bora: TestMember;
beforeAll(async () => {
  [bora] = (await t.members(1)) as [TestMember];
});
const newMember = async (): Promise<TestMember> => (await t.members(1))[0] as TestMember;
const login = ({ username, password }: TestMember) =>
  t.anyone.post('/auth/login', { identifier: username, password });
const deactivate = (member: TestMember, password = member.password) =>
  t.as(member).raw('POST', '/users/me/deactivate', { body: { password } });
const erase = (member: TestMember, body: object = { password: member.password }) =>
  t.as(member).raw('DELETE', '/users/me', { body });
const statusOf = async ({ id }: TestMember): Promise<string | undefined> =>
  (await t.ctx.pool.query('select status from auth.users where id = $1', [id])).rows[0]?.status;
const eraseDue = async () => {
  await t.ctx.jobs.add('auth.eraseDueAccounts', {});
  await t.settled();
};

test('a deactivated member is seen by nobody, and comes back with everything by signing in', async () => {
  const ayse = await newMember();
  const { id } = await makePost(t, { author: ayse });
  await makeFollow(t, bora, ayse);
  const direct = await makeDirect(t, ayse, bora);
  const seen = async () => [
    (await t.as(bora).raw('GET', `/users/${ayse.id}`)).status,
    (await t.as(bora).raw('GET', `/posts/${id}`)).status,
    (await t.as(bora).get(`/search/users?q=${ayse.username}`)).items.length,
    (await t.as(bora).get(`/users/${bora.id}/following`)).items.length,
  ];
  expect(await seen()).toEqual([200, 200, 1, 1]);
  expect(await deactivate(ayse, 'yanlış')).toMatchObject({ status: 422, body: { code: 'wrong_password' } });
  expect(await seen()).toEqual([200, 200, 1, 1]);
  expect((await deactivate(ayse)).status).toBe(204);
  expect(await seen()).toEqual([404, 404, 0, 0]);
  expect(await t.as(ayse).get('/auth/me')).toMatchObject({ status: 401 });
  expect(
    await t.as(bora).post(`/conversations/${direct.id}/messages`, { clientId: 'a', content: 'Neredesin?' }),
  ).toHaveProperty('code');

  const back = await login(ayse);
  expect(back.user).toMatchObject({ status: 'active' });
  expect(back.user).not.toHaveProperty('deleteAt');
  expect(await seen()).toEqual([200, 200, 1, 1]);
  await t.settled();
  expect((await t.emails()).map(({ subject }) => subject)).toEqual(['ChitLaq hesabın donduruldu']);
});

test('a deletion needs the password, is mailed, and can be undone until its time', async () => {
  const ayse = await newMember();
  expect(await erase(ayse, { password: 'yanlış' })).toMatchObject({
    status: 422,
    body: { code: 'wrong_password' },
  });
  expect(await statusOf(ayse)).toBe('active');
  const { status, body } = await erase(ayse);
  expect(status).toBe(202);
  const days = (Date.parse(body.deleteAt) - t.ctx.clock().getTime()) / DAY_MS;
  expect(days).toBeCloseTo(30, 2);
  await t.settled();
  const mail = (await t.emails()).findLast((email) => email.to?.[0]?.address === ayse.email);
  expect(mail?.subject).toBe('ChitLaq hesabın silinecek');
  expect(mail?.text).toContain('/sign-in');

  t.clock.advance(29 * DAY_MS);
  await eraseDue();
  const back = await login(ayse);
  expect(back.user).toMatchObject({ status: 'deactivated', deleteAt: body.deleteAt });
  // The session serves the way back, and nothing else.
  for (const path of ['/feed/home', '/users/me/settings', '/conversations'])
    expect((await t.as(back).raw('GET', path)).body.code).toMatch(/account_deactivated|not_found/);
  expect(await t.as(back).post('/posts', { content: 'Buradayım' })).toMatchObject({
    code: 'account_deactivated',
  });
  expect(await t.as(back).get('/auth/me')).toMatchObject({ user: { deleteAt: body.deleteAt } });
  expect((await t.as(back).raw('POST', '/users/me/restore')).status).toBe(204);
  expect((await t.as(back).raw('POST', '/users/me/restore')).status).toBe(409);
  expect((await t.as(back).raw('GET', '/feed/home')).status).toBe(200);
  t.clock.advance(2 * DAY_MS);
  await eraseDue();
  expect(await statusOf(ayse)).toBe('active');
});

test.for([
  ['a deactivation', () => deactivate, 204],
  ['a deletion', () => erase, 202],
] as const)('%s that was not the owner’s is undone by the link in its email', async ([, act, answer]) => {
  const ayse = await newMember();
  const leave: (member: TestMember) => Promise<{ status: number }> = act();
  expect((await leave(ayse)).status).toBe(answer);
  await t.settled();
  const mail = (await t.emails()).findLast((email) => email.to?.[0]?.address === ayse.email);
  const token = mail?.text?.match(/secure-account\?token=([\w-]+)/)?.[1];
  const answers = await t.anyone.raw('POST', '/auth/secure-account', { body: { token } });
  expect(answers).toMatchObject({ status: 200, body: { resetToken: expect.any(String) } });
  expect(await statusOf(ayse)).toBe('active');
  // Whoever knew the password does not.
  expect(await login(ayse)).toMatchObject({ code: 'invalid_credentials' });
  t.clock.advance(31 * DAY_MS);
  await eraseDue();
  expect(await statusOf(ayse)).toBe('active');
});

test('the last owner cannot leave, and staff can suspend who has', async () => {
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  expect(await erase(owner)).toMatchObject({ status: 409, body: { code: 'last_owner' } });
  const ayse = await newMember();
  await erase(ayse);
  const suspend = `/admin/users/${ayse.id}`;
  expect((await t.as(owner).raw('PUT', `${suspend}/suspend`, { body: { reason: 'Tehdit' } })).status).toBe(
    204,
  );
  expect(await login(ayse)).toMatchObject({ user: { status: 'suspended' } });
  expect((await t.as(owner).raw('PUT', `${suspend}/restore`)).status).toBe(204);
  expect(await statusOf(ayse)).toBe('deactivated');
});

test('what interrupts a deletion only delays it', async () => {
  const ayse = await newMember();
  for (let index = 0; index < 3; index++) await makePost(t, { author: ayse });
  await makeFollow(t, bora, ayse);
  await erase(ayse);
  t.clock.advance(31 * DAY_MS);
  // The worker dies after some of the steps: its job is gone, and some rows are.
  await t.ctx.pool.query(`create function public.fail_for_test() returns trigger language plpgsql as
    $$ begin raise exception 'the disk is full'; end $$`);
  await t.ctx.pool.query(`create trigger fail_for_test before delete on social.follows
    for each row execute function public.fail_for_test()`);
  const { eraseAccount } = await import('./erasure.ts');
  await expect(eraseAccount(t.ctx, { userId: ayse.id })).rejects.toThrow('the disk is full');
  expect(await statusOf(ayse)).toBe('deleted');
  expect(await login(ayse)).toMatchObject({ code: 'invalid_credentials' });
  await t.ctx.pool.query('drop trigger fail_for_test on social.follows');
  await eraseDue();
  expect(await statusOf(ayse)).toBeUndefined();
  const counts = await t.ctx.pool.query('select following from social.member_counts where user_id = $1', [
    bora.id,
  ]);
  expect(counts.rows).toEqual([{ following: 1 }]); // of the first test
});

test('a second factor that is set up at the moment of a deletion is asked for', async () => {
  const ayse = await newMember();
  const held = await holdLock(t, 'select from auth.users where id = $1 for update', [ayse.id]);
  const deletion = erase(ayse);
  await held.waitForBlocked(1);
  await held.query(
    `update auth.credentials set totp_secret = '\\x01', totp_confirmed_at = now() where user_id = $1`,
    [ayse.id],
  );
  await held.release();
  expect(await deletion).toMatchObject({ status: 422, body: { code: 'code_required' } });
  expect(await statusOf(ayse)).toBe('active');
});

test('of two deletions at once, one is answered', async () => {
  const ayse = await newMember();
  const held = await holdLock(t, 'select from auth.users where id = $1 for update', [ayse.id]);
  const deletions = [erase(ayse), erase(ayse)];
  await held.waitForBlocked(2);
  await held.release();
  expect((await Promise.all(deletions)).map(({ status }) => status).sort()).toEqual([202, 401]);
});

test.for([
  ['a post', 'POST', '/posts', { content: 'Son söz' }],
  ['a follow', 'PUT', '/users/{bora}/follow', undefined],
  ['a like', 'PUT', '/posts/{post}/like', undefined],
  ['a message', 'POST', '/conversations/{conversation}/messages', { clientId: 'son', content: 'Hoşça kal' }],
] as const)(
  '%s at the moment of the deletion is refused, and every counter is exact',
  async ([, method, path, body]) => {
    const ayse = await newMember();
    const { id } = await makePost(t, { author: bora });
    const conversation = await makeDirect(t, ayse, bora);
    const held = await holdLock(t, 'select from auth.users where id = $1 for update', [ayse.id]);
    const deletion = erase(ayse);
    await held.waitForBlocked(1);
    const url = path
      .replace('{bora}', bora.id)
      .replace('{post}', id)
      .replace('{conversation}', conversation.id);
    const write = t.as(ayse).raw(method, url, { body });
    await held.waitForBlocked(2);
    await held.release();
    expect((await deletion).status).toBe(202);
    expect((await write).body.code).toMatch(/^account_|^session_/);
    t.clock.advance(31 * DAY_MS);
    await eraseDue();
    expect(await statusOf(ayse)).toBeUndefined();
    const { rows } = await t.ctx.pool.query(
      `select like_count as likes, (select count(*)::int from social.follows where followee_id = $2) as follows,
      coalesce((select followers from social.member_counts where user_id = $2), 0) as followers
     from content.post_view where id = $1`,
      [id, bora.id],
    );
    expect(rows).toEqual([{ likes: 0, follows: 0, followers: 0 }]);
  },
);

test('a restoration and the deletion at the same moment: the first one holds', async () => {
  const [ayse, can] = (await t.members(2)) as [TestMember, TestMember];
  for (const member of [ayse, can]) await erase(member);
  t.clock.advance(30 * DAY_MS - 60_000);
  const sessions = [await login(ayse), await login(can)];
  t.clock.advance(120_000);
  const { eraseAccount } = await import('./erasure.ts');
  for (const [index, member] of [ayse, can].entries()) {
    const held = await holdLock(t, 'select from auth.users where id = $1 for update', [member.id]);
    const restore = () => t.as(sessions[index]).raw('POST', '/users/me/restore');
    const job = () => eraseAccount(t.ctx, { userId: member.id });
    const first: Promise<unknown> = index === 0 ? restore() : job();
    await held.waitForBlocked(1);
    const second: Promise<unknown> = index === 0 ? job() : restore();
    await held.waitForBlocked(2);
    await held.release();
    const [one, other] = await Promise.all([first, second]);
    expect(index === 0 ? one : other).toMatchObject({ status: index === 0 ? 204 : 401 });
    expect(await statusOf(member)).toBe(index === 0 ? 'active' : undefined);
  }
});
