import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { testUniversities } from '../factory.ts';
import { auth } from '../index.ts';
import { MailStatus } from './schemas.ts';

/** A mail server on this machine that answers as it is told, by the recipient. */
let answer: (address: string) => string | undefined = () => undefined;
const received: string[] = [];
const smtp = new SMTPServer({
  hideSTARTTLS: true,
  authOptional: true,
  onRcptTo({ address }, _session, done) {
    const refusal = answer(address);
    if (refusal === undefined) return done();
    done(Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }));
  },
  onData(stream, session, done) {
    stream.resume();
    stream.on('end', () => {
      received.push(...session.envelope.rcptTo.map(({ address }) => address));
      done();
    });
  },
});

let t: TestServer;
let admin: TestMember;
beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  t = await testServer({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'ChitLaq Çınar <posta@kampus.example>',
  });
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await t.settled();
});
afterAll(async () => {
  await t.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(async () => {
  answer = () => undefined;
  received.length = 0;
  await t.ctx.pool.query('truncate auth.email_hours, auth.email_answers');
});

const status = async (range = 'day') =>
  MailStatus.strict().parse(await t.as(admin).get(`/admin/mail?range=${range}`));
const askForReset = async (...members: TestMember[]) => {
  for (const { email } of members) await t.anyone.post('/auth/password/forgot', { email });
  await t.settled();
};
/** Tries again what waits, as after the pause between two attempts. */
const tryAgain = async () => {
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null');
  await t.settled();
};
const waitingJobs = async () =>
  (await t.ctx.pool.query("select 1 from graphile_worker.jobs where task_identifier = 'auth.sendEmail'"))
    .rowCount;
const markOf = async ({ id }: TestMember) =>
  (await t.ctx.pool.query('select undeliverable_since from auth.users where id = $1', [id])).rows[0]
    .undeliverable_since;

test('emails are counted by domain and kind, and the counts hold no address', async () => {
  const members = await t.members(6);
  await askForReset(...members);
  const page = await status();
  expect(page).toMatchObject({ sender: 'posta@kampus.example', waiting: 0, oldestAt: null, givenUp: 0 });
  expect(page.totals.hour).toEqual({ sent: 6, refused: 0, failed: 0 });
  expect(page.domains).toMatchObject([
    { domain: testUniversities.cinar.domain, sent: 6, refused: 0, delayed: 0, medianSeconds: 1 },
  ]);
  expect(page.kinds).toMatchObject([{ kind: 'reset', sent: 6, refused: 0 }]);
  expect(page.chart).toHaveLength(24);
  expect(page.chart.at(-1)).toMatchObject({ sent: 6 });
  expect((await status('week')).chart.map(({ sent }) => sent)).toEqual([0, 0, 0, 0, 0, 0, 6]);
  const { rows } = await t.ctx.pool.query('select * from auth.email_hours');
  expect(rows).toHaveLength(1);
  for (const { email, username, id } of members)
    for (const secret of [email, username, id]) expect(JSON.stringify(rows)).not.toContain(secret);
});

test('nothing is said about fewer than five people, however many emails they got', async () => {
  const [one] = (await t.members(1)) as [TestMember];
  await askForReset(one, one, one);
  await t.ctx.pool.query('update auth.email_hours set sent = 40');
  const page = await status();
  expect(page.totals.day.sent).toBeNull();
  expect(page.domains).toMatchObject([{ domain: null, university: null, sent: null, medianSeconds: null }]);
  expect(page.kinds).toMatchObject([{ kind: 'reset', sent: null }]);
  expect(page.chart.at(-1)?.sent).toBeNull();
});

test('an email that a busy server puts off is delayed, waits, and is sent at last', async () => {
  const members = await t.members(6);
  answer = () => '451 4.7.1 Greylisted for <x@cinar.edu.tr>, come back in 5 minutes';
  await askForReset(...members);
  let page = await status();
  expect(page.waiting).toBe(6);
  expect(Date.parse(page.oldestAt ?? '')).toBeLessThanOrEqual(Date.now());
  expect(page.totals.hour).toEqual({ sent: 0, refused: 0, failed: 6 });
  await tryAgain();
  answer = () => undefined;
  await tryAgain();
  page = await status();
  expect(received).toHaveLength(6);
  expect(page).toMatchObject({ waiting: 0, totals: { hour: { sent: 6, refused: 0, failed: 12 } } });
  // Twice put off is one delayed email.
  expect(page.domains).toMatchObject([{ sent: 6, delayed: 6, failed: 12 }]);
  expect(page.answers).toMatchObject(
    [
      {
        code: 451,
        enhanced: '4.7.1',
        text: 'Greylisted for <…@…>, come back in 5 minutes',
        reason: 'greylisted',
        isRefusal: false,
        count: 12,
        domains: [testUniversities.cinar.domain],
      },
    ].map(({ text, ...rest }) => ({ ...rest, text: expect.stringContaining(text) })),
  );
});

test('an email for a mailbox that does not exist is refused once and not sent again; the account is marked', async () => {
  const [gone, other] = (await t.members(2)) as [TestMember, TestMember];
  answer = (address) => (address === gone.email ? `550 5.1.1 <${address}>: User unknown` : undefined);
  await askForReset(gone, other);
  expect(await waitingJobs()).toBe(0);
  expect(await markOf(gone)).toBeInstanceOf(Date);
  expect(await markOf(other)).toBeNull();
  const { answers } = await status();
  // One person: neither how many emails nor which domain.
  expect(answers).toMatchObject([
    { enhanced: '5.1.1', reason: 'unknown_mailbox', isRefusal: true, count: null, domains: [] },
  ]);
  expect(JSON.stringify(answers)).not.toContain(gone.username);
  answer = () => undefined;
  await askForReset(gone);
  expect(received).toContain(gone.email);
  expect(await markOf(gone)).toBeNull();
});

test('an email refused for another reason is one refusal, and is tried again', async () => {
  const members = await t.members(5);
  answer = () => '550 5.7.26 Unauthenticated';
  await askForReset(...members);
  await tryAgain();
  expect(await waitingJobs()).toBe(5);
  expect((await status()).totals.hour).toEqual({ sent: 0, refused: 5, failed: 5 });
  for (const member of members) expect(await markOf(member)).toBeNull();
  answer = () => undefined;
  await tryAgain();
  expect(received).toHaveLength(5);
});

test('who registers with an address of nobody leaves no mark and learns nothing', async () => {
  answer = () => '550 5.1.1 User unknown';
  const domain = testUniversities.cinar.domain;
  const body = (name: string) => ({
    email: `${name}@${domain}`,
    password: 'mor kestane bulut 71',
    username: name,
    displayName: 'Yeni Biri',
    locale: 'tr',
  });
  expect(await t.anyone.raw('POST', '/auth/register', { body: body('hic_kimse') })).toMatchObject({
    status: 202,
  });
  await t.settled();
  expect(await waitingJobs()).toBe(0);
  expect(
    (await t.ctx.pool.query('select 1 from auth.users where undeliverable_since is not null')).rowCount,
  ).toBe(0);
});

test('two workers count every email, also in the first second of an hour', async () => {
  const { recordDelivery } = await import('./queries.ts');
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      recordDelivery(t.ctx.db, {
        kind: 'digest',
        address: `uye${index}@odtu.example`,
        domain: 'odtu.example',
        outcome: 'sent',
        isDelayed: false,
        bucket: 1 + (index % 16),
        person: 1n << BigInt(index),
        answer: null,
        isUnknownMailbox: false,
        now: t.ctx.clock(),
      }),
    ),
  );
  const { rows } = await t.ctx.pool.query('select sent, waits, people::text from auth.email_hours');
  expect(rows).toMatchObject([{ sent: 40, people: String((1n << 40n) - 1n) }]);
  expect(rows[0].waits).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2]);
});

test('members without a mailbox get no digest or notice, but what protects their account, and see it', async () => {
  const [gone, well] = (await t.members(2)) as [TestMember, TestMember];
  const notice = {
    subject: 'Duyuru',
    greeting: 'Merhaba,',
    paragraphs: ['Bir haber.'],
    button: { label: 'Oku', url: 'http://localhost:3000/' },
    closing: 'Hoşça kal.',
  };
  const notices = () =>
    Promise.all([gone, well].map(({ id }) => auth.sendMemberEmail(t.ctx, id, 'notice', notice)));
  answer = (address) => (address === gone.email ? '550 5.1.1 User unknown' : undefined);
  await askForReset(gone);
  expect(Date.parse((await t.as(gone).get('/auth/me')).undeliverableSince)).toBeLessThanOrEqual(Date.now());
  expect((await t.as(well).get('/auth/me')).undeliverableSince).toBeNull();
  // Nobody else sees it.
  expect(JSON.stringify(await t.as(well).get(`/users/${gone.username}`))).not.toContain('undeliverable');
  answer = () => undefined;
  await notices();
  expect(received).toEqual([well.email]);
  // Why somebody is suspended stands nowhere else.
  await auth.sendMemberEmail(t.ctx, gone.id, 'notice', notice, { alsoSuspended: true });
  expect(received.splice(0)).toEqual([well.email, gone.email]);
  // After two weeks one finds out.
  await t.ctx.pool.query(
    "update auth.users set undeliverable_since = now() - interval '15 days' where id = $1",
    [gone.id],
  );
  await notices();
  expect(received.sort()).toEqual([gone.email, well.email].sort());
  expect(await markOf(gone)).toBeNull();
});

test('staff send themselves an email and see what the server answers; the sixth in an hour waits', async () => {
  const [sender] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await t.settled();
  const ask = () => t.as(sender).raw('POST', '/admin/mail/test-emails');
  const result = async () => MailStatus.parse(await t.as(sender).get('/admin/mail')).testEmail;
  expect(await result()).toBeNull();
  expect((await ask()).status).toBe(202);
  expect(await result()).toMatchObject({ outcome: null, answer: null });
  await t.settled();
  expect(received).toEqual([sender.email]);
  expect(await result()).toMatchObject({
    outcome: 'sent',
    reason: null,
    answer: expect.stringMatching(/^250 /),
  });
  // Of others, nothing.
  expect((await status()).testEmail).toBeNull();
  answer = (address) => `550 5.7.26 <${address}> is not authenticated`;
  await ask();
  await t.settled();
  expect(await result()).toMatchObject({
    outcome: 'refused',
    reason: 'unauthenticated',
    answer: expect.stringContaining('<…@…> is not authenticated'),
  });
  const answers = await Promise.all(Array.from({ length: 6 }, ask));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429, 429]);
  expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({ code: 'too_many_test_emails' });
  const { rows } = await t.ctx.pool.query(
    "select event from auth.audit_log where actor_id = $1 and event = 'test_email_sent'",
    [sender.id],
  );
  expect(rows).toHaveLength(5);
});

test('a member whose address changes is no longer marked', async () => {
  const [member] = (await t.members(1)) as [TestMember];
  await t.ctx.pool.query('update auth.users set undeliverable_since = now() where id = $1', [member.id]);
  const { setAddress } = await import('../address/queries.ts');
  const { rows } = await t.ctx.pool.query('select university_id from auth.users where id = $1', [member.id]);
  const address = {
    email: 'yeni@cinar.edu.tr',
    mailbox: 'yeni@cinar.edu.tr',
    universityId: rows[0].university_id,
  };
  await setAddress(t.ctx.db, member.id, { ...address, affiliation: 'student' }, t.ctx.clock());
  expect((await t.as(member).get('/auth/me')).undeliverableSince).toBeNull();
});

test('a server that words each answer anew does not push the others out', async () => {
  await t.ctx.pool.query(`insert into auth.email_answers
    select current_date, 'a.example', 550, '', 'text ' || number, 'other', 1, 1, now() from generate_series(1, 300) number
    union all select current_date, 'b.example', 550, '5.7.26', 'SPF', 'unauthenticated', 9, 255, now() - interval '1 hour'`);
  const { answers } = await status();
  expect(answers.map(({ reason }) => reason).sort()).toEqual([...Array(5).fill('other'), 'unauthenticated']);
  expect(answers.at(-1)).toMatchObject({ text: 'SPF', count: 9, domains: ['b.example'] });
});

test('the domain with the fewest problems lends its people to those that are too few', async () => {
  await t.ctx.pool.query(`insert into auth.email_hours
    select date_trunc('hour', now()), domain, 'digest', sent, refused, 0, 0, array_fill(0, array[16]), people
    from (values ('a.example', 100, 0, 255), ('b.example', 10, 90, 255), ('tiny.example', 1, 1, 1)) as given (domain, sent, refused, people)`);
  const { domains } = await status();
  expect(domains).toMatchObject([
    { domain: 'b.example', sent: 10, refused: null, isTroubled: true },
    { domain: null, sent: 101, refused: null, isTroubled: false },
  ]);
  expect(JSON.stringify(domains)).not.toContain('tiny');
});

test('counts are deleted after 90 days', async () => {
  await t.ctx.pool.query(`insert into auth.email_hours values
    (now() - interval '91 days', 'a.example', 'digest', 1, 0, 0, 0, '{1}', 1), (now() - interval '89 days', 'a.example', 'digest', 1, 0, 0, 0, '{1}', 1)`);
  await t.ctx.pool.query(`insert into auth.email_answers values
    (current_date - 92, 'a.example', 550, '', 'x', 'other', 1, 1, now()), (current_date - 89, 'a.example', 550, '', 'x', 'other', 1, 1, now())`);
  await t.ctx.jobs.add('auth.cleanUp', {});
  await t.settled();
  const left = async (table: string) =>
    (await t.ctx.pool.query(`select 1 from ${table} where domain = 'a.example'`)).rowCount;
  expect([await left('auth.email_hours'), await left('auth.email_answers')]).toEqual([1, 1]);
});
