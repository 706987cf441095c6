import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, openSettledPage, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('the likes of a member, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('show in a tab of their profile once they switch it on, and no longer', async () => {
    const content = 'Kütüphanede yer var mı, beğenilerde görünür mü?';
    const { body: post } = await call(campus, 'POST', '/api/v1/posts', {
      token: await tokenOf(campus, 'ayse'),
      body: { content },
    });
    await call(campus, 'PUT', `/api/v1/posts/${post.id}/like`, { token: await tokenOf(campus, 'fatih_ege') });
    const owner = await signedInDevice(browser, campus, 'fatih_ege', {
      path: '/u/fatih_ege',
      viewport: PHONE,
      bypassCSP: true,
    });
    const other = await signedInDevice(browser, campus, 'zeynep_ts', {
      path: '/u/fatih_ege/likes',
      viewport: PHONE,
    });
    await owner.page.getByRole('link', { name: 'Medya' }).waitFor();
    expect(await owner.page.getByRole('link', { name: 'Beğeniler' }).count()).toBe(0);
    await other.page.getByText('Bu üye beğenilerini kendine saklıyor').waitFor();
    expect(await other.page.getByText(content).count()).toBe(0);

    await openSettledPage(owner.page, campus.at('/settings/privacy'));
    const setting = owner.page.getByRole('switch', { name: 'Profilimde Beğeniler sekmesi göster' });
    expect(await setting.isChecked()).toBe(false);
    const saved = owner.page.waitForResponse((response) => response.request().method() === 'PATCH');
    await setting.click();
    await expect.poll(() => setting.isChecked()).toBe(true);
    await saved;
    expect(await violations(owner.page)).toEqual([]);
    await owner.page.goto(campus.at('/u/fatih_ege'));
    await owner.page.getByRole('link', { name: 'Beğeniler' }).click();
    await owner.page.getByText(content).waitFor();

    await other.page.goto(campus.at('/u/fatih_ege'));
    await other.page.getByRole('link', { name: 'Beğeniler' }).click();
    await other.page.getByText(content).waitFor();

    await openSettledPage(owner.page, campus.at('/settings/privacy'));
    const savedAgain = owner.page.waitForResponse((response) => response.request().method() === 'PATCH');
    await setting.click();
    await expect.poll(() => setting.isChecked()).toBe(false);
    await savedAgain;
    await other.page.goto(campus.at('/u/fatih_ege/likes'));
    await other.page.getByText('Bu üye beğenilerini kendine saklıyor').waitFor();
    await Promise.all([owner.context.close(), other.context.close()]);
  });
});
