import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, PHONE, signedInDevice, signInDevice } from '../system/browser.ts';
import { type CampusAddress, makeConversation } from '../system/campus.ts';
import { apiWriters, field, messageList, openMenu, send } from '../system/messages.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** A blocked connection is retried after up to half a minute. */
const SOCKET_RETURNS = { timeout: 60_000, interval: 500 };

describe.skipIf(!chromiumPath)('two members who message each other, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await sharedBrowser();
  });

  const device = (identifier: string, path: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    signedInDevice(browser, campus, identifier, { ...options, path });
  const { as, idOf, write } = apiWriters(() => campus);

  test('two with the conversation open see each other type, send and read', async () => {
    const id = await makeConversation(campus, 'bora', 'can');
    await write('can', id, 'Merhaba');
    const bora = await device('bora', `/messages/${id}`);
    const can = await device('can', `/messages/${id}`, { viewport: PHONE });
    await messageList(can.page).getByText('Merhaba').waitFor();
    await can.page.bringToFront();
    await bora.page.getByText('çevrimiçi', { exact: true }).first().waitFor({ state: 'attached' });

    await field(bora.page).pressSequentially('Yarın saat kaçta?');
    await can.page.getByText('yazıyor…').filter({ visible: true }).waitFor();
    await field(bora.page).press('Enter');
    await messageList(can.page).getByText('Yarın saat kaçta?').waitFor();
    const own = bora.page.locator('[data-seq]', { hasText: 'Yarın saat kaçta?' });
    await own.getByText('Görüldü').waitFor({ state: 'attached' });

    // A reply, a reaction and an edit arrive while both look.
    await openMenu(own);
    await bora.page.getByRole('menuitem', { name: '👍 ile tepki ver' }).click();
    await messageList(can.page).getByRole('button', { name: '👍, 1 kişi' }).waitFor();
    await field(bora.page).press('ArrowUp');
    await field(bora.page).fill('Yarın saat 14.00 mü?');
    await field(bora.page).press('Enter');
    await messageList(can.page).getByText('Yarın saat 14.00 mü?').waitFor();
    await messageList(can.page).getByText('düzenlendi').waitFor();
    await bora.context.close();
    await can.context.close();
  });

  test('what is written offline arrives once, in order', async () => {
    const id = await makeConversation(campus, 'elif_arslan', 'mert_k');
    const elif = await device('elif_arslan', `/messages/${id}`);
    const mert = await device('mert_k', `/messages/${id}`);
    await field(mert.page).waitFor();
    await field(elif.page).waitFor();
    await elif.context.setOffline(true);
    await send(elif.page, 'Tünelde bir');
    await send(elif.page, 'Tünelde iki');
    await elif.page.getByText('Sırada bekliyor').first().waitFor({ state: 'attached' });
    await elif.context.setOffline(false);
    await messageList(mert.page).getByText('Tünelde iki').waitFor({ timeout: 60_000 });
    const texts = () => messageList(mert.page).locator('[data-seq]').allInnerTexts();
    expect(
      (await texts()).filter((text) => text.includes('Tünelde')).map((text) => text.match(/bir|iki/)?.[0]),
    ).toEqual(['bir', 'iki']);
    await elif.page.getByText('Sırada bekliyor').waitFor({ state: 'detached' });
    await elif.context.close();
    await mert.context.close();
  });

  /** Counts the messages that a page posts instead of sending them over the socket. */
  function countPosts(page: Page, conversation: string): () => number {
    let count = 0;
    const path = `/api/v1/conversations/${conversation}/messages`;
    page.on('request', (request) => {
      if (request.method() === 'POST' && new URL(request.url()).pathname === path) count++;
    });
    return () => count;
  }
  /** The newest texts of a conversation as the server has them, oldest first. */
  const newestTexts = async (username: string, conversation: string, count: number): Promise<string[]> => {
    const { body } = await as(username)('GET', `/conversations/${conversation}/messages?limit=${count}`);
    return body.items.map(({ content }: { content: string }) => content);
  };
  const isSocket = ({ pathname }: URL) => pathname === '/ws';

  test('what waits in a tab is not sent as the member who signs in on another tab, but once as its author', async () => {
    const id = await makeConversation(campus, 'can', 'bora');
    const { context, page: tab } = await signedInDevice(browser, campus, 'can');
    await tab.routeWebSocket(isSocket, (socket) => void socket.close());
    let isCutOff = true;
    await tab.route(`**/conversations/${id}/messages`, (route) =>
      route.request().method() === 'POST' && isCutOff ? route.abort() : route.continue(),
    );
    await tab.goto(campus.at(`/messages/${id}`));
    await send(tab, 'Can yazdı');
    await messageList(tab)
      .getByRole('listitem')
      .filter({ hasText: 'Can yazdı' })
      .getByText('Sırada bekliyor')
      .waitFor({ state: 'attached' });

    // The tab notices when it next asks for something, for example to connect again, and loads anew.
    const signInElsewhere = async (username: string) => {
      const reloaded = tab.waitForEvent('load');
      await signInDevice(context, campus, username);
      isCutOff = false;
      await reloaded;
    };
    await signInElsewhere('bora');
    await field(tab).waitFor();
    const sent = async () => {
      const { body } = await as('bora')('GET', `/conversations/${id}/messages`);
      return body.items.filter(({ content }: { content: string }) => content === 'Can yazdı');
    };
    expect(await sent()).toEqual([]);

    await signInElsewhere('can');
    await expect.poll(sent).toMatchObject([{ senderId: await idOf('can') }]);
    await context.close();
  });

  test('a network that blocks WebSockets: a message is posted once, and the socket is used when it opens', async () => {
    const id = await makeConversation(campus, 'umut_kosar', 'can');
    const { context, page } = await signedInDevice(browser, campus, 'umut_kosar');
    let isBlocked = true;
    await page.routeWebSocket(isSocket, (socket) => {
      if (isBlocked) void socket.close();
      else socket.connectToServer();
    });
    const posts = countPosts(page, id);
    // The message stays on its way until the test has seen it waiting.
    let release = () => {};
    const seenWaiting = new Promise<void>((resolve) => (release = resolve));
    await page.route(`**/conversations/${id}/messages`, async (route) => {
      if (route.request().method() === 'POST') await seenWaiting;
      await route.continue();
    });
    await page.goto(campus.at(`/messages/${id}`));
    const can = await device('can', `/messages/${id}`);
    await field(can.page).waitFor();

    await send(page, 'Kütüphanenin ağından');
    const own = messageList(page).getByRole('listitem').filter({ hasText: 'Kütüphanenin ağından' });
    await own.getByText('Sırada bekliyor').waitFor({ state: 'attached' });
    release();
    await messageList(can.page).getByText('Kütüphanenin ağından').waitFor();
    await own.getByText(/^(Gönderildi|İletildi|Görüldü)$/).waitFor({ state: 'attached' });
    expect(posts()).toBe(1);

    // The other member's typing is only visible over the socket.
    isBlocked = false;
    await expect
      .poll(async () => {
        await field(can.page).pressSequentially('.');
        return page.getByText('yazıyor…').filter({ visible: true }).count();
      }, SOCKET_RETURNS)
      .toBeGreaterThan(0);
    await send(page, 'Yurda geldim');
    await messageList(can.page).getByText('Yurda geldim').waitFor();
    expect(posts()).toBe(1);
    expect(await newestTexts('can', id, 3)).toEqual(['Kütüphanenin ağından', 'Yurda geldim']);
    expect(await own.count()).toBe(1);
    await context.close();
    await can.context.close();
  });

  test('an open socket that stops answering: a message is posted, and is one message when the socket delivers it too', async () => {
    const id = await makeConversation(campus, 'bora', 'can');
    const { context, page } = await signedInDevice(browser, campus, 'bora');
    let isSilent = false;
    const held: (() => void)[] = [];
    const heldFrames: string[] = [];
    await page.routeWebSocket(isSocket, (socket) => {
      const server = socket.connectToServer();
      const pass = (to: WebSocketRoute) => (frame: string | Buffer) => {
        if (!isSilent) return to.send(frame);
        heldFrames.push(String(frame));
        held.push(() => to.send(frame));
      };
      socket.onMessage(pass(server));
      server.onMessage(pass(socket));
    });
    const posts = countPosts(page, id);
    const can = await device('can', `/messages/${id}`);
    await field(can.page).waitFor();
    await page.goto(campus.at(`/messages/${id}`));
    await page.getByText('çevrimiçi', { exact: true }).first().waitFor({ state: 'attached' });
    await send(page, 'Asansöre biniyorum');
    await messageList(can.page).getByText('Asansöre biniyorum').waitFor();
    expect(posts()).toBe(0);

    isSilent = true;
    await send(page, 'Kapı kapandı');
    const own = messageList(page).getByRole('listitem').filter({ hasText: 'Kapı kapandı' });
    await own.getByText('Sırada bekliyor').waitFor({ state: 'attached' });
    await messageList(can.page).getByText('Kapı kapandı').waitFor();
    await own.getByText(/^(Gönderildi|İletildi|Görüldü)$/).waitFor({ state: 'attached' });
    expect(posts()).toBe(1);
    expect(heldFrames.filter((frame) => frame.includes('Kapı kapandı')).length).toBeGreaterThan(0);

    // The server answers the frames of one socket in order: once the last message is there, the held one was handled.
    isSilent = false;
    for (const deliver of held) deliver();
    await send(page, 'Zemin kat');
    await messageList(can.page).getByText('Zemin kat').waitFor();
    expect(await newestTexts('can', id, 3)).toEqual(['Asansöre biniyorum', 'Kapı kapandı', 'Zemin kat']);
    expect(await own.count()).toBe(1);
    await context.close();
    await can.context.close();
  });

  test('a stranger’s request says to both what it is, and accepting opens the conversation and shows who is online', async () => {
    const asStranger = as('sofia_l');
    const created = await asStranger('POST', '/conversations', {
      type: 'direct',
      participantIds: [await idOf('yusuf_aksoy')],
    });
    const sender = await device('sofia_l', `/messages/${created.body.id}`, { viewport: PHONE });
    const note = sender.page.getByText('yazdıklarını mesaj isteği olarak görür');
    await note.waitFor();
    await send(sender.page, 'Hello, about the club');
    await messageList(sender.page).locator('[data-seq]').getByText('Hello, about the club').waitFor();
    const { context, page } = await device('yusuf_aksoy', '/messages');
    await page.getByRole('link', { name: /^\d+ mesaj isteği$/ }).click();
    await page.getByRole('link', { name: /Kabul edene kadar gizli mesaj/ }).click();
    await page.getByText('Kabul edene kadar okuduğunu').first().waitFor();
    // Its text comes when it is asked for.
    const show = messageList(page).getByRole('button', { name: 'Göster' });
    await show.waitFor();
    expect(await messageList(page).getByText('Hello, about the club').count()).toBe(0);
    await show.click();
    await messageList(page).getByText('Hello, about the club').waitFor();
    expect(await field(page).count()).toBe(0);
    expect(await note.count()).toBe(1);
    expect(await sender.page.getByText('çevrimiçi', { exact: true }).count()).toBe(0);
    expect(await sender.page.getByRole('button', { name: 'Dosya ekle' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Kabul et' }).click();
    await note.waitFor({ state: 'detached' });
    await sender.page.getByText('çevrimiçi', { exact: true }).first().waitFor({ state: 'attached' });
    await sender.page.getByRole('button', { name: 'Dosya ekle' }).waitFor();
    await send(page, 'Merhaba Sofia');
    // It has a number, so the server has it.
    await messageList(page).locator('[data-seq]').getByText('Merhaba Sofia').waitFor();
    const { body } = await asStranger('GET', `/conversations/${created.body.id}/messages`);
    expect(body.items.at(-1).content).toBe('Merhaba Sofia');
    await context.close();
    await sender.context.close();
  });

  test('a draft appears on the other device, and of two concurrent drafts neither is lost', async () => {
    const id = await makeConversation(campus, 'derya', 'ayse');
    const phone = await device('ayse', `/messages/${id}`, { viewport: PHONE });
    await field(phone.page).fill('Yarın sabah ben');
    await phone.page.getByRole('link', { name: 'Konuşmalara dön' }).click();
    await phone.page.getByText('Taslak: Yarın sabah ben').waitFor();
    const desk = await device('ayse', `/messages/${id}`);
    await expect.poll(() => field(desk.page).inputValue(), { timeout: 15_000 }).toBe('Yarın sabah ben');
    await phone.page.getByText('Taslak: Yarın sabah ben').click();
    await expect.poll(() => field(phone.page).inputValue()).toBe('Yarın sabah ben');
    // The phone does not learn what the desktop saves until it saves something itself.
    let isOffline = true;
    await phone.page.route('**/draft', (route) => {
      if (route.request().method() === 'PUT') isOffline = false;
      return isOffline ? route.abort() : route.continue();
    });
    const saved = desk.page.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.url().endsWith('/draft'),
    );
    await field(desk.page).fill('Yarın sabah masadan');
    await saved;
    await field(phone.page).fill('Yarın sabah telefondan');
    for (const { page } of [desk, phone])
      await expect
        .poll(() => field(page).inputValue(), { timeout: 15_000 })
        .toBe('Yarın sabah telefondan\n\nYarın sabah masadan');
    await desk.context.close();
    await phone.context.close();
  });
});
