import { beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../system/axe.ts';
import { chromiumPath } from '../system/browser.ts';
import type { CampusAddress } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const NOW = '2026-11-30T12:00:00.000Z';
const dayBefore = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString().slice(0, 10);
const days = Array.from({ length: 60 }, (_, index) => ({
  date: dayBefore(59 - index),
  ratio: index === 20 ? 0.9 : index === 40 ? 0.9965 : 1,
  downMinutes: index === 20 ? 144 : index === 40 ? 5 : 0,
}));
const hoursBefore = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
const backup = {
  isSetUp: true,
  includesUploads: true,
  copies: [
    { location: 'here', status: 'ok', at: hoursBefore(3), kind: 'incremental' },
    { location: 'off_site', status: 'ok', at: hoursBefore(11), kind: 'differential' },
  ],
};
const good = {
  at: NOW,
  uptime: { since: days[0]?.date, ratio: 0.9982, days },
  backup,
  restoreDrill: {
    status: 'ok',
    at: NOW,
    failedStep: null,
    rpoSeconds: 42,
    rtoSeconds: 1_234,
    lastSuccessAt: NOW,
  },
};
const failed = {
  ...good,
  backup: {
    ...backup,
    includesUploads: false,
    copies: [
      { location: 'here', status: 'overdue', at: hoursBefore(49), kind: 'full' },
      { location: 'off_site', status: 'failed', at: null, kind: null },
    ],
  },
  restoreDrill: {
    ...good.restoreDrill,
    status: 'failed',
    failedStep: 'backup',
    rpoSeconds: null,
    rtoSeconds: null,
  },
};
const empty = {
  at: NOW,
  uptime: { since: null, ratio: null, days: [] },
  backup: { isSetUp: true, includesUploads: true, copies: [] },
  restoreDrill: null,
};
const withoutBackups = { ...empty, backup: { ...empty.backup, isSetUp: false } };

describe.skipIf(!chromiumPath)('the status page', () => {
  let campus: CampusAddress;
  beforeAll(async () => {
    campus = await sharedCampus();
  });

  test.for([
    [
      'tr-TR',
      'Kampüs çalışıyor',
      /99,82/,
      '42 saniye',
      '21 dakika',
      'Yedek bozuk ya da eksik.',
      'Henüz sayı yok',
      {
        age: '3 saat önce',
        kind: 'artımlı yedek',
        old: 'Çok eski',
        never: 'Henüz başarılı olan yok',
        none: 'Henüz yedek yok',
        notSetUp: 'Yedekleme kurulmamış',
      },
    ],
    [
      'en-GB',
      'The campus is up',
      /99\.82/,
      '42 seconds',
      '21 minutes',
      'The backup is damaged or missing.',
      'No figures yet',
      {
        age: '3 hours ago',
        kind: 'incremental',
        old: 'Too old',
        never: 'None has succeeded yet',
        none: 'There is no backup yet',
        notSetUp: 'No backups are set up',
      },
    ],
  ] as const)(
    'shows state, uptime, backups and drill without an account (%s)',
    async ([locale, up, ratio, rpo, rto, damaged, none, texts]) => {
      const browser = await sharedBrowser();
      const context = await browser.newContext({
        locale,
        viewport: { width: 320, height: 640 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      const open = async (history: object, width: number) => {
        await page.route('**/api/v1/status/history', (route) => route.fulfill({ json: history }));
        await page.setViewportSize({ width, height: 800 });
        await page.goto(campus.at('/status'));
        await page.getByText(up).waitFor();
        const scrollWidth = await page.locator('html').evaluate((html) => html.scrollWidth);
        expect(scrollWidth).toBeLessThanOrEqual(width);
        await page.unroute('**/api/v1/status/history');
      };
      await open(good, 320);
      await page.getByText(ratio).first().waitFor();
      await page.getByText(rpo).waitFor();
      await page.getByText(rto).waitFor();
      await page.getByText(texts.age).waitFor();
      await page.getByText(texts.kind).waitFor();
      expect(await page.locator('li time').count()).toBe(2);
      expect(await violations(page)).toEqual([]);
      await open(failed, 1_440);
      await page.getByText(damaged).waitFor();
      await page.getByText(texts.old).waitFor();
      await page.getByText(texts.never).waitFor();
      expect(await violations(page)).toEqual([]);
      await open(empty, 320);
      await page.getByText(none).waitFor();
      await page.getByText(texts.none).waitFor();
      expect(await violations(page)).toEqual([]);
      await open(withoutBackups, 320);
      await page.getByText(texts.notSetUp).waitFor();
      expect(await page.locator('#drill').count()).toBe(0);
      await context.close();
    },
  );

  test('says so when the campus does not answer', async () => {
    const browser = await sharedBrowser();
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.route('**/status', (route) =>
      route.request().isNavigationRequest() ? route.continue() : route.abort(),
    );
    await page.goto(campus.at('/status'));
    await page.getByText('The campus doesn’t answer right now').waitFor();
    await context.close();
  });
});
