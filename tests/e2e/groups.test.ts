import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, DEMO_PASSWORD } from '../system/campus.ts';
import { apiWriters, field, messageList, openMenu, send } from '../system/messages.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

describe.skipIf(!chromiumPath)('groups, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const device = (identifier: string, path: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    signedInDevice(browser, campus, identifier, { ...options, path });
  const { as, group, idOf, write } = apiWriters(() => campus);

  test('results that arrive while a member is pressed do not change who is chosen', async () => {
    const { context, page } = await device('ayse', '/messages');
    let answer = () => {};
    const isHeld = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/v1/search/users?*', async (route) => {
      await isHeld;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Yeni mesaj' }).first().click();
    const followed = page.getByRole('option', { name: /Can Ertürk/ });
    await followed.waitFor();
    const request = page.waitForRequest(/\/search\/users/);
    const response = page.waitForResponse(/\/search\/users/);
    // Pressed before the search begins: until its request starts, the list shows whom the member follows.
    await followed.hover();
    await page.mouse.down();
    await page.getByRole('combobox', { name: 'Kimlerle?' }).fill('bora');
    await request;
    answer();
    await response;
    // As a string: these files are checked without the DOM types.
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
    await page.mouse.up();
    await page.getByRole('button', { name: /Can Ertürk/ }).waitFor();
    await context.close();
  });

  test('a group is created from chosen members, describes its events, and offers their names', async () => {
    const { context, page } = await device('ayse', '/messages');
    await page.getByRole('button', { name: 'Yeni mesaj' }).first().click();
    const people = page.getByRole('combobox', { name: 'Kimlerle?' });
    for (const [typed, name] of [
      ['bora', 'Bora Yıldırım'],
      ['can', 'Can Ertürk'],
    ] as const) {
      await people.fill(typed);
      await page.getByRole('option', { name: new RegExp(name) }).click();
    }
    await page.getByLabel('Grubun adı').fill('Mezuniyet gecesi');
    await page.getByRole('button', { name: 'Grubu kur' }).click();
    await messageList(page).getByText('Grubu kurdun').waitFor();
    await send(page, 'Sunumu kim hazırlıyor?');
    await messageList(page).getByText('Sunumu kim hazırlıyor?').waitFor();
    await page.getByRole('button', { name: 'Konuşma bilgileri' }).click();
    const details = page.getByRole('dialog');
    await details.getByText('Bora Yıldırım').waitFor();
    await details.getByLabel('Kim yazar?').selectOption('admins');
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });

    await field(page).pressSequentially('Selam @bor');
    await page.getByRole('option', { name: /Bora Yıldırım/ }).waitFor();
    await field(page).press('Enter');
    expect(await field(page).inputValue()).toBe('Selam @bora ');
    await field(page).press('Enter');
    await messageList(page).getByRole('link', { name: '@bora' }).waitFor();
    await context.close();

    const bora = await device('bora', '/messages', { viewport: PHONE });
    const line = bora.page.getByRole('link', { name: /Mezuniyet gecesi/ });
    await line.getByRole('img', { name: 'Senden söz edildi' }).waitFor();
    await line.click();
    await messageList(bora.page).getByText('Ayşe Kılıç grubu kurdu').waitFor();
    await bora.page.getByText('Bu grupta yalnızca yöneticiler yazar.').waitFor();
    await bora.context.close();
  });

  test("a blocked member's message is one collapsed line, shown on request, and normal again after unblocking", async () => {
    const id = await group('Kütüphane nöbeti', 'kaan_radyo', 'elif_arslan', 'mert_k');
    const [asElif, asMert, mertId] = [as('elif_arslan'), as('mert_k'), await idOf('mert_k')];
    await asElif('PUT', `/users/${mertId}/block`);
    await write('mert_k', id, 'Kapı açık', 'Dokuzda gelin');
    const seenByMert = async () => (await asMert('GET', `/conversations/${id}/messages`)).body;
    const before = await seenByMert();

    const { context, page } = await device('elif_arslan', `/messages/${id}`, { viewport: PHONE });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const hiddenNotice = messageList(page).getByText('Engellediğin kişilerden 2 mesaj');
    await hiddenNotice.waitFor();
    expect(await page.getByText('Dokuzda gelin').count()).toBe(0);
    requests.length = 0;
    await messageList(page).getByRole('button', { name: 'Göster' }).click();
    await messageList(page).getByText('Kapı açık').waitFor();
    expect(requests.filter((address) => address.includes('/messages'))).toEqual([
      expect.stringMatching(/\?(?=.*show=blocked).*limit=2/),
    ]);
    await openMenu(page.locator('[data-seq]', { hasText: 'Dokuzda gelin' }));
    await page.getByRole('menuitem', { name: 'Yeniden gizle' }).click();
    await messageList(page).getByText('Engellediğin birinin mesajı').waitFor();
    expect(await page.getByText('Dokuzda gelin').count()).toBe(0);
    expect(await seenByMert()).toEqual(before);

    await asElif('DELETE', `/users/${mertId}/block`);
    await messageList(page).getByText('Dokuzda gelin').waitFor();
    await messageList(page).getByText('Kapı açık').waitFor();
    expect(
      await messageList(page)
        .getByText(/Engellediğin/)
        .count(),
    ).toBe(0);
    await context.close();
  });

  test('an invitation leads into its group, also via the sign-in, and its token is in no URL', async () => {
    const { context, page } = await device('derya', '/messages');
    await page.getByRole('link', { name: /Bitirme projesi/ }).click();
    await page.getByRole('button', { name: 'Konuşma bilgileri' }).click();
    await page.getByLabel('Kaç kişi').fill('1');
    await page.getByRole('button', { name: 'Bağlantı yap' }).click();
    const link = await page.getByLabel('Davet bağlantısı', { exact: true }).inputValue();
    await context.close();

    const stranger = await browser.newContext({ viewport: PHONE, locale: 'tr-TR' });
    const guest = await stranger.newPage();
    const requests: string[] = [];
    guest.on('request', (request) => requests.push(request.url()));
    await guest.goto(link);
    await guest.getByLabel('E-posta ya da kullanıcı adı').fill('umut_kosar');
    await guest.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD);
    await guest.getByRole('button', { name: 'Giriş yap' }).click();
    await guest.getByText('Davet eden: Derya Öztürk').waitFor();
    await guest.getByRole('button', { name: 'Gruba katıl' }).click();
    await messageList(guest).getByText('Gruba katıldın').waitFor();
    const token = link.split('#')[1] ?? '';
    expect(token.length).toBeGreaterThan(10);
    expect(requests.filter((address) => address.split('#')[0]?.includes(token))).toEqual([]);
    await stranger.close();
    // It was for one member.
    const { pathname, hash } = new URL(link);
    const late = await device('kaan_radyo', pathname + hash);
    await late.page.getByText('Bu davet artık geçerli değil').waitFor();
    await late.context.close();
  });
});
