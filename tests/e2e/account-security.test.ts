import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('a member adds a passkey, signs in with it and without a password, and removes it', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'umut_kosar', { viewport: PHONE });
    // The virtual authenticator would answer the offer in the field before the button is pressed.
    await page.addInitScript(
      'PublicKeyCredential.isConditionalMediationAvailable = async () => !!window.offersInField',
    );
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const security = campus.at('/settings/security');
    await page.goto(security);
    await page.getByRole('button', { name: 'Geçiş anahtarı ekle' }).click();
    const dialog = page.getByRole('dialog', { name: 'Geçiş anahtarına ad ver' });
    await dialog.getByLabel('Ad').fill('Telefonum');
    await dialog.getByRole('button', { name: 'Kaydet' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Telefonum' });
    await row.getByText('henüz kullanılmadı').waitFor();

    await context.clearCookies();
    await page.goto(campus.at(`/sign-in?next=${encodeURIComponent('/settings/security')}`));
    await page.getByRole('button', { name: 'Geçiş anahtarıyla gir' }).click();
    await page.waitForURL(security);
    await row.getByText('son kullanım').waitFor();

    await context.clearCookies();
    await page.addInitScript('window.offersInField = true');
    await page.goto(campus.at(`/sign-in?next=${encodeURIComponent('/settings/security')}`));
    await page.waitForURL(security);

    await row.getByRole('button', { name: 'kaldır' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Kaldır' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Geçiş anahtarı ekle' }).isVisible()).toBe(true);
    await context.close();
  });
});
