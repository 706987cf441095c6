import { afterAll, beforeEach, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost, makeReaction } from '../../content/factory.ts';
import { makeBlock, makeFollow } from '../../social/factory.ts';
import { localTime } from '../preferences/local-time.ts';
import { readUnsubscribeToken, unsubscribeToken } from './token.ts';

const t = await testServer();
afterAll(t.close);

const HOUR_MS = 3_600_000;
const ZONE = 'Europe/Istanbul';

/** Advances the clock to the next time it is this hour in Istanbul, optionally on a Monday. */
function advanceToHour(hour: number, monday = false): void {
  for (;;) {
    const { minutes } = localTime(t.ctx.clock(), ZONE);
    const minutesLeft = (hour * 60 + 5 - minutes + 1_440) % 1_440 || 1_440;
    t.clock.advance(minutesLeft * 60_000);
    if (!monday || localTime(t.ctx.clock(), ZONE).weekday === 1) return;
  }
}
const runDigests = async () => {
  await t.ctx.jobs.add('notifications.digests', {});
  await t.settled();
};
const emailsTo = async (member: TestMember) =>
  (await t.emails()).filter((email) => email.to?.some(({ address }) => address === member.email));
const changePreferences = (member: TestMember, change: object) =>
  t.as(member).patch('/notifications/preferences', change);
/** Signs in again: tokens last minutes, and the clock moves by days. */
const signInAgain = async (member: TestMember) =>
  t.as(await t.anyone.post('/auth/login', { identifier: member.username, password: member.password }));

let ayse: TestMember;
let bora: TestMember;
beforeEach(async () => {
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
});

/** While it runs, the campus offers English alone. */
async function inEnglishOnly(work: () => Promise<void>): Promise<void> {
  const offer = async (languages: object) => {
    const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
    const { version, settings } = await t.as(admin).get('/admin/campus');
    await t.as(admin).put('/admin/campus', { ...settings, languages, basedOn: version });
  };
  await offer({ offered: ['en'], default: 'en' });
  await work();
  await offer({ offered: ['tr', 'en'], default: 'tr' });
}

test('a daily digest is sent the next morning, once, with what is unread', async () => {
  await changePreferences(ayse, { digest: 'daily' });
  const post = await makePost(t, { author: ayse, content: 'Kütüphane bu gece açık' });
  await makeReaction(t, 'like', bora, post);
  await makeFollow(t, bora, ayse);
  await runDigests();
  expect(await emailsTo(ayse)).toEqual([]);

  t.clock.advance(24 * HOUR_MS);
  advanceToHour(7);
  await runDigests();
  expect(await emailsTo(ayse)).toEqual([]);
  advanceToHour(8);
  await runDigests();
  await runDigests();
  await Promise.all([runDigests(), runDigests()]);
  const [email, ...more] = await emailsTo(ayse);
  expect(more).toEqual([]);
  expect(email?.subject).toBe('2 yeni bildirimin var');
  expect(email?.text).toContain(`${bora.displayName} gönderini beğendi: “Kütüphane bu gece açık”`);
  expect(email?.html).toContain(`${bora.displayName} seni takip etti`);

  // Nothing new: no email. Something new: only that.
  advanceToHour(8);
  await runDigests();
  expect(await emailsTo(ayse)).toHaveLength(1);
  await makePost(t, { author: bora, content: `@${ayse.username} <b>günaydın</b>` });
  await t.settled();
  advanceToHour(8);
  await runDigests();
  const [, second] = await emailsTo(ayse);
  expect(second?.subject).toBe('Yeni bir bildirimin var');
  expect(second?.text).not.toContain('beğendi');
  expect(second?.html).toContain('&lt;b&gt;günaydın&lt;/b&gt;');
});

test('a weekly digest is sent on Mondays, in the member’s language', async () => {
  await t.ctx.pool.query(`update auth.users set locale = 'en' where id = $1`, [ayse.id]);
  await changePreferences(ayse, { digest: 'weekly' });
  t.clock.advance(8 * 24 * HOUR_MS);
  await makeFollow(t, bora, ayse);
  await t.settled();
  do advanceToHour(9);
  while (localTime(t.ctx.clock(), ZONE).weekday === 1);
  await runDigests();
  expect(await emailsTo(ayse)).toEqual([]);
  advanceToHour(9, true);
  await runDigests();
  await runDigests();
  expect((await emailsTo(ayse)).map(({ subject }) => subject)).toEqual(['You have a new notification']);
});

test('a digest in a language that the campus no longer offers comes in that of the campus', async () => {
  await changePreferences(ayse, { digest: 'daily' });
  await makeFollow(t, bora, ayse);
  await t.settled();
  await inEnglishOnly(async () => {
    t.clock.advance(24 * HOUR_MS);
    advanceToHour(8);
    await runDigests();
  });
  const [email] = await emailsTo(ayse);
  expect(email?.subject).toBe('You have a new notification');
  expect(email?.html).toContain('lang="en"');
});

test('the digest leaves out what was read, hidden or excluded from email, and is not sent if empty', async () => {
  await changePreferences(ayse, { digest: 'daily', kinds: { like: { email: false } } });
  await makeReaction(t, 'like', bora, await makePost(t, { author: ayse }));
  await makeFollow(t, bora, ayse);
  await t.settled();
  await makeBlock(t, ayse, bora);
  t.clock.advance(24 * HOUR_MS);
  advanceToHour(8);
  await runDigests();
  expect(await emailsTo(ayse)).toEqual([]);
});

test('a suspended member gets no digest', async () => {
  await changePreferences(ayse, { digest: 'daily' });
  await makeFollow(t, bora, ayse);
  await t.settled();
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [ayse.id]);
  t.clock.advance(24 * HOUR_MS);
  advanceToHour(8);
  await runDigests();
  expect(await emailsTo(ayse)).toEqual([]);
});

test('one click unsubscribes without signing in; the page asks for confirmation, the mail client does not', async () => {
  await changePreferences(ayse, { digest: 'daily' });
  await makeFollow(t, bora, ayse);
  await t.settled();
  t.clock.advance(24 * HOUR_MS);
  advanceToHour(8);
  await runDigests();
  const [email] = await emailsTo(ayse);
  const header = (name: string) => email?.headers.find(({ key }) => key === name)?.value ?? '';
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const [, url = ''] = /^<(.+)>$/.exec(header('list-unsubscribe')) ?? [];
  expect(email?.text).toContain(url);
  const path = url.replace('http://localhost:3000/api/v1', '');

  const confirmation = await t.anyone.raw('GET', path);
  expect(confirmation).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
  expect(confirmation.body).toContain('Özetleri durdur');
  expect((await (await signInAgain(ayse)).get('/notifications/preferences')).digest).toBe('daily');

  const unsubscribeOneClick = () =>
    t.anyone.raw('POST', path, {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const done = await unsubscribeOneClick();
  expect(done).toMatchObject({ status: 200 });
  expect(done.body).toContain('artık özet göndermeyeceğiz');
  expect((await unsubscribeOneClick()).status).toBe(200);
  expect((await (await signInAgain(ayse)).get('/notifications/preferences')).digest).toBe('none');
});

test.for<[string, string | undefined, string]>([
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    '',
  ],
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click', '&utm_source=mail&mc_eid=7'],
  ['text/plain', 'List-Unsubscribe=One-Click', ''],
  ['application/octet-stream', 'List-Unsubscribe=One-Click', ''],
  ['application/json', '', ''],
  ['', undefined, '&url=https%3A%2F%2Fexample.org'],
])(
  'one click unsubscribes as %s, with a body "%s" and parameters "%s" added',
  async ([type, body, added]) => {
    await changePreferences(ayse, { digest: 'daily' });
    const answer = await t.anyone.raw(
      'POST',
      `/notifications/unsubscribe?token=${unsubscribeToken(t.ctx, ayse.id)}${added}`,
      {
        ...(body === undefined ? {} : { body }),
        headers: type === '' ? {} : { 'content-type': type },
      },
    );
    expect(answer.status).toBe(200);
    expect((await t.as(ayse).get('/notifications/preferences')).digest).toBe('none');
    const page = await t.anyone.raw(
      'GET',
      `/notifications/unsubscribe?token=${unsubscribeToken(t.ctx, ayse.id)}${added}`,
    );
    expect(page.status).toBe(200);
  },
);

test('a digest is not sent after unsubscribing', async () => {
  await changePreferences(ayse, { digest: 'daily' });
  await makeFollow(t, bora, ayse);
  await t.settled();
  const [notification] = (await t.as(ayse).get('/notifications')).items;
  await changePreferences(ayse, { digest: 'none' });
  await t.ctx.jobs.add('notifications.sendDigest', {
    userId: ayse.id,
    notificationIds: [notification.groupId],
    day: '2026-01-01',
  });
  await t.settled();
  expect(await emailsTo(ayse)).toEqual([]);
});

test('a modified or mixed token is rejected', async () => {
  const token = unsubscribeToken(t.ctx, ayse.id);
  expect(readUnsubscribeToken(t.ctx, token)).toBe(ayse.id);
  const other = unsubscribeToken(t.ctx, bora.id);
  for (const invalidToken of [
    '',
    'x',
    token.slice(1),
    `${token}A`,
    `${other.slice(0, 24)}${token.slice(24)}`,
  ]) {
    expect(readUnsubscribeToken(t.ctx, invalidToken)).toBeUndefined();
    const answer = await t.anyone.raw('POST', `/notifications/unsubscribe?token=${invalidToken || 'x'}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'unsubscribe_token_invalid' } });
    expect(
      (await t.anyone.raw('GET', `/notifications/unsubscribe?token=${invalidToken || 'x'}`)).status,
    ).toBe(422);
  }
});
