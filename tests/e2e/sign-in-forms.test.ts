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
});
