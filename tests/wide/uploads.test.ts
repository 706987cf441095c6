import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { chromiumPath, PHONE, setUndoSeconds } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { deviceAtHome, png, postField, shareButton } from '../system/composer.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const SOON = { timeout: 15_000 };

describe.skipIf(!chromiumPath)('files in the composer, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const device = (identifier: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    deviceAtHome(browser, campus, identifier, options);

  test('the picture of a pending post shows at once, and stays when the post is published', async () => {
    const { context, page } = await device('umut_kosar');
    await setUndoSeconds(context, campus, 5);
    const failedUrls: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/uploads/') && response.status() >= 400) failedUrls.push(response.url());
    });
    await postField(page).fill('Fotoğraf hemen burada');
    await page.locator('input[type=file]').setInputFiles(await png('a.png'));
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled(), SOON).toBe(true);
    await page.getByLabel('Fotoğrafta ne var?').fill('Düz bir renk');
    await shareButton(page).click();
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

  test('a missing picture description is asked for once, and never again if that is switched off', async () => {
    const { context, page } = await device('can');
    const files = page.getByRole('main').locator('input[type=file]');
    await files.setInputFiles([await png('a.png'), await png('b.png', '#a03544')]);
    await postField(page).fill('İki kare');
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').last().isEnabled()).toBe(true);
    await shareButton(page).click();
    await page.getByText('2 fotoğrafın açıklaması yok').waitFor();
    await page.getByRole('button', { name: 'Açıklama ekle' }).click();
    await page.keyboard.type('Yeşil bir duvar');
    await page.getByRole('button', { name: '2. fotoğrafı öne al' }).click();
    await shareButton(page).click();
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
    await postField(page).fill('Sorulmadan');
    await shareButton(page).click();
    await page.locator('article', { hasText: 'Sorulmadan' }).waitFor();
    await context.close();
  });

  test('after the reminder of a missing description a second press publishes, and a double click does not', async () => {
    const { context, page } = await device('can');
    const files = page.getByRole('main').locator('input[type=file]');
    const reminder = page.getByText(/açıklaması yok$/);
    await files.setInputFiles(await png('a.png'));
    await postField(page).fill('İkinci basış');
    await expect.poll(() => page.getByLabel('Fotoğrafta ne var?').isEnabled()).toBe(true);
    await shareButton(page).dispatchEvent('click', { detail: 1 });
    await shareButton(page).dispatchEvent('click', { detail: 2 });
    await reminder.waitFor();
    await shareButton(page).click();
    await page.locator('article', { hasText: 'İkinci basış' }).waitFor();
    expect(await reminder.count()).toBe(0);
    await context.close();
  });

  test('a picture is pasted into the text, and more than a post may have is refused with a clear message', async () => {
    const { context, page } = await device('derya');
    const bytes = [...(await picture(40, 30).png().toBuffer())];
    await postField(page).focus();
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
});
