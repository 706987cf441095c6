import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('roles and approvals', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const openAs = async (identifier: string, path: string): Promise<Page> =>
    (await signedInDevice(browser, campus, identifier, { viewport: DESK, path: `/admin${path}` })).page;
  const idOf = async (username: string): Promise<string> =>
    (await call(campus, 'GET', `/api/v1/users/${username}`, { token: await signIn(campus, 'ayse') })).body.id;
  const sections = (page: Page) =>
    page.getByRole('navigation', { name: 'Bölümler' }).first().getByRole('link').allInnerTexts();

  test('an owner composes a role and gives it; the member sees exactly its pages, until it changes', async () => {
    const owner = await openAs('ayse', '/roles');
    await owner.getByText('Henüz rol yok').waitFor();
    await owner.getByRole('button', { name: 'Rol oluştur' }).click();
    const form = owner.getByRole('dialog');
    await form.getByLabel('Türkçe adı').fill('Metin ekibi');
    await form.getByLabel('İngilizce adı').fill('Text team');
    await form.getByLabel('Metinleri yayımlar').check();
    await form.getByLabel('Denetim kaydını okur').check();
    expect(await violations(owner)).toEqual([]);
    await form.getByRole('button', { name: 'Rolü kaydet' }).click();
    await owner.getByRole('heading', { level: 2, name: 'Metin ekibi' }).waitFor();
    expect(await violations(owner)).toEqual([]);

    await owner.goto(campus.at(`/admin/members/${await idOf('ipek_b')}`));
    await owner.getByLabel('Metin ekibi').check();
    await owner.getByRole('button', { name: 'Yetkileri kaydet' }).click();
    await owner.getByRole('alertdialog').getByText('Verilen: Metin ekibi.').waitFor();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Yetkileri kaydet' }).click();
    await owner.getByText('Yetkiler değişti.').waitFor();

    const member = await openAs('ipek_b', '/');
    await member.waitForURL('**/admin/legal');
    await member.getByRole('heading', { level: 1, name: 'Metinler' }).waitFor();
    expect((await sections(member)).filter((name) => !name.includes('ChitLaq'))).toEqual([
      'Metinler',
      'Kayıt',
    ]);
    await member.goto(campus.at('/admin/members'));
    await member.getByText('Bu bölüm senin yetkinde değil').waitFor();

    await owner.goto(campus.at('/admin/roles'));
    await owner.getByText('1 üyede').waitFor();
    await owner.getByRole('button', { name: /^Değiştir: .?Metin ekibi/ }).click();
    const box = (label: string) => owner.getByRole('dialog').getByLabel(label, { exact: true });
    // What opens no page alone is ticked with what it needs, and unticked with it.
    await box('Üyeleri askıya alır').check();
    expect(await box('Bildirimleri ve üyeleri görür').isChecked()).toBe(true);
    await box('Bildirimleri ve üyeleri görür').uncheck();
    expect(await box('Üyeleri askıya alır').isChecked()).toBe(false);
    await box('Metinleri yayımlar').uncheck();
    await owner.getByRole('dialog').getByRole('button', { name: 'Rolü kaydet' }).click();
    await owner.getByText('Rol kaydedildi.').first().waitFor();
    await member.goto(campus.at('/admin'));
    await member.waitForURL('**/admin/log');

    await owner.getByRole('button', { name: /^Sil: .?Metin ekibi/ }).click();
    await owner.getByRole('alertdialog').getByText('@ipek_b').waitFor();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Sil', exact: true }).click();
    await owner.getByText('Henüz rol yok').waitFor();
    await member.goto(campus.at('/admin'));
    await member.getByText('Bu sayfa yöneticiler için').waitFor();
    await member.context().close();
    await owner.context().close();
  });

  test('an owner alone asks to make another; an admin stops it', async () => {
    const owner = await openAs('ayse', `/members/${await idOf('ipek_b')}`);
    await owner.getByRole('button', { name: 'Sahip yap' }).click();
    await owner.getByRole('dialog').getByLabel('Neden?').fill('Yeni dönemde yerime bakacak');
    expect(await violations(owner)).toEqual([]);
    await owner.getByRole('dialog').getByRole('button', { name: 'İstekte bulun' }).click();
    await owner.waitForURL('**/admin/approvals');
    await owner.getByText('Yeni dönemde yerime bakacak').waitFor();
    await owner.getByText('Onaylayabilecek başka kimse yok.').waitFor();
    expect(await violations(owner)).toEqual([]);
    await owner.context().close();

    const admin = await openAs('bora', '/approvals');
    await admin.getByRole('button', { name: 'Durdur' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Durdur' }).click();
    await admin.getByText('durduruldu', { exact: true }).waitFor();
    await admin.goto(campus.at('/admin/log'));
    await admin.getByRole('listitem').filter({ hasText: '@bora bir isteği durdurdu: @ipek_b' }).waitFor();
    await admin.context().close();
  });
});
