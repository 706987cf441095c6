import type { Browser, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, PHONE, setUndoSeconds, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, signIn } from '../system/campus.ts';
import { deviceAtHome, png, postField, shareButton } from '../system/composer.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const SOON = { timeout: 15_000 };

describe.skipIf(!chromiumPath)('writing, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const device = (identifier: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    deviceAtHome(browser, campus, identifier, options);
  const savedNotice = (page: Page) =>
    page.getByRole('main').getByText('Kaydedildi', { exact: true }).waitFor();

  test('typed text survives a reload, a change of language and of the device, and is published from the drafts', async () => {
    const { context, page } = await device('derya');
    await postField(page).fill('Yarım kalmış bir cümle');
    await page.reload();
    await expect.poll(() => postField(page).inputValue()).toBe('Yarım kalmış bir cümle');
    await page.getByRole('button', { name: 'English' }).click();
    const english = page.getByRole('main').getByLabel('Your post');
    await expect.poll(() => english.inputValue()).toBe('Yarım kalmış bir cümle');
    await page.getByRole('main').getByText('Saved', { exact: true }).waitFor();

    const other = await device('derya', { viewport: PHONE });
    await other.page.goto(campus.at('/u/derya'));
    await other.page.getByRole('link', { name: 'Taslaklar' }).click();
    await other.page.getByRole('button', { name: /^Yarım kalmış bir cümle/ }).click();
    const sheet = other.page.getByRole('dialog', { name: 'Yeni gönderi' });
    expect(await sheet.getByLabel('Gönderin').inputValue()).toBe('Yarım kalmış bir cümle');
    await sheet.getByLabel('Gönderin').fill('Tamamlanmış bir cümle');
    await sheet.getByRole('button', { name: 'Paylaş', exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
    await other.page.getByText('Taslağın yok').waitFor();
    await other.context.close();

    // Nothing of it is left where it was started.
    await page.reload();
    await page.locator('article', { hasText: 'Tamamlanmış bir cümle' }).waitFor();
    await expect.poll(() => english.inputValue()).toBe('');
    await context.close();
  });

  test('without a network typed text stays on the device, and goes to the drafts when it is back', async () => {
    const { context, page } = await device('ayse');
    await context.setOffline(true);
    await postField(page).fill('Tünelde yazıldı');
    await postField(page).blur();
    await page.getByText('yazdığın bu cihazda duruyor').waitFor();
    await context.setOffline(false);
    await savedNotice(page);
    await page.goto(campus.at('/drafts'));
    await page.getByText('Tünelde yazıldı').waitFor();
    await page.getByRole('button', { name: 'Taslağı sil' }).click();
    await page.getByText('Taslağın yok').waitFor();
    await page.getByRole('button', { name: 'Geri al' }).click();
    await page.getByText('Tünelde yazıldı').waitFor();
    await context.close();
  });

  test('if two devices edit one draft, the author chooses, and nothing is overwritten unasked', async () => {
    const firstDevice = await device('bora');
    await postField(firstDevice.page).fill('Birinci cihaz');
    await savedNotice(firstDevice.page);
    const secondDevice = await device('bora');
    await secondDevice.page.getByRole('main').getByRole('button', { name: 'Taslaklar' }).click();
    await secondDevice.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Birinci cihaz/ })
      .click();
    await secondDevice.page.getByRole('dialog').getByLabel('Gönderin').fill('İkinci cihaz');
    await secondDevice.page.getByRole('dialog').getByText('Kaydedildi', { exact: true }).waitFor();

    await postField(firstDevice.page).fill('Birinci cihaz sürdürdü');
    await postField(firstDevice.page).blur();
    await firstDevice.page.getByText('Bu taslak başka bir yerde değişti').first().waitFor();
    expect(await shareButton(firstDevice.page).getAttribute('aria-disabled')).toBe('true');
    await firstDevice.page.getByRole('button', { name: 'Oradakiyle' }).click();
    await expect.poll(() => postField(firstDevice.page).inputValue()).toBe('İkinci cihaz');
    await firstDevice.context.close();
    await secondDevice.context.close();
  });

  test('a new post is taken back into the composer with everything in it, by keyboard, and is seen by nobody', async () => {
    const { context, page } = await device('umut_kosar', { bypassCSP: true });
    await setUndoSeconds(context, campus, 30);
    const text = 'Biraz erken paylaştım #erken';
    await page.locator('input[type=file]').setInputFiles(await png('a.png'));
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled(), SOON).toBe(true);
    await page.getByLabel('Fotoğrafta ne var?').fill('Yeşil bir alan');
    await postField(page).fill(text);
    await shareButton(page).click();
    const own = page.locator('article', { hasText: text });
    await own.getByText('Birazdan yayında').waitFor();
    expect(await postField(page).inputValue()).toBe('');
    const notice = page
      .getByRole('region', { name: /^Bildirimler/ })
      .getByText('Paylaşıldı', { exact: true });
    await notice.waitFor();
    await page
      .getByRole('region', { name: /^Bildirimler/ })
      .getByRole('button', { name: 'Geri al' })
      .waitFor();
    expect(await violations(page)).toEqual([]);
    const token = await signIn(campus, 'derya');
    const seen = async () =>
      (await call(campus, 'GET', '/api/v1/users/umut_kosar/posts', { token })).body.items.map(
        ({ content }: { content: string }) => content,
      );
    expect(await seen()).not.toContain(text);

    // Another device of the same member may take it back as well; here the keyboard does, and Escape publishes nothing.
    const other = await signedInDevice(browser, campus, 'umut_kosar', { path: '/home' });
    await other.page.getByText('Birazdan yayında').waitFor();
    await other.context.close();
    await page.locator('body').press('z');
    const sheet = page.getByRole('dialog', { name: 'Yeni gönderi' });
    await expect.poll(() => sheet.getByLabel('Gönderin').inputValue()).toBe(text);
    await expect.poll(() => sheet.getByLabel('Fotoğrafta ne var?').inputValue()).toBe('Yeşil bir alan');
    await own.waitFor({ state: 'detached' });
    await notice.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => postField(page).inputValue()).toBe(text);
    expect(await seen()).not.toContain(text);
    await context.close();
  });

  test('closing the page publishes the pending post on time', async () => {
    const { context, page } = await device('umut_kosar');
    await setUndoSeconds(context, campus, 5);
    await postField(page).fill('Sekmeyi kapattım');
    await shareButton(page).click();
    await page.locator('article', { hasText: 'Sekmeyi kapattım' }).getByText('Birazdan yayında').waitFor();
    await context.close();
    const token = await signIn(campus, 'derya');
    await expect
      .poll(
        async () =>
          (await call(campus, 'GET', '/api/v1/users/umut_kosar/posts', { token })).body.items.some(
            ({ content }: { content: string }) => content === 'Sekmeyi kapattım',
          ),
        SOON,
      )
      .toBe(true);
  });

  test('a post is scheduled, changed, cancelled, restored and published now', async () => {
    const { context, page } = await device('kaan_radyo');
    await postField(page).fill('Yarın yayındayız');
    await savedNotice(page);
    await page.getByRole('button', { name: 'Vaktini seç' }).click();
    await page.getByRole('button', { name: 'Yarın 09:00' }).click();
    await page.getByText(/^Yayımlanma: .* 09:00/).waitFor();
    await page.getByLabel('Gün', { exact: true }).fill('2020-01-01');
    await page.getByText('Bu vakit geçti ya da çok yakın').first().waitFor();
    await page.getByRole('button', { name: 'Yarın 09:00' }).click();
    await page.getByRole('button', { name: 'Zamanla', exact: true }).click();
    await page.getByText(/^Zamanlandı/).waitFor();
    expect(await postField(page).inputValue()).toBe('');
    await page.getByRole('button', { name: 'Gör', exact: true }).click();
    await page.waitForURL('**/scheduled');

    await page.getByRole('main').getByRole('button', { name: 'Düzenle' }).click();
    const sheet = page.getByRole('dialog', { name: 'Zamanlanan gönderi' });
    await sheet.getByLabel('Gönderin').fill('Yarın on birde yayındayız');
    await sheet.getByLabel('Saat', { exact: true }).fill('11:00');
    await sheet.getByRole('button', { name: 'Kaydet' }).click();
    await page.getByRole('main').getByText('Yarın on birde yayındayız').waitFor();
    await page
      .getByRole('main')
      .getByText(/ 11:00$/)
      .waitFor();

    await page.getByRole('button', { name: 'Yayımlamaktan vazgeç' }).click();
    await page.getByText('Zamanlanmış gönderin yok').waitFor();
    await page.getByRole('button', { name: 'Geri al' }).click();
    await page.getByRole('main').getByText('Yarın on birde yayındayız').waitFor();
    await page.getByRole('button', { name: 'Şimdi paylaş' }).click();
    await page.getByText('Zamanlanmış gönderin yok').waitFor();
    await page.goto(campus.at('/u/kaan_radyo'));
    await page.locator('article', { hasText: 'Yarın on birde yayındayız' }).waitFor();
    await page.goto(campus.at('/drafts'));
    await page.getByText('Taslağın yok').waitFor();
    await context.close();
  });

  test('the audience of a post is described to its viewer, and that of a reply before it is sent', async () => {
    const token = await signIn(campus, 'bora');
    const { body: bora } = await call(campus, 'GET', '/api/v1/auth/me', { token });
    const derya = await signIn(campus, 'derya');
    await call(campus, 'PUT', `/api/v1/users/${bora.user.id}/follow`, { token: derya });
    const { body: post } = await call(campus, 'POST', '/api/v1/posts', {
      token,
      body: { content: 'Takipçilerime', visibility: 'followers' },
    });
    const name = bora.user.displayName;
    const follower = await device('derya');
    await follower.page.goto(campus.at(`/post/${post.id}`));
    const main = follower.page.getByRole('main');
    await main.getByText(`${name} adlı kişinin takipçileri`).waitFor();
    await main.getByText(`Bunu yalnızca ${name} ve takipçileri okuyabilir.`).waitFor();
    await follower.context.close();
    const author = await device('bora');
    await author.page.goto(campus.at(`/post/${post.id}`));
    await author.page.getByRole('main').getByText('· Takipçilerim').waitFor();
    await author.page.getByRole('main').getByText('Bunu yalnızca sen ve takipçilerin okuyabilir.').waitFor();
    await author.context.close();
  });

  test('at the width of the column the send button is in the toolbar', async () => {
    for (const viewport of [DESK, { width: 720, height: 900 }]) {
      const { context, page } = await device('derya', { viewport });
      const middle = async (name: string) => {
        const box = await page.getByRole('main').getByRole('button', { name, exact: true }).boundingBox();
        return (box?.y ?? 0) + (box?.height ?? 0) / 2;
      };
      expect(await middle('Paylaş')).toBeCloseTo(await middle('Fotoğraf ya da video ekle'), 0);
      await context.close();
    }
  });

  test('a word of 400 characters wraps while one writes, and nothing scrolls sideways', async () => {
    const word = 'çığlık'.repeat(67).slice(0, 400);
    for (const viewport of [PHONE, DESK]) {
      const { context, page } = await device('derya', { viewport });
      const excess = (selector: string) =>
        page
          .locator(selector)
          .evaluateAll((nodes) => Math.max(...nodes.map((node) => node.scrollWidth - node.clientWidth)));
      /** The field is in its frame, and the button is on the screen. */
      const check = async (frame: Locator, label: string, button: string) => {
        const [outer, inner] = [await frame.boundingBox(), await frame.getByLabel(label).boundingBox()];
        expect(inner?.width ?? 0).toBeGreaterThan(0);
        expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual(
          (outer?.x ?? 0) + (outer?.width ?? 0),
        );
        const box = await frame.getByRole('button', { name: button, exact: true }).boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
        expect(await excess('html')).toBe(0);
        expect(await excess('textarea')).toBe(0);
      };
      // On a phone the composer opens over the page only.
      if (viewport === DESK) {
        await postField(page).fill(word);
        await check(page.getByRole('main'), 'Gönderin', 'Paylaş');
        await postField(page).fill('');
        await postField(page).blur();
      }
      await page.locator('body').press('n');
      const sheet = page.getByRole('dialog', { name: 'Yeni gönderi' });
      await sheet.getByLabel('Gönderin').fill(word);
      await check(sheet, 'Gönderin', 'Paylaş');
      // Whatever the dialog scrolls, it scrolls only down.
      const scrolled = await sheet.locator('div').evaluateAll((nodes) =>
        nodes.map((node) => {
          node.scrollLeft = 1_000;
          return node.scrollLeft;
        }),
      );
      expect(Math.max(...scrolled)).toBe(0);
      await sheet.getByLabel('Gönderin').fill('');
      await context.close();
    }
  });

  test('on the smallest screen a time and a poll open in view; two equal options are named before sending', async () => {
    const { context, page } = await device('derya', { viewport: { width: 320, height: 568 } });
    await page.locator('body').press('n');
    const sheet = page.getByRole('dialog', { name: 'Yeni gönderi' });
    await sheet.getByLabel('Gönderin').fill('Hangisi?');
    await sheet.getByRole('button', { name: 'Anket', exact: true }).click();
    await sheet.getByLabel('1. seçenek', { exact: true }).fill('Çay');
    await sheet.getByLabel('2. seçenek', { exact: true }).fill('çay ');
    await sheet.getByText('İki seçenek aynı. Birini değiştir.').first().waitFor();
    const isInvalid = () => sheet.getByLabel('2. seçenek', { exact: true }).getAttribute('aria-invalid');
    expect(await isInvalid()).toBe('true');
    await sheet.getByLabel('2. seçenek', { exact: true }).fill('Kahve');
    await expect.poll(isInvalid).toBeNull();
    await sheet.getByRole('button', { name: 'Vaktini seç' }).click();
    const top = async (name: string) =>
      (await sheet.getByRole('button', { name, exact: true }).boundingBox())?.y ?? Number.NaN;
    // Between the title and the toolbar.
    await expect
      .poll(async () => (await top('Zamanlamayı kaldır')) - (await top('Yarın 09:00')))
      .toBeGreaterThan(30);
    expect(await top('Yarın 09:00')).toBeGreaterThan(await top('Kapat'));
    await sheet.getByRole('button', { name: 'Zamanlamayı kaldır' }).click();
    await sheet.getByRole('button', { name: 'Anketi kaldır' }).click();
    await sheet.getByLabel('Gönderin').fill('');
    await context.close();
  });

  test('the back button closes what is open, one at a time, and then leaves the page', async () => {
    const conversationId = await makeConversation(campus, 'lena_v', 'derya');
    const { context, page } = await device('lena_v', { viewport: PHONE });
    const place = (name: string) =>
      page.getByRole('navigation', { name: 'Yerler' }).getByRole('link', { name, exact: true });
    const menuButton = page.locator('article').nth(1).getByRole('button', { name: 'Diğer' });
    const layers = page.locator('[role=dialog], [role=menu]');
    const goBack = async (leavesOpen: number) => {
      await page.goBack();
      await expect.poll(() => layers.count()).toBe(leavesOpen);
      expect(new URL(page.url()).pathname).toBe('/home');
    };
    await place('Keşfet').click();
    await page.waitForURL('**/explore');
    await place('Akış').click();
    await page.waitForURL('**/home');
    await page.getByRole('heading', { level: 1, name: 'Akış' }).waitFor();
    await menuButton.scrollIntoViewIfNeeded();
    const top = () => page.evaluate<number>('scrollY');

    // A menu, and the dialog that it opens.
    await menuButton.click();
    const scrolledTo = await top();
    await page.getByRole('menu').waitFor();
    await goBack(0);
    await menuButton.click();
    await page.getByRole('menuitem', { name: 'Gönderiyi paylaş' }).click();
    await page.getByRole('dialog', { name: 'Gönderiyi paylaş' }).waitFor();
    await goBack(0);

    // A sheet over a sheet. What is typed stays.
    await page.getByRole('button', { name: 'Yaz', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Yeni gönderi' });
    await sheet.getByLabel('Gönderin').fill('Geri gelince burada');
    await sheet.getByRole('button', { name: 'Emoji ekle' }).click();
    await page.getByRole('dialog', { name: 'Emoji seç' }).waitFor();
    await goBack(1);
    expect(await sheet.getByLabel('Gönderin').inputValue()).toBe('Geri gelince burada');
    await goBack(0);
    expect(await top()).toBe(scrolledTo);
    await page.getByRole('button', { name: 'Yaz', exact: true }).click();
    await expect.poll(() => sheet.getByLabel('Gönderin').inputValue()).toBe('Geri gelince burada');
    await sheet.getByLabel('Gönderin').fill('');

    // Nothing is left of a layer that was closed otherwise, or that was open when the page was loaded again.
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await place('Keşfet').click();
    await page.waitForURL('**/explore');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Akış' }).waitFor();
    await menuButton.click();
    await page.getByRole('menu').waitFor();
    await page.reload();
    await menuButton.waitFor();
    await page.goBack();
    await page.waitForURL('**/explore');
    await page.goForward();
    await page.waitForURL('**/home');
    await menuButton.waitFor();

    // A page that a layer leads to takes the place of the layer.
    await page.goto(campus.at(`/messages/${conversationId}`));
    await page.getByRole('button', { name: 'Konuşma bilgileri' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Profili gör' }).click();
    await page.waitForURL('**/u/derya');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.goBack();
    await page.waitForURL(`**/messages/${conversationId}`);
    await page.getByLabel('Mesaj yaz').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.goBack();
    await page.waitForURL('**/home');
    await context.close();
  });

  test('a double press of like or of a key likes once', async () => {
    const token = await signIn(campus, 'bora');
    const { body: post } = await call(campus, 'POST', '/api/v1/posts', {
      token,
      body: { content: 'Çift dokunuş' },
    });
    const { context, page } = await device('derya');
    await page.goto(campus.at(`/post/${post.id}`));
    const methods: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith(`/posts/${post.id}/like`)) methods.push(request.method());
    });
    const like = page.locator('article', { hasText: 'Çift dokunuş' }).getByRole('button', { name: /^Beğen/ });
    await like.dblclick();
    await expect.poll(() => methods).toEqual(['PUT']);
    expect(await like.getAttribute('aria-pressed')).toBe('true');
    await context.close();
  });

  test('axe finds nothing while one writes, in either theme', async () => {
    const { context, page } = await device('derya', {
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
    });
    await page.goto(campus.at('/home'));
    await page.getByRole('button', { name: 'Yaz', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Gönderin').fill('Uzunca bir metin');
    await sheet.locator('input[type=file]').setInputFiles([await png('a.png'), await png('b.png')]);
    await sheet.getByRole('button', { name: 'Anket', exact: true }).click();
    await sheet.getByLabel('1. seçenek').fill('Evet');
    await sheet.getByLabel('2. seçenek').fill('Hayır');
    await sheet.getByRole('button', { name: 'Vaktini seç' }).click();
    await sheet.getByText(/^Yayımlanma/).waitFor();
    await expect.poll(() => sheet.getByLabel('Fotoğrafta ne var?').last().isEnabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  });
});
