import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, signedInDevice } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

let campus: CampusAddress;

beforeAll(async () => {
  campus = await sharedCampus();
});

/** The title without the number of unread things. */
const plainTitle = async (page: Page) => (await page.title()).replace(/^\(\d+\+?\) /, '');
const titleOf = (html: string) => /<title>([^<]*)<\/title>/.exec(html)?.[1];

test.for<[path: string, status: number, tr: string, en: string]>([
  ['/', 200, 'ChitLaq', 'ChitLaq'],
  ['/home', 200, 'Akış · ChitLaq', 'Home · ChitLaq'],
  ['/u/derya', 200, '@derya · ChitLaq', '@derya · ChitLaq'],
  ['/u/derya/followers', 200, '@derya · ChitLaq', '@derya · ChitLaq'],
  ['/hashtags/%C3%A7ay', 200, '#çay · ChitLaq', '#çay · ChitLaq'],
  ['/post/01900000-0000-7000-8000-000000000000', 200, 'Gönderi · ChitLaq', 'Post · ChitLaq'],
  ['/status', 200, 'Durum · ChitLaq', 'Status · ChitLaq'],
  ['/transparency', 200, 'Şeffaflık raporu · ChitLaq', 'Transparency report · ChitLaq'],
  ['/no/such/page', 404, 'ChitLaq', 'ChitLaq'],
])('%s is a whole page with status %i in both languages', async ([path, status, tr, en]) => {
  for (const [language, title] of Object.entries({ tr, en })) {
    const headers = { accept: 'text/html', 'accept-language': language };
    const response = await fetch(campus.url + path, { headers });
    const html = await response.text();
    expect([response.status, titleOf(html)]).toEqual([status, title]);
    expect(html).toContain(`<html lang="${language}"`);
    if (status === 200) expect(/~\w+(?:\.text)?~/.exec(html)?.[0]).toBeUndefined();
  }
});

test.for([
  ['/admin', 200],
  ['/admin/members/01900000-0000-7000-8000-000000000000', 200],
  ['/admin/nothing', 404],
] as const)('%s has status %i', async ([path, status]) => {
  expect((await fetch(campus.url + path)).status).toBe(status);
});

test('/status is JSON for programs', async () => {
  for (const accept of ['*/*', 'application/json']) {
    const response = await fetch(`${campus.url}/status`, { headers: { accept } });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toMatchObject({ status: 'ok', database: 'ok' });
  }
  expect((await fetch(`${campus.url}/status`, { method: 'POST' })).status).toBe(405);
  const page = await fetch(`${campus.url}/status`, { headers: { accept: 'text/html' }, method: 'HEAD' });
  expect([page.status, page.headers.get('vary')]).toEqual([200, expect.stringMatching(/\baccept\b/)]);
});

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await sharedBrowser();
  });

  test('links lead to pages with a parameter without loading them anew, and a reload shows the same', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'bora');
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(campus.at('/home'));
    await page.evaluate('window.kept = true');
    await page.locator('article a[href^="/u/"]').first().click();
    await page.waitForURL(/\/u\/\w+$/);
    const path = new URL(page.url()).pathname;
    await expect.poll(() => plainTitle(page)).toMatch(new RegExp(`^@${path.slice('/u/'.length)}`));
    await page.locator('main h1, main h2').first().waitFor();
    expect(await page.evaluate('window.kept')).toBe(true);
    const [title, heading] = [await plainTitle(page), await page.locator('main h1').first().textContent()];
    await page.reload();
    await page.locator('main h1').first().waitFor();
    expect([await plainTitle(page), await page.locator('main h1').first().textContent()]).toEqual([
      title,
      heading,
    ]);
    expect(await page.evaluate('window.kept')).toBeUndefined();
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the landing page loads no script; language and links work without', async () => {
    const context = await browser.newContext({ locale: 'tr-TR' });
    const page = await context.newPage();
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    await page.goto(campus.at('/'));
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'English', pressed: true }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');
    expect(scripts).toEqual([]);
    await page.locator('a[href="/register"]').click();
    await page.waitForURL('**/register');
    await context.close();
  });

  test('a member who opens the landing page or the registration is led home', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'bora');
    for (const path of ['/', '/register', '/sign-in']) {
      await page.goto(campus.at(path));
      await page.waitForURL('**/home');
      await page.locator('article').first().waitFor();
    }
    await context.close();
  });

  test('the cookie of an ended session leads to the sign-in page, without a loop', async () => {
    const context = await browser.newContext({ locale: 'tr-TR' });
    const { origin } = new URL(campus.at('/'));
    await context.addCookies([{ name: 'cl_session', value: '1', url: origin }]);
    const page = await context.newPage();
    const visited: string[] = [];
    page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname));
    await page.goto(campus.at('/'));
    await page.waitForURL('**/sign-in*');
    await page.getByRole('button', { name: 'Giriş yap', exact: true }).waitFor();
    expect(visited.filter((path) => path === '/sign-in').length).toBeLessThanOrEqual(2);
    await page.goto(campus.at('/register'));
    await page.getByLabel('Ad', { exact: false }).first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/register');
    await context.close();
  });
});
