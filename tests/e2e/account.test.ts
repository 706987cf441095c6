import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, DEMO_PASSWORD } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** A member whom no other file uses: this one leaves and comes back. */
const MEMBER = 'tomas_h';

describe.skipIf(!chromiumPath)('an account of one’s own, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('a member takes a copy of everything, deletes the account, and restores it after signing in', async () => {
    const { context, page } = await signedInDevice(browser, campus, MEMBER, {
      viewport: PHONE,
      path: '/settings/account',
      bypassCSP: true,
    });
    await page.getByRole('heading', { name: 'Hakkında ne tutuyoruz?' }).waitFor();
    await page.getByText('Gönderiler ve yanıtlar').waitFor();
    await page.getByRole('button', { name: 'Kopya iste' }).click();
    const link = page.getByRole('link', { name: 'İndir' });
    await link.waitFor();
    const archive = await context.request.get(campus.at((await link.getAttribute('href')) ?? ''));
    expect([archive.status(), archive.headers()['content-type']]).toEqual([200, 'application/zip']);

    await page.getByLabel('Parolan', { exact: true }).fill('yanlış parola');
    await page.getByRole('button', { name: 'Hesabımı sil' }).click();
    await page.getByText('Parola doğru değil.').first().waitFor();
    await page.getByLabel('Parolan', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Hesabımı sil' }).click();
    // The session has ended: whoever notices first shows the landing page or that of the sign-in.
    await page.waitForURL(({ pathname }) => pathname === '/' || pathname === '/sign-in');

    await page.goto(campus.at('/sign-in'));
    await page.getByLabel('E-posta ya da kullanıcı adı').fill(MEMBER);
    await page.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Giriş yap', exact: true }).click();
    await page.getByRole('heading', { name: 'Bu hesap silinecek' }).waitFor();
    // Who leaves may still take their data along.
    await page.getByRole('link', { name: 'Verilerimi al' }).click();
    await page.getByRole('heading', { name: 'Hesabının kopyası' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const last = (await page.getByRole('link', { name: 'İndir' }).getAttribute('href')) ?? '';
    expect((await context.request.get(campus.at(last))).status()).toBe(200);
    await page.getByRole('link', { name: 'Geri dön' }).click();
    await page.getByRole('button', { name: 'Hesabımı geri al' }).click();
    await page.getByRole('navigation').first().waitFor();
    await context.close();
  });
});
