import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstCases } from '../../server/testing/depth.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, goToSettledPage, openSettledPage, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('every screen of the administration, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const url = (path: string) => campus.at(`/admin${path}`);
  const device = (
    identifier: string,
    options: Parameters<Browser['newContext']>[0] & { path?: string } = {},
  ) => signedInDevice(browser, campus, identifier, options);
  const idOf = async (username: string): Promise<string> =>
    (await call(campus, 'GET', `/api/v1/users/${username}`, { token: await signIn(campus, 'ayse') })).body.id;

  test.each(firstCases(['tr-TR', 'en-GB'], 1))(
    'axe finds nothing on any screen in either theme, and none scrolls sideways at 320 px (%s)',
    async (locale) => {
      const token = await signIn(campus, 'bora');
      const { body } = await call(campus, 'GET', '/api/v1/admin/universities?state=open', { token });
      const paths = [
        '/',
        '/universities',
        '/accepted-campuses',
        '/universities?state=all',
        `/universities/${body.items[0].id}`,
        '/members',
        '/members?q=kimse-yok-boyle',
        `/members/${await idOf('derya')}`,
        `/members/01890000-0000-7000-8000-000000000000`,
        '/log',
        '/reports',
        '/reports?status=resolved',
        '/appeals',
        '/appeals?status=decided',
        '/hashtags',
        '/automatic-rules',
        '/classifier',
        '/campus-rules',
        '/approvals',
        '/announcements',
        '/statistics',
        '/statistics?days=365&of=authors',
        '/statistics/members',
        '/statistics/moderation',
        '/system',
        '/legal',
        '/legal/terms',
        '/yok-boyle-bir-sayfa',
      ];
      const { context, page } = await device('bora', {
        locale,
        viewport: { width: 320, height: 640 },
        bypassCSP: true,
      });
      // In Turkish the app goes there as its links do; each night, each page is also loaded, in English.
      for (const [index, path] of paths.entries()) {
        if (locale === 'en-GB' || index === 0) await openSettledPage(page, url(path));
        else await goToSettledPage(page, url(path), path);
        expect(await violations(page), `${path} in ${locale}`).toEqual([]);
        const width = await page.locator('html').evaluate((html) => html.scrollWidth);
        expect(width, `width of ${path}`).toBeLessThanOrEqual(320);
        expect(await page.locator('html').getAttribute('lang'), path).toBe(locale.slice(0, 2));
      }
      await context.close();
    },
  );

  test('axe finds nothing in what opens over a page, in either theme', async () => {
    const token = await signIn(campus, 'bora');
    await signIn(campus, 'derya'); // a session that can be ended
    const { body } = await call(campus, 'GET', '/api/v1/admin/universities?state=open', { token });
    const { context, page } = await device('bora', { viewport: PHONE, bypassCSP: true });
    for (const [path, button] of [
      [`/members/${await idOf('derya')}`, 'Askıya al'],
      [`/members/${await idOf('derya')}`, 'Bütün oturumlarını kapat'],
      [`/universities/${body.items[0].id}`, 'Kural ekle'],
      [`/universities/${body.items[0].id}`, 'Kayda kapat'],
      ['/hashtags', 'Başka bir etiketi çıkar'],
      ['/legal', 'Düzenle: Kampüs güvenliği'],
    ] as const) {
      await page.goto(url(path));
      await page.getByRole('button', { name: button, exact: true }).click();
      const over = page.locator('[role=dialog], [role=alertdialog]');
      await over.waitFor();
      // As a string: the tests' types do not include the DOM.
      await page.evaluate(
        'Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)',
      );
      expect(await violations(page), button).toEqual([]);
      await page.keyboard.press('Escape');
      await over.waitFor({ state: 'detached' });
    }
    await context.close();
  });
});
