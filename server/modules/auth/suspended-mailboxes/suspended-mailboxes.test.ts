import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
const PASSWORD = 'mor kestane bulut 71';
const { domain } = testUniversities.cinar;
let admin: TestMember;
beforeAll(async () => {
  await openTestUniversities(t.ctx);
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
});

let count = 0;
const fresh = (email: string) => {
  count += 1;
  return { email, password: PASSWORD, username: `donen_${count}`, displayName: 'Dönen' };
};
/** Registers, and confirms with the code of the newest email. */
async function register(email: string) {
  const { email: _, ...chosen } = fresh(email);
  expect((await t.anyone.raw('POST', '/auth/register', { body: { email, ...chosen } })).status).toBe(202);
  await t.settled();
  const mail = (await t.emails()).findLast((sent) => sent.to?.[0]?.address === email.toLowerCase());
  const code = mail?.text?.match(/: (\d{6})$/m)?.[1];
  return t.anyone.raw('POST', '/auth/verify-email', { body: { email, code, ...chosen } });
}
/** A member with a proven mailbox. */
async function join(email: string): Promise<TestMember> {
  const { status, body } = await register(email);
  expect(status).toBe(200);
  return { ...body.user, accessToken: body.accessToken, password: PASSWORD, email };
}
const askForDeletion = async (member: TestMember) =>
  expect((await t.as(member).raw('DELETE', '/users/me', { body: { password: PASSWORD } })).status).toBe(202);
const suspend = async ({ id }: TestMember, until?: number) =>
  expect(
    (
      await t.as(admin).raw('PUT', `/admin/users/${id}/suspend`, {
        body: {
          reason: 'Tehdit',
          ...(until ? { until: new Date(t.ctx.clock().getTime() + until).toISOString() } : {}),
        },
      })
    ).status,
  ).toBe(204);
const signInAdmin = async () => {
  admin = {
    ...admin,
    ...(await t.anyone.post('/auth/login', { identifier: admin.username, password: admin.password })),
  };
};
const eraseDue = async () => {
  t.clock.advance(31 * DAY_MS);
  await t.ctx.jobs.add('auth.liftExpiredSuspensions', {});
  await t.ctx.jobs.add('auth.eraseDueAccounts', {});
  await t.settled();
  await signInAdmin();
};
const lift = (email: string, by = admin) =>
  t.as(by).raw('POST', '/admin/suspended-mailboxes/lift', { body: { email } });
const kept = async () =>
  (await t.ctx.pool.query('select * from auth.suspended_mailboxes order by forget_at')).rows;
const refused = { status: 403, body: { code: 'mailbox_suspended' } };

test('a suspension outlives the account, until staff lift it', async () => {
  const email = `kacan@${domain}`;
  const member = await join(email);
  await askForDeletion(member);
  await suspend(member);
  await eraseDue();
  expect((await t.as(admin).raw('GET', `/admin/users/${member.id}`)).status).toBe(404);
  // Nothing that names the mailbox is left.
  expect(await kept()).toEqual([
    { mailbox_hash: expect.any(Buffer), suspension_id: expect.any(String), forget_at: expect.any(Date) },
  ]);
  // Registering answers as ever, and the email arrives: only whoever reads it is told.
  expect(await register(email)).toMatchObject(refused);
  // In another case as well.
  expect(await register(`KaCan@${domain.toUpperCase()}`)).toMatchObject(refused);
  expect((await t.ctx.pool.query('select from auth.users where mailbox = $1', [email])).rowCount).toBe(0);

  const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  expect((await lift(email, moderator)).status).toBe(403);
  expect(await lift(`baskasi@${domain}`)).toMatchObject({
    status: 404,
    body: { code: 'mailbox_not_suspended' },
  });
  expect((await lift(email)).status).toBe(204);
  expect((await lift(email)).status).toBe(404);
  const log = await t.as(admin).get(`/admin/audit-log?actor=${admin.id}&action=mailbox_suspension_lifted`);
  expect(log.items).toHaveLength(1);
  expect(JSON.stringify(log.items)).not.toContain('kacan@');
  expect((await register(email)).status).toBe(200);
});

test('a suspension with an end keeps the mailbox until then, and none without one', async () => {
  const [late, soon, lifted] = [`gec@${domain}`, `erken@${domain}`, `temiz@${domain}`];
  for (const [email, until] of [
    [late, 90 * DAY_MS],
    [soon, 7 * DAY_MS],
    [lifted, 0],
  ] as const) {
    const member = await join(email);
    await askForDeletion(member);
    if (until) await suspend(member, until);
  }
  await eraseDue();
  expect(await register(late)).toMatchObject(refused);
  expect((await register(soon)).status).toBe(200);
  expect((await register(lifted)).status).toBe(200);
  t.clock.advance(60 * DAY_MS);
  await t.ctx.jobs.add('auth.cleanUp', {});
  await t.settled();
  expect(await kept()).toEqual([]);
  expect((await register(late)).status).toBe(200);
  await signInAdmin();
});

test('nobody moves their account to such a mailbox', async () => {
  const email = `tasinan@${domain}`;
  const member = await join(email);
  await askForDeletion(member);
  await suspend(member);
  await eraseDue();
  const other = await join(`yeni.kutu@${domain}`);
  expect(
    (await t.as(other).raw('POST', '/auth/email/change', { body: { email, password: PASSWORD } })).status,
  ).toBe(202);
  await t.settled();
  const mail = (await t.emails()).findLast((sent) => sent.to?.[0]?.address === email);
  const code = mail?.text?.match(/: (\d{6})$/m)?.[1];
  expect(await t.as(other).raw('POST', '/auth/email/change/confirm', { body: { code } })).toMatchObject(
    refused,
  );
  expect((await t.as(other).get('/auth/me')).user.email).toBe(`yeni.kutu@${domain}`);
});

test('a suspension at the moment of the erasure: it is kept, or the account is already gone', async () => {
  const { eraseAccount } = await import('../deactivation/erasure.ts');
  for (const isSuspendedFirst of [true, false]) {
    const email = `an${isSuspendedFirst}@${domain}`;
    const member = await join(email);
    await askForDeletion(member);
    t.clock.advance(31 * DAY_MS);
    await signInAdmin();
    const held = await holdLock(t, 'select from auth.users where id = $1 for update', [member.id]);
    const suspending = () =>
      t.as(admin).raw('PUT', `/admin/users/${member.id}/suspend`, { body: { reason: 'Tehdit' } });
    const erasing = () => eraseAccount(t.ctx, { userId: member.id });
    const first: Promise<unknown> = isSuspendedFirst ? suspending() : erasing();
    await held.waitForBlocked(1);
    const second: Promise<unknown> = isSuspendedFirst ? erasing() : suspending();
    await held.waitForBlocked(2);
    await held.release();
    const answers = await Promise.all([first, second]);
    const answer = answers[isSuspendedFirst ? 0 : 1] as { status: number };
    expect(answer.status === 204).toBe(isSuspendedFirst);
    expect((await register(email)).status).toBe(isSuspendedFirst ? 403 : 200);
  }
});

test('a registration that is confirmed at the moment of the erasure is refused', async () => {
  const email = `anlik@${domain}`;
  const member = await join(email);
  await askForDeletion(member);
  await suspend(member);
  t.clock.advance(31 * DAY_MS);
  const { eraseAccount } = await import('../deactivation/erasure.ts');
  const token = newOpaqueToken();
  await t.ctx.pool.query(
    `insert into auth.registrations (id, email, mailbox, username, display_name, password_hash, locale, browser_hash, accepted_texts,
       token_hash, sent_at, expires_at, created_at)
     select gen_random_uuid(), $1, $1, 'anlik_kayit', 'Anlık', 'x', 'tr', decode(repeat('00', 32), 'hex'), '{}',
       $2, $3::timestamptz, $3::timestamptz + interval '1 hour', $3::timestamptz`,
    [email, hashToken(token), t.ctx.clock()],
  );
  // The confirmation stops before it writes the account, and the old one goes in between.
  await t.ctx.pool.query(`create function public.wait_for_test() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock_shared(190003); return new; end $$`);
  await t.ctx.pool.query(`create trigger wait_for_test before insert on auth.users
    for each row execute function public.wait_for_test()`);
  const held = await holdLock(t, 'select pg_advisory_xact_lock(190003)', []);
  const { email: _, ...chosen } = fresh(email);
  const confirmation = t.anyone.raw('POST', '/auth/verify-email', { body: { token, ...chosen } });
  await held.waitForBlocked(1);
  await eraseAccount(t.ctx, { userId: member.id });
  await held.release();
  expect(await confirmation).toMatchObject(refused);
  await t.ctx.pool.query('drop trigger wait_for_test on auth.users');
});
