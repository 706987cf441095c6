import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('what staff tell members', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test('an announcement is scheduled, goes live before open pages, is dismissed on all devices, changes and ends', async () => {
    const options = { bypassCSP: true };
    const { page: phone } = await signedInDevice(browser, campus, 'priya_n', {
      ...options,
      viewport: PHONE,
      path: '/home',
    });
    const { page: desk } = await signedInDevice(browser, campus, 'priya_n', { ...options, path: '/explore' });
    const bar = (page: typeof phone) => page.getByRole('region', { name: 'Duyuru' });

    const { page: admin } = await signedInDevice(browser, campus, 'bora', {
      ...options,
      path: '/admin/announcements',
    });
    await admin.getByRole('button', { name: 'Yeni duyuru' }).click();
    const form = admin.getByRole('dialog');
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await form.getByText('En az bir dilde başlık yaz.').waitFor();
    const turkish = form.getByRole('group', { name: 'Türkçe' });
    await turkish.getByLabel('Başlık').fill('Yemekhane bugün kapalı');
    await turkish.getByLabel('Metin').fill('Ayrıntılar: https://kampus.example.edu.tr/yemek');
    await form.getByLabel('Bağlantı').fill('http://kampus.example.edu.tr');
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await form.getByText('/help gibi bir yol ya da').waitFor();
    await form.getByLabel('Bağlantı').fill('/help/safety');
    await form.getByLabel('Başlangıç').fill('2036-01-01T09:00');
    await form.getByLabel('Bitiş').fill('2036-01-02T09:00');
    expect(await violations(admin)).toEqual([]);
    await form.getByRole('button', { name: 'Kaydet' }).click();

    await admin.getByRole('heading', { level: 1, name: 'Yemekhane bugün kapalı' }).waitFor();
    await admin.getByRole('button', { name: 'Yayımla' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Yayımla' }).click();
    await admin.getByText('Zamanlandı', { exact: true }).waitFor();
    expect(await violations(admin)).toEqual([]);
    expect(await bar(phone).count()).toBe(0);

    await admin.getByRole('button', { name: 'Düzenle' }).click();
    await form.getByLabel('Başlangıç').fill('');
    await form.getByLabel('Bitiş').fill(campusTimeIn(24));
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await admin.getByText('Yayında', { exact: true }).waitFor();

    // Both pages were open all the time.
    for (const page of [phone, desk]) await bar(page).getByText('Yemekhane bugün kapalı').waitFor();
    await bar(phone)
      .getByRole('button', { name: /Yemekhane/ })
      .click();
    const link = bar(phone).getByRole('link', { name: 'kampus.example.edu.tr/yemek' });
    expect(await link.getAttribute('href')).toBe('https://kampus.example.edu.tr/yemek');
    expect(await bar(phone).getByRole('link', { name: 'Ayrıntılar' }).getAttribute('href')).toBe(
      '/help/safety',
    );
    expect(await violations(phone)).toEqual([]);

    await bar(phone).getByRole('button', { name: 'Bu duyuruyu kapat' }).click();
    for (const page of [phone, desk]) await bar(page).waitFor({ state: 'detached' });
    await desk.reload();
    await desk.getByRole('heading', { level: 1 }).waitFor();
    expect(await bar(desk).count()).toBe(0);

    await admin.getByRole('button', { name: 'Düzenle' }).click();
    await turkish.getByLabel('Başlık').fill('Yemekhane 14.00’te açılıyor');
    await form.getByLabel('Kapatmış olanlara yeniden göster').check();
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await bar(phone).getByText('Yemekhane 14.00’te açılıyor').waitFor();

    await admin.getByRole('button', { name: 'Şimdi bitir' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Şimdi bitir' }).click();
    await admin.getByText('Bitti', { exact: true }).waitFor();
    await bar(phone).waitFor({ state: 'detached' });

    await phone.goto(campus.at('/announcements'));
    await phone.getByRole('heading', { name: 'Yemekhane 14.00’te açılıyor' }).waitFor();
    expect(await phone.getByText('Şimdi', { exact: true }).count()).toBe(0);
    expect(await violations(phone)).toEqual([]);
  });

  test('of two admins who change an announcement at once, the second keeps what they typed', async () => {
    const token = await tokenOf(campus, 'ayse');
    const body = {
      titleTr: 'Taslak',
      textTr: '',
      titleEn: '',
      textEn: '',
      link: '',
      level: 'information',
      isDismissable: true,
      startsAt: null,
      endsAt: null,
      universityIds: [],
      affiliations: [],
      roles: [],
    };
    const { id } = (await call(campus, 'POST', '/api/v1/admin/announcements', { token, body })).body;
    const { page: admin } = await signedInDevice(browser, campus, 'bora', {
      bypassCSP: true,
      path: `/admin/announcements/${id}`,
    });
    await admin.getByRole('button', { name: 'Düzenle' }).click();
    const form = admin.getByRole('dialog');
    const title = form.getByRole('group', { name: 'Türkçe' }).getByLabel('Başlık');
    await title.fill('Bora’nın başlığı');
    await call(campus, 'PUT', `/api/v1/admin/announcements/${id}`, {
      token,
      body: { ...body, titleTr: 'Ayşe’nin başlığı', basedOn: 1 },
    });
    await form.getByRole('button', { name: 'Kaydet' }).click();
    const conflict = form.getByRole('alert').filter({ hasText: '@ayse bu arada bu duyuruyu değiştirdi' });
    await conflict.getByText('Ayşe’nin başlığı').first().waitFor();
    expect(await title.inputValue()).toBe('Bora’nın başlığı');
    expect(await violations(admin)).toEqual([]);
    await conflict.getByRole('button', { name: 'Benimki kalsın' }).click();
    await form.getByRole('button', { name: 'Kaydet' }).click();
    await admin.getByRole('heading', { level: 1, name: 'Bora’nın başlığı' }).waitFor();
    await call(campus, 'DELETE', `/api/v1/admin/announcements/${id}`, { token });
  });

  test('an official account is marked, named by the mark, and told', async () => {
    const { page: admin } = await signedInDevice(browser, campus, 'bora', {
      bypassCSP: true,
      path: '/admin/members?q=priya',
    });
    await admin.getByRole('link', { name: 'Priya Nair' }).click();
    await admin.getByRole('button', { name: 'Resmî hesap yap' }).click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('Türkçe').fill('Uluslararası Ofis');
    expect(await violations(admin)).toEqual([]);
    await form.getByRole('button', { name: 'Resmî hesap yap' }).click();
    await admin.getByText('Uluslararası Ofis').first().waitFor();

    const { page: member } = await signedInDevice(browser, campus, 'derya', {
      bypassCSP: true,
      viewport: PHONE,
      path: '/u/priya_n',
    });
    await member.getByRole('img', { name: 'Resmî hesap: Uluslararası Ofis' }).first().waitFor();
    expect(await violations(member)).toEqual([]);

    const { page: own } = await signedInDevice(browser, campus, 'priya_n', { path: '/notifications' });
    await own.getByText('Hesabın artık resmî bir hesap').waitFor();
    await own.goto(campus.at('/settings/profile'));
    await own.getByLabel('Adın').fill('Priya ✓');
    await own.getByRole('button', { name: 'Kaydet' }).first().click();
    await own.getByText('✓ gibi işaretler kullanma').waitFor();

    await admin.getByRole('button', { name: 'İşareti kaldır' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'İşareti kaldır' }).click();
    await admin.getByRole('button', { name: 'Resmî hesap yap' }).waitFor();
    await member.reload();
    await member.getByRole('heading', { level: 1 }).waitFor();
    await member.getByText('@priya_n').first().waitFor();
    expect(await member.getByRole('img', { name: /Resmî hesap/ }).count()).toBe(0);
  });
});

/** The clock of the campus in some hours, as its field takes it: three hours ahead of UTC all year. */
const campusTimeIn = (hours: number): string =>
  new Date(Date.now() + (hours + 3) * 3_600_000).toISOString().slice(0, 16);
