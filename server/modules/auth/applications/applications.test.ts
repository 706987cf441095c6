import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { openTestUniversities } from '../factory.ts';
import { publishShippedTexts } from '../legal/service.ts';
import { UNDO_MS } from './decisions.ts';
import { findLookAlikes } from './queries.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let owner: TestMember;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  await openTestUniversities(t.ctx);
  await publishShippedTexts(t.ctx);
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
  [first, second] = (await t.members(2, { roles: ['moderator'] })) as [TestMember, TestMember];
});
beforeEach(() => setCampus({ registrationMode: 'approval' }));

/** Lets time pass. Staff sign in anew: sessions end meanwhile. */
async function leap(milliseconds: number) {
  t.clock.advance(milliseconds);
  for (const staff of [admin, owner, first, second])
    Object.assign(
      staff,
      await t.anyone.post('/auth/login', { identifier: staff.username, password: staff.password }),
    );
}

const DAY_MS = 86_400_000;
const PASSWORD = 'mor kestane bulut 71';

async function setCampus(some: object) {
  const { version } = await t.as(admin).get('/admin/campus');
  const body = { ...DEFAULT_CAMPUS.settings, ...some, basedOn: version };
  expect((await t.as(admin).raw('PUT', '/admin/campus', { body })).status).toBe(200);
}

let count = 0;
const details = (some: object = {}) => {
  count += 1;
  return {
    // Letters: addresses that differ in digits alone look alike.
    email: `basvuran.${[...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}@cinar.edu.tr`,
    username: `basvuran_${count}`,
    displayName: `Başvuran ${count}`,
    password: PASSWORD,
    ...some,
  };
};
const register = (body: object) => t.anyone.raw('POST', '/auth/register', { body });
async function confirm(email: string, body: object = {}) {
  await t.settled();
  const mail = (await t.emails()).filter((sent) => sent.to?.[0]?.address === email).at(-1);
  const token = mail?.text?.match(/token=([\w-]+)/)?.[1];
  return t.anyone.raw('POST', '/auth/verify-email', { body: { token, ...body } });
}
/** Somebody with a proved address, who waits unless registration is open. */
async function join(some: object = {}) {
  const body = details(some);
  expect((await register(body)).status).toBe(202);
  const answer = await confirm(body.email.toLowerCase());
  expect(answer.status).toBe(200);
  return {
    ...body,
    id: answer.body.user.id as string,
    status: answer.body.user.status,
    token: answer.body.accessToken,
  };
}
type Person = Awaited<ReturnType<typeof join>>;
const as = ({ token }: Person) => t.as({ accessToken: token } as TestMember);
const own = (person: Person) => as(person).get('/auth/application');
const decide = (by: TestMember, ids: string[], decision: 'approve' | 'refuse', reason = 'Bilgiler eksik.') =>
  t.as(by).raw('POST', '/admin/registrations/decisions', { body: { ids, decision, reason } });
const undo = (by: TestMember, ids: string[]) =>
  t.as(by).raw('POST', '/admin/registrations/decisions/undo', { body: { ids } });
async function takeEffect() {
  t.clock.advance(UNDO_MS + 1000);
  // Jobs wait by the clock of the database.
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()');
  await t.settled();
}
const listed = async (by: TestMember) =>
  (await t.as(by).get('/admin/registrations?limit=100')).items as { id: string; [key: string]: unknown }[];
const find = async (by: TestMember, id: string) => (await listed(by)).find((item) => item.id === id);
const mailsTo = async (email: string) => {
  await t.settled();
  return (await t.emails()).filter((sent) => sent.to?.[0]?.address === email);
};

test('a verified account waits: its own page, its answer and the way out, and nothing else', async () => {
  await setCampus({
    registrationMode: 'approval',
    approvalQuestion: { tr: 'Hangi bölüm?', en: 'Which programme?' },
  });
  const person = await join({ answer: 'Fizik', acceptedTexts: { terms: 1, rules: 1 } });
  expect(person.status).toBe('pending');
  expect(await own(person)).toMatchObject({
    state: 'waiting',
    username: person.username,
    question: { tr: 'Hangi bölüm?' },
    answer: 'Fizik',
    mayObject: false,
  });
  const changed = await as(person).patch('/auth/application', {
    answer: 'Fizik, 2. sınıf',
    displayName: 'Yeni Ad',
  });
  expect(changed).toMatchObject({ answer: 'Fizik, 2. sınıf', displayName: 'Yeni Ad' });
  expect(await as(person).raw('GET', '/feed/home')).toMatchObject({
    status: 403,
    body: { code: 'account_waiting' },
  });
  expect(await as(person).raw('GET', '/auth/me')).toMatchObject({ status: 403 });
  expect((await as(person).raw('GET', '/users/me/data')).status).toBe(200);
  expect(await find(admin, person.id)).toMatchObject({
    displayName: 'Yeni Ad',
    answer: 'Fizik, 2. sınıf',
    mayDecide: 'yes',
    flags: [],
  });
  const again = await t.anyone.post('/auth/login', { identifier: person.email, password: PASSWORD });
  expect(again.user.status).toBe('pending');
});

test('nobody sees somebody who waits, and their username is taken', async () => {
  const person = await join({ username: 'gorunmez', displayName: 'Görünmez Kişi' });
  for (const path of ['/users/gorunmez', `/users/${person.id}`, '/users/gorunmez/posts'])
    expect((await t.as(first).raw('GET', path)).status, path).toBe(404);
  for (const path of [
    '/search?q=gorunmez&type=users',
    '/search/suggest?q=gorunmez',
    '/users/suggested',
    '/mentions?q=gorunmez',
  ]) {
    const { body } = await t.as(first).raw('GET', path);
    expect(JSON.stringify(body), path).not.toContain('Görünmez');
  }
  expect((await t.as(first).raw('PUT', `/users/${person.id}/follow`)).status).toBe(404);
  expect(
    (
      await t
        .as(first)
        .raw('POST', '/conversations', { body: { type: 'direct', participantIds: [person.id] } })
    ).status,
  ).toBeGreaterThanOrEqual(400);
  expect((await t.anyone.get('/auth/username-available?username=gorunmez')).available).toBe(false);
});

test('approved, the same session is a member’s, once the time to undo is over', async () => {
  const person = await join();
  expect(await decide(first, [person.id], 'approve')).toMatchObject({
    status: 200,
    body: { items: [{ id: person.id, code: null }] },
  });
  expect((await own(person)).state).toBe('waiting');
  expect((await mailsTo(person.email)).length).toBe(1);
  await takeEffect();
  expect((await own(person)).state).toBe('approved');
  expect((await as(person).raw('GET', '/auth/me')).status).toBe(200);
  expect((await t.as(first).raw('GET', `/users/${person.username}`)).status).toBe(200);
  const mails = await mailsTo(person.email);
  expect(mails.at(-1)?.subject).toContain('onaylandı');
  expect(await find(admin, person.id)).toBeUndefined();
  expect(await decide(second, [person.id], 'refuse')).toMatchObject({ status: 404 });
});

test('a decision undone within ten seconds leaves nothing behind, and only its maker undoes it', async () => {
  const person = await join();
  await decide(first, [person.id], 'refuse');
  expect(await undo(second, [person.id])).toMatchObject({ status: 409, body: { code: 'undo_too_late' } });
  expect((await undo(first, [person.id])).status).toBe(200);
  await takeEffect();
  expect((await own(person)).state).toBe('waiting');
  expect((await mailsTo(person.email)).length).toBe(1);
  await decide(first, [person.id], 'approve');
  await takeEffect();
  expect(await undo(first, [person.id])).toMatchObject({ status: 409, body: { code: 'undo_too_late' } });
});

test('refused: the reason by email, a free username, one objection to somebody else, erased after 30 days', async () => {
  const person = await join();
  expect(await decide(first, [person.id], 'refuse', '')).toMatchObject({ status: 400 });
  await decide(first, [person.id], 'refuse', 'Adın öğrenci listesinde yok.');
  await takeEffect();
  expect(await own(person)).toMatchObject({
    state: 'refused',
    username: person.username,
    reason: 'Adın öğrenci listesinde yok.',
    mayObject: true,
  });
  expect((await mailsTo(person.email)).at(-1)?.text).toContain('Adın öğrenci listesinde yok.');
  expect((await t.anyone.get(`/auth/username-available?username=${person.username}`)).available).toBe(true);
  expect(await as(person).raw('PATCH', '/auth/application', { body: { answer: 'x' } })).toMatchObject({
    status: 409,
  });

  const objected = await as(person).post('/auth/application/objection', { objection: 'Yeni kayıt oldum.' });
  expect(objected).toMatchObject({ state: 'waiting', objection: 'Yeni kayıt oldum.', mayObject: false });
  expect(await find(second, person.id)).toMatchObject({ objection: { text: 'Yeni kayıt oldum.' } });
  expect(await decide(first, [person.id], 'approve')).toMatchObject({
    status: 422,
    body: { code: 'own_refusal' },
  });
  await decide(second, [person.id], 'refuse', 'Liste güncel.');
  await takeEffect();
  expect(
    await as(person).raw('POST', '/auth/application/objection', { body: { objection: 'Yine de' } }),
  ).toMatchObject({ status: 409, body: { code: 'already_objected' } });

  await leap(31 * DAY_MS);
  await t.ctx.jobs.add('auth.eraseOldApplications', {});
  await t.settled();
  const { rows } = await t.ctx.pool.query('select 1 from auth.users where id = $1', [person.id]);
  expect(rows).toEqual([]);
  // The mailbox is free: they may register again.
  expect((await join({ email: person.email })).status).toBe('pending');
});

test('upheld, the objection gives the username back, or a similar one', async () => {
  const [kept, lost] = [await join(), await join({ displayName: 'Ece Su' })];
  await decide(first, [kept.id, lost.id], 'refuse');
  await takeEffect();
  await setCampus({ registrationMode: 'open' });
  expect((await join({ username: lost.username })).status).toBe('active');
  for (const person of [kept, lost])
    await as(person).post('/auth/application/objection', { objection: 'Lütfen' });
  await decide(second, [kept.id, lost.id], 'approve');
  await takeEffect();
  expect((await own(kept)).username).toBe(kept.username);
  expect((await own(lost)).username).toMatch(/^[a-z]+/);
  expect((await own(lost)).username).not.toBe(lost.username);
});

test('who waits gets a copy of their data', async () => {
  const person = await join();
  expect((await as(person).raw('POST', '/users/me/exports', { body: {} })).status).toBe(202);
  await t.settled();
  expect((await as(person).get('/users/me/exports')).items).toMatchObject([{ status: 'ready' }]);
});

test('who withdraws is erased at once', async () => {
  const person = await join();
  expect((await as(person).raw('DELETE', '/auth/application')).status).toBe(204);
  await t.settled();
  expect((await as(person).raw('GET', '/auth/application')).status).toBe(401);
  const { rows } = await t.ctx.pool.query('select 1 from auth.users where id = $1', [person.id]);
  expect(rows).toEqual([]);
  expect(await find(admin, person.id)).toBeUndefined();
});

test('who waited for 30 days is erased, with an email that says so', async () => {
  const person = await join();
  await leap(29 * DAY_MS);
  await t.ctx.jobs.add('auth.eraseOldApplications', {});
  await t.settled();
  expect(await find(owner, person.id)).toBeDefined();
  await leap(2 * DAY_MS);
  await t.ctx.jobs.add('auth.eraseOldApplications', {});
  await t.settled();
  expect(await find(owner, person.id)).toBeUndefined();
  expect((await mailsTo(person.email)).at(-1)?.subject).toContain('bakılamadı');
});

test('local moderators see and decide about their own university alone', async () => {
  const other = await join({ email: `nar${++count}@nar.edu.tr` });
  expect(await find(first, other.id)).toBeUndefined();
  expect(await find(admin, other.id)).toBeDefined();
  expect(await decide(first, [other.id], 'approve')).toMatchObject({ status: 404 });
  expect((await t.as(first).raw('PUT', `/admin/registrations/${other.id}/claim`)).status).toBe(404);
  const [derya] = (await t.members(1)) as [TestMember];
  expect(await decide(derya, [other.id], 'approve')).toMatchObject({ status: 403 });
});

test('of several each is decided on its own, and a claim of somebody else holds', async () => {
  const [a, b] = [await join(), await join()];
  expect((await t.as(second).raw('PUT', `/admin/registrations/${b.id}/claim`)).status).toBe(200);
  expect(await find(first, b.id)).toMatchObject({
    mayDecide: 'claimed',
    claim: { staff: { id: second.id } },
  });
  const answer = await decide(first, [a.id, b.id], 'approve');
  expect(answer.body.items).toMatchObject([
    { id: a.id, code: null },
    { id: b.id, code: 'registration_claimed' },
  ]);
  expect((await t.as(second).raw('DELETE', `/admin/registrations/${b.id}/claim`)).status).toBe(204);
  expect((await decide(first, [b.id], 'approve')).status).toBe(200);
  await takeEffect();
});

test.for([1, 2, 3])('of two who approve and refuse at the same moment, one decides (%i)', async () => {
  const person = await join();
  const lock = await holdLock(t, 'select from auth.applications where user_id = $1 for update', [person.id]);
  const decisions = [decide(first, [person.id], 'approve'), decide(second, [person.id], 'refuse')];
  await lock.waitForBlocked(2);
  await lock.release();
  const answers = await Promise.all(decisions);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = answers[0]?.status === 200 ? 'approved' : 'refused';
  await takeEffect();
  expect((await own(person)).state).toBe(winner);
});

test('a withdrawal and an approval at once: one of them wins, and no half account is left', async () => {
  const person = await join();
  await decide(first, [person.id], 'approve');
  t.clock.advance(UNDO_MS + 1000);
  const lock = await holdLock(t, 'select from auth.users where id = $1 for update', [person.id]);
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()');
  const withdrawal = as(person).raw('DELETE', '/auth/application');
  await lock.waitForBlocked(1);
  await lock.release();
  const { status } = await withdrawal;
  await t.settled();
  const { rows } = await t.ctx.pool.query('select status from auth.users where id = $1', [person.id]);
  expect([204, 409]).toContain(status);
  expect(rows).toEqual(status === 204 ? [] : [{ status: 'active' }]);
});

test('a change of the setting locks nobody out who is in the middle', async () => {
  await setCampus({ registrationMode: 'open' });
  const began = { open: details(), other: details() };
  for (const body of Object.values(began)) await register(body);
  await setCampus({ registrationMode: 'invitation' });
  expect((await confirm(began.open.email)).body.user.status).toBe('active');
  const { version } = await t.as(admin).get('/admin/campus');
  const { settings } = DEFAULT_CAMPUS;
  await t.as(admin).raw('PUT', '/admin/campus', {
    body: { ...settings, features: { ...settings.features, registration: false }, basedOn: version },
  });
  expect((await confirm(began.other.email)).body.user.status).toBe('active');
  expect(await register(details())).toMatchObject({ status: 403, body: { code: 'feature_off' } });

  await setCampus({ registrationMode: 'approval' });
  const asked = details();
  await register(asked);
  await setCampus({ registrationMode: 'open' });
  expect((await confirm(asked.email)).body.user.status).toBe('active');
});

test('nobody changes what staff have decided about before it takes effect', async () => {
  const person = await join();
  const rename = () =>
    t
      .as({ accessToken: person.token } as TestMember)
      .raw('PATCH', '/auth/application', { body: { displayName: 'Rektörlük' } });
  await decide(first, [person.id], 'approve');
  expect(await rename()).toMatchObject({ status: 409, body: { code: 'not_waiting' } });
  await undo(first, [person.id]);
  expect((await rename()).status).toBe(200);
});

test('a name looks like the same name, whatever it is written in', async () => {
  // The second letter of the first is Cyrillic; digits and repeated letters are read as others.
  for (const displayName of ['D\u0435niz Kara', 'Kaan2003', 'Ece Aaak']) {
    await t.members(1, { displayName });
    const person = await join({ displayName });
    expect(await find(admin, person.id), displayName).toMatchObject({ flags: ['name_of_member'] });
  }
});

test('who withdraws after a refusal and registers again at once is shown as refused before, with the number', async () => {
  const setRule = (rule: string) =>
    t.ctx.pool.query(`update auth.university_domains set mailbox_rule = $1 where domain = 'cinar.edu.tr'`, [
      rule,
    ]);
  await setRule('dots_plus');
  const withdraw = async (person: Person) => {
    const answer = await as(person).raw('DELETE', '/auth/application');
    await t.settled();
    return answer;
  };
  const refused = async (email: string) => {
    const person = await join({ email });
    await decide(first, [person.id], 'refuse');
    await takeEffect();
    return person;
  };
  const before = await refused('geri.gelen@cinar.edu.tr');
  await as(before).post('/auth/application/objection', { objection: 'Öğrenciyim.' });
  await decide(second, [before.id], 'refuse');
  await takeEffect();
  expect((await withdraw(before)).status).toBe(204);
  // Nothing that names the mailbox is left.
  const { rows } = await t.ctx.pool.query('select mailbox_hash, refusals from auth.refused_mailboxes');
  expect(rows).toEqual([{ mailbox_hash: expect.any(Buffer), refusals: 2 }]);

  // The same mailbox, by the rule of its domain: other case, other dots, and a tag.
  const again = await join({ email: 'GeriGel.en+Yeni@CINAR.edu.tr' });
  expect(await find(admin, again.id)).toMatchObject({ flags: ['refused_before'], refusedBefore: 2 });
  await as(again).patch('/auth/application', { displayName: 'Bambaşka Biri' });
  expect(await find(admin, again.id)).toMatchObject({ flags: ['refused_before'] });
  // Opening the campus does not let them in unseen.
  await setCampus({ registrationMode: 'open' });
  await t.ctx.jobs.add('auth.admitWaiting', {});
  await t.settled();
  expect((await own(again)).state).toBe('waiting');
  await setCampus({ registrationMode: 'approval' });
  // Withdrawn before anybody decided: the number stays.
  expect((await withdraw(again)).status).toBe(204);
  const third = await refused('geri.gelen@cinar.edu.tr');
  expect(await withdraw(third)).toMatchObject({ status: 204 });
  const fourth = await join({ email: 'geri.gelen@cinar.edu.tr' });
  expect(await find(admin, fourth.id)).toMatchObject({ refusedBefore: 3 });
  expect(await find(admin, (await join()).id)).toMatchObject({ flags: [], refusedBefore: 0 });

  expect((await withdraw(fourth)).status).toBe(204);
  await leap(31 * DAY_MS);
  await t.ctx.jobs.add('auth.cleanUp', {});
  await t.settled();
  expect((await t.ctx.pool.query('select from auth.refused_mailboxes')).rowCount).toBe(0);
  expect(await find(admin, (await join({ email: 'geri.gelen@cinar.edu.tr' })).id)).toMatchObject({
    flags: [],
    refusedBefore: 0,
  });
  await setRule('exact');
});

test('look-alikes are found by an index among many accounts', async () => {
  const { rows } = await t.ctx.pool.query('select university_id as id from auth.users where id = $1', [
    first.id,
  ]);
  const universityId = rows[0].id as string;
  await t.ctx.pool.query(
    `insert into auth.users (id, username, display_name, email, mailbox, university_id, affiliation, status)
     select gen_random_uuid(), 'uye_' || n, 'Üye ' || n, 'uye' || n || '@x.edu.tr', 'uye' || n || '@x.edu.tr', $1, 'student',
       case when n % 25 = 0 then 'suspended' when n % 25 = 1 then 'pending' else 'active' end
     from generate_series(1, 2000) n`,
    [universityId],
  );
  await t.ctx.pool.query('analyze auth.users');
  const look = (db: typeof t.ctx.db) =>
    findLookAlikes(db, {
      userId: first.id,
      universityId,
      names: ['ayse yilmaz', 'ayse yilmaz'],
      stem: 'ayilmaz',
    });
  const nodes = nodesOf(await plansOf(t, look), 'users');
  expect([...nodes.scanTypes]).not.toContain('Seq Scan');
  expect(nodes.indexes).toContain('users_look_alike_name');
  expect(nodes.indexes).toContain('users_look_alike_stem');
  expect(nodes.rows).toBeLessThan(20);
  await t.ctx.pool.query(`delete from auth.users where username like 'uye\\_%'`);
});

test('when the campus opens, who waits comes in, but not who looks like somebody else', async () => {
  const plain = await join();
  const [derya] = (await t.members(1, { displayName: 'Derya Deniz Uzun' })) as [TestMember];
  const alike = await join({ displayName: 'Derуa Deniz Uzun' }); // a Cyrillic letter
  expect(await find(admin, alike.id)).toMatchObject({ flags: ['name_of_member'] });
  // Nor under a name that they take afterwards.
  const renamed = await join();
  await as(renamed).patch('/auth/application', { displayName: 'derya  deniz uzun' });
  expect(await find(admin, renamed.id)).toMatchObject({ flags: ['name_of_member'] });
  await t.as(admin).put(`/admin/users/${derya.id}/suspend`, { reason: 'Deneme' });
  const sameAddress = [
    await join({ email: 'a.yilmaz1@cinar.edu.tr' }),
    await join({ email: 'ayilmaz.22@cinar.edu.tr' }),
  ];
  expect(await find(admin, sameAddress[1]?.id ?? '')).toMatchObject({ flags: ['address_of_waiting'] });
  await setCampus({ registrationMode: 'open' });
  await t.ctx.jobs.add('auth.admitWaiting', {});
  await t.settled();
  expect((await own(plain)).state).toBe('approved');
  expect((await own(alike)).state).toBe('waiting');
});

test('a university may have another way than the campus', async () => {
  const { items } = await t.as(admin).get('/admin/universities?q=Nar%20University');
  const set = (registrationMode: string | null) =>
    t.as(admin).patch(`/admin/universities/${items[0].id}`, { registrationMode });
  await set('closed');
  const email = () => `nar${++count}@nar.edu.tr`;
  expect(await register(details({ email: email() }))).toMatchObject({
    status: 403,
    body: { code: 'registration_closed' },
  });
  const shown = (await t.anyone.get('/auth/universities?q=nar.edu')).items as {
    name: string;
    registrationMode: string;
  }[];
  expect(shown.map(({ name, registrationMode }) => [name, registrationMode]).sort()).toEqual([
    ['Nar University', 'closed'],
    ['Çınar Üniversitesi', 'approval'],
  ]);
  await set('open');
  expect((await join({ email: email() })).status).toBe('active');
  expect((await join()).status).toBe('pending');
  await set(null);
  expect((await join({ email: email() })).status).toBe('pending');
});

test('staff are mailed once a day about what waits, with the number of their universities', async () => {
  await t.ctx.pool.query(`delete from platform.settings where key = 'registrations_reminded_at'`);
  await join();
  await leap(25 * 3_600_000);
  for (let time = 0; time < 2; time++) await t.ctx.jobs.add('auth.remindOfRegistrations', {});
  await t.settled();
  const subject = /bir günden uzun/;
  expect((await mailsTo(first.email)).filter((mail) => subject.test(mail.subject ?? ''))).toHaveLength(1);
});

test('figures say nothing about fewer than five decisions', async () => {
  await t.ctx.pool.query('delete from auth.application_outcomes');
  const people = [];
  for (let at = 0; at < 5; at++) people.push(await join());
  const ids = people.map((person) => person.id);
  await decide(admin, ids.slice(0, 4), 'approve');
  await takeEffect();
  const figures = () => t.as(admin).get('/admin/registrations/figures');
  expect(await figures()).toMatchObject({ approved: null, refused: 0, medianHours: null });
  await decide(admin, ids.slice(4), 'approve');
  await takeEffect();
  expect(await figures()).toMatchObject({ approved: 5, refused: 0 });
  expect((await figures()).medianHours).not.toBeNull();
});
