import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasFfmpeg } from '../../server/modules/media/video/run-program.ts';
import { violations } from '../system/axe.ts';
import { chromiumPath, FAKE_MICROPHONE, openBrowser, PHONE, signedInDevice } from '../system/browser.ts';
import { type CampusAddress, call, makeConversation, tokenOf } from '../system/campus.ts';
import { sharedCampus } from '../system/shared.ts';

const SOON = { timeout: 30_000 };

/** The part of the DOM's player that the tests use: their types do not include the DOM. */
interface Player {
  autoplay: boolean;
  paused: boolean;
  muted: boolean;
  currentTime: number;
  duration: number;
  readyState: number;
  poster: string;
}

describe.skipIf(!chromiumPath || !(await hasFfmpeg()))('videos and voice messages, in a real browser', () => {
  let campus: CampusAddress;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-recordings-'));

  beforeAll(async () => {
    campus = await sharedCampus();
    browser = await openBrowser(FAKE_MICROPHONE);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const device = (identifier: string, path: string, options: Parameters<Browser['newContext']>[0] = {}) =>
    signedInDevice(browser, campus, identifier, { ...options, path });
  const player = (video: Locator): Promise<Player> =>
    video.evaluate((element) => {
      const { autoplay, paused, muted, currentTime, duration, readyState, poster } =
        element as unknown as Player;
      return { autoplay, paused, muted, currentTime, duration, readyState, poster };
    });
  const moves = (video: Locator) =>
    expect.poll(async () => (await player(video)).currentTime, SOON).toBeGreaterThan(0.2);
  const messageList = (page: Page) => page.getByRole('list', { name: 'Mesajlar', exact: true });

  /** Moving bars and a tone, large enough to be uploaded in parts. */
  function clip(): Buffer {
    const path = join(folder, 'kulup.mkv');
    const film = ['-f', 'lavfi', '-i', 'testsrc2=size=480x360:rate=15:duration=4'];
    const tone = ['-f', 'lavfi', '-i', 'sine=duration=4'];
    execFileSync('ffmpeg', ['-v', 'error', ...film, ...tone, '-c:v', 'mpeg4', '-q:v', '2', path]);
    return readFileSync(path);
  }

  test('a video is posted: its upload and processing are shown, and it plays on request, by keyboard', async () => {
    const { context, page } = await device('derya', '/home');
    const main = page.getByRole('main');
    let seen = () => {};
    const isSeen = new Promise<void>((resolve) => (seen = resolve));
    let pieces = 0;
    await page.route('**/api/v1/media/uploads/*', async (route) => {
      if (route.request().method() === 'PATCH' && ++pieces === 2) await isSeen;
      await route.continue();
    });
    await main.getByLabel('Gönderin').fill('Kulüp gününden');
    await main
      .locator('input[type=file]')
      .setInputFiles({ name: 'kulup.mkv', mimeType: 'video/x-matroska', buffer: clip() });
    const sending = main.getByRole('progressbar', { name: 'Yükleniyor' });
    await expect
      .poll(async () => Number(await sending.getAttribute('aria-valuenow')), SOON)
      .toBeGreaterThan(0);
    const share = main.getByRole('button', { name: 'Paylaş', exact: true });
    expect(await share.getAttribute('aria-disabled')).toBe('true');
    seen();
    await main.getByRole('progressbar', { name: 'Hazırlanıyor' }).waitFor(SOON);
    await main.getByRole('status').filter({ hasText: 'kulup.mkv yüklendi' }).waitFor(SOON);
    await main.getByLabel('Videoda ne var?').fill('Renkli çubuklar');
    await share.click();

    const post = page.locator('article', { hasText: 'Kulüp gününden' });
    const video = post.getByLabel('Renkli çubuklar');
    await video.waitFor();
    await post.getByText('0:04', { exact: true }).waitFor();
    const before = await player(video);
    expect(before).toMatchObject({ autoplay: false, paused: true, currentTime: 0 });
    const poster = await context.request.get(campus.at(new URL(before.poster).pathname));
    expect([poster.status(), poster.headers()['content-type']]).toEqual([200, 'image/webp']);
    await video.focus();
    await page.keyboard.press('Space');
    await moves(video);
    const playing = await player(video);
    expect(playing).toMatchObject({ paused: false, muted: false });
    expect(playing.readyState).toBeGreaterThanOrEqual(2);
    expect(playing.duration).toBeCloseTo(4, 0);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await player(video)).paused).toBe(true);
    await context.close();
  });

  test('a voice message is discarded, recorded again, played and sent, and plays on the other’s device', async () => {
    const id = await makeConversation(campus, 'ayse', 'bora');
    const ayse = await device('ayse', `/messages/${id}`, { viewport: PHONE, bypassCSP: true });
    const bora = await device('bora', `/messages/${id}`);
    const sheet = ayse.page.getByRole('dialog', { name: 'Sesli mesaj' });
    const time = (text: string) => sheet.getByRole('timer').filter({ hasText: text });
    await ayse.page.getByRole('button', { name: 'Sesli mesaj' }).click();
    await time('0:01').waitFor();
    await sheet.getByText('Kaydediliyor').waitFor();
    expect(await violations(ayse.page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Kaydı sil' }).click();
    await sheet.waitFor({ state: 'detached' });

    await ayse.page.getByRole('button', { name: 'Sesli mesaj' }).click();
    await sheet.getByRole('button', { name: 'Bitir' }).click();
    await sheet.getByRole('button', { name: 'Yeniden kaydet' }).click();
    await time('0:02').waitFor();
    await sheet.getByRole('button', { name: 'Bitir' }).click();
    await sheet.getByText('0:02').waitFor();
    await sheet.getByRole('button', { name: 'Dinle' }).click();
    await moves(sheet.locator('audio'));
    expect(await violations(ayse.page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Gönder' }).click();
    await sheet.waitFor({ state: 'detached', ...SOON });

    const message = messageList(bora.page).locator('[data-seq]').last();
    await message.getByText(/^0:0[23]$/).waitFor(SOON);
    expect((await player(message.locator('audio'))).paused).toBe(true);
    // Its waveform is shown before it is played, and keys seek in it.
    const heights = await message
      .locator('span[aria-hidden="true"] > span')
      .evaluateAll((bars) =>
        bars.map((bar) => (bar as unknown as { style: { height: string } }).style.height),
      );
    expect(new Set(heights).size).toBeGreaterThan(3);
    const seekBar = message.getByRole('slider', { name: 'Kaydın neresi' });
    await seekBar.focus();
    await bora.page.keyboard.press('ArrowRight');
    expect(await seekBar.inputValue()).toBe('0.5');
    await bora.page.keyboard.press('Home');
    await message.getByRole('button', { name: 'Dinle' }).focus();
    await bora.page.keyboard.press('Enter');
    await message.getByRole('button', { name: 'Durdur' }).waitFor();
    await moves(message.locator('audio'));
    await ayse.context.close();
    await bora.context.close();
  });

  test('a file of a message whose connection breaks waits, and continues where it stopped', async () => {
    const id = await makeConversation(campus, 'can', 'elif_arslan');
    const { context, page } = await device('can', `/messages/${id}`);
    const chunks: { method: string; offset: number }[] = [];
    let isCut = false;
    let pieces = 0;
    await page.route('**/api/v1/media/uploads/*', async (route) => {
      const method = route.request().method();
      chunks.push({ method, offset: Number(route.request().headers()['upload-offset']) });
      if (method === 'PATCH' && ++pieces === 2) isCut = true;
      if (isCut) await route.abort('connectionreset');
      else await route.continue();
    });
    const notes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000_000)]);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'notlar.pdf', mimeType: 'application/pdf', buffer: notes });
    const goOn = page.getByRole('button', { name: 'Yüklemeyi sürdür: notlar.pdf' });
    await goOn.waitFor(SOON);
    await page.getByRole('status').filter({ hasText: 'notlar.pdf: bağlantı koptu' }).waitFor();
    const send = page.getByRole('button', { name: 'Gönder', exact: true });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    isCut = false;
    chunks.length = 0;
    await goOn.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'notlar.pdf yüklendi' }).waitFor(SOON);
    expect(chunks[0]?.method).toBe('GET');
    expect(chunks.find(({ method }) => method === 'PATCH')?.offset).toBeGreaterThan(0);
    await send.click();
    const link = messageList(page).getByRole('link', { name: /notlar\.pdf/ });
    await link.waitFor();
    const downloaded = await context.request.get(
      new URL((await link.getAttribute('href')) ?? '', page.url()).href,
    );
    expect(notes.equals(await downloaded.body())).toBe(true);
    await context.close();
  });

  test('a report that comes too early shows a countdown next to its button, and is sent when its time has come', async () => {
    const { context, page } = await device('elif_arslan', '/home');
    let isEarly = true;
    await page.route('**/api/v1/reports', async (route) => {
      if (!isEarly) return route.continue();
      await route.fulfill({
        status: 429,
        headers: { 'retry-after': '3', 'content-type': 'application/problem+json' },
        body: JSON.stringify({ status: 429, code: 'too_many_reports', detail: 'Too many.' }),
      });
    });
    // Staff may not decide about themselves or their superiors.
    const others = page.locator('article').filter({ hasNotText: /@(?:elif_arslan|can|ayse|bora)\b/ });
    await others.first().getByRole('button', { name: 'Diğer' }).click();
    await page.getByRole('menuitem', { name: 'Bildir', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reklam ya da istenmeyen içerik').check();
    const send = dialog.getByRole('button', { name: 'Bildir', exact: true });
    await send.click();
    await dialog.getByText('Kısa sürede çok bildirim yaptın').waitFor();
    const count = dialog.getByText(/yeniden deneyebilirsin\.$/).first();
    const first = await count.innerText();
    expect(first).toMatch(/^[123] saniye sonra /);
    await expect.poll(() => count.innerText()).not.toBe(first);
    await dialog.getByRole('status').filter({ hasText: 'Şimdi yeniden deneyebilirsin.' }).waitFor();
    isEarly = false;
    await send.click();
    await page.getByText('Teşekkürler. Moderatörler bakacak.').waitFor();
    await context.close();
    // The queue of reports is empty again for other files.
    const token = await tokenOf(campus, 'can');
    const { body } = await call(campus, 'GET', '/api/v1/admin/reports', { token });
    expect(body.items).toHaveLength(1);
    const decision = { decision: 'dismiss', note: 'Yersiz.' };
    const path = `/api/v1/admin/reports/${body.items[0].id}`;
    expect((await call(campus, 'PATCH', path, { token, body: decision })).status).toBe(200);
  });

  test('a voice message is recorded while the button is held, and sliding away cancels it', async () => {
    const id = await makeConversation(campus, 'ayse', 'umut_kosar');
    const { context, page } = await device('ayse', `/messages/${id}`, { viewport: PHONE });
    const button = page.getByRole('button', { name: 'Sesli mesaj' });
    const box = await button.boundingBox();
    if (!box) throw new Error('no button');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hold = async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.getByText('Vazgeçmek için sola kaydır').waitFor();
      await page.getByRole('timer').filter({ hasText: '0:01' }).waitFor(SOON);
    };
    await hold();
    await page.mouse.move(x - 100, y);
    await page.getByText('Bırakınca silinir').waitFor();
    await page.mouse.up();
    await page.getByRole('timer').waitFor({ state: 'detached' });
    const messages = async () =>
      (
        await call(campus, 'GET', `/api/v1/conversations/${id}/messages`, {
          token: await tokenOf(campus, 'ayse'),
        })
      ).body.items.length;
    const before = await messages();

    await hold();
    await page.mouse.up();
    await expect.poll(messages, SOON).toBe(before + 1);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await context.close();
  });
});
