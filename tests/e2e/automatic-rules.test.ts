import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('an automatic rule', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('is written, rehearsed, switched on, holds, is wrong, and switches itself off', async () => {
    const author = await tokenOf(campus, 'priya_n');
    const other = await tokenOf(campus, 'derya');
    const post = async (content: string) =>
      (await call(campus, 'POST', '/api/v1/posts', { token: author, body: { content } })).body.id as string;
    const isSeen = async (id: string) =>
      (await call(campus, 'GET', `/api/v1/posts/${id}`, { token: other })).status === 200;
    const earlier = await post('Bedava kulaklık isteyen var mı, ikinci kez soruyorum');

    const { page: admin } = await signedInDevice(browser, campus, 'bora', { path: '/admin/automatic-rules' });
    await admin.getByRole('button', { name: 'Kural yaz' }).click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('Ad', { exact: true }).fill('Bedava kulaklık');
    await form.getByLabel('Sözcükler ya da söz öbekleri').fill('bedava kulaklık');
    expect(await form.getByText('post where text contains "bedava kulaklık"').count()).toBe(1);
    await form.getByLabel('Beklet').check();
    await form.getByLabel('Hangi kural?').selectOption('spam');
    await form.getByLabel('Yazan için, Türkçe').fill('Bedava ürün dağıttığını söyleyen gönderiler');
    await form.getByLabel('Yazan için, İngilizce').fill('Posts that promise free goods');
    await form.getByLabel('En az şu kadarında').fill('2');
    expect(await violations(admin)).toEqual([]);
    await form.getByRole('button', { name: 'Kaydet' }).click();

    await admin.getByRole('heading', { level: 1, name: 'Bedava kulaklık' }).waitFor();
    await admin.getByText('taslak', { exact: true }).waitFor();
    expect(await admin.getByRole('button', { name: 'Aç', exact: true }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await admin.getByRole('button', { name: 'Dene' }).click();
    await admin.getByText('Bedava kulaklık isteyen var mı, ikinci kez soruyorum').waitFor();
    await admin.getByText('5 kişiden az').waitFor();
    await admin.getByText('denendi', { exact: true }).waitFor();
    expect(await violations(admin)).toEqual([]);
    expect(await isSeen(earlier)).toBe(true);

    await admin.getByRole('button', { name: 'Aç', exact: true }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Aç', exact: true }).click();
    await admin.getByText('açık', { exact: true }).first().waitFor();

    // A Cyrillic А and a 4, as somebody types to get past a filter.
    const first = await post('BEDAVА KUL4KLIKLARIM var, yazın');
    const second = await post('Bedava kulaklık: kulüp çekilişi bu akşam');
    await expect.poll(async () => (await isSeen(first)) || (await isSeen(second))).toBe(false);

    // The author reads why, and appeals against one of the two.
    const { page: member } = await signedInDevice(browser, campus, 'priya_n', {
      viewport: PHONE,
      path: '/settings/decisions',
    });
    await member.getByText('Bedava ürün dağıttığını söyleyen gönderiler').first().waitFor();
    const card = member
      .locator('main')
      .locator('div')
      .filter({ has: member.getByRole('heading', { name: 'Gönderin otomatik bir kurala takıldı' }) })
      .filter({ hasText: 'kulüp çekilişi' })
      .last();
    await card.getByRole('button', { name: 'İtiraz et' }).click();
    await member.getByLabel('Karar neden geri alınmalı?').fill('Kulübün duyurusu.');
    await member.getByRole('button', { name: 'İtirazı gönder' }).click();
    await member.getByText('İnceleniyor').waitFor();

    const { page: moderator } = await signedInDevice(browser, campus, 'can', { path: '/admin/reports' });
    const held = moderator.getByRole('listitem').filter({ hasText: 'KUL4KLIKLARIM' });
    await held.getByText('Otomatik bir kural bu gönderiyi sen karar verene kadar gizledi').waitFor();
    await held.getByText('Yalnızca otomatik kural bildirdi').waitFor();
    await held.getByRole('button', { name: 'Yersiz bul' }).click();
    const decision = moderator.getByRole('dialog');
    await decision.getByLabel('Neden böyle karar verdin?').fill('Kendi kulaklığını veriyor.');
    await decision.getByRole('button', { name: 'Yersiz bul' }).click();
    await held.waitFor({ state: 'detached' });
    await expect.poll(() => isSeen(first)).toBe(true);
    await moderator.context().close();

    const { page: owner } = await signedInDevice(browser, campus, 'ayse', { path: '/admin/appeals' });
    await owner.getByText('Kulübün duyurusu.').waitFor();
    await owner.getByRole('button', { name: 'Kabul et' }).click();
    await owner.getByLabel('Üyeye yanıtın').fill('Haklısın.');
    await owner.getByRole('dialog').getByRole('button', { name: 'Kabul et' }).click();
    await expect.poll(() => isSeen(second)).toBe(true);

    // Two of two were wrong: the rule has stopped, and says so to everybody who looks.
    await admin.reload();
    await admin.getByText('Bu kural kendini kapattı').waitFor();
    expect(await violations(admin)).toEqual([]);
    await owner.goto(campus.at('/notifications'));
    await owner.getByText('Otomatik bir kural çok sık yanıldığı için kendini kapattı').waitFor();
    const third = await post('Bedava kulaklık, yine');
    const { body } = await call(campus, 'GET', '/api/v1/admin/reports?limit=100', {
      token: await tokenOf(campus, 'can'),
    });
    expect(body.items.filter(({ subjectId }: { subjectId: string }) => subjectId === third)).toEqual([]);
    for (const { page } of [{ page: admin }, { page: member }, { page: owner }]) await page.context().close();
  });

  test('the classifier says how much it has learnt, and is not switched on before that is enough', async () => {
    const options = { viewport: PHONE, path: '/admin/classifier' };
    const { page } = await signedInDevice(browser, campus, 'bora', options);
    await page.getByText('öğreniyor', { exact: true }).waitFor();
    const button = page.getByRole('button', { name: 'Aç', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.getByText(/her türden 100 karar gerekiyor/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('the rules of the campus are changed in one place and read on the page of the rules', async () => {
    const { page: admin } = await signedInDevice(browser, campus, 'bora', { path: '/admin/campus-rules' });
    await admin.getByRole('button', { name: 'Kural ekle' }).click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('Türkçe başlık').fill('Kütüphanede sessizlik');
    await form.getByLabel('Türkçe metin').fill('Kütüphaneden canlı yayın yapma.');
    await form.getByLabel('İngilizce başlık').fill('Silence in the library');
    await form.getByLabel('İngilizce metin').fill('Do not stream from the library.');
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await form.waitFor({ state: 'detached' });
    await admin.getByRole('button', { name: 'Yukarı taşı: Kütüphanede sessizlik' }).click();
    await admin.getByRole('button', { name: 'Aşağı taşı: Kütüphanede sessizlik' }).waitFor();
    expect(await violations(admin)).toEqual([]);

    const context = await browser.newContext({ locale: 'en-GB', viewport: PHONE, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(campus.at('/rules'));
    await page.getByText('Do not stream from the library.').waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();

    await admin.getByRole('button', { name: 'Düzenle: Kütüphanede sessizlik' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Kaldır' }).click();
    await admin.getByRole('heading', { name: 'Kaldırılan kurallar' }).waitFor();
    await admin.context().close();
  });
});
