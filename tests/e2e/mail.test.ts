import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DnsServer, dnsServer } from '../../server/testing/dns.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import {
  BACK_END,
  type Campus,
  call,
  newDataDir,
  openCampus,
  removeDataDir,
  signIn,
} from '../system/campus.ts';
import { sharedBrowser } from '../system/shared.ts';

/* A campus of its own, with a mail server and a DNS server on this machine. */
describe.skipIf(!chromiumPath)('mail', () => {
  const dataDir = newDataDir();
  let campus: Campus;
  let browser: Browser;
  let dns: DnsServer;
  let answer: (address: string) => string | undefined = () => undefined;
  const smtp = new SMTPServer({
    hideSTARTTLS: true,
    authOptional: true,
    onRcptTo({ address }, _session, done) {
      const refusal = answer(address);
      if (refusal === undefined) return done();
      done(Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }));
    },
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    dns = await dnsServer();
    dns.zone = {
      'TXT kampus.example': ['v=spf1 ip4:11.22.33.44 ~all'],
      'MX kampus.example': ['10 mail.kampus.example'],
    };
    campus = await openCampus({
      dataDir,
      env: {
        ROLES: `${BACK_END},web,admin`,
        SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
        MAIL_FROM: 'ChitLaq <posta@kampus.example>',
        MAIL_DNS_SERVERS: dns.address,
        RATE_LIMITS: 'off',
      },
    });
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await campus?.stop();
    await new Promise<void>((resolve) => smtp.close(resolve));
    await dns?.close();
    removeDataDir(dataDir);
  });

  const emailOf = async (identifier: string): Promise<string> =>
    (await call(campus, 'GET', '/api/v1/auth/me', { token: await signIn(campus, identifier) })).body.user
      .email;

  test('an admin on a phone sees that emails are refused, why, what to do, and that it is over', async () => {
    const people = [
      'ayse',
      'can',
      'derya',
      'ipek_b',
      'melis_tan',
      'kaan_radyo',
      'burcu_yurtlar',
      'umut_kosar',
      'hakan_gk',
    ];
    const emails = await Promise.all(people.map(emailOf));
    answer = (address) =>
      address === emails[2]
        ? `550 5.1.1 <${address}>: User unknown`
        : `550 5.7.26 <${address}> SPF did not pass, id 4F2A1B9C77`;
    for (const email of emails)
      await call(campus, 'POST', '/api/v1/auth/password/forgot', { body: { email } });

    const { page, context } = await signedInDevice(browser, campus, 'bora', {
      viewport: PHONE,
      path: '/admin/mail',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const answers = page.getByRole('heading', { name: 'Gönderen doğrulanamadı' });
    await expect
      .poll(async () => {
        await page.reload();
        await page.getByRole('heading', { name: 'Posta sunucularının yanıtları' }).waitFor();
        return answers.count();
      })
      .toBe(1);
    await page.getByText('SPF did not pass, id …').waitFor();
    await page.getByText('Son yanıt:').waitFor();
    // No address, and none of a single member.
    const text = await page.getByRole('main').innerText();
    for (const email of emails) expect(text).not.toContain(email);
    await page.getByRole('button', { name: 'BT’ye yazılacak metni kopyala: Gönderen doğrulanamadı' }).click();
    await page.getByText('Kopyalandı.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /posta@kampus\.example[\s\S]*SPF did not pass[\s\S]*SPF, DKIM ve DMARC/,
    );
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);

    await page.getByRole('button', { name: 'Şimdi denetle' }).click();
    await page.getByText('v=DMARC1; p=none; rua=mailto:postmaster@kampus.example').waitFor();
    await page.getByText('Kayıt geçerli.').waitFor();
    await page.getByRole('button', { name: 'Değeri kopyala: DMARC' }).waitFor();

    await page.getByRole('button', { name: 'Kendime gönder' }).click();
    await page.getByText('Posta sunucusu geri çevirdi: Gönderen doğrulanamadı').waitFor();
    answer = () => undefined;
    await page.getByRole('button', { name: 'Kendime gönder' }).click();
    await page.getByText('Posta sunucusu kabul etti').waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('a member whose mailbox does not exist reads so, and is led to the change of address', async () => {
    const email = await emailOf('derya');
    answer = (address) => (address === email ? `550 5.1.1 <${address}>: User unknown` : undefined);
    const { page, context } = await signedInDevice(browser, campus, 'derya', { viewport: PHONE });
    await call(campus, 'POST', '/api/v1/auth/password/forgot', { body: { email } });
    await expect
      .poll(
        async () =>
          (await call(campus, 'GET', '/api/v1/auth/me', { token: await signIn(campus, 'derya') })).body
            .undeliverableSince,
      )
      .not.toBeNull();
    await page.goto(campus.at('/home'));
    await page.getByText(`${email}`).waitFor();
    await page.getByText('e-postalar geri dönüyor').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Adresi değiştir' }).click();
    await page.waitForURL('**/settings/security');
    const other = await signedInDevice(browser, campus, 'can', { viewport: PHONE, path: '/home' });
    await other.page.getByRole('navigation').first().waitFor();
    expect(await other.page.getByText('e-postalar geri dönüyor').count()).toBe(0);
    await other.context.close();
    await context.close();
  });
});
