import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { chromiumPath, DESK, openBrowser, PHONE, signedInDevice } from '../system/browser.ts';
import {
  BACK_END,
  type Campus,
  DEMO_PASSWORD,
  newDataDir,
  openCampus,
  removeDataDir,
} from '../system/campus.ts';

// Skipped if there is no browser; the output of `npm test` gives the reason.
describe.skipIf(!chromiumPath)('in a real browser', () => {
  let campus: Campus;
  let browser: Browser;
  const dataDir = newDataDir();

  beforeAll(async () => {
    // With the limits that members have, which the shared campus has not.
    campus = await openCampus({ dataDir, env: { ROLES: `${BACK_END},search,messaging,media,web` } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await campus?.stop();
    removeDataDir(dataDir);
  });

  const visit = () => browser.newContext({ viewport: PHONE, locale: 'tr-TR' });
  /** A device with a signed-in member on their home page. */
  async function atHome(
    identifier: string,
    viewport = PHONE,
  ): Promise<{ context: BrowserContext; page: Page }> {
    const made = await signedInDevice(browser, campus, identifier, { viewport, path: '/home' });
    await made.page.locator('article').first().waitFor();
    return made;
  }

  async function newestEmail(to: string) {
    const folder = join(dataDir, 'mail');
    for (const name of readdirSync(folder).sort().reverse()) {
      const newest = await PostalMime.parse(readFileSync(join(folder, name)));
      if (newest.to?.[0]?.address === to) return newest;
    }
    return undefined;
  }

  test('a student registers, confirms, posts, follows a member, and sees their post at home', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/'));
    await page.getByRole('link', { name: 'Hesap aç' }).click();
    const email = 'yeni.ogrenci@std.bogazici.edu.tr';
    await page.getByLabel('Üniversite e-postası').fill(email);
    await page.getByText('Boğaziçi Üniversitesi').first().waitFor();
    await page.getByLabel('Adın').fill('Işıl Çağlar');
    expect(await page.getByLabel('Kullanıcı adı').inputValue()).toMatch(/^isil_?caglar/);
    await page.getByLabel('Parola', { exact: true }).fill('kolay');
    await page.getByRole('button', { name: 'Hesap aç' }).click();
    await page.getByText('Bu parolayı tahmin etmek kolay').waitFor();
    // Nothing typed was lost.
    expect(await page.getByLabel('Üniversite e-postası').inputValue()).toBe(email);
    await page.getByLabel('Parola', { exact: true }).fill('mor kestane bulut 71');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Hesap aç' }).click();
    await page.waitForURL('**/verify**');

    await expect.poll(() => newestEmail(email), { timeout: 10_000 }).toBeDefined();
    const newest = await newestEmail(email);
    // A full code sends itself; Enter after it does not send it again.
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/auth/verify-email')) sent.push(request.postDataJSON().code);
    });
    const right = newest?.text?.match(/: (\d{6})$/m)?.[1] ?? '';
    const wrong = right === '000000' ? '111111' : '000000';
    await page.getByLabel('Doğrulama kodu').fill(wrong);
    await page.keyboard.press('Enter');
    await page.getByText('Kod tutmadı').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Doğrulama kodu').fill(right);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/welcome**');
    expect(sent).toEqual([wrong, right]);
    await page.getByRole('button', { name: 'Sonra devam et, akışa git' }).click();
    await page.waitForURL('**/home');
    // A member who follows nobody sees posts of their campus, marked as suggestions.
    await page.getByText('Kampüsünden öneri').first().waitFor();

    await page.getByRole('button', { name: 'Yaz', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Gönderin').fill('İlk gönderim! #merhaba 🌳');
    await sheet.getByRole('button', { name: 'Paylaş' }).click();
    await page.locator('article').getByText('İlk gönderim!').waitFor();

    await page.goto(campus.at('/u/kaan_radyo'));
    await page.getByRole('button', { name: /^Takip et/ }).click();
    await page.getByRole('button', { name: /^Takiptesin/ }).waitFor();
    await expect
      .poll(
        async () => {
          await page.goto(campus.at('/home'));
          await page.locator('article').first().waitFor();
          return page.getByText('Kaan Vardar').count();
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThan(0);
    await context.close();
  });

  test('a deleted post can be restored, and is gone once the notice has disappeared', async () => {
    const { context, page } = await atHome('derya', DESK);
    await page.getByLabel('Gönderin').fill('Silinecek ama önce geri gelecek');
    await page.getByRole('button', { name: 'Paylaş', exact: true }).click();
    const post = page.locator('article', { hasText: 'Silinecek ama önce' });
    await post.waitFor();
    const remove = async () => {
      await post.getByRole('button', { name: 'Diğer' }).click();
      await page.getByRole('menuitem', { name: 'Sil' }).click();
      await post.waitFor({ state: 'detached' });
    };
    await remove();
    await page.getByRole('button', { name: 'Geri al' }).click();
    await post.waitFor();
    await remove();
    await page.goto(campus.at('/home'));
    await page.locator('article').first().waitFor();
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.locator('article').first().waitFor();
          return post.count();
        },
        { timeout: 15_000 },
      )
      .toBe(0);
    await context.close();
  });

  test('a picture with its description, a poll and a hashtag are posted; others like, bookmark and vote', async () => {
    const { context, page } = await atHome('derya', DESK);
    const send = page.getByRole('button', { name: 'Paylaş', exact: true });
    const buffer = await picture(900, 600).png().toBuffer();
    await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
    const alt = page.getByLabel('Fotoğrafta ne var?');
    await expect.poll(() => alt.isEnabled(), { timeout: 15_000 }).toBe(true);
    await alt.fill('Çınarın altında bir masa');
    await page.getByLabel('Gönderin').fill('Masa boş #çınaraltı');
    await send.click();
    const withPicture = page.locator('article', { hasText: 'Masa boş' });
    await withPicture.getByRole('button', { name: /^Büyüt/ }).click();
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('button', { name: 'Açıklamayı göster' }).click();
    await viewer.getByText('Çınarın altında bir masa').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Anket', exact: true }).click();
    await page.getByLabel('1. seçenek').fill('Kütüphane');
    await page.getByLabel('2. seçenek').fill('Kantin');
    await page.getByLabel('Gönderin').fill('Nerede buluşalım?');
    await send.click();
    await page.locator('article', { hasText: 'Nerede buluşalım?' }).getByText('0 kişi oy verdi').waitFor();
    await context.close();

    const { context: other, page: phone } = await atHome('ayse');
    await phone.goto(campus.at('/hashtags/çınaraltı'));
    const seen = phone.locator('article', { hasText: 'Masa boş' });
    await seen.getByRole('button', { name: /^Beğen/ }).click();
    await seen.getByRole('button', { name: /^Kaydet/ }).click();
    await phone.goto(campus.at('/u/derya'));
    const question = phone.locator('article', { hasText: 'Nerede buluşalım?' });
    await question.getByLabel('Kantin').check();
    expect(new URL(phone.url()).pathname).toBe('/u/derya');
    await question.getByRole('button', { name: 'Oy ver' }).click();
    await question.getByText('1 kişi oy verdi').waitFor();
    await phone.goto(campus.at('/bookmarks'));
    const savedPost = phone.locator('article', { hasText: 'Masa boş' });
    await expect
      .poll(() => savedPost.getByRole('button', { name: /^Beğen/ }).getAttribute('aria-pressed'))
      .toBe('true');
    await other.close();
  });

  test('a member is found by a half-typed name in another spelling, and followed from there', async () => {
    const { context, page } = await atHome('derya');
    await page.getByRole('link', { name: 'Keşfet', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Ara', exact: true }).click();
    await page.getByLabel('Gönderi, kişi ya da etiket').fill('AYŞ');
    await page.getByRole('link', { name: /@ayse/ }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('AYŞ');
    await page.getByLabel('Gönderi, kişi ya da etiket').fill('#gecek');
    await page.getByRole('link', { name: '#gecekuşağı' }).first().click();
    await page.getByRole('button', { name: 'Etiketi takip et' }).click();
    await page.getByRole('button', { name: 'Takiptesin' }).waitFor();
    await context.close();
  });

  test('a post is edited, its earlier version can be read, and its likes are listed', async () => {
    const { context, page } = await atHome('derya');
    await page.getByRole('button', { name: 'Yaz', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Yeni gönderi' });
    await sheet.getByLabel('Gönderin').fill('Sınav ikisinde');
    await sheet.getByRole('button', { name: 'Paylaş', exact: true }).click();
    const first = page.locator('article', { hasText: 'Sınav ikisinde' });
    await first.getByRole('button', { name: 'Diğer' }).click();
    expect(await page.getByRole('menuitem', { name: 'Düzenleme geçmişi' }).count()).toBe(0);
    await page.getByRole('menuitem', { name: 'Düzenle', exact: true }).click();
    const edit = page.getByRole('dialog', { name: 'Gönderiyi düzenle' });
    await edit.getByLabel('Gönderin').fill('Sınav üçünde');
    await edit.getByRole('button', { name: 'Kaydet' }).click();
    const post = page.locator('article', { hasText: 'Sınav üçünde' });
    await post.getByRole('button', { name: /^Beğen/ }).click();
    await post.getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Düzenleme geçmişi' }).click();
    await page.getByRole('dialog').getByText('Sınav ikisinde').waitFor();
    await page.keyboard.press('Escape');
    await page.goto(campus.at(`/post/${await post.getAttribute('data-post')}`));
    await page.getByRole('link', { name: '1 beğeni' }).click();
    await page
      .getByRole('main')
      .getByRole('link', { name: /@derya/ })
      .waitFor();
    await context.close();
  });

  test('a word is muted, listed, and unmuted again', async () => {
    const { context, page } = await atHome('derya');
    await page.goto(campus.at('/settings'));
    await page.getByRole('link', { name: /^Sessize alınan kelimeler/ }).click();
    await page.getByLabel('Kelime, öbek ya da #etiket').fill('vize haftası');
    await page.getByRole('button', { name: 'Sessize al' }).click();
    const unmute = page.getByRole('button', { name: 'Kaldır: vize haftası' });
    await unmute.click();
    await unmute.waitFor({ state: 'detached' });
    await page.getByText('Sessize aldığın kelime yok').waitFor();
    await context.close();
  });

  test('the keyboard alone signs in, opens the list of shortcuts, and writes', async () => {
    const context = await browser.newContext({ viewport: DESK, locale: 'tr-TR' });
    const page = await context.newPage();
    await page.goto(campus.at('/sign-in'));
    await page.getByLabel('E-posta ya da kullanıcı adı').focus();
    await page.keyboard.type('can');
    await page.keyboard.press('Tab');
    await page.keyboard.type(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/home');
    await page.locator('article').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Klavye kısayolları' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'Yeni gönderi' }).waitFor();
    await page.keyboard.type('Yalnız klavyeyle');
    await page.keyboard.press('Control+Enter');
    await page.locator('article').getByText('Yalnız klavyeyle').waitFor();
    await context.close();
  });

  test('a visitor who is not signed in is led to the sign-in page and back', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/settings'));
    await page.waitForURL('**/sign-in?next=%2Fsettings');
    await page.getByLabel('E-posta ya da kullanıcı adı').fill('derya');
    await page.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Giriş yap' }).click();
    await page.waitForURL('**/settings');
    await context.close();
  });

  // The last: it locks the sign-in of a member.
  test('after too many attempts the wait is counted down next to the button, and announced once', async () => {
    const context = await visit();
    const page = await context.newPage();
    await page.goto(campus.at('/sign-in'));
    await page.getByLabel('E-posta ya da kullanıcı adı').fill('derya');
    const status = async (): Promise<number> =>
      (
        await context.request.post(campus.at('/api/v1/auth/login'), {
          data: { identifier: 'derya', password: 'yanlış parola' },
          headers: { 'x-session-mode': 'cookie' },
        })
      ).status();
    for (let tries = 0; tries < 40 && (await status()) !== 429; tries++);
    await page.getByLabel('Parola', { exact: true }).fill('yanlış parola');
    await page.getByRole('button', { name: 'Giriş yap' }).click();
    const shown = page.locator('p > span[aria-hidden]', { hasText: 'sonra yeniden deneyebilirsin' });
    await shown.waitFor();
    const announcement = page.locator('[role=status]', { hasText: 'sonra yeniden deneyebilirsin' });
    expect(await announcement.textContent()).toMatch(/^\d+ (saniye|dakika) sonra yeniden deneyebilirsin\.$/);
    await context.close();
  });
});
