import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, PHONE } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const visit = () => browser.newContext({ viewport: PHONE, locale: 'tr-TR' });

  test('a change of language keeps what is typed, except the password', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/register'));
    await page.getByLabel('Üniversite e-postası').fill('isil@std.bogazici.edu.tr');
    await page.getByLabel('Adın').fill('Işıl Çağlar');
    await page.getByLabel('Parola', { exact: true }).fill('mor kestane bulut 71');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: /account/i }).waitFor();
    await expect.poll(() => page.locator('input[type=email]').inputValue()).toBe('isil@std.bogazici.edu.tr');
    expect(await page.locator('input[autocomplete=name]').inputValue()).toBe('Işıl Çağlar');
    expect(await page.locator('input[autocomplete=new-password]').inputValue()).toBe('');
    // Only once: after a reload the form is empty.
    await page.reload();
    expect(await page.locator('input[type=email]').inputValue()).toBe('');
    await context.close();
  });

  test('an offer of passkeys that fails says nothing, because nobody asked for it', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => true');
    await page.route('**/auth/login/passkey/options', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('/passkey/options'),
    );
    await page.goto(campus.at('/sign-in'));
    await failed;
    const field = page.getByLabel('E-posta ya da kullanıcı adı');
    await field.fill('isil');
    expect(await page.locator('form').getByRole('alert').count()).toBe(0);
    await context.close();
  });

  test('an address that nobody admits is refused when one leaves its field, and letters are folded for a username', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/register'));
    await page.getByLabel('Üniversite e-postası').fill('isil@gmail.com');
    await page.getByLabel('Adın').focus();
    await page.getByText('Bu adres burada açık olan bir üniversitenin değil.').waitFor();
    await page.getByLabel('Üniversite e-postası').fill('isil@std.bogazici.edu.tr');
    await page.getByText('Bu adres burada açık olan bir üniversitenin değil.').waitFor({ state: 'detached' });
    await page.getByText('Boğaziçi Üniversitesi').waitFor();
    await page.getByLabel('Kullanıcı adı').fill('ışıl_çağlar');
    await page.getByRole('button', { name: '@isil_caglar' }).click();
    expect(await page.getByLabel('Kullanıcı adı').inputValue()).toBe('isil_caglar');
    await context.close();
  });

  test('a name with a character that reorders text is refused beside its field, with the reason', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/register'));
    await page.getByLabel('Adın').fill('Işıl\u202e Çağlar');
    await page.getByLabel('Kullanıcı adı').focus();
    await page.getByText('Metinde kullanılamayan bir karakter var.').waitFor();
    expect(await page.getByLabel('Adın').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Adın').fill('Işıl Çağlar');
    await page.getByText('Metinde kullanılamayan bir karakter var.').waitFor({ state: 'detached' });
    await context.close();
  });
});
