import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser, PHONE } from '../system/browser.ts';
import { type Campus, newDataDir, openCampus, removeDataDir } from '../system/campus.ts';

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let campus: Campus;
  let browser: Browser;
  const dataDir = newDataDir();

  beforeAll(async () => {
    campus = await openCampus({ dataDir, env: { ROLES: 'all' } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await campus?.stop();
    removeDataDir(dataDir);
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

  test('after too many attempts the wait is counted down next to the button, and announced once', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/sign-in'));
    await page.getByLabel('E-posta ya da kullanıcı adı').fill('derya');
    const status = async (): Promise<number> =>
      (
        await context.request.post(campus.at('/api/v1/auth/login'), {
          data: { identifier: 'derya', password: 'yanlış parola' },
          headers: { 'x-session-mode': 'cookie' },
        })
      ).status();
    for (let tries = 0; tries < 40 && (await status()) !== 429; tries++);
    await page.getByLabel('Parola', { exact: true }).fill('yanlış parola');
    await page.getByRole('button', { name: 'Giriş yap' }).click();
    const shown = page.locator('p > span[aria-hidden]', { hasText: 'sonra yeniden deneyebilirsin' });
    await shown.waitFor();
    const announcement = page.locator('[role=status]', { hasText: 'sonra yeniden deneyebilirsin' });
    expect(await announcement.textContent()).toMatch(/^\d+ (saniye|dakika) sonra yeniden deneyebilirsin\.$/);
    await context.close();
  });
});
