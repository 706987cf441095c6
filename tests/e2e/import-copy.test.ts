import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** Members whom no other file uses: one takes a copy, the other has no posts and brings it. */
const FROM = 'marco_r';
const TO = 'cagri_d';
const NAME = 'Komşu Kampüs';

describe.skipIf(!chromiumPath)('a copy of another campus, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
    const token = await tokenOf(campus, TO);
    for (;;) {
      const { body } = await call(campus, 'GET', `/api/v1/users/${TO}/posts?replies=true`, { token });
      const posts = [...body.items, ...body.pinned];
      if (posts.length === 0) break;
      for (const { id } of posts) await call(campus, 'DELETE', `/api/v1/posts/${id}`, { token });
    }
  });
  afterAll(async () => {
    const token = await signIn(campus, 'ayse');
    const { body } = await call(campus, 'GET', '/api/v1/admin/accepted-campuses', { token });
    for (const { id } of body.items)
      await call(campus, 'DELETE', `/api/v1/admin/accepted-campuses/${id}`, { token });
  });

  test('staff accept a campus, a member takes a copy, another account brings it and takes it back', async () => {
    const before = await signedInDevice(browser, campus, TO, { viewport: PHONE, path: '/settings/account' });
    await before.page
      .getByText('Bu kampüs henüz başka kampüslerin kopyalarını kabul etmiyor.', { exact: false })
      .waitFor();
    await before.context.close();

    const staff = await signedInDevice(browser, campus, 'ayse', {
      path: '/admin/accepted-campuses',
      bypassCSP: true,
    });
    await staff.page.getByText('Kabul edilen kampüs yok.').waitFor();
    await staff.page.getByRole('button', { name: 'Kampüs kabul et' }).click();
    const dialog = staff.page.getByRole('dialog');
    await dialog.getByLabel('Ad', { exact: true }).fill(NAME);
    const published = await (await fetch(`${campus.url}/.well-known/chitlaq`)).text();
    const { origin, archiveKeys } = JSON.parse(published);
    await dialog.getByLabel('Kampüsün kendi hakkında yayımladığı').fill(published);
    await dialog.getByText(origin, { exact: true }).waitFor();
    await dialog.getByText(archiveKeys[0].publicKey, { exact: true }).waitFor();
    expect(await violations(staff.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Kabul et' }).click();
    await staff.page.getByRole('rowheader', { name: NAME }).waitFor();
    await staff.context.close();

    const leaving = await signedInDevice(browser, campus, FROM, { path: '/settings/account' });
    await leaving.page.getByRole('button', { name: 'Kopya iste' }).click();
    const link = leaving.page.getByRole('link', { name: 'İndir' });
    await link.waitFor();
    const archive = await leaving.context.request.get(campus.at((await link.getAttribute('href')) ?? ''));
    const copy = await archive.body();
    await leaving.context.close();

    const { context, page } = await signedInDevice(browser, campus, TO, {
      viewport: PHONE,
      path: '/settings/account',
      bypassCSP: true,
    });
    const section = page.getByRole('region', { name: 'Başka kampüsten kopya getir' });
    await section.getByText(/Burada kabul edilenler: .?Komşu Kampüs/).waitFor();
    const changed = Buffer.from(copy);
    changed.fill(0, 2_000, 2_100);
    const choose = (buffer: Buffer) =>
      section
        .locator('input[type=file]')
        .setInputFiles({ name: 'kopya.zip', mimeType: 'application/zip', buffer });
    await choose(changed);
    await section.getByText('ZIP dosyasını indirdiğin gibi seç.', { exact: false }).waitFor();
    await choose(copy);
    await section.getByText(/\d+ gönderi, \d+ dosya ve \d+ takip gelecek\./).waitFor();
    expect(await violations(page)).toEqual([]);
    await section.getByRole('button', { name: 'Buraya getir' }).click();
    await section.getByText(/[1-9]\d* gönderi eski tarihleriyle burada\./).waitFor();

    await page.goto(campus.at(`/u/${TO}`));
    await page.getByRole('article').first().getByRole('link', { name: NAME, exact: false }).click();
    await page.waitForURL('**/post/*');
    await page
      .getByText(/şurada yazıldı: .?Komşu Kampüs/)
      .first()
      .waitFor();

    await page.goto(campus.at('/settings/account'));
    await section.getByRole('button', { name: 'Geri al' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Geri al' }).click();
    await section.getByRole('button', { name: 'ZIP dosyasını seç' }).waitFor();
    const token = await tokenOf(campus, TO);
    const { body } = await call(campus, 'GET', `/api/v1/users/${TO}/posts`, { token });
    expect(body.items).toEqual([]);
    await context.close();
  });
});
