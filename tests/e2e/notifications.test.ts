import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstCases } from '../../server/testing/depth.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, openSettledPage, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, signIn } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** Timeout for a busy machine. */
const SOON = { timeout: 20_000 };

describe.skipIf(!chromiumPath)('notifications, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;
  /** Session of bora, whose actions notify derya. */
  let bora: string;
  let postId: string;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
    const derya = await signIn(campus, 'derya');
    bora = await signIn(campus, 'mert_k');
    const content = 'Bildirim denemesi: kim görecek?';
    const post = await call(campus, 'POST', '/api/v1/posts', { token: derya, body: { content } });
    postId = post.body.id;
    await call(campus, 'PUT', '/api/v1/notifications/read', {
      token: derya,
      body: { upToId: 'ffffffff-ffff-7fff-bfff-ffffffffffff' },
    });
  });

  async function device(
    viewport: typeof DESK,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> {
    const more = { viewport, bypassCSP: true, ...options };
    return (await signedInDevice(browser, campus, 'derya', more)).page;
  }
  const unread = async () => {
    const token = await signIn(campus, 'derya');
    return (await call(campus, 'GET', '/api/v1/notifications/unread', { token })).body.unread;
  };
  const main = (page: Page) => page.getByRole('main');
  const list = (page: Page) => main(page).getByRole('list', { name: /^(Bildirimler|Notifications)$/ });

  test('a reply and a like appear at the bell, are read on every device once shown, and stay new until one leaves', async () => {
    const body = { content: 'Ben gördüm!', replyToId: postId };
    await call(campus, 'POST', '/api/v1/posts', { token: bora, body });
    await call(campus, 'PUT', `/api/v1/posts/${postId}/like`, { token: bora });
    await expect.poll(unread, SOON).toBe(2);

    const phone = await device(PHONE);
    let isConnected = false;
    phone.on('websocket', (socket) =>
      socket.on('framereceived', () => {
        isConnected = true;
      }),
    );
    await phone.goto(campus.at('/home'));
    await expect.poll(() => isConnected, SOON).toBe(true);
    await main(phone).getByRole('link', { name: 'Bildirimler, 2 okunmamış bildirim' }).click();
    await list(phone).getByRole('listitem').nth(1).waitFor();
    const news = (page: Page) => list(page).getByRole('listitem').filter({ hasText: 'Yeni: ' });
    await expect.poll(unread, SOON).toBe(0);
    expect(await news(phone).count()).toBe(2);
    // A new one is shown and marked, and those that the member has just seen still are, in both lists.
    await call(campus, 'PUT', `/api/v1/posts/${postId}/repost`, { token: bora });
    await expect.poll(() => news(phone).count(), SOON).toBe(3);
    await expect.poll(unread, SOON).toBe(0);
    await main(phone).getByRole('link', { name: 'Sana yazılanlar' }).click();
    await expect.poll(() => list(phone).getByText('gönderini beğendi').count(), SOON).toBe(0);
    await expect.poll(() => news(phone).count(), SOON).toBe(1);
    const reply = list(phone).getByRole('listitem').filter({ hasText: 'sana yanıt verdi' }).first();
    expect(await reply.textContent()).toContain('Ben gördüm!');
    await reply.getByRole('link').click();
    await phone.getByText('Ben gördüm!').first().waitFor();
    await phone.goto(campus.at('/home'));
    await main(phone).getByRole('link', { name: 'Bildirimler', exact: true }).click();
    await list(phone).getByRole('listitem').nth(1).waitFor();
    expect(await news(phone).count()).toBe(0);

    // Until the page is shown, nothing is marked. The phone shows it.
    await phone.context().close();
    const desk = await device(DESK);
    await desk.goto(campus.at('/home'));
    const again = { content: 'Yine ben', replyToId: postId };
    await call(campus, 'POST', '/api/v1/posts', { token: bora, body: again });
    const rail = desk.getByRole('navigation', { name: 'Yerler' }).getByRole('link', { name: /^Bildirimler/ });
    await rail.getByText('1', { exact: true }).waitFor(SOON);
    await rail.click();
    await expect.poll(() => rail.getByText('1', { exact: true }).count(), SOON).toBe(0);
    expect(await news(desk).count()).toBe(1);
    expect(await unread()).toBe(0);
    await desk.context().close();
  }, 90_000);

  test('kinds, quiet hours and the digest are chosen once and stay', async () => {
    const page = await device(PHONE);
    await page.goto(campus.at('/settings'));
    await main(page)
      .getByRole('link', { name: /^Bildirimler/ })
      .click();
    const like = main(page).getByRole('checkbox', { name: 'Beğeni: Anlık' });
    expect(await like.isChecked()).toBe(false);
    await like.click();
    await expect.poll(() => like.isChecked()).toBe(true);
    await main(page).getByRole('switch', { name: 'Sessiz saatler olsun' }).click();
    await main(page).getByLabel('Başlangıç').fill('23:15');
    await main(page).getByText('Pazartesileri', { exact: true }).click();
    await page.waitForLoadState('networkidle');
    await page.reload();
    await expect.poll(() => like.isChecked(), SOON).toBe(true);
    expect(await main(page).getByLabel('Başlangıç').inputValue()).toBe('23:15');
    expect(await main(page).getByRole('radio', { name: 'Pazartesileri' }).isChecked()).toBe(true);
    expect(
      await main(page)
        .getByRole('checkbox', { name: /^Kurallarla ilgili kararlar: Uygulamada/ })
        .isDisabled(),
    ).toBe(true);
    await page.context().close();
  }, 60_000);

  test.for(
    firstCases(
      [
        { locale: 'tr-TR', viewport: PHONE },
        { locale: 'en-GB', viewport: DESK },
      ],
      1,
    ),
  )('axe finds nothing in either theme: $locale, $viewport.width', { timeout: 90_000 }, async (given) => {
    const page = await device(given.viewport, { locale: given.locale });
    for (const path of ['/notifications', '/notifications/mentions', '/settings/notifications']) {
      await openSettledPage(page, campus.at(path));
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });
});
