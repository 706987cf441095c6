import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../server/modules/media/factory.ts';
import { unzip } from '../../server/testing/unzip.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, DESK, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, makeConversation } from '../system/campus.ts';
import { apiWriters, field, messageList, openMenu, send } from '../system/messages.ts';
import { sharedBrowser, sharedCampus } from '../system/shared.ts';

/** A blocked connection is retried after up to half a minute. */
const _SOCKET_RETURNS = { timeout: 60_000, interval: 500 };

describe.skipIf(!chromiumPath)('what a conversation holds, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;

  /** A member's website: the title of each page is its URL. */
  const site = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>Sayfa ${request.url}</title>`);
  });
  let siteHost: string;
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-export-'));

  beforeAll(async () => {
    const shared = await sharedCampus();
    campus = shared;
    siteHost = shared.siteHost;
    const { hostname, port } = new URL(`http://${siteHost}`);
    await new Promise<void>((resolve) => site.listen(Number(port), hostname, resolve));
    browser = await sharedBrowser();
  });
  afterAll(() => {
    site.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** Changes what otherwise only time would change. */
  async function inDatabase(...statements: [string, unknown[]][]): Promise<void> {
    const database = new pg.Client(readFileSync(`${campus.dataDir}/run/database-url`, 'utf8').trim());
    await database.connect();
    for (const [statement, values] of statements) await database.query(statement, values);
    await database.end();
  }

  const device = (identifier: string, path: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    signedInDevice(browser, campus, identifier, { ...options, path });
  const { as, write } = apiWriters(() => campus);

  test('a long conversation opens at the linked message, renders what is near, and nothing moves when more of it loads', {
    timeout: 120_000,
  }, async () => {
    const id = await makeConversation(campus, 'ozan_asistan', 'sofia_l');
    await write('sofia_l', id, 'Birinci');
    // Like the first one; sent one by one they would take as long as the rest of the file.
    await inDatabase(
      [
        `insert into messaging.messages (conversation_id, seq, id, sender_id, client_id, type, content, created_at)
         select conversation_id, count, gen_random_uuid(), sender_id, 'satır ' || count, type,
           repeat('Uzun bir konuşmanın satırı. ', 1 + count % 4), created_at + make_interval(secs => count)
         from messaging.messages, generate_series(2, 3000) count where conversation_id = $1`,
        [id],
      ],
      ['update messaging.conversations set last_seq = 3000 where id = $1', [id]],
    );
    await as('ozan_asistan')('PUT', `/conversations/${id}/read`, { seq: 3000 });
    const { context, page } = await device('ozan_asistan', `/messages/${id}?at=2000`);
    const line = page.locator('[data-seq="2000"]');
    await line.waitFor();
    await expect.poll(async () => (await line.boundingBox())?.y ?? 0).toBeGreaterThan(60);
    // As a string: it runs in the page, and these tests' types do not include the DOM.
    const offsets = await page.evaluate<number[]>(`(async () => {
      const box = document.querySelector('[data-thread]');
      const row = box.querySelector('[data-seq="1980"]');
      const seen = [];
      const isMore = () => box.querySelector('[data-seq="1974"]') !== null;
      box.scrollTop = 500;
      // Until more of it has come, and as many frames again as it may take to settle.
      for (let [frames, left] = [0, 30]; frames < 600 && left > 0; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        seen.push(Math.round(row.getBoundingClientRect().top));
        if (isMore()) left -= 1;
      }
      return seen.slice(2);
    })()`);
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThanOrEqual(2);
    await page.locator('[data-seq="1974"]').waitFor({ state: 'attached' });
    const walk = await page.evaluate<{ scrolled: number; elements: number; lines: number }>(`(async () => {
      const box = document.querySelector('[data-thread]');
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const lines = () => [...box.querySelectorAll('[data-seq]')];
      const topOf = (line) => line.getBoundingClientRect().top - box.getBoundingClientRect().top;
      const seen = { scrolled: 0, elements: 0, lines: 0 };
      const first = () => Number(lines()[0].dataset.seq);
      while (first() > 1400) {
        box.scrollTop = 0;
        // What was left out up there is drawn again.
        const isThere = () => topOf(lines()[0]) >= 0 && topOf(lines()[0]) < 400;
        for (let frames = 0; frames < 10 && !isThere(); frames += 1) await frame();
        if (!isThere()) continue;
        const [line] = lines();
        const { seq } = line.dataset;
        const [top, before] = [topOf(line), first()];
        for (let frames = 0; frames < 600 && first() >= before; frames += 1) await frame();
        for (let frames = 0; frames < 3; frames += 1) await frame();
        seen.scrolled = Math.max(seen.scrolled, Math.abs(topOf(box.querySelector('[data-seq="' + seq + '"]')) - top));
        seen.elements = Math.max(seen.elements, box.querySelectorAll('*').length);
        seen.lines = Math.max(seen.lines, lines().length);
      }
      return seen;
    })()`);
    expect(walk.scrolled).toBeLessThanOrEqual(2);
    expect(walk.lines).toBeLessThan(300);
    expect(walk.elements).toBeLessThan(4_000);
    await page.getByRole('button', { name: 'Sona git' }).click();
    await page.locator('[data-seq="3000"]').waitFor();
    await page.getByRole('button', { name: 'Konuşma bilgileri' }).click();
    // A search result leads there, however far it is.
    await page.getByLabel('Bu konuşmada ara').fill('birinci');
    const details = page.getByRole('dialog');
    await details.getByRole('button', { name: /Birinci/ }).waitFor();
    expect(await details.locator('mark').allTextContents()).toEqual(['Birinci']);
    await details.getByRole('button', { name: /Birinci/ }).click();
    await page.locator('[data-seq="1"]').waitFor();
    await context.close();
  });

  test('a day leads to what was written on it', async () => {
    const { context, page } = await device('derya', '/messages');
    await page
      .getByRole('link', { name: /Bitirme projesi/ })
      .last()
      .click();
    const days = messageList(page).getByRole('button', { name: /başka bir güne git/ });
    await days.last().focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Güne git' });
    const day = sheet.getByLabel('Gün', { exact: true });
    await day.fill('2199-01-01');
    await page.keyboard.press('Enter');
    await sheet.getByText('Bugün ya da daha önceki bir gün seç.').waitFor();
    const conversation = new URL(page.url()).pathname.split('/').at(-1);
    const { items } = (await as('derya')('GET', `/conversations/${conversation}/messages`)).body;
    const first = items.find(({ type }: { type: string }) => type === 'text');
    const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' });
    await day.fill(date.format(new Date(first.createdAt)));
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.locator(`[data-seq="${first.seq}"]`).waitFor();
    await context.close();
  });

  test('pictures and files are sent, each shown by its kind, and a recording that cannot be made says why', async () => {
    const id = await makeConversation(campus, 'selin_su', 'umut_kosar');
    const { context, page } = await device('selin_su', `/messages/${id}`);
    await field(page).waitFor();
    await page.locator('input[type=file]').setInputFiles([
      { name: 'afis.png', mimeType: 'image/png', buffer: await picture(300, 200).png().toBuffer() },
      { name: 'ders notları.txt', mimeType: 'text/plain', buffer: Buffer.from('Birinci hafta: giriş') },
    ]);
    await send(page, 'Afiş ve notlar');
    await messageList(page).getByText('Afiş ve notlar').waitFor();
    await messageList(page)
      .getByRole('link', { name: /ders notları\.txt/ })
      .waitFor();
    const shown = messageList(page).getByRole('button', { name: /Büyüt/ }).first();
    await shown.waitFor();
    // The first message adds the conversation to the list.
    await page
      .getByRole('link', { name: /Umut Koşar.*ders notları/s })
      .first()
      .waitFor();
    const umut = await device('umut_kosar', `/messages/${id}`, { viewport: PHONE });
    await messageList(umut.page)
      .getByRole('link', { name: /ders notları\.txt/ })
      .waitFor();
    await umut.context.close();
    await page.getByRole('button', { name: 'Sesli mesaj' }).click();
    await page
      .getByRole('dialog')
      .getByText(/mikrofon|ses/i)
      .first()
      .waitFor();
    await context.close();
  });

  test('a link shows the title of its page, and a member who switches previews off sends none', async () => {
    const id = await makeConversation(campus, 'bora', 'elif_arslan');
    const { context, page } = await device('bora', `/messages/${id}`);
    const card = (name: string) => messageList(page).getByRole('link', { name: new RegExp(`Sayfa ${name}`) });
    await send(page, `Şuna bak: http://${siteHost}/ilk`);
    await card('/ilk').waitFor();
    await page.goto(campus.at('/settings/messages'));
    const previews = page.getByRole('switch', { name: /Bağlantı önizlemesi/ });
    await previews.click();
    await expect
      .poll(async () => (await as('bora')('GET', '/conversations/settings')).body)
      .toMatchObject({ linkPreviews: false });
    await page.goto(campus.at(`/messages/${id}`));
    await send(page, `Bir de buna: http://${siteHost}/kapali`);
    await messageList(page).getByText('Bir de buna').waitFor();
    await write('elif_arslan', id, `Ben de buldum: http://${siteHost}/sonra`);
    await card('/sonra').waitFor();
    expect(await card('/kapali').count()).toBe(0);
    await context.close();
  });

  test('a disappearing message says so, is not forwarded, and is gone when its time has come', async () => {
    const id = await makeConversation(campus, 'derya', 'kaan_radyo');
    const { context, page } = await device('derya', `/messages/${id}`);
    await page.getByRole('button', { name: 'Konuşma bilgileri' }).click();
    await page.getByLabel('Kaybolan mesajlar').selectOption('day');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await messageList(page).getByText('Ayarladın: mesajlar bir gün sonra kaybolur').waitFor();
    await send(page, 'Kapının şifresi 1453');
    const line = page.locator('[data-seq]', { hasText: 'Kapının şifresi' });
    await openMenu(line);
    const forward = page.getByRole('menuitem', { name: /İlet/ });
    expect(await forward.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
    await inDatabase([
      `update messaging.messages set expires_at = now() - interval '1 second'
       where conversation_id = $1 and expires_at is not null`,
      [id],
    ]);
    await page.reload();
    await messageList(page).getByText('Ayarladın: mesajlar bir gün').waitFor();
    expect(await line.count()).toBe(0);
    await context.close();
  });

  test('a copy of one’s messages is requested and downloaded, and opens without a network', async () => {
    const id = await makeConversation(campus, 'selin_su', 'can');
    await write('can', id, 'Bunu <b>sakla</b>');
    const { context, page } = await device('selin_su', '/settings/messages', { acceptDownloads: true });
    await page.getByRole('button', { name: 'Kopya iste' }).click();
    const link = page.getByRole('link', { name: 'İndir' });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^chitlaq-\d{4}-\d\d-\d\d\.zip$/);
    for (const [path, content] of await unzip(readFileSync(await download.path()))) {
      const extractedPath = join(folder, path);
      mkdirSync(dirname(extractedPath), { recursive: true });
      writeFileSync(extractedPath, content);
    }
    await context.setOffline(true);
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await page.getByRole('link', { name: /Can/ }).first().click();
    await page.getByText('Bunu <b>sakla</b>').waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test('staff read a reported message only through its report, and remove it for everybody', async () => {
    const id = await makeConversation(campus, 'mert_k', 'elif_arslan');
    await write('mert_k', id, 'Bunu kimseye söyleme', 'Yoksa pişman olursun');
    const elif = await device('elif_arslan', `/messages/${id}`, { viewport: PHONE });
    const line = elif.page.locator('[data-seq]', { hasText: 'pişman olursun' });
    await openMenu(line);
    await elif.page.getByRole('menuitem', { name: 'Bildir' }).click();
    const report = elif.page.getByRole('dialog', { name: 'Mesajı bildir' });
    await report.getByText('en çok beş mesajı senin gördüğün hâliyle').waitFor();
    await report.getByLabel('Taciz ya da zorbalık').check();
    await report.getByRole('button', { name: 'Bildir' }).click();
    const thanks = elif.page.getByText('Teşekkürler. Moderatörler bakacak.');
    await thanks.waitFor();
    // It does not cover what one writes with.
    const gap = async () => {
      const [text, box] = await Promise.all([thanks.boundingBox(), field(elif.page).boundingBox()]);
      return text && box ? box.y - (text.y + text.height) : Number.NaN;
    };
    await expect.poll(gap).toBeGreaterThan(0);

    const can = await device('can', '/admin/reports');
    expect(await can.page.getByText('pişman olursun').count()).toBe(0);
    await can.page.getByRole('button', { name: 'Mesajı oku' }).click();
    const asking = can.page.getByRole('dialog', { name: 'Özel bir mesaj okunsun mu?' });
    await asking.getByLabel('Neden okuman gerekiyor?').fill('Tehdit bildirildi.');
    await asking.getByRole('button', { name: 'Mesajı oku' }).click();
    await can.page.getByText('Yoksa pişman olursun').waitFor();
    await can.page.getByText('Bunu kimseye söyleme').waitFor();
    await can.page.getByRole('button', { name: 'Mesajı kaldır' }).click();
    await can.page.getByLabel('Neden böyle karar verdin?').fill('Tehdit.');
    await can.page.getByRole('dialog').getByRole('button', { name: 'Mesajı kaldır' }).click();
    await can.page.getByText('Bekleyen bir şey yok').waitFor();
    await can.context.close();
    await messageList(elif.page).getByText('Bu mesaj silindi').waitFor();
    await elif.context.close();
    const log = await as('ayse')('GET', '/admin/audit-log');
    expect(log.status).toBe(200);
    expect(JSON.stringify(log.body)).toContain('message');
    expect(JSON.stringify(log.body)).not.toContain('pişman');
  });

  test('axe finds nothing, in both themes and languages, on a desktop and at 320 px', async () => {
    const id = await makeConversation(campus, 'bora', 'derya');
    await write('derya', id, 'Notlar burada: https://chitlaq.example/notlar', 'Teşekkürler @bora 🌳');
    for (const [locale, viewport] of [
      ['tr-TR', DESK],
      ['en-GB', { width: 320, height: 640 }],
    ] as const) {
      const { context, page } = await device('bora', '/messages', {
        locale,
        viewport,
        bypassCSP: true,
      });
      await page
        .getByRole('link', { name: /Derya Öztürk/ })
        .first()
        .waitFor();
      expect(await violations(page), `list ${locale}`).toEqual([]);
      await page.getByRole('button', { name: locale === 'tr-TR' ? 'Yeni mesaj' : 'New message' }).click();
      await page.getByRole('combobox').waitFor();
      // The foot of the sheet covers no suggestion.
      const second = await page.getByRole('option').nth(1).boundingBox();
      const foot = await page.getByRole('dialog').getByRole('button').last().boundingBox();
      expect((second?.y ?? 0) + (second?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
      expect(await violations(page), `new ${locale}`).toEqual([]);
      await page.goto(campus.at(`/messages/${id}`));
      await page.locator('[data-seq]').last().waitFor();
      expect(await violations(page), `thread ${locale}`).toEqual([]);
      const isTurkish = locale === 'tr-TR';
      await page
        .getByRole('button', { name: isTurkish ? 'Konuşma bilgileri' : 'Conversation details' })
        .click();
      await page.getByRole('dialog').getByRole('switch').first().waitFor();
      expect(await violations(page), `details ${locale}`).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.goto(campus.at('/settings/messages'));
      await page.getByRole('switch').first().waitFor();
      expect(await violations(page), `settings ${locale}`).toEqual([]);
      await context.close();
    }
  });
});
