import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';

/** A mail server on this machine that speaks real SMTP: accepts sign-in without TLS, and can be set to be busy. */
const received: { from: string; to: string[]; email: Email }[] = [];
let refusals = 0;
const smtp = new SMTPServer({
  hideSTARTTLS: true,
  allowInsecureAuth: true,
  onAuth({ username, password }, _session, done) {
    if (username === 'kampus' && password === 'gizli/parola') done(null, { user: username });
    else done(new Error('no such user'));
  },
  onRcptTo(_address, _session, done) {
    if (refusals === 0) return done();
    refusals -= 1;
    done(Object.assign(new Error('come back later'), { responseCode: 451 }));
  },
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        email: await PostalMime.parse(Buffer.concat(chunks)),
      });
      done();
    });
  },
});
let t: TestServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  t = await testServer({
    SMTP_URL: `smtp://kampus:gizli%2Fparola@127.0.0.1:${port}`,
    MAIL_FROM: 'ChitLaq Çınar <posta@kampus.example>',
  });
  await openTestUniversities(t.ctx);
});
afterAll(async () => {
  await t.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(() => {
  received.length = 0;
});

const domain = testUniversities.cinar.domain;
const body = (name: string, locale: 'tr' | 'en') => ({
  email: `${name}@${domain}`,
  password: 'mor kestane bulut 71',
  username: name,
  displayName: 'Iğdır Şöförü',
  locale,
});

test('a registration reaches the mailbox over SMTP, with Turkish letters intact, and its code opens the account', async () => {
  await t.anyone.post('/auth/register', body('posta_bir', 'tr'));
  await t.settled();
  expect(received).toMatchObject([{ from: 'posta@kampus.example', to: [`posta_bir@${domain}`] }]);
  const email = received[0]!.email;
  expect(email.from).toMatchObject({ name: 'ChitLaq Çınar', address: 'posta@kampus.example' });
  expect(email.subject).toMatch(/^\d{6} – ChitLaq doğrulama kodun$/);
  expect(email.text).toContain('Adresini doğrulamak için düğmeye bas ya da kodu sayfaya yaz.');
  expect(email.html).toContain('Adresimi doğrula');
  const code = email.text?.match(/: (\d{6})$/m)?.[1];
  expect(await t.anyone.post('/auth/verify-email', { email: `posta_bir@${domain}`, code })).toMatchObject({
    user: { username: 'posta_bir', displayName: 'Iğdır Şöförü' },
  });
});

test('emails are in the chosen language', async () => {
  await t.anyone.post('/auth/register', body('posta_iki', 'en'));
  await t.settled();
  expect(received[0]!.email.subject).toMatch(/^\d{6} is your ChitLaq verification code$/);
  expect(received[0]!.email.html).toContain('<html lang="en">');
});

test('an email refused by a busy mail server is sent again later', async () => {
  refusals = 1;
  expect(await t.anyone.raw('POST', '/auth/register', { body: body('posta_uc', 'tr') })).toMatchObject({
    status: 202,
  });
  await t.settled();
  expect(received).toEqual([]);
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now()');
  await t.settled();
  expect(received).toMatchObject([{ to: [`posta_uc@${domain}`] }]);
});
