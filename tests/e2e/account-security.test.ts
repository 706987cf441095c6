import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  /** A device with a passkey store whose owner always agrees. */
  const addAuthenticator = async (page: Page) => {
    // It would answer the offer in the field before the button is pressed.
    await page.addInitScript(
      'PublicKeyCredential.isConditionalMediationAvailable = async () => !!window.offersInField',
    );
    const devtools = await page.context().newCDPSession(page);
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
  };
  const addPasskey = async (page: Page) => {
    await page.goto(campus.at('/settings/security'));
    await page.getByRole('button', { name: 'Geçiş anahtarı ekle' }).click();
    const dialog = page.getByRole('dialog', { name: 'Geçiş anahtarına ad ver' });
    await dialog.getByLabel('Ad').fill('Telefonum');
    await dialog.getByRole('button', { name: 'Kaydet' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Telefonum' })
      .getByText('henüz kullanılmadı')
      .waitFor();
  };

  test('a member adds a passkey, signs in with it and without a password, and removes it', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'umut_kosar', { viewport: PHONE });
    await addAuthenticator(page);
    const security = campus.at('/settings/security');
    await addPasskey(page);
    const row = page.getByRole('listitem').filter({ hasText: 'Telefonum' });

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

  test('a moderator signs in to the administration with a passkey', async () => {
    const owner = await signIn(campus, 'ayse');
    const { id } = (await call(campus, 'GET', '/api/v1/users/aylin_c', { token: owner })).body;
    const roles = `/api/v1/admin/users/${id}/roles`;
    await call(campus, 'PUT', roles, { token: owner, body: { roles: ['moderator'] } });
    const { context, page } = await signedInDevice(browser, campus, 'aylin_c');
    await addAuthenticator(page);
    await addPasskey(page);
    await context.clearCookies();
    await page.goto(campus.at('/admin'));
    await page.getByRole('button', { name: 'Geçiş anahtarı kullan' }).click();
    await page.waitForURL('**/admin/reports');
    await page.getByRole('heading', { name: 'Denetim' }).waitFor();
    await context.close();
    await call(campus, 'PUT', roles, { token: owner, body: { roles: [] } });
  });
});
