import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const months = {
  items: [
    {
      month: '2026-10',
      lastSeq: 31,
      publishedAt: '2026-11-01T00:15:00.000Z',
      acts: [
        {
          act: 'post_removed',
          count: 19,
          rules: [
            { rule: 'spam', count: 12 },
            { rule: 'hate', count: 7 },
          ],
        },
        { act: 'appeal_upheld', count: null, rules: [{ rule: null, count: null }] },
      ],
      reports: [
        { reason: 'spam', count: 40 },
        { reason: 'self_harm', count: null },
      ],
      decided: 36,
      medianHours: 5.5,
    },
  ],
};
const hash = createHash('sha256').update('a head').digest('hex');
const heads = { items: [{ day: '2026-10-31', seq: 31, hash, publishedAt: '2026-11-01T00:05:00.000Z' }] };

describe.skipIf(!chromiumPath)('what everybody may know about moderation', () => {
  let campus: CampusAddress;
  let browser: Browser;
  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  test.each([
    ['tr-TR', 'Şeffaflık raporu', 'Ekim 2026', 'İstenmeyen içerik yok', '5,5 sa.', '31 satır'],
    ['en-GB', 'Transparency report', 'October 2026', 'No spam', '5.5 h', '31 entries'],
  ])('is read without an account (%s)', async (locale, title, month, rule, hours, entries) => {
    const page = await (await browser.newContext({ locale, viewport: PHONE, bypassCSP: true })).newPage();
    await page.goto(campus.at('/transparency'));
    await page.getByRole('heading', { name: title }).waitFor();
    await page.route('**/api/v1/moderation/transparency*', (route) => route.fulfill({ json: months }));
    await page.route('**/api/v1/moderation/log/heads*', (route) => route.fulfill({ json: heads }));
    await page.reload();
    await page.getByText(month, { exact: true }).waitFor();
    for (const shown of [rule, hours, entries, hash]) await page.getByText(shown).first().waitFor();
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('an auditor checks the log in the browser, and learns of a change', async () => {
    const owner = await signIn(campus, 'ayse');
    const { id } = (await call(campus, 'GET', '/api/v1/users/kerem_mat', { token: owner })).body;
    const { id: warned } = (await call(campus, 'GET', '/api/v1/users/gulsah_m', { token: owner })).body;
    const roles = `/api/v1/admin/users/${id}/roles`;
    expect(await call(campus, 'PUT', roles, { token: owner, body: { roles: ['auditor'] } })).toMatchObject({
      status: 200,
    });
    await call(campus, 'POST', `/api/v1/admin/users/${warned}/warn`, {
      token: owner,
      body: { reason: 'Aynı şeyi her yere yazma.', rule: 'spam' },
    });
    const { page } = await signedInDevice(browser, campus, 'kerem_mat', { viewport: PHONE, path: '/admin' });
    await page.waitForURL('**/admin/moderation-log');
    await page.getByText('Uyarı').first().waitFor();
    expect(await page.getByRole('link', { name: 'Üyeler' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Şimdi denetle' }).click();
    await page.getByText(/^Hiçbir şey değiştirilmemiş/).waitFor();
    expect(await violations(page)).toEqual([]);

    const file = (content: string) => ({
      name: 'heads.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
    await page.getByLabel('Saklanan dosyayla denetle').setInputFiles(file('{"items":[{"day":1}]}'));
    await page.getByText(/^Bu bir özet dosyası değil/).waitFor();
    // Somebody kept a head that the log does not have: it was written anew.
    const kept = { items: [{ day: '2026-10-31', seq: 1, hash }] };
    await page.getByLabel('Saklanan dosyayla denetle').setInputFiles(file(JSON.stringify(kept)));
    await page.getByText('1. satır, 2026-10-31 için özeti yayımlanan satır değil.').waitFor();
    await page.context().close();
    await call(campus, 'PUT', roles, { token: owner, body: { roles: [] } });
  });
});
