import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/* A campus of its own: how people register is seen by everybody. */
describe.skipIf(!chromiumPath)('ways to register', () => {
  const dataDir = newDataDir();
  let campus: Campus;
  let browser: Browser;
  beforeAll(async () => {
    campus = await openCampus({
      dataDir,
      env: { RATE_LIMITS: 'off', ROLES: `${BACK_END},search,messaging,media,web,admin` },
    });
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await campus?.stop();
    removeDataDir(dataDir);
  });

  async function setCampus(some: object) {
    const token = await signIn(campus, 'bora');
    const path = '/api/v1/admin/campus';
    const { settings, version } = (await call(campus, 'GET', path, { token })).body;
    const body = { ...settings, ...some, basedOn: version };
    expect((await call(campus, 'PUT', path, { token, body })).status).toBe(200);
  }
  const codeIn = async (to: string): Promise<string | undefined> => {
    for (const name of readdirSync(join(dataDir, 'mail')).sort().reverse()) {
      const mail = await PostalMime.parse(readFileSync(join(dataDir, 'mail', name)));
      if (mail.to?.[0]?.address === to) return mail.text?.match(/: (\d{6})$/m)?.[1];
    }
    return undefined;
  };
  /** Fills in the form, sends it and enters the code of the email. */
  async function registerAs(page: Page, email: string, name: string) {
    await page.getByLabel('Üniversite e-postası').fill(email);
    await page.getByLabel('Adın').fill(name);
    await page.getByLabel('Parola', { exact: true }).fill('mor kestane bulut 71');
    await page.getByRole('checkbox', { name: /kabul ediyorum/ }).check();
    await page.getByRole('button', { name: 'Hesap aç' }).click();
    await page.waitForURL('**/verify**');
    await expect.poll(() => codeIn(email), { timeout: 10_000 }).toBeDefined();
    await page.getByLabel('Doğrulama kodu').fill((await codeIn(email)) ?? '');
  }

  test('by an invitation link on a phone, through a reload and the other language', async () => {
    await setCampus({ registrationMode: 'invitation' });
    const token = await signIn(campus, 'ayse');
    const made = await call(campus, 'POST', '/api/v1/users/me/invitations', { token, body: { maxUses: 1 } });
    const context = await browser.newContext({ viewport: PHONE, locale: 'tr-TR' });
    const page = await context.newPage();
    await page.goto(campus.at('/register'));
    await page.getByText('Yalnız davetle').waitFor();
    await page.goto(campus.at(`/register?invite=${made.body.code}`));
    await page.getByText(/seni davet etti\.$/).waitFor();
    await page.reload();
    await page.getByText(/seni davet etti\.$/).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText(/invited you\.$/).waitFor();
    await page.getByRole('button', { name: 'Türkçe' }).click();
    await page.getByText(/seni davet etti\.$/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('checkbox', { name: /görebilsin$/ }).check();
    await registerAs(page, 'davetli.bir@std.bogazici.edu.tr', 'Davetli Bir');
    await page.waitForURL('**/welcome**');
    await page.goto(campus.at('/welcome?step=people'));
    await page.getByText(/seni davet etti\.$/).waitFor();
    await page
      .getByRole('button', { name: /^Takip et/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Takiptesin/ })
      .first()
      .waitFor();
    await context.close();

    const inviter = await signedInDevice(browser, campus, 'ayse', { path: '/settings/invitations' });
    await inviter.page.getByText('1 kişiden 1 kişi katıldı').waitFor();
    await inviter.page.getByRole('link', { name: 'Davetli Bir' }).waitFor();
    expect(await violations(inviter.page)).toEqual([]);
    await inviter.context.close();
  });

  test('with approval: waits on a page, is approved by one press on a phone, and goes on without a reload', async () => {
    await setCampus({
      registrationMode: 'approval',
      approvalQuestion: { tr: 'Hangi bölüm?', en: 'Which programme?' },
    });
    const context = await browser.newContext({ viewport: PHONE, locale: 'tr-TR' });
    const page = await context.newPage();
    await page.goto(campus.at('/register'));
    await page.getByText('Kayıtlara birisi bakıyor').waitFor();
    await page.getByLabel('Hangi bölüm?').fill('Fizik');
    await registerAs(page, 'bekleyen.bir@std.bogazici.edu.tr', 'Bekleyen Bir');
    await page.waitForURL('**/waiting');
    await page.getByRole('heading', { name: 'Kaydın bekliyor' }).waitFor();
    expect(await violations(page)).toEqual([]);
    // Nothing else opens.
    await page.goto(campus.at('/home'));
    await page.waitForURL('**/waiting');
    await page.getByLabel('Hangi bölüm?').fill('Fizik, 2. sınıf');
    await page.getByRole('button', { name: 'Kaydet' }).click();
    await page.getByText('Kaydedildi').waitFor();

    const staff = await signedInDevice(browser, campus, 'bora', {
      viewport: PHONE,
      path: '/admin/registrations',
    });
    await staff.page.getByText('Fizik, 2. sınıf').waitFor();
    // The card's badge: the toast stays longer than the decision.
    const approved = 'Onaylandı, birkaç saniye içinde yürürlükte';
    expect(await violations(staff.page)).toEqual([]);
    await staff.page.getByRole('button', { name: 'Onayla', exact: true }).click();
    await staff.page.getByText(approved).waitFor();
    await staff.page.getByRole('button', { name: 'Geri al' }).first().click();
    await staff.page.getByText('Geri alındı').waitFor();
    expect(await staff.page.getByText(approved).count()).toBe(0);
    // By the keyboard.
    await staff.page.keyboard.press('j');
    await staff.page.keyboard.press('a');
    await staff.page.getByText(approved).waitFor();
    await page.waitForURL('**/welcome**', { timeout: 30_000 });
    await staff.context.close();
    await context.close();
  });

  test('the page of somebody who waits asks less and less often, not while it is hidden, and at once when it is shown', async () => {
    await setCampus({ registrationMode: 'approval' });
    const context = await browser.newContext({ viewport: PHONE, locale: 'tr-TR' });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(campus.at('/register'));
    await registerAs(page, 'bekleyen.iki@std.bogazici.edu.tr', 'Bekleyen İki');
    await page.waitForURL('**/waiting');
    await page.getByRole('heading', { name: 'Kaydın bekliyor' }).waitFor();
    let asked = 0;
    let pending = 0;
    const isQuestion = (request: Request) => request.url().endsWith('/auth/application');
    page.on('request', (request) => {
      if (!isQuestion(request)) return;
      asked += 1;
      pending += 1;
    });
    page.on('requestfinished', (request) => {
      if (isQuestion(request)) pending -= 1;
    });
    /** In steps, so that each answer arrives before the next one. */
    const during = async (seconds: number, step: number) => {
      asked = 0;
      for (let at = 0; at < seconds; at += step) {
        await page.clock.runFor(step * 1000);
        await expect.poll(() => pending).toBe(0);
      }
      return asked;
    };
    const show = (state: string) =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));`,
      );
    expect(await during(30, 1)).toBeGreaterThanOrEqual(4);
    await during(300, 5);
    const later = await during(300, 5);
    expect(later).toBeGreaterThanOrEqual(3);
    expect(later).toBeLessThanOrEqual(6);
    await show('hidden');
    expect(await during(300, 5)).toBe(0);
    asked = 0;
    await show('visible');
    await expect.poll(() => asked).toBeGreaterThan(0);
    await context.close();
  });

  test('the landing page names the way to join, in both languages, without a script', async () => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'tr-TR', javaScriptEnabled: false });
    const page = await context.newPage();
    const token = await signIn(campus, 'bora');
    const { settings } = (await call(campus, 'GET', '/api/v1/admin/campus', { token })).body;
    const off = { features: { ...settings.features, registration: false } };
    const shown = async (locale: string) => {
      await page.goto(campus.at(`/${locale}`));
      return page.locator('[data-way]:visible').allTextContents();
    };
    for (const [some, tr, en] of [
      [{ registrationMode: 'open' }, /^Kayıt açık/, /^Registration is open/],
      [{ registrationMode: 'approval' }, /^Kayıt onayla/, /^Registration with approval/],
      [{ registrationMode: 'invitation' }, /^Kayıt davetle/, /^Registration by invitation/],
      [off, /^Kayıt şu an kapalı/, /^Registration is closed/],
    ] as const) {
      await setCampus(some);
      await expect.poll(() => shown('tr')).toEqual([expect.stringMatching(tr)]);
      expect(await shown('en')).toEqual([expect.stringMatching(en)]);
    }
    await setCampus({ features: settings.features });
    await context.close();
  });

  test('closed: the page says so, in the words of the campus', async () => {
    const token = await signIn(campus, 'bora');
    const { settings } = (await call(campus, 'GET', '/api/v1/admin/campus', { token })).body;
    await setCampus({
      features: { ...settings.features, registration: false },
      registrationNote: { tr: 'Güz döneminde görüşürüz.', en: 'See you in autumn.' },
    });
    const context = await browser.newContext({ viewport: PHONE, locale: 'tr-TR' });
    const page = await context.newPage();
    await page.goto(campus.at('/register'));
    await page.getByText('Güz döneminde görüşürüz.').waitFor();
    expect(await page.getByLabel('Üniversite e-postası').count()).toBe(0);
    await context.close();
  });
});
