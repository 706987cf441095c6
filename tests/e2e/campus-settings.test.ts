import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstCases } from '../../server/testing/depth.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { BACK_END, type Campus, newDataDir, openCampus, removeDataDir } from '../system/campus.ts';
import { png } from '../system/composer.ts';
import { sharedBrowser } from '../system/shared.ts';

/* A campus of its own: what it changes is seen by everybody. */
describe.skipIf(!chromiumPath)('the settings of the campus', () => {
  const dataDir = newDataDir();
  let campus: Campus;
  let browser: Browser;
  beforeAll(async () => {
    campus = await openCampus({ dataDir, env: { ROLES: `${BACK_END},search,messaging,media,web,admin` } });
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await campus?.stop();
    removeDataDir(dataDir);
  });

  test('name, colour and logo reach a member without a restart, and can be taken back', async () => {
    const { page: admin, context } = await signedInDevice(browser, campus, 'bora', { path: '/admin/campus' });
    await admin.getByLabel('Tam ad (Türkçe)').fill('Çınar Üniversitesi Kampüsü');
    await admin.getByLabel('Kısa ad (Türkçe)').fill("Çınar'lılar");
    await admin.getByLabel('Vurgu rengi').fill('#0057b8');
    await admin.locator('input[type=file]').setInputFiles(await png('logo.png', '#0057b8'));
    await admin.getByAltText('Seçilen logo').waitFor();
    await admin.getByText('Kaydedilmemiş değişiklikler var.').waitFor();
    expect(await violations(admin)).toEqual([]);

    // Leaving asks first.
    await admin.getByRole('link', { name: 'Üyeler' }).first().click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Burada kal' }).click();
    // So does the browser's back button, each time.
    for (let time = 0; time < 2; time += 1) {
      await admin.evaluate('history.back()');
      await admin.getByRole('alertdialog').getByRole('button', { name: 'Burada kal' }).click();
      await admin.getByRole('alertdialog').waitFor({ state: 'detached' });
    }
    expect(await admin.getByLabel('Tam ad (Türkçe)').inputValue()).toBe('Çınar Üniversitesi Kampüsü');
    await admin.getByRole('button', { name: 'Kaydet', exact: true }).click();
    await admin.getByText('Kaydedildi', { exact: true }).first().waitFor();
    await admin.getByText('ad, kısa ad, renk ve logo').waitFor();

    const { page: member } = await signedInDevice(browser, campus, 'derya', { path: '/home' });
    await member.getByRole('link', { name: 'Çınar’lılar' }).waitFor();
    expect(await member.title()).toMatch(/ · Çınar’lılar$/);
    const mark = member.locator('nav .campus-mark img').first();
    await expect
      .poll(() => mark.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth))
      .toBe(192);
    const colour = () =>
      member.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--nar').trim()");
    expect(await colour()).toBe('#0057b8');
    const manifest = (await (await fetch(campus.at('/manifest.webmanifest'))).json()) as {
      icons: { src: string }[];
    };
    expect(manifest).toMatchObject({ name: 'Çınar Üniversitesi Kampüsü', short_name: 'Çınar’lılar' });
    expect((await fetch(campus.at(manifest.icons[1]?.src ?? ''))).headers.get('content-type')).toBe(
      'image/png',
    );

    await admin.getByRole('button', { name: 'Son değişikliği geri al' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Son değişikliği geri al' }).click();
    await admin.getByText('Geri alındı', { exact: true }).first().waitFor();
    await member.reload();
    await member.getByRole('link', { name: 'ChitLaq' }).waitFor();
    expect(await colour()).not.toBe('#0057b8');
    await context.close();
  });

  test('the current tab is in sight on the narrowest phone', async () => {
    const { page: admin, context } = await signedInDevice(browser, campus, 'bora', {
      path: '/admin/bulk-acts',
      viewport: { width: 320, height: 640 },
    });
    const tab = admin.locator('main nav [aria-current=page]');
    await tab.waitFor();
    await expect
      .poll(async () => {
        const box = await tab.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= 320;
      })
      .toBe(true);
    await context.close();
  });

  test('an admin changes a promised time', async () => {
    const { page: admin, context } = await signedInDevice(browser, campus, 'bora', {
      path: '/admin/campus-rules',
      viewport: PHONE,
    });
    await admin.getByRole('button', { name: 'Süreyi değiştir: istenmeyen' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Saat').fill('500');
    await dialog.getByText('1 ile 168 arasında bir sayı yaz.').first().waitFor();
    await dialog.getByLabel('Saat').fill('36');
    expect(await violations(admin)).toEqual([]);
    // Enter sends it.
    await dialog.getByLabel('Saat').press('Enter');
    await admin.getByText('Süre kaydedildi.').first().waitFor();
    await admin.getByText('36 saat').waitFor();
    expect(await violations(admin)).toEqual([]);
    await context.close();
  });

  test('who leaves by the back button loses what was not saved, and comes to the page before', async () => {
    const { page: admin, context } = await signedInDevice(browser, campus, 'bora', {
      path: '/admin/members',
    });
    await admin.getByRole('link', { name: 'Kampüs', exact: true }).first().click();
    await admin.getByLabel('Kısa ad (Türkçe)').fill('Yarım');
    await admin.getByText('Kaydedilmemiş değişiklikler var.').waitFor();
    await admin.evaluate('history.back()');
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Kaydetmeden çık' }).click();
    await admin.waitForURL('**/admin/members');
    await admin.getByRole('link', { name: 'Kampüs', exact: true }).first().click();
    await admin.getByLabel('Kısa ad (Türkçe)').waitFor();
    expect(await admin.getByLabel('Kısa ad (Türkçe)').inputValue()).not.toBe('Yarım');
    // Nothing to lose: no question.
    await admin.goBack();
    await admin.waitForURL('**/admin/members');
    await context.close();
  });

  test.for(firstCases(['#ffff00', '#000000', '#ffffff'], 1))(
    'axe finds nothing in either theme with the accent %s',
    { timeout: 120_000 },
    async (accent) => {
      const { page: admin, context } = await signedInDevice(browser, campus, 'bora', {
        path: '/admin/campus',
      });
      await admin.getByLabel('Vurgu rengi').fill(accent);
      await admin.getByText('Yazılar okunsun diye renk biraz kaydırıldı').waitFor();
      await admin.getByRole('button', { name: 'Kaydet', exact: true }).click();
      await admin.getByText('Kaydedildi', { exact: true }).first().waitFor();
      await context.close();
      for (const colorScheme of ['light', 'dark'] as const) {
        const device = await signedInDevice(browser, campus, 'derya', { viewport: PHONE, colorScheme });
        for (const path of ['/home', '/settings', '/explore']) {
          await device.page.goto(campus.at(path), { waitUntil: 'networkidle' });
          expect([path, await violations(device.page)]).toEqual([path, []]);
        }
        await device.context.close();
        const staff = await signedInDevice(browser, campus, 'bora', { path: '/admin/campus', colorScheme });
        await staff.page.getByLabel('Vurgu rengi').waitFor();
        expect(await violations(staff.page)).toEqual([]);
        await staff.context.close();
      }
    },
  );

  test('what is off is hidden, and closed registration says so', async () => {
    const { page: admin, context } = await signedInDevice(browser, campus, 'bora', { path: '/admin/campus' });
    await admin.getByLabel('Kayıt', { exact: true }).uncheck();
    await admin.getByLabel('Kayıt sayfasında ne yazsın (Türkçe)').fill('Kayıtlar eylülde açılır.');
    await admin.getByLabel('Anketler').uncheck();
    await admin.getByLabel('Gündem').uncheck();
    await admin.getByRole('button', { name: 'Kaydet', exact: true }).click();
    await admin.getByText('Kaydedildi', { exact: true }).first().waitFor();
    const guest = await (await browser.newContext({ locale: 'tr-TR' })).newPage();
    await guest.goto(campus.at('/register'));
    await guest.getByText('Kayıtlar eylülde açılır.').waitFor();
    await guest.context().close();
    const { page: member, context: device } = await signedInDevice(browser, campus, 'derya', {
      path: '/home',
    });
    await member.getByRole('main').getByLabel('Gönderin').waitFor();
    await member.getByRole('main').getByLabel('Gönderin').click();
    await member.getByRole('button', { name: 'Anket ekle' }).waitFor({ state: 'detached' });
    await member.goto(campus.at('/explore/trending'));
    await member.getByText('Kampüsün gündemi kapattı').waitFor();
    await device.close();
    await context.close();
  });
});
