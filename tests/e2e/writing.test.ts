import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, PHONE, setUndoSeconds, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const SOON = { timeout: 15_000 };

describe.skipIf(!chromiumPath)('writing, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  /** A device with a signed-in member. */
  async function device(
    identifier: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ context: BrowserContext; page: Page }> {
    const made = await signedInDevice(browser, campus, identifier, { ...options, path: '/home' });
    await made.page.locator('article').first().waitFor();
    return made;
  }
  const png = async (name: string, colour?: string) => ({
    name,
    mimeType: 'image/png',
    buffer: await picture(300, 200, colour).png().toBuffer(),
  });
  const field = (page: Page) => page.getByRole('main').getByLabel('Gönderin');
  const share = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Paylaş', exact: true });
  const savedNotice = (page: Page) =>
    page.getByRole('main').getByText('Kaydedildi', { exact: true }).waitFor();

  test('typed text survives a reload, a change of language and of the device, and is published from the drafts', async () => {
    const { context, page } = await device('derya');
    await field(page).fill('Yarım kalmış bir cümle');
    await page.reload();
    await expect.poll(() => field(page).inputValue()).toBe('Yarım kalmış bir cümle');
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
    await field(page).fill('Tünelde yazıldı');
    await field(page).blur();
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
    await field(firstDevice.page).fill('Birinci cihaz');
    await savedNotice(firstDevice.page);
    const secondDevice = await device('bora');
    await secondDevice.page.getByRole('main').getByRole('button', { name: 'Taslaklar' }).click();
    await secondDevice.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Birinci cihaz/ })
      .click();
    await secondDevice.page.getByRole('dialog').getByLabel('Gönderin').fill('İkinci cihaz');
    await secondDevice.page.getByRole('dialog').getByText('Kaydedildi', { exact: true }).waitFor();

    await field(firstDevice.page).fill('Birinci cihaz sürdürdü');
    await field(firstDevice.page).blur();
    await firstDevice.page.getByText('Bu taslak başka bir yerde değişti').first().waitFor();
    expect(await share(firstDevice.page).getAttribute('aria-disabled')).toBe('true');
    await firstDevice.page.getByRole('button', { name: 'Oradakiyle' }).click();
    await expect.poll(() => field(firstDevice.page).inputValue()).toBe('İkinci cihaz');
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
    await field(page).fill(text);
    await share(page).click();
    const own = page.locator('article', { hasText: text });
    await own.getByText('Birazdan yayında').waitFor();
    expect(await field(page).inputValue()).toBe('');
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
    await expect.poll(() => field(page).inputValue()).toBe(text);
    expect(await seen()).not.toContain(text);
    await context.close();
  });

  test('the picture of a pending post shows at once, and stays when the post is published', async () => {
    const { context, page } = await device('umut_kosar');
    await setUndoSeconds(context, campus, 5);
    const failedUrls: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/uploads/') && response.status() >= 400) failedUrls.push(response.url());
    });
    await field(page).fill('Fotoğraf hemen burada');
    await page.locator('input[type=file]').setInputFiles(await png('a.png'));
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled(), SOON).toBe(true);
    await page.getByLabel('Fotoğrafta ne var?').fill('Düz bir renk');
    await share(page).click();
    const card = page.locator('article', { hasText: 'Fotoğraf hemen burada' });
    await card.getByText('Birazdan yayında').waitFor();
    const image = card.getByRole('button', { name: /Büyüt/ }).locator('img');
    const width = () =>
      image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth);
    await expect.poll(width, SOON).toBe(300);
    const pendingUrl = await image.getAttribute('src');
    await card.getByText('Birazdan yayında').waitFor({ state: 'detached', ...SOON });
    expect(await image.getAttribute('src')).toBe(pendingUrl);
    expect(failedUrls).toEqual([]);
    await context.close();
  });

  test('closing the page publishes the pending post on time', async () => {
    const { context, page } = await device('umut_kosar');
    await setUndoSeconds(context, campus, 5);
    await field(page).fill('Sekmeyi kapattım');
    await share(page).click();
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
    await field(page).fill('Yarın yayındayız');
    await savedNotice(page);
    await page.getByRole('button', { name: 'Vaktini seç' }).click();
    await page.getByRole('button', { name: 'Yarın 09:00' }).click();
    await page.getByText(/^Yayımlanma: .* 09:00/).waitFor();
    await page.getByLabel('Gün', { exact: true }).fill('2020-01-01');
    await page.getByText('Bu vakit geçti ya da çok yakın').first().waitFor();
    await page.getByRole('button', { name: 'Yarın 09:00' }).click();
    await page.getByRole('button', { name: 'Zamanla', exact: true }).click();
    await page.getByText(/^Zamanlandı/).waitFor();
    expect(await field(page).inputValue()).toBe('');
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

  test('a missing picture description is asked for once, and never again if that is switched off', async () => {
    const { context, page } = await device('can');
    const files = page.getByRole('main').locator('input[type=file]');
    await files.setInputFiles([await png('a.png'), await png('b.png', '#a03544')]);
    await field(page).fill('İki kare');
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').last().isEnabled()).toBe(true);
    await share(page).click();
    await page.getByText('2 fotoğrafın açıklaması yok').waitFor();
    await page.getByRole('button', { name: 'Açıklama ekle' }).click();
    await page.keyboard.type('Yeşil bir duvar');
    await page.getByRole('button', { name: '2. fotoğrafı öne al' }).click();
    await share(page).click();
    await page.getByText('Bir fotoğrafın açıklaması yok').waitFor();
    await page.getByRole('button', { name: 'Böyle paylaş' }).click();
    const post = page.locator('article', { hasText: 'İki kare' });
    await post.waitFor();
    const names = () => post.getByRole('button', { name: /^Büyüt/ }).allTextContents();
    expect(await names()).toHaveLength(2);
    await post
      .getByRole('button', { name: /^Büyüt/ })
      .last()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Açıklamayı göster' }).click();
    await page.getByRole('dialog').getByText('Yeşil bir duvar').waitFor();
    await page.keyboard.press('Escape');

    // The pictures of a published post are changed, and its history keeps the old ones.
    await post.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Düzenle', exact: true }).click();
    const edit = page.getByRole('dialog', { name: 'Gönderiyi düzenle' });
    await edit.getByRole('button', { name: 'Fotoğrafı kaldır' }).first().click();
    await edit.locator('input[type=file]').setInputFiles(await png('c.png', '#3544a0'));
    await expect.poll(() => edit.getByLabel('Fotoğrafta ne var?').last().isEnabled()).toBe(true);
    await edit.getByLabel('Fotoğrafta ne var?').last().fill('Mavi bir kapı');
    await edit.getByRole('button', { name: 'Kaydet' }).click();
    await edit.waitFor({ state: 'detached' });
    await post.getByRole('button', { name: 'Büyüt: Mavi bir kapı' }).waitFor();
    await post.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Düzenleme geçmişi' }).click();
    const history = page.getByRole('dialog', { name: 'Düzenleme geçmişi' });
    await history.getByRole('button', { name: 'Büyüt: açıklamasız fotoğraf' }).waitFor();
    expect(await history.getByRole('button', { name: /^Büyüt/ }).count()).toBe(4);
    await page.keyboard.press('Escape');

    await page.goto(campus.at('/settings'));
    await page.getByLabel('Açıklamasız fotoğrafta sor').uncheck();
    await page.goto(campus.at('/home'));
    await files.setInputFiles(await png('d.png'));
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled()).toBe(true);
    await field(page).fill('Sorulmadan');
    await share(page).click();
    await page.locator('article', { hasText: 'Sorulmadan' }).waitFor();
    await context.close();
  });

  test('after the reminder of a missing description a second press publishes, and a double click does not', async () => {
    const { context, page } = await device('can');
    const files = page.getByRole('main').locator('input[type=file]');
    const reminder = page.getByText(/açıklaması yok$/);
    await files.setInputFiles(await png('a.png'));
    await field(page).fill('İkinci basış');
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled()).toBe(true);
    await share(page).dispatchEvent('click', { detail: 1 });
    await share(page).dispatchEvent('click', { detail: 2 });
    await reminder.waitFor();
    await share(page).click();
    await page.locator('article', { hasText: 'İkinci basış' }).waitFor();
    expect(await reminder.count()).toBe(0);
    await context.close();
  });

  test('a picture is pasted into the text, and more than a post may have is refused with a clear message', async () => {
    const { context, page } = await device('derya');
    const bytes = [...(await picture(40, 30).png().toBuffer())];
    await field(page).focus();
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array([${bytes}])], 'kare.png', { type: 'image/png' }));
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(paste);
    }`);
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled()).toBe(true);
    const many = await Promise.all(['a', 'b', 'c', 'd'].map((name) => png(`${name}.png`)));
    await page.getByRole('main').locator('input[type=file]').setInputFiles(many);
    await page.getByText('Bir gönderi en çok 4 fotoğraf').waitFor();
    expect(await page.getByLabel('Fotoğrafta ne var?').count()).toBe(1);
    await context.close();
  });

  /** A picture that no compression makes smaller: 3.6 MB, four parts. */
  let noise: Buffer | undefined;
  const large = async () => {
    const side = 1_100;
    const raw = { width: side, height: side, channels: 3 as const };
    noise ??= await sharp(randomBytes(side * side * 3), { raw })
      .png({ compressionLevel: 0 })
      .toBuffer();
    return { name: 'büyük.png', mimeType: 'image/png', buffer: noise };
  };

  test('a large file is uploaded in parts, and continues after a broken connection', async () => {
    const { context, page } = await device('derya');
    const offsets: number[] = [];
    await page.route('**/api/v1/media/uploads/*', async (route) => {
      const { 'upload-offset': offset } = route.request().headers();
      if (route.request().method() === 'PATCH') offsets.push(Number(offset));
      if (route.request().method() === 'PATCH' && offsets.length === 2) await route.abort('connectionreset');
      else await route.continue();
    });
    await page
      .getByRole('main')
      .locator('input[type=file]')
      .setInputFiles(await large());
    await expect
      .poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled(), { timeout: 20_000 })
      .toBe(true);
    expect(offsets[0]).toBe(0);
    expect(offsets[1]).toBeGreaterThan(0);
    // The second part is sent again, and none before it.
    expect(offsets[2]).toBe(offsets[1]);
    expect(offsets).toEqual([...offsets].sort((firstDevice, other) => firstDevice - other));
    await context.close();
  });

  test('upload progress is shown and announced; a broken upload continues where it stopped, and one is cancelled', async () => {
    const { context, page } = await device('derya');
    const main = page.getByRole('main');
    const chunks: { method: string; offset: number }[] = [];
    let isCut = false;
    let pieces = 0;
    await page.route('**/api/v1/media/uploads/*', async (route) => {
      const method = route.request().method();
      chunks.push({ method, offset: Number(route.request().headers()['upload-offset']) });
      if (method === 'PATCH') pieces += 1;
      if (method === 'PATCH' && pieces === 3) isCut = true;
      if (isCut) await route.abort('connectionreset');
      else await route.continue();
    });
    await main.locator('input[type=file]').setInputFiles(await large());
    const bar = main.getByRole('progressbar', { name: 'Yükleniyor' });
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 20_000 })
      .toBeGreaterThan(0);
    expect(await bar.getAttribute('aria-valuetext')).toMatch(/^\d+,\d \/ 3,6 MB$/);
    await main.getByText('Bağlantı koptu', { exact: true }).waitFor({ timeout: 30_000 });
    await main.getByRole('status').filter({ hasText: 'büyük.png: bağlantı koptu' }).waitFor();
    isCut = false;
    chunks.length = 0;
    await main.getByRole('button', { name: 'Yüklemeyi sürdür: büyük.png' }).click();
    await expect
      .poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled(), { timeout: 20_000 })
      .toBe(true);
    // The client first asks for the offset; nothing that had arrived is sent again.
    expect(chunks[0]?.method).toBe('GET');
    expect(chunks.find(({ method }) => method === 'PATCH')?.offset).toBeGreaterThan(0);
    await main.getByRole('status').filter({ hasText: 'büyük.png yüklendi' }).waitFor();

    // Cancelled: what has arrived is deleted.
    await main.getByRole('button', { name: 'Fotoğrafı kaldır' }).click();
    isCut = true;
    chunks.length = 0;
    await main.locator('input[type=file]').setInputFiles(await large());
    await expect.poll(() => chunks.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await main.getByRole('button', { name: 'Fotoğrafı kaldır' }).click();
    await expect.poll(() => chunks.some(({ method }) => method === 'DELETE')).toBe(true);
    expect(await main.getByRole('progressbar').count()).toBe(0);
    await context.close();
  });

  test('a header picture is cropped, shown on the profile, and removed', async () => {
    const { context, page } = await device('derya', { viewport: PHONE });
    await page.goto(campus.at('/settings/profile'));
    const choice = page.getByRole('region', { name: 'Kapak fotoğrafı' });
    await choice.locator('input[type=file]').setInputFiles(await png('kapak.png'));
    await page.getByRole('dialog').getByRole('button', { name: 'Bunu kullan' }).click();
    await choice.getByRole('button', { name: 'Kapağı değiştir' }).waitFor();
    await page.goto(campus.at('/u/derya'));
    const band = page.getByRole('main').locator('img[src^="/uploads"]').first();
    await band.waitFor();
    await page.goto(campus.at('/settings/profile'));
    await choice.getByRole('button', { name: 'Kaldır' }).click();
    await choice.getByRole('button', { name: 'Kapak seç' }).waitFor();
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
        await field(page).fill(word);
        await check(page.getByRole('main'), 'Gönderin', 'Paylaş');
        await field(page).fill('');
        await field(page).blur();
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
