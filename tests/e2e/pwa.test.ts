import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page, WebSocketRoute } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice, signInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, signIn } from '../system/campus.ts';
import { apiWriters } from '../system/messages.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** Timeout for a busy machine. */
const SOON = { timeout: 30_000 };
const OLD = 'Çevrimdışısın. Gördüklerin eski olabilir.';
const UNREACHABLE = 'Sunucuya ulaşılamıyor. Gördüklerin eski olabilir.';

/** Runs in the page, and these tests' types do not include the DOM: which responses are cached on the device. */
const cachedResponses = `new Promise((resolve) => {
  const request = indexedDB.open('chitlaq-offline');
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = () => resolve([]);
  request.onsuccess = () => {
    const database = request.result;
    const asked = database.transaction('queries').objectStore('queries').getAll();
    asked.onsuccess = () => { database.close(); resolve(asked.result.map(({ name }) => name)); };
  };
})`;
const cachedPaths = `caches.keys()
  .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
  .then((all) => all.flat().map(({ url }) => new URL(url).pathname))`;

/** The part of the DOM's image that the tests use: their types do not include the DOM. */
interface Picture {
  src: string;
  complete: boolean;
  naturalWidth: number;
  onload: unknown;
  onerror: unknown;
}
/** Runs in the page. */
const widthOf = (image: unknown): number => {
  const { complete, naturalWidth } = image as Picture;
  return complete ? naturalWidth : 0;
};
/** Runs in the page: the same picture at a URL with another signature. */
const widthAfterResigning = (image: unknown): Promise<number> =>
  new Promise((resolve) => {
    const other = new (globalThis as unknown as { Image: new () => Picture }).Image();
    other.onload = () => resolve(other.naturalWidth);
    other.onerror = () => resolve(0);
    other.src = (image as Picture).src.replace(/signature=.*/, 'signature=later');
  });

describe.skipIf(!chromiumPath)('the installed app, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;
  let conversation: string;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
    const token = await signIn(campus, 'derya');
    conversation = await makeConversation(campus, 'derya', 'selin_su');
    await apiWriters(() => campus).write('selin_su', conversation, 'Afişi gönderir misin?');
    const post = await call(campus, 'POST', '/api/v1/posts', { token, body: { content: 'Kim gelir?' } });
    const reply = { content: 'Ben gelirim', replyToId: post.body.id };
    await call(campus, 'POST', '/api/v1/posts', { token: await signIn(campus, 'mert_k'), body: reply });
  });

  // A service worker needs a secure origin; on this machine that is localhost.
  const device = (identifier: string, path = '/home') =>
    signedInDevice(browser, campus, identifier, { viewport: PHONE, bypassCSP: true, path });
  const paths = (page: Page) => page.evaluate<string[]>(cachedPaths);
  const responsesOf = (page: Page) => page.evaluate<string[]>(cachedResponses);
  /** Waits until the worker and the device have cached what they need. */
  async function isCached(page: Page, expectedPaths: string[], ...keys: unknown[][]): Promise<void> {
    await expect.poll(() => paths(page), SOON).toEqual(expect.arrayContaining(expectedPaths));
    const names = keys.map((key) => JSON.stringify(key));
    await expect.poll(() => responsesOf(page), SOON).toEqual(expect.arrayContaining(names));
    await page.waitForLoadState('networkidle');
  }

  test('the pictures and shortcuts of its manifest exist', async () => {
    for (const name of ['manifest.webmanifest', 'manifest.en.webmanifest']) {
      const manifest = (await (await fetch(campus.at(`/${name}`))).json()) as {
        icons: { src: string; type: string }[];
        shortcuts: { url: string }[];
      };
      expect(manifest).toMatchObject({
        name: expect.stringMatching(/^Çınar (?:Kampüsü|Campus)$/),
        short_name: 'ChitLaq',
        display: 'standalone',
        start_url: '/home',
      });
      for (const { src, type } of manifest.icons) {
        const icon = await fetch(campus.at(src));
        expect([icon.status, icon.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
      }
      for (const shortcut of manifest.shortcuts)
        expect((await fetch(campus.at(shortcut.url))).status, shortcut.url).toBe(200);
    }
    const { context, page } = await device('derya', '/home?new=post');
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await page.locator('link[rel=manifest]').getAttribute('href')).toBe('/manifest.webmanifest');
    await context.close();
  });

  test('home, conversations and notifications open without a network, as last seen, and say so', async () => {
    const { context, page } = await device('derya');
    const first = page.locator('article').first();
    const text = (await first.innerText()).split('\n')[0] ?? '';
    await isCached(
      page,
      ['/home', '/messages', '/notifications', '/explore', '/settings', '/offline'],
      ['me'],
      ['posts', 'home'],
    );
    await page.goto(campus.at(`/messages/${conversation}`));
    await page.locator('[data-seq]').last().waitFor();
    const lastText = await page.locator('[data-seq]').last().innerText();
    const inbox = ['conversations', 'folder', 'inbox'];
    await isCached(page, [`/messages/${conversation}`], ['messages', conversation], inbox);
    await page.goto(campus.at('/notifications'));
    await page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'sana yanıt verdi' })
      .first()
      .waitFor();
    await isCached(page, ['/notifications'], ['notifications', 'list', 'all']);

    await context.setOffline(true);
    await page.goto(campus.at('/home'));
    await page.getByText(OLD).waitFor(SOON);
    await first.waitFor();
    expect(await first.innerText()).toContain(text);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await first.waitFor();

    const bar = page.getByRole('navigation', { name: 'Yerler' });
    await bar.getByRole('link', { name: /^Mesajlar/ }).click();
    await page.getByText(OLD).waitFor(SOON);
    await page.locator(`a[href="/messages/${conversation}"]`).first().click();
    await page.locator('[data-seq]').last().waitFor();
    expect(await page.locator('[data-seq]').last().innerText()).toContain(lastText.split('\n')[0] ?? '');
    await page.goto(campus.at('/notifications'));
    await page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: 'sana yanıt verdi' })
      .first()
      .waitFor();
    // Explore opens as itself and says what it lacks; a page that is not on the device says so at its own address.
    await page.goto(campus.at('/explore'));
    await page.getByText('Çevrimdışısın. Bağlantın gelince yeniden dene.').first().waitFor(SOON);
    await page.goto(campus.at('/settings'));
    await page.getByRole('heading', { level: 1, name: 'Ayarlar' }).waitFor();
    // The worker caches no API response.
    expect((await paths(page)).filter((path) => path.startsWith('/api'))).toEqual([]);
    await page.goto(campus.at('/settings/security'));
    await page.getByRole('heading', { name: 'Bu sayfa çevrimdışı açılamıyor' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings/security');

    await context.setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Güvenlik' }).waitFor(SOON);
    await page.goto(campus.at('/home'));
    await page.getByText(OLD).waitFor({ state: 'detached' });
    await context.close();
  });

  test('once the network is back, a page that was opened without it is complete and says nothing more, without a reload', async () => {
    const { context, page } = await device('derya');
    await isCached(page, ['/home', '/explore'], ['me']);
    await context.setOffline(true);
    await page.goto(campus.at('/explore'));
    await page.getByText(OLD).waitFor(SOON);
    const failed = page.getByText('Çevrimdışısın. Bağlantın gelince yeniden dene.');
    await failed.first().waitFor(SOON);
    await page.evaluate('self.isSamePage = true');
    await context.setOffline(false);
    await page.getByText(OLD).waitFor({ state: 'detached', ...SOON });
    await expect.poll(() => failed.count(), SOON).toBe(0);
    await page.getByText(UNREACHABLE).waitFor({ state: 'detached', ...SOON });
    expect(await page.evaluate('self.isSamePage')).toBe(true);
    await context.close();
  });

  test('an open page says that the server is gone, and stops saying so when it is back', async () => {
    const { context, page } = await signedInDevice(browser, campus, 'derya', { serviceWorkers: 'block' });
    let isServerUp = true;
    const sockets: WebSocketRoute[] = [];
    await context.route('**/api/**', (route) => (isServerUp ? route.continue() : route.abort()));
    await context.routeWebSocket('**/ws', (socket) => {
      sockets.push(socket);
      if (isServerUp) socket.connectToServer();
      else void socket.close();
    });
    const isOpen = page.waitForEvent('websocket');
    await page.goto(campus.at('/home'));
    await page.locator('article').first().waitFor();
    await isOpen;
    await page.waitForLoadState('networkidle');
    isServerUp = false;
    for (const socket of sockets) await socket.close();
    await page.getByText(UNREACHABLE).waitFor(SOON);
    isServerUp = true;
    await page.getByText(UNREACHABLE).waitFor({ state: 'detached', ...SOON });
    await context.close();
  });

  test('a picture in a conversation shows without a network, whatever its signature, and is removed at sign-out with drafts', async () => {
    const token = await signIn(campus, 'derya');
    const form = new FormData();
    const bytes = new Uint8Array(await picture(300, 200).png().toBuffer());
    form.append('file', new File([bytes], 'afis.png', { type: 'image/png' }));
    const upload = await fetch(campus.at('/api/v1/media'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const { id } = (await upload.json()) as { id: string };
    await call(campus, 'POST', `/api/v1/conversations/${conversation}/messages`, {
      token,
      body: { clientId: crypto.randomUUID(), type: 'image', mediaIds: [id], content: 'Afiş' },
    });
    const conversationPath = `/messages/${conversation}`;
    const { context, page } = await device('derya');
    await isCached(page, ['/home'], ['me']);
    await page.goto(campus.at(conversationPath));
    const shown = page.locator('[data-seq]').getByRole('button', { name: /Büyüt/ }).last().locator('img');
    await shown.waitFor();
    const pictures = async () =>
      (await paths(page)).filter((path) => path.startsWith('/uploads/cached/') && path.endsWith('.webp'));
    await expect.poll(async () => (await pictures()).length, SOON).toBeGreaterThan(0);
    await isCached(page, [conversationPath], ['messages', conversation]);

    await context.setOffline(true);
    await page.goto(campus.at(conversationPath));
    await page.getByText(OLD).waitFor(SOON);
    await expect.poll(() => shown.evaluate(widthOf), SOON).toBe(300);
    // Another signature makes another URL, which only the worker can answer here.
    expect(await shown.evaluate(widthAfterResigning)).toBe(300);

    await context.setOffline(false);
    await page.goto(campus.at('/settings'));
    const drafts = () =>
      page.evaluate<string[]>("Object.keys(localStorage).filter((key) => key.includes('draft'))");
    expect(await drafts()).not.toEqual([]);
    await page.getByRole('button', { name: 'Çıkış yap' }).click();
    await page.waitForURL((to) => to.pathname === '/');
    await expect.poll(pictures, SOON).toEqual([]);
    expect(await drafts()).toEqual([]);
    await context.close();
  });

  test('a newer app is offered while the old one is in use, and takes over on request', async () => {
    // The campus, with a changeable build name.
    let build: string | undefined;
    const front = createServer(async (request, response) => {
      if (request.url === '/sw-build.js' && build) {
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(`self.BUILD = '${build}';`);
        return;
      }
      const { 'accept-encoding': _packed, connection: _own, ...headers } = request.headers;
      const through = get(new URL(request.url ?? '/', campus.url), { headers }, (upstream) => {
        response.writeHead(upstream.statusCode ?? 502, upstream.headers);
        upstream.pipe(response);
      });
      through.on('error', () => response.destroy());
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as AddressInfo; // it listens
    const { context, page } = await device('derya');
    try {
      await page.goto(`http://localhost:${port}/home`);
      const names = () => page.evaluate<string[]>('caches.keys()');
      await expect.poll(async () => (await paths(page)).includes('/home'), SOON).toBe(true);
      const [before] = (await names()).filter((name) => name !== 'chitlaq-pictures');
      build = 'daha-yeni';
      await page.evaluate('navigator.serviceWorker.getRegistration().then((it) => it.update())');
      await page.getByText('Yeni sürüm hazır.').waitFor(SOON);
      expect(await names()).toContain(before);
      await page.getByRole('button', { name: 'Yenile', exact: true }).click();
      // While the page reloads it cannot be queried.
      const now = () => names().catch(() => []);
      await expect.poll(now, { timeout: 60_000 }).toContain('chitlaq-daha-yeni');
      await expect.poll(now, SOON).not.toContain(before);
      await page.locator('article').first().waitFor();
    } finally {
      await context.close();
      front.closeAllConnections();
      front.close();
    }
  });

  test('signing out removes cached data from the device', async () => {
    const { context, page } = await device('derya');
    await page.locator('article').first().waitFor();
    await isCached(page, ['/home'], ['me']);
    await page.goto(campus.at('/settings'));
    await page.getByRole('button', { name: 'Çıkış yap' }).click();
    await page.waitForURL((to) => to.pathname === '/');
    await expect.poll(() => responsesOf(page), SOON).toEqual([]);
    await context.setOffline(true);
    await page.goto(campus.at('/home'));
    await expect.poll(() => page.locator('article').count()).toBe(0);
    await context.close();
  });

  test('another member who signs in on the same device sees nothing of the previous one', async () => {
    const { context, page: previous } = await device('derya');
    await previous.locator('article').first().waitFor();
    await isCached(previous, ['/home'], ['me']);
    await previous.close();
    await signInDevice(context, campus, 'bora');
    const page = await context.newPage();
    await page.goto(campus.at('/home'));
    await page.locator('article').first().waitFor();
    const owners = `new Promise((resolve) => {
      const request = indexedDB.open('chitlaq-offline');
      // The previous page has deleted it, and the next one has not created it yet.
      request.onupgradeneeded = () => request.transaction.abort();
      request.onerror = () => resolve([]);
      request.onsuccess = () => {
        const database = request.result;
        const asked = database.transaction('queries').objectStore('queries').getAll();
        asked.onsuccess = () => {
          database.close();
          resolve(asked.result.filter(({ key }) => key[0] === 'me').map(({ data }) => data.user.username));
        };
      };
    })`;
    await expect.poll(() => page.evaluate(owners), SOON).toEqual(['bora']);
    const me = (await call(campus, 'GET', '/api/v1/auth/me', { token: await signIn(campus, 'bora') })).body;
    const ofPictures = `caches.match('/uploads/cached/owner').then((answer) => answer?.text())`;
    await expect.poll(() => page.evaluate(ofPictures), SOON).toBe(me.user.id);
    await context.close();
  });
});

describe.skipIf(!chromiumPath)('live updates while the page is open', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('a followee’s post and a reply show at once; a muted conversation stays silent', async () => {
    const derya = await signIn(campus, 'derya');
    const bora = await signIn(campus, 'bora');
    const me = (await call(campus, 'GET', '/api/v1/auth/me', { token: bora })).body.user;
    await call(campus, 'PUT', `/api/v1/users/${me.id}/follow`, { token: derya });
    const body = { content: 'Kim gelir?' };
    const post = (await call(campus, 'POST', '/api/v1/posts', { token: derya, body })).body;
    await call(campus, 'PUT', '/api/v1/notifications/read', {
      token: derya,
      body: { upToId: 'ffffffff-ffff-7fff-bfff-ffffffffffff' },
    });
    await call(campus, 'PATCH', '/api/v1/feed/preferences', { token: derya, body: { rank: 'latest' } });
    const { context, page } = await signedInDevice(browser, campus, 'derya', { viewport: PHONE });
    const isOpen = page.waitForEvent('websocket');
    await page.goto(campus.at('/home'));
    const socket = await isOpen;
    await socket.waitForEvent('framereceived');

    await call(campus, 'POST', '/api/v1/posts', { token: bora, body: { content: 'Yeni bir şey var' } });
    const pill = page.getByRole('button', { name: '1 yeni gönderi' });
    await pill.waitFor({ timeout: 20_000 });
    // It covers neither the title nor the name on the first post.
    const boxOf = async (found: Locator) =>
      (await found.boundingBox()) ?? { y: Number.NaN, height: Number.NaN };
    const covering = await boxOf(pill);
    const title = await boxOf(page.getByRole('heading', { level: 1 }).locator('bdi'));
    expect(title.y + title.height).toBeLessThanOrEqual(covering.y);
    const name = await boxOf(page.locator('article bdi').first());
    expect(covering.y + covering.height).toBeLessThanOrEqual(name.y);
    const reply = { content: 'Ben gelirim', replyToId: post.id };
    await call(campus, 'POST', '/api/v1/posts', { token: bora, body: reply });
    await page.getByRole('link', { name: 'Bildirimler, 1 okunmamış bildirim' }).waitFor({ timeout: 20_000 });

    await page.goto(`${campus.at('')}/post/${post.id}`);
    const card = page.locator(`article[data-post="${post.id}"]`).first();
    await card.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Bu konuşmanın bildirimlerini sustur' }).click();
    await page.getByText('artık bildirim almayacaksın').waitFor();
    await expect
      .poll(
        async () =>
          (await call(campus, 'GET', `/api/v1/notifications/threads/${post.id}/mute`, { token: derya })).body,
      )
      .toEqual({ muted: true });
    await page.reload();
    await card.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Bu konuşmanın bildirimlerini aç' }).waitFor();
    await context.close();
  });
});
