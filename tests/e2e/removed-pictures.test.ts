import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { form, scene } from '../../server/modules/media/factory.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { deviceAtHome, postField } from '../system/composer.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('pictures that are removed everywhere', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  async function post(token: string, picture: Buffer, content: string): Promise<string> {
    const { payload, headers } = form(picture, 'a.jpg');
    const answer = await fetch(campus.at('/api/v1/media'), {
      method: 'POST',
      body: new Uint8Array(payload),
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
    const { id } = (await answer.json()) as { id: string };
    const body = { content, mediaIds: [id] };
    return (await call(campus, 'POST', '/api/v1/posts', { token, body })).body.id;
  }

  test('a moderator removes a picture with its copies; who posted one reads why, and nobody uploads it again', async () => {
    const picture = await scene(4242).png().toBuffer();
    const resized = await scene(4242).resize(420).jpeg({ quality: 60 }).toBuffer();
    const first = await post(await signIn(campus, 'marco_r'), picture, 'Yurtta çekilen fotoğraf');
    const copy = await post(await signIn(campus, 'priya_n'), resized, 'Bunu gördünüz mü');
    await call(campus, 'POST', '/api/v1/reports', {
      token: await signIn(campus, 'derya'),
      body: { subjectType: 'post', subjectId: first, reason: 'privacy' },
    });

    const { page: admin } = await signedInDevice(browser, campus, 'bora', {
      viewport: PHONE,
      path: '/admin/reports',
    });
    const queue = admin.getByRole('list').filter({ hasText: 'Yurtta çekilen fotoğraf' });
    await queue.getByRole('button', { name: 'Gönderiyi kaldır' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Neden böyle karar verdin?').fill('İzinsiz çekilmiş.');
    await dialog.getByLabel('Yazana ne söylensin?').fill('Bu fotoğraf izinsiz çekilmiş.');
    await dialog.getByLabel('1. görseli her yerden kaldır (gönderi)').check();
    await dialog.getByText('Şu an 1 kopya daha bulundu.').waitFor();
    // Nobody sees it who does not ask for it.
    const blurred = dialog.getByRole('button', { name: 'Görseli göster: 1. kopya' });
    expect(await blurred.locator('img').getAttribute('style')).toContain('blur');
    await blurred.click();
    await dialog.getByRole('button', { name: 'Görseli bulanıklaştır: 1. kopya' }).waitFor();
    expect(await violations(admin)).toEqual([]);
    if (process.env.SHOTS) await admin.screenshot({ path: `${process.env.SHOTS}/dialog.png` });
    await dialog.getByRole('button', { name: 'Karar ver, görselleri kaldır' }).click();
    await dialog.waitFor({ state: 'detached' });

    // A job finds the copy.
    const token = await signIn(campus, 'priya_n');
    await expect
      .poll(async () => (await call(campus, 'GET', `/api/v1/posts/${copy}`, { token })).body.media[0].status)
      .toBe('failed');
    const { page: reader } = await signedInDevice(browser, campus, 'priya_n', { path: `/post/${copy}` });
    await reader.getByText('Bir görseli moderatörler kaldırdı.').waitFor();
    if (process.env.SHOTS) await reader.screenshot({ path: `${process.env.SHOTS}/post.png` });
    await reader.goto(campus.at('/settings/decisions'));
    await reader.getByText('Kullandığın bir görsel her yerden kaldırıldı').waitFor();
    await reader.getByText('Bu fotoğraf izinsiz çekilmiş.').waitFor();
    await reader.context().close();

    const { page } = await deviceAtHome(browser, campus, 'derya');
    await postField(page).fill('Taslağım durmalı');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'b.jpg', mimeType: 'image/jpeg', buffer: resized });
    await page.getByText(/Bu görsel kurallara uymadığı için daha önce kaldırılmıştı/).waitFor();
    expect(await postField(page).inputValue()).toBe('Taslağım durmalı');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/composer.png` });
    await page.context().close();

    await admin.goto(campus.at('/admin/pictures'));
    await admin.getByText('1 üyenin 1 yüklemesi engellendi.').waitFor();
    expect(await violations(admin)).toEqual([]);
    if (process.env.SHOTS) await admin.screenshot({ path: `${process.env.SHOTS}/list.png` });
    await admin.getByRole('button', { name: 'Değiştir' }).click();
    await admin.getByLabel('Son gün').fill('2020-01-01');
    expect(
      await admin.getByRole('dialog').getByRole('button', { name: 'Kaydet' }).getAttribute('aria-disabled'),
    ).toBe('true');
    await admin.getByLabel('Son gün').fill('2099-05-04');
    await admin.getByLabel('Not', { exact: true }).fill('Kulübün afişi');
    expect(await violations(admin)).toEqual([]);
    if (process.env.SHOTS) await admin.screenshot({ path: `${process.env.SHOTS}/change.png` });
    await admin.getByRole('dialog').getByRole('button', { name: 'Kaydet' }).click();
    await admin.getByText('Not: Kulübün afişi').waitFor();
    await admin.getByText(/2099/).waitFor();
    await admin.getByRole('button', { name: 'Listeden çıkar' }).click();
    await admin.getByLabel('Neden geri gelebilir?').fill('İzin vardı.');
    await admin.getByRole('dialog').getByRole('button', { name: 'Listeden çıkar' }).click();
    await admin.getByText('Listede görsel yok.').waitFor();
    const seen = await call(campus, 'GET', `/api/v1/posts/${copy}`, {
      token: await signIn(campus, 'priya_n'),
    });
    expect(seen.body.media[0].status).toBe('ready');
    await admin.context().close();
  });
});
