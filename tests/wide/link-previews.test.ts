import { createServer, type IncomingMessage } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, signedInDevice } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const SOON = { timeout: 15_000 };

describe.skipIf(!chromiumPath)('link previews of posts, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;
  let siteHost: string;

  /** A website. Its pages wait until the test lets them answer. */
  const requests: IncomingMessage[] = [];
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const site = createServer(async (request, response) => {
    requests.push(request);
    if (request.url?.endsWith('.png')) {
      const bytes = await picture(1_200, 630, '#b5502f').png().toBuffer();
      response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
      return;
    }
    await opened;
    response.writeHead(200, { 'content-type': 'text/html' }).end(
      `<title>Bahar şenliği programı ${request.url}</title>
      <meta name="description" content="Çimlerde üç gün, yirmi topluluk ve saat 18.00’de bir konser">
      <meta property="og:image" content="/afis.png">`,
    );
  });

  beforeAll(async () => {
    const shared = await sharedCampus();
    campus = shared;
    siteHost = shared.siteHost;
    const { hostname, port } = new URL(`http://${siteHost}`);
    await new Promise<void>((resolve) => site.listen(Number(port), hostname, resolve));
    browser = await sharedBrowser();
  });
  afterAll(() => {
    site.closeAllConnections();
    site.close();
  });

  const card = (page: Page, path: string) =>
    page.getByRole('link', { name: new RegExp(`Bahar şenliği programı ${path}`) });

  test('the card appears under a new post while its author looks, and no browser asks the site for anything', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'derya', { path: '/home' });
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).host));
    await page.locator('article').first().waitFor();
    await page.getByRole('main').getByLabel('Gönderin').fill(`Program burada: http://${siteHost}/program`);
    await page.getByRole('main').getByRole('button', { name: 'Paylaş', exact: true }).click();
    const post = page.locator('article', { hasText: 'Program burada' });
    await post.waitFor();
    await expect.poll(() => requests.length, SOON).toBe(1);
    expect(await card(page, '/program').count()).toBe(0);
    open();
    await card(page, '/program').waitFor();
    const image = card(page, '/program').locator('img');
    await expect.poll(() => image.evaluate(isDrawn), SOON).toBe(true);
    expect(await image.getAttribute('src')).toMatch(/^\/uploads\//);
    expect(await card(page, '/program').getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');
    const id = await post.getAttribute('data-post');

    // On a narrow, dark screen of a reader, in the thread.
    const reader = await signedInDevice(browser, campus, 'bora', {
      viewport: { width: 320, height: 640 },
      colorScheme: 'dark',
      bypassCSP: true,
    });
    reader.context.on('request', (request) => asked.push(new URL(request.url()).host));
    await reader.page.goto(campus.at(`/post/${id}`));
    await card(reader.page, '/program').waitFor();
    await expect.poll(() => card(reader.page, '/program').locator('img').evaluate(isDrawn), SOON).toBe(true);
    expect(await reader.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(await violations(reader.page)).toEqual([]);

    // The author's next edit replaces the card.
    await post.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Düzenle' }).click();
    await page.getByRole('dialog').getByRole('textbox').first().fill(`Yeni program: http://${siteHost}/yeni`);
    await page.getByRole('dialog').getByRole('button', { name: 'Kaydet' }).click();
    await card(page, '/yeni').waitFor();
    expect(await card(page, '/program').count()).toBe(0);

    expect(asked.length).toBeGreaterThan(10);
    expect(asked).not.toContain(siteHost);
    for (const { headers } of requests) expect(headers['user-agent']).toMatch(/^ChitLaq link preview/);
    await Promise.all([context.close(), reader.context.close()]);
  });
});

/** Runs in the page: whether a picture was loaded. */
const isDrawn = (image: { naturalWidth?: number }): boolean => (image.naturalWidth ?? 0) > 0;
