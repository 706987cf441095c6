import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('the texts of the campus', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test.for([
    ['tr-TR', 'Aydınlatma metni', 'Veri sorumlusu'],
    ['en-GB', 'Privacy notice', 'Who is responsible'],
  ] as const)('are read without an account, from the landing page (%s)', async ([locale, title, heading]) => {
    const context = await browser.newContext({
      locale,
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(campus.at('/'));
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(await page.title()).toBe(`${title} · ChitLaq`);
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('what the operator fills in stands on the page at once', async () => {
    const token = await signIn(campus, 'bora');
    const number = '0212 000 11 22';
    const { status } = await call(campus, 'PUT', '/api/v1/admin/legal/blanks/campus_security', {
      token,
      body: { tr: number, en: '' },
    });
    expect(status).toBe(200);
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(campus.at('/help'));
    await page.getByText(`Campus security: ${number}`).waitFor();
    await context.close();
  });

  test('nobody registers without accepting terms and rules', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const sent: unknown[] = [];
    await page.route('**/api/v1/auth/register', (route) => {
      sent.push(route.request().postDataJSON());
      return route.fulfill({ status: 202, json: { status: 'verification_sent', email: 'a@b.edu.tr' } });
    });
    await page.goto(campus.at('/register'));
    await page.getByLabel('University email').fill('kosul_ece@std.bogazici.edu.tr');
    await page.getByLabel('Your name').fill('Işıl Çağlar');
    await page.getByLabel('Username').fill('kosul_ece');
    await page.getByLabel('Password', { exact: true }).fill('mor kestane bulut 71');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByText('To register, accept the terms and the rules.').waitFor();
    expect(sent).toEqual([]);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.waitForURL('**/verify**');
    expect(sent).toMatchObject([{ username: 'kosul_ece', acceptedTexts: { terms: 1, rules: 1 } }]);
    await context.close();
  });

  test('a member reads what changed, and accepts it once', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'can', {
      locale: 'tr-TR',
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
      path: '/settings/profile',
    });
    // Others use this campus: only this browser is told of a new version.
    const pendingTexts = [{ document: 'terms', version: 1, acceptedVersion: 0 }];
    await page.route('**/api/v1/auth/me', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), pendingTexts } });
    });
    await page.goto(campus.at('/home'));
    await page.getByRole('heading', { name: 'Koşullar değişti' }).waitFor();
    await page.getByText('Değişiklik için metne bak.').waitFor();
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await violations(page)).toEqual([]);
    const accepted = page.waitForRequest('**/api/v1/users/me/acceptances');
    await page.unroute('**/api/v1/auth/me');
    await page.getByRole('button', { name: 'Kabul ediyorum' }).click();
    expect((await accepted).postDataJSON()).toEqual({ terms: 1 });
    await page.locator('article').first().waitFor();
    await context.close();
  });
});
