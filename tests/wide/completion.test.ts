import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstCases } from '../../server/testing/depth.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, PHONE, setUndoSeconds, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, tokenOf } from '../system/campus.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

const SMALLEST = { width: 320, height: 568 };
/** The smallest phone with its keyboard open. */
const WITH_KEYBOARD = { width: 320, height: 308 };

interface Rect {
  top: number;
  bottom: number;
}
/** Runs in the page. */
const rectOf = (element: { getBoundingClientRect(): Rect }): Rect => {
  const { top, bottom } = element.getBoundingClientRect();
  return { top, bottom };
};

describe.skipIf(!chromiumPath)('completion and emoji while writing, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const device = (
    identifier: string,
    options: Parameters<typeof signedInDevice>[3] = {},
  ): Promise<{ context: BrowserContext; page: Page }> =>
    signedInDevice(browser, campus, identifier, { path: '/home', bypassCSP: true, ...options });
  const field = (page: Page) => page.getByRole('main').getByLabel('Gönderin');
  const options = (page: Page) => page.getByRole('listbox').getByRole('option');
  const active = (page: Page) => page.locator('[role=option][aria-selected=true]');

  test('"@" completes followed members first, in Turkish casing, by keyboard, also in the middle of a text', async () => {
    const { context, page } = await device('derya');
    await field(page).fill('Selam  nasılsın');
    for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('@AYŞ');
    await options(page).first().waitFor();
    await expect.poll(() => active(page).textContent()).toContain('@ayse');
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(
      await active(page).getAttribute('id'),
    );
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await field(page).inputValue()).toBe('Selam @ayse nasılsın');
    await page.keyboard.type('sen ');
    expect(await field(page).inputValue()).toBe('Selam @ayse sen nasılsın');

    // Escape closes the list and nothing else, for this mention only.
    await page.keyboard.type('@ay');
    await options(page).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.keyboard.type('s');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await field(page).fill('');
    await context.close();
  });

  test('a hashtag is chosen only after an arrow key, because any word can be one', async () => {
    const { context, page } = await device('derya');
    await field(page).click();
    await page.keyboard.type('#gece');
    await options(page).first().waitFor();
    expect(await active(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await field(page).inputValue()).toBe('#gece\n');
    await page.keyboard.type('#gece');
    await options(page).first().waitFor();
    await page.keyboard.press('ArrowDown');
    const chosen = await active(page).textContent();
    await page.keyboard.press('Enter');
    expect(await field(page).inputValue()).toBe(`#gece\n${chosen?.replace(/Gündemde$/, '')} `);
    await field(page).fill('');
    await context.close();
  });

  test('a mention of a name that nobody has is marked once it is written', async () => {
    const { context, page } = await device('derya');
    await field(page).click();
    await page.keyboard.type('@boyle_biri_yok');
    const note = page.getByRole('main').getByText(/kimse yok/);
    await page.keyboard.type(' @ayse ');
    await note.waitFor();
    expect(await note.textContent()).toBe('Bu adda kimse yok: @boyle_biri_yok');
    await field(page).fill('');
    await note.waitFor({ state: 'detached' });
    await context.close();
  });

  test('on the smallest phone with its keyboard, the list covers neither the line that is typed nor leaves the screen', async () => {
    const { context, page } = await device('derya', { viewport: SMALLEST, hasTouch: true });
    await page.getByRole('button', { name: 'Yaz', exact: true }).click();
    const sheet = page.getByRole('dialog');
    const text = sheet.getByLabel('Gönderin');
    await text.click();
    await page.setViewportSize(WITH_KEYBOARD);
    await text.pressSequentially('Merhaba herkese, bugün kütüphanede buluşan @a');
    await options(page).nth(1).waitFor();
    const list = await page.getByRole('listbox').evaluate(rectOf);
    const area = await text.evaluate(rectOf);
    const lineHeight = 25;
    expect(list.top).toBeGreaterThanOrEqual(area.top + 2 * lineHeight);
    expect(list.bottom).toBeLessThanOrEqual(WITH_KEYBOARD.height);
    const row = await options(page).first().evaluate(rectOf);
    expect(row.bottom - row.top).toBeGreaterThanOrEqual(44);
    await options(page).first().tap();
    expect(await text.inputValue()).toMatch(/buluşan @\w+ $/);
    await text.fill('');
    await context.close();
  });

  test.for(firstCases([WITH_KEYBOARD, SMALLEST, PHONE], 1))(
    'with a poll and a time the button stays visible at $width × $height',
    async (viewport) => {
      const { context, page } = await device('derya', { viewport });
      await page.getByRole('button', { name: 'Yaz', exact: true }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel('Gönderin').fill('Hangisi?');
      await sheet.getByRole('button', { name: 'Anket', exact: true }).click();
      await sheet.getByRole('button', { name: 'Vaktini seç' }).click();
      await sheet.getByText('En erken iki dakika').waitFor();
      const button = sheet.getByRole('button', { name: 'Zamanla', exact: true });
      const place = await button.evaluate(rectOf);
      expect(place.top).toBeGreaterThan(0);
      expect(place.bottom).toBeLessThanOrEqual(viewport.height);
      await sheet.getByRole('button', { name: 'Anketi kaldır' }).click();
      await sheet.getByRole('button', { name: 'Zamanlamayı kaldır' }).click();
      await sheet.getByLabel('Gönderin').fill('');
      await context.close();
    },
  );

  test('a reply on a phone is one line until it is used, and completes the members of the thread first', async () => {
    const token = await tokenOf(campus, 'bora');
    const { body: post } = await call(campus, 'POST', '/api/v1/posts', {
      token,
      body: { content: 'Tek satırlık yanıt denemesi' },
    });
    const { context, page } = await device('umut_kosar', { viewport: PHONE, path: `/post/${post.id}` });
    const reply = page.getByLabel('Yanıtın');
    await reply.waitFor();
    const tools = page.getByRole('main').getByRole('button', { name: 'Anket', exact: true });
    expect(await tools.isVisible()).toBe(false);
    const { top, bottom } = await reply.evaluate(rectOf);
    expect(bottom - top).toBeLessThan(44);
    await reply.click();
    await tools.waitFor();
    await page.keyboard.type('@');
    await expect.poll(() => options(page).first().textContent()).toContain('@bora');
    await reply.fill('');
    await context.close();
  });

  test('emoji are found by Turkish and English names and inserted at the caret, by keyboard alone', async () => {
    const { context, page } = await device('derya');
    await field(page).fill('önsonra');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft');
    const button = page.getByRole('main').getByRole('button', { name: 'Emoji ekle' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('grid').getByRole('gridcell').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type('ateş');
    await page.getByRole('gridcell', { name: 'ateş', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('pizza');
    await page.getByRole('gridcell', { name: 'pizza dilimi' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('grid').waitFor({ state: 'detached' });
    expect(await field(page).inputValue()).toBe('ön🔥🍕sonra');
    await page.keyboard.type('!');
    expect(await field(page).inputValue()).toBe('ön🔥🍕!sonra');

    // Recent ones come first; arrow keys, Home and End move.
    await button.click();
    await page.getByRole('rowgroup', { name: 'Son kullandıkların' }).waitFor();
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
    expect(await focused()).toBe('pizza dilimi');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('ateş');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+End');
    expect(await focused()).toMatch(/bayra/i);
    await page.keyboard.press('Control+Home');
    expect(await focused()).toBe('pizza dilimi');
    await page.keyboard.press('Escape');
    await field(page).fill('');
    await context.close();
  });

  test('a message gets a reaction from the picker, in the chosen skin tone, and sign-out forgets what was used', async () => {
    const id = await makeConversation(campus, 'ayse', 'derya');
    const token = await tokenOf(campus, 'derya');
    await call(campus, 'POST', `/api/v1/conversations/${id}/messages`, {
      token,
      body: { clientId: crypto.randomUUID(), type: 'text', content: 'Tepki bekleyen' },
    });
    const { context, page } = await device('ayse', { viewport: PHONE, path: `/messages/${id}` });
    await page.getByText('Tepki bekleyen').last().waitFor();
    await page.getByRole('button', { name: 'Mesaj menüsü' }).last().click();
    await page.getByRole('menuitem', { name: 'Başka bir emoji' }).click();
    const sheet = page.getByRole('dialog', { name: 'Tepki seç' });
    await sheet.getByRole('gridcell').first().waitFor();
    await sheet.getByLabel('Ten rengi').selectOption({ label: '✋🏽 Orta' });
    await sheet.getByLabel('Emoji ara').fill('alkış');
    await sheet.getByRole('gridcell', { name: 'el çırpma' }).first().click();
    await page.getByRole('button', { name: /👏🏽/ }).waitFor();
    expect(await page.evaluate('localStorage.cl_emoji')).toContain('👏🏽');
    await page.goto(campus.at('/settings'));
    await page.getByRole('button', { name: 'Çıkış yap' }).click();
    await page.waitForURL(campus.at('/'));
    expect(await page.evaluate('localStorage.cl_emoji')).toBeUndefined();
    await context.close();
  });

  test('during the undo window an empty feed does not ask for the first post', async () => {
    const { context, page } = await device('derya');
    await setUndoSeconds(context, campus, 30);
    // A member whose home is empty.
    await page.route('**/api/v1/feed/home?*', (route) =>
      route.fulfill({ json: { items: [], nextCursor: null } }),
    );
    await page.reload();
    await page.getByText('Kampüsünde bu aralar kimse yazmamış').waitFor();
    await field(page).fill('İlk gönderim');
    await page.getByRole('main').getByRole('button', { name: 'Paylaş', exact: true }).click();
    await page.getByText('Birazdan yayında').waitFor();
    expect(await page.getByText('Kampüsünde bu aralar kimse yazmamış').count()).toBe(0);
    await page
      .getByRole('region', { name: /^Bildirimler/ })
      .getByRole('button', { name: 'Geri al' })
      .click();
    await page.getByText('Kampüsünde bu aralar kimse yazmamış').waitFor();
    await context.close();
  });
});
