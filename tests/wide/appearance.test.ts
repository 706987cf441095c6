import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, openSettledPage, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('text size and motion, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const rootSize = (page: Page) =>
    page.evaluate<number>('Number.parseFloat(getComputedStyle(document.documentElement).fontSize)');

  test('a text size applies at once, and before the first paint of every later page', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'derya', {
      path: '/settings',
      viewport: PHONE,
      bypassCSP: true,
    });
    await page.getByRole('radio', { name: 'Çok büyük' }).check({ force: true });
    expect(await rootSize(page)).toBe(21);
    expect(await violations(page)).toEqual([]);
    // Without the app's scripts only the one in the head runs.
    await page.route(/_next\/static\/.*\.js$/, (route) => route.abort());
    for (const path of ['/home', '/u/ayse']) {
      await page.goto(campus.at(path));
      expect(await rootSize(page), path).toBe(21);
    }
    await page.unroute(/_next\/static\/.*\.js$/);
    await page.goto(campus.at('/settings'));
    await expect.poll(() => page.getByRole('radio', { name: 'Çok büyük' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'Normal', exact: true }).check({ force: true });
    expect(await rootSize(page)).toBe(16);
    await context.close();
  });

  test('reduced motion stops what styles animate, though the device asks for nothing', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'derya', {
      path: '/settings',
      viewport: PHONE,
      reducedMotion: 'no-preference',
    });
    const button = page.getByRole('button', { name: 'Çıkış yap' });
    const before = await button.evaluate(longestTransition);
    expect(before).toBeGreaterThan(0.1);
    await page.getByRole('radio', { name: 'Azaltılmış' }).check({ force: true });
    expect(await button.evaluate(longestTransition)).toBeLessThan(0.001);
    await page.reload();
    expect(await button.evaluate(longestTransition)).toBeLessThan(0.001);
    await context.close();
  });

  const screens = async () => [
    '/',
    '/home',
    '/explore',
    '/explore/people',
    '/messages',
    `/messages/${await makeConversation(campus, 'derya', 'ayse')}`,
    '/settings',
    '/settings/privacy',
    '/settings/safety',
    '/u/ayse',
    '/u/derya',
    '/u/ayse/followers',
    '/notifications',
    '/search?q=kaan',
    '/search?q=vize',
    '/bookmarks',
    '/follow-requests',
    '/announcements',
    '/explore/trending',
    '/settings/profile',
    '/settings/security',
    '/settings/sessions',
    '/settings/feed',
    '/settings/messages',
    '/settings/notifications',
    '/settings/muted-words',
  ];

  /** A new post with a picture. */
  const pathOfPicture = async () => {
    const token = await tokenOf(campus, 'derya');
    const form = new FormData();
    form.set('alt', 'Bir afiş');
    form.set('file', new Blob([new Uint8Array(await picture().png().toBuffer())]), 'resim.png');
    const uploaded = await fetch(campus.at('/api/v1/media'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const { id } = (await uploaded.json()) as { id: string };
    const body = { content: 'Afiş', mediaIds: [id] };
    return `/post/${(await call(campus, 'POST', '/api/v1/posts', { token, body })).body.id}`;
  };

  test.for([
    ['the largest text at 320 px', 320, 'largest'],
    ['large text at 320 px', 320, 'large'],
    ['200 % zoom of a phone', 195, 'standard'],
    ['200 % zoom of a small laptop', 640, 'standard'],
  ] as const)('no screen clips a control or scrolls sideways with %s', async ([, width, size]) => {
    const { context, page } = await signedInDevice(browser, campus, 'derya', {
      viewport: { width, height: width === 195 ? 422 : 640 },
      locale: 'tr-TR',
    });
    await page.addInitScript(`localStorage.setItem('cl_text_size', '${size}')`);
    const clipped: Record<string, string[]> = {};
    for (const path of await screens()) {
      await openSettledPage(page, campus.at(path));
      const found = await page.evaluate<string[]>(FIND_CLIPPED);
      if (found.length > 0) clipped[path] = found;
    }
    await page.goto(campus.at(await pathOfPicture()));
    await page.getByRole('button', { name: /^Büyüt/ }).click();
    await page.getByRole('dialog').getByRole('img').first().waitFor();
    clipped.viewer = await page.evaluate<string[]>(FIND_CLIPPED);
    expect(clipped).toEqual({ viewer: [] });
    await context.close();
  });
});

/** Runs in the page: the longest transition of an element, in seconds. */
const longestTransition = (element: StyledElement): number =>
  Math.max(
    ...(element.ownerDocument.defaultView
      ?.getComputedStyle(element)
      .transitionDuration.split(',')
      .map(Number.parseFloat) ?? []),
  );
interface StyledElement {
  ownerDocument: {
    defaultView: { getComputedStyle(of: unknown): { transitionDuration: string } } | null;
  };
}

/** Runs in the page: controls that reach out of the window or of a box that cuts them off, and a page that scrolls sideways. */
const FIND_CLIPPED = `(() => {
  const html = document.documentElement;
  const found = html.scrollWidth > innerWidth ? ['the page is ' + html.scrollWidth + ' px wide'] : [];
  for (const control of document.querySelectorAll('a, button, input, select, textarea, [role=tab]')) {
    const box = control.getBoundingClientRect();
    // Hidden ones, and those for screen readers only.
    if (box.width <= 1 || box.height <= 1 || !control.checkVisibility({ visibilityProperty: true })) continue;
    for (let parent = control.parentElement; parent; parent = parent.parentElement) {
      const { overflowX } = getComputedStyle(parent);
      if (overflowX === 'auto' || overflowX === 'scroll') break;
      const edge = parent === html ? { left: 0, right: innerWidth } : parent.getBoundingClientRect();
      const cuts = overflowX === 'hidden' || overflowX === 'clip' || parent === html;
      if (cuts && (box.left < edge.left - 1 || box.right > edge.right + 1)) {
        const name = control.getAttribute('aria-label') ?? control.textContent.trim().slice(0, 40);
        found.push(control.tagName + ' ' + name + ': ' + Math.round(box.left) + '–' + Math.round(box.right));
        break;
      }
    }
  }
  return found;
})()`;
