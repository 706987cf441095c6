import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { BUDGETS } from '../attempts/service.ts';
import { openTestUniversities } from '../factory.ts';
import { shownUses } from './rules.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
beforeAll(async () => {
  await openTestUniversities(t.ctx);
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await setMode('invitation');
});

const DAY_MS = 86_400_000;

async function setMode(registrationMode: string) {
  const { version } = await t.as(admin).get('/admin/campus');
  const body = { ...DEFAULT_CAMPUS.settings, registrationMode, basedOn: version };
  expect((await t.as(admin).raw('PUT', '/admin/campus', { body })).status).toBe(200);
}

let count = 0;
const details = (some: object = {}) => {
  count += 1;
  return {
    email: `davetli${count}@cinar.edu.tr`,
    username: `davetli_${count}`,
    displayName: `Davetli ${count}`,
    password: 'mor kestane bulut 71',
    ...some,
  };
};
const register = (body: object) => t.anyone.raw('POST', '/auth/register', { body });
async function linkOf(email: string): Promise<string | undefined> {
  await t.settled();
  const mails = (await t.emails()).filter((sent) => sent.to?.[0]?.address === email);
  return mails.at(-1)?.text?.match(/token=([\w-]+)/)?.[1];
}
const confirm = async (email: string, body: object = {}) =>
  t.anyone.raw('POST', '/auth/verify-email', { body: { token: await linkOf(email), ...body } });
/** Registers with an invitation. @returns the response to the confirmation */
async function join(invitation: string, some: object = {}) {
  const body = details({ invitation, ...some });
  expect(await register(body)).toMatchObject({ status: 202 });
  return confirm(body.email);
}
const inviter = async () => (await t.members(1))[0] as TestMember;
const invite = (by: TestMember, maxUses = 1) =>
  t.as(by).raw('POST', '/users/me/invitations', { body: { maxUses } });
const codeOf = async (by: TestMember, maxUses = 1): Promise<string> => (await invite(by, maxUses)).body.code;
const own = (by: TestMember) => t.as(by).get('/users/me/invitations');

test('an address of a university and an invitation: neither goes without the other', async () => {
  const ayse = await inviter();
  const made = await invite(ayse);
  expect(made).toMatchObject({ status: 201, body: { invitation: { state: 'open', uses: 0 } } });
  expect(made.body.url).toBe(`http://localhost:3000/register?invite=${made.body.code}`);
  expect(await register(details())).toMatchObject({ status: 422, body: { code: 'invitation_required' } });
  expect(await register(details({ invitation: 'ABCD-EFGH-JKMN-PQRS' }))).toMatchObject({
    status: 422,
    body: { code: 'invitation_invalid' },
  });
  expect(await register(details({ email: 'a@gmail.com', invitation: made.body.code }))).toMatchObject({
    status: 422,
    body: { code: 'university_not_allowed' },
  });
  // In lower case, without dashes.
  const typed = made.body.code.toLowerCase().replaceAll('-', '');
  expect(await t.anyone.post('/auth/invitations/check', { code: typed })).toMatchObject({
    inviter: ayse.displayName,
  });
  const joined = await join(typed);
  expect(joined).toMatchObject({ status: 200, body: { user: { status: 'active' } } });
  expect((await own(ayse)).items).toMatchObject([{ state: 'used', uses: 1, joined: [] }]);
  expect(await register(details({ invitation: made.body.code }))).toMatchObject({ status: 422 });
});

test('the database holds no code', async () => {
  const code = await codeOf(await inviter());
  const { rows } = await t.ctx.pool.query(
    'select to_jsonb(invitation)::text as row from auth.invitations invitation',
  );
  for (const { row } of rows) for (const part of code.split('-')) expect(row).not.toContain(part);
});

test('the inviter learns who joined only if that person agreed, and the person may follow them', async () => {
  const ayse = await inviter();
  const code = await codeOf(ayse, 2);
  await join(code);
  const agreed = await join(code, { tellInviter: true });
  const { items } = await own(ayse);
  expect(items).toMatchObject([{ state: 'used', uses: 2, joined: [{ id: agreed.body.user.id }] }]);
  const member = t.as({ accessToken: agreed.body.accessToken });
  expect(await member.get('/users/me/inviter')).toMatchObject({ inviter: { id: ayse.id } });
  // Nobody else reads it.
  const profile = await t.as(admin).get(`/users/${agreed.body.user.username}`);
  expect(JSON.stringify(profile)).not.toContain(ayse.id);
});

const told = async (who: TestMember) => {
  await t.settled();
  const { items } = await t.as(who).get('/notifications');
  return (items as { kind: string; topic: string; actors: { id: string }[] }[]).map(
    ({ kind, topic, actors }) => [kind, topic, ...actors.map(({ id }) => id)],
  );
};

test('the inviter is notified once somebody has joined, with the name only if that person agreed', async () => {
  const ayse = await inviter();
  const code = await codeOf(ayse, 2);
  const unnamed = await join(code);
  expect(await told(ayse)).toEqual([['invitation', null]]);
  // No row of the inviter leads to who joined without agreeing.
  const { rows } = await t.ctx.pool.query(
    `select to_jsonb(activity)::text || to_jsonb(notification)::text as row from notifications.activities activity
     join notifications.notifications notification on notification.id = activity.notification_id where activity.user_id = $1`,
    [ayse.id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].row).not.toContain(unnamed.body.user.id);
  const named = await join(code, { tellInviter: true });
  expect(await told(ayse)).toEqual([
    ['invitation', 'joined_named', named.body.user.id],
    ['invitation', null],
  ]);

  const bora = await inviter();
  const kinds = { invitation: { inApp: false, push: false, email: false } };
  await t.as(bora).patch('/notifications/preferences', { kinds });
  await join(await codeOf(bora), { tellInviter: true });
  expect(await told(bora)).toEqual([]);
});

test('with approval the inviter is notified when staff let the person in, not before', async () => {
  await setMode('approval');
  const ayse = await inviter();
  const joined = await join(await codeOf(ayse), { tellInviter: true });
  const { id } = joined.body.user;
  expect(await told(ayse)).toEqual([]);
  await t.as(admin).post('/admin/registrations/decisions', { ids: [id], decision: 'approve' });
  t.clock.advance(11_000);
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()');
  expect(await told(ayse)).toEqual([['invitation', 'joined_named', id]]);
  await setMode('invitation');
});

test('a link ends after 14 days, when it is revoked, and with its inviter', async () => {
  const [expiring, revoking, leaving] = [await inviter(), await inviter(), await inviter()];
  const codes = { expired: await codeOf(expiring), revoked: '', left: await codeOf(leaving) };
  const made = (await invite(revoking)).body;
  codes.revoked = made.code;
  expect((await t.as(expiring).raw('DELETE', `/users/me/invitations/${made.invitation.id}`)).status).toBe(
    404,
  );
  expect((await t.as(revoking).raw('DELETE', `/users/me/invitations/${made.invitation.id}`)).status).toBe(
    204,
  );
  await t.as(admin).put(`/admin/users/${leaving.id}/suspend`, { reason: 'Deneme' });
  const began = details({ invitation: codes.expired });
  await register(began);
  await linkOf(began.email);
  for (const code of [codes.revoked, codes.left])
    expect(await register(details({ invitation: code }))).toMatchObject({ status: 422 });
  await t.ctx.pool.query('update auth.invitations set expires_at = $1 where inviter_id = $2', [
    t.ctx.clock(),
    expiring.id,
  ]);
  expect(await register(details({ invitation: codes.expired }))).toMatchObject({ status: 422 });
  // In the middle: another invitation goes on with the same link of the email.
  expect(await confirm(began.email)).toMatchObject({ status: 422, body: { code: 'invitation_invalid' } });
  const another = await codeOf(await inviter());
  expect(await confirm(began.email, { invitation: another })).toMatchObject({ status: 200 });
});

test('a member invites as many people in 30 days as their trust allows, also by two requests at once', async () => {
  const ayse = await inviter();
  expect((await own(ayse)).left).toBe(15);
  for (const uses of [5, 5, 4]) expect((await invite(ayse, uses)).status).toBe(201);
  const lock = await holdLock(t, 'select from auth.users where id = $1 for no key update', [ayse.id]);
  const two = [invite(ayse), invite(ayse)];
  await lock.waitForBlocked(2);
  await lock.release();
  expect((await Promise.all(two)).map(({ status }) => status).sort()).toEqual([201, 422]);
  // What is revoked and unused counts no more.
  const { items } = await own(ayse);
  await t.as(ayse).delete(`/users/me/invitations/${items.at(-1).id}`);
  expect((await own(ayse)).left).toBe(5);
});

test('with rate limits, a newcomer invites nobody', async () => {
  const limited = await testServer({ RATE_LIMITS: 'on' });
  try {
    const [derya] = (await limited.members(1)) as [TestMember];
    expect(await limited.as(derya).get('/users/me/invitations')).toMatchObject({ limit: 0, left: 0 });
    expect(await limited.as(derya).raw('POST', '/users/me/invitations', { body: {} })).toMatchObject({
      status: 403,
      body: { code: 'trust_too_low' },
    });
  } finally {
    await limited.close();
  }
});

test('of whose invited people two are suspended, they invite nobody, and their links end', async () => {
  const ayse = await inviter();
  const code = await codeOf(ayse, 4);
  const joined = [await join(code), await join(code)];
  for (const { body } of joined)
    await t.as(admin).put(`/admin/users/${body.user.id}/suspend`, { reason: 'Reklam' });
  expect(await own(ayse)).toMatchObject({ isLost: true, left: 0, rule: { suspended: 2, days: 180 } });
  expect(await invite(ayse)).toMatchObject({ status: 403, body: { code: 'invitations_lost' } });
  expect(await register(details({ invitation: code }))).toMatchObject({ status: 422 });
  await t.as(admin).put(`/admin/users/${joined[0]?.body.user.id}/restore`);
  expect(await own(ayse)).toMatchObject({ isLost: false });
});

test.for([1, 2, 3])('of two who use the last use at the same moment, one joins (%i)', async () => {
  const code = await codeOf(await inviter());
  const both = [details({ invitation: code }), details({ invitation: code })];
  for (const body of both) await register(body);
  for (const body of both) await linkOf(body.email);
  const { rows } = await t.ctx.pool.query('select id from auth.invitations order by id desc limit 1');
  const lock = await holdLock(t, 'select from auth.invitations where id = $1 for update', [rows[0].id]);
  const confirmations = both.map((body) => confirm(body.email));
  await lock.waitForBlocked(2);
  await lock.release();
  const answers = await Promise.all(confirmations);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  const used = await t.ctx.pool.query('select uses from auth.invitations where id = $1', [rows[0].id]);
  expect(used.rows).toEqual([{ uses: 1 }]);
});

test.for([
  ['a revocation that comes first keeps them out', ['revoke', 'redeem']],
  ['who joins first stays', ['redeem', 'revoke']],
] as const)('%s', async ([, order]) => {
  const ayse = await inviter();
  const { code, invitation } = (await invite(ayse)).body;
  const body = details({ invitation: code });
  await register(body);
  await linkOf(body.email);
  const lock = await holdLock(t, 'select from auth.invitations where id = $1 for update', [invitation.id]);
  const acts: Promise<{ status: number }>[] = [];
  for (const [index, act] of order.entries()) {
    acts.push(
      act === 'revoke'
        ? t.as(ayse).raw('DELETE', `/users/me/invitations/${invitation.id}`)
        : confirm(body.email),
    );
    await lock.waitForBlocked(index + 1);
  }
  await lock.release();
  const statuses = (await Promise.all(acts)).map(({ status }) => status);
  expect(statuses).toEqual(order[0] === 'revoke' ? [204, 422] : [200, 204]);
});

test('in a campus that looks at registrations, an invitation of a member shows who invited, and that one does not decide', async () => {
  await setMode('approval');
  const [can, other] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
  const joined = await join(await codeOf(can));
  expect(joined.body.user.status).toBe('pending');
  const { id } = joined.body.user;
  const decide = (by: TestMember) =>
    t.as(by).raw('POST', '/admin/registrations/decisions', { body: { ids: [id], decision: 'approve' } });
  const { items } = await t.as(can).get('/admin/registrations');
  expect(items).toMatchObject([{ id, invitedBy: { id: can.id }, mayDecide: 'own_invitee' }]);
  expect(await decide(can)).toMatchObject({ status: 422, body: { code: 'own_invitee' } });
  expect(await decide(other)).toMatchObject({ status: 200 });
  // A wrong code keeps nobody out who needs none.
  expect((await join('ABCD-EFGH-JKMN-PQRS')).body.user.status).toBe('pending');
  await setMode('invitation');
});

const batch = (addresses: string, by = admin) =>
  t.as(by).raw('POST', '/admin/invitation-batches', { body: { name: 'Liste', addresses } });
const codeIn = async (email: string) => {
  await t.settled();
  const mails = (await t.emails()).filter((sent) => sent.to?.[0]?.address === email);
  return mails.at(-1)?.text?.match(/invite=([\w-]+)/)?.[1] ?? '';
};

test('staff invite a list: each address by its own link, which lets no other mailbox in', async () => {
  const ayse = await inviter();
  const list = [
    'ad;adres',
    'Yeni Biri;liste1@cinar.edu.tr',
    'liste2@cinar.edu.tr',
    'liste1@cinar.edu.tr',
    ayse.email,
    'biri@gmail.com',
    'yalnız bir ad',
  ].join('\n');
  const preview = await t.as(admin).post('/admin/invitation-batches/preview', { addresses: list });
  expect(preview.invited).toEqual(['liste1@cinar.edu.tr', 'liste2@cinar.edu.tr', ayse.email]);
  expect(preview.refused.map((row: { line: number; reason: string }) => [row.line, row.reason])).toEqual([
    [4, 'duplicate'],
    [6, 'not_admitted'],
    [7, 'not_an_address'],
  ]);
  const { body, status } = await batch(list);
  expect([status, body.preview.invited.length]).toEqual([201, 3]);
  expect(await batch('liste1@cinar.edu.tr')).toMatchObject({
    status: 422,
    body: { code: 'nothing_to_invite' },
  });
  const [first, second] = [await codeIn('liste1@cinar.edu.tr'), await codeIn('liste2@cinar.edu.tr')];
  expect(await register(details({ invitation: first }))).toMatchObject({ status: 422 });
  await setMode('approval');
  // Staff have let them in already.
  expect((await join(first, { email: 'liste1@cinar.edu.tr' })).body.user.status).toBe('active');
  await setMode('invitation');
  const { items } = await t.as(admin).get(`/admin/invitation-batches/${body.id}`);
  const open = items[1];
  expect(items.map((item: { state: string }) => item.state)).toEqual(['open', 'open', 'open']);
  // The first email has just left; and of five presses a minute later one sends.
  const resend = async () => (await t.as(admin).raw('POST', `/admin/invitations/${open.id}/resend`)).status;
  expect(await resend()).toBe(204);
  expect(await codeIn('liste2@cinar.edu.tr')).toBe(second);
  t.clock.advance(61_000);
  expect(await Promise.all(Array.from({ length: 5 }, resend))).toEqual([204, 204, 204, 204, 204]);
  await t.settled();
  const mails = (await t.emails()).filter(({ to }) => to?.[0]?.address === 'liste2@cinar.edu.tr');
  expect(mails).toHaveLength(2);
  const renewed = await codeIn('liste2@cinar.edu.tr');
  expect(renewed).not.toBe(second);
  expect(await register(details({ email: 'liste2@cinar.edu.tr', invitation: second }))).toMatchObject({
    status: 422,
  });
  expect((await t.as(admin).raw('DELETE', `/admin/invitation-batches/${body.id}`)).status).toBe(204);
  expect(await register(details({ email: 'liste2@cinar.edu.tr', invitation: renewed }))).toMatchObject({
    status: 422,
  });
});

test('no list tells which of its addresses have an account', async () => {
  const ayse = await inviter();
  const addresses = [ayse.email, 'hic.olmadi@cinar.edu.tr', 'simdi.oldu@cinar.edu.tr'];
  const sent = await batch(addresses.join('\n'));
  expect(sent).toMatchObject({ status: 201, body: { preview: { invited: addresses, refused: [] } } });
  expect((await join(await codeIn(addresses[2]!), { email: addresses[2] })).status).toBe(200);
  // One who has an account, one who has none, one who has joined by it: everything that staff read or do is alike.
  const same = async (read: () => Promise<unknown[]>) => {
    const [member, nobody, joined] = (await read()).map((answer) =>
      JSON.parse(
        JSON.stringify(answer).replaceAll(
          /"(id|email|text|line|date|requestId|sentAt|expiresAt)":("[^"]*"|\d+)/g,
          '"$1":0',
        ),
      ),
    );
    expect(member).toEqual(nobody);
    expect(joined).toEqual(nobody);
  };
  const list = async () => (await t.as(admin).get(`/admin/invitation-batches/${sent.body.id}`)).items;
  const ids = ((await list()) as { id: string }[]).map(({ id }) => id);
  const each = (act: (id: string) => Promise<{ status: number; body: unknown }>) => async () =>
    (await Promise.all(ids.map(act))).map(({ status, body }) => ({ status, body }));
  const again = async () =>
    (await t.as(admin).post('/admin/invitation-batches/preview', { addresses: addresses.join('\n') }))
      .refused;
  await same(list);
  await same(again);
  t.clock.advance(61_000);
  await same(each((id) => t.as(admin).raw('POST', `/admin/invitations/${id}/resend`)));
  await same(list);
  await same(each((id) => t.as(admin).raw('DELETE', `/admin/invitations/${id}`)));
  await same(list);
  expect(await again()).toEqual([]);
  const [shown] = (await t.as(admin).get('/admin/invitation-batches')).items;
  expect(shown).toMatchObject({ invited: 3, used: null });
  await t.settled();
  for (const address of addresses.slice(0, 2)) {
    const mails = (await t.emails()).filter(({ to }) => to?.[0]?.address === address);
    expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill('ChitLaq seni davet ediyor'));
  }
});

test.for([
  [4, 20, null],
  [5, 20, 5],
  [9, 20, 5],
  [20, 20, 15],
  [16, 20, 15],
  [5, 9, null],
] as const)('%i of %i who joined are shown as %s', ([used, invited, shown]) => {
  expect(shownUses(used, invited)).toBe(shown);
});

test('a list has 500 addresses, of which one that is left out counts once', async () => {
  const addresses = (domain: string, from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `kisi${from + index}@${domain}`);
  const list = [...addresses('gmail.com', 0, 300), ...addresses('cinar.edu.tr', 1000, 1201)].join('\n');
  const { invited, refused } = await t
    .as(admin)
    .post('/admin/invitation-batches/preview', { addresses: list });
  expect(invited).toHaveLength(200);
  expect(refused.at(-1)).toMatchObject({ line: 501, reason: 'too_many' });
});

test('a role of one university invites addresses of that one alone, and sees no other list', async () => {
  const [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  const role = await t.as(owner).post('/admin/roles', {
    nameTr: 'Davet',
    permissions: ['invitations.write'],
    allUniversities: false,
  });
  const ayse = await inviter();
  const given = await t
    .as(owner)
    .raw('PUT', `/admin/users/${ayse.id}/roles`, { body: { roles: [], customRoles: [role.id] } });
  expect(given.status).toBeLessThan(300);
  const preview = await t
    .as(ayse)
    .post('/admin/invitation-batches/preview', { addresses: 'a1@nar.edu.tr\na1@cinar.edu.tr' });
  expect(preview).toMatchObject({ invited: ['a1@cinar.edu.tr'], refused: [{ reason: 'other_university' }] });
  const ofAdmin = (await batch('yerel1@cinar.edu.tr')).body.id;
  expect(await t.as(ayse).raw('GET', `/admin/invitation-batches/${ofAdmin}`)).toMatchObject({ status: 404 });
  expect((await t.as(ayse).get('/admin/invitation-batches')).items).toEqual([]);
  expect((await batch('yerel2@cinar.edu.tr', ayse)).status).toBe(201);
  expect((await t.as(ayse).get('/admin/invitation-batches')).items).toHaveLength(1);
});

test('wrong codes are counted for their address, and leave its sign-ins alone', async () => {
  const check = (code: string, ip: string) =>
    t.anyone.raw('POST', '/auth/invitations/check', { body: { code }, ip });
  const ayse = await inviter();
  const code = await codeOf(ayse);
  const signIn = (password: string) =>
    t.anyone.raw('POST', '/auth/login', { body: { identifier: ayse.username, password }, ip: '203.0.113.9' });
  // The same and different codes, one after the other and at once.
  const statuses: number[] = [];
  for (let at = 0; at < BUDGETS.invitations.failures - 10; at++)
    statuses.push((await check(`ABCD-EFGH-JKMN-PQR${at % 8}`, '203.0.113.9')).status);
  expect(new Set(statuses)).toEqual(new Set([422]));
  const atOnce = await Promise.all(
    Array.from({ length: 20 }, () => check('ABCD-EFGH-JKMN-0000', '203.0.113.9')),
  );
  expect(atOnce.filter(({ status }) => status === 422)).toHaveLength(10);
  const spent = await check(code, '203.0.113.9');
  expect(spent).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(Number(spent.headers['retry-after'])).toBeGreaterThan(0);
  expect((await signIn('yanlış parola')).status).toBe(401);
  expect((await signIn(ayse.password)).status).toBe(200);
  // Nor does it keep another address out.
  expect((await check(code, '203.0.113.10')).status).toBe(200);
});

test('wrong codes from everywhere leave each address a tenth, and a right one counts all the same', async () => {
  const check = (code: string, ip: string) =>
    t.anyone.raw('POST', '/auth/invitations/check', { body: { code }, ip });
  await check('ABCD-EFGH-JKMN-0000', '203.0.113.20');
  await t.ctx.pool.query(`update auth.attempts set failures = $1 where key like 'invitationsOfAll:%'`, [
    BUDGETS.invitationsOfAll.failures,
  ]);
  const code = await codeOf(await inviter(), 2);
  for (let at = 0; at < BUDGETS.invitations.failures / 10; at++)
    expect((await check('ABCD-EFGH-JKMN-0000', '203.0.113.21')).status).toBe(422);
  expect((await check('ABCD-EFGH-JKMN-0000', '203.0.113.21')).status).toBe(429);
  expect((await check(code, '203.0.113.22')).status).toBe(200);
  await t.ctx.pool.query(`delete from auth.attempts where key like 'invitations%'`);
});

test('the rule forgets after 180 days', async () => {
  const ayse = await inviter();
  const code = await codeOf(ayse, 2);
  for (const { body } of [await join(code), await join(code)])
    await t.as(admin).put(`/admin/users/${body.user.id}/suspend`, { reason: 'Reklam' });
  expect((await own(ayse)).isLost).toBe(true);
  await t.ctx.pool.query('update auth.invited_members set joined_at = $1 where inviter_id = $2', [
    new Date(t.ctx.clock().getTime() - 181 * DAY_MS),
    ayse.id,
  ]);
  expect((await own(ayse)).isLost).toBe(false);
});
