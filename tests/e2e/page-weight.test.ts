import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, makeConversation } from '../system/campus.ts';
import { field as messageField, messageList } from '../system/messages.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/**
 * Budgets of the scripts that pages reference, compressed, without headers; the promise is 170 kB with headers. To stay below
 * one, lazy-load what the first view does not need. A page with a parameter references the same scripts whatever its value.
 */
const BUDGETS: Record<string, number> = {
  '/home': 160_500,
  '/explore': 158_500,
  '/messages': 155_500,
  '/post/any': 160_000,
  '/messages/any': 165_000,
  '/u/derya': 162_000,
  '/search': 163_500,
  '/boards': 152_500,
  '/boards/any': 154_500,
  '/boards/any/any': 160_500,
};

let campus: CampusAddress;

beforeAll(async () => {
  campus = await sharedCampus();
});

interface PageResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}
/** A bare request: `fetch` would ask for compression and decompress. */
const ask = (path: string, headers: Record<string, string> = {}): Promise<PageResponse> =>
  new Promise((resolve, reject) => {
    get(campus.url + path, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).on('error', reject);
  });

async function scriptsOf(path: string): Promise<string[]> {
  const html = (await ask(path)).body.toString();
  const tags = [...html.matchAll(/<script[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/nomodule/i.test(tag));
  const old = [...html.matchAll(/<script[^>]*nomodule[^>]*>/gi)].map(
    ([tag]) => /src="([^"]+)"/.exec(tag)?.[1],
  );
  expect(tags.length).toBeGreaterThan(3);
  return [...new Set([...html.matchAll(/\/_next\/static\/[^"'\\]+?\.js/g)].map(([name]) => name))].filter(
    (name) => !old.some((src) => src?.includes(name)),
  );
}

/** Scripts in tags of the page, without those that it mentions for later. */
async function scriptsNamedBy(path: string): Promise<string[]> {
  const html = (await ask(path)).body.toString();
  const named = [...html.matchAll(/<script src="([^"?]+\.js)/g)].map(([, name]) => name as string);
  expect(named.length).toBeGreaterThan(3);
  return named;
}

test('the scripts that pages reference stay within their budgets', async () => {
  const sizes = new Map<string, number>();
  const sizeOf = async (name: string) => {
    const { status, headers, body } = await ask(name, { 'accept-encoding': 'gzip, br' });
    expect([status, headers['content-encoding'], headers['content-type']]).toEqual([
      200,
      'br',
      'text/javascript; charset=utf-8',
    ]);
    return body.byteLength;
  };
  for (const [path, budget] of Object.entries(BUDGETS)) {
    let bytes = 0;
    for (const name of await scriptsOf(path)) {
      const size = sizes.get(name) ?? (await sizeOf(name));
      sizes.set(name, size);
      bytes += size;
    }
    console.log(`${path} names ${bytes} bytes of compressed script`);
    expect(bytes, path).toBeGreaterThan(100_000);
    expect.soft(bytes, path).toBeLessThan(budget);
  }
});

test('the browser may compile what a page names while it loads', async () => {
  for (const path of ['/home', '/messages/any', '/u/derya'])
    for (const name of await scriptsNamedBy(path)) {
      const script = (await ask(name, { 'accept-encoding': 'identity' })).body.toString();
      expect(script.slice(0, 40), name).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
    }
});

test('a script is the same compressed and plain, is cached for good, and varies by Accept-Encoding', async () => {
  const [name = ''] = await scriptsOf('/home');
  const plain = await ask(name, { 'accept-encoding': 'identity' });
  const small = await ask(name, { 'accept-encoding': 'br' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(brotliDecompressSync(small.body).equals(plain.body)).toBe(true);
  expect(small.headers).toMatchObject({
    vary: expect.stringMatching(/accept-encoding/i),
    'cache-control': expect.stringContaining('immutable'),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  // Only documents need these. With them each script costs 330 bytes more.
  expect(small.headers).not.toHaveProperty('content-security-policy');
  expect(small.headers).not.toHaveProperty('x-frame-options');
});

test('pages keep the rules for what they may load', async () => {
  for (const path of ['/', '/home', '/u/derya'])
    expect((await ask(path)).headers['content-security-policy'], path).toContain("default-src 'self'");
});

/** Runs in the page. */
const hasFocus = (element: { ownerDocument: { activeElement: unknown } | null }): boolean =>
  element === element.ownerDocument?.activeElement;

/** Runs in the page. */
const topOf = (element: { getBoundingClientRect(): { top: number } }): number =>
  element.getBoundingClientRect().top;

/** Runs in the page. */
const heightOf = (element: { getBoundingClientRect(): { height: number } }): number =>
  element.getBoundingClientRect().height;

/** Runs in the page: resolves once it has not scrolled for ten frames. The last turns of the wheel may still be under way. */
const AT_REST = `new Promise((resolve) => {
  let last = scrollY;
  let still = 0;
  const look = () => {
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still === 10) resolve();
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Follows the link to the author of a post in sight. */
const OPEN_AUTHOR_IN_SIGHT = `(() => {
  const inSight = [...document.querySelectorAll('article[data-post]')].find((card) => card.getBoundingClientRect().bottom > 80);
  const found = { entry: inSight.dataset.entry, topBefore: inSight.getBoundingClientRect().top };
  inSight.querySelectorAll('a[href^="/u/"]')[1].click();
  return found;
})()`;

describe.skipIf(!chromiumPath)('in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await sharedBrowser();
  });

  async function atHome(
    width: number,
  ): Promise<{ context: BrowserContext; page: Page; requested: string[] }> {
    const { context, page } = await signedInDevice(browser, campus, 'derya', {
      viewport: { width, height: 844 },
    });
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await page.goto(campus.at('/home'));
    await page.locator('article').first().waitFor();
    return { context, page, requested };
  }

  test('the first press on a menu opens it; by keyboard on its first entry; Escape leads back', async () => {
    const { context, page } = await atHome(390);
    const more = page.locator('article').first().getByRole('button', { name: 'Diğer' });
    await more.click();
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await more.evaluate(hasFocus)).toBe(true);

    const second = page.locator('article').nth(1).getByRole('button', { name: 'Diğer' });
    await second.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await expect.poll(() => page.getByRole('menuitem').first().evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => second.evaluate(hasFocus)).toBe(true);
    await context.close();
  });

  test('what is next to the column is neither loaded nor requested on a phone', async () => {
    const prefetchedAside = (paths: string[]) =>
      paths.filter((path) => ['/api/v1/feed/trending', '/api/v1/users/suggestions'].includes(path)).sort();
    const phone = await atHome(390);
    await phone.page.waitForLoadState('networkidle');
    expect(prefetchedAside(phone.requested)).toEqual([]);
    await phone.context.close();

    const desktop = await atHome(1440);
    await expect
      .poll(() => prefetchedAside(desktop.requested))
      .toEqual(['/api/v1/feed/trending', '/api/v1/users/suggestions']);
    await desktop.context.close();
  });

  test('a reply can be written before its composer has loaded, and while that fails to load', async () => {
    const { context, page } = await atHome(390);
    // Otherwise the composer also loads once the page is idle.
    await page.evaluate('requestIdleCallback = () => 0');
    await page.locator('article').first().locator('time').first().click();
    await page.waitForURL('**/post/**');
    const field = page.getByLabel('Yanıtın');
    await field.waitFor();
    const height = await field.evaluate(heightOf);
    let failures = 0;
    await page.route('**/_next/static/**', (route) => {
      failures++;
      return route.abort();
    });
    await field.pressSequentially('Geliyorum');
    await expect.poll(() => failures).toBeGreaterThan(0);
    expect(await field.inputValue()).toBe('Geliyorum');
    expect(await field.evaluate(heightOf)).toBe(height);
    await page.unroute('**/_next/static/**');
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.getByRole('button', { name: 'Yanıtla', exact: true }).last().waitFor();
    expect(await field.inputValue()).toBe('Geliyorum');
    expect(await field.evaluate(hasFocus)).toBe(true);
    await page.keyboard.type(' hemen');
    expect(await field.inputValue()).toBe('Geliyorum hemen');
    await context.close();
  });

  test('a message is written and sent before the rest of its page has loaded; the focus, a press and the size stay', async () => {
    const path = `/messages/${await makeConversation(campus, 'derya', 'can')}`;
    const named = new Set(await scriptsOf('/messages/any'));
    const { context, page } = await signedInDevice(browser, campus, 'derya', {
      viewport: { width: 390, height: 844 },
    });
    // Otherwise the rest also loads once the page is idle.
    await page.addInitScript('requestIdleCallback = () => 0');
    let isCutOff = true;
    await page.route('**/_next/static/**', (route) => {
      const { pathname } = new URL(route.request().url());
      return isCutOff && pathname.endsWith('.js') && !named.has(pathname) ? route.abort() : route.continue();
    });
    await page.goto(campus.at(path));
    const field = messageField(page);
    const frame = page.locator('[data-uncovered]', { has: field });
    await field.waitFor();
    const height = await frame.evaluate(heightOf);
    await field.pressSequentially('Geliyorum');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('');
    await field.pressSequentially('Beş dakikaya');
    const addFiles = page.getByRole('button', { name: 'Dosya ekle' });
    await addFiles.focus();
    expect(await frame.evaluate(heightOf)).toBe(height);

    isCutOff = false;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await page.evaluate("dispatchEvent(new Event('online'))");
    await chooser;
    expect(await addFiles.evaluate(hasFocus)).toBe(true);
    await messageList(page).getByText('Geliyorum').waitFor();
    expect(await frame.evaluate(heightOf)).toBe(height);
    expect(await field.inputValue()).toBe('Beş dakikaya');
    await field.press('Enter');
    await messageList(page).getByText('Beş dakikaya').waitFor();
    expect(await field.evaluate(hasFocus)).toBe(true);
    expect(await messageList(page).getByText('Geliyorum').count()).toBe(1);
    await context.close();
  });

  test('a notice of a lost network needs no network', async () => {
    const { context, page } = await atHome(390);
    // The notifications region is loaded once the page is idle.
    await page.getByRole('region', { name: 'Bildirimler' }).waitFor({ state: 'attached', timeout: 15_000 });
    await context.setOffline(true);
    await page
      .locator('article')
      .first()
      .getByRole('button', { name: /^Beğen/ })
      .click();
    await page.getByText('Çevrimdışısın. Bağlantın gelince yeniden dene.').waitFor();
    await context.close();
  });

  test('a list replaces its far posts by placeholders, and going back restores the position', async () => {
    const { context, page } = await atHome(390);
    const cards = page.locator('article[data-post]');
    const lastPosition = async () => Number(await cards.last().getAttribute('aria-posinset'));
    expect(await page.getByRole('feed').locator('article').first().getAttribute('aria-posinset')).toBe('1');
    for (let screen = 0; screen < 60 && (await lastPosition()) < 100; screen++) {
      await page.mouse.wheel(0, 1_500);
      await page.waitForLoadState('networkidle');
    }
    expect(await lastPosition()).toBeGreaterThanOrEqual(100);
    // The first posts are removed from the page; those in sight keep their position numbers.
    await expect.poll(() => page.locator('article[aria-posinset="1"]').count()).toBe(0);
    expect(await cards.count()).toBeLessThan(90);

    await page.evaluate(AT_REST);
    // In one step: wheel events that are still on their way would move the page in between.
    const { entry, topBefore } = await page.evaluate<{ entry: string; topBefore: number }>(
      OPEN_AUTHOR_IN_SIGHT,
    );
    await page.waitForURL('**/u/**');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.goBack();
    const same = page.locator(`article[data-entry="${entry}"]`);
    await same.waitFor();
    await expect.poll(async () => Math.abs((await same.evaluate(topOf)) - topBefore)).toBeLessThan(3);
    await context.close();
  });
});
