import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstCases } from '../../server/testing/depth.ts';
import { violations } from '../system/axe.ts';
import {
  chromiumPath,
  goToSettledPage,
  languageOf,
  openSettledPage,
  signInDevice,
} from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

// In its own file, so that it runs in parallel with the other tests.
describe.skipIf(!chromiumPath)('every screen, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const outside = [
    '/',
    '/register',
    '/sign-in',
    '/forgot',
    '/verify?email=a@b.edu.tr',
    '/reset?token=x',
    '/secure-account?token=x',
    '/status',
    '/transparency',
    '/privacy',
    '/help',
    '/help/safety',
    '/yok-boyle-bir-sayfa',
    '/admin',
  ];
  const inside = [
    '/home',
    '/u/ayse',
    '/u/ayse/followers',
    '/follow-requests',
    '/announcements',
    '/search',
    '/search?q=kaan',
    '/explore',
    '/explore/trending',
    '/explore/people',
    '/settings/feed',
    '/bookmarks',
    '/drafts',
    '/scheduled',
    '/hashtags/gecekuşağı',
    '/settings',
    '/settings/profile',
    '/settings/security',
    '/settings/sessions',
    '/settings/privacy',
    '/settings/safety',
    '/settings/account',
    '/settings/muted-words',
    '/settings/hashtags',
    '/settings/decisions',
    '/settings/reports',
  ];
  // In Turkish the app navigates to its pages, which is half the work; each night, each is also loaded, in English.
  test.each(firstCases(['tr-TR', 'en-GB'], 1))(
    'axe finds nothing on any screen in either theme, and none scrolls sideways at 320 px (%s)',
    async (locale) => {
      const options = { locale, viewport: { width: 320, height: 640 }, bypassCSP: true };
      const guest = await browser.newContext(options);
      const page = await guest.newPage();
      const language = locale.slice(0, 2);
      const checkScreen = async (path: string) => {
        expect(await violations(page), `${path} in ${locale}`).toEqual([]);
        expect(
          await page.locator('html').evaluate((html) => html.scrollWidth),
          `width of ${path}`,
        ).toBeLessThanOrEqual(320);
        expect(await page.locator('html').getAttribute('lang'), path).toBe(language);
      };
      for (const path of outside) {
        await openSettledPage(page, campus.at(path));
        await checkScreen(path);
      }
      await signInDevice(guest, campus, 'derya');
      for (const [index, path] of inside.entries()) {
        if (locale === 'en-GB' || index === 0) await openSettledPage(page, campus.at(path));
        else await goToSettledPage(page, campus.at(path), path);
        await checkScreen(path);
        expect(await languageOf(campus.at(path), language), path).toBe(language);
      }
      await guest.close();
    },
    300_000,
  );

  test('the menu of a post fits a screen of 320 px, also where its texts wrap', async () => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 320, height: 640 } });
    await signInDevice(context, campus, 'derya');
    const page = await context.newPage();
    await openSettledPage(page, campus.at('/u/ayse'));
    await page.getByRole('article').first().getByRole('button', { name: 'More', exact: true }).click();
    const menu = page.getByRole('menu');
    await menu.getByText('Mute notifications about this conversation').waitFor();
    const { left, right } = await menu.evaluate((element) => element.getBoundingClientRect().toJSON());
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(320);
    await context.close();
  });
});
